'use machine inline';
// Raw access to the units of a string, for loops that must be fast. Layer: runtime.
// `units` comes from stringUnits(cell), `wide` from isWideString(cell); the units' address keeps the text alive.

import { load16, load32, load8, ptr, u32, u64 } from '../machine/intrinsics.ts';
import { STRING_LENGTH } from './layout.ts';

export function lengthOfString(cell: ptr): u32 {
  return load32(cell + STRING_LENGTH);
}

export function unitOf(units: ptr, wide: boolean, index: u32): u32 {
  return wide ? u32(load16(units + u64(index) * 2)) : u32(load8(units + u64(index)));
}

/** The code point that starts at `index` (below `length`); a lone surrogate is itself. */
export function pointOf(units: ptr, wide: boolean, index: u32, length: u32): u32 {
  const unit: u32 = unitOf(units, wide, index);
  if ((unit & 0xfc00) !== 0xd800 || index + 1 >= length) return unit;
  const low: u32 = unitOf(units, wide, index + 1);
  if ((low & 0xfc00) !== 0xdc00) return unit;
  return ((unit - 0xd800) << 10) + (low - 0xdc00) + 0x10000;
}
