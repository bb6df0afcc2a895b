'use machine';
// Own keys in the order of the specification: array indices ascending, then strings, then symbols as they were added
// (OrdinaryOwnPropertyKeys, ECMA-262 §10.1.11.1). Layer: runtime. #private names are not keys.

import { load32, load64, loadValue, ptr, store32, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { arrayPush } from './array-inline.ts';
import { newArray } from './array.ts';
import { materializeFunction } from './function.ts';
import { allocateCell } from './heap.ts';
import { NO_INDEX } from './intern.ts';
import {
  ARRAY_ELEMENTS,
  CELL_EXTRA,
  ENUMERABLE,
  FLAG_MATERIALIZED,
  FLAG_PRIVATE,
  KIND_ARGUMENTS,
  KIND_ARRAY,
  KIND_BYTES,
  KIND_FUNCTION,
  KIND_NAMESPACE,
  KIND_PROXY,
  KIND_TYPED_ARRAY,
  KIND_WRAPPER,
  OBJECT_FIELDS,
  VALUES_DATA,
} from './layout.ts';
import { requireInitializedExports } from './module-namespace.ts';
import { entryIsEmpty, ownEntry, ownEntryCount } from './object-slots.ts';
import { indexKey, indexOfKey } from './property-key.ts';
import { proxyPropertyKeys } from './proxy-keys.ts';
import { TABLE_INFO } from './shape-layout.ts';
import { stringLength } from './string-cells.ts';
import { typedArrayLength } from './typed-array-access.ts';
import {
  cellFlags,
  cellKind,
  isException,
  isHole,
  isString,
  isSymbol,
  pointerOf,
} from './value.ts';

/** Bits of `mode`: which keys. */
export const KEYS_STRINGS: u32 = 1;
export const KEYS_SYMBOLS: u32 = 2;

const BYTES_DATA: u32 = 8;

/** Own properties that have no entry: the virtual and dense indices. */
function pushIndices(list: Value, object: ptr): void {
  const kind: u32 = cellKind(object);
  if (kind === KIND_ARRAY || kind === KIND_ARGUMENTS) {
    const elements: ptr = load64(object + ARRAY_ELEMENTS);
    const capacity: u32 = load32(elements + CELL_EXTRA);
    for (let i: u32 = 0; i < capacity; i++) {
      if (!isHole(loadValue(elements + VALUES_DATA + u64(i) * 8))) arrayPush(list, indexKey(i));
    }
    return;
  }
  let count: u64 = 0;
  if (kind === KIND_TYPED_ARRAY) count = typedArrayLength(object);
  else if (kind === KIND_WRAPPER) {
    const text: Value = loadValue(object + OBJECT_FIELDS);
    if (isString(text)) count = u64(stringLength(text));
  }
  for (let i: u64 = 0; i < count; i++) arrayPush(list, indexKey(u32(i)));
}

/** `length` of arrays and String objects has no entry either. */
function pushLength(list: Value, object: ptr, onlyEnumerable: boolean): void {
  if (onlyEnumerable) return;
  const kind: u32 = cellKind(object);
  if (kind === KIND_ARRAY) arrayPush(list, 'length');
  else if (kind === KIND_WRAPPER && isString(loadValue(object + OBJECT_FIELDS)))
    arrayPush(list, 'length');
}

function isListed(entry: ptr, onlyEnumerable: boolean): boolean {
  if (entryIsEmpty(entry)) return false;
  return !onlyEnumerable || (load32(entry + TABLE_INFO) & ENUMERABLE) !== 0;
}

/** Moves element `root` of a heap of `count` u32 down to its place. */
function siftDown(base: ptr, root: u32, count: u32): void {
  let at: u32 = root;
  const value: u32 = load32(base + u64(at) * 4);
  for (;;) {
    let child: u32 = at * 2 + 1;
    if (child >= count) break;
    if (child + 1 < count && load32(base + u64(child + 1) * 4) > load32(base + u64(child) * 4))
      child++;
    if (load32(base + u64(child) * 4) <= value) break;
    store32(base + u64(at) * 4, load32(base + u64(child) * 4));
    at = child;
  }
  store32(base + u64(at) * 4, value);
}

function sortNumbers(base: ptr, count: u32): void {
  let sorted: boolean = true;
  for (let i: u32 = 1; i < count; i++) {
    if (load32(base + u64(i) * 4) < load32(base + u64(i) * 4 - 4)) sorted = false;
  }
  if (sorted) return;
  for (let i: u32 = count / 2; i > 0; i--) siftDown(base, i - 1, count);
  for (let end: u32 = count - 1; end > 0; end--) {
    const top: u32 = load32(base);
    store32(base, load32(base + u64(end) * 4));
    store32(base + u64(end) * 4, top);
    siftDown(base, 0, end);
  }
}

/** Index keys among the entries, in ascending order. */
function pushIndexEntries(
  list: Value,
  object: ptr,
  entries: u32,
  found: u32,
  onlyEnumerable: boolean,
): void {
  const numbers: ptr = allocateCell(KIND_BYTES, BYTES_DATA + u64(found) * 4, 0) + BYTES_DATA;
  let count: u32 = 0;
  for (let i: u32 = 0; i < entries; i++) {
    const entry: ptr = ownEntry(object, i);
    if (!isListed(entry, onlyEnumerable)) continue;
    const index: u32 = indexOfKey(loadValue(entry));
    if (index === NO_INDEX) continue;
    store32(numbers + u64(count) * 4, index);
    count++;
  }
  sortNumbers(numbers, count);
  for (let i: u32 = 0; i < count; i++) arrayPush(list, indexKey(load32(numbers + u64(i) * 4)));
}

/** Own keys of an object as an array; `mode` is KEYS_STRINGS, KEYS_SYMBOLS or both. */
export function ownPropertyKeys(object: Value, mode: u32, onlyEnumerable: boolean): Value {
  const cell: ptr = pointerOf(object);
  if (cellKind(cell) === KIND_PROXY) return proxyPropertyKeys(cell, mode, onlyEnumerable);
  if (cellKind(cell) === KIND_FUNCTION && (cellFlags(cell) & FLAG_MATERIALIZED) === 0)
    materializeFunction(cell);
  // Whether an export is enumerable is asked by [[GetOwnProperty]], which reads it.
  if (onlyEnumerable && cellKind(cell) === KIND_NAMESPACE) {
    const checked: Value = requireInitializedExports(cell, false);
    if (isException(checked)) return checked;
  }
  const entries: u32 = ownEntryCount(cell);
  const list: Value = newArray(entries);
  let indices: u32 = 0;
  let symbols: u32 = 0;
  for (let i: u32 = 0; i < entries; i++) {
    const entry: ptr = ownEntry(cell, i);
    if (!isListed(entry, onlyEnumerable)) continue;
    if (isSymbol(loadValue(entry))) symbols++;
    else if (indexOfKey(loadValue(entry)) !== NO_INDEX) indices++;
  }
  if ((mode & KEYS_STRINGS) !== 0) {
    pushIndices(list, cell);
    if (indices !== 0) pushIndexEntries(list, cell, entries, indices, onlyEnumerable);
    pushLength(list, cell, onlyEnumerable);
    pushNames(list, cell, entries, indices !== 0, onlyEnumerable);
  }
  if ((mode & KEYS_SYMBOLS) !== 0 && symbols !== 0)
    pushSymbols(list, cell, entries, onlyEnumerable);
  return list;
}

function pushNames(
  list: Value,
  object: ptr,
  entries: u32,
  hasIndices: boolean,
  onlyEnumerable: boolean,
): void {
  for (let i: u32 = 0; i < entries; i++) {
    const entry: ptr = ownEntry(object, i);
    if (!isListed(entry, onlyEnumerable)) continue;
    const key: Value = loadValue(entry);
    if (!isString(key)) continue;
    if (hasIndices && indexOfKey(key) !== NO_INDEX) continue;
    arrayPush(list, key);
  }
}

function pushSymbols(list: Value, object: ptr, entries: u32, onlyEnumerable: boolean): void {
  for (let i: u32 = 0; i < entries; i++) {
    const entry: ptr = ownEntry(object, i);
    if (!isListed(entry, onlyEnumerable)) continue;
    const key: Value = loadValue(entry);
    if (isSymbol(key) && (cellFlags(pointerOf(key)) & FLAG_PRIVATE) === 0) arrayPush(list, key);
  }
}
