'use machine';
// Element access out of line: `v[key]` for everything but a present element of a dense array. Layer: runtime.
// Indices stay numbers for arrays, arguments, strings and typed arrays; ordinary objects get an interned key.

import {
  f64,
  load32,
  load64,
  loadValue,
  ptr,
  store32,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { writeBarrier } from './heap.ts';
import { NO_INDEX } from './intern.ts';
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  CELL_EXTRA,
  FLAG_FROZEN_ELEMENTS,
  FLAG_LENGTH_READ_ONLY,
  FLAG_NOT_EXTENSIBLE,
  FLAG_PROTOTYPE,
  FLAG_SPARSE,
  KIND_ARGUMENTS,
  KIND_ARRAY,
  KIND_TYPED_ARRAY,
  KIND_WRAPPER,
  OBJECT_FIELDS,
  VALUES_DATA,
} from './layout.ts';
import { grownCapacity, reserveElements } from './object-array.ts';
import { indexedPrototypes } from './object-prototype.ts';
import { valueText } from './error-text.ts';
import { getNamed, throwReadOfNullish } from './property-get.ts';
import { indexKey, indexOfNumber, toPropertyKeyValue } from './property-key.ts';
import { addElement, setNamed, throwWriteOfNullish } from './property-set.ts';
import { charCodeAtIndex, stringLength } from './string-cells.ts';
import { characterAt } from './string-slice.ts';
import {
  typedArrayAt,
  typedArrayGet,
  typedArrayLength,
  typedArrayPut,
  typedArraySet,
} from './typed-array-access.ts';
import {
  cellFlags,
  cellKind,
  isException,
  isHole,
  isNullish,
  isNumber,
  isObjectOfKind,
  isObjectValue,
  isString,
  isSymbol,
  numberOf,
  pointerOf,
  undefinedValue,
} from './value.ts';

export { getElement, setElement } from './property-inline.ts';

/** `v[key]` in general. */
export function getElementSlow(v: Value, key: Value): Value {
  if (isNumber(key)) {
    // Every number is an index or a canonical numeric string: never a property of a typed array or its prototypes.
    if (isObjectOfKind(v, KIND_TYPED_ARRAY)) return typedArrayAt(pointerOf(v), numberOf(key));
    const index: u32 = indexOfNumber(numberOf(key));
    if (index !== NO_INDEX) return getIndex(v, index);
  }
  // ECMA-262 §6.2.5.5: the key is not converted then.
  if (isNullish(v)) return throwReadOfNullish(v, textOfKey(key));
  const name: Value = toPropertyKeyValue(key);
  if (isException(name)) return name;
  return getNamed(v, name);
}

/** What a message says of a key without calling anything; undefined where V8 says nothing. */
function textOfKey(key: Value): Value {
  if (isString(key) || isNumber(key) || isSymbol(key)) return key;
  if (!isObjectValue(key)) return valueText(key);
  const text: Value = valueText(key);
  // Of arrays, dates and the like.
  return charCodeAtIndex(text, 0) === 0x5b ? undefinedValue() : text;
}

/** `v[index]` */
export function getIndex(v: Value, index: u32): Value {
  if (isString(v)) {
    if (index < stringLength(v)) return characterAt(v, index);
  } else if (isObjectValue(v)) {
    const cell: ptr = pointerOf(v);
    const kind: u32 = cellKind(cell);
    if (kind === KIND_ARRAY || kind === KIND_ARGUMENTS) {
      const elements: ptr = load64(cell + ARRAY_ELEMENTS);
      if (index < load32(elements + CELL_EXTRA)) {
        const value: Value = loadValue(elements + VALUES_DATA + u64(index) * 8);
        if (!isHole(value)) return value;
      }
      if (!indexedPrototypes && (cellFlags(cell) & FLAG_SPARSE) === 0) return undefinedValue();
    } else if (kind === KIND_TYPED_ARRAY) {
      if (index < typedArrayLength(cell)) return typedArrayGet(cell, u64(index));
      return undefinedValue();
    } else if (kind === KIND_WRAPPER) {
      const text: Value = loadValue(cell + OBJECT_FIELDS);
      if (isString(text) && index < stringLength(text)) return characterAt(text, index);
    }
  }
  return getNamed(v, indexKey(index));
}

/** `v[key] = value` in general, strict. */
export function setElementSlow(v: Value, key: Value, value: Value): Value {
  if (isNumber(key)) {
    if (isObjectOfKind(v, KIND_TYPED_ARRAY)) {
      const array: ptr = pointerOf(v);
      if (isNumber(value) && typedArrayPut(array, numberOf(key), numberOf(value))) return value;
      return typedArraySet(array, numberOf(key) + 0, value);
    }
    const index: u32 = indexOfNumber(numberOf(key));
    if (index !== NO_INDEX) return setIndex(v, index, value);
  }
  if (isNullish(v)) return throwWriteOfNullish(v, textOfKey(key));
  const name: Value = toPropertyKeyValue(key);
  if (isException(name)) return name;
  return setNamed(v, name, value);
}

/** `v[index] = value`, strict. */
export function setIndex(v: Value, index: u32, value: Value): Value {
  if (isObjectValue(v)) {
    const cell: ptr = pointerOf(v);
    const kind: u32 = cellKind(cell);
    if (kind === KIND_ARRAY || kind === KIND_ARGUMENTS) {
      const blocking: u32 =
        FLAG_FROZEN_ELEMENTS |
        FLAG_NOT_EXTENSIBLE |
        FLAG_SPARSE |
        FLAG_LENGTH_READ_ONLY |
        FLAG_PROTOTYPE;
      if (!indexedPrototypes && (cellFlags(cell) & blocking) === 0) {
        return setOpenElement(cell, index, value);
      }
    } else if (kind === KIND_TYPED_ARRAY) return typedArraySet(cell, f64(index), value);
  }
  return setNamed(v, indexKey(index), value);
}

/** An element of an array whose elements can all be written and added. */
function setOpenElement(array: ptr, index: u32, value: Value): Value {
  const length: u32 = load32(array + ARRAY_LENGTH);
  if (index > length) {
    addElement(array, index, value);
    return value;
  }
  if (index >= load32(load64(array + ARRAY_ELEMENTS) + CELL_EXTRA)) {
    if (index > 1048576) {
      addElement(array, index, value);
      return value;
    }
    reserveElements(array, grownCapacity(index));
  }
  const elements: ptr = load64(array + ARRAY_ELEMENTS);
  storeValue(elements + VALUES_DATA + u64(index) * 8, value);
  writeBarrier(elements, value);
  if (index === length && cellKind(array) === KIND_ARRAY) store32(array + ARRAY_LENGTH, index + 1);
  return value;
}
