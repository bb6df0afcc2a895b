'use machine';
// Intern table: the one string of each text that is a property key, compared by address. Layer: runtime.
// Open addressing over string addresses; 0 is empty, 1 deleted. The table holds heap strings weakly: after marking,
// `clearDeadKeys` drops those that nothing else refers to.

import {
  addressOf,
  copyBytes,
  load32,
  load64,
  ptr,
  store32,
  store64,
  store8,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { addRootRange } from './collector.ts';
import { isMarked } from './collector-mark.ts';
import { allocateCell } from './heap.ts';
import {
  CELL_EXTRA,
  CELL_FLAGS,
  FLAG_INDEX,
  FLAG_INDEX_KNOWN,
  FLAG_INTERNED,
  KIND_BYTES,
  STRING_DATA,
  STRING_LENGTH,
} from './layout.ts';
import { isFlatString, isWideString, newStringCell, stringUnits, unitAt } from './string-cells.ts';
import { equalUnits } from './string-compare.ts';
import { hashUnits, stringHash } from './string-hash.ts';
import { cellFlags, pointerOf, stringValue } from './value.ts';

const EMPTY: u64 = 0;
const DELETED: u64 = 1;
const FIRST_CAPACITY: u32 = 2048;
const TABLE_DATA: u32 = 8;
/** No array index. */
export const NO_INDEX: u32 = 0xffffffff;

let table: ptr = 0;
let capacity: u32 = 0;
/** Slots that are not EMPTY. */
let occupied: u32 = 0;
let live: u32 = 0;

/** Makes the empty table. */
export function initializeInternTable(): void {
  addRootRange(addressOf(table), addressOf(table) + 8);
  makeTable(FIRST_CAPACITY);
}

function makeTable(slots: u32): void {
  table = allocateCell(KIND_BYTES, TABLE_DATA + u64(slots) * 8, 0);
  capacity = slots;
  occupied = 0;
  live = 0;
}

function slotAt(index: u32): ptr {
  return table + TABLE_DATA + u64(index) * 8;
}

/** Puts a string that is not in the table into it; there is room. */
function insert(cell: ptr): void {
  let index: u32 = load32(cell + CELL_EXTRA) & (capacity - 1);
  while (load64(slotAt(index)) !== EMPTY) index = (index + 1) & (capacity - 1);
  store64(slotAt(index), cell);
  occupied++;
  live++;
}

function grow(): void {
  const old: ptr = table;
  const oldCapacity: u32 = capacity;
  makeTable(live * 2 > oldCapacity - (oldCapacity >> 2) ? oldCapacity * 2 : oldCapacity);
  for (let i: u64 = 0; i < oldCapacity; i++) {
    const cell: ptr = load64(old + TABLE_DATA + i * 8);
    if (cell > DELETED) insert(cell);
  }
}

/** The interned string with this text, or 0. */
function find(hash: u32, units: ptr, wide: boolean, length: u32): ptr {
  let index: u32 = hash & (capacity - 1);
  for (;;) {
    const cell: ptr = load64(slotAt(index));
    if (cell === EMPTY) return 0;
    if (
      cell > DELETED &&
      load32(cell + CELL_EXTRA) === hash &&
      load32(cell + STRING_LENGTH) === length
    ) {
      if (equalUnits(cell + STRING_DATA, isWideString(cell), units, wide, length)) return cell;
    }
    index = (index + 1) & (capacity - 1);
  }
}

/** Array index (below 2^32 - 1) that the units spell canonically, or NO_INDEX. */
export function parseIndex(units: ptr, wide: boolean, length: u32): u32 {
  if (length === 0 || length > 10) return NO_INDEX;
  const first: u32 = unitAt(units, wide, 0);
  if (first === 48 && length > 1) return NO_INDEX;
  let value: u64 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const digit: u32 = unitAt(units, wide, i) - 48;
    if (digit > 9) return NO_INDEX;
    value = value * 10 + digit;
  }
  return value < 0xffffffff ? u32(value) : NO_INDEX;
}

/** Makes a flat cell, whose hash is known, the interned one of its text. */
function adopt(cell: ptr): Value {
  let flags: u32 = cellFlags(cell) | FLAG_INTERNED | FLAG_INDEX_KNOWN;
  const length: u32 = load32(cell + STRING_LENGTH);
  if (parseIndex(cell + STRING_DATA, isWideString(cell), length) !== NO_INDEX) flags |= FLAG_INDEX;
  store8(cell + CELL_FLAGS, flags);
  if (occupied * 4 >= capacity * 3) grow();
  insert(cell);
  return stringValue(cell);
}

/** The interned string with the text of `v`. */
export function internString(v: Value): Value {
  const cell: ptr = pointerOf(v);
  if ((cellFlags(cell) & FLAG_INTERNED) !== 0) return v;
  const hash: u32 = stringHash(v);
  const length: u32 = load32(cell + STRING_LENGTH);
  const wide: boolean = isWideString(cell);
  const units: ptr = stringUnits(cell);
  const found: ptr = find(hash, units, wide, length);
  if (found !== 0) return stringValue(found);
  if (isFlatString(cell)) return adopt(cell);
  const copy: ptr = newStringCell(length, wide);
  copyBytes(copy + STRING_DATA, units, wide ? u64(length) * 2 : u64(length));
  store32(copy + CELL_EXTRA, hash);
  return adopt(copy);
}

/** The interned string of `count` Latin-1 bytes; allocates only when the text is new. */
export function internBytes(bytes: ptr, count: u32): Value {
  const hash: u32 = hashUnits(bytes, false, count);
  const found: ptr = find(hash, bytes, false, count);
  if (found !== 0) return stringValue(found);
  const cell: ptr = newStringCell(count, false);
  copyBytes(cell + STRING_DATA, bytes, u64(count));
  store32(cell + CELL_EXTRA, hash);
  return adopt(cell);
}

/** Enters one of the image's static strings; before any other string is interned. */
export function internStaticString(cell: ptr): void {
  stringHash(stringValue(cell));
  adopt(cell);
}

/** After marking: forgets keys that are not marked. */
export function clearDeadKeys(): void {
  for (let i: u32 = 0; i < capacity; i++) {
    const cell: ptr = load64(slotAt(i));
    if (cell > DELETED && !isMarked(cell)) {
      store64(slotAt(i), DELETED);
      live--;
    }
  }
}
