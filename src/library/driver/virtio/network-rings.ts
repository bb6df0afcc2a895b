'use machine';
// Rings of a network card: frames between the queues and byte arrays (virtio 1.2 §5.1.6). Layer: driver.
// Descriptor i always stands for slot i of its queue's pool, so that buffers need no list of their own. Received frames are
// read where the device put them: the pools are byte arrays, whose cells never move; only a frame that spans several
// buffers is put together by copying. Frames to send are copied once. `rings` is the address of the record below.

import {
  copyBytes,
  load32,
  load64,
  load8,
  store16,
  store32,
  store64,
  store8,
  u32,
  u64,
  volatileLoad16,
  volatileLoad8,
} from '../../machine/intrinsics.ts';
import type { i32, ptr, Value } from '../../machine/types.ts';
import { TYPED_DATA, TYPED_LENGTH } from '../../runtime/layout.ts';
import { pointerOf } from '../../runtime/value.ts';
import {
  describeBuffer,
  flushQueue,
  freeDescriptors,
  NO_DESCRIPTOR,
  queueSize,
  releaseChain,
  resubmit,
  submitChain,
  suppressInterrupts,
  takeDescriptor,
  takeUsed,
  usedLength,
} from './queue.ts';
import { takeMemory } from './transport.ts';

const RINGS_RECEIVE_QUEUE: u32 = 0;
const RINGS_TRANSMIT_QUEUE: u32 = 8;
const RINGS_RECEIVE_POOL: u32 = 16;
const RINGS_TRANSMIT_POOL: u32 = 24;
const RINGS_SLOT_SIZE: u32 = 32;
/** Received frames may span buffers. */
const RINGS_MERGES: u32 = 36;
/** Where such frames are put together: address, bytes u32. */
const RINGS_WHOLE: u32 = 40;
const RINGS_WHOLE_SIZE: u32 = 48;
/** The frame of the last receiveFrame: its slot (WHOLE: it was put together), its flags. */
const RINGS_SLOT: u32 = 52;
const RINGS_FLAGS: u32 = 56;
/** Counters u64. */
const RINGS_DROPPED: u32 = 64;
const RINGS_RECLAIMED: u32 = 72;
const RINGS_SIZE: u64 = 80;

const WHOLE: u32 = 0xffffffff;

/** struct virtio_net_hdr. */
export const HEADER_SIZE: u32 = 12;
const HEADER_FLAGS: u32 = 0;
const HEADER_SEGMENTATION: u32 = 1;
const HEADER_LENGTH: u32 = 2;
const HEADER_SEGMENT: u32 = 4;
const HEADER_CHECKSUM_START: u32 = 6;
const HEADER_CHECKSUM_OFFSET: u32 = 8;
const HEADER_BUFFERS: u32 = 10;
const FLAG_NEEDS_CHECKSUM: u32 = 1;
const FLAG_DATA_VALID: u32 = 2;
const SEGMENT_NONE: u32 = 0;
const SEGMENT_TCP4: u32 = 1;
const SEGMENT_TCP6: u32 = 4;

const ETHERNET_HEADER: u32 = 14;

/** 0 when memory is out. */
export function createNetworkRings(): ptr {
  return takeMemory(RINGS_SIZE);
}

function dataOf(bytes: Value): ptr {
  return load64(pointerOf(bytes) + u64(TYPED_DATA));
}

/** The caller keeps the array for the life of the device. Fills the queue with all its buffers. */
export function setReceiveQueue(
  rings: ptr,
  queue: ptr,
  pool: Value,
  slotSize: u32,
  merges: boolean,
): void {
  const base: ptr = dataOf(pool);
  store64(rings + RINGS_RECEIVE_QUEUE, queue);
  store64(rings + RINGS_RECEIVE_POOL, base);
  store32(rings + RINGS_SLOT_SIZE, slotSize);
  store32(rings + RINGS_MERGES, u32(merges));
  for (let i: u32 = queueSize(queue); i > 0; i--) {
    const slot: u32 = takeDescriptor(queue);
    if (slot === NO_DESCRIPTOR) return;
    describeBuffer(queue, slot, base + u64(slot) * u64(slotSize), slotSize, true);
    submitChain(queue);
  }
}

export function setTransmitQueue(rings: ptr, queue: ptr, pool: Value): void {
  store64(rings + RINGS_TRANSMIT_QUEUE, queue);
  store64(rings + RINGS_TRANSMIT_POOL, dataOf(pool));
  suppressInterrupts(queue);
}

/** Where frames that span buffers are put together; without it they are dropped. */
export function setWholeFrames(rings: ptr, whole: Value): void {
  store64(rings + RINGS_WHOLE, dataOf(whole));
  store32(rings + RINGS_WHOLE_SIZE, u32(load64(pointerOf(whole) + u64(TYPED_LENGTH))));
}

/** Bytes of the next received frame, 0 when there is none. It stays where it is until `recycleFrame`. */
export function receiveFrame(rings: ptr): u32 {
  const queue: ptr = load64(rings + RINGS_RECEIVE_QUEUE);
  for (;;) {
    const slot: i32 = takeUsed(queue);
    if (slot < 0) return 0;
    const length: u32 = usedLength(queue);
    const header: ptr =
      load64(rings + RINGS_RECEIVE_POOL) + u64(slot) * u64(load32(rings + RINGS_SLOT_SIZE));
    if (length >= HEADER_SIZE + ETHERNET_HEADER) {
      store32(rings + RINGS_FLAGS, volatileLoad8(header + HEADER_FLAGS));
      const buffers: u32 =
        load32(rings + RINGS_MERGES) === 0 ? 1 : volatileLoad16(header + HEADER_BUFFERS);
      if (buffers === 1) {
        store32(rings + RINGS_SLOT, slot);
        return length - HEADER_SIZE;
      }
      const whole: u32 = putTogether(rings, queue, header, u32(slot), length, buffers);
      if (whole !== 0) return whole;
    } else {
      resubmit(queue, u32(slot));
    }
    store64(rings + RINGS_DROPPED, load64(rings + RINGS_DROPPED) + 1);
  }
}

/** §5.1.6.4: the following buffers hold nothing but the rest. All go back to the device; 0 when the frame is lost. */
function putTogether(
  rings: ptr,
  queue: ptr,
  header: ptr,
  first: u32,
  firstLength: u32,
  buffers: u32,
): u32 {
  const whole: ptr = load64(rings + RINGS_WHOLE);
  const room: u32 = load32(rings + RINGS_WHOLE_SIZE);
  let length: u32 = firstLength - HEADER_SIZE;
  let fits: boolean = length <= room;
  if (fits) copyBytes(whole, header + HEADER_SIZE, u64(length));
  resubmit(queue, first);
  for (let i: u32 = 1; i < buffers; i++) {
    const slot: i32 = takeUsed(queue);
    // The device has to complete all buffers of a frame at once.
    if (slot < 0) return 0;
    const part: u32 = usedLength(queue);
    if (fits && part <= room - length) {
      const from: ptr =
        load64(rings + RINGS_RECEIVE_POOL) + u64(slot) * u64(load32(rings + RINGS_SLOT_SIZE));
      copyBytes(whole + u64(length), from, u64(part));
      length += part;
    } else fits = false;
    resubmit(queue, u32(slot));
  }
  store32(rings + RINGS_SLOT, WHOLE);
  return fits ? length : 0;
}

/** Where the frame begins in the receive pool, or -1: at the start of the array of whole frames. */
export function frameStart(rings: ptr): i32 {
  const slot: u32 = load32(rings + RINGS_SLOT);
  return slot === WHOLE ? -1 : slot * load32(rings + RINGS_SLOT_SIZE) + HEADER_SIZE;
}

/** Whether the device vouches for the transport checksum (only asked where that was negotiated). */
export function frameIsChecked(rings: ptr): boolean {
  return (load32(rings + RINGS_FLAGS) & (FLAG_NEEDS_CHECKSUM | FLAG_DATA_VALID)) !== 0;
}

/** The buffer of the frame goes back to the device, at the next flushReceive. */
export function recycleFrame(rings: ptr): void {
  const slot: u32 = load32(rings + RINGS_SLOT);
  if (slot !== WHOLE) resubmit(load64(rings + RINGS_RECEIVE_QUEUE), slot);
}

export function flushReceive(rings: ptr): void {
  flushQueue(load64(rings + RINGS_RECEIVE_QUEUE));
}

export function flushTransmit(rings: ptr): void {
  flushQueue(load64(rings + RINGS_TRANSMIT_QUEUE));
}

/** Copies bytes[start .. end) as one frame, sent at the next flushTransmit; false when there is no room. See PacketOffload. */
export function transmitFrame(
  rings: ptr,
  bytes: Value,
  start: u32,
  end: u32,
  checksumStart: u32,
  checksumOffset: u32,
  segmentSize: u32,
  headerLength: u32,
): boolean {
  const queue: ptr = load64(rings + RINGS_TRANSMIT_QUEUE);
  const slotSize: u32 = load32(rings + RINGS_SLOT_SIZE);
  const length: u32 = end - start;
  const needed: u32 = u32((HEADER_SIZE + length + slotSize - 1) / slotSize);
  if (freeDescriptors(queue) < needed) {
    reclaimTransmitted(rings);
    if (freeDescriptors(queue) < needed) return false;
  }
  let from: ptr = dataOf(bytes) + u64(start);
  const version: u32 = load8(from + ETHERNET_HEADER) >> 4;
  const first: ptr = nextSlot(rings, queue, HEADER_SIZE + length);
  writeHeader(first, version, checksumStart, checksumOffset, segmentSize, headerLength);
  let part: u32 = length < slotSize - HEADER_SIZE ? length : slotSize - HEADER_SIZE;
  copyBytes(first + HEADER_SIZE, from, u64(part));
  let left: u32 = length - part;
  while (left !== 0) {
    from += u64(part);
    part = left < slotSize ? left : slotSize;
    copyBytes(nextSlot(rings, queue, left), from, u64(part));
    left -= part;
  }
  submitChain(queue);
  return true;
}

/** A slot for the next `left` bytes of the chain, or as many as it can hold. */
function nextSlot(rings: ptr, queue: ptr, left: u32): ptr {
  const slotSize: u32 = load32(rings + RINGS_SLOT_SIZE);
  const descriptor: u32 = takeDescriptor(queue);
  const slot: ptr = load64(rings + RINGS_TRANSMIT_POOL) + u64(descriptor) * u64(slotSize);
  describeBuffer(queue, descriptor, slot, left < slotSize ? left : slotSize, false);
  return slot;
}

function writeHeader(
  header: ptr,
  version: u32,
  checksumStart: u32,
  checksumOffset: u32,
  segmentSize: u32,
  headerLength: u32,
): void {
  let segmentation: u32 = SEGMENT_NONE;
  if (segmentSize !== 0) segmentation = version === 6 ? SEGMENT_TCP6 : SEGMENT_TCP4;
  store8(header + HEADER_FLAGS, checksumStart !== 0 ? FLAG_NEEDS_CHECKSUM : 0);
  store8(header + HEADER_SEGMENTATION, segmentation);
  store16(header + HEADER_LENGTH, headerLength);
  store16(header + HEADER_SEGMENT, segmentSize);
  store16(header + HEADER_CHECKSUM_START, checksumStart);
  store16(header + HEADER_CHECKSUM_OFFSET, checksumOffset);
  store16(header + HEADER_BUFFERS, 0);
}

/** Frees the slots of frames that the device has sent. */
export function reclaimTransmitted(rings: ptr): void {
  const queue: ptr = load64(rings + RINGS_TRANSMIT_QUEUE);
  for (;;) {
    const head: i32 = takeUsed(queue);
    if (head < 0) return;
    releaseChain(queue, u32(head));
    store64(rings + RINGS_RECLAIMED, load64(rings + RINGS_RECLAIMED) + 1);
  }
}

/** Slots that are free for frames to send. */
export function transmitRoom(rings: ptr): u32 {
  return freeDescriptors(load64(rings + RINGS_TRANSMIT_QUEUE));
}

/** Received frames that were malformed, or too long. */
export function droppedFrames(rings: ptr): u64 {
  return load64(rings + RINGS_DROPPED);
}
