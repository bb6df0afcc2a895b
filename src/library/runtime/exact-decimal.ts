'use machine';
// Exact decimal expansion of m * 2^e: every finite double has one of at most 767 significant digits. Layer: runtime.
// Results stay in static memory until the next call. Used where rounding must be exact: toFixed, toPrecision, hard parses.

import {
  load32,
  load8,
  reserveBytes,
  store32,
  store8,
  trailingZeros64,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { i32, ptr } from '../machine/types.ts';

const POWER_13_OF_5: u64 = 1220703125;
const limbs: ptr = reserveBytes(400);
const chunks: ptr = reserveBytes(480);
/** Digits as bytes 0..9, most significant first; neither the first nor the last is 0 (none at all for zero). */
export const exactDigits: ptr = reserveBytes(1280);
export let exactCount: u32 = 0;
/** The value is 0.DIGITS * 10^exactPoint. */
export let exactPoint: i32 = 0;

let limbCount: u32 = 0;

function multiplyLimbs(factor: u64): void {
  let carry: u64 = 0;
  for (let i: u32 = 0; i < limbCount; i++) {
    const product: u64 = u64(load32(limbs + i * 4)) * factor + carry;
    store32(limbs + i * 4, u32(product));
    carry = product >>> 32;
  }
  if (carry !== 0) {
    store32(limbs + limbCount * 4, u32(carry));
    limbCount++;
  }
}

function setLimbs(mantissa: u64, leftShift: u32): void {
  const whole: u32 = leftShift / 32;
  const part: u32 = leftShift % 32;
  for (let i: u32 = 0; i < whole; i++) store32(limbs + i * 4, 0);
  const low: u64 = mantissa << u64(part);
  const high: u64 = part === 0 ? 0 : mantissa >>> u64(64 - part);
  store32(limbs + whole * 4, u32(low));
  store32(limbs + whole * 4 + 4, u32(low >>> 32));
  store32(limbs + whole * 4 + 8, u32(high));
  limbCount = whole + 3;
  while (limbCount > 0 && load32(limbs + (limbCount - 1) * 4) === 0) limbCount--;
}

/** Divides the limbs by 10^9 and returns the remainder. */
function divideLimbs(): u32 {
  let remainder: u64 = 0;
  for (let i: u32 = limbCount; i > 0; i--) {
    const dividend: u64 = (remainder << 32) | u64(load32(limbs + (i - 1) * 4));
    const quotient: u64 = dividend / 1000000000;
    store32(limbs + (i - 1) * 4, u32(quotient));
    remainder = dividend - quotient * 1000000000;
  }
  while (limbCount > 0 && load32(limbs + (limbCount - 1) * 4) === 0) limbCount--;
  return u32(remainder);
}

function writeDigits(): void {
  let chunkCount: u32 = 0;
  while (limbCount > 0) {
    store32(chunks + chunkCount * 4, divideLimbs());
    chunkCount++;
  }
  let count: u32 = 0;
  for (let c: u32 = chunkCount; c > 0; c--) {
    let chunk: u32 = load32(chunks + (c - 1) * 4);
    let divisor: u32 = 100000000;
    for (let d: u32 = 0; d < 9; d++) {
      const digit: u32 = chunk / divisor;
      chunk = chunk - digit * divisor;
      divisor = divisor / 10;
      if (count !== 0 || digit !== 0) {
        store8(exactDigits + count, digit);
        count++;
      }
    }
  }
  exactCount = count;
}

/** Sets `exactDigits`, `exactCount` and `exactPoint` for mantissa * 2^exponent; the exponent is in -1075..971. */
export function expandDecimal(mantissa: u64, exponent: i32): void {
  exactCount = 0;
  exactPoint = 0;
  if (mantissa === 0) return;
  let m: u64 = mantissa;
  let e: i32 = exponent;
  if (e < 0) {
    let zeros: i32 = trailingZeros64(m);
    if (zeros > -e) zeros = -e;
    m = m >>> u64(zeros);
    e = e + zeros;
  }
  setLimbs(m, e > 0 ? u32(e) : 0);
  if (e < 0) {
    // m * 2^e = m * 5^-e * 10^e
    let rest: i32 = -e;
    while (rest >= 13) {
      multiplyLimbs(POWER_13_OF_5);
      rest = rest - 13;
    }
    let power: u64 = 1;
    while (rest > 0) {
      power = power * 5;
      rest--;
    }
    if (power !== 1) multiplyLimbs(power);
  }
  writeDigits();
  exactPoint = i32Of(exactCount) + (e < 0 ? e : 0);
  stripTrailingZeros();
}

function i32Of(x: u32): i32 {
  return x;
}

function stripTrailingZeros(): void {
  while (exactCount > 0 && load8(exactDigits + exactCount - 1) === 0) exactCount--;
}

/**
 * Rounds to `keep` leading digits, half up. A carry out of the first digit gives "1" and moves the point.
 * `keep` of 0 leaves nothing, or 1 in the place before the first digit; below 0 leaves nothing.
 */
export function roundExact(keep: i32): void {
  if (keep < 0) {
    exactCount = 0;
    return;
  }
  const kept: u32 = u32(keep);
  if (kept >= exactCount) return;
  let up: boolean = load8(exactDigits + kept) >= 5;
  exactCount = kept;
  while (up && exactCount > 0) {
    const digit: u32 = load8(exactDigits + exactCount - 1);
    if (digit === 9) {
      exactCount--;
    } else {
      store8(exactDigits + exactCount - 1, digit + 1);
      up = false;
    }
  }
  if (up) {
    store8(exactDigits, 1);
    exactCount = 1;
    exactPoint++;
  }
  stripTrailingZeros();
}
