'use machine';
// Collector: mark and sweep, stop the world, nothing moves. Layer: runtime.
// Roots: module-level Values (section drupe_roots), registered ranges, the machine stack and its registers (conservative).
// Sweeping is per block: empty blocks are freed at once, others list their free cells for lazy reuse.

import {
  countOnes64,
  load32,
  load64,
  ptr,
  reserveBytes,
  spillRegisters,
  stackPointer,
  store64,
  store8,
  symbolAddress,
  trap,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import { bumpPrototypeEpoch } from './shape.ts';
import {
  BITMAP_BYTES,
  BLOCK_BYTES,
  BLOCK_CELL_SIZE,
  BLOCK_FRESH,
  BLOCK_LARGE,
  BLOCK_LINK,
  BLOCK_SMALL,
  blockAddress,
  blockEntry,
  blockHigh,
  blockState,
  clearMarkBitmap,
  freeBlocks,
  liveBitmap,
  releaseFreeBlocks,
  swapBitmaps,
} from './block.ts';
import { finishMarking, markRange, startMarking } from './collector-mark.ts';
import { clearWeakCells } from './collector-weak.ts';
import {
  bytesUntilCollection,
  enterCollection,
  leaveCollection,
  listBlock,
  resetClasses,
  scheduleCollection,
} from './heap-space.ts';

const MAXIMUM_RANGES: u32 = 64;
const rootRanges: ptr = reserveBytes(1024);
let rootRangeCount: u32 = 0;
let stackHigh: ptr = 0;

/** Registers static memory whose words may refer to cells. */
export function addRootRange(start: ptr, end: ptr): void {
  if (rootRangeCount === MAXIMUM_RANGES) trap();
  store64(rootRanges + u64(rootRangeCount) * 16, start);
  store64(rootRanges + u64(rootRangeCount) * 16 + 8, end);
  rootRangeCount++;
}

/** Tells where the machine stack begins (its highest address). */
export function initializeCollector(high: ptr): void {
  stackHigh = high;
}

function markStack(): void {
  spillRegisters();
  markRange(stackPointer() & 0xfffffffffffffff8, stackHigh);
}

function markRoots(): void {
  markRange(symbolAddress('__start_drupe_roots'), symbolAddress('__stop_drupe_roots'));
  for (let i: u32 = 0; i < rootRangeCount; i++) {
    markRange(load64(rootRanges + u64(i) * 16), load64(rootRanges + u64(i) * 16 + 8));
  }
  markStack();
}

function countMarks(index: u32): u32 {
  let count: u32 = 0;
  const bits: ptr = liveBitmap + u64(index) * BITMAP_BYTES;
  for (let offset: u64 = 0; offset < BITMAP_BYTES; offset += 8) {
    count += countOnes64(load64(bits + offset));
  }
  return count;
}

/** Frees or lists one small block; returns its live bytes. */
function sweepSmall(index: u32): u64 {
  const entry: ptr = blockEntry(index);
  const live: u32 = countMarks(index);
  if (live === 0) {
    freeBlocks(index, 1);
    return 0;
  }
  store8(entry + BLOCK_FRESH, 0);
  const size: u32 = load32(entry + BLOCK_CELL_SIZE);
  if (live < BLOCK_BYTES / size) listBlock(index);
  return u64(live) * size;
}

/** Frees an unmarked large cell; returns its bytes if it lives. */
function sweepLarge(index: u32): u64 {
  const count: u32 = load32(blockEntry(index) + BLOCK_LINK);
  if ((load64(liveBitmap + u64(index) * BITMAP_BYTES) & 1) !== 0) return u64(count) << 16;
  store8(blockAddress(index), 0);
  freeBlocks(index, count);
  return 0;
}

/** From the last block down, so that class lists begin with the lowest. */
function sweepBlocks(): u64 {
  let live: u64 = 0;
  let index: u32 = blockHigh;
  while (index !== 0) {
    index--;
    const state: u32 = blockState(index);
    if (state === BLOCK_SMALL) live += sweepSmall(index);
    else if (state === BLOCK_LARGE) live += sweepLarge(index);
  }
  return live;
}

/** A full collection. */
export function collectGarbage(): void {
  if (enterCollection()) trap();
  resetClasses();
  clearMarkBitmap();
  startMarking();
  markRoots();
  finishMarking();
  clearWeakCells();
  swapBitmaps();
  bumpPrototypeEpoch();
  const live: u64 = sweepBlocks();
  scheduleCollection(live);
  releaseFreeBlocks(u32(bytesUntilCollection() >> 16) + 32);
  leaveCollection();
}
