'use machine';
// Virtio console (virtio 1.2 §5.3), its first port: the console of a machine without a serial port. Layer: driver.
// Output is copied into slots and waits for the host when all are full, as a process waits on a full pipe. Input stays in
// the device's buffers until it is asked for; the vector of `consoleDeviceVector` tells of it.

import { copyBytes, pause, u32, u64 } from '../../machine/intrinsics.ts';
import type { i32, ptr } from '../../machine/types.ts';
import { allocateVector, raiseVector } from '../pc/interrupts.ts';
import { takeVirtioDevice } from './find-devices.ts';
import { TYPE_CONSOLE } from './numbers.ts';
import {
  chainsInFlight,
  describeBuffer,
  flushQueue,
  NO_DESCRIPTOR,
  queueIsBroken,
  queueSize,
  releaseChain,
  resubmit,
  submitChain,
  suppressInterrupts,
  takeDescriptor,
  takeUsed,
  usedLength,
  allowInterrupts,
} from './queue.ts';
import {
  acknowledgeInterrupt,
  connectInterrupts,
  createQueue,
  giveUpDevice,
  negotiate,
  startDevice,
  takeMemory,
} from './transport.ts';

const RECEIVE_QUEUE: u32 = 0;
const TRANSMIT_QUEUE: u32 = 1;
const QUEUE_SIZE: u32 = 4;
const SLOT_SIZE: u32 = 512;
const NOTHING: i32 = -1;
const BY_LINE: u32 = 1;

let device: ptr = 0;
/** Descriptor i stands for slot i of its queue's memory. 0: there is no console, or it is broken. */
let receiveQueue: ptr = 0;
let receiveSlots: ptr = 0;
let transmitQueue: ptr = 0;
let transmitSlots: ptr = 0;
let vector: u32 = 0;
let isByLine: boolean = false;
let wantsInput: boolean = false;
/** The buffer that is being read, its bytes, and how many were read. */
let current: i32 = -1;
let currentLength: u32 = 0;
let currentRead: u32 = 0;

/** False when there is none. */
export function openConsoleDevice(): boolean {
  device = takeVirtioDevice(TYPE_CONSOLE);
  if (device === 0) return false;
  vector = allocateVector();
  isByLine = connectInterrupts(device, vector, allocateVector()) === BY_LINE;
  if (!negotiate(device, 0)) return false;
  receiveQueue = createQueue(device, RECEIVE_QUEUE, QUEUE_SIZE);
  transmitQueue = createQueue(device, TRANSMIT_QUEUE, QUEUE_SIZE);
  receiveSlots = takeMemory(u64(QUEUE_SIZE * SLOT_SIZE));
  transmitSlots = takeMemory(u64(QUEUE_SIZE * SLOT_SIZE));
  if (receiveQueue === 0 || transmitQueue === 0 || receiveSlots === 0 || transmitSlots === 0) {
    transmitQueue = 0;
    receiveQueue = 0;
    giveUpDevice(device);
    return false;
  }
  suppressInterrupts(receiveQueue);
  suppressInterrupts(transmitQueue);
  for (let i: u32 = queueSize(receiveQueue); i > 0; i--) {
    const slot: u32 = takeDescriptor(receiveQueue);
    describeBuffer(receiveQueue, slot, receiveSlots + u64(slot * SLOT_SIZE), SLOT_SIZE, true);
    submitChain(receiveQueue);
  }
  startDevice(device);
  flushQueue(receiveQueue);
  return true;
}

export function writeConsoleDevice(bytes: ptr, count: u64): void {
  let at: ptr = bytes;
  let left: u64 = count;
  while (left !== 0 && transmitQueue !== 0) {
    const slot: u32 = takeDescriptor(transmitQueue);
    if (slot === NO_DESCRIPTOR) {
      flushQueue(transmitQueue);
      waitForTransmitted();
      continue;
    }
    const part: u32 = left < u64(SLOT_SIZE) ? u32(left) : SLOT_SIZE;
    const to: ptr = transmitSlots + u64(slot * SLOT_SIZE);
    copyBytes(to, at, u64(part));
    describeBuffer(transmitQueue, slot, to, part, false);
    submitChain(transmitQueue);
    at += u64(part);
    left -= u64(part);
  }
  if (transmitQueue !== 0) flushQueue(transmitQueue);
}

/** Until the host has taken everything. */
export function drainConsoleDevice(): void {
  while (transmitQueue !== 0 && chainsInFlight(transmitQueue) !== 0) waitForTransmitted();
}

/** For one slot at least. */
function waitForTransmitted(): void {
  for (;;) {
    const head: i32 = takeUsed(transmitQueue);
    if (head >= 0) {
      releaseChain(transmitQueue, u32(head));
      return;
    }
    if (queueIsBroken(transmitQueue)) {
      transmitQueue = 0;
      giveUpDevice(device);
      return;
    }
    pause();
  }
}

/** The vector that tells of input; 0 without a console. */
export function consoleDeviceVector(): u32 {
  return receiveQueue === 0 ? 0 : vector;
}

export function setConsoleDeviceInput(enabled: boolean): void {
  if (receiveQueue === 0) return;
  wantsInput = enabled;
  if (!enabled) suppressInterrupts(receiveQueue);
  else if (current !== NOTHING || allowInterrupts(receiveQueue, 0)) raiseVector(vector);
}

/** Copies at most `count` bytes of input; 0 when there are no more, and the vector will tell of others. */
export function readConsoleDevice(to: ptr, count: u32): u32 {
  if (receiveQueue === 0) return 0;
  if (isByLine) acknowledgeInterrupt(device);
  let got: u32 = 0;
  while (got < count && findInput()) {
    const left: u32 = currentLength - currentRead;
    const part: u32 = left < count - got ? left : count - got;
    const slot: ptr = receiveSlots + u64(u32(current) * SLOT_SIZE);
    copyBytes(to + u64(got), slot + u64(currentRead), u64(part));
    got += part;
    currentRead += part;
    if (currentRead === currentLength) {
      resubmit(receiveQueue, u32(current));
      flushQueue(receiveQueue);
      current = NOTHING;
    }
  }
  return got;
}

function findInput(): boolean {
  while (current === NOTHING) {
    current = takeUsed(receiveQueue);
    currentRead = 0;
    currentLength = usedLength(receiveQueue);
    if (current === NOTHING) {
      if (!wantsInput || !allowInterrupts(receiveQueue, 0)) return false;
    } else if (currentLength === 0) {
      resubmit(receiveQueue, u32(current));
      current = NOTHING;
    }
  }
  return true;
}
