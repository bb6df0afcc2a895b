'use machine';
// Queues of a balloon: pages by number, statistics, and ranges of free pages (virtio 1.2 §5.5.6). Layer: driver.
// A page has 4,096 bytes and lies where its number says, since physical addresses are virtual ones. `reportFreePages` is
// called by the memory of the machine whenever the collector gives blocks back.

import {
  pause,
  reserveBytes,
  store16,
  store32,
  store64,
  u32,
  u64,
} from '../../machine/intrinsics.ts';
import type { i32, ptr } from '../../machine/types.ts';
import { platformMonotonicNanos } from '../../interfaces/platform.ts';
import { heapFreeBytes, heapTotalBytes, loanAddress } from '../../runtime/heap-loan.ts';
import {
  appendBuffer,
  chainsInFlight,
  flushQueue,
  queueIsBroken,
  releaseChain,
  submitChain,
  suppressInterrupts,
  takeUsed,
} from './queue.ts';
import { resetDevice } from './transport.ts';

const PAGE_SHIFT: u64 = 12;
const PAGES_PER_BLOCK: u32 = 16;
/** Of one message: 256 page numbers. */
export const MOST_BLOCKS: u32 = 16;
const STATISTIC_FREE: u32 = 4;
const STATISTIC_TOTAL: u32 = 5;
const STATISTIC_AVAILABLE: u32 = 6;
const STATISTIC_SIZE: u64 = 10;
const LONGEST_REPORT: u64 = 1000000000;
/** A descriptor's length has 32 bits. */
const LARGEST_RANGE: u64 = 0x40000000;

const pages = reserveBytes(1024);
const statistics = reserveBytes(30);
/** Queue for free pages; 0: none. */
let reportQueue: ptr = 0;
let reportDevice: ptr = 0;
/** Bytes that were reported as free. */
export let reportedBytes: u64 = 0;

/** Tells the device of `count` blocks of the loan, from the one with number `first` on. One message at a time. */
export function sendBlocks(queue: ptr, first: i32, count: u32): void {
  let page: u64 = (loanAddress() >> PAGE_SHIFT) + u64(first * 16);
  const words: u32 = count * PAGES_PER_BLOCK;
  for (let i: u32 = 0; i < words; i++) {
    store32(pages + u64(i) * 4, u32(page));
    page++;
  }
  appendBuffer(queue, pages, words * 4, false);
  submitChain(queue);
  flushQueue(queue);
}

/** Whether a message was answered; false also when none is under way. */
export function takeAnswer(queue: ptr): boolean {
  const head: i32 = takeUsed(queue);
  if (head < 0) return false;
  releaseChain(queue, u32(head));
  return true;
}

/** Gives the device statistics, which it keeps until it wants others. */
export function sendStatistics(queue: ptr): void {
  putStatistic(statistics, STATISTIC_FREE, heapFreeBytes());
  putStatistic(statistics + STATISTIC_SIZE, STATISTIC_TOTAL, heapTotalBytes());
  putStatistic(statistics + 2 * STATISTIC_SIZE, STATISTIC_AVAILABLE, heapFreeBytes());
  appendBuffer(queue, statistics, u32(3 * STATISTIC_SIZE), false);
  submitChain(queue);
  flushQueue(queue);
}

function putStatistic(at: ptr, tag: u32, value: u64): void {
  store16(at, tag);
  store64(at + 2, value);
}

/** From now on free memory is reported. */
export function setReportQueue(device: ptr, queue: ptr): void {
  reportDevice = device;
  reportQueue = queue;
  if (queue !== 0) suppressInterrupts(queue);
}

/** Lets the host have the pages of [address, +count) until they are touched again. They read as before, or as zero. */
export function reportFreePages(address: ptr, count: u64): void {
  let at: ptr = address;
  const end: ptr = address + count;
  while (at < end && reportQueue !== 0) {
    const size: u64 = end - at < LARGEST_RANGE ? end - at : LARGEST_RANGE;
    reportRange(at, size);
    at += size;
  }
}

/** Waits: the pages are the device's until it answers. One that does not is reset, so that it can do no harm later. */
function reportRange(address: ptr, count: u64): void {
  appendBuffer(reportQueue, address, u32(count), true);
  submitChain(reportQueue);
  flushQueue(reportQueue);
  const deadline: u64 = platformMonotonicNanos() + LONGEST_REPORT;
  while (chainsInFlight(reportQueue) !== 0) {
    const head: i32 = takeUsed(reportQueue);
    if (head >= 0) {
      releaseChain(reportQueue, u32(head));
      reportedBytes += count;
    } else if (queueIsBroken(reportQueue) || platformMonotonicNanos() > deadline) {
      reportQueue = 0;
      resetDevice(reportDevice);
      return;
    } else pause();
  }
}
