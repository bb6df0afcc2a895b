import assert from 'node:assert/strict';
import test from 'node:test';

import { SipHash } from './sip-hash.ts';

/** Key 00..0f and messages 00, 01, 02 ... of the reference implementation's vectors, for lengths that are whole words. */
const VECTORS: readonly [words: number, upper: number, lower: number][] = [
  [0, 0x726fdb47, 0xdd0e0e31],
  [1, 0xcf2794e0, 0x277187b7],
  [2, 0x93f5f579, 0x9a932462],
  [3, 0x751e8fbc, 0x860ee5fb],
];

test('hashes are those of the reference implementation', () => {
  const hash = new SipHash(Int32Array.of(0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c));
  for (let i = 0; i < 4; i++) hash.words[i] = 0x03020100 + i * 0x04040404;
  for (const [words, upper, lower] of VECTORS) {
    assert.equal(hash.hash(words) >>> 0, lower, `lower half of ${words} words`);
    assert.equal(hash.upper >>> 0, upper, `upper half of ${words} words`);
  }
});

test('another key gives another hash', () => {
  const a = new SipHash(Int32Array.of(1, 2, 3, 4));
  const b = new SipHash(Int32Array.of(1, 2, 3, 5));
  assert.notEqual(a.hash(2), b.hash(2));
});
