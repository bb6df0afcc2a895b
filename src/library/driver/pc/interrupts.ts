'use machine';
// Interrupts: vectors for devices, and the one place where the processor waits. Layer: driver.
// Interrupts are open only inside `waitForInterrupts`. One that comes sets the bit of its vector, nothing else; the loop
// takes the bits and lets the drivers work. Unknown ones are counted.

import {
  load64,
  portOut8,
  reserveBytes,
  store64,
  trailingZeros64,
  u32,
  u64,
} from '../../machine/intrinsics.ts';
import type { f64, ptr } from '../../machine/types.ts';
import {
  disarmTimer,
  endInterrupt,
  localApicId,
  localApicPage,
  startLocalApic,
  VECTOR_SPURIOUS,
  VECTOR_TIMER,
} from '../../machine/x86_64/local-apic.ts';
import { waitForInterrupt } from '../../machine/x86_64/processor.ts';
import { armTimer, platformMonotonicNanos } from './clock.ts';
import { mapDevice } from './memory.ts';

const FIRST_VECTOR: u32 = 48;
const LAST_VECTOR: u32 = 254;
const FOR_EVER: u64 = 0xffffffffffffffff;
const LONGEST_MILLIS: f64 = 4294967296000.0;
const MESSAGE_ADDRESS: u64 = 0xfee00000;

/** A bit for each vector that came and was not taken. */
const pending = reserveBytes(32);
/** A bit for each vector that a driver has. */
const allocated = reserveBytes(32);
let nextVector: u32 = FIRST_VECTOR;
/** Interrupts that no driver asked for. */
export let unknownInterrupts: u64 = 0;
export let timerInterrupts: u64 = 0;

export function startInterrupts(): void {
  // The old controllers stay silent.
  portOut8(0x21, 0xff);
  portOut8(0xa1, 0xff);
  const page: u64 = localApicPage();
  startLocalApic(page === 0 ? 0 : mapDevice(page, 4096));
}

/** A vector for a device, 0 when there are no more. */
export function allocateVector(): u32 {
  if (nextVector > LAST_VECTOR) return 0;
  const vector: u32 = nextVector;
  nextVector++;
  const word: ptr = allocated + u64(vector >> 6) * 8;
  store64(word, load64(word) | (u64(1) << u64(vector & 63)));
  return vector;
}

/** What a device writes, and where, to interrupt with `vector` (PCI MSI and MSI-X). */
export function messageAddress(): u64 {
  return MESSAGE_ADDRESS | (u64(localApicId()) << 12);
}

export function messageData(vector: u32): u32 {
  return vector;
}

/** Returns once an interrupt of a device is pending, or at `deadline` (monotonic nanoseconds; 0: looks and returns). */
export function waitForInterrupts(deadline: u64): void {
  acceptAll();
  if (deadline === 0) return;
  let armed: boolean = false;
  while (!isAnyPending()) {
    const now: u64 = platformMonotonicNanos();
    if (now >= deadline) break;
    armTimer(now, deadline);
    armed = true;
    accept(waitForInterrupt(1));
    acceptAll();
  }
  if (armed) disarmTimer();
}

/** The same with milliseconds from now; Infinity and NaN: for ever. */
export function waitUntil(timeoutMillis: f64): void {
  if (timeoutMillis <= 0.0) waitForInterrupts(0);
  else if (timeoutMillis < LONGEST_MILLIS)
    waitForInterrupts(platformMonotonicNanos() + u64(timeoutMillis * 1000000.0));
  else waitForInterrupts(FOR_EVER);
}

function acceptAll(): void {
  for (;;) {
    const vector: u32 = waitForInterrupt(0);
    if (vector === 0) return;
    accept(vector);
  }
}

function accept(vector: u32): void {
  if (vector === 0) return;
  // A spurious one is not in service.
  if (vector !== VECTOR_SPURIOUS) endInterrupt();
  if (vector === VECTOR_TIMER) {
    timerInterrupts++;
    return;
  }
  const bit: u64 = u64(1) << u64(vector & 63);
  if ((load64(allocated + u64(vector >> 6) * 8) & bit) === 0) {
    unknownInterrupts++;
    return;
  }
  raiseVector(vector);
}

/** As if a device had interrupted with `vector`. */
export function raiseVector(vector: u32): void {
  const word: ptr = pending + u64(vector >> 6) * 8;
  store64(word, load64(word) | (u64(1) << u64(vector & 63)));
}

function isAnyPending(): boolean {
  return (
    (load64(pending) | load64(pending + 8) | load64(pending + 16) | load64(pending + 24)) !== 0
  );
}

/** The lowest pending vector, which is pending no more; 0 when there is none. */
export function takeVector(): u32 {
  for (let i: u32 = 0; i < 4; i++) {
    const word: ptr = pending + u64(i) * 8;
    const bits: u64 = load64(word);
    if (bits === 0) continue;
    store64(word, bits & (bits - 1));
    return i * 64 + trailingZeros64(bits);
  }
  return 0;
}
