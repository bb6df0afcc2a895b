'use machine';
// Typed arrays, DataViews and ArrayBuffers as cells: making them, their fields, bulk moves. Layer: runtime.
// The bytes are a BYTES cell (from its offset 8 on), as large as the buffer may ever become, so data pointers never change. A typed
// array that made its own bytes has no ArrayBuffer object until somebody asks for it: TYPED_BUFFER then holds the BYTES cell
// itself, and typedArrayBuffer() makes the object. Of a resizable buffer, BUFFER_CELL refers to a VALUES cell {bytes, views}.

import {
  copyBytes,
  f64,
  fillBytes,
  load16,
  load64,
  loadValue,
  moveBytes,
  ptr,
  store16,
  store64,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { i32, Value } from '../machine/types.ts';
import { createFromConstructor } from './construct.ts';
import { throwRangeError } from './exceptions.ts';
import { allocateCell, writeBarrier } from './heap.ts';
import { canAllocate } from './heap-space.ts';
import { arrayBufferLength } from './inspect-kinds.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import {
  BUFFER_CELL,
  BUFFER_DATA,
  BUFFER_LENGTH,
  BUFFER_MAXIMUM,
  CELL_AUX,
  INTRINSIC_ARRAY_BUFFER_PROTOTYPE,
  INTRINSIC_DATA_VIEW_PROTOTYPE,
  INTRINSIC_TYPED_ARRAY_PROTOTYPES,
  KIND_ARRAY_BUFFER,
  KIND_BYTES,
  KIND_DATA_VIEW,
  KIND_TYPED_ARRAY,
  KIND_VALUES,
  TYPED_BUFFER,
  TYPED_DATA,
  TYPED_LENGTH,
  TYPED_OFFSET,
  VALUES_DATA,
} from './layout.ts';
import { createObjectWithPrototype } from './object-allocate.ts';
import { elementShift } from './typed-array-access.ts';
import {
  internalValue,
  isException,
  isObjectOfKind,
  isObjectValue,
  pointerOf,
  undefinedValue,
} from './value.ts';

/** BUFFER_MAXIMUM of a buffer that cannot be resized. */
const NOT_RESIZABLE: u64 = 0xffffffffffffffff;
const BYTES_DATA: u64 = 8;

function newBytes(count: u64): ptr {
  return allocateCell(KIND_BYTES, BYTES_DATA + count, 0);
}

/** A typed array of `length` zeros with its own bytes; its prototype is that of `newTarget`. */
export function typedArrayAllocate(newTarget: Value, type: u32, length: u64): Value {
  const size: u64 = length << elementShift(type);
  if (!canAllocate(size + 65536)) return throwRangeError('Array buffer allocation failed');
  const array: Value = createFromConstructor(
    newTarget,
    INTRINSIC_TYPED_ARRAY_PROTOTYPES + type,
    KIND_TYPED_ARRAY,
  );
  if (isException(array)) return array;
  const bytes: ptr = newBytes(size);
  const cell: ptr = pointerOf(array);
  store16(cell + CELL_AUX, type);
  storeValue(cell + TYPED_BUFFER, internalValue(bytes));
  writeBarrier(cell, internalValue(bytes));
  store64(cell + TYPED_LENGTH, length);
  store64(cell + TYPED_DATA, bytes + BYTES_DATA);
  return array;
}

/** A typed array of `length` elements on `buffer` from byte `offset`; the caller has checked the bounds. */
export function typedArrayOnBuffer(
  newTarget: Value,
  type: u32,
  buffer: Value,
  offset: u64,
  length: u64,
): Value {
  const array: Value = createFromConstructor(
    newTarget,
    INTRINSIC_TYPED_ARRAY_PROTOTYPES + type,
    KIND_TYPED_ARRAY,
  );
  if (isException(array)) return array;
  store16(pointerOf(array) + CELL_AUX, type);
  placeView(array, buffer, offset, length);
  return array;
}

/** A DataView of `length` bytes on `buffer` from byte `offset`. */
export function dataViewOnBuffer(newTarget: Value, buffer: Value, offset: u64, length: u64): Value {
  const view: Value = createFromConstructor(
    newTarget,
    INTRINSIC_DATA_VIEW_PROTOTYPE,
    KIND_DATA_VIEW,
  );
  if (isException(view)) return view;
  placeView(view, buffer, offset, length);
  return view;
}

function placeView(view: Value, buffer: Value, offset: u64, length: u64): void {
  const cell: ptr = pointerOf(view);
  storeValue(cell + TYPED_BUFFER, buffer);
  writeBarrier(cell, buffer);
  store64(cell + TYPED_OFFSET, offset);
  store64(cell + TYPED_LENGTH, length);
  store64(cell + TYPED_DATA, load64(pointerOf(buffer) + BUFFER_DATA) + offset);
}

/** The ArrayBuffer of a typed array or DataView; made now when there is none yet. */
export function typedArrayBuffer(view: Value): Value {
  const cell: ptr = pointerOf(view);
  const known: Value = loadValue(cell + TYPED_BUFFER);
  if (isObjectValue(known)) return known;
  const buffer: Value = createObjectWithPrototype(
    intrinsicObject(INTRINSIC_ARRAY_BUFFER_PROTOTYPE),
    KIND_ARRAY_BUFFER,
    0,
  );
  const size: u64 = load64(cell + TYPED_LENGTH) << elementShift(u32(load16(cell + CELL_AUX)));
  initializeBuffer(buffer, pointerOf(known), size);
  storeValue(cell + TYPED_BUFFER, buffer);
  writeBarrier(cell, buffer);
  return buffer;
}

function initializeBuffer(buffer: Value, bytes: ptr, length: u64): void {
  const cell: ptr = pointerOf(buffer);
  store64(cell + BUFFER_DATA, bytes + BYTES_DATA);
  storeValue(cell + BUFFER_CELL, internalValue(bytes));
  writeBarrier(cell, internalValue(bytes));
  store64(cell + BUFFER_LENGTH, length);
  store64(cell + BUFFER_MAXIMUM, NOT_RESIZABLE);
}

/** An ArrayBuffer of `length` zero bytes. */
export function arrayBufferAllocate(newTarget: Value, length: u64): Value {
  if (!canAllocate(length + 65536)) return throwRangeError('Array buffer allocation failed');
  const buffer: Value = createFromConstructor(
    newTarget,
    INTRINSIC_ARRAY_BUFFER_PROTOTYPE,
    KIND_ARRAY_BUFFER,
  );
  if (isException(buffer)) return buffer;
  initializeBuffer(buffer, newBytes(length), length);
  return buffer;
}

/** An ArrayBuffer of `length` zero bytes that may become `maximum` bytes long; `views` is its list of views. */
export function arrayBufferAllocateResizable(
  newTarget: Value,
  length: u64,
  maximum: u64,
  views: Value,
): Value {
  const buffer: Value = arrayBufferAllocate(newTarget, maximum);
  if (isException(buffer)) return buffer;
  const cell: ptr = pointerOf(buffer);
  const owned: ptr = allocateCell(KIND_VALUES, u64(VALUES_DATA) + 16, 2);
  storeValue(owned + VALUES_DATA, loadValue(cell + BUFFER_CELL));
  storeValue(owned + VALUES_DATA + 8, views);
  storeValue(cell + BUFFER_CELL, internalValue(owned));
  writeBarrier(cell, internalValue(owned));
  store64(cell + BUFFER_LENGTH, length);
  store64(cell + BUFFER_MAXIMUM, maximum);
  return buffer;
}

export function isArrayBuffer(v: Value): boolean {
  return isObjectOfKind(v, KIND_ARRAY_BUFFER);
}

export function isDataView(v: Value): boolean {
  return isObjectOfKind(v, KIND_DATA_VIEW);
}

/** ELEMENT_x of a typed array, or -1. */
export function typedArrayType(v: Value): i32 {
  return isObjectOfKind(v, KIND_TYPED_ARRAY) ? load16(pointerOf(v) + CELL_AUX) : -1;
}

/** The buffer's list of views, or undefined when it cannot be resized. */
export function arrayBufferViews(buffer: Value): Value {
  const cell: ptr = pointerOf(buffer);
  if (load64(cell + BUFFER_MAXIMUM) === NOT_RESIZABLE) return undefinedValue();
  return loadValue(pointerOf(loadValue(cell + BUFFER_CELL)) + VALUES_DATA + 8);
}

/** The largest length; of a buffer that cannot be resized, its length. */
export function arrayBufferMaximum(buffer: Value): f64 {
  const maximum: u64 = load64(pointerOf(buffer) + BUFFER_MAXIMUM);
  return maximum === NOT_RESIZABLE ? arrayBufferLength(buffer) : f64(maximum);
}

/** Sets the length of a resizable buffer; bytes that are cut off are zero when they come back. */
export function arrayBufferSetLength(buffer: Value, length: u64): void {
  const cell: ptr = pointerOf(buffer);
  const old: u64 = load64(cell + BUFFER_LENGTH);
  const data: ptr = load64(cell + BUFFER_DATA);
  if (length < old) fillBytes(data + length, 0, old - length);
  store64(cell + BUFFER_LENGTH, length);
}

/** Byte offset of a view in its buffer. */
export function viewOffset(view: Value): f64 {
  return f64(load64(pointerOf(view) + TYPED_OFFSET));
}

/** Elements of a typed array, bytes of a DataView. */
export function viewLength(view: Value): f64 {
  return f64(load64(pointerOf(view) + TYPED_LENGTH));
}

/** After its buffer was resized. */
export function setViewLength(view: Value, length: u64): void {
  store64(pointerOf(view) + TYPED_LENGTH, length);
}

/** Copies `count` bytes between two buffers, which do not overlap. */
export function copyBufferBytes(
  to: Value,
  toOffset: u64,
  from: Value,
  fromOffset: u64,
  count: u64,
): void {
  copyBytes(
    load64(pointerOf(to) + BUFFER_DATA) + toOffset,
    load64(pointerOf(from) + BUFFER_DATA) + fromOffset,
    count,
  );
}

/** Copies `count` elements between typed arrays of one element type, which may share their bytes. */
export function moveElements(
  to: Value,
  toIndex: u64,
  from: Value,
  fromIndex: u64,
  count: u64,
): void {
  const shift: u32 = elementShift(u32(load16(pointerOf(to) + CELL_AUX)));
  moveBytes(
    load64(pointerOf(to) + TYPED_DATA) + (toIndex << shift),
    load64(pointerOf(from) + TYPED_DATA) + (fromIndex << shift),
    count << shift,
  );
}
