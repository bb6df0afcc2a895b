'use machine';
// Object slots: adding, removing and changing own properties that live in the shape and its slots. Layer: runtime.
// Nothing here checks attributes, extensibility or exotic behaviour, and nothing runs the program's code.

import {
  copyBytes,
  i64,
  load16,
  load32,
  load64,
  loadValue,
  ptr,
  store32,
  store64,
  storeValue,
  symbolKey,
  i32,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { allocateCell, writeBarrier } from './heap.ts';
import {
  CELL_EXTRA,
  FLAG_INDEX,
  FLAG_PROTOTYPE,
  KIND_VALUES,
  OBJECT_OVERFLOW,
  OBJECT_SHAPE,
  VALUES_DATA,
} from './layout.ts';
import { noteIndexedPrototype } from './object-prototype.ts';
import {
  SHAPE_INLINE_COUNT,
  SHAPE_INLINE_START,
  SHAPE_PROTOTYPE,
  SHAPE_SLOTS,
  SHAPE_TABLE,
  TABLE_INFO,
  TABLE_LIVE,
  TABLE_USED,
} from './shape-layout.ts';
import {
  appendEntry,
  copyTable,
  findEntryOf,
  isEmptyEntry,
  isTableFull,
  removeEntry,
  tableCapacityFor,
  tableEntry,
} from './shape-table.ts';
import {
  bumpPrototypeEpoch,
  dictionaryOf,
  findInShape,
  isSharedShape,
  shapeWithProperty,
} from './shape.ts';
import { cellFlags, isString, pointerOf, sameBits, undefinedValue } from './value.ts';

/** Address of slot `slot` of an object with this shape; an overflow slot exists already. */
export function slotAddress(object: ptr, shape: ptr, slot: u32): ptr {
  const inlineCount: u32 = u32(load16(shape + SHAPE_INLINE_COUNT));
  if (slot < inlineCount) return object + load16(shape + SHAPE_INLINE_START) + u64(slot) * 8;
  return load64(object + OBJECT_OVERFLOW) + VALUES_DATA + u64(slot - inlineCount) * 8;
}

/** Address of a slot that may be the first beyond those in use: makes room for it. */
export function reserveSlot(object: ptr, shape: ptr, slot: u32): ptr {
  const inlineCount: u32 = u32(load16(shape + SHAPE_INLINE_COUNT));
  if (slot < inlineCount) return object + load16(shape + SHAPE_INLINE_START) + u64(slot) * 8;
  const index: u32 = slot - inlineCount;
  const old: ptr = load64(object + OBJECT_OVERFLOW);
  const capacity: u32 = old === 0 ? 0 : load32(old + CELL_EXTRA);
  if (index < capacity) return old + VALUES_DATA + u64(index) * 8;
  const larger: u32 = capacity === 0 ? 3 : capacity * 2 + 1;
  const cell: ptr = allocateCell(KIND_VALUES, VALUES_DATA + u64(larger) * 8, larger);
  if (old !== 0) copyBytes(cell + VALUES_DATA, old + VALUES_DATA, u64(capacity) * 8);
  store64(object + OBJECT_OVERFLOW, cell);
  return cell + VALUES_DATA + u64(index) * 8;
}

/** The object's properties change: caches that went through it as a prototype are void. */
export function notePropertyChange(object: ptr): void {
  if ((cellFlags(object) & FLAG_PROTOTYPE) !== 0) bumpPrototypeEpoch();
}

/** Gives the object a private shape, if it has none. */
export function makeDictionary(object: ptr): void {
  const shape: ptr = load64(object + OBJECT_SHAPE);
  if (!isSharedShape(shape)) return;
  const own: ptr = dictionaryOf(shape, loadValue(shape + SHAPE_PROTOTYPE));
  store64(object + OBJECT_SHAPE, own);
}

/** Some object has a property Symbol.hasInstance of its own: `instanceof` must look for it. */
export let hasInstanceDefined: boolean = false;

/** At the end of installation, when only Function.prototype has it. */
export function forgetHasInstance(): void {
  hasInstanceDefined = false;
}

/** Adds a property that the object does not have. `value` is an internal accessor when IS_ACCESSOR is among the attributes. */
export function addSlot(object: ptr, key: Value, value: Value, attributes: u32): void {
  if (sameBits(key, symbolKey('hasInstance'))) hasInstanceDefined = true;
  const shape: ptr = load64(object + OBJECT_SHAPE);
  if (isSharedShape(shape)) {
    const next: ptr = shapeWithProperty(shape, key, attributes);
    if (next !== 0) {
      storeValue(reserveSlot(object, shape, load32(shape + SHAPE_SLOTS)), value);
      store64(object + OBJECT_SHAPE, next);
      writeBarrier(object, value);
      return;
    }
    makeDictionary(object);
  }
  addToDictionary(object, key, value, attributes);
}

function addToDictionary(object: ptr, key: Value, value: Value, attributes: u32): void {
  if ((cellFlags(object) & FLAG_PROTOTYPE) !== 0) {
    bumpPrototypeEpoch();
    if (isString(key) && (cellFlags(pointerOf(key)) & FLAG_INDEX) !== 0) noteIndexedPrototype();
  }
  const shape: ptr = load64(object + OBJECT_SHAPE);
  if (isTableFull(load64(shape + SHAPE_TABLE))) rebuildDictionary(object, shape);
  const slot: u32 = load32(shape + SHAPE_SLOTS);
  storeValue(reserveSlot(object, shape, slot), value);
  writeBarrier(object, value);
  appendEntry(load64(shape + SHAPE_TABLE), key, (u64(slot) << 8) | attributes);
  store32(shape + SHAPE_SLOTS, slot + 1);
  store32(shape + CELL_EXTRA, load32(shape + CELL_EXTRA) + 1);
}

/** Makes room in a full dictionary: doubles it, or drops removed entries and packs the slots. */
function rebuildDictionary(object: ptr, shape: ptr): void {
  const table: ptr = load64(shape + SHAPE_TABLE);
  const used: u32 = load32(table + TABLE_USED);
  const live: u32 = load32(table + TABLE_LIVE);
  const copy: ptr = copyTable(table, used, tableCapacityFor(live + (live >> 1) + 1));
  if (live !== load32(shape + SHAPE_SLOTS)) packSlots(object, shape, copy, live);
  store64(shape + SHAPE_TABLE, copy);
}

function packSlots(object: ptr, shape: ptr, table: ptr, live: u32): void {
  const values: ptr = allocateCell(KIND_VALUES, VALUES_DATA + u64(live) * 8, live);
  for (let i: u32 = 0; i < live; i++) {
    const info: u64 = load64(tableEntry(table, i) + TABLE_INFO);
    storeValue(
      values + VALUES_DATA + u64(i) * 8,
      loadValue(slotAddress(object, shape, u32(info >>> 8))),
    );
  }
  for (let i: u32 = 0; i < live; i++) {
    storeValue(slotAddress(object, shape, i), loadValue(values + VALUES_DATA + u64(i) * 8));
    const info: ptr = tableEntry(table, i) + TABLE_INFO;
    store64(info, (u64(i) << 8) | (load64(info) & 255));
  }
  const slots: u32 = load32(shape + SHAPE_SLOTS);
  for (let i: u32 = live; i < slots; i++)
    storeValue(slotAddress(object, shape, i), undefinedValue());
  store32(shape + SHAPE_SLOTS, live);
}

/** Removes a property that the object has. */
export function removeSlot(object: ptr, key: Value): void {
  makeDictionary(object);
  notePropertyChange(object);
  const shape: ptr = load64(object + OBJECT_SHAPE);
  const table: ptr = load64(shape + SHAPE_TABLE);
  const index: i32 = findEntryOf(table, load32(table + TABLE_USED), key);
  const info: u64 = load64(tableEntry(table, u32(index)) + TABLE_INFO);
  storeValue(slotAddress(object, shape, u32(info >>> 8)), undefinedValue());
  removeEntry(table, u32(index));
  store32(shape + CELL_EXTRA, load32(shape + CELL_EXTRA) - 1);
}

/** Changes the attributes of a property that the object has. */
export function setSlotAttributes(object: ptr, key: Value, attributes: u32): void {
  const found: i64 = findInShape(load64(object + OBJECT_SHAPE), key);
  if ((u32(found) & 255) === attributes) return;
  makeDictionary(object);
  notePropertyChange(object);
  const table: ptr = load64(load64(object + OBJECT_SHAPE) + SHAPE_TABLE);
  const index: i32 = findEntryOf(table, load32(table + TABLE_USED), key);
  const info: ptr = tableEntry(table, u32(index)) + TABLE_INFO;
  store64(info, (load64(info) & 0xffffffffffffff00) | attributes);
}

/** Number of table entries to walk over for all own properties; some may be empty (`isEmptyEntry`). */
export function ownEntryCount(object: ptr): u32 {
  const shape: ptr = load64(object + OBJECT_SHAPE);
  const table: ptr = load64(shape + SHAPE_TABLE);
  if (table === 0) return 0;
  return isSharedShape(shape) ? load32(shape + CELL_EXTRA) : load32(table + TABLE_USED);
}

/** Entry number `index` in order of definition. */
export function ownEntry(object: ptr, index: u32): ptr {
  return tableEntry(load64(load64(object + OBJECT_SHAPE) + SHAPE_TABLE), index);
}

export function entryIsEmpty(entry: ptr): boolean {
  return isEmptyEntry(entry);
}
