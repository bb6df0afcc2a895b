'use machine';
// Decimal text to the nearest double, ties to even: StringToNumber, parseFloat, JSON and literals share it. Layer: runtime.
// Most inputs need one 64x128-bit product; where that cannot decide, the exact midpoint is compared digit by digit.

import {
  doubleOf,
  f64,
  f64Table,
  i32,
  leadingZeros64,
  load16,
  load64,
  load8,
  loadF64,
  multiplyHigh64,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { ptr } from '../machine/types.ts';
import { exactCount, exactDigits, exactPoint, expandDecimal } from './exact-decimal.ts';
import { FIRST_POWER, powersOfTen } from './powers-of-ten.ts';

const smallPowers: ptr = f64Table([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]);

/** Where the last parse stopped; its start when there was no number. */
export let parsedEnd: u32 = 0;

export function setParsedEnd(end: u32): void {
  parsedEnd = end;
}

const INFINITY_BITS: u64 = 0x7ff0000000000000;

function unitAt(data: ptr, wide: boolean, index: u32): u32 {
  return wide ? load16(data + u64(index) * 2) : load8(data + index);
}

function isDigit(unit: u32): boolean {
  return unit - 48 < 10;
}

/**
 * Reads the longest StrUnsignedDecimalLiteral without "Infinity" from `data` (bytes, or 16-bit units when `wide`)
 * at `from`, before `to`. No sign, no separators. Sets `parsedEnd`.
 */
export function parseDecimalAt(data: ptr, wide: boolean, from: u32, to: u32): f64 {
  let position: u32 = from;
  let significand: u64 = 0;
  let significant: u32 = 0;
  let dropped: i32 = 0;
  let exponent: i32 = 0;
  let truncated: boolean = false;
  let any: boolean = false;
  while (position < to) {
    const digit: u32 = unitAt(data, wide, position) - 48;
    if (digit >= 10) break;
    any = true;
    if (significant < 19) {
      significand = significand * 10 + u64(digit);
      if (significand !== 0) significant++;
    } else {
      dropped++;
      if (digit !== 0) truncated = true;
    }
    position++;
  }
  exponent = dropped;
  if (
    position < to &&
    unitAt(data, wide, position) === 46 &&
    (any || (position + 1 < to && isDigit(unitAt(data, wide, position + 1))))
  ) {
    position++;
    while (position < to) {
      const digit: u32 = unitAt(data, wide, position) - 48;
      if (digit >= 10) break;
      any = true;
      if (significant < 19) {
        significand = significand * 10 + u64(digit);
        if (significand !== 0) significant++;
        exponent--;
      } else if (digit !== 0) {
        truncated = true;
      }
      position++;
    }
  }
  if (!any) {
    parsedEnd = from;
    return 0;
  }
  const digitsEnd: u32 = position;
  parsedEnd = position;
  exponent = exponent + readExponent(data, wide, position, to);
  if (significand === 0) return 0;
  if (!truncated && exponent >= -22 && exponent <= 22 && significand <= 0x20000000000000) {
    const x: f64 = f64(significand);
    if (exponent < 0) return x / loadF64(smallPowers + u64(-exponent) * 8);
    return x * loadF64(smallPowers + u64(exponent) * 8);
  }
  return scaleDecimal(significand, exponent, truncated, data, wide, from, digitsEnd);
}

/** The exponent part at `position`, or 0; moves `parsedEnd` past it. */
function readExponent(data: ptr, wide: boolean, position: u32, to: u32): i32 {
  let p: u32 = position;
  if (p >= to || (unitAt(data, wide, p) | 32) !== 101) return 0;
  p++;
  let negative: boolean = false;
  if (p < to) {
    const sign: u32 = unitAt(data, wide, p);
    if (sign === 43 || sign === 45) {
      negative = sign === 45;
      p++;
    }
  }
  if (p >= to || !isDigit(unitAt(data, wide, p))) return 0;
  let value: i32 = 0;
  while (p < to && isDigit(unitAt(data, wide, p))) {
    if (value < 100000000) value = value * 10 + i32(unitAt(data, wide, p) - 48);
    p++;
  }
  parsedEnd = p;
  return negative ? -value : value;
}

/** significand * 10^exponent rounded; the digits in the text decide hard cases. */
function scaleDecimal(
  significand: u64,
  exponent: i32,
  truncated: boolean,
  data: ptr,
  wide: boolean,
  from: u32,
  to: u32,
): f64 {
  if (exponent > 308) return doubleOf(INFINITY_BITS);
  if (exponent < FIRST_POWER) return 0;
  const zeros: u32 = leadingZeros64(significand);
  const w: u64 = significand << u64(zeros);
  const entry: ptr = powersOfTen + u64((exponent - FIRST_POWER) * 16);
  const high: u64 = load64(entry);
  const low: u64 = load64(entry + 8);
  // x = top 128 bits of the 192-bit product.
  const crossHigh: u64 = multiplyHigh64(low, w);
  const middle: u64 = high * w;
  const x0: u64 = middle + crossHigh;
  let x1: u64 = multiplyHigh64(high, w);
  if (x0 < middle) x1++;
  let e: i32 = ((exponent * 1741647) >> 19) - 127 + 64 - i32(zeros);
  let shift: i32 = x1 >>> 63 !== 0 ? 75 : 74;
  e = e + shift;
  if (e < -1074) {
    shift = shift + (-1074 - e);
    e = -1074;
  }
  if (e > 971) return doubleOf(INFINITY_BITS);
  if (shift > 129) return 0;
  let mantissa: u64 = 0;
  let decided: boolean = false;
  let up: boolean = false;
  if (shift < 127) {
    const upperShift: u64 = u64(shift - 64);
    mantissa = x1 >>> upperShift;
    const restHigh: u64 = x1 & ((u64(1) << upperShift) - 1);
    const halfHigh: u64 = u64(1) << (upperShift - 1);
    // The cut power makes the product too small by less than 2 units of x0, a cut significand by less than 17 of x1.
    if (!truncated) {
      if (restHigh > halfHigh || (restHigh === halfHigh && x0 !== 0)) {
        decided = true;
        up = true;
      } else if (
        restHigh < halfHigh - 1 ||
        (restHigh === halfHigh - 1 && x0 < 0xfffffffffffffffc)
      ) {
        decided = true;
      }
    } else if (restHigh > halfHigh) {
      decided = true;
      up = true;
    } else if (halfHigh >= 64 && restHigh < halfHigh - 32) {
      decided = true;
    }
  }
  if (!decided) up = textIsAbove(mantissa, e, exponent, significand, data, wide, from, to);
  let bits: u64 = (u64(e + 1074) << 52) + mantissa;
  if (up) bits++;
  if (bits > INFINITY_BITS) bits = INFINITY_BITS;
  return doubleOf(bits);
}

/** The text's digits are above mantissa + 1/2 (in units of 2^e), or equal to it and the mantissa is odd. */
function textIsAbove(
  mantissa: u64,
  e: i32,
  exponent: i32,
  significand: u64,
  data: ptr,
  wide: boolean,
  from: u32,
  to: u32,
): boolean {
  expandDecimal(mantissa * 2 + 1, e - 1);
  // The text is 0.DIGITS * 10^point with its first digit that is not 0.
  let point: i32 = exponent;
  for (let rest: u64 = significand; rest !== 0; rest = rest / 10) point++;
  if (point !== exactPoint) return point > exactPoint;
  let position: u32 = from;
  while (position < to) {
    const unit: u32 = unitAt(data, wide, position);
    if (unit !== 48 && unit !== 46) break;
    position++;
  }
  let index: u32 = 0;
  while (position < to) {
    const unit: u32 = unitAt(data, wide, position);
    position++;
    if (unit === 46) continue;
    const digit: u32 = unit - 48;
    const exact: u32 = index < exactCount ? load8(exactDigits + index) : 0;
    if (digit !== exact) return digit > exact;
    index++;
  }
  if (index < exactCount) return false;
  return (mantissa & 1) !== 0;
}
