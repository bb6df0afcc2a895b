'use machine';
// Power by ACPI: soft off (S5) and reset through the registers that the FADT names. Layer: driver.
// The sleep type of S5 is read from the name _S5_ in the DSDT's code, not by interpreting it. ACPI 6.5 §4.8, §7.4.2, §20.2.

import {
  asciiText,
  compareBytes,
  load16,
  load32,
  load64,
  load8,
  portIn16,
  portOut16,
  portOut8,
  u16,
  u32,
  u64,
  volatileStore8,
} from '../../machine/intrinsics.ts';
import type { ptr } from '../../machine/types.ts';
import { MAP_DEVICE, mapPages } from '../../machine/x86_64/page-tables.ts';
import { findAcpiTable, mapTable } from './acpi-tables.ts';

const NO_SLEEP_TYPE: u32 = 255;
const SPACE_MEMORY: u32 = 0;
const SPACE_PORTS: u32 = 1;
const HARDWARE_REDUCED: u32 = 0x100000;
const RESET_SUPPORTED: u32 = 0x400;
const SCI_ENABLED: u32 = 1;
const SLEEP_ENABLE: u32 = 0x2000;
// Offsets in the FADT.
const FADT_DSDT: u64 = 40;
const FADT_SMI_COMMAND: u64 = 48;
const FADT_ACPI_ENABLE: u64 = 52;
const FADT_PM1A_CONTROL: u64 = 64;
const FADT_PM1B_CONTROL: u64 = 68;
const FADT_FLAGS: u64 = 112;
const FADT_RESET: u64 = 116;
const FADT_RESET_VALUE: u64 = 128;
const FADT_X_DSDT: u64 = 140;
const FADT_SLEEP_CONTROL: u64 = 244;

export function isHardwareReduced(fadt: ptr): boolean {
  return (load32(fadt + FADT_FLAGS) & HARDWARE_REDUCED) !== 0;
}

/** Takes the power registers over from the firmware, where that is not done yet. */
export function enableAcpi(fadt: ptr): void {
  const control: u16 = u16(load32(fadt + FADT_PM1A_CONTROL));
  const enablePort: u16 = u16(load32(fadt + FADT_SMI_COMMAND));
  if (enablePort !== 0 && (portIn16(control) & SCI_ENABLED) === 0)
    portOut8(enablePort, load8(fadt + FADT_ACPI_ENABLE));
}

/** The table of definitions, mapped; 0 when there is none. */
export function dsdtOf(fadt: ptr): ptr {
  let code: ptr = u64(load32(fadt + FADT_DSDT));
  if (load32(fadt + 4) >= FADT_X_DSDT + 8 && load64(fadt + FADT_X_DSDT) !== 0)
    code = load64(fadt + FADT_X_DSDT);
  return mapTable(code) ? code : 0;
}

/** Returns only when the machine cannot be switched off so. */
export function powerOffByAcpi(): void {
  const fadt: ptr = findAcpiTable(asciiText('FACP'));
  if (fadt === 0) return;
  const type: u32 = softOffType(fadt);
  if (type === NO_SLEEP_TYPE) return;
  if (isHardwareReduced(fadt)) {
    writeRegister(fadt + FADT_SLEEP_CONTROL, (type << 2) | 0x20);
    return;
  }
  const control: u16 = u16(load32(fadt + FADT_PM1A_CONTROL));
  if (control === 0) return;
  enableAcpi(fadt);
  portOut16(control, (type << 10) | SLEEP_ENABLE);
  const second: u16 = u16(load32(fadt + FADT_PM1B_CONTROL));
  if (second !== 0) portOut16(second, (type << 10) | SLEEP_ENABLE);
}

/** Returns only when the machine cannot be reset so. */
export function resetByAcpi(): void {
  const fadt: ptr = findAcpiTable(asciiText('FACP'));
  if (fadt === 0 || load32(fadt + 4) < 129) return;
  if ((load32(fadt + FADT_FLAGS) & RESET_SUPPORTED) === 0) return;
  writeRegister(fadt + FADT_RESET, load8(fadt + FADT_RESET_VALUE));
}

/** One byte to a register given as a generic address structure. */
function writeRegister(at: ptr, value: u32): void {
  const space: u32 = load8(at);
  const address: u64 = load64(at + 4);
  if (address === 0) return;
  if (space === SPACE_PORTS) {
    portOut8(u16(address), value);
  } else if (space === SPACE_MEMORY) {
    mapPages(address, address + 1, MAP_DEVICE);
    volatileStore8(address, value);
  }
}

/** `Name (_S5_, Package () { type, ... })`: the first element. */
function softOffType(fadt: ptr): u32 {
  const code: ptr = dsdtOf(fadt);
  if (code === 0) return NO_SLEEP_TYPE;
  const end: ptr = code + load32(code + 4) - 16;
  for (let at: ptr = code + 36; at < end; at++) {
    if (compareBytes(at, asciiText('_S5_'), 4) !== 0 || load8(at + 4) !== 0x12) continue;
    // PackageOp, its length in 1 to 4 bytes, the number of elements.
    const first: ptr = at + 6 + (load8(at + 5) >> 6) + 1;
    const prefix: u32 = load8(first);
    if (prefix === 0x0a) return load8(first + 1);
    if (prefix === 0x0b) return load16(first + 1) & 255;
    if (prefix <= 1) return prefix;
  }
  return NO_SLEEP_TYPE;
}
