'use machine';
// Virtio over PCI, the modern interface: the structures that vendor capabilities name (virtio 1.2 §4.1.4). Layer: driver.
// Called by transport.ts and find-devices.ts only.

import {
  load32,
  load64,
  store32,
  store64,
  u32,
  u64,
  volatileLoad16,
  volatileLoad32,
  volatileLoad8,
  volatileStore16,
  volatileStore32,
  volatileStore8,
} from '../../machine/intrinsics.ts';
import type { ptr } from '../../machine/types.ts';
import { readPciConfig } from '../pc/pci-config-space.ts';
import { readPci8 } from '../pci/registers.ts';
import {
  CAPABILITY_VENDOR,
  enablePciFunction,
  findCapability,
  mapBaseAddress,
  pciInterruptLine,
} from '../pci/functions.ts';
import {
  DEVICE_CONFIGURATION,
  DEVICE_CONFIGURATION_MESSAGE,
  DEVICE_CONFIGURATION_SIZE,
  DEVICE_INTERRUPT_STATUS,
  DEVICE_LINE,
  DEVICE_NOTIFY,
  DEVICE_NOTIFY_MULTIPLIER,
  DEVICE_NOTIFY_SIZE,
  DEVICE_PCI_FUNCTION,
  DEVICE_QUEUE_MESSAGE,
  DEVICE_REGISTERS,
  NO_MESSAGE,
} from './device-record.ts';

// Capability.
const CAPABILITY_LENGTH: u32 = 2;
const CAPABILITY_TYPE: u32 = 3;
const CAPABILITY_BASE: u32 = 4;
const CAPABILITY_OFFSET: u32 = 8;
const CAPABILITY_SIZE: u32 = 12;
const CAPABILITY_MULTIPLIER: u32 = 16;
const STRUCTURE_COMMON: u32 = 1;
const STRUCTURE_NOTIFY: u32 = 2;
const STRUCTURE_INTERRUPT: u32 = 3;
const STRUCTURE_DEVICE: u32 = 4;

// Common configuration.
const COMMON_FEATURES_SELECT: u32 = 0;
const COMMON_FEATURES: u32 = 4;
const COMMON_DRIVER_FEATURES_SELECT: u32 = 8;
const COMMON_DRIVER_FEATURES: u32 = 12;
const COMMON_MESSAGE: u32 = 16;
const COMMON_STATUS: u32 = 20;
const COMMON_GENERATION: u32 = 21;
const COMMON_QUEUE_SELECT: u32 = 22;
const COMMON_QUEUE_SIZE: u32 = 24;
const COMMON_QUEUE_MESSAGE: u32 = 26;
const COMMON_QUEUE_ENABLE: u32 = 28;
const COMMON_QUEUE_NOTIFY: u32 = 30;
const COMMON_QUEUE_DESCRIPTORS: u32 = 32;
const COMMON_QUEUE_DRIVER: u32 = 40;
const COMMON_QUEUE_DEVICE: u32 = 48;
const COMMON_SIZE: u32 = 56;
/** Notifications and configurations of real devices have a few KiB. */
const LARGEST_STRUCTURE: u32 = 0x100000;
const MOST_STRUCTURES: u32 = 16;

/** Fills a record with what the function's capabilities say; false when one that is needed is missing or wrong. */
export function readPciDevice(device: ptr, pciFunction: u32): boolean {
  enablePciFunction(pciFunction);
  store32(device + DEVICE_PCI_FUNCTION, pciFunction);
  store32(device + DEVICE_LINE, pciInterruptLine(pciFunction));
  store32(device + DEVICE_CONFIGURATION_MESSAGE, NO_MESSAGE);
  store32(device + DEVICE_QUEUE_MESSAGE, NO_MESSAGE);
  let at: u32 = findCapability(pciFunction, CAPABILITY_VENDOR, 0);
  for (let i: u32 = 0; i < MOST_STRUCTURES && at !== 0; i++) {
    if (readPci8(pciFunction, at + CAPABILITY_LENGTH) >= 16) readStructure(device, pciFunction, at);
    at = findCapability(pciFunction, CAPABILITY_VENDOR, at);
  }
  return (
    load64(device + DEVICE_REGISTERS) !== 0 &&
    load64(device + DEVICE_NOTIFY) !== 0 &&
    load64(device + DEVICE_INTERRUPT_STATUS) !== 0
  );
}

/** §4.1.4: of several structures of a type, the first that can be used counts. */
function readStructure(device: ptr, pciFunction: u32, at: u32): void {
  const type: u32 = readPci8(pciFunction, at + CAPABILITY_TYPE);
  const base: u32 = readPci8(pciFunction, at + CAPABILITY_BASE);
  const offset: u32 = readPciConfig(pciFunction, at + CAPABILITY_OFFSET);
  const size: u32 = readPciConfig(pciFunction, at + CAPABILITY_SIZE);
  if (size > LARGEST_STRUCTURE) return;
  if (type === STRUCTURE_COMMON && size >= COMMON_SIZE && isEmpty(device + DEVICE_REGISTERS)) {
    store64(device + DEVICE_REGISTERS, mapBaseAddress(pciFunction, base, offset, COMMON_SIZE));
  } else if (type === STRUCTURE_NOTIFY && isEmpty(device + DEVICE_NOTIFY)) {
    store64(device + DEVICE_NOTIFY, mapBaseAddress(pciFunction, base, offset, size));
    store32(device + DEVICE_NOTIFY_SIZE, size);
    store32(
      device + DEVICE_NOTIFY_MULTIPLIER,
      readPciConfig(pciFunction, at + CAPABILITY_MULTIPLIER),
    );
  } else if (type === STRUCTURE_INTERRUPT && isEmpty(device + DEVICE_INTERRUPT_STATUS)) {
    store64(device + DEVICE_INTERRUPT_STATUS, mapBaseAddress(pciFunction, base, offset, 1));
  } else if (type === STRUCTURE_DEVICE && isEmpty(device + DEVICE_CONFIGURATION)) {
    store64(device + DEVICE_CONFIGURATION, mapBaseAddress(pciFunction, base, offset, size));
    store32(device + DEVICE_CONFIGURATION_SIZE, size);
  }
}

function isEmpty(field: ptr): boolean {
  return load64(field) === 0;
}

function common(device: ptr, register: u32): ptr {
  return load64(device + DEVICE_REGISTERS) + u64(register);
}

export function pciStatus(device: ptr): u32 {
  return volatileLoad8(common(device, COMMON_STATUS));
}

export function setPciStatus(device: ptr, status: u32): void {
  volatileStore8(common(device, COMMON_STATUS), status);
}

/** `word`: 0 for features 0 to 31, 1 for 32 to 63. */
export function pciFeatures(device: ptr, word: u32): u32 {
  volatileStore32(common(device, COMMON_FEATURES_SELECT), word);
  return volatileLoad32(common(device, COMMON_FEATURES));
}

export function setPciFeatures(device: ptr, word: u32, features: u32): void {
  volatileStore32(common(device, COMMON_DRIVER_FEATURES_SELECT), word);
  volatileStore32(common(device, COMMON_DRIVER_FEATURES), features);
}

/** Most descriptors of a queue, 0 when there is no such queue. */
export function pciQueueMaximum(device: ptr, index: u32): u32 {
  volatileStore16(common(device, COMMON_QUEUE_SELECT), index);
  return volatileLoad16(common(device, COMMON_QUEUE_SIZE));
}

/** The MSI-X entry for configuration changes; false when the device refuses it. */
export function setPciConfigurationMessage(device: ptr, entry: u32): boolean {
  volatileStore16(common(device, COMMON_MESSAGE), entry);
  return volatileLoad16(common(device, COMMON_MESSAGE)) === entry;
}

/** False when the device refuses the queue's MSI-X entry. */
export function enablePciQueue(
  device: ptr,
  index: u32,
  size: u32,
  descriptors: ptr,
  available: ptr,
  used: ptr,
): boolean {
  const entry: u32 = load32(device + DEVICE_QUEUE_MESSAGE);
  volatileStore16(common(device, COMMON_QUEUE_SELECT), index);
  volatileStore16(common(device, COMMON_QUEUE_SIZE), size);
  volatileStore16(common(device, COMMON_QUEUE_MESSAGE), entry);
  if (u32(volatileLoad16(common(device, COMMON_QUEUE_MESSAGE))) !== entry) return false;
  writeAddress(device, COMMON_QUEUE_DESCRIPTORS, descriptors);
  writeAddress(device, COMMON_QUEUE_DRIVER, available);
  writeAddress(device, COMMON_QUEUE_DEVICE, used);
  volatileStore16(common(device, COMMON_QUEUE_ENABLE), 1);
  return true;
}

/** §4.1.3.1: 64-bit fields are written as two words. */
function writeAddress(device: ptr, register: u32, address: ptr): void {
  volatileStore32(common(device, register), u32(address));
  volatileStore32(common(device, register + 4), u32(address / 0x100000000));
}

/** Where the queue's notifications go: its number, 2 bytes wide; 0 when that lies outside of the structure. */
export function pciNotify(device: ptr, index: u32): ptr {
  volatileStore16(common(device, COMMON_QUEUE_SELECT), index);
  const offset: u64 =
    u64(volatileLoad16(common(device, COMMON_QUEUE_NOTIFY))) *
    u64(load32(device + DEVICE_NOTIFY_MULTIPLIER));
  if (offset + 2 > u64(load32(device + DEVICE_NOTIFY_SIZE))) return 0;
  return load64(device + DEVICE_NOTIFY) + offset;
}

/** Reads why the device interrupts, which takes the line down. */
export function acknowledgePci(device: ptr): u32 {
  return volatileLoad8(load64(device + DEVICE_INTERRUPT_STATUS));
}

export function pciGeneration(device: ptr): u32 {
  return volatileLoad8(common(device, COMMON_GENERATION));
}
