'use machine';
// The array that RegExp.prototype.exec returns, from the matcher's registers. Layer: runtime.

import { i32, load64, ptr, store64, storeValue, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { newArrayOfLength } from './array.ts';
import { allocateCell } from './heap.ts';
import {
  ALL_ATTRIBUTES,
  ARRAY_ELEMENTS,
  KIND_VALUES,
  OBJECT_OVERFLOW,
  OBJECT_SHAPE,
  VALUES_DATA,
} from './layout.ts';
import { addSlot } from './object-slots.ts';
import { matchRegister } from './regexp-matcher.ts';
import { isSharedShape } from './shape.ts';
import { substringOf } from './string-slice.ts';
import { numberValue, pointerOf, undefinedValue } from './value.ts';

/** Shape of an array with index, input and groups, once it is known; shared shapes are never freed. */
let resultShape: ptr = 0;

/** The texts of the groups, with the properties index, input and groups (undefined). */
export function newMatchArray(subject: Value, groups: u32): Value {
  const array: Value = newArrayOfLength(groups);
  const cell: ptr = pointerOf(array);
  for (let i: u32 = 0; i < groups; i++) {
    const start: i32 = matchRegister(2 * i);
    const end: i32 = matchRegister(2 * i + 1);
    const text: Value =
      start < 0 || end < 0 ? undefinedValue() : substringOf(subject, u32(start), u32(end));
    storeValue(load64(cell + ARRAY_ELEMENTS) + VALUES_DATA + u64(i) * 8, text);
  }
  const index: Value = numberValue(matchRegister(0));
  if (resultShape !== 0) {
    const values: ptr = allocateCell(KIND_VALUES, VALUES_DATA + 24, 3);
    storeValue(values + VALUES_DATA, index);
    storeValue(values + VALUES_DATA + 8, subject);
    storeValue(values + VALUES_DATA + 16, undefinedValue());
    store64(cell + OBJECT_OVERFLOW, values);
    store64(cell + OBJECT_SHAPE, resultShape);
    return array;
  }
  addSlot(cell, 'index', index, ALL_ATTRIBUTES);
  addSlot(cell, 'input', subject, ALL_ATTRIBUTES);
  addSlot(cell, 'groups', undefinedValue(), ALL_ATTRIBUTES);
  const shape: ptr = load64(cell + OBJECT_SHAPE);
  if (isSharedShape(shape)) resultShape = shape;
  return array;
}
