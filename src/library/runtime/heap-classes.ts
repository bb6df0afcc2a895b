'use machine inline';
// Size classes of small cells: 16 to 128 bytes in steps of 16, then four per power of two up to 32 KiB.
// Layer: runtime, below heap-space.ts. With constant sizes all of it folds.

import { leadingZeros32, u32 } from '../machine/intrinsics.ts';

export const CLASS_COUNT: u32 = 40;
/** Larger cells get whole blocks of their own. */
export const LARGEST_SMALL: u32 = 32768;

/** The class that holds cells of `size` bytes (at most LARGEST_SMALL). */
export function sizeClassOf(size: u32): u32 {
  if (size <= 128) return size === 0 ? 0 : (size - 1) >> 4;
  const n: u32 = size - 1;
  const exponent: u32 = 31 - leadingZeros32(n);
  return 8 + (exponent - 7) * 4 + ((n >> (exponent - 2)) & 3);
}

/** Bytes of one cell of a class. */
export function classSizeOf(sizeClass: u32): u32 {
  if (sizeClass < 8) return (sizeClass + 1) << 4;
  const step: u32 = sizeClass - 8;
  return (5 + (step & 3)) << (5 + (step >> 2));
}
