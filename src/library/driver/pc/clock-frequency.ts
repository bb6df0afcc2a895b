'use machine';
// Frequencies of the timestamp counter and of the local APIC's bus clock. Layer: driver.
// From CPUID where it says so; else measured for some milliseconds against a clock whose rate is known: the APIC timer
// under QEMU and KVM (1 GHz by definition), ACPI's PM timer, or the PIT.

import {
  asciiText,
  load32,
  portIn32,
  portIn8,
  portOut8,
  u16,
  u32,
  u64,
} from '../../machine/intrinsics.ts';
import type { ptr } from '../../machine/types.ts';
import {
  armTimerAfter,
  TIMER_DIVISOR,
  timerCount,
  useOneShotTimer,
} from '../../machine/x86_64/local-apic.ts';
import {
  HYPERVISOR_KVM,
  HYPERVISOR_TCG,
  hypervisorLeaves,
  hypervisorName,
  processorEax,
  processorEbx,
  processorEcx,
  readOrderedTimestamp,
  readProcessorLeaf,
} from '../../machine/x86_64/processor.ts';
import { reserveBytes } from '../../machine/intrinsics.ts';
import { findAcpiTable } from './acpi-tables.ts';
import { endWithWords } from './power.ts';

const GIGAHERTZ: u64 = 1000000000;
const PM_TIMER_FREQUENCY: u64 = 3579545;
const PIT_FREQUENCY: u64 = 1193182;
const FADT_PM_TIMER: u64 = 76;
const MEASURED_MICROS: u64 = 2000;
const MEASURED_COUNT: u32 = 0xffffffff;

export let timestampFrequency: u64 = 0;
export let busFrequency: u64 = 0;
const answer = reserveBytes(16);

export function findFrequencies(): void {
  readFromProcessor();
  readFromHypervisor();
  if (timestampFrequency === 0 && busFrequency !== 0) measureAgainstApic();
  if (timestampFrequency === 0) measureAgainstPmTimer();
  if (timestampFrequency === 0) measureAgainstPit();
  if (timestampFrequency === 0) endWithWords(asciiText('no clock of a known rate'));
  if (busFrequency === 0) measureApic();
}

/** Leaf 0x15: the crystal's rate and the ratio to it. */
function readFromProcessor(): void {
  const denominator: u64 = u64(processorEax(0x15));
  const crystal: u64 = u64(processorEcx(0x15));
  if (denominator === 0 || crystal === 0) return;
  timestampFrequency = (crystal * u64(processorEbx(0x15))) / denominator;
}

/** Leaf 0x40000010, which VMware began and QEMU and Xen follow: both in kHz. */
function readFromHypervisor(): void {
  const name: u32 = hypervisorName();
  if (name === HYPERVISOR_KVM || name === HYPERVISOR_TCG) busFrequency = GIGAHERTZ;
  if (hypervisorLeaves() < 0x40000010) return;
  readProcessorLeaf(0x40000010, 0, answer);
  if (load32(answer) !== 0 && timestampFrequency === 0)
    timestampFrequency = u64(load32(answer)) * 1000;
  if (load32(answer + 4) !== 0) busFrequency = u64(load32(answer + 4)) * 1000;
}

function measureAgainstApic(): void {
  useOneShotTimer(true);
  armTimerAfter(MEASURED_COUNT);
  const wanted: u64 = ((busFrequency / TIMER_DIVISOR) * MEASURED_MICROS) / 1000000;
  const firstCount: u32 = timerCount();
  const first: u64 = readOrderedTimestamp();
  let count: u32 = 0;
  let last: u64 = 0;
  do {
    count = timerCount();
    last = readOrderedTimestamp();
  } while (u64(firstCount - count) < wanted);
  timestampFrequency = ((last - first) * (busFrequency / TIMER_DIVISOR)) / u64(firstCount - count);
  armTimerAfter(0);
  useOneShotTimer(false);
}

function measureAgainstPmTimer(): void {
  const fadt: ptr = findAcpiTable(asciiText('FACP'));
  if (fadt === 0 || load32(fadt + FADT_PM_TIMER) === 0) return;
  const port: u16 = u16(load32(fadt + FADT_PM_TIMER));
  const wanted: u32 = u32((PM_TIMER_FREQUENCY * MEASURED_MICROS) / 1000000);
  const firstCount: u32 = portIn32(port);
  const first: u64 = readOrderedTimestamp();
  const patience: u64 = first + 1000000000;
  let passed: u32 = 0;
  let last: u64 = 0;
  do {
    // 24 bits on old machines.
    passed = (portIn32(port) - firstCount) & 0xffffff;
    last = readOrderedTimestamp();
    if (last > patience) return;
  } while (passed < wanted);
  timestampFrequency = ((last - first) * PM_TIMER_FREQUENCY) / u64(passed);
}

/** Channel 2, gated through port 0x61, counts down once; bit 5 rises at its end. */
function measureAgainstPit(): void {
  const counts: u32 = u32((PIT_FREQUENCY * MEASURED_MICROS) / 1000000);
  portOut8(0x61, (portIn8(0x61) & 0xfc) | 1);
  portOut8(0x43, 0xb0);
  portOut8(0x42, counts & 255);
  portOut8(0x42, counts >> 8);
  const first: u64 = readOrderedTimestamp();
  const patience: u64 = first + 1000000000;
  let last: u64 = first;
  while ((portIn8(0x61) & 0x20) === 0) {
    last = readOrderedTimestamp();
    if (last > patience) return;
  }
  last = readOrderedTimestamp();
  timestampFrequency = ((last - first) * PIT_FREQUENCY) / u64(counts);
}

function measureApic(): void {
  useOneShotTimer(true);
  armTimerAfter(MEASURED_COUNT);
  const first: u64 = readOrderedTimestamp();
  const wanted: u64 = (timestampFrequency * MEASURED_MICROS) / 1000000;
  while (readOrderedTimestamp() - first < wanted) {}
  const passed: u64 = u64(MEASURED_COUNT - timerCount());
  busFrequency = (passed * TIMER_DIVISOR * timestampFrequency) / (readOrderedTimestamp() - first);
  armTimerAfter(0);
  useOneShotTimer(false);
}
