'use machine inline';
// The two 32-bit words of a double, as the fdlibm-style algorithms take them apart. Layer: runtime.

import { bitsOf, doubleOf, i32, u32, u64 } from '../machine/intrinsics.ts';
import type { f64 } from '../machine/types.ts';

/** Sign, exponent and the upper 20 fraction bits. */
export function highWord(x: f64): i32 {
  return i32(bitsOf(x) >>> 32);
}

export function lowWord(x: f64): u32 {
  return u32(bitsOf(x));
}

export function withHighWord(x: f64, high: i32): f64 {
  return doubleOf((u64(u32(high)) << 32) | (bitsOf(x) & 0xffffffff));
}

export function withoutLowWord(x: f64): f64 {
  return doubleOf(bitsOf(x) & 0xffffffff00000000);
}

export function fromWords(high: i32, low: u32): f64 {
  return doubleOf((u64(u32(high)) << 32) | u64(low));
}

/** 2^n for n in -1022..1023. */
export function powerOfTwo(n: i32): f64 {
  return doubleOf(u64(n + 1023) << 52);
}
