// Equality and order between values of all kinds.

import { text } from './support/attempt.ts';

const object = { valueOf: () => 1 };
const list = [1];
const values: any[] = [undefined, null, true, false, 0, -0, 1, 2, NaN, '', '0', '1', 'a', 'b', 'ab', object, list, []];
for (const a of values) {
  const row: string[] = [];
  for (const b of values) {
    let bits = 0;
    if (a == b) bits |= 1;
    if (a === b) bits |= 2;
    if (a < b) bits |= 4;
    if (a <= b) bits |= 8;
    if (a > b) bits |= 16;
    if (a >= b) bits |= 32;
    if (Object.is(a, b)) bits |= 64;
    if (a != b) bits |= 128;
    if (a !== b) bits |= 256;
    row.push(bits.toString(16));
  }
  console.log(text(a).padEnd(8), row.join(' '));
}

console.log('abc' < 'abd', 'abc' < 'ab', 'Z' < 'a', '10' < '9', 10 < ('9' as any), '\u{1F600}' < '\uFFFF');
console.log([2] > (1 as any), [1, 2] == ('1,2' as any), ({}) == ('[object Object]' as any));
const order: string[] = [];
const left = { valueOf: () => (order.push('left'), 1) };
const right = { valueOf: () => (order.push('right'), 2) };
console.log((left as any) < (right as any), (left as any) > (right as any), order.join());
const symbol = Symbol('s');
console.log(symbol === symbol, (symbol as any) == Object(symbol), Symbol('s') === (symbol as any));
try {
  console.log((symbol as any) < 1);
} catch (error) {
  console.log(String(error));
}
