'use machine';
// Ordered table: the insertion-ordered hash table behind Map and Set, keyed by SameValueZero. Layer: runtime.
//
// A table is a VALUES cell of TABLE_SLOTS words; its entries live in a second VALUES cell in insertion order, its bucket
// heads in a BYTES cell. A deleted entry keeps its place as a HOLE until the entries are rebuilt. A rebuilt entries cell
// says where each of its entries went, so that cursors (live iterators) find their place again: see `cursorAdvance`.
// Small counts are kept in VALUES slots as raw bits, which the collector takes for tiny doubles.

import {
  asValue,
  bitsOfValue,
  fillBytes,
  load32,
  load64,
  loadValue,
  store32,
  store64,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { ptr, Value } from '../machine/types.ts';
import { allocateCell } from './heap.ts';
import { KIND_BYTES, KIND_VALUES, VALUES_DATA } from './layout.ts';
import { sameValueZero } from './comparison.ts';
import { hashOfValue } from './value-hash.ts';
import {
  HOLE_BITS,
  holeValue,
  internalValue,
  isNumber,
  isString,
  numberOf,
  pointerOf,
  sameBits,
  undefinedValue,
} from './value.ts';

// Table cell.
const TABLE_ENTRIES: u32 = 8;
const TABLE_BUCKETS: u32 = 16;
/** Entries in use, deleted ones included. */
const TABLE_USED: u32 = 24;
const TABLE_LIVE: u32 = 32;
/** Entries there is room for: a power of two, and the number of buckets. 0: nothing allocated yet. */
const TABLE_CAPACITY: u32 = 40;
/** No live entry has a smaller index. */
const TABLE_FIRST: u32 = 48;
const TABLE_SLOTS: u32 = 6;

// Entries cell: a header of four words, then key, value, hash and chain of each entry.
/** The entries cell that replaced this one, or undefined. */
const ENTRIES_SUCCESSOR: u32 = 8;
/** Index in the successor of the position behind the last entry. */
const ENTRIES_END: u32 = 16;
/** 1: indices in the successor are the same; 0: each entry's key word holds its index in the successor. */
const ENTRIES_SAME: u32 = 24;
/** Entries that were in use when the successor was made. */
const ENTRIES_USED: u32 = 32;
const ENTRIES_FIRST: u32 = 40;
const ENTRIES_HEADER_SLOTS: u32 = 4;
const ENTRY_SIZE: u32 = 24;
const ENTRY_SLOTS: u32 = 3;
const ENTRY_VALUE: u32 = 8;
/** Hash in the upper half (31 bits, so never a tag), 1 + index of the next entry of the bucket in the lower half. */
const ENTRY_CHAIN: u32 = 16;
const ENTRY_HASH: u32 = 20;

// Cursor cell.
const CURSOR_TABLE: u32 = 8;
const CURSOR_ENTRIES: u32 = 16;
/** Index of the next entry to look at. */
const CURSOR_INDEX: u32 = 24;
const CURSOR_SLOTS: u32 = 3;

const BYTES_DATA: u32 = 8;
const SMALLEST_CAPACITY: u32 = 4;

function newValuesCell(slots: u32): ptr {
  return allocateCell(KIND_VALUES, VALUES_DATA + 8 * slots, slots);
}

function entryAt(entries: ptr, index: u32): ptr {
  return entries + ENTRIES_FIRST + u64(index) * ENTRY_SIZE;
}

/** An empty table, as an internal Value. */
export function tableNew(): Value {
  const table: ptr = newValuesCell(TABLE_SLOTS);
  storeValue(table + TABLE_ENTRIES, undefinedValue());
  storeValue(table + TABLE_BUCKETS, undefinedValue());
  store64(table + TABLE_USED, 0);
  store64(table + TABLE_LIVE, 0);
  store64(table + TABLE_CAPACITY, 0);
  store64(table + TABLE_FIRST, 0);
  return internalValue(table);
}

/** Number of live entries. */
export function tableSize(tableValue: Value): u32 {
  return load32(pointerOf(tableValue) + TABLE_LIVE);
}

/** The entry of `key`, or 0. */
function findEntry(table: ptr, key: Value, hash: u32): ptr {
  const capacity: u32 = load32(table + TABLE_CAPACITY);
  if (capacity === 0) return 0;
  const entries: ptr = pointerOf(loadValue(table + TABLE_ENTRIES));
  const buckets: ptr = pointerOf(loadValue(table + TABLE_BUCKETS)) + BYTES_DATA;
  let link: u32 = load32(buckets + 4 * u64(hash & (capacity - 1)));
  const isText: boolean = isString(key);
  while (link !== 0) {
    const entry: ptr = entryAt(entries, link - 1);
    if (load32(entry + ENTRY_HASH) === hash) {
      const candidate: Value = loadValue(entry);
      if (sameBits(candidate, key)) return entry;
      // Equal but different words: strings with the same text, bigints, +0 and -0.
      if ((isText && isString(candidate)) || !isText) {
        if (sameValueZero(candidate, key)) return entry;
      }
    }
    link = load32(entry + ENTRY_CHAIN);
  }
  return 0;
}

/** The value stored for `key`; undefined when there is none. */
export function tableGet(tableValue: Value, key: Value): Value {
  const entry: ptr = findEntry(pointerOf(tableValue), key, hashOfValue(key));
  return entry === 0 ? undefinedValue() : loadValue(entry + ENTRY_VALUE);
}

export function tableHas(tableValue: Value, key: Value): boolean {
  return findEntry(pointerOf(tableValue), key, hashOfValue(key)) !== 0;
}

/** Adds or replaces; a key -0 is stored as +0 (ECMA-262 §24.1.3.9). */
export function tableSet(tableValue: Value, key: Value, value: Value): void {
  const table: ptr = pointerOf(tableValue);
  const hash: u32 = hashOfValue(key);
  const found: ptr = findEntry(table, key, hash);
  if (found !== 0) {
    storeValue(found + ENTRY_VALUE, value);
    return;
  }
  if (load32(table + TABLE_USED) === load32(table + TABLE_CAPACITY)) makeRoom(table);
  const capacity: u32 = load32(table + TABLE_CAPACITY);
  const index: u32 = load32(table + TABLE_USED);
  const entry: ptr = entryAt(pointerOf(loadValue(table + TABLE_ENTRIES)), index);
  const bucket: ptr =
    pointerOf(loadValue(table + TABLE_BUCKETS)) + BYTES_DATA + 4 * u64(hash & (capacity - 1));
  storeValue(entry, isNumber(key) && numberOf(key) === 0 ? asValue(0) : key);
  storeValue(entry + ENTRY_VALUE, value);
  store32(entry + ENTRY_CHAIN, load32(bucket));
  store32(entry + ENTRY_HASH, hash);
  store32(bucket, index + 1);
  store64(table + TABLE_USED, u64(index) + 1);
  store64(table + TABLE_LIVE, u64(load32(table + TABLE_LIVE)) + 1);
}

/** Removes `key`; false when it was not there. */
export function tableDelete(tableValue: Value, key: Value): boolean {
  const table: ptr = pointerOf(tableValue);
  const found: ptr = findEntry(table, key, hashOfValue(key));
  if (found === 0) return false;
  storeValue(found, holeValue());
  storeValue(found + ENTRY_VALUE, undefinedValue());
  const live: u32 = load32(table + TABLE_LIVE) - 1;
  store64(table + TABLE_LIVE, live);
  const capacity: u32 = load32(table + TABLE_CAPACITY);
  if (capacity > 2 * SMALLEST_CAPACITY && live < capacity >>> 2) {
    rebuild(table, capacity >>> 1);
  } else {
    skipDeletedFront(table);
  }
  return true;
}

// A queue kept in a Map (take the first key, delete it) must not walk over its deleted front each time.
function skipDeletedFront(table: ptr): void {
  const entries: ptr = pointerOf(loadValue(table + TABLE_ENTRIES));
  const used: u32 = load32(table + TABLE_USED);
  let first: u32 = load32(table + TABLE_FIRST);
  while (first < used && load64(entryAt(entries, first)) === HOLE_BITS) first++;
  store64(table + TABLE_FIRST, first);
}

/** Removes everything; cursors continue with what is added afterwards. */
export function tableClear(tableValue: Value): void {
  const table: ptr = pointerOf(tableValue);
  if (load32(table + TABLE_USED) === 0) return;
  const entries: ptr = pointerOf(loadValue(table + TABLE_ENTRIES));
  const used: u32 = load32(table + TABLE_USED);
  for (let i: u32 = 0; i < used; i++) {
    storeValue(entryAt(entries, i), holeValue());
  }
  store64(table + TABLE_LIVE, 0);
  rebuild(table, SMALLEST_CAPACITY);
}

function makeRoom(table: ptr): void {
  const capacity: u32 = load32(table + TABLE_CAPACITY);
  if (capacity === 0) rebuild(table, SMALLEST_CAPACITY);
  else if (load32(table + TABLE_LIVE) <= capacity >>> 1) rebuild(table, capacity);
  else rebuild(table, capacity * 2);
}

/** Moves the live entries into new cells and leaves the way there in the old one. */
function rebuild(table: ptr, capacity: u32): void {
  const entries: ptr = newValuesCell(ENTRIES_HEADER_SLOTS + ENTRY_SLOTS * capacity);
  storeValue(entries + ENTRIES_SUCCESSOR, undefinedValue());
  store64(entries + ENTRIES_END, 0);
  store64(entries + ENTRIES_SAME, 0);
  store64(entries + ENTRIES_USED, 0);
  const bucketsCell: ptr = allocateCell(KIND_BYTES, BYTES_DATA + 4 * u64(capacity), 0);
  const buckets: ptr = bucketsCell + BYTES_DATA;
  fillBytes(buckets, 0, 4 * u64(capacity));
  const used: u32 = load32(table + TABLE_USED);
  let count: u32 = 0;
  if (load32(table + TABLE_CAPACITY) !== 0) {
    const old: ptr = pointerOf(loadValue(table + TABLE_ENTRIES));
    const same: boolean = load32(table + TABLE_LIVE) === used;
    for (let i: u32 = 0; i < used; i++) {
      const from: ptr = entryAt(old, i);
      const key: Value = loadValue(from);
      if (!same) store64(from, count);
      if (bitsOfValue(key) !== HOLE_BITS) {
        const to: ptr = entryAt(entries, count);
        const hash: u32 = load32(from + ENTRY_HASH);
        const bucket: ptr = buckets + 4 * u64(hash & (capacity - 1));
        storeValue(to, key);
        storeValue(to + ENTRY_VALUE, loadValue(from + ENTRY_VALUE));
        store32(to + ENTRY_CHAIN, load32(bucket));
        store32(to + ENTRY_HASH, hash);
        count++;
        store32(bucket, count);
      }
      // The old cell may live on through a cursor; it must not keep values alive.
      if (!same) storeValue(from + ENTRY_VALUE, undefinedValue());
    }
    storeValue(old + ENTRIES_SUCCESSOR, internalValue(entries));
    store64(old + ENTRIES_END, count);
    store64(old + ENTRIES_SAME, u64(u32(same)));
    store64(old + ENTRIES_USED, used);
  }
  storeValue(table + TABLE_ENTRIES, internalValue(entries));
  storeValue(table + TABLE_BUCKETS, internalValue(bucketsCell));
  store64(table + TABLE_USED, count);
  store64(table + TABLE_CAPACITY, capacity);
  store64(table + TABLE_FIRST, 0);
}

/** A cursor before the first entry, as an internal Value. It sees entries added while it is under way. */
export function tableCursor(tableValue: Value): Value {
  const table: ptr = pointerOf(tableValue);
  const cursor: ptr = newValuesCell(CURSOR_SLOTS);
  storeValue(cursor + CURSOR_TABLE, tableValue);
  storeValue(cursor + CURSOR_ENTRIES, loadValue(table + TABLE_ENTRIES));
  store64(cursor + CURSOR_INDEX, load64(table + TABLE_FIRST));
  return internalValue(cursor);
}

/** A second cursor at the same place. */
export function cursorCopy(handle: Value): Value {
  const from: ptr = pointerOf(handle);
  const cursor: ptr = newValuesCell(CURSOR_SLOTS);
  storeValue(cursor + CURSOR_TABLE, loadValue(from + CURSOR_TABLE));
  storeValue(cursor + CURSOR_ENTRIES, loadValue(from + CURSOR_ENTRIES));
  store64(cursor + CURSOR_INDEX, load64(from + CURSOR_INDEX));
  return internalValue(cursor);
}

/** Moves to the next live entry; false when there is none (the cursor stays where it is: later additions are seen). */
export function cursorAdvance(handle: Value): boolean {
  const cursor: ptr = pointerOf(handle);
  const table: ptr = pointerOf(loadValue(cursor + CURSOR_TABLE));
  const current: Value = loadValue(table + TABLE_ENTRIES);
  if (!sameBits(current, loadValue(cursor + CURSOR_ENTRIES))) followSuccessors(cursor, current);
  const used: u32 = load32(table + TABLE_USED);
  let index: u32 = load32(cursor + CURSOR_INDEX);
  if (index >= used) return false;
  const entries: ptr = pointerOf(current);
  while (index < used && load64(entryAt(entries, index)) === HOLE_BITS) index++;
  if (index >= used) {
    store64(cursor + CURSOR_INDEX, index);
    return false;
  }
  store64(cursor + CURSOR_INDEX, u64(index) + 1);
  return true;
}

/** Key of the entry that the last `cursorAdvance` moved to; to be read before the table changes. */
export function cursorKey(handle: Value): Value {
  const cursor: ptr = pointerOf(handle);
  return loadValue(
    entryAt(pointerOf(loadValue(cursor + CURSOR_ENTRIES)), load32(cursor + CURSOR_INDEX) - 1),
  );
}

/** Its value. */
export function cursorValue(handle: Value): Value {
  const cursor: ptr = pointerOf(handle);
  return loadValue(
    entryAt(pointerOf(loadValue(cursor + CURSOR_ENTRIES)), load32(cursor + CURSOR_INDEX) - 1) +
      ENTRY_VALUE,
  );
}

function followSuccessors(cursor: ptr, current: Value): void {
  let at: Value = loadValue(cursor + CURSOR_ENTRIES);
  let index: u32 = load32(cursor + CURSOR_INDEX);
  while (!sameBits(at, current)) {
    // The cursor was made when nothing had been allocated yet: it is still at the start.
    if (sameBits(at, undefinedValue())) {
      at = current;
      index = 0;
      break;
    }
    const entries: ptr = pointerOf(at);
    if (load64(entries + ENTRIES_SAME) === 0) {
      // The index may be one behind the last entry; entries never used have no key word to read.
      const wasUsed: u32 = load32(entries + ENTRIES_USED);
      index = index < wasUsed ? load32(entryAt(entries, index)) : load32(entries + ENTRIES_END);
    }
    at = loadValue(entries + ENTRIES_SUCCESSOR);
  }
  storeValue(cursor + CURSOR_ENTRIES, current);
  store64(cursor + CURSOR_INDEX, index);
}
