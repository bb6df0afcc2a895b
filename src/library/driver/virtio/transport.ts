'use machine';
// Transport: what drivers do with a device, whatever bus it is on: status, features, queues, configuration. Layer: driver.
// The order is that of virtio 1.2 §3.1.1: negotiate, createQueue for each queue, startDevice. After a reset the same again
// with activateQueue. The device is not trusted: sizes are checked here, what is in the rings in queue.ts.

import {
  load32,
  load64,
  pause,
  store32,
  u32,
  u64,
  volatileLoad16,
  volatileLoad32,
  volatileLoad8,
  volatileStore32,
} from '../../machine/intrinsics.ts';
import type { ptr } from '../../machine/types.ts';
import { setMessage } from '../pci/functions.ts';
import { routeInterrupt } from '../pc/io-apic.ts';
import { takeDevicePages } from '../pc/memory.ts';
import {
  DEVICE_CONFIGURATION,
  DEVICE_CONFIGURATION_MESSAGE,
  DEVICE_CONFIGURATION_SIZE,
  DEVICE_FEATURES,
  DEVICE_FEATURES_HIGH,
  DEVICE_LINE,
  DEVICE_PCI_FUNCTION,
  DEVICE_QUEUE_MESSAGE,
  DEVICE_TRANSPORT,
  hasFeature,
  NO_MESSAGE,
  TRANSPORT_MMIO,
} from './device-record.ts';
import {
  acknowledgeMmio,
  enableMmioQueue,
  mmioFeatures,
  mmioGeneration,
  mmioNotify,
  mmioQueueMaximum,
  mmioStatus,
  setMmioFeatures,
  setMmioStatus,
} from './mmio.ts';
import {
  FEATURE_EVENT_INDEX,
  FEATURE_HIGH_ACCESS_PLATFORM,
  FEATURE_HIGH_VERSION_1,
  INTERRUPT_CONFIGURATION,
  INTERRUPT_QUEUE,
  STATUS_ACKNOWLEDGE,
  STATUS_DRIVER,
  STATUS_DRIVER_OK,
  STATUS_FAILED,
  STATUS_FEATURES_OK,
  STATUS_NEEDS_RESET,
} from './numbers.ts';
import {
  acknowledgePci,
  enablePciQueue,
  pciFeatures,
  pciGeneration,
  pciNotify,
  pciQueueMaximum,
  pciStatus,
  setPciConfigurationMessage,
  setPciFeatures,
  setPciStatus,
} from './pci.ts';
import {
  formatQueue,
  queueAvailable,
  queueDescriptors,
  queueIndex,
  queueMemorySize,
  queueSize,
  queueUsed,
  setQueueNotify,
} from './queue.ts';

/** Looks at the status before a reset counts as failed. */
const PATIENCE: u32 = 1000000;
const LARGEST_QUEUE: u32 = 32768;
const PAGE_SIZE: u64 = 4096;

/** Rest of the last page taken for queues. */
let memoryNext: ptr = 0;
let memoryEnd: ptr = 0;

function isMmio(device: ptr): boolean {
  return load32(device + DEVICE_TRANSPORT) === TRANSPORT_MMIO;
}

export function deviceStatus(device: ptr): u32 {
  return isMmio(device) ? mmioStatus(device) : pciStatus(device);
}

function setStatus(device: ptr, status: u32): void {
  if (isMmio(device)) setMmioStatus(device, status);
  else setPciStatus(device, status);
}

/** Afterwards the device touches no memory; false when it does not come to rest. */
export function resetDevice(device: ptr): boolean {
  setStatus(device, 0);
  for (let i: u32 = 0; i < PATIENCE; i++) {
    if (deviceStatus(device) === 0) return true;
    pause();
  }
  return false;
}

/** Whether the device says that only a reset will help. */
export function needsReset(device: ptr): boolean {
  return (deviceStatus(device) & STATUS_NEEDS_RESET) !== 0;
}

/** Tells the device that it is of no use. */
export function giveUpDevice(device: ptr): void {
  setStatus(device, deviceStatus(device) | STATUS_FAILED);
}

/** Resets the device and agrees on those of `wanted` features (lower word) that it has; false when it cannot be used. */
export function negotiate(device: ptr, wanted: u32): boolean {
  if (!resetDevice(device)) return false;
  setStatus(device, STATUS_ACKNOWLEDGE);
  setStatus(device, STATUS_ACKNOWLEDGE | STATUS_DRIVER);
  const low: u32 = features(device, 0) & (wanted | FEATURE_EVENT_INDEX);
  const high: u32 = features(device, 1) & (FEATURE_HIGH_VERSION_1 | FEATURE_HIGH_ACCESS_PLATFORM);
  setFeatures(device, 0, low);
  setFeatures(device, 1, high);
  store32(device + DEVICE_FEATURES, low);
  store32(device + DEVICE_FEATURES_HIGH, high);
  const status: u32 = STATUS_ACKNOWLEDGE | STATUS_DRIVER | STATUS_FEATURES_OK;
  setStatus(device, status);
  if ((high & FEATURE_HIGH_VERSION_1) === 0 || (deviceStatus(device) & status) !== status) {
    giveUpDevice(device);
    return false;
  }
  const message: u32 = load32(device + DEVICE_CONFIGURATION_MESSAGE);
  return isMmio(device) || setPciConfigurationMessage(device, message);
}

/** Features that the device has, lower word, agreed or not. */
export function offeredFeatures(device: ptr): u32 {
  return features(device, 0);
}

function features(device: ptr, word: u32): u32 {
  return isMmio(device) ? mmioFeatures(device, word) : pciFeatures(device, word);
}

function setFeatures(device: ptr, word: u32, value: u32): void {
  if (isMmio(device)) setMmioFeatures(device, word, value);
  else setPciFeatures(device, word, value);
}

/** From now on the device works. */
export function startDevice(device: ptr): void {
  setStatus(device, deviceStatus(device) | STATUS_DRIVER_OK);
}

/** A queue of `size` descriptors or what the device allows, active; 0 when the device has no such queue or memory is out. */
export function createQueue(device: ptr, index: u32, size: u32): ptr {
  const count: u32 = powerOfTwoBelow(queueMaximum(device, index), size);
  if (count === 0) return 0;
  const queue: ptr = takeMemory(queueMemorySize(count));
  if (queue === 0) return 0;
  formatQueue(queue, index, count, hasFeature(device, FEATURE_EVENT_INDEX));
  return enableQueue(device, queue) ? queue : 0;
}

/** After a reset: the queue is as after createQueue; false when the device does not take it any more. */
export function activateQueue(device: ptr, queue: ptr): boolean {
  const index: u32 = queueIndex(queue);
  const size: u32 = queueSize(queue);
  if (queueMaximum(device, index) < size) return false;
  formatQueue(queue, index, size, hasFeature(device, FEATURE_EVENT_INDEX));
  return enableQueue(device, queue);
}

function queueMaximum(device: ptr, index: u32): u32 {
  return isMmio(device) ? mmioQueueMaximum(device, index) : pciQueueMaximum(device, index);
}

function powerOfTwoBelow(maximum: u32, wanted: u32): u32 {
  let size: u32 = LARGEST_QUEUE;
  while (size > maximum || size > wanted) size = size >> 1;
  return size;
}

function enableQueue(device: ptr, queue: ptr): boolean {
  const index: u32 = queueIndex(queue);
  const size: u32 = queueSize(queue);
  const descriptors: ptr = queueDescriptors(queue);
  if (isMmio(device)) {
    enableMmioQueue(device, index, size, descriptors, queueAvailable(queue), queueUsed(queue));
    setQueueNotify(queue, mmioNotify(device), 4);
    return true;
  }
  const notify: ptr = pciNotify(device, index);
  setQueueNotify(queue, notify, 2);
  return (
    notify !== 0 &&
    enablePciQueue(device, index, size, descriptors, queueAvailable(queue), queueUsed(queue))
  );
}

/** Memory for drivers' rings and buffers, 64-byte aligned, for the life of the image; 0 when there is no more. */
export function takeMemory(count: u64): ptr {
  const size: u64 = (count + 63) & ~u64(63);
  if (size > memoryEnd - memoryNext) {
    const pages: u64 = (size + PAGE_SIZE - 1) / PAGE_SIZE;
    const memory: ptr = takeDevicePages(pages);
    if (memory === 0) return 0;
    memoryNext = memory;
    memoryEnd = memory + pages * PAGE_SIZE;
  }
  const taken: ptr = memoryNext;
  memoryNext += size;
  return taken;
}

/** Bytes of the device's configuration; beyond its end everything reads as 0. */
export function readConfiguration8(device: ptr, offset: u32): u32 {
  return isWithin(device, offset, 1) ? volatileLoad8(configurationAt(device, offset)) : 0;
}

export function readConfiguration16(device: ptr, offset: u32): u32 {
  return isWithin(device, offset, 2) ? volatileLoad16(configurationAt(device, offset)) : 0;
}

export function readConfiguration32(device: ptr, offset: u32): u32 {
  return isWithin(device, offset, 4) ? volatileLoad32(configurationAt(device, offset)) : 0;
}

/** Changes when the configuration has changed between two reads (§2.5). */
export function configurationGeneration(device: ptr): u32 {
  return isMmio(device) ? mmioGeneration(device) : pciGeneration(device);
}

function isWithin(device: ptr, offset: u32, size: u32): boolean {
  return offset + size <= load32(device + DEVICE_CONFIGURATION_SIZE);
}

function configurationAt(device: ptr, offset: u32): ptr {
  return load64(device + DEVICE_CONFIGURATION) + u64(offset);
}

export function writeConfiguration32(device: ptr, offset: u32, value: u32): void {
  if (isWithin(device, offset, 4)) volatileStore32(configurationAt(device, offset), value);
}

/**
 * Before `negotiate`: the device interrupts with `queueVector` for completions and `configurationVector` for changes; where it
 * has one line for both, with `queueVector`. 0: it cannot interrupt; 1: a line, `acknowledgeInterrupt` says why; 2: messages.
 */
export function connectInterrupts(device: ptr, queueVector: u32, configurationVector: u32): u32 {
  if (isMmio(device)) return routeInterrupt(load32(device + DEVICE_LINE), queueVector) ? 1 : 0;
  const pciFunction: u32 = load32(device + DEVICE_PCI_FUNCTION);
  if (setMessage(pciFunction, 1, queueVector) && setMessage(pciFunction, 0, configurationVector)) {
    store32(device + DEVICE_CONFIGURATION_MESSAGE, 0);
    store32(device + DEVICE_QUEUE_MESSAGE, 1);
    return 2;
  }
  store32(device + DEVICE_CONFIGURATION_MESSAGE, NO_MESSAGE);
  store32(device + DEVICE_QUEUE_MESSAGE, NO_MESSAGE);
  const line: u32 = load32(device + DEVICE_LINE);
  // Taken as an edge: a level would interrupt again and again until the loop looks at the device.
  return line < 16 && routeInterrupt(line, queueVector) ? 1 : 0;
}

/** Why a device with a line interrupts; takes the line down. Before the queues are looked at, or a completion may be missed. */
export function acknowledgeInterrupt(device: ptr): u32 {
  const reason: u32 = isMmio(device) ? acknowledgeMmio(device) : acknowledgePci(device);
  return reason & (INTERRUPT_QUEUE | INTERRUPT_CONFIGURATION);
}
