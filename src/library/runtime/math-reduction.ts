'use machine';
// Argument reduction: x = n * pi/2 + (reducedHigh + reducedLow). Layer: runtime.
// Below 2^20 * pi/2 as fdlibm's e_rem_pio2 (Cody and Waite with pi/2 in three parts); above it as Payne and Hanek:
// only the bits of 2/pi that matter are multiplied.

import { absOf, bitsOf, doubleOf, f64, i32, i64, leadingZeros64, load64, multiplyHigh64, truncateToI32, u64, u64Table } from '../machine/intrinsics.ts';
import type { ptr } from '../machine/types.ts';
import { highWord, withoutLowWord } from './double-words.ts';

export let reducedHigh: f64 = 0;
export let reducedLow: f64 = 0;

const TWO_OVER_PI: f64 = 6.36619772367581382433e-1;
const PART1: f64 = 1.57079632673412561417;
const PART1_TAIL: f64 = 6.07710050650619224932e-11;
const PART2: f64 = 6.07710050630396597660e-11;
const PART2_TAIL: f64 = 2.02226624879595063154e-21;
const PART3: f64 = 2.02226624871116645580e-21;
const PART3_TAIL: f64 = 8.47842766036889956997e-32;
const HALF_PI: f64 = 1.57079632679489655800;
const HALF_PI_LOW: f64 = 6.12323399573676603587e-17;

/** Bits of 2/pi after the binary point. */
const twoOverPiBits: ptr = u64Table([
  0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561, 0xb7246e3a424dd2e0,
  0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4,
  0x9c845f8bbdf9283b, 0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d,
  0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d,
]);

/** n modulo 4 matters only. For finite |x| > pi/4. */
export function reduceByHalfPi(x: f64): i32 {
  const ix: i32 = highWord(x) & 0x7fffffff;
  if (ix < 0x4002d97c) return reduceOnce(x, ix);
  if (ix > 0x413921fb) return reduceLarge(x);
  const t: f64 = absOf(x);
  const n: i32 = truncateToI32(t * TWO_OVER_PI + 0.5);
  const fn: f64 = f64(n);
  let r: f64 = t - fn * PART1;
  let w: f64 = fn * PART1_TAIL;
  let y: f64 = r - w;
  if (n >= 32 || ix === highWord(fn * HALF_PI)) {
    const j: i32 = ix >> 20;
    if (j - ((highWord(y) >> 20) & 0x7ff) > 16) {
      let before: f64 = r;
      w = fn * PART2;
      r = before - w;
      w = fn * PART2_TAIL - (before - r - w);
      y = r - w;
      if (j - ((highWord(y) >> 20) & 0x7ff) > 49) {
        before = r;
        w = fn * PART3;
        r = before - w;
        w = fn * PART3_TAIL - (before - r - w);
        y = r - w;
      }
    }
  }
  return setReduced(y, r - y - w, n, highWord(x) < 0);
}

function setReduced(high: f64, low: f64, n: i32, negative: boolean): i32 {
  reducedHigh = negative ? -high : high;
  reducedLow = negative ? -low : low;
  return negative ? -n : n;
}

/** |x| < 3 pi/4: n is 1 or -1. */
function reduceOnce(x: f64, ix: i32): i32 {
  let z: f64 = absOf(x) - PART1;
  let tail: f64 = PART1_TAIL;
  if (ix === 0x3ff921fb) {
    z = z - PART2;
    tail = PART2_TAIL;
  }
  const y: f64 = z - tail;
  return setReduced(y, z - y - tail, 1, highWord(x) < 0);
}

/** 64 bits of 2/pi from bit `position` after the binary point; bits before the point are 0. */
function twoOverPiAt(position: i32): u64 {
  if (position <= -64) return 0;
  if (position < 0) return load64(twoOverPiBits) >>> u64(-position);
  const word: ptr = twoOverPiBits + u64(position >> 6) * 8;
  const part: i32 = position & 63;
  if (part === 0) return load64(word);
  return (load64(word) << u64(part)) | (load64(word + 8) >>> u64(64 - part));
}

function reduceLarge(x: f64): i32 {
  const bits: u64 = bitsOf(x);
  const exponent: i32 = i32((bits >>> 52) & 0x7ff) - 1075;
  const mantissa: u64 = (bits & 0xfffffffffffff) | 0x10000000000000;
  // x * 2/pi = mantissa * 2^exponent * 0.b0b1...; bits that give multiples of 4 are left out.
  const start: i32 = exponent - 2;
  const w0: u64 = twoOverPiAt(start);
  const w1: u64 = twoOverPiAt(start + 64);
  const w2: u64 = twoOverPiAt(start + 128);
  const w3: u64 = twoOverPiAt(start + 192);
  // p is the product modulo 4, in units of 2^-62, 2^-126, 2^-190.
  let p0: u64 = mantissa * w0;
  let p1: u64 = mantissa * w1;
  const p2: u64 = mantissa * w2 + multiplyHigh64(mantissa, w3);
  const carry2: u64 = p2 < multiplyHigh64(mantissa, w3) ? 1 : 0;
  const high2: u64 = multiplyHigh64(mantissa, w2) + carry2;
  p1 = p1 + high2;
  if (p1 < high2) p0++;
  p0 = p0 + multiplyHigh64(mantissa, w1);
  let n: i32 = i32(p0 >>> 62);
  let high: u64 = (p0 << 2) | (p1 >>> 62);
  let low: u64 = (p1 << 2) | (p2 >>> 62);
  let negative: boolean = false;
  if (high >>> 63 !== 0) {
    n++;
    negative = true;
    high = ~high;
    low = ~low;
  }
  multiplyByHalfPi(high, low, negative);
  return setReduced(reducedHigh, reducedLow, n, bits >>> 63 !== 0);
}

/** (high:low) / 2^128 * pi/2 into reducedHigh + reducedLow. */
function multiplyByHalfPi(fractionHigh: u64, fractionLow: u64, negative: boolean): void {
  let high: u64 = fractionHigh;
  let low: u64 = fractionLow;
  let scale: i32 = 0;
  if (high === 0) {
    high = low;
    low = 0;
    scale = 64;
  }
  const zeros: i32 = i32(leadingZeros64(high | 1));
  if (zeros !== 0) {
    high = (high << u64(zeros)) | (low >>> u64(64 - zeros));
    low = low << u64(zeros);
  }
  const head: f64 = f64(i64(high >>> 11)) * doubleOf(u64(1023 - 53 - scale - zeros) << 52);
  const rest: u64 = (high << 53) | (low >>> 11);
  const tail: f64 = f64(i64(rest >>> 1)) * doubleOf(u64(1023 - 53 - 63 - scale - zeros) << 52);
  // Dekker's product of head and HALF_PI, exact in two parts.
  const a: f64 = withoutLowWord(head);
  const b: f64 = head - a;
  const c: f64 = withoutLowWord(HALF_PI);
  const d: f64 = HALF_PI - c;
  const product: f64 = head * HALF_PI;
  const error: f64 = a * c - product + a * d + b * c + b * d;
  const correction: f64 = error + (head * HALF_PI_LOW + tail * HALF_PI);
  const sum: f64 = product + correction;
  const remainder: f64 = product - sum + correction;
  reducedHigh = negative ? -sum : sum;
  reducedLow = negative ? -remainder : remainder;
}
