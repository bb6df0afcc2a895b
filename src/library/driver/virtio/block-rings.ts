'use machine';
// Requests of a disk: header, data and status as a chain each (virtio 1.2 §5.2.6). Layer: driver.
// Request slot i belongs to the chain whose head is descriptor i: 16 bytes of header, then the status byte. The data lies in
// the caller's byte array, whose cell never moves.

import { load64, load8, store32, store8, u64 } from '../../machine/intrinsics.ts';
import type { i32, ptr, u32, Value } from '../../machine/types.ts';
import { TYPED_DATA } from '../../runtime/layout.ts';
import { pointerOf } from '../../runtime/value.ts';
import {
  appendBuffer,
  describeBuffer,
  freeDescriptors,
  queueSize,
  releaseChain,
  submitChain,
  takeDescriptor,
  takeUsed,
} from './queue.ts';
import { takeMemory } from './transport.ts';

const SLOT_SIZE: u64 = 32;
const SLOT_STATUS: u64 = 16;
const HEADER_SIZE: u32 = 16;
/** No device says this. */
const STATUS_UNKNOWN: u32 = 0xff;
const NO_ROOM: i32 = -1;

/** Memory for the slots of `queue`; 0 when memory is out. */
export function createBlockSlots(queue: ptr): ptr {
  return takeMemory(u64(queueSize(queue)) * SLOT_SIZE);
}

/** Submits a request: the number under which `takeBlockRequest` tells of it, -1 when there is no room. `length` 0: no data. */
export function submitBlockRequest(
  queue: ptr,
  slots: ptr,
  type: u32,
  sectorLow: u32,
  sectorHigh: u32,
  bytes: Value,
  length: u32,
  deviceWrites: boolean,
): i32 {
  if (freeDescriptors(queue) < 3) return NO_ROOM;
  const head: u32 = takeDescriptor(queue);
  const slot: ptr = slots + u64(head) * SLOT_SIZE;
  store32(slot, type);
  store32(slot + 4, 0);
  store32(slot + 8, sectorLow);
  store32(slot + 12, sectorHigh);
  store8(slot + SLOT_STATUS, STATUS_UNKNOWN);
  describeBuffer(queue, head, slot, HEADER_SIZE, false);
  if (length !== 0)
    appendBuffer(queue, load64(pointerOf(bytes) + u64(TYPED_DATA)), length, deviceWrites);
  appendBuffer(queue, slot + SLOT_STATUS, 1, true);
  return submitChain(queue);
}

/** The number of a request that is done, -1 when there is none. Its status is what `blockStatus` says, until the next submit. */
export function takeBlockRequest(queue: ptr): i32 {
  const head: i32 = takeUsed(queue);
  if (head >= 0) releaseChain(queue, head);
  return head;
}

/** 0: done, 1: failed, 2: unsupported; others are no answer. */
export function blockStatus(slots: ptr, request: u32): u32 {
  return load8(slots + u64(request) * SLOT_SIZE + SLOT_STATUS);
}
