'use machine';
// Clock: the timestamp counter as nanoseconds, the wall clock, and the timer that wakes the processor. Layer: driver.
// The counter runs at a fixed rate on every machine that hypervisors offer today; its rate is found once, at the start.

import { f64, multiplyHigh64, u32, u64 } from '../../machine/intrinsics.ts';
import {
  armTimerAfter,
  armTimerAt,
  TIMER_DIVISOR,
  timerTakesTimestamp,
} from '../../machine/x86_64/local-apic.ts';
import { readOrderedTimestamp } from '../../machine/x86_64/processor.ts';
import { busFrequency, findFrequencies, timestampFrequency } from './clock-frequency.ts';
import { readWallClock } from './wall-clock.ts';

const NANOS: u64 = 1000000000;
const LONGEST_COUNT: u64 = 0xfffffff0;
/** Longer waits are made of several: products below stay within 64 bits. */
const LONGEST_WAIT: u64 = 3600000000000;

let start: u64 = 0;
/** Nanoseconds a tick, times 2^32. */
let nanosPerTick: u64 = 0;
/** Counts of the timer, and ticks, a nanosecond, times 2^32. */
let countsPerNano: u64 = 0;
let ticksPerNano: u64 = 0;
/** Wall clock milliseconds at monotonic time 0. */
let wallMillis: u64 = 0;

/** After the local APIC. */
export function startClock(): void {
  start = readOrderedTimestamp();
  findFrequencies();
  nanosPerTick = (NANOS << 32) / timestampFrequency;
  ticksPerNano = scaled(timestampFrequency);
  countsPerNano = scaled(busFrequency / TIMER_DIVISOR);
  wallMillis = readWallClock() - platformMonotonicNanos() / 1000000;
}

/** frequency / 10^9, times 2^32, without overflow below 2^62 Hz. */
function scaled(frequency: u64): u64 {
  return ((frequency / NANOS) << 32) + ((frequency % NANOS) << 32) / NANOS;
}

export function platformMonotonicNanos(): u64 {
  const ticks: u64 = readOrderedTimestamp() - start;
  return (multiplyHigh64(ticks, nanosPerTick) << 32) | ((ticks * nanosPerTick) >> 32);
}

export function platformWallClockMillis(): f64 {
  return f64(wallMillis + platformMonotonicNanos() / 1000000);
}

/** Monotonic time in milliseconds, with a fraction. */
export function monotonicMillis(): f64 {
  return f64(platformMonotonicNanos()) / 1000000.0;
}

/** Wakes the processor at `deadline`, or earlier when that is far away. */
export function armTimer(now: u64, deadline: u64): void {
  let wait: u64 = deadline - now;
  if (wait > LONGEST_WAIT) wait = LONGEST_WAIT;
  if (timerTakesTimestamp) {
    armTimerAt(readOrderedTimestamp() + scale(wait, ticksPerNano) + 1);
    return;
  }
  const count: u64 = scale(wait, countsPerNano) + 1;
  armTimerAfter(u32(count > LONGEST_COUNT ? LONGEST_COUNT : count));
}

function scale(nanos: u64, perNano: u64): u64 {
  return (multiplyHigh64(nanos, perNano) << 32) | ((nanos * perNano) >> 32);
}
