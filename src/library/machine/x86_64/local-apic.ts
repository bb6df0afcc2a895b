'use machine';
// Local APIC: end of interrupt and the one-shot timer, through MSRs (x2APIC) where the processor has them, else through
// its page of registers. Layer: machine. Intel SDM volume 3, chapter 11.

import { readMsr, u32, u64, volatileLoad32, volatileStore32, writeMsr } from '../intrinsics.ts';
import type { ptr } from '../types.ts';
import { FEATURE_TSC_DEADLINE, FEATURE_X2APIC, processorEcx } from './processor.ts';

const APIC_BASE: u32 = 0x1b;
const BASE_ENABLED: u64 = 0x800;
const BASE_X2: u64 = 0x400;
const X2_FIRST: u32 = 0x800;
const TSC_DEADLINE: u32 = 0x6e0;
// Registers by their offset in the page; the MSR is a 16th of it.
const REGISTER_ID: u32 = 0x20;
const REGISTER_TASK_PRIORITY: u32 = 0x80;
const REGISTER_END: u32 = 0xb0;
const REGISTER_SPURIOUS: u32 = 0xf0;
const REGISTER_TIMER: u32 = 0x320;
const REGISTER_LINT0: u32 = 0x350;
const REGISTER_LINT1: u32 = 0x360;
const REGISTER_ERROR: u32 = 0x370;
const REGISTER_INITIAL_COUNT: u32 = 0x380;
const REGISTER_CURRENT_COUNT: u32 = 0x390;
const REGISTER_DIVIDER: u32 = 0x3e0;
const MASKED: u32 = 0x10000;
const DELIVER_NMI: u32 = 0x400;
const MODE_TSC_DEADLINE: u32 = 0x40000;
const DIVIDE_BY_16: u32 = 3;

export const VECTOR_SPURIOUS: u32 = 255;
export const VECTOR_TIMER: u32 = 32;
/** Timer counts are 1/16 of the bus clock. */
export const TIMER_DIVISOR: u64 = 16;

let registers: ptr = 0;
/** The timer is armed with a value of the timestamp counter. */
export let timerTakesTimestamp: boolean = false;

/** Physical address of the page of registers that must be mapped as a device; 0 with x2APIC. */
export function localApicPage(): u64 {
  if ((processorEcx(1) & FEATURE_X2APIC) !== 0) return 0;
  return readMsr(APIC_BASE) & 0x000ffffffffff000;
}

/** `page`: what localApicPage said. */
export function startLocalApic(page: ptr): void {
  registers = page;
  const mode: u64 = page === 0 ? BASE_ENABLED | BASE_X2 : BASE_ENABLED;
  writeMsr(APIC_BASE, readMsr(APIC_BASE) | mode);
  timerTakesTimestamp = (processorEcx(1) & FEATURE_TSC_DEADLINE) !== 0;
  writeApic(REGISTER_TASK_PRIORITY, 0);
  writeApic(REGISTER_LINT0, MASKED);
  writeApic(REGISTER_LINT1, DELIVER_NMI);
  writeApic(REGISTER_ERROR, MASKED);
  writeApic(REGISTER_DIVIDER, DIVIDE_BY_16);
  writeApic(REGISTER_TIMER, VECTOR_TIMER | (timerTakesTimestamp ? MODE_TSC_DEADLINE : 0));
  writeApic(REGISTER_SPURIOUS, 0x100 | VECTOR_SPURIOUS);
}

function readApic(register: u32): u32 {
  if (registers === 0) return u32(readMsr(X2_FIRST + (register >> 4)));
  return volatileLoad32(registers + register);
}

function writeApic(register: u32, value: u32): void {
  if (registers === 0) writeMsr(X2_FIRST + (register >> 4), u64(value));
  else volatileStore32(registers + register, value);
}

/** What message-signalled interrupts and the I/O APIC name as the destination. */
export function localApicId(): u32 {
  const id: u32 = readApic(REGISTER_ID);
  return registers === 0 ? id : id >> 24;
}

export function endInterrupt(): void {
  writeApic(REGISTER_END, 0);
}

/** Interrupts once when the timestamp counter reaches `at`. */
export function armTimerAt(at: u64): void {
  writeMsr(TSC_DEADLINE, at);
}

/** Interrupts once after `count` sixteenths of the bus clock; 0 stops it. */
export function armTimerAfter(count: u32): void {
  writeApic(REGISTER_INITIAL_COUNT, count);
}

export function disarmTimer(): void {
  if (timerTakesTimestamp) writeMsr(TSC_DEADLINE, 0);
  else writeApic(REGISTER_INITIAL_COUNT, 0);
}

/** Counts down from what was armed. */
export function timerCount(): u32 {
  return readApic(REGISTER_CURRENT_COUNT);
}

/** In one-shot mode, for calibration; `startLocalApic` set the final mode. */
export function useOneShotTimer(enabled: boolean): void {
  const deadline: u32 = timerTakesTimestamp && !enabled ? MODE_TSC_DEADLINE : 0;
  writeApic(REGISTER_TIMER, VECTOR_TIMER | (enabled ? MASKED : 0) | deadline);
}
