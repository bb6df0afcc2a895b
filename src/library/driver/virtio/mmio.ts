'use machine';
// Virtio over MMIO, version 2: the registers of one device (virtio 1.2 §4.2.2). Layer: driver.
// Called by transport.ts only.

import { load64, u32, u64, volatileLoad32, volatileStore32 } from '../../machine/intrinsics.ts';
import type { ptr } from '../../machine/types.ts';
import { DEVICE_REGISTERS } from './device-record.ts';

export const MMIO_MAGIC: u32 = 0x74726976;
export const MMIO_VERSION: u32 = 2;
export const MMIO_CONFIGURATION: u64 = 0x100;
export const REGISTER_MAGIC: u32 = 0;
export const REGISTER_VERSION: u32 = 4;
export const REGISTER_TYPE: u32 = 8;
const REGISTER_FEATURES: u32 = 0x10;
const REGISTER_FEATURES_SELECT: u32 = 0x14;
const REGISTER_DRIVER_FEATURES: u32 = 0x20;
const REGISTER_DRIVER_FEATURES_SELECT: u32 = 0x24;
const REGISTER_QUEUE_SELECT: u32 = 0x30;
const REGISTER_QUEUE_MAXIMUM: u32 = 0x34;
const REGISTER_QUEUE_SIZE: u32 = 0x38;
const REGISTER_QUEUE_READY: u32 = 0x44;
const REGISTER_QUEUE_NOTIFY: u32 = 0x50;
const REGISTER_INTERRUPT_STATUS: u32 = 0x60;
const REGISTER_INTERRUPT_ACKNOWLEDGE: u32 = 0x64;
const REGISTER_STATUS: u32 = 0x70;
const REGISTER_QUEUE_DESCRIPTORS: u32 = 0x80;
const REGISTER_QUEUE_DRIVER: u32 = 0x90;
const REGISTER_QUEUE_DEVICE: u32 = 0xa0;
const REGISTER_GENERATION: u32 = 0xfc;

function read(device: ptr, register: u32): u32 {
  return volatileLoad32(load64(device + DEVICE_REGISTERS) + u64(register));
}

function write(device: ptr, register: u32, value: u32): void {
  volatileStore32(load64(device + DEVICE_REGISTERS) + u64(register), value);
}

export function mmioStatus(device: ptr): u32 {
  return read(device, REGISTER_STATUS) & 0xff;
}

export function setMmioStatus(device: ptr, status: u32): void {
  write(device, REGISTER_STATUS, status);
}

/** `word`: 0 for features 0 to 31, 1 for 32 to 63. */
export function mmioFeatures(device: ptr, word: u32): u32 {
  write(device, REGISTER_FEATURES_SELECT, word);
  return read(device, REGISTER_FEATURES);
}

export function setMmioFeatures(device: ptr, word: u32, features: u32): void {
  write(device, REGISTER_DRIVER_FEATURES_SELECT, word);
  write(device, REGISTER_DRIVER_FEATURES, features);
}

/** Most descriptors of a queue, 0 when there is no such queue. */
export function mmioQueueMaximum(device: ptr, index: u32): u32 {
  write(device, REGISTER_QUEUE_SELECT, index);
  return read(device, REGISTER_QUEUE_MAXIMUM);
}

export function enableMmioQueue(
  device: ptr,
  index: u32,
  size: u32,
  descriptors: ptr,
  available: ptr,
  used: ptr,
): void {
  write(device, REGISTER_QUEUE_SELECT, index);
  write(device, REGISTER_QUEUE_SIZE, size);
  writeAddress(device, REGISTER_QUEUE_DESCRIPTORS, descriptors);
  writeAddress(device, REGISTER_QUEUE_DRIVER, available);
  writeAddress(device, REGISTER_QUEUE_DEVICE, used);
  write(device, REGISTER_QUEUE_READY, 1);
}

function writeAddress(device: ptr, register: u32, address: ptr): void {
  write(device, register, u32(address));
  write(device, register + 4, u32(address / 0x100000000));
}

/** Where notifications go: the queue's number, 4 bytes wide. */
export function mmioNotify(device: ptr): ptr {
  return load64(device + DEVICE_REGISTERS) + u64(REGISTER_QUEUE_NOTIFY);
}

/** Reads why the device interrupts, and takes the line down. */
export function acknowledgeMmio(device: ptr): u32 {
  const status: u32 = read(device, REGISTER_INTERRUPT_STATUS);
  if (status !== 0) write(device, REGISTER_INTERRUPT_ACKNOWLEDGE, status);
  return status;
}

export function mmioGeneration(device: ptr): u32 {
  return read(device, REGISTER_GENERATION);
}
