'use machine';
// Heap space: runs of free cells, allocation out of line and the decision to collect. Layer: runtime, above block.ts; the inline
// fast path is heap.ts. A class allocates by bumping through a run of free cells; runs come from the live
// bitmap of blocks that the last collection left partly empty, then from free blocks. All memory is zeroed.

import {
  framePointer,
  copyBytes,
  fillBytes,
  load32,
  load64,
  load8,
  ptr,
  stackValues,
  store32,
  store64,
  store8,
  u32,
  u64,
  reserveBytes,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { platformExit, platformPrintTrace, platformWrite } from '../interfaces/platform.ts';
import { collectGarbage } from './collector.ts';
import {
  BITMAP_BYTES,
  BLOCK_BYTES,
  BLOCK_CELL_SIZE,
  BLOCK_CLASS,
  BLOCK_DIRTY,
  BLOCK_FRESH,
  BLOCK_LINK,
  BLOCK_SMALL,
  BLOCK_STATE,
  NO_BLOCK,
  blockAddress,
  blockEntry,
  blockLimit,
  blockState,
  describeLarge,
  initializeBlocks,
  liveBitmap,
  takeBlocks,
  usedBlocks,
  zeroBlock,
} from './block.ts';
import { lentBlocks, revokeLoan } from './heap-loan.ts';
import { CLASS_COUNT, LARGEST_SMALL, classSizeOf, sizeClassOf } from './heap-classes.ts';
import { STRING_DATA, STRING_LENGTH } from './layout.ts';
import { pointerOf } from './value.ts';

/** Per class: address of the next free cell of the current run, end of the run. */
export const bumpTable: ptr = reserveBytes(640);
/** Per class, u32 each: current block (or NO_BLOCK), next cell index to look at in it, first block of the class list, unused. */
const classState: ptr = reserveBytes(640);

/** Allocated since the last collection. */
let allocatedBytes: u64 = 0;
/** `allocatedBytes` at which the next collection is due. */
let collectAt: u64 = 0;
/** Bytes in live cells after the last collection. */
let liveBytes: u64 = 0;
let limitBytes: u64 = 0;
export let collectionCount: u64 = 0;
/** Memory outside the heap that cells own (buffers of a device, for example): it hastens collections. */
export let externalBytes: u64 = 0;
let collectEvery: u32 = 0;
let stressCount: u32 = 0;
let collecting: boolean = false;

function classEntry(sizeClass: u32): ptr {
  return classState + u64(sizeClass) * 16;
}

/** Sets the heap up; `limit` bytes of cells at most. */
export function initializeHeap(limit: u64): void {
  limitBytes = limit;
  if (!initializeBlocks(limit)) outOfMemory();
  resetClasses();
  scheduleCollection(0);
}

/** Forgets all runs and class lists (the collector rebuilds the lists). */
export function resetClasses(): void {
  for (let c: u32 = 0; c < CLASS_COUNT; c++) {
    store64(bumpTable + u64(c) * 16, 0);
    store64(bumpTable + u64(c) * 16 + 8, 0);
    store32(classEntry(c), NO_BLOCK);
    store32(classEntry(c) + 4, 0);
    store32(classEntry(c) + 8, NO_BLOCK);
  }
}

/** Puts a partly empty block on its class's list. */
export function listBlock(index: u32): void {
  const entry: ptr = blockEntry(index);
  const list: ptr = classEntry(u32(load8(entry + BLOCK_CLASS))) + 8;
  store32(entry + BLOCK_LINK, load32(list));
  store32(list, index);
}

/** After a collection that left `live` bytes: decides when the next one is due. */
export function scheduleCollection(live: u64): void {
  liveBytes = live;
  allocatedBytes = 0;
  let minimum: u64 = limitBytes >> 3;
  if (minimum > 8388608) minimum = 8388608;
  collectAt = live > minimum ? live : minimum;
  collectionCount++;
}

/** For tests: from now on collects at every Nth allocation; 0 ends that. */
export function stressCollector(every: u32): void {
  collectEvery = every;
  collectGarbage();
}

/** Bytes that may be allocated before the next collection is due. */
export function bytesUntilCollection(): u64 {
  return collectAt - allocatedBytes;
}

/** Bytes in use: live after the last collection and allocated since. */
export function heapUsed(): u64 {
  return liveBytes + allocatedBytes;
}

/** Bytes of whole blocks in use. */
export function heapCommitted(): u64 {
  return u64(usedBlocks) << 16;
}

export function heapLimitBytes(): u64 {
  return limitBytes;
}

/** Counts memory outside the heap that the garbage keeps; may collect. */
export function addExternalBytes(count: u64): void {
  externalBytes += count;
  allocatedBytes += count;
}

export function removeExternalBytes(count: u64): void {
  externalBytes -= count;
}

function liveBitsOf(index: u32): ptr {
  return liveBitmap + u64(index) * BITMAP_BYTES;
}

function isLive(bits: ptr, granule: u32): boolean {
  return ((load8(bits + (granule >> 3)) >> (granule & 7)) & 1) !== 0;
}

/** Finds the next run of free cells in the class's current block and makes it the bump range. */
function nextRun(sizeClass: u32): boolean {
  const state: ptr = classEntry(sizeClass);
  const index: u32 = load32(state);
  if (index === NO_BLOCK) return false;
  const size: u32 = classSizeOf(sizeClass);
  const count: u32 = BLOCK_BYTES / size;
  const granules: u32 = size >> 4;
  const bits: ptr = liveBitsOf(index);
  let first: u32 = load32(state + 4);
  while (first < count && isLive(bits, first * granules)) first++;
  if (first >= count) {
    store32(state, NO_BLOCK);
    return false;
  }
  let end: u32 = first;
  while (end < count && !isLive(bits, end * granules)) {
    const granule: u32 = end * granules;
    store8(bits + (granule >> 3), load8(bits + (granule >> 3)) | (1 << (granule & 7)));
    end++;
    if (collectEvery !== 0) break;
  }
  store32(state + 4, end);
  const start: ptr = blockAddress(index) + u64(first) * size;
  fillBytes(start, 0, u64(end - first) * size);
  setRun(sizeClass, start, u64(end - first) * size);
  return true;
}

function setRun(sizeClass: u32, start: ptr, bytes: u64): void {
  const bump: ptr = bumpTable + u64(sizeClass) * 16;
  store64(bump, start);
  store64(bump + 8, start + bytes);
  allocatedBytes += bytes;
}

function nextListedBlock(sizeClass: u32): boolean {
  const state: ptr = classEntry(sizeClass);
  const index: u32 = load32(state + 8);
  if (index === NO_BLOCK) return false;
  store32(state, index);
  store32(state + 4, 0);
  store32(state + 8, load32(blockEntry(index) + BLOCK_LINK));
  return true;
}

/** Starts a whole free block for the class. */
function startBlock(sizeClass: u32): boolean {
  const index: u32 = takeBlocks(1);
  if (index === NO_BLOCK) return false;
  zeroBlock(index);
  const entry: ptr = blockEntry(index);
  const size: u32 = classSizeOf(sizeClass);
  store8(entry + BLOCK_STATE, BLOCK_SMALL);
  store8(entry + BLOCK_CLASS, sizeClass);
  store32(entry + BLOCK_CELL_SIZE, size);
  if (collectEvery !== 0) {
    store8(entry + BLOCK_FRESH, 0);
    fillBytes(liveBitsOf(index), 0, BITMAP_BYTES);
    store32(classEntry(sizeClass), index);
    store32(classEntry(sizeClass) + 4, 0);
    return nextRun(sizeClass);
  }
  store8(entry + BLOCK_FRESH, 1);
  store32(classEntry(sizeClass), NO_BLOCK);
  setRun(sizeClass, blockAddress(index), u64(BLOCK_BYTES / size) * size);
  return true;
}

function refill(sizeClass: u32): boolean {
  for (;;) {
    if (nextRun(sizeClass)) return true;
    if (!nextListedBlock(sizeClass)) return startBlock(sizeClass);
  }
}

function collectWhenDue(): void {
  if (collectEvery !== 0) {
    stressCount++;
    if (stressCount >= collectEvery) {
      stressCount = 0;
      collectGarbage();
    }
    return;
  }
  if (allocatedBytes >= collectAt) collectGarbage();
}

/** The slow part of allocateCell: a zeroed cell of at least `size` bytes; ends the program when memory is exhausted. */
export function allocateSlow(size: u64): ptr {
  if (size > LARGEST_SMALL) return allocateLarge(size);
  const sizeClass: u32 = sizeClassOf(u32(size));
  collectWhenDue();
  if (!refill(sizeClass)) {
    collectGarbage();
    if (!refill(sizeClass) && !(revokeLoan(1) && refill(sizeClass))) outOfMemory();
  }
  const bump: ptr = bumpTable + u64(sizeClass) * 16;
  const cell: ptr = load64(bump);
  store64(bump, cell + classSizeOf(sizeClass));
  return cell;
}

function takeLarge(count: u32): u32 {
  const index: u32 = takeBlocks(count);
  if (index === NO_BLOCK) return NO_BLOCK;
  for (let i: u32 = 0; i < count; i++) {
    if (blockState(index + i) === BLOCK_DIRTY) zeroBlock(index + i);
  }
  describeLarge(index, count);
  return index;
}

function allocateLarge(size: u64): ptr {
  const blocks: u64 = (size + 65535) >> 16;
  if (blocks > u64(blockLimit + lentBlocks())) outOfMemory();
  const count: u32 = u32(blocks);
  if (allocatedBytes + (blocks << 16) >= collectAt && allocatedBytes !== 0) collectGarbage();
  else collectWhenDue();
  let index: u32 = takeLarge(count);
  if (index === NO_BLOCK) {
    collectGarbage();
    index = takeLarge(count);
    if (index === NO_BLOCK && revokeLoan(count)) index = takeLarge(count);
    if (index === NO_BLOCK) outOfMemory();
  }
  allocatedBytes += blocks << 16;
  return blockAddress(index);
}

/** True when a cell of `size` bytes can surely be had; collects to find out. For callers that can fail gently. */
export function canAllocate(size: u64): boolean {
  const blocks: u64 = (size + 65535) >> 16;
  if (blocks > u64(blockLimit + lentBlocks())) return false;
  return true;
}

/** Marks the time in which allocation is a bug; true when a collection was running already. */
export function enterCollection(): boolean {
  const was: boolean = collecting;
  collecting = true;
  return was;
}

export function leaveCollection(): void {
  collecting = false;
}

/** Writes why and ends the program. */
export function outOfMemory(): never {
  const text: ptr = stackValues(12);
  let length: u64 = appendText(text, 0, 'out of memory: heap limit ');
  length = appendNumber(text, length, limitBytes >> 20);
  length = appendText(text, length, ' MiB reached\n');
  platformWrite(2, text, length);
  platformPrintTrace(framePointer());
  platformExit(134);
}

function appendText(to: ptr, at: u64, text: Value): u64 {
  const source: ptr = pointerOf(text);
  const count: u64 = u64(load32(source + STRING_LENGTH));
  copyBytes(to + at, source + STRING_DATA, count);
  return at + count;
}

function appendNumber(to: ptr, at: u64, value: u64): u64 {
  let divisor: u64 = 1;
  while (value / divisor >= 10) divisor = divisor * 10;
  let end: u64 = at;
  while (divisor !== 0) {
    store8(to + end, 48 + u32((value / divisor) % 10));
    divisor = divisor / 10;
    end++;
  }
  return end;
}
