'use machine';
// The time of day, for Date. Layer: runtime.

import { platformWallClockMillis } from '../interfaces/platform.ts';
import { f64, floorOf } from '../machine/intrinsics.ts';

/** Whole milliseconds since 1970-01-01T00:00Z. */
export function wallClockMillis(): f64 {
  return floorOf(platformWallClockMillis());
}
