'use machine';
// Equality, typeof, instanceof and `in` (ECMA-262 §7.2, §13.5.3, §13.10). Layer: runtime.

import {
  asValue,
  f64,
  loadValue,
  ptr,
  stackValues,
  storeValue,
  symbolKey,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { callFunction } from './call-inline.ts';
import { functionFlags, isCallable } from './callable.ts';
import { HINT_DEFAULT, toPrimitive } from './conversion.ts';
import { calledText, concatTexts, concatTexts3, keyText, valueText } from './error-text.ts';
import { hasPendingException, throwTypeError } from './exceptions.ts';
import {
  FUNCTION_HOME,
  INFO_CLASS,
  KIND_BOUND_FUNCTION,
  KIND_FUNCTION,
  KIND_PROXY,
  OBJECT_FIELDS,
} from './layout.ts';
import { getPrototypeOfValue } from './property-reflection.ts';
import { hasInstanceDefined } from './object-slots.ts';
import { prototypeOfObject } from './object-prototype.ts';
import { getNamed, hasKey } from './property-get.ts';
import { toPropertyKeyValue } from './property-key.ts';
import { stringToNumber } from './number-text.ts';
import { stringEquals } from './string-compare.ts';
import {
  booleanValue,
  cellKind,
  exceptionValue,
  falseValue,
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
  pointerOf,
  sameBits,
  trueValue,
} from './value.ts';
import { looseEquals } from './operators-inline.ts';

/** Equality of values that are not both numbers and not the same word: strings by their text. */
export function strictEqualsSlow(a: Value, b: Value): boolean {
  return isString(a) && isString(b) && stringEquals(a, b);
}

/** IsLooselyEqual (§7.2.14) where the operands are not both numbers. */
export function looseEqualsSlow(a: Value, b: Value): Value {
  if (sameBits(a, b)) return trueValue();
  if (isNullish(a) || isNullish(b)) return booleanValue(isNullish(a) && isNullish(b));
  if (isString(a) && isString(b)) return booleanValue(stringEquals(a, b));
  if (isObjectValue(a)) {
    if (isObjectValue(b)) return falseValue();
    const primitive: Value = toPrimitive(a, HINT_DEFAULT);
    return isException(primitive) ? primitive : looseEquals(primitive, b);
  }
  if (isObjectValue(b)) {
    const primitive: Value = toPrimitive(b, HINT_DEFAULT);
    return isException(primitive) ? primitive : looseEquals(a, primitive);
  }
  if (isSymbol(a) || isSymbol(b) || isBigInt(a) || isBigInt(b)) return falseValue();
  return booleanValue(primitiveNumber(a) === primitiveNumber(b));
}

/** ToNumber of a number, string or boolean. */
function primitiveNumber(v: Value): f64 {
  if (isString(v)) return stringToNumber(v);
  if (isBoolean(v)) return isTrue(v) ? 1 : 0;
  return numberOf(v);
}

/** SameValue (§7.2.10). */
export function sameValue(a: Value, b: Value): boolean {
  if (sameBits(a, b)) return true;
  if (isNumber(a)) return isNumber(b) && numberOf(a) !== numberOf(a) && numberOf(b) !== numberOf(b);
  return strictEqualsSlow(a, b);
}

/** SameValueZero (§7.2.11). */
export function sameValueZero(a: Value, b: Value): boolean {
  if (isNumber(a) && isNumber(b)) return numberOf(a) === numberOf(b) || sameValue(a, b);
  return sameBits(a, b) || strictEqualsSlow(a, b);
}

/** The typeof operator (§13.5.3). */
export function typeOf(v: Value): Value {
  if (isNumber(v)) return 'number';
  if (isString(v)) return 'string';
  if (isObjectValue(v)) return isCallable(v) ? 'function' : 'object';
  if (isUndefined(v)) return 'undefined';
  if (isBoolean(v)) return 'boolean';
  if (isNull(v)) return 'object';
  if (isSymbol(v)) return 'symbol';
  return isBigInt(v) ? 'bigint' : 'undefined';
}

/** InstanceofOperator (§13.10.2). */
export function instanceOf(v: Value, target: Value): Value {
  if (!isObjectValue(target))
    return throwTypeError("Right-hand side of 'instanceof' is not an object");
  if (!hasInstanceDefined && cellKind(pointerOf(target)) === KIND_FUNCTION)
    return ordinaryHasInstance(target, v);
  const method: Value = getNamed(target, symbolKey('hasInstance'));
  if (isException(method)) return method;
  if (!isNullish(method) && !sameBits(method, originalHasInstance)) {
    if (!isCallable(method))
      return throwTypeError(concatTexts(calledText(method), ' is not a function'));
    const args: ptr = stackValues(1);
    storeValue(args, v);
    const result: Value = callFunction(method, target, 1, args);
    return isException(result) ? result : booleanValue(isTrue(result));
  }
  if (!isCallable(target)) return throwTypeError("Right-hand side of 'instanceof' is not callable");
  return ordinaryHasInstance(target, v);
}

/** Function.prototype[Symbol.hasInstance], or HOLE when it is not in the image: it need not be called. */
let originalHasInstance: Value = asValue(0xfff9000000000004);

export function setOriginalHasInstance(method: Value): void {
  if (isObjectValue(method)) originalHasInstance = method;
}

/** OrdinaryHasInstance (§7.3.22). */
export function ordinaryHasInstance(constructor: Value, v: Value): Value {
  if (!isCallable(constructor)) return falseValue();
  const c: ptr = pointerOf(constructor);
  if (cellKind(c) === KIND_BOUND_FUNCTION) return instanceOf(v, loadValue(c + OBJECT_FIELDS));
  if (!isObjectValue(v)) return falseValue();
  let prototype: Value = exceptionValue();
  if (cellKind(c) === KIND_FUNCTION && (functionFlags(c) & INFO_CLASS) !== 0)
    prototype = loadValue(c + FUNCTION_HOME);
  else prototype = getNamed(constructor, 'prototype');
  if (isException(prototype)) return prototype;
  if (!isObjectValue(prototype)) {
    return throwTypeError(
      concatTexts3(
        "Function has non-object prototype '",
        valueText(prototype),
        "' in instanceof check",
      ),
    );
  }
  let current: Value = v;
  for (;;) {
    if (cellKind(pointerOf(current)) === KIND_PROXY) {
      current = getPrototypeOfValue(current);
      if (isException(current)) return current;
    } else {
      current = prototypeOfObject(pointerOf(current));
    }
    if (!isObjectValue(current)) return falseValue();
    if (sameBits(current, prototype)) return trueValue();
  }
}

/** key in object (§13.10.1). */
export function hasProperty(key: Value, object: Value): Value {
  if (!isObjectValue(object)) {
    const name: Value =
      isSymbol(key) || isString(key) || isNumber(key) ? keyText(key) : valueText(key);
    const start: Value = concatTexts3("Cannot use 'in' operator to search for '", name, "' in ");
    return throwTypeError(concatTexts(start, isString(object) ? object : valueText(object)));
  }
  const name: Value = toPropertyKeyValue(key);
  if (isException(name)) return name;
  const has: boolean = hasKey(object, name);
  return hasPendingException() ? exceptionValue() : booleanValue(has);
}
