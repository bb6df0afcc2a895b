'use machine';
// Shortest digits of a double that read back as the same double (Schubfach: R. Giulietti, "The Schubfach way to render
// doubles", 2020). Layer: runtime. The result is in the two globals until the next call.

import { bitsOf, load64, multiplyHigh64, u64 } from '../machine/intrinsics.ts';
import type { f64, i32, ptr } from '../machine/types.ts';
import { FIRST_POWER, powersOfTen } from './powers-of-ten.ts';

/** The double is shortestDigits * 10^shortestExponent; the digits do not end in 0. */
export let shortestDigits: u64 = 0;
export let shortestExponent: i32 = 0;

/** High 64 bits of the 192-bit product g * c, the lowest bit set when anything below is not zero. */
function roundToOdd(high: u64, low: u64, c: u64): u64 {
  const carried: u64 = multiplyHigh64(low, c);
  const middle: u64 = high * c;
  const sum: u64 = middle + carried;
  let top: u64 = multiplyHigh64(high, c);
  if (sum < middle) top++;
  return sum > 1 ? top | 1 : top;
}

/** For finite x > 0. */
export function findShortestDigits(x: f64): void {
  const bits: u64 = bitsOf(x);
  const fraction: u64 = bits & 0xfffffffffffff;
  const biased: i32 = (bits >>> 52) & 0x7ff;
  const c: u64 = biased === 0 ? fraction : fraction | 0x10000000000000;
  const q: i32 = biased === 0 ? -1074 : biased - 1075;
  const lowerIsCloser: boolean = fraction === 0 && biased > 1;
  // floor(log10(2^q)), or of 3/4 * 2^q when the lower neighbour is at half the distance.
  const k: i32 = (q * 1262611 - (lowerIsCloser ? 524031 : 0)) >> 22;
  const h: i32 = q + ((-k * 1741647) >> 19) + 1;
  const entry: ptr = powersOfTen + u64((-k - FIRST_POWER) * 16);
  let high: u64 = load64(entry);
  let low: u64 = load64(entry + 8);
  if (-k < 0 || -k > 55) {
    low++;
    if (low === 0) high++;
  }
  const shift: u64 = u64(h);
  const value: u64 = roundToOdd(high, low, (c * 4) << shift);
  let lower: u64 = roundToOdd(high, low, (c * 4 - (lowerIsCloser ? 1 : 2)) << shift);
  let upper: u64 = roundToOdd(high, low, (c * 4 + 2) << shift);
  if ((c & 1) !== 0) {
    lower++;
    upper--;
  }
  chooseDigits(value, lower, upper, k);
}

function chooseDigits(value: u64, lower: u64, upper: u64, k: i32): void {
  const s: u64 = value / 4;
  if (s >= 10) {
    const tens: u64 = s / 10;
    const downInside: boolean = lower <= tens * 40;
    const upInside: boolean = tens * 40 + 40 <= upper;
    if (downInside !== upInside) {
      setShortest(upInside ? tens + 1 : tens, k + 1);
      return;
    }
  }
  const downInside: boolean = lower <= s * 4;
  const upInside: boolean = s * 4 + 4 <= upper;
  if (downInside !== upInside) {
    setShortest(upInside ? s + 1 : s, k);
    return;
  }
  const middle: u64 = s * 4 + 2;
  const roundUp: boolean = value > middle || (value === middle && (s & 1) !== 0);
  setShortest(roundUp ? s + 1 : s, k);
}

function setShortest(digits: u64, exponent: i32): void {
  let d: u64 = digits;
  let e: i32 = exponent;
  while (d % 10 === 0) {
    d = d / 10;
    e++;
  }
  shortestDigits = d;
  shortestExponent = e;
}
