'use machine';
// Marking: finds everything reachable from given words. Layer: runtime, part of the collector.
// The mark stack is explicit, in a reserved region; when it is full, cells stay marked but untraced and
// `finishMarking` walks the heap for them. A word is "exact" (a Value or a cell's address) or "any" (conservative).

import {
  bitsOfValue,
  load32,
  load64,
  load8,
  loadValue,
  prefetch,
  ptr,
  reserveBytes,
  store64,
  store8,
  u32,
  u64,
  load16,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { platformCommitMemory } from '../interfaces/platform.ts';
import {
  BITMAP_BYTES,
  BLOCK_BYTES,
  BLOCK_CELL_SIZE,
  BLOCK_CONTINUATION,
  BLOCK_FRESH,
  BLOCK_LARGE,
  BLOCK_LINK,
  BLOCK_SMALL,
  blockAddress,
  blockEntry,
  blockHigh,
  blockIndexOf,
  blockState,
  heapBase,
  heapEnd,
  liveBitmap,
  markBitmap,
  markStackBase,
  markStackEnd,
} from './block.ts';
import {
  ACCESSOR_GET,
  ACCESSOR_SET,
  CELL_EXTRA,
  ENVIRONMENT_PARENT,
  ENVIRONMENT_SLOTS,
  FIRST_OBJECT_KIND,
  FRAME_OWNER,
  FRAME_SLOTS,
  KIND_ACCESSOR,
  KIND_BIGINT,
  KIND_BYTES,
  KIND_ENVIRONMENT,
  KIND_FRAME,
  KIND_FREE,
  KIND_PROPERTY_TABLE,
  KIND_ROPE,
  KIND_SHAPE,
  KIND_SLICE,
  KIND_STRING16,
  KIND_SYMBOL,
  KIND_VALUES,
  OBJECT_FIELDS,
  OBJECT_OVERFLOW,
  OBJECT_SHAPE,
  ROPE_LEFT,
  ROPE_RIGHT,
  SLICE_BASE,
  CELL_AUX,
  SYMBOL_BRAND,
  SYMBOL_DESCRIPTION,
  VALUES_DATA,
} from './layout.ts';
import {
  SHAPE_INLINE_COUNT,
  SHAPE_INLINE_START,
  SHAPE_KEY,
  SHAPE_NEXT,
  SHAPE_PARENT,
  SHAPE_PROTOTYPE,
  SHAPE_TABLE,
  TABLE_ENTRIES,
  TABLE_ENTRY_BYTES,
  TABLE_USED,
} from './shape-layout.ts';

let stackTop: ptr = 0;
let stackCommitted: ptr = 0;
let overflowed: boolean = false;

/** Empties the mark stack. */
export function startMarking(): void {
  stackTop = markStackBase;
  if (stackCommitted < markStackBase) stackCommitted = markStackBase;
  overflowed = false;
}

function push(cell: ptr): void {
  if (stackTop === stackCommitted) {
    if (
      stackCommitted + BLOCK_BYTES > markStackEnd ||
      !platformCommitMemory(stackCommitted, BLOCK_BYTES)
    ) {
      overflowed = true;
      return;
    }
    stackCommitted = stackCommitted + BLOCK_BYTES;
  }
  store64(stackTop, cell);
  stackTop = stackTop + 8;
}

/** The cell was marked by the running collection, or is outside the heap. */
export function isMarked(cell: ptr): boolean {
  const offset: u64 = cell - heapBase;
  if (offset >= heapEnd - heapBase) return true;
  return ((load8(markBitmap + (offset >> 7)) >> u32((offset >> 4) & 7)) & 1) !== 0;
}

/** Marks a cell by its exact address; addresses outside the heap are static cells, which hold no heap references. */
export function markCell(cell: ptr): void {
  const offset: u64 = cell - heapBase;
  if (offset >= heapEnd - heapBase) return;
  const byte: ptr = markBitmap + (offset >> 7);
  const bit: u32 = u32(1) << u32((offset >> 4) & 7);
  const old: u32 = u32(load8(byte));
  if ((old & bit) !== 0) return;
  store8(byte, old | bit);
  push(cell);
}

/** Marks what an exact Value refers to. */
export function markValue(v: Value): void {
  const bits: u64 = bitsOfValue(v);
  if ((bits >>> 48) - 0xfffa <= 4) markCell(bits & 0x0000ffffffffffff);
}

/** The allocated cell that `address` points into, or 0. */
export function findCell(address: ptr): ptr {
  if (address - heapBase >= heapEnd - heapBase) return 0;
  const index: u32 = blockIndexOf(address);
  if (index >= blockHigh) return 0;
  const state: u32 = blockState(index);
  if (state === BLOCK_SMALL) return findSmallCell(index, u32(address & 65535));
  let head: u32 = index;
  if (state === BLOCK_CONTINUATION) head = load32(blockEntry(index) + BLOCK_LINK);
  else if (state !== BLOCK_LARGE) return 0;
  const cell: ptr = blockAddress(head);
  return load8(cell) === KIND_FREE ? 0 : cell;
}

function findSmallCell(index: u32, offset: u32): ptr {
  const entry: ptr = blockEntry(index);
  const size: u32 = load32(entry + BLOCK_CELL_SIZE);
  const start: u32 = offset - (offset % size);
  if (start + size > BLOCK_BYTES) return 0;
  const cell: ptr = blockAddress(index) + start;
  if (load8(cell) === KIND_FREE) return 0;
  if (load8(entry + BLOCK_FRESH) !== 0) return cell;
  const granule: u32 = start >> 4;
  const bits: u32 = u32(load8(liveBitmap + u64(index) * BITMAP_BYTES + (granule >> 3)));
  return ((bits >> (granule & 7)) & 1) !== 0 ? cell : 0;
}

/** Marks the cell that a word of unknown meaning may refer to: raw, boxed or interior address. */
export function markWord(bits: u64): void {
  const tag: u64 = bits >>> 48;
  if (tag !== 0 && tag - 0xfffa > 4) return;
  const address: ptr = bits & 0x0000ffffffffffff;
  if (address - heapBase >= heapEnd - heapBase) return;
  const cell: ptr = findCell(address);
  if (cell !== 0) markCell(cell);
}

/** Marks from every 8-byte word of a range. */
export function markRange(start: ptr, end: ptr): void {
  for (let p: ptr = start; p + 8 <= end; p = p + 8) markWord(load64(p));
}

function markValues(start: ptr, count: u32): void {
  const end: ptr = start + u64(count) * 8;
  for (let p: ptr = start; p < end; p = p + 8) markValue(loadValue(p));
}

function traceShape(cell: ptr): void {
  markCell(load64(cell + SHAPE_PARENT));
  markValue(loadValue(cell + SHAPE_KEY));
  markValue(loadValue(cell + SHAPE_PROTOTYPE));
  markCell(load64(cell + SHAPE_TABLE));
  markCell(load64(cell + SHAPE_NEXT));
}

function traceObject(cell: ptr): void {
  const shape: ptr = load64(cell + OBJECT_SHAPE);
  if (shape === 0) return;
  markCell(shape);
  markCell(load64(cell + OBJECT_OVERFLOW));
  const start: u32 = u32(load16(shape + SHAPE_INLINE_START));
  if (start > OBJECT_FIELDS) markRange(cell + OBJECT_FIELDS, cell + start);
  markValues(cell + start, u32(load16(shape + SHAPE_INLINE_COUNT)));
}

function traceTable(cell: ptr): void {
  const used: u32 = load32(cell + TABLE_USED);
  let entry: ptr = cell + TABLE_ENTRIES;
  for (let i: u32 = 0; i < used; i++) {
    markValue(loadValue(entry));
    entry = entry + TABLE_ENTRY_BYTES;
  }
}

function traceCell(cell: ptr): void {
  const kind: u32 = u32(load8(cell));
  if (kind >= FIRST_OBJECT_KIND) {
    traceObject(cell);
    return;
  }
  if (kind <= KIND_STRING16 || kind === KIND_BYTES || kind === KIND_BIGINT) return;
  const extra: u32 = load32(cell + CELL_EXTRA);
  switch (kind) {
    case KIND_VALUES:
      markValues(cell + VALUES_DATA, extra);
      break;
    case KIND_ENVIRONMENT:
      markCell(load64(cell + ENVIRONMENT_PARENT));
      markRange(cell + ENVIRONMENT_SLOTS, cell + ENVIRONMENT_SLOTS + u64(extra) * 8);
      break;
    case KIND_ROPE:
      markValue(loadValue(cell + ROPE_LEFT));
      markValue(loadValue(cell + ROPE_RIGHT));
      break;
    case KIND_SLICE:
      markValue(loadValue(cell + SLICE_BASE));
      break;
    case KIND_FRAME:
      markRange(cell + FRAME_OWNER, cell + FRAME_SLOTS + u64(extra) * 8);
      break;
    case KIND_SHAPE:
      traceShape(cell);
      break;
    case KIND_PROPERTY_TABLE:
      traceTable(cell);
      break;
    case KIND_ACCESSOR:
      markValue(loadValue(cell + ACCESSOR_GET));
      markValue(loadValue(cell + ACCESSOR_SET));
      break;
    case KIND_SYMBOL:
      markValue(loadValue(cell + SYMBOL_DESCRIPTION));
      if (load16(cell + CELL_AUX) !== 0) markValue(loadValue(cell + SYMBOL_BRAND));
      break;
  }
}

/** Cells on their way from the stack to being traced: their first lines are being fetched meanwhile. */
const ahead: ptr = reserveBytes(64);
const AHEAD_MASK: u64 = 7;

function drain(): void {
  let filled: u64 = 0;
  let at: u64 = 0;
  for (;;) {
    if (stackTop !== markStackBase) {
      stackTop = stackTop - 8;
      const next: ptr = load64(stackTop);
      prefetch(next);
      const slot: ptr = ahead + (at & AHEAD_MASK) * 8;
      at++;
      if (filled < 8) {
        filled++;
        store64(slot, next);
        continue;
      }
      const cell: ptr = load64(slot);
      store64(slot, next);
      traceCell(cell);
    } else {
      if (filled === 0) return;
      const slot: ptr = ahead + ((at - filled) & AHEAD_MASK) * 8;
      filled--;
      traceCell(load64(slot));
    }
  }
}

/** Traces again every marked cell of a block: those that did not fit on the stack are among them. */
function retraceBlock(index: u32): void {
  const state: u32 = blockState(index);
  if (state !== BLOCK_SMALL && state !== BLOCK_LARGE) return;
  const start: ptr = blockAddress(index);
  const size: u64 =
    state === BLOCK_LARGE ? BLOCK_BYTES : load32(blockEntry(index) + BLOCK_CELL_SIZE);
  for (let offset: u64 = 0; offset + size <= BLOCK_BYTES; offset += size) {
    if (!isMarked(start + offset)) continue;
    traceCell(start + offset);
    drain();
  }
}

/** Marks everything that is reachable from the cells marked so far. */
export function finishMarking(): void {
  drain();
  while (overflowed) {
    overflowed = false;
    for (let i: u32 = 0; i < blockHigh; i++) retraceBlock(i);
  }
}
