'use machine';
// Doubles to text: Number::toString (ECMA-262 §6.1.6.1.20) and toFixed, toExponential, toPrecision. Layer: runtime.
// Text is built in a static buffer and copied into a fresh string; radixes other than 10 are in number-radix.ts.

import {
  absOf,
  bitsOf,
  copyBytes,
  f64,
  i32,
  load8,
  reserveBytes,
  store8,
  truncateToI64,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { ptr, Value } from '../machine/types.ts';
import { exactCount, exactDigits, exactPoint, expandDecimal, roundExact } from './exact-decimal.ts';
import { STRING_DATA } from './layout.ts';
import { findShortestDigits, shortestDigits, shortestExponent } from './number-digits.ts';
import { newString8 } from './string-cells.ts';
import { stringValue } from './value.ts';

const text: ptr = reserveBytes(512);
let length: u32 = 0;

function put(unit: u32): void {
  store8(text + length, unit);
  length++;
}

function putZeros(count: i32): void {
  for (let i: i32 = 0; i < count; i++) put(48);
}

function putInteger(value: u64): void {
  let end: u32 = length + 1;
  for (let rest: u64 = value / 10; rest !== 0; rest = rest / 10) end++;
  length = end;
  let rest: u64 = value;
  do {
    end--;
    const quotient: u64 = rest / 10;
    store8(text + end, u32(rest - quotient * 10) + 48);
    rest = quotient;
  } while (rest !== 0);
}

function finishText(): Value {
  const p: ptr = newString8(length);
  copyBytes(p + STRING_DATA, text, length);
  return stringValue(p);
}

/** Writes x in radix 10 to `bytes` (at least 32) without allocating; the number of bytes. */
export function writeNumber(x: f64, bytes: ptr): u32 {
  length = 0;
  putNumber(x);
  copyBytes(bytes, text, length);
  return length;
}

/** Number::toString(x, 10). */
export function numberToString(x: f64): Value {
  if (x !== x) return 'NaN';
  if (x - x !== 0) return x > 0 ? 'Infinity' : '-Infinity';
  length = 0;
  putNumber(x);
  return finishText();
}

function putNumber(x: f64): void {
  if (x !== x) {
    put(78);
    put(97);
    put(78);
    return;
  }
  if (x < 0) put(45);
  const magnitude: f64 = absOf(x);
  if (magnitude < 9007199254740992) {
    const whole: u64 = u64(truncateToI64(magnitude));
    if (f64(whole) === magnitude) {
      putInteger(whole);
      return;
    }
  } else if (magnitude - magnitude !== 0) {
    putInfinity();
    return;
  }
  findShortestDigits(magnitude);
  putScaled(shortestDigits, shortestExponent);
}

function putInfinity(): void {
  put(73);
  put(110);
  put(102);
  put(105);
  put(110);
  put(105);
  put(116);
  put(121);
}

/** digits * 10^exponent in the notation that Number::toString chooses. */
function putScaled(digits: u64, exponent: i32): void {
  const start: u32 = length;
  putInteger(digits);
  const count: i32 = i32(length - start);
  const point: i32 = count + exponent;
  if (exponent >= 0 && point <= 21) {
    putZeros(exponent);
  } else if (point > 0 && point <= 21) {
    insertPoint(start + u32(point));
  } else if (point > -6 && point <= 0) {
    shiftText(start, u32(2 - point));
    store8(text + start, 48);
    store8(text + start + 1, 46);
    for (let i: i32 = 0; i < -point; i++) store8(text + start + 2 + i, 48);
  } else {
    if (count > 1) insertPoint(start + 1);
    putExponent(point - 1);
  }
}

function shiftText(from: u32, by: u32): void {
  for (let i: u32 = length; i > from; i--) store8(text + i - 1 + by, load8(text + i - 1));
  length = length + by;
}

function insertPoint(at: u32): void {
  shiftText(at, 1);
  store8(text + at, 46);
}

function putExponent(exponent: i32): void {
  put(101);
  put(exponent < 0 ? 45 : 43);
  putInteger(u64(exponent < 0 ? -exponent : exponent));
}

/** Exact digits of |x|. */
function expandDouble(x: f64): void {
  const bits: u64 = bitsOf(x);
  const fraction: u64 = bits & 0xfffffffffffff;
  const biased: i32 = (bits >>> 52) & 0x7ff;
  if (biased === 0) expandDecimal(fraction, -1074);
  else expandDecimal(fraction | 0x10000000000000, biased - 1075);
}

/** Digit `index` of the exact digits as a character; 0 past their end and before their start. */
function exactDigitAt(index: i32): u32 {
  if (index < 0 || index >= i32(exactCount)) return 48;
  return load8(exactDigits + index) + 48;
}

/** Number.prototype.toFixed for finite |x| < 1e21 and digits in 0..100 (ECMA-262 §21.1.3.3). */
export function numberToFixed(x: f64, digits: i32): Value {
  length = 0;
  expandDouble(x);
  roundExact(exactPoint + digits);
  // -0.0000001.toFixed(2) is "-0.00": the sign is that of x, not of what is printed.
  if (x < 0) put(45);
  const point: i32 = exactCount === 0 ? 0 : exactPoint;
  if (point <= 0) put(48);
  for (let i: i32 = 0; i < point; i++) put(exactDigitAt(i));
  if (digits > 0) put(46);
  for (let i: i32 = 0; i < digits; i++) put(exactDigitAt(point + i));
  return finishText();
}

/** Number.prototype.toExponential for finite x; digits -1: as many as needed (ECMA-262 §21.1.3.2). */
export function numberToExponential(x: f64, digits: i32): Value {
  length = 0;
  if (x < 0) put(45);
  if (digits < 0 && x !== 0) {
    findShortestDigits(absOf(x));
    const start: u32 = length;
    putInteger(shortestDigits);
    const count: i32 = i32(length - start);
    if (count > 1) insertPoint(start + 1);
    putExponent(shortestExponent + count - 1);
    return finishText();
  }
  expandDouble(x);
  if (digits >= 0) roundExact(digits + 1);
  put(exactDigitAt(0));
  if (digits > 0) put(46);
  for (let i: i32 = 1; i <= digits; i++) put(exactDigitAt(i));
  putExponent(exactCount === 0 ? 0 : exactPoint - 1);
  return finishText();
}

/** Number.prototype.toPrecision for finite x and precision in 1..100 (ECMA-262 §21.1.3.5). */
export function numberToPrecision(x: f64, precision: i32): Value {
  length = 0;
  if (x < 0) put(45);
  expandDouble(x);
  roundExact(precision);
  const exponent: i32 = exactCount === 0 ? 0 : exactPoint - 1;
  if (exponent < -6 || exponent >= precision) {
    put(exactDigitAt(0));
    if (precision > 1) put(46);
    for (let i: i32 = 1; i < precision; i++) put(exactDigitAt(i));
    putExponent(exponent);
  } else if (exponent >= 0) {
    for (let i: i32 = 0; i < precision; i++) {
      if (i === exponent + 1) put(46);
      put(exactDigitAt(i));
    }
  } else {
    put(48);
    put(46);
    putZeros(-exponent - 1);
    for (let i: i32 = 0; i < precision; i++) put(exactDigitAt(i));
  }
  return finishText();
}
