'use machine';
// Private names (#x): own properties under symbols that reflection never shows (ECMA-262 §7.3.26 to §7.3.31). Layer: runtime.
// Fields are writable, methods are not; an object that is not extensible still takes them.

import {
  i64,
  load16,
  load64,
  loadValue,
  ptr,
  stackValues,
  store16,
  store8,
  storeValue,
  u32,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { callFunction } from './call-inline.ts';
import { concatTexts, concatTexts3, valueText } from './error-text.ts';
import { throwTypeError } from './exceptions.ts';
import { addKnownField, addNewField } from './field-cache.ts';
import { allocateCell, writeBarrier } from './heap.ts';
import {
  ACCESSOR_GET,
  ACCESSOR_SET,
  CELL_AUX,
  CELL_FLAGS,
  FLAG_PRIVATE,
  IS_ACCESSOR,
  KIND_SYMBOL,
  OBJECT_SHAPE,
  SYMBOL_BRAND,
  SYMBOL_DESCRIPTION,
  WRITABLE,
} from './layout.ts';
import { slotAddress } from './object-slots.ts';
import { newAccessor } from './property-define.ts';
import { throwReadOfNullish } from './property-get.ts';
import { cacheOwn } from './property-miss.ts';
import { throwWriteOfNullish } from './property-set.ts';
import { findInShape, isSharedShape } from './shape.ts';
import { newSymbol } from './symbol.ts';
import {
  booleanValue,
  cellFlags,
  isException,
  isNullish,
  isObjectValue,
  isUndefined,
  pointerOf,
  symbolValue,
  undefinedValue,
} from './value.ts';

/** Bits of a name's aux: what it names. */
const BRAND_INSTANCE: u32 = 1;
const BRAND_STATIC: u32 = 2;

/** A new private name of a field; `description` is its text with the #. */
export function newPrivateName(description: Value): Value {
  const name: Value = newSymbol(description);
  const cell: ptr = pointerOf(name);
  store8(cell + CELL_FLAGS, cellFlags(cell) | FLAG_PRIVATE);
  return name;
}

/** The same of a method or accessor of the class `owner`. */
export function newPrivateMethodName(description: Value, owner: Value, isStatic: boolean): Value {
  const cell: ptr = allocateCell(KIND_SYMBOL, 24, 0);
  storeValue(cell + SYMBOL_DESCRIPTION, description);
  storeValue(cell + SYMBOL_BRAND, owner);
  store16(cell + CELL_AUX, isStatic ? BRAND_STATIC : BRAND_INSTANCE);
  store8(cell + CELL_FLAGS, cellFlags(cell) | FLAG_PRIVATE);
  return symbolValue(cell);
}

/** `v.#name` is not there: the error in V8's words, which for methods name the class. */
function throwMissing(v: Value, name: Value, verb: Value, preposition: Value): Value {
  const cell: ptr = pointerOf(name);
  const brand: u32 = load16(cell + CELL_AUX);
  if (brand === BRAND_STATIC)
    return throwTypeError(concatTexts('Receiver must be class ', loadValue(cell + SYMBOL_BRAND)));
  if (brand === BRAND_INSTANCE) {
    const owner: Value = loadValue(cell + SYMBOL_BRAND);
    if (isNullish(v)) return throwReadOfNullish(v, owner);
    return throwTypeError(concatTexts('Receiver must be an instance of class ', owner));
  }
  const what: Value = concatTexts3(verb, ' private member ', textOf(name));
  return throwTypeError(
    concatTexts3(what, preposition, ' an object whose class did not declare it'),
  );
}

function textOf(name: Value): Value {
  return loadValue(pointerOf(name) + SYMBOL_DESCRIPTION);
}

/** slot << 8 | attributes, or -1. */
function find(v: Value, name: Value): i64 {
  if (!isObjectValue(v)) return -1;
  return findInShape(load64(pointerOf(v) + OBJECT_SHAPE), name);
}

function slotOf(v: Value, found: i64): ptr {
  const cell: ptr = pointerOf(v);
  return slotAddress(cell, load64(cell + OBJECT_SHAPE), u32(found >> 8));
}

function remember(cache: ptr, v: Value, slot: ptr): void {
  const cell: ptr = pointerOf(v);
  const shape: ptr = load64(cell + OBJECT_SHAPE);
  if (isSharedShape(shape)) cacheOwn(cache, cell, shape, slot);
}

/** `v.#name` when the inline cache did not answer. */
export function getPrivateMiss(v: Value, name: Value, cache: ptr): Value {
  const found: i64 = find(v, name);
  if (found < 0) {
    if (isNullish(v) && load16(pointerOf(name) + CELL_AUX) === 0)
      return throwReadOfNullish(v, textOf(name));
    return throwMissing(v, name, 'Cannot read', ' from');
  }
  const slot: ptr = slotOf(v, found);
  if ((u32(found) & IS_ACCESSOR) === 0) {
    remember(cache, v, slot);
    return loadValue(slot);
  }
  const getter: Value = loadValue(pointerOf(loadValue(slot)) + ACCESSOR_GET);
  if (isUndefined(getter))
    return throwTypeError(concatTexts3("'", textOf(name), "' was defined without a getter"));
  return callFunction(getter, v, 0, 0);
}

/** `v.#name = value` when the inline cache did not answer. */
export function setPrivateMiss(v: Value, name: Value, value: Value, cache: ptr): Value {
  const found: i64 = find(v, name);
  if (found < 0) {
    if (isNullish(v) && load16(pointerOf(name) + CELL_AUX) === 0)
      return throwWriteOfNullish(v, textOf(name));
    return throwMissing(v, name, 'Cannot write', ' to');
  }
  const slot: ptr = slotOf(v, found);
  if ((u32(found) & IS_ACCESSOR) !== 0) return callPrivateSetter(v, name, loadValue(slot), value);
  if ((u32(found) & WRITABLE) === 0) {
    return throwTypeError(concatTexts3("Private method '", textOf(name), "' is not writable"));
  }
  remember(cache, v, slot);
  storeValue(slot, value);
  writeBarrier(pointerOf(v), value);
  return value;
}

function callPrivateSetter(v: Value, name: Value, accessor: Value, value: Value): Value {
  const setter: Value = loadValue(pointerOf(accessor) + ACCESSOR_SET);
  if (isUndefined(setter))
    return throwTypeError(concatTexts3("'", textOf(name), "' was defined without a setter"));
  const args: ptr = stackValues(1);
  storeValue(args, value);
  const result: Value = callFunction(setter, v, 1, args);
  return isException(result) ? result : value;
}

function add(object: Value, name: Value, content: Value, attributes: u32): Value {
  if (find(object, name) >= 0) {
    return throwTypeError(
      concatTexts3('Cannot initialize ', textOf(name), ' twice on the same object'),
    );
  }
  addNewField(pointerOf(object), name, content, attributes);
  return undefinedValue();
}

/** Defines the field #name of a new instance. */
export function addPrivate(object: Value, name: Value, value: Value): Value {
  if (addKnownField(pointerOf(object), name, value, WRITABLE)) return undefinedValue();
  return add(object, name, value, WRITABLE);
}

/** Gives an instance the method #name. */
export function addPrivateMethod(object: Value, name: Value, fn: Value): Value {
  return add(object, name, fn, 0);
}

/** Gives an instance the accessor #name; the functions may be undefined. */
export function addPrivateAccessor(
  object: Value,
  name: Value,
  getter: Value,
  setter: Value,
): Value {
  return add(object, name, newAccessor(getter, setter), IS_ACCESSOR);
}

/** `#name in object` */
export function hasPrivate(name: Value, object: Value): Value {
  if (!isObjectValue(object)) {
    const head: Value = concatTexts3(
      "Cannot use 'in' operator to search for '",
      load16(pointerOf(name) + CELL_AUX) === BRAND_INSTANCE
        ? loadValue(pointerOf(name) + SYMBOL_BRAND)
        : textOf(name),
      "' in ",
    );
    return throwTypeError(concatTexts(head, valueText(object)));
  }
  return booleanValue(find(object, name) >= 0);
}
