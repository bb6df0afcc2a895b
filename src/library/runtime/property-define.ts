'use machine';
// Defining properties: [[DefineOwnProperty]] (ECMA-262 §10.1.6) and what object literals and classes use of it.
// Layer: runtime. Keys may be any property key Value; they are interned here.

import {
  i64,
  load32,
  load64,
  loadValue,
  ptr,
  store32,
  store8,
  storeValue,
  u32,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { sameValue } from './comparison.ts';
import { concatTexts, concatTexts3, keyText } from './error-text.ts';
import { hasPendingException, throwTypeError } from './exceptions.ts';
import { addKnownField, addNewField } from './field-cache.ts';
import { allocateCell, writeBarrier } from './heap.ts';
import { NO_INDEX } from './intern.ts';
import {
  ACCESSOR_GET,
  ACCESSOR_SET,
  ALL_ATTRIBUTES,
  ARRAY_LENGTH,
  CELL_FLAGS,
  CONFIGURABLE,
  ENUMERABLE,
  FLAG_LENGTH_READ_ONLY,
  FLAG_NOT_EXTENSIBLE,
  IS_ACCESSOR,
  KIND_ACCESSOR,
  KIND_ARRAY,
  KIND_NAMESPACE,
  KIND_OBJECT,
  KIND_PROXY,
  KIND_TYPED_ARRAY,
  OBJECT_SHAPE,
  WRITABLE,
} from './layout.ts';
import { defineExport } from './module-namespace.ts';
import { makeSparse } from './object-array.ts';
import { addSlot, setSlotAttributes, slotAddress } from './object-slots.ts';
import {
  FOUND_ELEMENT,
  FOUND_NONE,
  FOUND_NOWHERE,
  FOUND_VALUE,
  findOwn,
  findSlot,
  foundAttributes,
  foundData,
  foundSlot,
  isCanonicalNumeric,
} from './property-find.ts';
import { indexOfKey, toPropertyKeyValue } from './property-key.ts';
import { SET_DONE, addOwn, setLengthOfArray } from './property-set.ts';
import { proxyDefine } from './proxy-property.ts';
import { throwTrap } from './proxy.ts';
import { findInShape } from './shape.ts';
import { typedArraySetKey } from './typed-array-access.ts';
import {
  cellFlags,
  cellKind,
  exceptionValue,
  internalValue,
  isException,
  isString,
  numberValue,
  pointerOf,
  sameBits,
  undefinedValue,
} from './value.ts';

/** Bits of `present` in definePropertyRaw beside WRITABLE, ENUMERABLE and CONFIGURABLE. */
export const HAS_VALUE: u32 = 16;
export const HAS_GET: u32 = 32;
export const HAS_SET: u32 = 64;
/** Every field of a data descriptor. */
export const DATA_PRESENT: u32 = 23;

/** A new accessor cell, as an internal Value. */
export function newAccessor(getter: Value, setter: Value): Value {
  const cell: ptr = allocateCell(KIND_ACCESSOR, 24, 0);
  storeValue(cell + ACCESSOR_GET, getter);
  storeValue(cell + ACCESSOR_SET, setter);
  return internalValue(cell);
}

/** A key in canonical form: interned string or symbol. Keys that a program computed went through ToPropertyKey before. */
export function canonicalKey(key: Value): Value {
  return toPropertyKeyValue(key);
}

/** Adds a property that is not there, with these attributes. */
function addDefined(object: ptr, key: Value, value: Value, attributes: u32): boolean {
  const index: u32 = indexOfKey(key);
  if (cellKind(object) === KIND_ARRAY && index !== NO_INDEX) {
    const length: u32 = load32(object + ARRAY_LENGTH);
    if (index >= length && (cellFlags(object) & FLAG_LENGTH_READ_ONLY) !== 0) return false;
    if ((cellFlags(object) & FLAG_NOT_EXTENSIBLE) !== 0) return false;
    if (attributes !== ALL_ATTRIBUTES) {
      makeSparse(object);
      addSlot(object, key, value, attributes);
      if (index >= length) store32(object + ARRAY_LENGTH, index + 1);
      return true;
    }
  }
  return addOwn(object, key, value, attributes) === SET_DONE;
}

/** The checks of ValidateAndApplyPropertyDescriptor (§10.1.6.3) for an own property that is not configurable. */
export function isDefinitionAllowed(
  current: u32,
  old: Value,
  attributes: u32,
  value: Value,
  setter: Value,
  present: u32,
): boolean {
  if ((present & CONFIGURABLE) !== 0 && (attributes & CONFIGURABLE) !== 0) return false;
  if ((present & ENUMERABLE) !== 0 && ((attributes ^ current) & ENUMERABLE) !== 0) return false;
  if ((present & (HAS_VALUE | WRITABLE | HAS_GET | HAS_SET)) === 0) return true;
  if (((attributes ^ current) & IS_ACCESSOR) !== 0) return false;
  if ((current & IS_ACCESSOR) !== 0) {
    const cell: ptr = pointerOf(old);
    if ((present & HAS_GET) !== 0 && !sameBits(value, loadValue(cell + ACCESSOR_GET))) return false;
    return (present & HAS_SET) === 0 || sameBits(setter, loadValue(cell + ACCESSOR_SET));
  }
  if ((current & WRITABLE) !== 0) return true;
  if ((present & WRITABLE) !== 0 && (attributes & WRITABLE) !== 0) return false;
  return (present & HAS_VALUE) === 0 || sameValue(value, old);
}

/** Attributes after a definition on top of `current`. */
function mergedAttributes(current: u32, attributes: u32, present: u32): u32 {
  const flags: u32 = present & ALL_ATTRIBUTES;
  let merged: u32 = (current & ~flags) | (attributes & flags);
  const isGeneric: boolean = (present & (HAS_VALUE | WRITABLE | HAS_GET | HAS_SET)) === 0;
  if (!isGeneric && ((attributes ^ current) & IS_ACCESSOR) !== 0) {
    merged ^= IS_ACCESSOR;
    if ((attributes & IS_ACCESSOR) !== 0 || (present & WRITABLE) === 0) merged &= ~WRITABLE;
  }
  return merged;
}

/** The content of the slot after a definition on top of `old`. */
function mergedContent(
  current: u32,
  merged: u32,
  old: Value,
  value: Value,
  setter: Value,
  present: u32,
): Value {
  const was: boolean = (current & IS_ACCESSOR) !== 0;
  if ((merged & IS_ACCESSOR) !== 0) {
    const getterNow: Value = was ? loadValue(pointerOf(old) + ACCESSOR_GET) : undefinedValue();
    const setterNow: Value = was ? loadValue(pointerOf(old) + ACCESSOR_SET) : undefinedValue();
    if (was && (present & (HAS_GET | HAS_SET)) === 0) return old;
    return newAccessor(
      (present & HAS_GET) !== 0 ? value : getterNow,
      (present & HAS_SET) !== 0 ? setter : setterNow,
    );
  }
  if ((present & HAS_VALUE) !== 0) return value;
  return was ? undefinedValue() : old;
}

/** ArraySetLength (§10.4.2.4) with a descriptor. */
function defineArrayLength(array: ptr, attributes: u32, value: Value, present: u32): boolean {
  if ((present & (HAS_GET | HAS_SET)) !== 0) return false;
  if ((attributes & present & (CONFIGURABLE | ENUMERABLE)) !== 0) return false;
  const readOnly: boolean = (cellFlags(array) & FLAG_LENGTH_READ_ONLY) !== 0;
  let reached: boolean = true;
  if ((present & HAS_VALUE) !== 0) {
    if (readOnly && sameValue(value, numberValue(load32(array + ARRAY_LENGTH))))
      return (present & attributes & WRITABLE) === 0;
    reached = setLengthOfArray(array, value) === SET_DONE;
    if (hasPendingException()) return false;
  }
  if (readOnly && (present & attributes & WRITABLE) !== 0) return false;
  if ((present & WRITABLE) !== 0 && (attributes & WRITABLE) === 0) {
    store8(array + CELL_FLAGS, cellFlags(array) | FLAG_LENGTH_READ_ONLY);
  }
  return reached;
}

/** TypedArray [[DefineOwnProperty]] (§10.4.5.3) of a canonical numeric key. */
function defineTypedElement(
  object: ptr,
  key: Value,
  attributes: u32,
  value: Value,
  present: u32,
): boolean {
  if (findOwn(object, key) !== FOUND_VALUE) return false;
  if ((present & (HAS_GET | HAS_SET)) !== 0) return false;
  if ((present & ALL_ATTRIBUTES & ~attributes) !== 0) return false;
  if ((present & HAS_VALUE) === 0) return true;
  return typedArraySetKey(object, key, value);
}

/**
 * `object.[[DefineOwnProperty]]`: `attributes` (with IS_ACCESSOR), value or getter, setter; `present` says which are
 * given (WRITABLE, ENUMERABLE, CONFIGURABLE, HAS_x). False when it is refused.
 * @throws
 */
export function definePropertyRaw(
  object: Value,
  key: Value,
  attributes: u32,
  value: Value,
  setter: Value,
  present: u32,
): boolean {
  const name: Value = canonicalKey(key);
  if (isException(name)) return false;
  const cell: ptr = pointerOf(object);
  const kind: u32 = cellKind(cell);
  if (kind === KIND_PROXY) return proxyDefine(cell, name, attributes, value, setter, present);
  if (kind === KIND_ARRAY && sameBits(name, 'length'))
    return defineArrayLength(cell, attributes, value, present);
  if (kind === KIND_TYPED_ARRAY && isCanonicalNumeric(name)) {
    return defineTypedElement(cell, name, attributes, value, present);
  }
  let found: u32 = findOwn(cell, name);
  if (found === FOUND_NONE || found === FOUND_NOWHERE) {
    if ((cellFlags(cell) & FLAG_NOT_EXTENSIBLE) !== 0) return false;
    const given: u32 = attributes & (present | IS_ACCESSOR);
    if ((given & IS_ACCESSOR) !== 0)
      return addDefined(cell, name, newAccessor(value, setter), given & ~WRITABLE);
    return addDefined(cell, name, (present & HAS_VALUE) !== 0 ? value : undefinedValue(), given);
  }
  if (kind === KIND_NAMESPACE && isString(name)) {
    const given: u32 = present & ALL_ATTRIBUTES;
    return defineExport(cell, name, attributes, value, given, (present & HAS_VALUE) !== 0);
  }
  const current: u32 = foundAttributes;
  const old: Value = foundData(found);
  if (
    (current & CONFIGURABLE) === 0 &&
    !isDefinitionAllowed(current, old, attributes, value, setter, present)
  )
    return false;
  if (found === FOUND_VALUE) return true;
  const merged: u32 = mergedAttributes(current, attributes, present);
  const content: Value = mergedContent(current, merged, old, value, setter, present);
  if (found === FOUND_ELEMENT && merged !== current) {
    makeSparse(cell);
    found = findSlot(cell, name);
  }
  if (found !== FOUND_ELEMENT) {
    setSlotAttributes(cell, name, merged);
    findSlot(cell, name);
  } else findOwn(cell, name);
  storeValue(foundSlot, content);
  writeBarrier(cell, content);
  return true;
}

/** Defines a data property or throws; `object` is an object. */
export function defineDataOrThrow(object: Value, key: Value, value: Value, attributes: u32): Value {
  const cell: ptr = pointerOf(object);
  if (addKnownField(cell, key, value, attributes)) return value;
  const name: Value = canonicalKey(key);
  if (isException(name)) return name;
  if (cellKind(cell) === KIND_OBJECT && (cellFlags(cell) & FLAG_NOT_EXTENSIBLE) === 0) {
    const shape: ptr = load64(cell + OBJECT_SHAPE);
    const known: i64 = findInShape(shape, name);
    if (known < 0) {
      addNewField(cell, name, value, attributes);
      return value;
    }
    if ((u32(known) & 255) === attributes) {
      storeValue(slotAddress(cell, shape, u32(known >> 8)), value);
      writeBarrier(cell, value);
      return value;
    }
  }
  if (definePropertyRaw(object, name, attributes, value, undefinedValue(), DATA_PRESENT))
    return value;
  return throwDefinition(cell, name);
}

function throwDefinition(cell: ptr, name: Value): Value {
  if (hasPendingException()) return exceptionValue();
  if (cellKind(cell) === KIND_PROXY) {
    return throwTrap('defineProperty', 'trap returned falsish for property', name, '');
  }
  if (findOwn(cell, name) === FOUND_NONE) {
    return throwTypeError(
      concatTexts3('Cannot define property ', keyText(name), ', object is not extensible'),
    );
  }
  return throwTypeError(concatTexts('Cannot redefine property: ', keyText(name)));
}

/** CreateDataPropertyOrThrow (§7.3.7). */
export function defineField(object: Value, key: Value, value: Value): Value {
  return defineDataOrThrow(object, key, value, ALL_ATTRIBUTES);
}

/** A method of an object literal (enumerable) or class. */
export function defineMethod(object: Value, key: Value, fn: Value, enumerable: boolean): Value {
  return defineDataOrThrow(
    object,
    key,
    fn,
    WRITABLE | CONFIGURABLE | (enumerable ? ENUMERABLE : 0),
  );
}

function defineAccessor(
  object: Value,
  key: Value,
  getter: Value,
  setter: Value,
  enumerable: boolean,
  which: u32,
): Value {
  const name: Value = canonicalKey(key);
  if (isException(name)) return name;
  const attributes: u32 = IS_ACCESSOR | CONFIGURABLE | (enumerable ? ENUMERABLE : 0);
  const present: u32 = which | CONFIGURABLE | ENUMERABLE;
  if (definePropertyRaw(object, name, attributes, getter, setter, present)) return undefinedValue();
  return throwDefinition(pointerOf(object), name);
}

/** `get key() {}`; keeps the setter that is there. */
export function defineGetter(object: Value, key: Value, fn: Value, enumerable: boolean): Value {
  return defineAccessor(object, key, fn, undefinedValue(), enumerable, HAS_GET);
}

/** `set key(v) {}`; keeps the getter that is there. */
export function defineSetter(object: Value, key: Value, fn: Value, enumerable: boolean): Value {
  return defineAccessor(object, key, undefinedValue(), fn, enumerable, HAS_SET);
}
