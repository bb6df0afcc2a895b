'use machine inline';
// Rounding and integer operations of Math that are one or a few instructions. Layer: runtime.

import {
  absOf,
  ceilOf,
  f64,
  floorOf,
  i32,
  leadingZeros32,
  squareRoot,
  truncOf,
} from '../machine/intrinsics.ts';
import type { u32 } from '../machine/types.ts';
import { singleOf } from './math-single.ts';

export function absoluteOf(x: f64): f64 {
  return absOf(x);
}

export function ceilingOf(x: f64): f64 {
  return ceilOf(x);
}

export function floorValueOf(x: f64): f64 {
  return floorOf(x);
}

export function truncateOf(x: f64): f64 {
  return truncOf(x);
}

export function squareRootOf(x: f64): f64 {
  return squareRoot(x);
}

/** 32 for 0. */
export function countLeadingZeros(x: u32): f64 {
  return x === 0 ? 32 : f64(leadingZeros32(x));
}

/** The lower 32 bits of the product, signed. */
export function multiplyIntegers(a: i32, b: i32): f64 {
  return f64(i32(a * b));
}

/** The nearest single-precision number. */
export function roundToSingle(x: f64): f64 {
  return singleOf(x);
}
