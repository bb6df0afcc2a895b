'use machine';
// Array kernels: bulk moves and scans over the elements of dense arrays, behind the methods of Array.prototype.
// Layer: runtime. Callers check `isDenseArray` (reading) or `isOpenArray` (writing, growing) first; indices are within the
// bounds each function states. Holes are moved as holes. Nothing here runs the program's code.

import {
  f64,
  load32,
  load64,
  load8,
  loadValue,
  moveBytes,
  store32,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { ptr, Value } from '../machine/types.ts';
import { ensureArrayCapacity, newArray } from './array.ts';
import { sameValueZero } from './comparison.ts';
import { strictEquals } from './operators-inline.ts';
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  CELL_FLAGS,
  FLAG_FROZEN_ELEMENTS,
  FLAG_LENGTH_READ_ONLY,
  FLAG_NOT_EXTENSIBLE,
  FLAG_SEALED_ELEMENTS,
  FLAG_SPARSE,
  KIND_ARRAY,
  VALUES_DATA,
} from './layout.ts';
import { indexedPrototypes } from './object-prototype.ts';
import { cellKind, HOLE_BITS, holeValue, isObjectValue, isUndefined, pointerOf } from './value.ts';

const CLOSED_FLAGS: u32 =
  FLAG_SPARSE |
  FLAG_FROZEN_ELEMENTS |
  FLAG_SEALED_ELEMENTS |
  FLAG_LENGTH_READ_ONLY |
  FLAG_NOT_EXTENSIBLE;

/** An array whose elements sit in its elements cell: each is a plain data property, or a hole that inherits nothing. */
export function isDenseArray(v: Value): boolean {
  if (!isObjectValue(v)) return false;
  const cell: ptr = pointerOf(v);
  if (cellKind(cell) !== KIND_ARRAY || indexedPrototypes) return false;
  return (u32(load8(cell + CELL_FLAGS)) & FLAG_SPARSE) === 0;
}

/** A dense array that may grow, shrink and be overwritten. */
export function isOpenArray(v: Value): boolean {
  if (!isObjectValue(v)) return false;
  const cell: ptr = pointerOf(v);
  if (cellKind(cell) !== KIND_ARRAY || indexedPrototypes) return false;
  return (u32(load8(cell + CELL_FLAGS)) & CLOSED_FLAGS) === 0;
}

function elementsOf(array: Value): ptr {
  return load64(pointerOf(array) + ARRAY_ELEMENTS) + VALUES_DATA;
}

function lengthOfArray(array: Value): u32 {
  return load32(pointerOf(array) + ARRAY_LENGTH);
}

/** Makes room for `capacity` elements of an open array: storing them keeps it dense. */
export function reserveDense(array: Value, capacity: u32): void {
  ensureArrayCapacity(pointerOf(array), capacity);
}

/** A hole lies among the elements of a dense array. */
export function hasHoles(array: Value): boolean {
  const elements: ptr = elementsOf(array);
  const length: u32 = lengthOfArray(array);
  for (let i: u32 = 0; i < length; i++) {
    if (load64(elements + 8 * u64(i)) === HOLE_BITS) return true;
  }
  return false;
}

/** A new array of the elements from `from` up to `to`, both at most the length. */
export function sliceDense(array: Value, from: u32, to: u32): Value {
  const count: u32 = to > from ? to - from : 0;
  const result: Value = newArray(count);
  moveBytes(elementsOf(result), elementsOf(array) + 8 * u64(from), 8 * u64(count));
  store32(pointerOf(result) + ARRAY_LENGTH, count);
  return result;
}

/** Appends the elements of one dense array to another, open one. */
export function appendDense(target: Value, source: Value): void {
  const length: u32 = lengthOfArray(target);
  const count: u32 = lengthOfArray(source);
  ensureArrayCapacity(pointerOf(target), length + count);
  moveBytes(elementsOf(target) + 8 * u64(length), elementsOf(source), 8 * u64(count));
  store32(pointerOf(target) + ARRAY_LENGTH, length + count);
}

/** Copies `count` elements within an array; both ranges lie within its length. */
export function moveDense(array: Value, from: u32, to: u32, count: u32): void {
  const elements: ptr = elementsOf(array);
  moveBytes(elements + 8 * u64(to), elements + 8 * u64(from), 8 * u64(count));
}

/** Removes `count` elements at `at` of an open array. */
export function removeDense(array: Value, at: u32, count: u32): void {
  const elements: ptr = elementsOf(array);
  const length: u32 = lengthOfArray(array);
  const rest: u32 = length - at - count;
  moveBytes(elements + 8 * u64(at), elements + 8 * u64(at + count), 8 * u64(rest));
  for (let i: u32 = length - count; i < length; i++) {
    storeValue(elements + 8 * u64(i), holeValue());
  }
  store32(pointerOf(array) + ARRAY_LENGTH, length - count);
}

/** Makes room for `count` elements at `at` of an open array; the caller overwrites them. */
export function insertDense(array: Value, at: u32, count: u32): void {
  const length: u32 = lengthOfArray(array);
  ensureArrayCapacity(pointerOf(array), length + count);
  const elements: ptr = elementsOf(array);
  moveBytes(elements + 8 * u64(at + count), elements + 8 * u64(at), 8 * u64(length - at));
  store32(pointerOf(array) + ARRAY_LENGTH, length + count);
}

/** Stores `value` at the indices from `from` up to `to`, within the length. */
export function fillDense(array: Value, value: Value, from: u32, to: u32): void {
  const elements: ptr = elementsOf(array);
  for (let i: u32 = from; i < to; i++) {
    storeValue(elements + 8 * u64(i), value);
  }
}

export function reverseDense(array: Value): void {
  const elements: ptr = elementsOf(array);
  const length: u32 = lengthOfArray(array);
  for (let i: u32 = 0; i < length >>> 1; i++) {
    const low: ptr = elements + 8 * u64(i);
    const high: ptr = elements + 8 * u64(length - 1 - i);
    const moved: Value = loadValue(low);
    storeValue(low, loadValue(high));
    storeValue(high, moved);
  }
}

/** Index of the first element from `from` on that is strictly equal, or -1. */
export function indexOfDense(array: Value, sought: Value, from: u32): f64 {
  const length: u32 = lengthOfArray(array);
  const elements: ptr = elementsOf(array);
  for (let i: u32 = from; i < length; i++) {
    const element: Value = loadValue(elements + 8 * u64(i));
    if (strictEquals(element, sought)) return f64(i);
  }
  return -1;
}

/** Index of the last element before `end` that is strictly equal, or -1. */
export function lastIndexOfDense(array: Value, sought: Value, end: u32): f64 {
  const elements: ptr = elementsOf(array);
  for (let i: u32 = end; i > 0; i--) {
    const element: Value = loadValue(elements + 8 * u64(i - 1));
    if (strictEquals(element, sought)) return f64(i - 1);
  }
  return -1;
}

/** An element from `from` on is SameValueZero-equal; a hole counts as undefined. */
export function includesDense(array: Value, sought: Value, from: u32): boolean {
  const length: u32 = lengthOfArray(array);
  const elements: ptr = elementsOf(array);
  const orHole: boolean = isUndefined(sought);
  for (let i: u32 = from; i < length; i++) {
    const element: Value = loadValue(elements + 8 * u64(i));
    if (sameValueZero(element, sought)) return true;
    if (orHole && load64(elements + 8 * u64(i)) === HOLE_BITS) return true;
  }
  return false;
}
