'use machine';
// Type conversion (ECMA-262 §7.1). Layer: runtime. Every function accepts any Value; those that return a Value may throw.

import {
  f64,
  loadValue,
  ptr,
  reserveBytes,
  stackValues,
  storeValue,
  symbolKey,
  truncOf,
  truncateToI64,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { callFunction } from './call-inline.ts';
import { throwTypeError } from './exceptions.ts';
import { calledText, concatTexts } from './error-text.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import {
  INTRINSIC_BIGINT_PROTOTYPE,
  INTRINSIC_BOOLEAN_PROTOTYPE,
  INTRINSIC_NUMBER_PROTOTYPE,
  INTRINSIC_STRING_PROTOTYPE,
  INTRINSIC_SYMBOL_PROTOTYPE,
  KIND_WRAPPER,
  OBJECT_FIELDS,
} from './layout.ts';
import { numberToString } from './number-format.ts';
import { stringToNumber } from './number-text.ts';
import { createObjectWithPrototype } from './object-allocate.ts';
import { getNamed } from './property-get.ts';
import {
  isBigInt,
  isBoolean,
  isException,
  isNull,
  isNullish,
  isNumber,
  isObjectValue,
  isString,
  isSymbol,
  isTrue,
  isUndefined,
  numberOf,
  numberValue,
  pointerOf,
} from './value.ts';
import { isCallable } from './callable.ts';

export const HINT_DEFAULT: u32 = 0;
export const HINT_NUMBER: u32 = 1;
export const HINT_STRING: u32 = 2;

function hintText(hint: u32): Value {
  if (hint === HINT_NUMBER) return 'number';
  return hint === HINT_STRING ? 'string' : 'default';
}

/** ToPrimitive (§7.1.1). */
export function toPrimitive(v: Value, hint: u32): Value {
  if (!isObjectValue(v)) return v;
  const exotic: Value = getNamed(v, symbolKey('toPrimitive'));
  if (isException(exotic)) return exotic;
  if (isNullish(exotic)) return ordinaryToPrimitive(v, hint);
  if (!isCallable(exotic))
    return throwTypeError(concatTexts(calledText(exotic), ' is not a function'));
  const args: ptr = stackValues(1);
  storeValue(args, hintText(hint));
  const result: Value = callFunction(exotic, v, 1, args);
  if (isObjectValue(result)) return throwTypeError('Cannot convert object to primitive value');
  return result;
}

/** OrdinaryToPrimitive (§7.1.1.1). */
export function ordinaryToPrimitive(v: Value, hint: u32): Value {
  for (let attempt: u32 = 0; attempt < 2; attempt++) {
    const useString: boolean = (hint === HINT_STRING) === (attempt === 0);
    const method: Value = useString ? getNamed(v, 'toString') : getNamed(v, 'valueOf');
    if (isException(method)) return method;
    if (!isCallable(method)) continue;
    const result: Value = callFunction(method, v, 0, 0);
    if (!isObjectValue(result)) return result;
  }
  return throwTypeError('Cannot convert object to primitive value');
}

/** ToNumber (§7.1.4). */
export function toNumberValue(v: Value): Value {
  if (isNumber(v)) return v;
  if (isString(v)) return numberValue(stringToNumber(v));
  if (isUndefined(v)) return numberValue(NaN);
  if (isNull(v)) return numberValue(0);
  if (isBoolean(v)) return numberValue(isTrue(v) ? 1 : 0);
  if (isSymbol(v)) return throwTypeError('Cannot convert a Symbol value to a number');
  if (isBigInt(v)) return throwTypeError('Cannot convert a BigInt value to a number');
  if (!isObjectValue(v)) return numberValue(NaN);
  const primitive: Value = toPrimitive(v, HINT_NUMBER);
  if (isException(primitive)) return primitive;
  return toNumberValue(primitive);
}

/** ToNumeric (§7.1.3): a number or a bigint. */
export function toNumericValue(v: Value): Value {
  if (isNumber(v)) return v;
  const primitive: Value = toPrimitive(v, HINT_NUMBER);
  if (isException(primitive) || isBigInt(primitive)) return primitive;
  return toNumberValue(primitive);
}

/** Strings of the integers 0..1023 once they were asked for; word 0 means not yet. */
const smallStrings: ptr = reserveBytes(8192);

/** The cache's bounds, for the collector. */
export function smallStringsStart(): ptr {
  return smallStrings;
}

export function smallStringsEnd(): ptr {
  return smallStrings + 8192;
}

/** Number::toString(x, 10). */
export function numberText(x: f64): Value {
  if (x >= 0 && x < 1024) {
    const whole: u64 = u64(truncateToI64(x));
    if (f64(whole) === x) {
      const slot: ptr = smallStrings + whole * 8;
      const cached: Value = loadValue(slot);
      if (isString(cached)) return cached;
      const text: Value = numberToString(x);
      storeValue(slot, text);
      return text;
    }
  }
  return numberToString(x);
}

/** ToString (§7.1.17). */
export function toStringOf(v: Value): Value {
  if (isString(v)) return v;
  if (isNumber(v)) return numberText(numberOf(v));
  if (isUndefined(v)) return 'undefined';
  if (isNull(v)) return 'null';
  if (isBoolean(v)) return isTrue(v) ? 'true' : 'false';
  if (isSymbol(v)) return throwTypeError('Cannot convert a Symbol value to a string');
  if (!isObjectValue(v)) return '';
  const primitive: Value = toPrimitive(v, HINT_STRING);
  if (isException(primitive)) return primitive;
  return toStringOf(primitive);
}

/** ToObject (§7.1.18). */
export function toObjectValue(v: Value): Value {
  if (isObjectValue(v)) return v;
  if (isNullish(v)) return throwTypeError('Cannot convert undefined or null to object');
  return wrapPrimitive(v);
}

/** A new wrapper object around a primitive that is neither undefined nor null. */
export function wrapPrimitive(v: Value): Value {
  let intrinsic: u32 = INTRINSIC_BOOLEAN_PROTOTYPE;
  if (isString(v)) intrinsic = INTRINSIC_STRING_PROTOTYPE;
  else if (isNumber(v)) intrinsic = INTRINSIC_NUMBER_PROTOTYPE;
  else if (isSymbol(v)) intrinsic = INTRINSIC_SYMBOL_PROTOTYPE;
  else if (isBigInt(v)) intrinsic = INTRINSIC_BIGINT_PROTOTYPE;
  const wrapper: Value = createObjectWithPrototype(intrinsicObject(intrinsic), KIND_WRAPPER, 0);
  storeValue(pointerOf(wrapper) + OBJECT_FIELDS, v);
  return wrapper;
}

/** ToIntegerOrInfinity (§7.1.5); never -0. */
export function toIntegerOrInfinityValue(v: Value): Value {
  const number: Value = toNumberValue(v);
  if (isException(number)) return number;
  const x: f64 = numberOf(number);
  if (x !== x) return numberValue(0);
  return numberValue(truncOf(x) + 0);
}

/** ToLength (§7.1.20). */
export function toLengthValue(v: Value): Value {
  const integer: Value = toIntegerOrInfinityValue(v);
  if (isException(integer)) return integer;
  const x: f64 = numberOf(integer);
  if (x <= 0) return numberValue(0);
  return numberValue(x < 9007199254740991 ? x : 9007199254740991);
}

/** RequireObjectCoercible (§7.2.1) for a method of String.prototype and the like; `method` is its printed name. */
export function requireCoercible(v: Value, method: Value): Value {
  if (!isNullish(v)) return v;
  return throwTypeError(concatTexts(method, ' called on null or undefined'));
}
