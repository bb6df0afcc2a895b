'use machine';
// PCI configuration space: registers of a function, and the walk over all functions. Layer: driver.
// Through the ports 0xCF8 and 0xCFC where a host bridge answers there, else through the memory that ACPI's MCFG names.
// A function is bus << 16 | device << 11 | function << 8. PCI Local Bus 3.0 §3.2.2.3.2, PCI Firmware 3.3 §4.1.2.

import {
  asciiText,
  load16,
  load32,
  load64,
  load8,
  portIn32,
  portOut32,
  u32,
  u64,
  volatileLoad32,
  volatileStore32,
} from '../../machine/intrinsics.ts';
import type { ptr } from '../../machine/types.ts';
import { findAcpiTable } from '../pc/acpi-tables.ts';
import { mapDevice } from '../pc/memory.ts';

const ADDRESS_PORT: u32 = 0xcf8;
const DATA_PORT: u32 = 0xcfc;
const ENABLE: u32 = 0x80000000;
const ABSENT: u32 = 0xffffffff;
const MCFG_FIRST: u64 = 44;

const ACCESS_UNKNOWN: u32 = 0;
const ACCESS_PORTS: u32 = 1;
const ACCESS_MEMORY: u32 = 2;
const ACCESS_NONE: u32 = 3;
let access: u32 = 0;
/** Memory of bus 0's registers, and the buses that have some. */
let windowBase: ptr = 0;
let windowFirstBus: u32 = 0;
let windowLastBus: u32 = 0;
let mappedBuses: u64 = 0;

/** Whether there is PCI at all. */
export function hasPci(): boolean {
  if (access === ACCESS_UNKNOWN) access = findAccess();
  return access !== ACCESS_NONE;
}

function findAccess(): u32 {
  portOut32(ADDRESS_PORT, ENABLE);
  if (portIn32(ADDRESS_PORT) === ENABLE && portIn32(DATA_PORT) !== ABSENT) return ACCESS_PORTS;
  const table: ptr = findAcpiTable(asciiText('MCFG'));
  if (table === 0 || load32(table + 4) < 60) return ACCESS_NONE;
  // Only segment 0.
  if (load16(table + MCFG_FIRST + 8) !== 0) return ACCESS_NONE;
  windowFirstBus = load8(table + MCFG_FIRST + 10);
  windowLastBus = load8(table + MCFG_FIRST + 11);
  windowBase = load64(table + MCFG_FIRST);
  return windowFirstBus === 0 ? ACCESS_MEMORY : ACCESS_NONE;
}

/** The 32-bit register at `offset` (a multiple of 4, below 256). */
export function readPci32(pciFunction: u32, offset: u32): u32 {
  if (access === ACCESS_MEMORY) {
    const register: ptr = registerAt(pciFunction, offset);
    return register === 0 ? ABSENT : volatileLoad32(register);
  }
  portOut32(ADDRESS_PORT, ENABLE | pciFunction | offset);
  return portIn32(DATA_PORT);
}

export function writePci32(pciFunction: u32, offset: u32, value: u32): void {
  if (access === ACCESS_MEMORY) {
    const register: ptr = registerAt(pciFunction, offset);
    if (register !== 0) volatileStore32(register, value);
    return;
  }
  portOut32(ADDRESS_PORT, ENABLE | pciFunction | offset);
  portOut32(DATA_PORT, value);
}

export function readPci8(pciFunction: u32, offset: u32): u32 {
  return (readPci32(pciFunction, offset & 0xfc) >> ((offset & 3) * 8)) & 0xff;
}

export function readPci16(pciFunction: u32, offset: u32): u32 {
  return (readPci32(pciFunction, offset & 0xfc) >> ((offset & 2) * 8)) & 0xffff;
}

function registerAt(pciFunction: u32, offset: u32): ptr {
  const bus: u32 = pciFunction >> 16;
  // Buses above 63 would need a larger map of what is mapped; no hypervisor's machine has them.
  if (bus > windowLastBus || bus > 63) return 0;
  const page: ptr = windowBase + u64(bus) * 0x100000;
  if ((mappedBuses & (u64(1) << u64(bus))) === 0) {
    mapDevice(page, 0x100000);
    mappedBuses = mappedBuses | (u64(1) << u64(bus));
  }
  return page + u64((pciFunction & 0xffff) << 4) + u64(offset);
}
