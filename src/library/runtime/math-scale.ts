'use machine';
// x * 2^n with one rounding. Layer: runtime.

import { doubleOf, u64 } from '../machine/intrinsics.ts';
import type { f64, i32 } from '../machine/types.ts';
import { powerOfTwo } from './double-words.ts';

export function scaleByPowerOfTwo(x: f64, n: i32): f64 {
  let y: f64 = x;
  let rest: i32 = n;
  if (rest > 1023) {
    y = y * powerOfTwo(1023);
    rest = rest - 1023;
    if (rest > 1023) {
      y = y * powerOfTwo(1023);
      rest = rest - 1023;
      if (rest > 1023) rest = 1023;
    }
  } else if (rest < -1022) {
    // Down in steps that stay normal until the last multiplication, which rounds.
    y = y * powerOfTwo(-969);
    rest = rest + 969;
    if (rest < -1022) {
      y = y * powerOfTwo(-969);
      rest = rest + 969;
      if (rest < -1022) rest = -1022;
    }
  }
  return y * powerOfTwo(rest);
}
