'use machine';
// Rounding to single precision, for Math.fround. Layer: runtime.

import { loadF32, reserveBytes, storeF32 } from '../machine/intrinsics.ts';
import type { f64, ptr } from '../machine/types.ts';

const cell: ptr = reserveBytes(8);

/** The nearest single-precision number. */
export function singleOf(x: f64): f64 {
  storeF32(cell, x);
  return loadF32(cell);
}
