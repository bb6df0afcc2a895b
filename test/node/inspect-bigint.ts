// util.inspect and util.format: bigints.
import { format, inspect } from 'node:util';

console.log(10n, -5n, [1n, 2n, 3n, 4n, 5n, 6n, 77n], { b: 1n }, Object(5n), new BigInt64Array([1n, -2n]));
console.log(inspect(-1234567n, { numericSeparator: true }), format('%s %d %i', 5n, 6n, 7n), typeof process.hrtime.bigint());
