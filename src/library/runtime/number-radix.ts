'use machine';
// Number.prototype.toString(radix) for radixes other than 10 (ECMA-262 §21.1.3.6). Layer: runtime.
// The specification leaves the digits open; as V8 does, fraction digits stop when they identify the double, and integer
// digits below its precision are 0.

import {
  absOf,
  bitsOf,
  copyBytes,
  doubleOf,
  floorOf,
  load8,
  reserveBytes,
  store8,
  truncateToI32,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { f64, i32, ptr, Value } from '../machine/types.ts';
import { remainderOfDoubles } from './arithmetic.ts';
import { STRING_DATA } from './layout.ts';
import { newString8 } from './string-cells.ts';
import { stringValue } from './value.ts';

const POINT: u32 = 1100;
/** Integer digits grow down from POINT, the point and fraction digits up from it. */
const text: ptr = reserveBytes(2304);

function digitUnit(digit: i32): u32 {
  return u32(digit < 10 ? digit + 48 : digit + 87);
}

function unitDigit(unit: u32): i32 {
  return unit < 58 ? unit - 48 : unit - 87;
}

let fractionEnd: u32 = 0;

/** Adds one in the last fraction place; true when the carry reaches the integer part. */
function carryFraction(radix: i32): boolean {
  let end: u32 = fractionEnd;
  while (end > POINT + 1) {
    const digit: i32 = unitDigit(load8(text + end - 1)) + 1;
    if (digit < radix) {
      store8(text + end - 1, digitUnit(digit));
      fractionEnd = end;
      return false;
    }
    end--;
  }
  fractionEnd = POINT;
  return true;
}

/** Writes the fraction digits; true when rounding carries into the integer part. */
function writeFraction(part: f64, precision: f64, radix: i32): boolean {
  let fraction: f64 = part;
  let delta: f64 = precision;
  fractionEnd = POINT;
  if (fraction < delta) return false;
  store8(text + POINT, 46);
  fractionEnd = POINT + 1;
  do {
    fraction = fraction * radix;
    delta = delta * radix;
    const digit: i32 = truncateToI32(fraction);
    store8(text + fractionEnd, digitUnit(digit));
    fractionEnd++;
    fraction = fraction - digit;
    if ((fraction > 0.5 || (fraction === 0.5 && (digit & 1) !== 0)) && fraction + delta > 1)
      return carryFraction(radix);
  } while (fraction >= delta);
  return false;
}

/** Number::toString(x, radix) for finite x and radix in 2..36. */
export function numberToRadix(x: f64, radix: i32): Value {
  const magnitude: f64 = absOf(x);
  let integer: f64 = floorOf(magnitude);
  const next: f64 = doubleOf(bitsOf(magnitude) + 1);
  let delta: f64 = 0.5 * (next - magnitude);
  const smallest: f64 = doubleOf(1);
  if (delta < smallest) delta = smallest;
  if (writeFraction(magnitude - integer, delta, radix)) integer = integer + 1;
  let start: u32 = POINT;
  // Below the last bit of the double there is nothing to print.
  while (bitsOf(integer / radix) >>> 52 > 1075) {
    integer = integer / radix;
    start--;
    store8(text + start, 48);
  }
  do {
    const rest: f64 = remainderOfDoubles(integer, radix);
    start--;
    store8(text + start, digitUnit(truncateToI32(rest)));
    integer = (integer - rest) / radix;
  } while (integer > 0);
  if (x < 0) {
    start--;
    store8(text + start, 45);
  }
  const length: u32 = fractionEnd - start;
  const p: ptr = newString8(length);
  copyBytes(p + STRING_DATA, text + start, u64(length));
  return stringValue(p);
}
