'use machine inline';
// Operators with a fast path for two numbers; the rest is in operators.ts. Layer: runtime.

import { f64, i32, i64, truncateToI32, truncateToI64, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { remainderOfDoubles } from './arithmetic.ts';
import { powerOf } from './power.ts';
import { looseEqualsSlow, strictEqualsSlow } from './comparison.ts';
import {
  addSlow,
  bitwiseSlow,
  bitNotSlow,
  compareSlow,
  decrementSlow,
  divideSlow,
  incrementSlow,
  multiplySlow,
  negateSlow,
  powerSlow,
  remainderSlow,
  subtractSlow,
  toInt32Slow,
} from './operators.ts';
import { areNumbers, booleanValue, computedNumber, isNumber, numberOf, sameBits } from './value.ts';

export const BITWISE_AND: u32 = 0;
export const BITWISE_OR: u32 = 1;
export const BITWISE_XOR: u32 = 2;
export const SHIFT_LEFT: u32 = 3;
export const SHIFT_RIGHT: u32 = 4;
export const SHIFT_RIGHT_UNSIGNED: u32 = 5;
export const COMPARE_LESS: u32 = 0;
export const COMPARE_LESS_EQUAL: u32 = 1;
export const COMPARE_GREATER: u32 = 2;
export const COMPARE_GREATER_EQUAL: u32 = 3;

/** ToInt32 of a double (ECMA-262 §7.1.6). */
export function toInt32Of(x: f64): i32 {
  const wide: i64 = truncateToI64(x);
  if (u64(wide) !== 0x8000000000000000) return i32(wide);
  return toInt32Slow(x);
}

/** a % b of doubles. */
export function remainderOf(a: f64, b: f64): f64 {
  const ia: i32 = truncateToI32(a);
  const ib: i32 = truncateToI32(b);
  if (ia > 0 && ib > 0 && f64(ia) === a && f64(ib) === b) return f64(i32(u32(ia) % u32(ib)));
  return remainderOfDoubles(a, b);
}

export function addValues(a: Value, b: Value): Value {
  return areNumbers(a, b) ? computedNumber(numberOf(a) + numberOf(b)) : addSlow(a, b);
}

export function subtractValues(a: Value, b: Value): Value {
  return areNumbers(a, b) ? computedNumber(numberOf(a) - numberOf(b)) : subtractSlow(a, b);
}

export function multiplyValues(a: Value, b: Value): Value {
  return areNumbers(a, b) ? computedNumber(numberOf(a) * numberOf(b)) : multiplySlow(a, b);
}

export function divideValues(a: Value, b: Value): Value {
  return areNumbers(a, b) ? computedNumber(numberOf(a) / numberOf(b)) : divideSlow(a, b);
}

export function remainderValues(a: Value, b: Value): Value {
  return areNumbers(a, b)
    ? computedNumber(remainderOf(numberOf(a), numberOf(b)))
    : remainderSlow(a, b);
}

export function powerValues(a: Value, b: Value): Value {
  return areNumbers(a, b) ? computedNumber(powerOf(numberOf(a), numberOf(b))) : powerSlow(a, b);
}

export function bitAndValues(a: Value, b: Value): Value {
  if (!areNumbers(a, b)) return bitwiseSlow(BITWISE_AND, a, b);
  return computedNumber(f64(toInt32Of(numberOf(a)) & toInt32Of(numberOf(b))));
}

export function bitOrValues(a: Value, b: Value): Value {
  if (!areNumbers(a, b)) return bitwiseSlow(BITWISE_OR, a, b);
  return computedNumber(f64(toInt32Of(numberOf(a)) | toInt32Of(numberOf(b))));
}

export function bitXorValues(a: Value, b: Value): Value {
  if (!areNumbers(a, b)) return bitwiseSlow(BITWISE_XOR, a, b);
  return computedNumber(f64(toInt32Of(numberOf(a)) ^ toInt32Of(numberOf(b))));
}

export function shiftLeftValues(a: Value, b: Value): Value {
  if (!areNumbers(a, b)) return bitwiseSlow(SHIFT_LEFT, a, b);
  return computedNumber(
    f64(i32(u32(toInt32Of(numberOf(a))) << (u32(toInt32Of(numberOf(b))) & 31))),
  );
}

export function shiftRightValues(a: Value, b: Value): Value {
  if (!areNumbers(a, b)) return bitwiseSlow(SHIFT_RIGHT, a, b);
  return computedNumber(f64(toInt32Of(numberOf(a)) >> (u32(toInt32Of(numberOf(b))) & 31)));
}

export function shiftRightUnsignedValues(a: Value, b: Value): Value {
  if (!areNumbers(a, b)) return bitwiseSlow(SHIFT_RIGHT_UNSIGNED, a, b);
  return computedNumber(f64(u32(toInt32Of(numberOf(a))) >> (u32(toInt32Of(numberOf(b))) & 31)));
}

export function negateValue(v: Value): Value {
  return isNumber(v) ? computedNumber(-numberOf(v)) : negateSlow(v);
}

export function bitNotValue(v: Value): Value {
  return isNumber(v) ? computedNumber(f64(~toInt32Of(numberOf(v)))) : bitNotSlow(v);
}

export function incrementValue(v: Value): Value {
  return isNumber(v) ? computedNumber(numberOf(v) + 1) : incrementSlow(v);
}

export function decrementValue(v: Value): Value {
  return isNumber(v) ? computedNumber(numberOf(v) - 1) : decrementSlow(v);
}

export function lessThan(a: Value, b: Value): Value {
  return areNumbers(a, b)
    ? booleanValue(numberOf(a) < numberOf(b))
    : compareSlow(COMPARE_LESS, a, b);
}

export function lessOrEqual(a: Value, b: Value): Value {
  return areNumbers(a, b)
    ? booleanValue(numberOf(a) <= numberOf(b))
    : compareSlow(COMPARE_LESS_EQUAL, a, b);
}

export function greaterThan(a: Value, b: Value): Value {
  return areNumbers(a, b)
    ? booleanValue(numberOf(a) > numberOf(b))
    : compareSlow(COMPARE_GREATER, a, b);
}

export function greaterOrEqual(a: Value, b: Value): Value {
  return areNumbers(a, b)
    ? booleanValue(numberOf(a) >= numberOf(b))
    : compareSlow(COMPARE_GREATER_EQUAL, a, b);
}

/** IsStrictlyEqual (ECMA-262 §7.2.15). */
export function strictEquals(a: Value, b: Value): boolean {
  if (isNumber(a)) return isNumber(b) && numberOf(a) === numberOf(b);
  return sameBits(a, b) || strictEqualsSlow(a, b);
}

/** IsLooselyEqual (ECMA-262 §7.2.14). */
export function looseEquals(a: Value, b: Value): Value {
  if (areNumbers(a, b)) return booleanValue(numberOf(a) === numberOf(b));
  return looseEqualsSlow(a, b);
}
