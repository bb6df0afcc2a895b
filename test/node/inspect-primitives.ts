// util.inspect: primitives, quotes and escapes.
import { inspect } from 'node:util';

const values: any[] = [
  undefined,
  null,
  true,
  false,
  0,
  -0,
  1.5,
  1e21,
  1e-7,
  NaN,
  Infinity,
  -Infinity,
  'text',
  '',
  "it's",
  `it's "quoted"`,
  `'"\``,
  '\'"`${1}',
  '\n\t\r\b\f\v\\',
  '\x00\x1b\x7f\x9f',
  '\ud800',
  '\udc00x',
  '😀',
  'é',
  Symbol('x'),
  Symbol(),
  Symbol('a b'),
  Symbol.iterator,
  Symbol.for('reg'),
];
for (const value of values) console.log(inspect(value));
console.log(values);
console.log('x'.repeat(20), ['x'.repeat(120)]);
console.log([
  'line one\nline two\nline three is a long line that goes on and on and on and on, really',
]);
console.log(inspect('abc'.repeat(5000)).length);
console.log(
  inspect(123456789.123456, { numericSeparator: true }),
);
