'use machine';
// I/O APIC: routes the interrupt lines of the old devices. Layer: driver.
// Addresses and overrides come from ACPI's MADT; without one, what every PC has. Intel 82093AA, ACPI 6.5 §5.2.12.

import {
  asciiText,
  load16,
  load32,
  load8,
  reserveBytes,
  store16,
  store32,
  u32,
  u64,
  volatileLoad32,
  volatileStore32,
} from '../../machine/intrinsics.ts';
import type { ptr } from '../../machine/types.ts';
import { localApicId } from '../../machine/x86_64/local-apic.ts';
import { findAcpiTable } from './acpi-tables.ts';
import { mapDevice } from './memory.ts';

const USUAL_ADDRESS: u64 = 0xfec00000;
const MAXIMUM_APICS: u32 = 8;
const ENTRY_IO_APIC: u32 = 1;
const ENTRY_OVERRIDE: u32 = 2;
const VERSION: u32 = 1;
const FIRST_ROUTE: u32 = 0x10;
const MASKED: u32 = 0x10000;
const LEVEL: u32 = 0x8000;
const ACTIVE_LOW: u32 = 0x2000;

/** Address u32, first line u32. */
const apics = reserveBytes(64);
let apicCount: u32 = 0;
/** Per ISA line: global line u32, flags u16 of the override (0: none), unused. */
const overrides = reserveBytes(128);

export function findIoApics(): void {
  for (let line: u32 = 0; line < 16; line++) store32(overrides + u64(line) * 8, line);
  const madt: ptr = findAcpiTable(asciiText('APIC'));
  if (madt !== 0) readMadt(madt);
  if (apicCount === 0) addApic(u32(USUAL_ADDRESS), 0);
}

function readMadt(madt: ptr): void {
  const end: ptr = madt + load32(madt + 4);
  let at: ptr = madt + 44;
  while (at + 2 <= end && load8(at + 1) >= 2) {
    const type: u32 = load8(at);
    if (type === ENTRY_IO_APIC) addApic(load32(at + 4), load32(at + 8));
    if (type === ENTRY_OVERRIDE && load8(at + 3) < 16) {
      const override: ptr = overrides + u64(load8(at + 3)) * 8;
      store32(override, load32(at + 4));
      store16(override + 4, load16(at + 8));
    }
    at += u64(load8(at + 1));
  }
}

function addApic(address: u32, firstLine: u32): void {
  if (apicCount === MAXIMUM_APICS) return;
  mapDevice(u64(address), 32);
  store32(apics + u64(apicCount) * 8, address);
  store32(apics + u64(apicCount) * 8 + 4, firstLine);
  apicCount++;
}

/** Sends an ISA device's interrupt line to this processor as `vector`; false when no I/O APIC has the line. */
export function routeIsaInterrupt(line: u32, vector: u32): boolean {
  const override: ptr = overrides + u64(line) * 8;
  const flags: u32 = load16(override + 4);
  // Polarity in bits 0 to 1, trigger in 2 to 3: 3 is active low, and level.
  const low: u32 = (flags & 3) === 3 ? ACTIVE_LOW : 0;
  const level: u32 = ((flags >> 2) & 3) === 3 ? LEVEL : 0;
  return routeInterrupt(load32(override), vector | low | level);
}

/** The same for a global line; `route` is the vector with the trigger's and polarity's bits. */
export function routeInterrupt(line: u32, route: u32): boolean {
  for (let i: u32 = 0; i < apicCount; i++) {
    const address: ptr = u64(load32(apics + u64(i) * 8));
    const first: u32 = load32(apics + u64(i) * 8 + 4);
    const lines: u32 = ((readRegister(address, VERSION) >> 16) & 255) + 1;
    if (line < first || line >= first + lines) continue;
    const index: u32 = FIRST_ROUTE + (line - first) * 2;
    writeRegister(address, index, MASKED);
    writeRegister(address, index + 1, localApicId() << 24);
    writeRegister(address, index, route);
    return true;
  }
  return false;
}

function readRegister(address: ptr, register: u32): u32 {
  volatileStore32(address, register);
  return volatileLoad32(address + 16);
}

function writeRegister(address: ptr, register: u32, value: u32): void {
  volatileStore32(address, register);
  volatileStore32(address + 16, value);
}
