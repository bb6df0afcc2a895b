'use machine';
// Property tables: key to slot and attributes, in order of definition. Layer: runtime, below shape.ts; layout in shape-layout.ts.
// Keys are interned, so they compare and hash by address.

import {
  bitsOfValue,
  load32,
  load64,
  loadValue,
  ptr,
  i32,
  store32,
  store64,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { allocateCell, writeBarrier } from './heap.ts';
import { CELL_EXTRA, KIND_PROPERTY_TABLE } from './layout.ts';
import {
  TABLE_ENTRIES,
  TABLE_ENTRY_BYTES,
  TABLE_INFO,
  TABLE_LINEAR,
  TABLE_LIVE,
  TABLE_USED,
} from './shape-layout.ts';
import { HOLE_BITS, holeValue } from './value.ts';

const SMALLEST: u32 = 4;

/** An empty table with room for `capacity` entries (a power of two, at least 4). */
export function newPropertyTable(capacity: u32): ptr {
  let size: u64 = TABLE_ENTRIES + u64(capacity) * TABLE_ENTRY_BYTES;
  if (capacity > TABLE_LINEAR) size += u64(capacity) * 8;
  return allocateCell(KIND_PROPERTY_TABLE, size, capacity);
}

/** The smallest capacity for `count` entries. */
export function tableCapacityFor(count: u32): u32 {
  let capacity: u32 = SMALLEST;
  while (capacity < count) capacity = capacity * 2;
  return capacity;
}

/** Address of an entry. */
export function tableEntry(table: ptr, index: u32): ptr {
  return table + TABLE_ENTRIES + u64(index) * TABLE_ENTRY_BYTES;
}

function hashOfKey(key: Value): u32 {
  return u32(((bitsOfValue(key) >>> 4) * 0x9e3779b97f4a7c15) >>> 32);
}

function indexBase(table: ptr, capacity: u32): ptr {
  return table + TABLE_ENTRIES + u64(capacity) * TABLE_ENTRY_BYTES;
}

/** Number of the entry with this key among the first `count`, or -1. */
export function findEntryOf(table: ptr, count: u32, key: Value): i32 {
  const capacity: u32 = load32(table + CELL_EXTRA);
  const sought: u64 = bitsOfValue(key);
  if (capacity <= TABLE_LINEAR) {
    let entry: ptr = table + TABLE_ENTRIES;
    for (let i: u32 = 0; i < count; i++) {
      if (load64(entry) === sought) return i32(i);
      entry = entry + TABLE_ENTRY_BYTES;
    }
    return -1;
  }
  const slots: ptr = indexBase(table, capacity);
  const mask: u32 = capacity * 2 - 1;
  let at: u32 = hashOfKey(key) & mask;
  for (;;) {
    const number: u32 = load32(slots + u64(at) * 4);
    if (number === 0) return -1;
    if (load64(tableEntry(table, number - 1)) === sought)
      return number <= count ? i32(number - 1) : -1;
    at = (at + 1) & mask;
  }
}

/** Adds an entry for a key that is not there; there is room. `info` is slot << 8 | attributes. */
export function appendEntry(table: ptr, key: Value, info: u64): void {
  const capacity: u32 = load32(table + CELL_EXTRA);
  const index: u32 = load32(table + TABLE_USED);
  const entry: ptr = tableEntry(table, index);
  storeValue(entry, key);
  writeBarrier(table, key);
  store64(entry + TABLE_INFO, info);
  store32(table + TABLE_USED, index + 1);
  store32(table + TABLE_LIVE, load32(table + TABLE_LIVE) + 1);
  if (capacity <= TABLE_LINEAR) return;
  const slots: ptr = indexBase(table, capacity);
  const mask: u32 = capacity * 2 - 1;
  let at: u32 = hashOfKey(key) & mask;
  while (load32(slots + u64(at) * 4) !== 0) at = (at + 1) & mask;
  store32(slots + u64(at) * 4, index + 1);
}

/** Empties an entry (dictionaries only). */
export function removeEntry(table: ptr, index: u32): void {
  storeValue(tableEntry(table, index), holeValue());
  store32(table + TABLE_LIVE, load32(table + TABLE_LIVE) - 1);
}

/** The entry was removed. */
export function isEmptyEntry(entry: ptr): boolean {
  return load64(entry) === HOLE_BITS;
}

/** A table of this capacity with the live entries among the first `count`. */
export function copyTable(table: ptr, count: u32, capacity: u32): ptr {
  const copy: ptr = newPropertyTable(capacity);
  if (table === 0) return copy;
  for (let i: u32 = 0; i < count; i++) {
    const entry: ptr = tableEntry(table, i);
    if (!isEmptyEntry(entry)) appendEntry(copy, loadValue(entry), load64(entry + TABLE_INFO));
  }
  return copy;
}

/** There is no room for another entry. */
export function isTableFull(table: ptr): boolean {
  return load32(table + TABLE_USED) === load32(table + CELL_EXTRA);
}
