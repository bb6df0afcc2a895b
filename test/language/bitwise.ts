// Bit operators: 32-bit wrap-around, shifts, and operands that are no integers.

import { attempt, text } from './support/attempt.ts';

const operands = [0, -0, 1, -1, 5, 31, 32, 33, 0.9, -0.9, 2147483647, 2147483648, -2147483648, 4294967295, 4294967296, 1e21, NaN, Infinity, -Infinity];
for (const a of operands) {
  console.log(text(a), 'not', text(~a), 'int', text(a | 0), 'unsigned', text(a >>> 0));
  for (const b of [0, 1, 5, 31, 32, 33, -1]) {
    console.log(text(a), b, [a & b, a | b, a ^ b, a << b, a >> b, a >>> b].map(text).join(' '));
  }
}

attempt('strings', () => ('12' as any) & 9);
attempt('null and undefined', () => [(null as any) | 5, (undefined as any) | 5]);
attempt('objects', () => ({ valueOf: () => 6 }) as any ^ 3);
attempt('double not', () => ~~-7.9);
attempt('hash', () => {
  let hash = 5381;
  for (const character of 'the quick brown fox') hash = ((hash << 5) + hash + character.charCodeAt(0)) | 0;
  return [hash, hash >>> 0];
});
attempt('xorshift', () => {
  let state = 2463534242;
  const seen: number[] = [];
  for (let i = 0; i < 5; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    seen.push(state >>> 0);
  }
  return seen;
});
attempt('Math.imul', () => [Math.imul(0xffffffff, 5), Math.imul(2 ** 31, 2), Math.clz32(1)]);
attempt('compound', () => {
  let x = 0xff;
  x &= 0x3c;
  x |= 1;
  x ^= 0x10;
  x <<= 26;
  const wrapped = x;
  x >>= 3;
  const signed = x;
  x >>>= 1;
  return [wrapped, signed, x];
});
