'use machine';
// The slow parts of the operators: conversion of operands that are not two numbers, in the specification's order
// (ECMA-262 §13.15.3 ApplyStringOrNumericBinaryOperator, §7.2.13 IsLessThan). Layer: runtime.

import { bitsOf, f64, i32, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { remainderOfDoubles } from './arithmetic.ts';
import { powerOf } from './power.ts';
import {
  HINT_DEFAULT,
  HINT_NUMBER,
  toNumericValue,
  toPrimitive,
  toStringOf,
} from './conversion.ts';
import { throwTypeError } from './exceptions.ts';
import {
  BITWISE_AND,
  BITWISE_OR,
  BITWISE_XOR,
  COMPARE_GREATER,
  COMPARE_LESS,
  COMPARE_LESS_EQUAL,
  SHIFT_LEFT,
  SHIFT_RIGHT,
  toInt32Of,
} from './operators-inline.ts';
import { compareStrings } from './string-compare.ts';
import { concatStrings } from './string-concat.ts';
import {
  booleanValue,
  computedNumber,
  exceptionValue,
  isBigInt,
  isException,
  isNumber,
  isString,
  numberOf,
} from './value.ts';

/** ToInt32 where cvttsd2si gives up: |x| >= 2^63, infinities and NaN. */
export function toInt32Slow(x: f64): i32 {
  const bits: u64 = bitsOf(x);
  const exponent: i32 = i32((bits >>> 52) & 0x7ff) - 1075;
  if (exponent >= 32) return 0;
  const mantissa: u64 = (bits & 0xfffffffffffff) | 0x10000000000000;
  const low: u32 = u32(mantissa << u64(exponent));
  return i32(bits >>> 63 !== 0 ? 0 - low : low);
}

/** a + b */
export function addSlow(left: Value, right: Value): Value {
  if (isString(left)) {
    if (isString(right)) return concatStrings(left, right);
    if (isNumber(right)) return concatStrings(left, toStringOf(right));
  } else if (isString(right) && isNumber(left)) {
    return concatStrings(toStringOf(left), right);
  }
  const a: Value = toPrimitive(left, HINT_DEFAULT);
  if (isException(a)) return a;
  const b: Value = toPrimitive(right, HINT_DEFAULT);
  if (isException(b)) return b;
  if (isString(a) || isString(b)) {
    const first: Value = toStringOf(a);
    if (isException(first)) return first;
    const second: Value = toStringOf(b);
    if (isException(second)) return second;
    return concatStrings(first, second);
  }
  if (!toNumbers(a, b)) return exceptionValue();
  return computedNumber(leftNumber + rightNumber);
}

/** The results of toNumbers. */
let leftNumber: f64 = 0;
let rightNumber: f64 = 0;

/** ToNumeric of both operands in order; false when an exception is pending. */
function toNumbers(a: Value, b: Value): boolean {
  const left: Value = toNumericValue(a);
  if (isException(left)) return false;
  const right: Value = toNumericValue(b);
  if (isException(right)) return false;
  if (isBigInt(left) || isBigInt(right)) {
    throwTypeError('Cannot mix BigInt and other types, use explicit conversions');
    return false;
  }
  leftNumber = numberOf(left);
  rightNumber = numberOf(right);
  return true;
}

export function subtractSlow(a: Value, b: Value): Value {
  return toNumbers(a, b) ? computedNumber(leftNumber - rightNumber) : exceptionValue();
}

export function multiplySlow(a: Value, b: Value): Value {
  return toNumbers(a, b) ? computedNumber(leftNumber * rightNumber) : exceptionValue();
}

export function divideSlow(a: Value, b: Value): Value {
  return toNumbers(a, b) ? computedNumber(leftNumber / rightNumber) : exceptionValue();
}

export function remainderSlow(a: Value, b: Value): Value {
  return toNumbers(a, b)
    ? computedNumber(remainderOfDoubles(leftNumber, rightNumber))
    : exceptionValue();
}

export function powerSlow(a: Value, b: Value): Value {
  return toNumbers(a, b) ? computedNumber(powerOf(leftNumber, rightNumber)) : exceptionValue();
}

export function bitwiseSlow(operation: u32, a: Value, b: Value): Value {
  if (!toNumbers(a, b)) return exceptionValue();
  const left: i32 = toInt32Of(leftNumber);
  const right: i32 = toInt32Of(rightNumber);
  const count: u32 = u32(right) & 31;
  if (operation === BITWISE_AND) return computedNumber(f64(left & right));
  if (operation === BITWISE_OR) return computedNumber(f64(left | right));
  if (operation === BITWISE_XOR) return computedNumber(f64(left ^ right));
  if (operation === SHIFT_LEFT) return computedNumber(f64(i32(u32(left) << count)));
  if (operation === SHIFT_RIGHT) return computedNumber(f64(left >> count));
  return computedNumber(f64(u32(left) >> count));
}

/** ToNumeric for a unary operator; bigints are refused. */
function toOneNumber(v: Value): Value {
  const numeric: Value = toNumericValue(v);
  if (isBigInt(numeric))
    return throwTypeError('Cannot mix BigInt and other types, use explicit conversions');
  return numeric;
}

export function negateSlow(v: Value): Value {
  const numeric: Value = toOneNumber(v);
  return isException(numeric) ? numeric : computedNumber(-numberOf(numeric));
}

export function bitNotSlow(v: Value): Value {
  const numeric: Value = toOneNumber(v);
  return isException(numeric) ? numeric : computedNumber(f64(~toInt32Of(numberOf(numeric))));
}

export function incrementSlow(v: Value): Value {
  const numeric: Value = toOneNumber(v);
  return isException(numeric) ? numeric : computedNumber(numberOf(numeric) + 1);
}

export function decrementSlow(v: Value): Value {
  const numeric: Value = toOneNumber(v);
  return isException(numeric) ? numeric : computedNumber(numberOf(numeric) - 1);
}

/** <, <=, > and >=: the left operand is converted first in all of them. */
export function compareSlow(operation: u32, left: Value, right: Value): Value {
  const a: Value = toPrimitive(left, HINT_NUMBER);
  if (isException(a)) return a;
  const b: Value = toPrimitive(right, HINT_NUMBER);
  if (isException(b)) return b;
  if (isString(a) && isString(b)) {
    const order: i32 = compareStrings(a, b);
    if (operation === COMPARE_LESS) return booleanValue(order < 0);
    if (operation === COMPARE_LESS_EQUAL) return booleanValue(order <= 0);
    return booleanValue(operation === COMPARE_GREATER ? order > 0 : order >= 0);
  }
  if (!toNumbers(a, b)) return exceptionValue();
  if (operation === COMPARE_LESS) return booleanValue(leftNumber < rightNumber);
  if (operation === COMPARE_LESS_EQUAL) return booleanValue(leftNumber <= rightNumber);
  return booleanValue(
    operation === COMPARE_GREATER ? leftNumber > rightNumber : leftNumber >= rightNumber,
  );
}
