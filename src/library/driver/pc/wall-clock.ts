'use machine';
// Wall clock at the start: KVM's paravirtual clock, else the CMOS clock, which is taken as UTC. Layer: driver.
// MC146818 data sheet; Linux Documentation/virt/kvm/x86/msr.rst.

import {
  load32,
  load64,
  loadI8,
  portIn8,
  portOut8,
  reserveBytes,
  u32,
  u64,
  writeMsr,
} from '../../machine/intrinsics.ts';
import {
  HYPERVISOR_KVM,
  hypervisorLeaves,
  hypervisorName,
  readOrderedTimestamp,
  readProcessorLeaf,
} from '../../machine/x86_64/processor.ts';
import type { i32 } from '../../machine/types.ts';

const KVM_WALL_CLOCK: u32 = 0x4b564d00;
const KVM_SYSTEM_TIME: u32 = 0x4b564d01;
const KVM_FEATURE_CLOCKS: u32 = 8;
const CMOS_INDEX: u32 = 0x70;
const CMOS_DATA: u32 = 0x71;
const STATUS_A: u32 = 10;
const STATUS_B: u32 = 11;
const UPDATING: u32 = 0x80;
const BINARY: u32 = 4;
const HOURS_24: u32 = 2;

const answer = reserveBytes(16);
const wall = reserveBytes(16);
const system = reserveBytes(64);

/** Milliseconds since 1970; 0 when the machine has no clock. */
export function readWallClock(): u64 {
  if (hypervisorName() === HYPERVISOR_KVM && hypervisorLeaves() >= 0x40000001) {
    readProcessorLeaf(0x40000001, 0, answer);
    if ((load32(answer) & KVM_FEATURE_CLOCKS) !== 0) return readKvmClock();
  }
  return readCmosClock();
}

/** The hypervisor's time of day at its time 0, and its time now by the timestamp counter. */
function readKvmClock(): u64 {
  writeMsr(KVM_WALL_CLOCK, wall);
  writeMsr(KVM_SYSTEM_TIME, system | 1);
  const ticks: u64 = readOrderedTimestamp() - load64(system + 8);
  const shift: i32 = loadI8(system + 28);
  const shifted: u64 = shift < 0 ? ticks >> u64(-shift) : ticks << u64(shift);
  const nanos: u64 = load64(system + 16) + ((shifted * u64(load32(system + 24))) >> 32);
  // The memory is the image's again.
  writeMsr(KVM_SYSTEM_TIME, 0);
  return u64(load32(wall + 4)) * 1000 + (u64(load32(wall + 8)) + nanos) / 1000000;
}

function readCmos(register: u32): u32 {
  portOut8(CMOS_INDEX, register);
  return u32(portIn8(CMOS_DATA));
}

function readCmosClock(): u64 {
  // A machine without the clock reads as ones.
  if (readCmos(STATUS_B) === 255 && readCmos(0) === 255) return 0;
  for (;;) {
    while ((readCmos(STATUS_A) & UPDATING) !== 0) {}
    const seconds: u64 = readCmosSeconds();
    // Read twice: an update may have come between.
    if (readCmosSeconds() === seconds) return seconds * 1000;
  }
}

function readCmosSeconds(): u64 {
  const format: u32 = readCmos(STATUS_B);
  const second: u32 = fromFormat(readCmos(0), format);
  const minute: u32 = fromFormat(readCmos(2), format);
  const rawHour: u32 = readCmos(4);
  let hour: u32 = fromFormat(rawHour & 0x7f, format);
  if ((format & HOURS_24) === 0) hour = (hour % 12) + ((rawHour & 0x80) !== 0 ? 12 : 0);
  const day: u32 = fromFormat(readCmos(7), format);
  const month: u32 = fromFormat(readCmos(8), format);
  const year: u32 = 2000 + fromFormat(readCmos(9), format);
  return ((daysBefore(year, month, day) * 24 + u64(hour)) * 60 + u64(minute)) * 60 + u64(second);
}

/** Two decimal digits in four bits each, unless the clock counts in binary. */
function fromFormat(value: u32, format: u32): u32 {
  if ((format & BINARY) !== 0) return value;
  return (value >> 4) * 10 + (value & 15);
}

/** Days from 1970-01-01 in the Gregorian calendar: years begin in March, so that leap days end them. */
function daysBefore(year: u32, month: u32, day: u32): u64 {
  const shifted: u32 = month <= 2 ? year - 1 : year;
  const fromMarch: u32 = month <= 2 ? month + 9 : month - 3;
  const dayOfYear: u32 = (153 * fromMarch + 2) / 5 + day - 1;
  const days: u32 = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear;
  return u64(days) - 719468;
}
