'use machine';
// Typed array kernels: filling, reversing, and sorting without a comparison function (ECMA-262 §23.2.3.29). Layer: runtime.
// For sorting, elements become 64-bit keys whose unsigned order is the numeric order, -0 before +0, NaN last.

import {
  bitsOf,
  copyBytes,
  doubleOf,
  f64,
  fillBytes,
  load16,
  load32,
  load64,
  load8,
  loadF32,
  loadF64,
  loadI16,
  loadI32,
  loadI8,
  ptr,
  store16,
  store32,
  store64,
  store8,
  storeF32,
  storeF64,
  truncateToI64,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { allocateCell } from './heap.ts';
import {
  CELL_AUX,
  ELEMENT_F32,
  ELEMENT_F64,
  ELEMENT_I16,
  ELEMENT_I32,
  ELEMENT_I64,
  ELEMENT_I8,
  ELEMENT_U16,
  ELEMENT_U32,
  ELEMENT_U64,
  KIND_BYTES,
  TYPED_DATA,
  TYPED_LENGTH,
} from './layout.ts';
import { elementShift } from './typed-array-access.ts';
import { pointerOf } from './value.ts';

const SIGN: u64 = 0x8000000000000000;
const RUN: u64 = 12;

/** The element at `at` as a double; not for 64-bit integers. */
function elementAt(at: ptr, type: u32): f64 {
  switch (type) {
    case ELEMENT_I8:
      return f64(loadI8(at));
    case ELEMENT_I16:
      return f64(loadI16(at));
    case ELEMENT_U16:
      return f64(load16(at));
    case ELEMENT_I32:
      return f64(loadI32(at));
    case ELEMENT_U32:
      return f64(load32(at));
    case ELEMENT_F32:
      return loadF32(at);
    case ELEMENT_F64:
      return loadF64(at);
    default:
      return f64(load8(at));
  }
}

function keyAt(at: ptr, type: u32): u64 {
  if (type === ELEMENT_U64) return load64(at);
  if (type === ELEMENT_I64) return load64(at) ^ SIGN;
  const x: f64 = elementAt(at, type);
  if (x !== x) return 0xffffffffffffffff;
  const bits: u64 = bitsOf(x);
  return (bits & SIGN) !== 0 ? ~bits : bits | SIGN;
}

function storeKey(at: ptr, type: u32, key: u64): void {
  if (type === ELEMENT_U64) {
    store64(at, key);
    return;
  }
  if (type === ELEMENT_I64) {
    store64(at, key ^ SIGN);
    return;
  }
  const bits: u64 =
    key === 0xffffffffffffffff ? u64(0x7ff8000000000000) : (key & SIGN) !== 0 ? key ^ SIGN : ~key;
  const x: f64 = doubleOf(bits);
  switch (type) {
    case ELEMENT_I16:
    case ELEMENT_U16:
      store16(at, u32(truncateToI64(x)));
      return;
    case ELEMENT_I32:
    case ELEMENT_U32:
      store32(at, u32(truncateToI64(x)));
      return;
    case ELEMENT_F32:
      storeF32(at, x);
      return;
    case ELEMENT_F64:
      storeF64(at, x);
      return;
    default:
      store8(at, u32(truncateToI64(x)));
      return;
  }
}

/** Copies the element at `from` to all indices from `from` up to `to`; both are within the length. */
export function fillElements(array: Value, from: u64, to: u64): void {
  const cell: ptr = pointerOf(array);
  const shift: u32 = elementShift(u32(load16(cell + CELL_AUX)));
  const start: ptr = load64(cell + TYPED_DATA) + (from << shift);
  const bytes: u64 = (to - from) << shift;
  if (shift === 0) {
    fillBytes(start, u32(load8(start)), bytes);
    return;
  }
  // What is there already is copied behind itself, doubling it each time.
  let done: u64 = u64(1) << shift;
  while (done < bytes) {
    const more: u64 = bytes - done < done ? bytes - done : done;
    copyBytes(start + done, start, more);
    done += more;
  }
}

export function reverseElements(array: Value): void {
  const cell: ptr = pointerOf(array);
  const shift: u32 = elementShift(u32(load16(cell + CELL_AUX)));
  const size: u64 = u64(1) << shift;
  let low: ptr = load64(cell + TYPED_DATA);
  const count: u64 = load64(cell + TYPED_LENGTH);
  if (count < 2) return;
  let high: ptr = low + ((count - 1) << shift);
  while (low < high) {
    for (let i: u64 = 0; i < size; i++) {
      const byte: u32 = u32(load8(low + i));
      store8(low + i, u32(load8(high + i)));
      store8(high + i, byte);
    }
    low += size;
    high -= size;
  }
}

/** Sorts all elements. */
export function sortNumbers(array: Value): void {
  const cell: ptr = pointerOf(array);
  const type: u32 = u32(load16(cell + CELL_AUX));
  const shift: u32 = elementShift(type);
  const count: u64 = load64(cell + TYPED_LENGTH);
  if (count < 2) return;
  const data: ptr = load64(cell + TYPED_DATA);
  const scratch: ptr = allocateCell(KIND_BYTES, 8 + count * 16, 0) + 8;
  for (let i: u64 = 0; i < count; i++) store64(scratch + i * 8, keyAt(data + (i << shift), type));
  const sorted: ptr = sortKeys(scratch, scratch + count * 8, count);
  for (let i: u64 = 0; i < count; i++) storeKey(data + (i << shift), type, load64(sorted + i * 8));
}

/** Merge sort of `count` keys, with as much room at `other`; where the result is. */
function sortKeys(keys: ptr, other: ptr, count: u64): ptr {
  for (let start: u64 = 0; start < count; start += RUN) {
    insertionSort(keys + start * 8, count - start < RUN ? count - start : RUN);
  }
  let from: ptr = keys;
  let to: ptr = other;
  for (let width: u64 = RUN; width < count; width = width * 2) {
    for (let start: u64 = 0; start < count; start += width * 2) {
      const middle: u64 = start + width < count ? start + width : count;
      const end: u64 = middle + width < count ? middle + width : count;
      mergeRuns(from, start, middle, end, to);
    }
    const swapped: ptr = from;
    from = to;
    to = swapped;
  }
  return from;
}

function insertionSort(keys: ptr, count: u64): void {
  for (let i: u64 = 1; i < count; i++) {
    const key: u64 = load64(keys + i * 8);
    let at: u64 = i;
    while (at > 0 && load64(keys + at * 8 - 8) > key) {
      store64(keys + at * 8, load64(keys + at * 8 - 8));
      at--;
    }
    store64(keys + at * 8, key);
  }
}

function mergeRuns(from: ptr, start: u64, middle: u64, end: u64, to: ptr): void {
  let a: u64 = start;
  let b: u64 = middle;
  for (let i: u64 = start; i < end; i++) {
    if (a < middle && (b >= end || load64(from + a * 8) <= load64(from + b * 8))) {
      store64(to + i * 8, load64(from + a * 8));
      a++;
    } else {
      store64(to + i * 8, load64(from + b * 8));
      b++;
    }
  }
}
