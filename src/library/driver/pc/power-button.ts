'use machine';
// Power button: how a hypervisor asks a machine to switch itself off. Layer: driver.
// PC chipsets have a fixed button in ACPI's PM1 registers; machines with reduced hardware a generic event device, whose
// register and line are read from the DSDT's code as QEMU writes it. ACPI 6.5 §4.8.3, §5.6.9.

import {
  asciiText,
  compareBytes,
  load16,
  load32,
  load8,
  portIn16,
  portOut16,
  u16,
  u32,
  u64,
  volatileLoad32,
} from '../../machine/intrinsics.ts';
import type { ptr } from '../../machine/types.ts';
import { dsdtOf, enableAcpi, isHardwareReduced } from './acpi-power.ts';
import { findAcpiTable } from './acpi-tables.ts';
import { allocateVector } from './interrupts.ts';
import { routeInterrupt, routeIsaInterrupt } from './io-apic.ts';
import { mapDevice } from './memory.ts';

// Offsets in the FADT.
const FADT_SCI_LINE: u64 = 46;
const FADT_PM1A_EVENTS: u64 = 56;
const FADT_PM1_LENGTH: u64 = 88;
/** In PM1's status and enable registers. */
const POWER_BUTTON: u32 = 0x100;
/** In the generic event device's register, which reading clears. */
const POWER_DOWN: u32 = 2;

let statusPort: u16 = 0;
let eventRegister: ptr = 0;

/** The vector that tells of the button, 0 when the machine has none. */
export function openPowerButton(): u32 {
  const fadt: ptr = findAcpiTable(asciiText('FACP'));
  if (fadt === 0) return 0;
  return isHardwareReduced(fadt) ? openEventDevice(fadt) : openFixedButton(fadt);
}

function openFixedButton(fadt: ptr): u32 {
  const events: u16 = u16(load32(fadt + FADT_PM1A_EVENTS));
  const half: u16 = u16(load8(fadt + FADT_PM1_LENGTH) >> 1);
  const vector: u32 = allocateVector();
  if (events === 0 || !routeIsaInterrupt(load16(fadt + FADT_SCI_LINE) & 15, vector)) return 0;
  enableAcpi(fadt);
  statusPort = events;
  portOut16(events, POWER_BUTTON);
  portOut16(events + half, POWER_BUTTON);
  return vector;
}

/** `OperationRegion (EREG, SystemMemory, address, ...)`, and the interrupt of the resources in front of it. */
function openEventDevice(fadt: ptr): u32 {
  const code: ptr = dsdtOf(fadt);
  if (code === 0) return 0;
  const end: ptr = code + load32(code + 4) - 16;
  for (let at: ptr = code + 36; at < end; at++) {
    if (compareBytes(at, asciiText('EREG'), 4) !== 0 || load16(at - 2) !== 0x805b) continue;
    if (load16(at + 4) !== 0x0c00) continue;
    const line: u32 = lineBefore(code, at);
    const vector: u32 = allocateVector();
    if (line === 0 || !routeInterrupt(line, vector)) return 0;
    eventRegister = mapDevice(u64(load32(at + 6)), 4);
    return vector;
  }
  return 0;
}

/** The last extended interrupt descriptor (0x89, 6 bytes, flags, one line) between the two. */
function lineBefore(start: ptr, end: ptr): u32 {
  for (let at: ptr = end - 9; at > start; at--) {
    if (load8(at) === 0x89 && load16(at + 1) === 6 && load8(at + 4) === 1) return load32(at + 5);
  }
  return 0;
}

/** Whether the button was pressed since the last call. */
export function takePowerButton(): boolean {
  if (eventRegister !== 0) return (volatileLoad32(eventRegister) & POWER_DOWN) !== 0;
  if (statusPort === 0 || (u32(portIn16(statusPort)) & POWER_BUTTON) === 0) return false;
  portOut16(statusPort, POWER_BUTTON);
  return true;
}
