'use machine';
// PCI configuration space: through memory where ACPI's MCFG says so (ECAM), else through ports. Layer: driver.
// `device` is bus * 256 + device * 8 + function. Of several segments only the first. PCI Firmware 3.3 §4.1.2, PCI 3.0 §3.2.2.3.

import {
  asciiText,
  load16,
  load32,
  load64,
  load8,
  portIn32,
  portOut32,
  u64,
  volatileLoad32,
  volatileStore32,
} from '../../machine/intrinsics.ts';
import type { ptr, u32 } from '../../machine/types.ts';
import { isMapped } from '../../machine/x86_64/page-tables.ts';
import { findAcpiTable } from './acpi-tables.ts';
import { mapDevice } from './memory.ts';

const ADDRESS_PORT: u32 = 0xcf8;
const DATA_PORT: u32 = 0xcfc;
const ENABLED: u32 = 0x80000000;
const MCFG_FIRST: u64 = 44;
const BUS_SIZE: u64 = 0x100000;
const NOTHING: u32 = 0xffffffff;

let base: u64 = 0;
let firstBus: u32 = 0;
let lastBus: u32 = 255;
let hasPorts: boolean = false;

/** Finds the way to the configuration space; false when there is none. */
export function findPciConfigSpace(): boolean {
  const mcfg: ptr = findAcpiTable(asciiText('MCFG'));
  if (mcfg !== 0 && load32(mcfg + 4) >= MCFG_FIRST + 16 && load16(mcfg + MCFG_FIRST + 8) === 0) {
    base = load64(mcfg + MCFG_FIRST);
    firstBus = load8(mcfg + MCFG_FIRST + 10);
    lastBus = load8(mcfg + MCFG_FIRST + 11);
    return true;
  }
  // The address register keeps what it is told.
  portOut32(ADDRESS_PORT, ENABLED);
  hasPorts = portIn32(ADDRESS_PORT) === ENABLED;
  return hasPorts;
}

export function firstPciBus(): u32 {
  return firstBus;
}

export function lastPciBus(): u32 {
  return lastBus;
}

/** The word at `offset` (a multiple of 4); all ones where no device is. */
export function readPciConfig(device: u32, offset: u32): u32 {
  if (base !== 0) return volatileLoad32(wordAddress(device, offset));
  if (!hasPorts || offset > 255) return NOTHING;
  portOut32(ADDRESS_PORT, ENABLED | (device << 8) | offset);
  return portIn32(DATA_PORT);
}

export function writePciConfig(device: u32, offset: u32, value: u32): void {
  if (base !== 0) {
    volatileStore32(wordAddress(device, offset), value);
  } else if (hasPorts && offset <= 255) {
    portOut32(ADDRESS_PORT, ENABLED | (device << 8) | offset);
    portOut32(DATA_PORT, value);
  }
}

/** A bus's registers are mapped when the first of them is asked for. */
function wordAddress(device: u32, offset: u32): ptr {
  const bus: u64 = base + u64((device >> 8) - firstBus) * BUS_SIZE;
  if (!isMapped(bus)) mapDevice(bus, BUS_SIZE);
  return bus + u64(device & 255) * 4096 + u64(offset);
}
