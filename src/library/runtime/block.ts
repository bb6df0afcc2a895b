'use machine';
// Blocks: the heap's address range cut into 64 KiB blocks, and the tables that describe them. Layer: runtime, below heap-space.ts.
// One reservation holds, in order: the blocks, the block table, two bitmaps (one bit per 16 bytes of heap) and the mark stack.
// A block is free, holds small cells of one size class, or belongs to one large cell. Addresses never change.

import { fillBytes, load32, load8, ptr, store32, store8, u32, u64 } from '../machine/intrinsics.ts';
import {
  platformCommitMemory,
  platformReleaseMemory,
  platformReserveMemory,
} from '../interfaces/platform.ts';

export const BLOCK_SHIFT: u32 = 16;
export const BLOCK_BYTES: u32 = 65536;
/** Bytes of one bitmap per block. */
export const BITMAP_BYTES: u32 = 512;
export const NO_BLOCK: u32 = 0xffffffff;

// Block states; up to BLOCK_DIRTY the block is free.
export const BLOCK_ZERO: u32 = 0;
export const BLOCK_DIRTY: u32 = 1;
export const BLOCK_SMALL: u32 = 2;
export const BLOCK_LARGE: u32 = 3;
export const BLOCK_CONTINUATION: u32 = 4;

// Block table entry.
export const BLOCK_STATE: u32 = 0;
export const BLOCK_CLASS: u32 = 1;
/** Small: every cell with a kind is allocated, whatever the live bitmap says. */
export const BLOCK_FRESH: u32 = 2;
/** Small: next block of the class list. Large: number of blocks. Continuation: index of the large block. */
export const BLOCK_LINK: u32 = 4;
/** Small: bytes of one cell. */
export const BLOCK_CELL_SIZE: u32 = 8;

const COMMIT_BLOCKS: u32 = 16;
/** Blocks whose bitmap fills one 64 KiB page group. */
const BITMAP_GROUP: u32 = 128;

export let heapBase: ptr = 0;
/** End of the address range that cells can have. */
export let heapEnd: ptr = 0;
export let blockTable: ptr = 0;
/** Bitmap written by the running collection. */
export let markBitmap: ptr = 0;
/** Bitmap of cells that were live after the last collection or handed out since. */
export let liveBitmap: ptr = 0;
export let markStackBase: ptr = 0;
export let markStackEnd: ptr = 0;
export let blockLimit: u32 = 0;
/** Blocks at and above this index have never been used. */
export let blockHigh: u32 = 0;
let committedBlocks: u32 = 0;
let committedBitmaps: u32 = 0;
let lowestFree: u32 = 0;
export let usedBlocks: u32 = 0;

function roundToBlock(bytes: u64): u64 {
  return (bytes + 65535) & 0xffffffffffff0000;
}

/** Reserves the address space; false when the platform has none. */
export function initializeBlocks(limit: u64): boolean {
  const heap: u64 = roundToBlock(limit);
  blockLimit = u32(heap >> 16);
  const table: u64 = roundToBlock(u64(blockLimit) << 4);
  const bitmap: u64 = roundToBlock(u64(blockLimit) * 512);
  const stack: u64 = roundToBlock((heap >> 6) + 65536);
  const base: ptr = platformReserveMemory(heap + table + 2 * bitmap + stack);
  if (base === 0) return false;
  heapBase = base;
  heapEnd = base + heap;
  blockTable = heapEnd;
  markBitmap = blockTable + table;
  liveBitmap = markBitmap + bitmap;
  markStackBase = liveBitmap + bitmap;
  markStackEnd = markStackBase + stack;
  return platformCommitMemory(blockTable, table);
}

export function blockEntry(index: u32): ptr {
  return blockTable + (u64(index) << 4);
}

export function blockState(index: u32): u32 {
  return u32(load8(blockEntry(index) + BLOCK_STATE));
}

/** For heap-loan.ts: the blocks from `limit` on, all of them free, are out of use. */
export function setBlockLimit(limit: u32): void {
  if (limit < blockLimit) store8(blockEntry(limit) + BLOCK_STATE, BLOCK_ZERO);
  blockLimit = limit;
}

/** Whether the block was made usable before. */
export function isCommittedBlock(index: u32): boolean {
  return index < committedBlocks;
}

export function blockAddress(index: u32): ptr {
  return heapBase + (u64(index) << 16);
}

export function blockIndexOf(address: ptr): u32 {
  return u32((address - heapBase) >> 16);
}

/** The bitmaps change roles: what was marked is what lives. */
export function swapBitmaps(): void {
  const old: ptr = liveBitmap;
  liveBitmap = markBitmap;
  markBitmap = old;
}

export function clearMarkBitmap(): void {
  fillBytes(markBitmap, 0, u64(blockHigh) * 512);
}

function commitTo(end: u32): boolean {
  if (end > committedBlocks) {
    let target: u32 = (end + COMMIT_BLOCKS - 1) & ~(COMMIT_BLOCKS - 1);
    if (target > blockLimit) target = blockLimit;
    if (!platformCommitMemory(blockAddress(committedBlocks), u64(target - committedBlocks) << 16)) {
      target = end;
      if (!platformCommitMemory(blockAddress(committedBlocks), u64(end - committedBlocks) << 16)) {
        return false;
      }
    }
    committedBlocks = target;
  }
  if (end > committedBitmaps) {
    const target: u32 = (end + BITMAP_GROUP - 1) & ~(BITMAP_GROUP - 1);
    const bytes: u64 = u64(target - committedBitmaps) * 512;
    const offset: u64 = u64(committedBitmaps) * 512;
    if (!platformCommitMemory(markBitmap + offset, bytes)) return false;
    if (!platformCommitMemory(liveBitmap + offset, bytes)) return false;
    committedBitmaps = target;
  }
  if (end > blockHigh) blockHigh = end;
  return true;
}

function findFree(count: u32): u32 {
  let index: u32 = lowestFree;
  while (index + count <= blockLimit) {
    if (blockState(index) > BLOCK_DIRTY) {
      index += blockState(index) === BLOCK_LARGE ? load32(blockEntry(index) + BLOCK_LINK) : 1;
      continue;
    }
    let run: u32 = 1;
    while (run < count && blockState(index + run) <= BLOCK_DIRTY) run++;
    if (run === count) return index;
    index += run;
  }
  return NO_BLOCK;
}

/** Takes `count` consecutive free blocks; NO_BLOCK when there are none. Their states are the caller's to set. */
export function takeBlocks(count: u32): u32 {
  const index: u32 = findFree(count);
  if (index === NO_BLOCK || !commitTo(index + count)) return NO_BLOCK;
  if (count === 1 || index === lowestFree) lowestFree = index + count;
  usedBlocks += count;
  return index;
}

/** Gives blocks back to the free ones; their contents are garbage. */
export function freeBlocks(index: u32, count: u32): void {
  for (let i: u32 = 0; i < count; i++) store8(blockEntry(index + i) + BLOCK_STATE, BLOCK_DIRTY);
  if (index < lowestFree) lowestFree = index;
  usedBlocks -= count;
}

/** Makes one block's memory zero, however it was used. */
export function zeroBlock(index: u32): void {
  if (blockState(index) === BLOCK_DIRTY) fillBytes(blockAddress(index), 0, BLOCK_BYTES);
}

/** Gives the memory of dirty free blocks beyond the first `keep` of them back to the platform. */
export function releaseFreeBlocks(keep: u32): void {
  let kept: u32 = 0;
  let index: u32 = 0;
  while (index < blockHigh) {
    if (blockState(index) !== BLOCK_DIRTY || kept < keep) {
      if (blockState(index) === BLOCK_DIRTY) kept++;
      index++;
      continue;
    }
    let end: u32 = index;
    while (end < blockHigh && blockState(end) === BLOCK_DIRTY) {
      store8(blockEntry(end) + BLOCK_STATE, BLOCK_ZERO);
      end++;
    }
    platformReleaseMemory(blockAddress(index), u64(end - index) << 16);
    index = end;
  }
}

/** Describes blocks as one large cell. */
export function describeLarge(index: u32, count: u32): void {
  store8(blockEntry(index) + BLOCK_STATE, BLOCK_LARGE);
  store32(blockEntry(index) + BLOCK_LINK, count);
  for (let i: u32 = 1; i < count; i++) {
    store8(blockEntry(index + i) + BLOCK_STATE, BLOCK_CONTINUATION);
    store32(blockEntry(index + i) + BLOCK_LINK, index);
  }
}
