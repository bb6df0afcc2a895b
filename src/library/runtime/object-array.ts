'use machine';
// Array elements: storage, growth, length and the sparse form. Layer: runtime.
// Elements are a VALUES cell, never 0; every word from `length` to the capacity is HOLE, and length <= capacity unless the
// array is sparse. A sparse array has no elements: its indices are properties of a dictionary shape.

import {
  copyBytes,
  load32,
  load64,
  loadValue,
  ptr,
  reserveBytes,
  store32,
  store64,
  store8,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { allocateCell, writeBarrier } from './heap.ts';
import {
  ALL_ATTRIBUTES,
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  CELL_EXTRA,
  CELL_FLAGS,
  CONFIGURABLE,
  ENUMERABLE,
  FLAG_FROZEN_ELEMENTS,
  FLAG_PROTOTYPE,
  FLAG_SEALED_ELEMENTS,
  FLAG_SPARSE,
  KIND_VALUES,
  VALUES_DATA,
  WRITABLE,
} from './layout.ts';
import { noteIndexedPrototype } from './object-prototype.ts';
import {
  addSlot,
  entryIsEmpty,
  makeDictionary,
  ownEntry,
  ownEntryCount,
  removeSlot,
} from './object-slots.ts';
import { indexKey, indexOfKey } from './property-key.ts';
import { TABLE_INFO } from './shape-layout.ts';
import { cellFlags, holeValue, isHole } from './value.ts';

/** The elements of an empty array: a static VALUES cell without words. */
export const emptyElements: ptr = reserveBytes(16);

const DENSE_ALWAYS: u32 = 65536;
/** Largest dense capacity: 2^27 elements are 1 GiB. */
const DENSE_MAXIMUM: u32 = 134217728;

/** Writes the static cell's header. */
export function initializeArrays(): void {
  store8(emptyElements, KIND_VALUES);
}

/** A VALUES cell of `capacity` holes. */
export function newElements(capacity: u32): ptr {
  if (capacity === 0) return emptyElements;
  const cell: ptr = allocateCell(KIND_VALUES, VALUES_DATA + u64(capacity) * 8, capacity);
  fillHoles(cell, 0, capacity);
  return cell;
}

/** Sets elements [from, to) of a VALUES cell to HOLE. */
export function fillHoles(cell: ptr, from: u32, to: u32): void {
  const end: ptr = cell + VALUES_DATA + u64(to) * 8;
  for (let p: ptr = cell + VALUES_DATA + u64(from) * 8; p < end; p = p + 8)
    storeValue(p, holeValue());
}

/** Makes room for at least `capacity` elements. */
export function reserveElements(array: ptr, capacity: u32): void {
  const old: ptr = load64(array + ARRAY_ELEMENTS);
  const had: u32 = load32(old + CELL_EXTRA);
  if (capacity <= had) return;
  const cell: ptr = allocateCell(KIND_VALUES, VALUES_DATA + u64(capacity) * 8, capacity);
  copyBytes(cell + VALUES_DATA, old + VALUES_DATA, u64(had) * 8);
  fillHoles(cell, had, capacity);
  store64(array + ARRAY_ELEMENTS, cell);
}

/** The capacity to grow to for one element at `index`. */
export function grownCapacity(index: u32): u32 {
  if (index < 4) return 4;
  return index + (index >> 1) + 8;
}

export function isSparse(array: ptr): boolean {
  return (cellFlags(array) & FLAG_SPARSE) !== 0;
}

/** Attributes of every element of a dense array. */
export function elementAttributes(array: ptr): u32 {
  const flags: u32 = cellFlags(array);
  if ((flags & FLAG_FROZEN_ELEMENTS) !== 0) return ENUMERABLE;
  if ((flags & FLAG_SEALED_ELEMENTS) !== 0) return ENUMERABLE | WRITABLE;
  return ALL_ATTRIBUTES;
}

/** Whether an element at `index` may be stored densely. */
function fitsDense(array: ptr, index: u32): boolean {
  if (index < DENSE_ALWAYS) return true;
  if (index >= DENSE_MAXIMUM) return false;
  const length: u32 = load32(array + ARRAY_LENGTH);
  return index / 4 <= length + 4096 || index < load32(load64(array + ARRAY_ELEMENTS) + CELL_EXTRA);
}

/** Stores an element that may be new; no attribute is checked. Grows `length`. */
export function putElement(array: ptr, index: u32, value: Value): void {
  if ((cellFlags(array) & FLAG_PROTOTYPE) !== 0) noteIndexedPrototype();
  if (!isSparse(array) && !fitsDense(array, index)) makeSparse(array);
  if (isSparse(array)) {
    addSlot(array, indexKey(index), value, ALL_ATTRIBUTES);
  } else {
    if (index >= load32(load64(array + ARRAY_ELEMENTS) + CELL_EXTRA))
      reserveElements(array, grownCapacity(index));
    storeValue(load64(array + ARRAY_ELEMENTS) + VALUES_DATA + u64(index) * 8, value);
    writeBarrier(array, value);
  }
  if (index >= load32(array + ARRAY_LENGTH)) store32(array + ARRAY_LENGTH, index + 1);
}

/** Turns elements into properties of a dictionary. */
export function makeSparse(array: ptr): void {
  if (isSparse(array)) return;
  makeDictionary(array);
  const elements: ptr = load64(array + ARRAY_ELEMENTS);
  const capacity: u32 = load32(elements + CELL_EXTRA);
  const attributes: u32 = elementAttributes(array);
  const clear: u32 = ~(FLAG_FROZEN_ELEMENTS | FLAG_SEALED_ELEMENTS);
  store8(array + CELL_FLAGS, (cellFlags(array) & clear) | FLAG_SPARSE);
  store64(array + ARRAY_ELEMENTS, emptyElements);
  for (let i: u32 = 0; i < capacity; i++) {
    const value: Value = loadValue(elements + VALUES_DATA + u64(i) * 8);
    if (!isHole(value)) addSlot(array, indexKey(i), value, attributes);
  }
}

/** Largest new length that ArraySetLength may give when asked for `length`: above the last element that cannot be deleted. */
function allowedLength(array: ptr, length: u32): u32 {
  let allowed: u32 = length;
  const count: u32 = ownEntryCount(array);
  for (let i: u32 = 0; i < count; i++) {
    const entry: ptr = ownEntry(array, i);
    if (entryIsEmpty(entry)) continue;
    const index: u32 = indexOfKey(loadValue(entry));
    if (
      index !== 0xffffffff &&
      index >= allowed &&
      (u32(load64(entry + TABLE_INFO)) & CONFIGURABLE) === 0
    ) {
      allowed = index + 1;
    }
  }
  return allowed;
}

function truncateSparse(array: ptr, length: u32): u32 {
  const allowed: u32 = allowedLength(array, length);
  const count: u32 = ownEntryCount(array);
  for (let i: u32 = 0; i < count; i++) {
    const entry: ptr = ownEntry(array, i);
    if (entryIsEmpty(entry)) continue;
    const key: Value = loadValue(entry);
    const index: u32 = indexOfKey(key);
    if (index !== 0xffffffff && index >= allowed) removeSlot(array, key);
  }
  return allowed;
}

/** ArraySetLength (ECMA-262 §10.4.2.4) for a writable `length`; false when an element could not be deleted. */
export function setArrayLength(array: ptr, length: u32): boolean {
  const old: u32 = load32(array + ARRAY_LENGTH);
  if (length > old && !isSparse(array)) {
    if (!fitsDense(array, length) && length > load32(load64(array + ARRAY_ELEMENTS) + CELL_EXTRA))
      makeSparse(array);
    else if (length > load32(load64(array + ARRAY_ELEMENTS) + CELL_EXTRA))
      reserveElements(array, length);
  }
  if (length >= old) {
    store32(array + ARRAY_LENGTH, length);
    return true;
  }
  if (isSparse(array)) {
    const reached: u32 = truncateSparse(array, length);
    store32(array + ARRAY_LENGTH, reached);
    return reached === length;
  }
  if ((cellFlags(array) & (FLAG_FROZEN_ELEMENTS | FLAG_SEALED_ELEMENTS)) !== 0) {
    makeSparse(array);
    return setArrayLength(array, length);
  }
  const elements: ptr = load64(array + ARRAY_ELEMENTS);
  fillHoles(elements, length, old);
  store32(array + ARRAY_LENGTH, length);
  if (length === 0) store64(array + ARRAY_ELEMENTS, emptyElements);
  return true;
}
