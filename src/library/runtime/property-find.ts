'use machine';
// Own properties: the one place that knows what every kind of object has under a key ([[GetOwnProperty]], ECMA-262 §10).
// Layer: runtime. Answers go to the found* variables, to be read before anything else runs. Only a proxy
// runs the program's code: an exception of its trap is pending and the answer FOUND_NONE.

import { i64, load32, load64, loadValue, ptr, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { stringToNumber } from './number-text.ts';
import { numberToString } from './number-format.ts';
import { materializeError } from './error-object.ts';
import { materializeFunction } from './function.ts';
import { NO_INDEX } from './intern.ts';
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  CELL_EXTRA,
  ENUMERABLE,
  FLAG_LENGTH_READ_ONLY,
  FLAG_MATERIALIZED,
  KIND_ARGUMENTS,
  KIND_ARRAY,
  KIND_ERROR,
  KIND_FUNCTION,
  KIND_OBJECT,
  KIND_PROXY,
  KIND_TYPED_ARRAY,
  KIND_WRAPPER,
  OBJECT_FIELDS,
  OBJECT_SHAPE,
  STRING_LENGTH,
  VALUES_DATA,
  WRITABLE,
  CONFIGURABLE,
} from './layout.ts';
import { elementAttributes } from './object-array.ts';
import { slotAddress } from './object-slots.ts';
import { indexOfKey } from './property-key.ts';
import { proxyFindOwn } from './proxy-property.ts';
import { findInShape } from './shape.ts';
import { charCodeAtIndex } from './string-cells.ts';
import { stringEquals } from './string-compare.ts';
import { characterAt } from './string-slice.ts';
import { typedArrayGet, typedArrayLength } from './typed-array-access.ts';
import {
  cellFlags,
  cellKind,
  isHole,
  isString,
  numberValue,
  pointerOf,
  sameBits,
  undefinedValue,
} from './value.ts';

/** The object has no such property. */
export const FOUND_NONE: u32 = 0;
/** In a slot: foundSlot is its address; with IS_ACCESSOR it holds an internal accessor. */
export const FOUND_SLOT: u32 = 1;
/** Computed: foundValue. */
export const FOUND_VALUE: u32 = 2;
/** The object has no such property and its prototypes must not be asked (typed arrays). */
export const FOUND_NOWHERE: u32 = 3;
/** An element of a dense array: foundSlot is its address, which is never cached. */
export const FOUND_ELEMENT: u32 = 4;

export let foundSlot: ptr = 0;
export let foundAttributes: u32 = 0;
export let foundValue: Value = undefinedValue();

/** Sets the found* variables to a computed property. */
export function answerValue(value: Value, attributes: u32): u32 {
  foundValue = value;
  foundAttributes = attributes;
  return FOUND_VALUE;
}

/** The property in the object's shape. */
export function findSlot(object: ptr, key: Value): u32 {
  const shape: ptr = load64(object + OBJECT_SHAPE);
  const found: i64 = findInShape(shape, key);
  if (found < 0) return FOUND_NONE;
  foundAttributes = u32(found) & 255;
  foundSlot = slotAddress(object, shape, u32(found >> 8));
  return FOUND_SLOT;
}

/** Element `index` of an array or arguments object that is not sparse. */
function findElement(object: ptr, index: u32): u32 {
  const elements: ptr = load64(object + ARRAY_ELEMENTS);
  if (index >= load32(elements + CELL_EXTRA)) return FOUND_NONE;
  foundSlot = elements + VALUES_DATA + u64(index) * 8;
  if (isHole(loadValue(foundSlot))) return FOUND_NONE;
  foundAttributes = elementAttributes(object);
  return FOUND_ELEMENT;
}

function findOfArray(object: ptr, key: Value): u32 {
  const index: u32 = indexOfKey(key);
  if (index !== NO_INDEX) {
    const found: u32 = findElement(object, index);
    return found !== FOUND_NONE ? found : findSlot(object, key);
  }
  if (sameBits(key, 'length') && cellKind(object) === KIND_ARRAY) {
    const writable: u32 = (cellFlags(object) & FLAG_LENGTH_READ_ONLY) !== 0 ? 0 : WRITABLE;
    return answerValue(numberValue(load32(object + ARRAY_LENGTH)), writable);
  }
  return findSlot(object, key);
}

function findOfString(object: ptr, key: Value): u32 {
  const text: Value = loadValue(object + OBJECT_FIELDS);
  if (isString(text)) {
    if (sameBits(key, 'length'))
      return answerValue(numberValue(load32(pointerOf(text) + STRING_LENGTH)), 0);
    const index: u32 = indexOfKey(key);
    if (index < load32(pointerOf(text) + STRING_LENGTH))
      return answerValue(characterAt(text, index), ENUMERABLE);
  }
  return findSlot(object, key);
}

/** CanonicalNumericIndexString(key) is not undefined (ECMA-262 §7.1.21). */
export function isCanonicalNumeric(key: Value): boolean {
  if (!isString(key)) return false;
  const length: u32 = load32(pointerOf(key) + STRING_LENGTH);
  if (length === 0 || length > 32) return false;
  const first: u32 = charCodeAtIndex(key, 0);
  // A digit, '-', 'I'(nfinity) or 'N'(aN).
  if ((first < 48 || first > 57) && first !== 45 && first !== 73 && first !== 78) return false;
  if (sameBits(key, '-0')) return true;
  return stringEquals(numberToString(stringToNumber(key)), key);
}

function findOfTypedArray(object: ptr, key: Value): u32 {
  const index: u32 = indexOfKey(key);
  if (index !== NO_INDEX) {
    if (index >= typedArrayLength(object)) return FOUND_NOWHERE;
    return answerValue(typedArrayGet(object, u64(index)), WRITABLE | ENUMERABLE | CONFIGURABLE);
  }
  if (isCanonicalNumeric(key)) return FOUND_NOWHERE;
  return findSlot(object, key);
}

/** The key is one of the properties that a function gets when it is first asked for them. */
export function isLazyFunctionKey(key: Value): boolean {
  return sameBits(key, 'prototype') || sameBits(key, 'name') || sameBits(key, 'length');
}

/** FOUND_x for an own property; `key` is interned. */
export function findOwn(object: ptr, key: Value): u32 {
  switch (cellKind(object)) {
    case KIND_OBJECT:
      return findSlot(object, key);
    case KIND_ARRAY:
    case KIND_ARGUMENTS:
      return findOfArray(object, key);
    case KIND_FUNCTION:
      if ((cellFlags(object) & FLAG_MATERIALIZED) === 0 && isLazyFunctionKey(key))
        materializeFunction(object);
      break;
    case KIND_ERROR:
      if ((cellFlags(object) & FLAG_MATERIALIZED) === 0 && sameBits(key, 'stack'))
        materializeError(object);
      break;
    case KIND_WRAPPER:
      return findOfString(object, key);
    case KIND_TYPED_ARRAY:
      return findOfTypedArray(object, key);
    case KIND_PROXY:
      return proxyFindOwn(object, key);
  }
  return findSlot(object, key);
}

/** Value of a found data property. */
export function foundData(found: u32): Value {
  return found === FOUND_VALUE ? foundValue : loadValue(foundSlot);
}
