'use machine';
// Clock for the loop: monotonic time in milliseconds with a fraction. Layer: driver.

import { f64 } from '../../machine/intrinsics.ts';
import { platformMonotonicNanos } from './clock.ts';

export function monotonicMillis(): f64 {
  return f64(platformMonotonicNanos()) / 1000000.0;
}
