'use machine';
// Device record: how one virtio device is reached and what was agreed with it; `device` is a record's address everywhere.
// Layer: driver. Records are made by find-devices.ts and live as long as the image.

import { fillBytes, load32, reserveBytes, u64 } from '../../machine/intrinsics.ts';
import type { ptr, u32 } from '../../machine/types.ts';

export const TRANSPORT_MMIO: u32 = 1;
export const TRANSPORT_PCI: u32 = 2;

export const DEVICE_TRANSPORT: u32 = 0;
export const DEVICE_TYPE: u32 = 4;
/** Address of the registers (MMIO) or of the common configuration (PCI). */
export const DEVICE_REGISTERS: u32 = 8;
/** Device-specific configuration: address, bytes u32. */
export const DEVICE_CONFIGURATION: u32 = 16;
export const DEVICE_CONFIGURATION_SIZE: u32 = 24;
/** What was negotiated, lower and upper word. */
export const DEVICE_FEATURES: u32 = 28;
export const DEVICE_FEATURES_HIGH: u32 = 32;
/** Interrupt line: global (MMIO), or of the old controllers (PCI). */
export const DEVICE_LINE: u32 = 36;
/** PCI: address of the interrupt status byte. */
export const DEVICE_INTERRUPT_STATUS: u32 = 40;
/** PCI: notification area: address, bytes u32, bytes u32 a queue. */
export const DEVICE_NOTIFY: u32 = 48;
export const DEVICE_NOTIFY_SIZE: u32 = 56;
export const DEVICE_NOTIFY_MULTIPLIER: u32 = 60;
/** PCI: bus, device and function as in driver/pci/walk.ts. */
export const DEVICE_PCI_FUNCTION: u32 = 64;
/** Entries of the MSI-X table for configuration changes and for queues; NO_MESSAGE: none. */
export const DEVICE_CONFIGURATION_MESSAGE: u32 = 68;
export const DEVICE_QUEUE_MESSAGE: u32 = 72;
/** 1 once a driver has it. */
export const DEVICE_TAKEN: u32 = 76;
const DEVICE_SIZE: u32 = 80;

export const NO_MESSAGE: u32 = 0xffff;

const MAXIMUM_DEVICES: u32 = 32;
const records = reserveBytes(2560);
let deviceCount: u32 = 0;

/** A new record, zeroed; 0 when there are too many devices. */
export function addDevice(): ptr {
  if (deviceCount === MAXIMUM_DEVICES) return 0;
  deviceCount++;
  return deviceAt(deviceCount - 1);
}

/** Takes back the record that addDevice gave last. */
export function dropLastDevice(): void {
  deviceCount--;
  fillBytes(deviceAt(deviceCount), 0, u64(DEVICE_SIZE));
}

export function foundDevices(): u32 {
  return deviceCount;
}

export function deviceAt(index: u32): ptr {
  return records + u64(index) * u64(DEVICE_SIZE);
}

/** Whether all bits of `feature` (lower word) were negotiated. */
export function hasFeature(device: ptr, feature: u32): boolean {
  return (load32(device + DEVICE_FEATURES) & feature) !== 0;
}
