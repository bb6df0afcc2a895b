'use machine';
// Finds virtio devices: MMIO ones by the command line or ACPI's DSDT, then PCI ones. Layer: driver.
// Looked for once, when the first driver asks. A machine without ACPI and PCI (QEMU's microvm) has them in a known window.

import {
  asciiText,
  compareBytes,
  load32,
  load64,
  load8,
  store32,
  store64,
  u32,
  u64,
  volatileLoad32,
} from '../../machine/intrinsics.ts';
import type { ptr } from '../../machine/types.ts';
import { writeWords } from '../../observe/words.ts';
import { findAcpiTable, mapTable } from '../pc/acpi-tables.ts';
import { namedDeviceAddress, namedDeviceCount } from '../pc/command-line.ts';
import { mapRegisters } from '../pci/functions.ts';
import { firstPciFunction, nextPciFunction, NO_FUNCTION, pciIdentity } from '../pci/walk.ts';
import {
  addDevice,
  DEVICE_CONFIGURATION,
  DEVICE_CONFIGURATION_SIZE,
  DEVICE_LINE,
  DEVICE_REGISTERS,
  DEVICE_TAKEN,
  DEVICE_TRANSPORT,
  DEVICE_TYPE,
  deviceAt,
  dropLastDevice,
  foundDevices,
  TRANSPORT_MMIO,
  TRANSPORT_PCI,
} from './device-record.ts';
import {
  MMIO_CONFIGURATION,
  MMIO_MAGIC,
  MMIO_VERSION,
  REGISTER_MAGIC,
  REGISTER_TYPE,
  REGISTER_VERSION,
} from './mmio.ts';
import { readPciDevice } from './pci.ts';

const WINDOW: u64 = 0xfeb00000;
const WINDOW_DEVICES: u32 = 8;
const WINDOW_FIRST_LINE: u32 = 5;
const SLOT_SIZE: u64 = 512;
const VENDOR: u32 = 0x1af4;
const MODERN_FIRST: u32 = 0x1040;
const MODERN_LAST: u32 = 0x107f;
const TRANSITIONAL_FIRST: u32 = 0x1000;
const TRANSITIONAL_LAST: u32 = 0x1009;
const HEADER_SIZE: u64 = 36;
/** A device's resources follow its name within so many bytes of AML. */
const RESOURCE_REACH: u64 = 128;

let looked: boolean = false;
/** MMIO devices of the version before the standard, which stay unused. */
export let legacyDevices: u32 = 0;

/** The first device of a type that no driver has, for the caller to keep; 0 when there is none. */
export function takeVirtioDevice(type: u32): ptr {
  if (!looked) findDevices();
  for (let i: u32 = 0; i < foundDevices(); i++) {
    const device: ptr = deviceAt(i);
    if (load32(device + DEVICE_TYPE) !== type || load32(device + DEVICE_TAKEN) !== 0) continue;
    store32(device + DEVICE_TAKEN, 1);
    return device;
  }
  return 0;
}

function findDevices(): void {
  looked = true;
  let mmio: u32 = readNamedDevices();
  const dsdt: ptr = findDsdt();
  if (mmio === 0 && dsdt !== 0) mmio = readDsdt(dsdt);
  let at: u32 = firstPciFunction();
  if (mmio === 0 && dsdt === 0 && at === NO_FUNCTION) readWindow();
  while (at !== NO_FUNCTION) {
    addPciDevice(at);
    at = nextPciFunction(at);
  }
  if (legacyDevices !== 0)
    writeWords(
      asciiText(
        'drupe: there are virtio devices of the old kind (QEMU: -global virtio-mmio.force-legacy=false)\n',
      ),
    );
}

/** `512@0xfeb00000:5`, as for Linux: size, address, line. */
function readNamedDevices(): u32 {
  for (let i: u32 = 0; i < namedDeviceCount(); i++) {
    let at: ptr = namedDeviceAddress(i);
    while (load8(at) !== 0 && load8(at) !== 64) at++;
    if (load8(at) === 64) readAddressAndLine(at + 1);
  }
  return namedDeviceCount();
}

/** `0xADDRESS:LINE`. */
function readAddressAndLine(text: ptr): void {
  if (load8(text) !== 48 || (load8(text + 1) | 0x20) !== 120) return;
  let at: ptr = text + 2;
  let address: u64 = 0;
  for (;;) {
    const letter: u32 = load8(at) | 0x20;
    if (letter >= 97 && letter <= 102) address = address * 16 + u64(letter - 87);
    else if (load8(at) >= 48 && load8(at) <= 57) address = address * 16 + u64(load8(at) - 48);
    else break;
    at++;
  }
  if (load8(at) !== 58) return;
  let line: u32 = 0;
  at++;
  while (load8(at) >= 48 && load8(at) <= 57) {
    line = line * 10 + u32(load8(at) - 48);
    at++;
  }
  addMmioDevice(address, line);
}

function findDsdt(): ptr {
  const fadt: ptr = findAcpiTable(asciiText('FACP'));
  if (fadt === 0) return 0;
  let dsdt: ptr = u64(load32(fadt + 40));
  if (load32(fadt + 4) >= 148 && load64(fadt + 140) !== 0) dsdt = load64(fadt + 140);
  return mapTable(dsdt) ? dsdt : 0;
}

/** `Name (_HID, "LNRO0005")`, then a fixed range of memory and an extended interrupt. */
function readDsdt(dsdt: ptr): u32 {
  const end: ptr = dsdt + u64(load32(dsdt + 4));
  let count: u32 = 0;
  for (let at: ptr = dsdt + HEADER_SIZE; at + 8 < end; at++) {
    if (load8(at) !== 76 || compareBytes(at, asciiText('LNRO0005'), 8) !== 0) continue;
    if (readResources(at + 8, end)) count++;
  }
  return count;
}

/** Memory32Fixed (0x86, 9 bytes): address at 4. Extended interrupt (0x89): flags at 3, count at 4, first at 5. ACPI 6.5 §6.4.3. */
function readResources(from: ptr, end: ptr): boolean {
  let address: u64 = 0;
  for (let at: ptr = from; at + 12 <= end && at < from + RESOURCE_REACH; at++) {
    if (address === 0 && load8(at) === 0x86 && load8(at + 1) === 9 && load8(at + 2) === 0) {
      address = u64(load32(at + 4));
      at += 11;
    } else if (address !== 0 && load8(at) === 0x89 && load8(at + 2) === 0 && load8(at + 4) === 1) {
      addMmioDevice(address, load32(at + 5));
      return true;
    }
  }
  return false;
}

function readWindow(): void {
  for (let i: u32 = 0; i < WINDOW_DEVICES; i++)
    addMmioDevice(WINDOW + u64(i) * SLOT_SIZE, WINDOW_FIRST_LINE + i);
}

/** An empty slot says type 0. */
function addMmioDevice(address: u64, line: u32): void {
  const registers: ptr = mapRegisters(address, SLOT_SIZE);
  if (registers === 0 || volatileLoad32(registers + REGISTER_MAGIC) !== MMIO_MAGIC) return;
  const type: u32 = volatileLoad32(registers + REGISTER_TYPE);
  if (type === 0) return;
  if (volatileLoad32(registers + REGISTER_VERSION) !== MMIO_VERSION) {
    legacyDevices++;
    return;
  }
  const device: ptr = addDevice();
  if (device === 0) return;
  store32(device + DEVICE_TRANSPORT, TRANSPORT_MMIO);
  store32(device + DEVICE_TYPE, type);
  store64(device + DEVICE_REGISTERS, registers);
  store64(device + DEVICE_CONFIGURATION, registers + MMIO_CONFIGURATION);
  store32(device + DEVICE_CONFIGURATION_SIZE, u32(SLOT_SIZE - MMIO_CONFIGURATION));
  store32(device + DEVICE_LINE, line);
}

/** Transitional devices have the modern interface too. */
function addPciDevice(pciFunction: u32): void {
  const identity: u32 = pciIdentity(pciFunction);
  if ((identity & 0xffff) !== VENDOR) return;
  const id: u32 = identity >> 16;
  let type: u32 = 0;
  if (id >= MODERN_FIRST && id <= MODERN_LAST) type = id - MODERN_FIRST;
  else if (id >= TRANSITIONAL_FIRST && id <= TRANSITIONAL_LAST) type = transitionalType(id);
  if (type === 0) return;
  const device: ptr = addDevice();
  if (device === 0) return;
  store32(device + DEVICE_TRANSPORT, TRANSPORT_PCI);
  store32(device + DEVICE_TYPE, type);
  if (!readPciDevice(device, pciFunction)) dropLastDevice();
}

/** Virtio 1.2 §4.1.2.1. */
function transitionalType(id: u32): u32 {
  switch (id) {
    case 0x1000:
      return 1;
    case 0x1001:
      return 2;
    case 0x1002:
      return 5;
    case 0x1003:
      return 3;
    case 0x1004:
      return 8;
    case 0x1005:
      return 4;
    case 0x1009:
      return 9;
  }
  return 0;
}
