'use machine';
// Value hash: a hash that agrees with SameValueZero, for Map, Set and whatever else is keyed by values.
// Layer: runtime. Cells never move, so an object's address is its hash. Never throws, never allocates but to flatten a rope.

import { bitsOfValue, load32, load64, u32, u64 } from '../machine/intrinsics.ts';
import type { ptr, Value } from '../machine/types.ts';
import { CELL_EXTRA } from './layout.ts';
import { stringHash } from './string-hash.ts';
import { isBigInt, isNumber, isString, numberOf, pointerOf } from './value.ts';

const HASH_MASK: u32 = 0x7fffffff;
/** Bits of 2^64 divided by the golden ratio. */
const MULTIPLIER: u64 = 0x9e3779b97f4a7c15;
const BIGINT_LIMBS: u32 = 8;

function mixBits(bits: u64): u32 {
  let mixed: u64 = (bits ^ (bits >>> 32)) * MULTIPLIER;
  mixed = (mixed ^ (mixed >>> 29)) * MULTIPLIER;
  return u32(mixed >>> 32) & HASH_MASK;
}

/** 31-bit hash: equal for values that are SameValueZero-equal (so +0 and -0 agree, and every NaN does). */
export function hashOfValue(v: Value): u32 {
  if (isNumber(v)) {
    if (numberOf(v) === 0) return 0;
    return mixBits(bitsOfValue(v));
  }
  if (isString(v)) return stringHash(v) & HASH_MASK;
  if (isBigInt(v)) return hashOfBigInt(pointerOf(v));
  return mixBits(bitsOfValue(v));
}

function hashOfBigInt(cell: ptr): u32 {
  const limbs: u32 = load32(cell + CELL_EXTRA);
  let mixed: u64 = limbs;
  for (let i: u32 = 0; i < limbs; i++) {
    mixed = (mixed ^ load64(cell + BIGINT_LIMBS + 8 * i)) * MULTIPLIER;
    mixed = mixed ^ (mixed >>> 32);
  }
  return u32(mixed) & HASH_MASK;
}
