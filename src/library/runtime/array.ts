'use machine';
// Arrays: creation, growth, and what literals, rest parameters and spread need. Layer: runtime. ECMA-262 §10.4.2.
// Unless FLAG_SPARSE is set, the elements cell has room for at least `length` Values and is HOLE beyond it.

import {
  copyBytes,
  f64,
  load32,
  load64,
  load8,
  ptr,
  store32,
  store64,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { ARRAY_PUSH_FLAGS } from './array-inline.ts';
import { concatTexts3 } from './error-text.ts';
import { setElement } from './property-inline.ts';
import { throwRangeError, throwTypeError } from './exceptions.ts';
import { allocateCell } from './heap.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import { isException, numberValue, objectValue, pointerOf, cellKind } from './value.ts';
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  ARRAY_SIZE,
  CELL_EXTRA,
  CELL_FLAGS,
  FLAG_NOT_EXTENSIBLE,
  FLAG_SPARSE,
  INTRINSIC_ARRAY_PROTOTYPE,
  KIND_ARRAY,
  KIND_VALUES,
  OBJECT_SHAPE,
  VALUES_DATA,
} from './layout.ts';
import { numberToString } from './number-format.ts';
import { grownCapacity, newElements, reserveElements } from './object-array.ts';
import { rootShape } from './shape.ts';

/** Shape of arrays without own properties whose prototype is Array.prototype. */
export let arrayShape: ptr = 0;

/** Called by initializeIntrinsics. */
export function initializeArrayShape(): void {
  arrayShape = rootShape(intrinsicObject(INTRINSIC_ARRAY_PROTOTYPE), ARRAY_SIZE, 0);
}

/** An empty array with room for `capacity` elements. */
export function newArray(capacity: u32): Value {
  const p: ptr = allocateCell(KIND_ARRAY, ARRAY_SIZE, 0);
  store64(p + OBJECT_SHAPE, arrayShape);
  store64(p + ARRAY_ELEMENTS, newElements(capacity));
  return objectValue(p);
}

/** An array of `length` holes; small enough to be dense. */
export function newArrayOfLength(length: u32): Value {
  const array: Value = newArray(length);
  store32(pointerOf(array) + ARRAY_LENGTH, length);
  return array;
}

/** Gives a dense array room for at least `capacity` elements, and more when it grows. */
export function ensureArrayCapacity(p: ptr, capacity: u32): void {
  if (capacity > load32(load64(p + ARRAY_ELEMENTS) + CELL_EXTRA))
    reserveElements(p, grownCapacity(capacity));
}

/** Largest length that stays dense. */
const MAXIMUM_DENSE: u32 = 0x8000000;

/** arrayPush when there is no room, or something forbids or complicates it. */
export function arrayPushSlow(array: Value, v: Value): Value {
  const p: ptr = pointerOf(array);
  const length: u32 = load32(p + ARRAY_LENGTH);
  const flags: u32 = load8(p + CELL_FLAGS);
  if ((flags & ARRAY_PUSH_FLAGS) === 0 && length < MAXIMUM_DENSE) {
    ensureArrayCapacity(p, length + 1);
    storeValue(load64(p + ARRAY_ELEMENTS) + VALUES_DATA + u64(length) * 8, v);
    store32(p + ARRAY_LENGTH, length + 1);
    return numberValue(f64(length + 1));
  }
  if ((flags & FLAG_NOT_EXTENSIBLE) !== 0) {
    return throwTypeError(
      concatTexts3(
        'Cannot add property ',
        numberToString(f64(length)),
        ', object is not extensible',
      ),
    );
  }
  if (length === 0xffffffff) return throwRangeError('Invalid array length');
  const done: Value = setElement(array, numberValue(f64(length)), v);
  return isException(done) ? done : numberValue(f64(length) + 1);
}

/** Appends a hole (array literals with elisions). */
export function arrayAppendHole(array: Value): void {
  const p: ptr = pointerOf(array);
  const length: u32 = load32(p + ARRAY_LENGTH);
  ensureArrayCapacity(p, length + 1);
  store32(p + ARRAY_LENGTH, length + 1);
}

/** Appends `count` Values that are in memory. */
export function arrayAppendValues(p: ptr, values: ptr, count: u32): void {
  if (count === 0) return;
  const length: u32 = load32(p + ARRAY_LENGTH);
  ensureArrayCapacity(p, length + count);
  copyBytes(load64(p + ARRAY_ELEMENTS) + VALUES_DATA + u64(length) * 8, values, u64(count) * 8);
  store32(p + ARRAY_LENGTH, length + count);
}

/** An array of the arguments from number `from` on: a rest parameter. */
export function arrayFromArguments(argc: u32, argv: ptr, from: u32): Value {
  if (argc <= from) return newArray(0);
  const count: u32 = argc - from;
  const array: Value = newArray(0);
  const elements: ptr = allocateCell(KIND_VALUES, VALUES_DATA + u64(count) * 8, count);
  copyBytes(elements + VALUES_DATA, argv + u64(from) * 8, u64(count) * 8);
  store64(pointerOf(array) + ARRAY_ELEMENTS, elements);
  store32(pointerOf(array) + ARRAY_LENGTH, count);
  return array;
}

/** The cell is an array whose elements are all in its elements cell. */
export function denseElements(p: ptr): boolean {
  return cellKind(p) === KIND_ARRAY && (load8(p + CELL_FLAGS) & FLAG_SPARSE) === 0;
}
