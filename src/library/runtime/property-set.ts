'use machine';
// Writing properties without a cache: [[Set]] (ECMA-262 §10.1.9) and the strict-mode errors of a write that is refused.
// Layer: runtime. Keys are interned strings or symbols.

import {
  i32,
  load32,
  loadValue,
  ptr,
  stackValues,
  store32,
  storeValue,
  u32,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { callFunction } from './call-inline.ts';
import { toNumberValue } from './conversion.ts';
import { concatTexts, concatTexts3, keyText, valueText } from './error-text.ts';
import { hasPendingException, throwRangeError, throwTypeError } from './exceptions.ts';
import { materializeFunction } from './function.ts';
import { writeBarrier } from './heap.ts';
import { NO_INDEX } from './intern.ts';
import {
  ACCESSOR_SET,
  ALL_ATTRIBUTES,
  ARRAY_LENGTH,
  FLAG_LENGTH_READ_ONLY,
  FLAG_MATERIALIZED,
  FLAG_NOT_EXTENSIBLE,
  IS_ACCESSOR,
  KIND_ARGUMENTS,
  KIND_ARRAY,
  KIND_FUNCTION,
  KIND_NAMESPACE,
  KIND_PROXY,
  KIND_TYPED_ARRAY,
  STRING_LENGTH,
  WRITABLE,
} from './layout.ts';
import { putElement, setArrayLength } from './object-array.ts';
import { prototypeOfObject } from './object-prototype.ts';
import { addSlot } from './object-slots.ts';
import {
  FOUND_NONE,
  FOUND_NOWHERE,
  FOUND_VALUE,
  findOwn,
  foundAttributes,
  foundSlot,
  isCanonicalNumeric,
} from './property-find.ts';
import { prototypeOfPrimitive } from './property-get.ts';
import { indexOfKey, indexOfNumber } from './property-key.ts';
import { DATA_PRESENT, HAS_VALUE, definePropertyRaw } from './property-define.ts';
import { getOwnAttributes } from './property-reflection.ts';
import { proxySet } from './proxy-access.ts';
import { throwTrap } from './proxy.ts';
import { typedArraySetKey } from './typed-array-access.ts';
import {
  cellFlags,
  cellKind,
  exceptionValue,
  isBigInt,
  isBoolean,
  isException,
  isNull,
  isNullish,
  isNumber,
  isObjectOfKind,
  isObjectValue,
  isString,
  isSymbol,
  isUndefined,
  numberOf,
  pointerOf,
  sameBits,
  undefinedValue,
} from './value.ts';

// Outcome of a write.
export const SET_DONE: u32 = 0;
/** An exception is pending. */
export const SET_THROWN: u32 = 1;
export const SET_READ_ONLY: u32 = 2;
export const SET_NO_SETTER: u32 = 3;
export const SET_NOT_EXTENSIBLE: u32 = 4;
export const SET_PRIMITIVE: u32 = 5;
/** A proxy's set trap said no. */
export const SET_PROXY_REFUSED: u32 = 6;
/** The receiver is a proxy whose defineProperty trap said no. */
export const SET_DEFINE_REFUSED: u32 = 7;

function callSetter(accessor: Value, receiver: Value, value: Value): u32 {
  const setter: Value = loadValue(pointerOf(accessor) + ACCESSOR_SET);
  if (isUndefined(setter)) return SET_NO_SETTER;
  const args: ptr = stackValues(1);
  storeValue(args, value);
  return isException(callFunction(setter, receiver, 1, args)) ? SET_THROWN : SET_DONE;
}

/** `array.length = value` (ECMA-262 §10.4.2.4). */
export function setLengthOfArray(array: ptr, value: Value): u32 {
  const first: Value = toNumberValue(value);
  if (isException(first)) return SET_THROWN;
  // An object is converted twice: by ToUint32, then by ToNumber.
  const number: Value = isObjectValue(value) ? toNumberValue(value) : first;
  if (isException(number)) return SET_THROWN;
  let length: u32 = indexOfNumber(numberOf(number));
  if (length === NO_INDEX) {
    if (numberOf(number) !== 4294967295) {
      throwRangeError('Invalid array length');
      return SET_THROWN;
    }
    length = 0xffffffff;
  }
  if ((cellFlags(array) & FLAG_LENGTH_READ_ONLY) !== 0) return SET_READ_ONLY;
  return setArrayLength(array, length) ? SET_DONE : SET_READ_ONLY;
}

/** Adds a data property with the given attributes to an object that has no such own property. */
export function addOwn(object: ptr, key: Value, value: Value, attributes: u32): u32 {
  const flags: u32 = cellFlags(object);
  if ((flags & FLAG_NOT_EXTENSIBLE) !== 0) return SET_NOT_EXTENSIBLE;
  const kind: u32 = cellKind(object);
  if (kind === KIND_ARRAY || kind === KIND_ARGUMENTS) {
    const index: u32 = indexOfKey(key);
    if (index !== NO_INDEX && attributes === ALL_ATTRIBUTES)
      return addElement(object, index, value);
  }
  if (kind === KIND_FUNCTION && (flags & FLAG_MATERIALIZED) === 0) materializeFunction(object);
  addSlot(object, key, value, attributes);
  return SET_DONE;
}

/** Adds element `index`, which an array or arguments object does not have. */
export function addElement(object: ptr, index: u32, value: Value): u32 {
  const flags: u32 = cellFlags(object);
  if ((flags & FLAG_NOT_EXTENSIBLE) !== 0) return SET_NOT_EXTENSIBLE;
  const length: u32 = load32(object + ARRAY_LENGTH);
  if (index >= length && (flags & FLAG_LENGTH_READ_ONLY) !== 0) return SET_NOT_EXTENSIBLE;
  putElement(object, index, value);
  if (cellKind(object) === KIND_ARGUMENTS)
    store32(object + ARRAY_LENGTH, length > index ? length : index + 1);
  return SET_DONE;
}

/** Writes to the own data property that was just found. */
function writeFound(object: ptr, found: u32, key: Value, value: Value): u32 {
  if (found !== FOUND_VALUE) {
    storeValue(foundSlot, value);
    writeBarrier(object, value);
    return SET_DONE;
  }
  if (cellKind(object) === KIND_ARRAY) return setLengthOfArray(object, value);
  if (cellKind(object) === KIND_TYPED_ARRAY)
    return typedArraySetKey(object, key, value) ? SET_DONE : SET_THROWN;
  return SET_READ_ONLY;
}

/** The receiver's part of OrdinarySet (§10.1.9.2 step 2) when the property was not found on it, or elsewhere. */
function writeToReceiver(receiver: Value, key: Value, value: Value): u32 {
  if (!isObjectValue(receiver)) return SET_PRIMITIVE;
  const object: ptr = pointerOf(receiver);
  if (cellKind(object) === KIND_PROXY) return writeToProxy(receiver, key, value);
  const found: u32 = findOwn(object, key);
  if (found === FOUND_NONE) return addOwn(object, key, value, ALL_ATTRIBUTES);
  if (found === FOUND_NOWHERE || (foundAttributes & IS_ACCESSOR) !== 0) return SET_READ_ONLY;
  if ((foundAttributes & WRITABLE) === 0) return SET_READ_ONLY;
  return writeFound(object, found, key, value);
}

/** The same for a proxy: through its own internal methods. */
function writeToProxy(receiver: Value, key: Value, value: Value): u32 {
  const current: i32 = getOwnAttributes(receiver, key);
  if (hasPendingException()) return SET_THROWN;
  const none: Value = undefinedValue();
  let done: boolean = false;
  if (current < 0)
    done = definePropertyRaw(receiver, key, ALL_ATTRIBUTES, value, none, DATA_PRESENT);
  else if ((u32(current) & (IS_ACCESSOR | WRITABLE)) !== WRITABLE) return SET_READ_ONLY;
  else done = definePropertyRaw(receiver, key, 0, value, none, HAS_VALUE);
  if (hasPendingException()) return SET_THROWN;
  return done ? SET_DONE : SET_DEFINE_REFUSED;
}

/** `object.[[Set]](key, value, receiver)`: SET_x. `object` is an object, or null for nothing to look at. */
export function setOutcome(object: Value, key: Value, value: Value, receiver: Value): u32 {
  let at: Value = object;
  while (isObjectValue(at)) {
    const cell: ptr = pointerOf(at);
    const kind: u32 = cellKind(cell);
    if (kind === KIND_PROXY) return proxySet(cell, key, value, receiver);
    const own: boolean = sameBits(at, receiver);
    if (kind === KIND_NAMESPACE) {
      const isThere: boolean = findOwn(cell, key) !== FOUND_NONE;
      if (own) return isThere ? SET_READ_ONLY : SET_NOT_EXTENSIBLE;
      // As V8: from an object that inherits from it, a write adds a property there.
      if (isSymbol(key) && isThere) return SET_READ_ONLY;
      break;
    }
    // TypedArray [[Set]] (§10.4.5.5): an index out of bounds is converted and dropped.
    if (kind === KIND_TYPED_ARRAY && own && isCanonicalNumeric(key)) {
      return typedArraySetKey(cell, key, value) ? SET_DONE : SET_THROWN;
    }
    const found: u32 = findOwn(cell, key);
    if (found === FOUND_NOWHERE) return SET_DONE;
    if (found !== FOUND_NONE) {
      if ((foundAttributes & IS_ACCESSOR) !== 0)
        return callSetter(loadValue(foundSlot), receiver, value);
      if ((foundAttributes & WRITABLE) === 0) return SET_READ_ONLY;
      if (own) return writeFound(cell, found, key, value);
      return writeToReceiver(receiver, key, value);
    }
    at = prototypeOfObject(cell);
    if (own && !isObjectValue(at)) return addOwn(cell, key, value, ALL_ATTRIBUTES);
  }
  return writeToReceiver(receiver, key, value);
}

function typeName(v: Value): Value {
  if (isString(v)) return 'string';
  if (isNumber(v)) return 'number';
  if (isBoolean(v)) return 'boolean';
  return isBigInt(v) ? 'bigint' : 'symbol';
}

/** The quoted form of V8's messages: 'x' of object '#<Object>'. */
export function keyOfObject(key: Value, object: Value): Value {
  if (isString(object))
    return concatTexts3(concatTexts3("'", keyText(key), "' of string '"), object, "'");
  const kind: Value = isObjectOfKind(object, KIND_FUNCTION) ? "' of function '" : "' of object '";
  return concatTexts3(concatTexts3("'", keyText(key), kind), valueText(object), "'");
}

/** Throws what strict mode throws for an outcome; the value for SET_DONE. */
export function finishSet(outcome: u32, target: Value, key: Value, value: Value): Value {
  if (outcome === SET_DONE) return value;
  if (outcome === SET_THROWN) return exceptionValue();
  if (outcome === SET_PROXY_REFUSED || outcome === SET_DEFINE_REFUSED) {
    const trap: Value = outcome === SET_PROXY_REFUSED ? 'set' : 'defineProperty';
    return throwTrap(trap, 'trap returned falsish for property', key, '');
  }
  if (outcome === SET_PRIMITIVE) {
    const where: Value = concatTexts3(
      typeName(target),
      " '",
      isString(target) ? target : valueText(target),
    );
    return throwTypeError(
      concatTexts(
        concatTexts3("Cannot create property '", keyText(key), "' on "),
        concatTexts(where, "'"),
      ),
    );
  }
  if (outcome === SET_NO_SETTER) {
    const tail: Value = concatTexts(valueText(target), ' which has only a getter');
    return throwTypeError(
      concatTexts(concatTexts3('Cannot set property ', keyText(key), ' of '), tail),
    );
  }
  if (outcome === SET_NOT_EXTENSIBLE) {
    return throwTypeError(
      concatTexts3('Cannot add property ', keyText(key), ', object is not extensible'),
    );
  }
  return throwTypeError(
    concatTexts('Cannot assign to read only property ', keyOfObject(key, target)),
  );
}

/** TypeError for writing a property of undefined or null. */
export function throwWriteOfNullish(v: Value, key: Value): Value {
  const what: Value = isNull(v) ? 'null' : 'undefined';
  if (isUndefined(key)) return throwTypeError(concatTexts('Cannot set properties of ', what));
  return throwTypeError(
    concatTexts(
      concatTexts3('Cannot set properties of ', what, " (setting '"),
      concatTexts(keyText(key), "')"),
    ),
  );
}

/** `super.key = value`: starts at `object`, writes to `receiver`, strict. */
export function setWithReceiver(object: Value, key: Value, value: Value, receiver: Value): Value {
  return finishSet(setOutcome(object, key, value, receiver), receiver, key, value);
}

/**
 * Reflect.set: whether the write was accepted.
 * @throws
 */
export function trySetWithReceiver(
  object: Value,
  key: Value,
  value: Value,
  receiver: Value,
): boolean {
  return setOutcome(object, key, value, receiver) === SET_DONE;
}

/** `v.key = value` for any Value, strict. */
export function setNamed(v: Value, key: Value, value: Value): Value {
  if (isObjectValue(v)) return finishSet(setOutcome(v, key, value, v), v, key, value);
  if (isNullish(v)) return throwWriteOfNullish(v, key);
  if (isString(v)) {
    const outcome: u32 = setOnString(v, key);
    if (outcome !== SET_PRIMITIVE) return finishSet(outcome, v, key, value);
  }
  return finishSet(setOutcome(prototypeOfPrimitive(v), key, value, v), v, key, value);
}

/** A string's own properties are read-only. */
function setOnString(v: Value, key: Value): u32 {
  if (sameBits(key, 'length') || indexOfKey(key) < load32(pointerOf(v) + STRING_LENGTH))
    return SET_READ_ONLY;
  return SET_PRIMITIVE;
}
