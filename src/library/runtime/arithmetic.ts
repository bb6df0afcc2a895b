'use machine';
// Number::remainder (ECMA-262 §6.1.6.1.6) on doubles: exact. Layer: runtime.

import {
  absOf,
  bitsOf,
  doubleOf,
  f64,
  i32,
  i64,
  leadingZeros64,
  truncateToI64,
  u64,
} from '../machine/intrinsics.ts';

const SIGN_BIT: u64 = 0x8000000000000000;
const INFINITY_BITS: u64 = 0x7ff0000000000000;
const HIDDEN_BIT: u64 = 0x10000000000000;

/** a % b: exact, with the sign of a. */
export function remainderOfDoubles(a: f64, b: f64): f64 {
  if (absOf(a) < 9007199254740992 && absOf(b) < 9007199254740992) {
    const ia: i64 = truncateToI64(a);
    const ib: i64 = truncateToI64(b);
    if (f64(ia) === a && f64(ib) === b && ib !== 0) {
      const rest: i64 = ia % ib;
      if (rest === 0) return doubleOf(bitsOf(a) & SIGN_BIT);
      return f64(rest);
    }
  }
  return remainderOfFractions(a, b);
}

function remainderOfFractions(a: f64, b: f64): f64 {
  const sign: u64 = bitsOf(a) & SIGN_BIT;
  const aBits: u64 = bitsOf(a) ^ sign;
  const bBits: u64 = bitsOf(b) & ~SIGN_BIT;
  if (aBits >= INFINITY_BITS || bBits > INFINITY_BITS || bBits === 0)
    return doubleOf(0x7ff8000000000000);
  if (aBits < bBits) return a;
  let aExponent: i32 = i32(aBits >>> 52);
  let bExponent: i32 = i32(bBits >>> 52);
  let rest: u64 = aBits & (HIDDEN_BIT - 1);
  let divisor: u64 = bBits & (HIDDEN_BIT - 1);
  if (aExponent === 0) aExponent = 1;
  else rest = rest | HIDDEN_BIT;
  if (bExponent === 0) bExponent = 1;
  else divisor = divisor | HIDDEN_BIT;
  let steps: i32 = aExponent - bExponent;
  rest = rest % divisor;
  while (steps > 0 && rest !== 0) {
    // The divisor has at most 53 bits: 11 more fit into the dividend.
    const count: i32 = steps < 11 ? steps : 11;
    rest = (rest << u64(count)) % divisor;
    steps = steps - count;
  }
  if (rest === 0) return doubleOf(sign);
  // rest * 2^(bExponent - 1075), normalised.
  let shift: i32 = i32(leadingZeros64(rest)) - 11;
  if (shift >= bExponent) shift = bExponent - 1;
  rest = rest << u64(shift);
  const exponent: u64 = rest >= HIDDEN_BIT ? u64(bExponent - shift) : 0;
  return doubleOf(sign | (exponent << 52) | (rest & (HIDDEN_BIT - 1)));
}
