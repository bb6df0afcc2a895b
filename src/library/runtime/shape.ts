'use machine';
// Shapes: which properties an object has, where, and its prototype. Layer: runtime.
// Shared shapes are immortal and form a tree; (parent, key, attributes) leads to exactly one child, (prototype, inline
// area) to exactly one root. When there are too many, objects get private dictionary shapes instead.

import {
  addressOf,
  bitsOfValue,
  i32,
  i64,
  load16,
  load32,
  load64,
  loadI64,
  loadValue,
  ptr,
  store16,
  store32,
  store64,
  store8,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { addRootRange } from './collector.ts';
import { allocateCell, writeBarrier } from './heap.ts';
import { CELL_AUX, CELL_EXTRA, CELL_FLAGS, KIND_BYTES, KIND_SHAPE } from './layout.ts';
import { markAsPrototype } from './object-prototype.ts';
import {
  SHAPE_DICTIONARY,
  SHAPE_INLINE_COUNT,
  SHAPE_INLINE_START,
  SHAPE_KEY,
  SHAPE_NEXT,
  SHAPE_PARENT,
  SHAPE_PROTOTYPE,
  SHAPE_SIZE,
  SHAPE_SLOTS,
  SHAPE_TABLE,
  TABLE_INFO,
  TABLE_USED,
} from './shape-layout.ts';
import {
  appendEntry,
  copyTable,
  findEntryOf,
  isTableFull,
  newPropertyTable,
  tableCapacityFor,
  tableEntry,
} from './shape-table.ts';
import { cellFlags, isObjectValue, pointerOf } from './value.ts';

/** Grows whenever an object that is a prototype changes its properties or its own prototype; caches of inherited hits compare it. */
export let prototypeEpoch: u64 = 1;
/** Plus the prototypeEpoch: a store's cache that adds an inline slot (see property-miss.ts). */
export const EPOCH_ADD: u64 = 0x8000000000000000;

const MAXIMUM_ROOTS: u32 = 8192;
const MAXIMUM_SHAPES: u32 = 24576;
const MAXIMUM_SHARED_PROPERTIES: u32 = 256;
const FIRST_CAPACITY: u32 = 1024;
const INDEX_DATA: u32 = 8;

/** BYTES cell: open addressing over all shared shapes. */
let shapeIndex: ptr = 0;
let indexCapacity: u32 = 0;
let shapeCount: u32 = 0;
let rootCount: u32 = 0;
/** Head of the list of all shared shapes: keeps them alive. */
let sharedShapes: ptr = 0;

/** Makes the empty index. */
export function initializeShapes(): void {
  addRootRange(addressOf(shapeIndex), addressOf(shapeIndex) + 8);
  addRootRange(addressOf(sharedShapes), addressOf(sharedShapes) + 8);
  makeIndex(FIRST_CAPACITY);
}

/** Invalidates every cache of an inherited property. */
export function bumpPrototypeEpoch(): void {
  prototypeEpoch++;
}

function makeIndex(capacity: u32): void {
  shapeIndex = allocateCell(KIND_BYTES, INDEX_DATA + u64(capacity) * 8, 0);
  indexCapacity = capacity;
}

function hashOfShape(a: u64, b: u64, c: u32): u32 {
  const mixed: u64 =
    ((a >>> 4) * 0x9e3779b97f4a7c15) ^ ((b >>> 4) * 0xe7037ed1a0b428db) ^ (u64(c) * 0x85ebca6b);
  return u32((mixed * 0x9e3779b97f4a7c15) >>> 32);
}

function hashOf(shape: ptr): u32 {
  const parent: ptr = load64(shape + SHAPE_PARENT);
  if (parent === 0) {
    return hashOfShape(load64(shape + SHAPE_PROTOTYPE), 0, load32(shape + SHAPE_INLINE_START));
  }
  return hashOfShape(parent, load64(shape + SHAPE_KEY), u32(load16(shape + CELL_AUX)));
}

function indexSlot(at: u32): ptr {
  return shapeIndex + INDEX_DATA + u64(at) * 8;
}

function enter(shape: ptr): void {
  let at: u32 = hashOf(shape) & (indexCapacity - 1);
  while (load64(indexSlot(at)) !== 0) at = (at + 1) & (indexCapacity - 1);
  store64(indexSlot(at), shape);
}

/** Makes a shape shared: immortal and found by its definition. */
function share(shape: ptr): void {
  store64(shape + SHAPE_NEXT, sharedShapes);
  sharedShapes = shape;
  shapeCount++;
  if (shapeCount * 2 > indexCapacity) {
    makeIndex(indexCapacity * 2);
    for (let s: ptr = sharedShapes; s !== 0; s = load64(s + SHAPE_NEXT)) enter(s);
  } else enter(shape);
}

/** A shape without properties. */
function newShape(prototype: Value, inlineStart: u32, inlineCount: u32): ptr {
  const shape: ptr = allocateCell(KIND_SHAPE, SHAPE_SIZE, 0);
  storeValue(shape + SHAPE_PROTOTYPE, prototype);
  store16(shape + SHAPE_INLINE_START, inlineStart);
  store16(shape + SHAPE_INLINE_COUNT, inlineCount);
  return shape;
}

/** A private shape without properties. */
export function newDictionaryShape(prototype: Value, inlineStart: u32, inlineCount: u32): ptr {
  if (isObjectValue(prototype)) markAsPrototype(pointerOf(prototype));
  const shape: ptr = newShape(prototype, inlineStart, inlineCount);
  store8(shape + CELL_FLAGS, SHAPE_DICTIONARY);
  const table: ptr = newPropertyTable(4);
  store64(shape + SHAPE_TABLE, table);
  return shape;
}

/** The shape of objects with this prototype (object or null) and inline area, before their first property. Private when there are too many shapes. */
export function rootShape(prototype: Value, inlineStart: u32, inlineCount: u32): ptr {
  const known: ptr = findRoot(prototype, inlineStart | (inlineCount << 16));
  if (known !== 0) return known;
  if (rootCount >= MAXIMUM_ROOTS || shapeCount >= MAXIMUM_SHAPES) {
    return newDictionaryShape(prototype, inlineStart, inlineCount);
  }
  return makeRoot(prototype, inlineStart, inlineCount);
}

/** The same without a limit, always shared. */
export function literalRootShape(prototype: Value, inlineStart: u32, inlineCount: u32): ptr {
  const known: ptr = findRoot(prototype, inlineStart | (inlineCount << 16));
  return known !== 0 ? known : makeRoot(prototype, inlineStart, inlineCount);
}

function findRoot(prototype: Value, area: u32): ptr {
  let at: u32 = hashOfShape(bitsOfValue(prototype), 0, area) & (indexCapacity - 1);
  for (;;) {
    const shape: ptr = load64(indexSlot(at));
    if (shape === 0) return 0;
    if (
      load64(shape + SHAPE_PARENT) === 0 &&
      load64(shape + SHAPE_PROTOTYPE) === bitsOfValue(prototype) &&
      load32(shape + SHAPE_INLINE_START) === area
    ) {
      return shape;
    }
    at = (at + 1) & (indexCapacity - 1);
  }
}

function makeRoot(prototype: Value, inlineStart: u32, inlineCount: u32): ptr {
  if (isObjectValue(prototype)) markAsPrototype(pointerOf(prototype));
  const shape: ptr = newShape(prototype, inlineStart, inlineCount);
  rootCount++;
  share(shape);
  return shape;
}

/** The shape may be used by many objects. */
export function isSharedShape(shape: ptr): boolean {
  return (cellFlags(shape) & SHAPE_DICTIONARY) === 0;
}

/** Number of properties of a shared shape. */
export function shapeCountOf(shape: ptr): u32 {
  return load32(shape + CELL_EXTRA);
}

/** slot << 8 | attributes of a property, or -1. */
export function findInShape(shape: ptr, key: Value): i64 {
  const table: ptr = load64(shape + SHAPE_TABLE);
  if (table === 0) return -1;
  const count: u32 = isSharedShape(shape) ? load32(shape + CELL_EXTRA) : load32(table + TABLE_USED);
  const index: i32 = findEntryOf(table, count, key);
  if (index < 0) return -1;
  return loadI64(tableEntry(table, u32(index)) + TABLE_INFO);
}

function findChild(parent: ptr, key: Value, attributes: u32): ptr {
  let at: u32 = hashOfShape(parent, bitsOfValue(key), attributes) & (indexCapacity - 1);
  for (;;) {
    const shape: ptr = load64(indexSlot(at));
    if (shape === 0) return 0;
    if (
      load64(shape + SHAPE_PARENT) === parent &&
      load64(shape + SHAPE_KEY) === bitsOfValue(key) &&
      u32(load16(shape + CELL_AUX)) === attributes
    ) {
      return shape;
    }
    at = (at + 1) & (indexCapacity - 1);
  }
}

/** The table that a new child of `parent` uses for `count` + 1 entries: the parent's when the parent is its last user. */
function tableForChild(parent: ptr, count: u32): ptr {
  const table: ptr = load64(parent + SHAPE_TABLE);
  if (table === 0) return newPropertyTable(4);
  if (load32(table + TABLE_USED) === count && !isTableFull(table)) return table;
  return copyTable(table, count, tableCapacityFor(count + 1));
}

/** The shared shape with one more property, or 0 when the object has to become a dictionary. */
export function shapeWithProperty(parent: ptr, key: Value, attributes: u32): ptr {
  const known: ptr = findChild(parent, key, attributes);
  if (known !== 0) return known;
  const count: u32 = load32(parent + CELL_EXTRA);
  if (count >= MAXIMUM_SHARED_PROPERTIES || shapeCount >= MAXIMUM_SHAPES) return 0;
  return makeChild(parent, key, attributes);
}

/** The same without a limit: for shapes that the program's text names, of which there are only so many. */
export function shapeWithLiteralProperty(parent: ptr, key: Value, attributes: u32): ptr {
  const known: ptr = findChild(parent, key, attributes);
  return known !== 0 ? known : makeChild(parent, key, attributes);
}

function makeChild(parent: ptr, key: Value, attributes: u32): ptr {
  const count: u32 = load32(parent + CELL_EXTRA);
  const table: ptr = tableForChild(parent, count);
  const shape: ptr = newShape(
    loadValue(parent + SHAPE_PROTOTYPE),
    u32(load16(parent + SHAPE_INLINE_START)),
    u32(load16(parent + SHAPE_INLINE_COUNT)),
  );
  appendEntry(table, key, (u64(count) << 8) | attributes);
  store64(shape + SHAPE_PARENT, parent);
  storeValue(shape + SHAPE_KEY, key);
  store16(shape + CELL_AUX, attributes);
  store32(shape + CELL_EXTRA, count + 1);
  store32(shape + SHAPE_SLOTS, count + 1);
  store64(shape + SHAPE_TABLE, table);
  writeBarrier(shape, key);
  share(shape);
  return shape;
}

/** The shape with the same properties and another prototype, or 0. */
export function shapeWithPrototype(shape: ptr, prototype: Value): ptr {
  let result: ptr = rootShape(
    prototype,
    u32(load16(shape + SHAPE_INLINE_START)),
    u32(load16(shape + SHAPE_INLINE_COUNT)),
  );
  if (!isSharedShape(result)) return 0;
  const table: ptr = load64(shape + SHAPE_TABLE);
  const count: u32 = load32(shape + CELL_EXTRA);
  for (let i: u32 = 0; i < count; i++) {
    const entry: ptr = tableEntry(table, i);
    result = shapeWithProperty(result, loadValue(entry), u32(load64(entry + TABLE_INFO) & 255));
    if (result === 0) return 0;
  }
  return result;
}

/** A private shape with the properties of `shape` in the same slots. */
export function dictionaryOf(shape: ptr, prototype: Value): ptr {
  const count: u32 = load32(shape + CELL_EXTRA);
  const table: ptr = copyTable(load64(shape + SHAPE_TABLE), count, tableCapacityFor(count + 1));
  const result: ptr = newShape(
    prototype,
    u32(load16(shape + SHAPE_INLINE_START)),
    u32(load16(shape + SHAPE_INLINE_COUNT)),
  );
  store8(result + CELL_FLAGS, SHAPE_DICTIONARY);
  store32(result + CELL_EXTRA, count);
  store32(result + SHAPE_SLOTS, load32(shape + SHAPE_SLOTS));
  store64(result + SHAPE_TABLE, table);
  return result;
}

/** Number of shared shapes, for tests and reports. */
export function sharedShapeCount(): u32 {
  return shapeCount;
}
