'use machine';
// Split virtqueue with event indices (virtio 1.2 §2.7). Layer: driver; knows no transport and no device type.
// The rings are shared with the device, which is not trusted: what it writes is checked against the private record, and a
// queue whose device did the impossible is broken for good (`queueIsBroken`) until it is formatted again after a reset.
// Building: appendBuffer or takeDescriptor + describeBuffer, submitChain; then flushQueue once for a batch.
// Completions: takeUsed, and releaseChain or resubmit for each.

import {
  fillBytes,
  load16,
  load32,
  load64,
  memoryBarrier,
  store16,
  store32,
  store64,
  u16,
  u32,
  u64,
  volatileLoad16,
  volatileLoad32,
  volatileStore16,
  volatileStore32,
} from '../../machine/intrinsics.ts';
import type { i32, ptr } from '../../machine/types.ts';

// The private record.
const QUEUE_SIZE: u32 = 0;
const QUEUE_INDEX: u32 = 4;
const QUEUE_DESCRIPTORS: u32 = 8;
const QUEUE_AVAILABLE: u32 = 16;
const QUEUE_USED: u32 = 24;
const QUEUE_NOTIFY: u32 = 32;
const QUEUE_NOTIFY_WIDTH: u32 = 40;
const QUEUE_EVENT_INDEX: u32 = 44;
const QUEUE_FREE_HEAD: u32 = 48;
const QUEUE_FREE_COUNT: u32 = 52;
const QUEUE_CHAIN_HEAD: u32 = 56;
const QUEUE_CHAIN_LAST: u32 = 60;
/** Ring indices, 16 bits wide: the next entry to write, what the device was told, the next completion. */
const QUEUE_NEXT_AVAILABLE: u32 = 64;
const QUEUE_PUBLISHED: u32 = 68;
const QUEUE_LAST_USED: u32 = 72;
const QUEUE_IN_FLIGHT: u32 = 76;
const QUEUE_BROKEN: u32 = 80;
const QUEUE_USED_LENGTH: u32 = 84;
const QUEUE_NOTIFICATIONS: u32 = 88;
const QUEUE_OVERLONG: u32 = 96;
const RECORD_SIZE: u64 = 112;

// The private copy of a descriptor, after the record: next u16, descriptors of the chain u16, in flight u32, bytes that
// the device may write u32. In a head the latter three are those of the chain.
const SHADOW_NEXT: u32 = 0;
const SHADOW_COUNT: u32 = 2;
const SHADOW_IN_FLIGHT: u32 = 4;
const SHADOW_CAPACITY: u32 = 8;
const SHADOW_SIZE: u64 = 16;

export const NO_DESCRIPTOR: u32 = 0xffff;
const NOTHING: i32 = -1;

const DESCRIPTOR_NEXT: u32 = 1;
const DESCRIPTOR_WRITE: u32 = 2;
const NO_INTERRUPT: u32 = 1;
const NO_NOTIFY: u32 = 1;

/** Bytes of memory for a queue of `size` descriptors: the record first, then the rings. */
export function queueMemorySize(size: u32): u64 {
  return RECORD_SIZE + u64(size) * 32 + availableSize(size) + 6 + u64(size) * 8;
}

/** The available ring with the index for interrupts behind it; the used ring begins on a multiple of 4. */
function availableSize(size: u32): u64 {
  return (u64(size) * 2 + 6 + 7) & ~u64(7);
}

/** Lays the queue out in zeroed or used memory, 16-byte aligned; `size` is a power of 2. Nothing is in flight afterwards. */
export function formatQueue(queue: ptr, index: u32, size: u32, eventIndex: boolean): void {
  fillBytes(queue, 0, queueMemorySize(size));
  store32(queue + QUEUE_SIZE, size);
  store32(queue + QUEUE_INDEX, index);
  store32(queue + QUEUE_EVENT_INDEX, u32(eventIndex));
  const descriptors: ptr = queue + RECORD_SIZE + u64(size) * SHADOW_SIZE;
  store64(queue + QUEUE_DESCRIPTORS, descriptors);
  store64(queue + QUEUE_AVAILABLE, descriptors + u64(size) * 16);
  store64(queue + QUEUE_USED, descriptors + u64(size) * 16 + availableSize(size));
  store32(queue + QUEUE_CHAIN_HEAD, NO_DESCRIPTOR);
  store32(queue + QUEUE_FREE_COUNT, size);
  for (let i: u32 = 0; i < size; i++) store16(shadowOf(queue, i) + SHADOW_NEXT, i + 1);
}

/** Where and how wide (2 or 4 bytes) the device takes notifications. */
export function setQueueNotify(queue: ptr, address: ptr, width: u32): void {
  store64(queue + QUEUE_NOTIFY, address);
  store32(queue + QUEUE_NOTIFY_WIDTH, width);
}

export function queueSize(queue: ptr): u32 {
  return load32(queue + QUEUE_SIZE);
}

export function queueIndex(queue: ptr): u32 {
  return load32(queue + QUEUE_INDEX);
}

export function queueDescriptors(queue: ptr): ptr {
  return load64(queue + QUEUE_DESCRIPTORS);
}

export function queueAvailable(queue: ptr): ptr {
  return load64(queue + QUEUE_AVAILABLE);
}

export function queueUsed(queue: ptr): ptr {
  return load64(queue + QUEUE_USED);
}

export function freeDescriptors(queue: ptr): u32 {
  return load32(queue + QUEUE_FREE_COUNT);
}

/** Chains that the device has. */
export function chainsInFlight(queue: ptr): u32 {
  return load32(queue + QUEUE_IN_FLIGHT);
}

export function queueIsBroken(queue: ptr): boolean {
  return load32(queue + QUEUE_BROKEN) !== 0;
}

/** Notifications sent. */
export function queueNotifications(queue: ptr): u32 {
  return load32(queue + QUEUE_NOTIFICATIONS);
}

/** Completions for which the device claimed more bytes than there was room. */
export function overlongCompletions(queue: ptr): u32 {
  return load32(queue + QUEUE_OVERLONG);
}

function shadowOf(queue: ptr, descriptor: u32): ptr {
  return queue + RECORD_SIZE + u64(descriptor) * SHADOW_SIZE;
}

/** Takes a free descriptor and links it to the chain that is being built; NO_DESCRIPTOR when none is free. */
export function takeDescriptor(queue: ptr): u32 {
  const free: u32 = load32(queue + QUEUE_FREE_COUNT);
  if (free === 0) return NO_DESCRIPTOR;
  const taken: u32 = load32(queue + QUEUE_FREE_HEAD);
  const shadow: ptr = shadowOf(queue, taken);
  store32(queue + QUEUE_FREE_HEAD, load16(shadow + SHADOW_NEXT));
  store32(queue + QUEUE_FREE_COUNT, free - 1);
  let head: u32 = load32(queue + QUEUE_CHAIN_HEAD);
  if (head === NO_DESCRIPTOR) {
    head = taken;
    store32(queue + QUEUE_CHAIN_HEAD, taken);
    store16(shadow + SHADOW_COUNT, 0);
    store32(shadow + SHADOW_CAPACITY, 0);
  } else {
    const last: u32 = load32(queue + QUEUE_CHAIN_LAST);
    store16(shadowOf(queue, last) + SHADOW_NEXT, taken);
    const descriptor: ptr = load64(queue + QUEUE_DESCRIPTORS) + u64(last) * 16;
    store16(descriptor + 12, u32(load16(descriptor + 12)) | DESCRIPTOR_NEXT);
    store16(descriptor + 14, taken);
  }
  const chain: ptr = shadowOf(queue, head);
  store16(chain + SHADOW_COUNT, u32(load16(chain + SHADOW_COUNT)) + 1);
  store32(queue + QUEUE_CHAIN_LAST, taken);
  return taken;
}

/** Says what memory a descriptor of the chain that is being built stands for. What the device may write comes last. */
export function describeBuffer(
  queue: ptr,
  descriptor: u32,
  address: ptr,
  length: u32,
  writable: boolean,
): void {
  const at: ptr = load64(queue + QUEUE_DESCRIPTORS) + u64(descriptor) * 16;
  store64(at, address);
  store32(at + 8, length);
  store16(at + 12, writable ? DESCRIPTOR_WRITE : 0);
  store16(at + 14, 0);
  if (!writable) return;
  const chain: ptr = shadowOf(queue, load32(queue + QUEUE_CHAIN_HEAD));
  store32(chain + SHADOW_CAPACITY, load32(chain + SHADOW_CAPACITY) + length);
}

/** takeDescriptor and describeBuffer; false when no descriptor is free. */
export function appendBuffer(queue: ptr, address: ptr, length: u32, writable: boolean): boolean {
  const descriptor: u32 = takeDescriptor(queue);
  if (descriptor === NO_DESCRIPTOR) return false;
  describeBuffer(queue, descriptor, address, length, writable);
  return true;
}

/** Hands the chain to the device, at the next flushQueue; its head's number, which takeUsed will say. */
export function submitChain(queue: ptr): u32 {
  const head: u32 = load32(queue + QUEUE_CHAIN_HEAD);
  store32(queue + QUEUE_CHAIN_HEAD, NO_DESCRIPTOR);
  resubmit(queue, head);
  return head;
}

/** Hands a chain that takeUsed gave to the device again as it is. */
export function resubmit(queue: ptr, head: u32): void {
  const size: u32 = load32(queue + QUEUE_SIZE);
  const next: u32 = load32(queue + QUEUE_NEXT_AVAILABLE);
  store32(shadowOf(queue, head) + SHADOW_IN_FLIGHT, 1);
  store32(queue + QUEUE_IN_FLIGHT, load32(queue + QUEUE_IN_FLIGHT) + 1);
  volatileStore16(load64(queue + QUEUE_AVAILABLE) + 4 + u64(next & (size - 1)) * 2, head);
  store32(queue + QUEUE_NEXT_AVAILABLE, u16(next + 1));
}

/** Shows the device what was submitted, and notifies it when it wants to be. */
export function flushQueue(queue: ptr): void {
  const next: u32 = load32(queue + QUEUE_NEXT_AVAILABLE);
  const old: u32 = load32(queue + QUEUE_PUBLISHED);
  if (next === old) return;
  // §2.7.13.3.1: the index only after all that it stands for.
  memoryBarrier();
  volatileStore16(load64(queue + QUEUE_AVAILABLE) + 2, next);
  store32(queue + QUEUE_PUBLISHED, next);
  // §2.7.13.4.1: and its wish only after the index.
  memoryBarrier();
  if (wantsNotification(queue, old, next)) notifyQueue(queue);
}

function wantsNotification(queue: ptr, old: u32, next: u32): boolean {
  const used: ptr = load64(queue + QUEUE_USED);
  if (load32(queue + QUEUE_EVENT_INDEX) === 0) return (volatileLoad16(used) & NO_NOTIFY) === 0;
  const event: u32 = volatileLoad16(used + 4 + u64(load32(queue + QUEUE_SIZE)) * 8);
  return u16(next - event - 1) < u16(next - old);
}

function notifyQueue(queue: ptr): void {
  store32(queue + QUEUE_NOTIFICATIONS, load32(queue + QUEUE_NOTIFICATIONS) + 1);
  const address: ptr = load64(queue + QUEUE_NOTIFY);
  const index: u32 = load32(queue + QUEUE_INDEX);
  if (load32(queue + QUEUE_NOTIFY_WIDTH) === 2) volatileStore16(address, index);
  else volatileStore32(address, index);
}

/** Whether a completion waits. */
export function hasUsed(queue: ptr): boolean {
  return (
    u32(volatileLoad16(load64(queue + QUEUE_USED) + 2)) !== load32(queue + QUEUE_LAST_USED) &&
    load32(queue + QUEUE_BROKEN) === 0
  );
}

/** The head of a chain that the device is done with, -1 when there is none; `usedLength` says how much it has written. */
export function takeUsed(queue: ptr): i32 {
  const used: ptr = load64(queue + QUEUE_USED);
  const last: u32 = load32(queue + QUEUE_LAST_USED);
  const waiting: u32 = u16(u32(volatileLoad16(used + 2)) - last);
  if (waiting === 0 || load32(queue + QUEUE_BROKEN) !== 0) return NOTHING;
  if (waiting > load32(queue + QUEUE_IN_FLIGHT)) return breakQueue(queue);
  const size: u32 = load32(queue + QUEUE_SIZE);
  const element: ptr = used + 4 + u64(last & (size - 1)) * 8;
  const head: u32 = volatileLoad32(element);
  let length: u32 = volatileLoad32(element + 4);
  if (head >= size) return breakQueue(queue);
  const shadow: ptr = shadowOf(queue, head);
  if (load32(shadow + SHADOW_IN_FLIGHT) !== 1) return breakQueue(queue);
  if (length > load32(shadow + SHADOW_CAPACITY)) {
    length = load32(shadow + SHADOW_CAPACITY);
    store32(queue + QUEUE_OVERLONG, load32(queue + QUEUE_OVERLONG) + 1);
  }
  store32(shadow + SHADOW_IN_FLIGHT, 0);
  store32(queue + QUEUE_IN_FLIGHT, load32(queue + QUEUE_IN_FLIGHT) - 1);
  store32(queue + QUEUE_LAST_USED, u16(last + 1));
  store32(queue + QUEUE_USED_LENGTH, length);
  return head;
}

function breakQueue(queue: ptr): i32 {
  store32(queue + QUEUE_BROKEN, 1);
  return NOTHING;
}

/** Bytes that the device says it has written into the chain of the last takeUsed; never more than there was room. */
export function usedLength(queue: ptr): u32 {
  return load32(queue + QUEUE_USED_LENGTH);
}

/** The descriptor after `descriptor` in a chain that takeUsed gave. */
export function nextInChain(queue: ptr, descriptor: u32): u32 {
  return load16(shadowOf(queue, descriptor) + SHADOW_NEXT);
}

/** Frees the descriptors of a chain that takeUsed gave. */
export function releaseChain(queue: ptr, head: u32): void {
  const count: u32 = load16(shadowOf(queue, head) + SHADOW_COUNT);
  let last: u32 = head;
  for (let i: u32 = 1; i < count; i++) last = nextInChain(queue, last);
  store16(shadowOf(queue, last) + SHADOW_NEXT, load32(queue + QUEUE_FREE_HEAD));
  store32(queue + QUEUE_FREE_HEAD, head);
  store32(queue + QUEUE_FREE_COUNT, load32(queue + QUEUE_FREE_COUNT) + count);
}

/** Asks the device for silence; it may still interrupt now and then. */
export function suppressInterrupts(queue: ptr): void {
  if (load32(queue + QUEUE_EVENT_INDEX) === 0)
    volatileStore16(load64(queue + QUEUE_AVAILABLE), NO_INTERRUPT);
  // §2.7.7.2: an index that lies behind is reached in 65,535 completions.
  else setInterruptAt(queue, load32(queue + QUEUE_LAST_USED) - 1);
}

/** Asks for an interrupt after `skipped` more completions than the next; true: one waits already, look again. */
export function allowInterrupts(queue: ptr, skipped: u32): boolean {
  if (load32(queue + QUEUE_EVENT_INDEX) === 0) volatileStore16(load64(queue + QUEUE_AVAILABLE), 0);
  else setInterruptAt(queue, load32(queue + QUEUE_LAST_USED) + skipped);
  memoryBarrier();
  const waiting: u32 =
    u32(volatileLoad16(load64(queue + QUEUE_USED) + 2)) - load32(queue + QUEUE_LAST_USED);
  return u16(waiting) > skipped && load32(queue + QUEUE_BROKEN) === 0;
}

function setInterruptAt(queue: ptr, index: u32): void {
  const event: ptr = load64(queue + QUEUE_AVAILABLE) + 4 + u64(load32(queue + QUEUE_SIZE)) * 2;
  volatileStore16(event, u16(index));
}
