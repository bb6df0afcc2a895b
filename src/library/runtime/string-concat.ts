'use machine';
// Concatenation: short results are copied, appended text goes into a builder with spare room, long halves become a rope.
// Layer: runtime. `s += x` in a loop costs amortised constant time and memory, forwards (builder) and backwards (the left
// end of a rope collects short pieces).

import {
  load16,
  load32,
  load8,
  loadValue,
  ptr,
  store16,
  store32,
  store64,
  storeValue,
  u32,
  u64,
  unlikely,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { throwRangeError } from './exceptions.ts';
import { allocateCell } from './heap.ts';
import { BLOCK_BYTES } from './block.ts';
import { LARGEST_SMALL, classSizeOf, sizeClassOf } from './heap-classes.ts';
import {
  CELL_AUX,
  CELL_KIND,
  KIND_ROPE,
  KIND_SLICE,
  KIND_STRING16,
  KIND_STRING8,
  ROPE_LEFT,
  ROPE_RIGHT,
  SLICE_BASE,
  STRING_DATA,
  STRING_LENGTH,
} from './layout.ts';
import {
  AUX_BUILDER,
  AUX_WIDE,
  MAXIMUM_STRING_LENGTH,
  isWideString,
  newSlice,
  newStringCell,
  stringUnits,
} from './string-cells.ts';
import { copyStringUnits } from './string-flatten.ts';
import { pointerOf, stringValue } from './value.ts';

/** Results up to this length are flat copies. */
const COPY_LIMIT: u32 = 48;
/** A flat left operand up to this length moves into a builder. */
const BUILDER_LIMIT: u32 = 1024;
/** Pieces up to this length are appended to the end of a rope instead of making the rope deeper. */
const PIECE_LIMIT: u32 = 512;
/** Units that a builder has room for; in the flat cell's otherwise unused word at 12. */
const BUILDER_CAPACITY: u32 = 12;

/** `a + b` for two strings; RangeError beyond the maximum length. */
export function concatStrings(a: Value, b: Value): Value {
  const left: ptr = pointerOf(a);
  const right: ptr = pointerOf(b);
  const leftLength: u32 = load32(left + STRING_LENGTH);
  const rightLength: u32 = load32(right + STRING_LENGTH);
  if (leftLength === 0) return b;
  if (rightLength === 0) return a;
  const length: u32 = leftLength + rightLength;
  if (unlikely(length > MAXIMUM_STRING_LENGTH)) return throwRangeError('Invalid string length');
  if (length <= COPY_LIMIT) return copyBoth(left, right, length);
  return concatLong(left, right, length);
}

function copyBoth(left: ptr, right: ptr, length: u32): Value {
  const leftWide: boolean = isWideString(left);
  const rightWide: boolean = isWideString(right);
  const wide: boolean = leftWide || rightWide;
  const leftLength: u32 = load32(left + STRING_LENGTH);
  const cell: ptr = newStringCell(length, wide);
  const data: ptr = cell + STRING_DATA;
  copyStringUnits(data, wide, stringUnits(left), leftWide, leftLength);
  copyStringUnits(
    data + (wide ? u64(leftLength) * 2 : u64(leftLength)),
    wide,
    stringUnits(right),
    rightWide,
    length - leftLength,
  );
  return stringValue(cell);
}

function concatLong(left: ptr, right: ptr, length: u32): Value {
  const leftLength: u32 = load32(left + STRING_LENGTH);
  const rightLength: u32 = load32(right + STRING_LENGTH);
  const leftKind: u32 = u32(load8(left + CELL_KIND));
  if (leftKind === KIND_SLICE && appendToBuilder(left, right)) {
    return newSlice(pointerOf(loadValue(left + SLICE_BASE)), 0, length);
  }
  if (leftKind === KIND_ROPE) {
    if (rightLength <= PIECE_LIMIT) {
      const end: Value = loadValue(left + ROPE_RIGHT);
      if (u32(load8(pointerOf(end) + CELL_KIND)) !== KIND_ROPE) {
        return newRope(loadValue(left + ROPE_LEFT), concatStrings(end, stringValue(right)), length);
      }
    }
  } else if (rightLength <= leftLength && (leftLength <= BUILDER_LIMIT || isFullBuilder(left))) {
    return startBuilder(left, right, length);
  }
  if (leftLength <= PIECE_LIMIT && u32(load8(right + CELL_KIND)) === KIND_ROPE) {
    const start: Value = loadValue(right + ROPE_LEFT);
    const startCell: ptr = pointerOf(start);
    const startLength: u32 = load32(startCell + STRING_LENGTH);
    if (startLength <= PIECE_LIMIT && u32(load8(startCell + CELL_KIND)) !== KIND_ROPE) {
      return newRope(
        copyBoth(left, startCell, leftLength + startLength),
        loadValue(right + ROPE_RIGHT),
        length,
      );
    }
  }
  return newRope(stringValue(left), stringValue(right), length);
}

/** A slice that ends where its builder does: the latest text, which outgrew its room. */
function isFullBuilder(cell: ptr): boolean {
  if (u32(load8(cell + CELL_KIND)) !== KIND_SLICE) return false;
  const base: ptr = pointerOf(loadValue(cell + SLICE_BASE));
  return (
    (u32(load16(base + CELL_AUX)) & AUX_BUILDER) !== 0 &&
    load32(base + STRING_LENGTH) === load32(cell + STRING_LENGTH)
  );
}

/** Appends in place when `left` is the latest text of a builder that has room; false when not. */
function appendToBuilder(left: ptr, right: ptr): boolean {
  if (!isFullBuilder(left)) return false;
  const base: ptr = pointerOf(loadValue(left + SLICE_BASE));
  const used: u32 = load32(base + STRING_LENGTH);
  const count: u32 = load32(right + STRING_LENGTH);
  if (count > load32(base + BUILDER_CAPACITY) - used) return false;
  const wide: boolean = u32(load8(base + CELL_KIND)) === KIND_STRING16;
  const rightWide: boolean = isWideString(right);
  if (rightWide && !wide) return false;
  const units: ptr = stringUnits(right);
  copyStringUnits(
    base + STRING_DATA + (wide ? u64(used) * 2 : u64(used)),
    wide,
    units,
    rightWide,
    count,
  );
  store32(base + STRING_LENGTH, used + count);
  return true;
}

function startBuilder(left: ptr, right: ptr, length: u32): Value {
  const leftWide: boolean = isWideString(left);
  const rightWide: boolean = isWideString(right);
  const wide: boolean = leftWide || rightWide;
  const leftLength: u32 = load32(left + STRING_LENGTH);
  const rightUnits: ptr = stringUnits(right);
  const base: ptr = newBuilder(length, wide);
  copyStringUnits(base + STRING_DATA, wide, stringUnits(left), leftWide, leftLength);
  const end: ptr = base + STRING_DATA + (wide ? u64(leftLength) * 2 : u64(leftLength));
  copyStringUnits(end, wide, rightUnits, rightWide, length - leftLength);
  return newSlice(base, 0, length);
}

/** A builder with `length` units in use and about as many spare ones, filling its cell. */
function newBuilder(length: u32, wide: boolean): ptr {
  let bytes: u64 = STRING_DATA + (wide ? u64(length) * 4 : u64(length) * 2);
  if (bytes <= LARGEST_SMALL) bytes = u64(classSizeOf(sizeClassOf(u32(bytes))));
  else bytes = (bytes + BLOCK_BYTES - 1) & 0xffffffffffff0000;
  const cell: ptr = allocateCell(wide ? KIND_STRING16 : KIND_STRING8, bytes, 0);
  store16(cell + CELL_AUX, wide ? AUX_WIDE | AUX_BUILDER : AUX_BUILDER);
  store32(cell + STRING_LENGTH, length);
  const room: u64 = bytes - STRING_DATA;
  store32(cell + BUILDER_CAPACITY, u32(wide ? room / 2 : room));
  return cell;
}

function newRope(left: Value, right: Value, length: u32): Value {
  const cell: ptr = allocateCell(KIND_ROPE, 32, 0);
  const wide: boolean = isWideString(pointerOf(left)) || isWideString(pointerOf(right));
  store16(cell + CELL_AUX, wide ? AUX_WIDE : 0);
  store64(cell + STRING_LENGTH, u64(length));
  storeValue(cell + ROPE_LEFT, left);
  storeValue(cell + ROPE_RIGHT, right);
  return stringValue(cell);
}
