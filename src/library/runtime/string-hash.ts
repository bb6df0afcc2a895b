'use machine';
// String hash: seeded, the same for the same text at either width, cached in the cell. Layer: runtime.
// Four code units per step: Latin-1 bytes are spread to 16 bits first.

import {
  load16,
  load32,
  load64,
  load8,
  multiplyHigh64,
  ptr,
  store32,
  stackValues,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { platformEntropy } from '../interfaces/platform.ts';
import { CELL_EXTRA, STRING_LENGTH } from './layout.ts';
import { isWideString, stringUnits } from './string-cells.ts';
import { pointerOf } from './value.ts';

let seed: u64 = 0x2d358dccaa6c78a5;

/** Draws the seed; before the first string is hashed. */
export function seedStringHash(): void {
  const bytes: ptr = stackValues(1);
  platformEntropy(bytes, 8);
  seed = load64(bytes) | 1;
}

function mix(a: u64, b: u64): u64 {
  return (a * b) ^ multiplyHigh64(a, b);
}

function spread(four: u32): u64 {
  let x: u64 = four;
  x = (x | (x << 16)) & 0x0000ffff0000ffff;
  return (x | (x << 8)) & 0x00ff00ff00ff00ff;
}

function tail(units: ptr, wide: boolean, count: u32): u64 {
  let word: u64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const unit: u64 = wide ? u64(load16(units + u64(i) * 2)) : u64(load8(units + i));
    word |= unit << (i * 16);
  }
  return word;
}

/** Hash of `count` units; never 0. */
export function hashUnits(units: ptr, wide: boolean, count: u32): u32 {
  let hash: u64 = seed ^ u64(count);
  let at: ptr = units;
  let left: u32 = count;
  while (left >= 4) {
    if (wide) {
      hash = mix(hash ^ load64(at), 0x9e3779b97f4a7c15);
      at = at + 8;
    } else {
      hash = mix(hash ^ spread(load32(at)), 0x9e3779b97f4a7c15);
      at = at + 4;
    }
    left -= 4;
  }
  hash = mix(hash ^ tail(at, wide, left), 0xe7037ed1a0b428db);
  const folded: u32 = u32(hash ^ (hash >>> 32));
  return folded === 0 ? 1 : folded;
}

/** Hash of a string's text; flattens a rope. */
export function stringHash(v: Value): u32 {
  const cell: ptr = pointerOf(v);
  const known: u32 = load32(cell + CELL_EXTRA);
  if (known !== 0) return known;
  const units: ptr = stringUnits(cell);
  const hash: u32 = hashUnits(units, isWideString(cell), load32(cell + STRING_LENGTH));
  store32(cell + CELL_EXTRA, hash);
  return hash;
}
