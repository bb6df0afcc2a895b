'use machine';
// Random numbers for Math.random: xorshift128+, seeded from the platform's entropy at the first call. Layer: runtime.
// Not for secrets: those come from the platform's entropy directly.

import { doubleOf, load64, stackValues } from '../machine/intrinsics.ts';
import type { f64, ptr, u64 } from '../machine/types.ts';
import { platformEntropy } from '../interfaces/platform.ts';

/** Zero together until the generator is seeded: never a state it reaches. */
let first: u64 = 0;
let second: u64 = 0;

/** The next number, uniform in [0, 1) with 52 random bits. */
export function nextRandom(): f64 {
  if (first === 0 && second === 0) seedRandom();
  let x: u64 = first;
  const y: u64 = second;
  first = y;
  x = x ^ (x << 23);
  x = x ^ (x >>> 17) ^ y ^ (y >>> 26);
  second = x;
  // The upper bits become the fraction of a number in [1, 2).
  const sum: u64 = x + y;
  return doubleOf((sum >>> 12) | 0x3ff0000000000000) - 1;
}

function seedRandom(): void {
  const bytes: ptr = stackValues(2);
  platformEntropy(bytes, 16);
  first = load64(bytes);
  second = load64(bytes + 8) | 1;
}
