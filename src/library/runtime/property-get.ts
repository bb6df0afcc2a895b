'use machine';
// Reading properties without a cache: [[Get]], [[HasProperty]] and what they do for primitives. Layer: runtime.
// ECMA-262 §7.3.2, §10.1.8. Keys are interned strings or symbols unless a function says otherwise.

import { loadValue, ptr, u32, symbolKey } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { callFunction } from './call-inline.ts';
import { concatTexts, concatTexts3, keyText } from './error-text.ts';
import { throwTypeError } from './exceptions.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import { NO_INDEX } from './intern.ts';
import {
  ACCESSOR_GET,
  INTRINSIC_BIGINT_PROTOTYPE,
  INTRINSIC_BOOLEAN_PROTOTYPE,
  INTRINSIC_NUMBER_PROTOTYPE,
  INTRINSIC_STRING_PROTOTYPE,
  INTRINSIC_SYMBOL_PROTOTYPE,
  IS_ACCESSOR,
  KIND_PROXY,
} from './layout.ts';
import { prototypeOfObject } from './object-prototype.ts';
import { FOUND_NONE, FOUND_NOWHERE, findOwn, foundAttributes, foundData } from './property-find.ts';
import { indexOfKey } from './property-key.ts';
import { stringLength } from './string-cells.ts';
import { proxyGet, proxyHas } from './proxy-access.ts';
import { characterAt } from './string-slice.ts';
import {
  cellKind,
  isBigInt,
  isBoolean,
  isNull,
  isNullish,
  isNumber,
  isObjectValue,
  isString,
  isSymbol,
  isUndefined,
  nullValue,
  numberValue,
  pointerOf,
  sameBits,
  undefinedValue,
} from './value.ts';

/** Calls the getter of an internal accessor. */
export function callGetter(accessor: Value, receiver: Value): Value {
  const getter: Value = loadValue(pointerOf(accessor) + ACCESSOR_GET);
  if (isUndefined(getter)) return undefinedValue();
  return callFunction(getter, receiver, 0, 0);
}

/** `object.[[Get]](key, receiver)`; `object` is an object. */
export function getWithReceiver(object: Value, key: Value, receiver: Value): Value {
  let at: Value = object;
  while (isObjectValue(at)) {
    const cell: ptr = pointerOf(at);
    if (cellKind(cell) === KIND_PROXY) return proxyGet(cell, key, receiver);
    const found: u32 = findOwn(cell, key);
    if (found === FOUND_NOWHERE) return undefinedValue();
    if (found !== FOUND_NONE) {
      const value: Value = foundData(found);
      return (foundAttributes & IS_ACCESSOR) !== 0 ? callGetter(value, receiver) : value;
    }
    at = prototypeOfObject(cell);
  }
  return undefinedValue();
}

/** The prototype on which a primitive's properties are looked up; null for undefined and null. */
export function prototypeOfPrimitive(v: Value): Value {
  if (isString(v)) return intrinsicObject(INTRINSIC_STRING_PROTOTYPE);
  if (isNumber(v)) return intrinsicObject(INTRINSIC_NUMBER_PROTOTYPE);
  if (isBoolean(v)) return intrinsicObject(INTRINSIC_BOOLEAN_PROTOTYPE);
  if (isSymbol(v)) return intrinsicObject(INTRINSIC_SYMBOL_PROTOTYPE);
  if (isBigInt(v)) return intrinsicObject(INTRINSIC_BIGINT_PROTOTYPE);
  return nullValue();
}

/** TypeError for reading a property of undefined or null; `key` is undefined when it has no text. */
export function throwReadOfNullish(v: Value, key: Value): Value {
  const what: Value = isNull(v) ? 'null' : 'undefined';
  if (sameBits(key, symbolKey('iterator'))) {
    return throwTypeError(
      concatTexts(what, ' is not iterable (cannot read property Symbol(Symbol.iterator))'),
    );
  }
  if (isUndefined(key)) return throwTypeError(concatTexts('Cannot read properties of ', what));
  return throwTypeError(
    concatTexts(
      concatTexts3('Cannot read properties of ', what, " (reading '"),
      concatTexts(keyText(key), "')"),
    ),
  );
}

/** A property of a primitive. */
export function getOfPrimitive(v: Value, key: Value): Value {
  if (isNullish(v)) return throwReadOfNullish(v, key);
  if (isString(v)) {
    if (sameBits(key, 'length')) return numberValue(stringLength(v));
    const index: u32 = indexOfKey(key);
    if (index !== NO_INDEX && index < stringLength(v)) return characterAt(v, index);
  }
  return getWithReceiver(prototypeOfPrimitive(v), key, v);
}

/** `v.key` for any Value. */
export function getNamed(v: Value, key: Value): Value {
  if (isObjectValue(v)) return getWithReceiver(v, key, v);
  return getOfPrimitive(v, key);
}

/**
 * HasProperty (ECMA-262 §7.3.11) of an object.
 * @throws
 */
export function hasKey(object: Value, key: Value): boolean {
  let at: Value = object;
  while (isObjectValue(at)) {
    const cell: ptr = pointerOf(at);
    if (cellKind(cell) === KIND_PROXY) return proxyHas(cell, key);
    const found: u32 = findOwn(cell, key);
    if (found === FOUND_NOWHERE) return false;
    if (found !== FOUND_NONE) return true;
    at = prototypeOfObject(cell);
  }
  return false;
}
