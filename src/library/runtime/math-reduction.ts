'use machine';
// Argument reduction: x = n * pi/2 + (reducedHigh + reducedLow). Layer: runtime.
// As fdlibm's e_rem_pio2 and k_rem_pio2: below 2^20 * pi/2 Cody and Waite with pi/2 in three parts; above it Payne and Hanek:
// only the bits of 2/pi that matter are multiplied.

import {
  absOf,
  f64,
  f64Table,
  floorOf,
  i32,
  i64,
  load64,
  loadF64,
  reserveBytes,
  storeF64,
  truncateToI32,
  u64,
  u64Table,
} from '../machine/intrinsics.ts';
import type { ptr } from '../machine/types.ts';
import { fromWords, highWord, lowWord, powerOfTwo } from './double-words.ts';

export let reducedHigh: f64 = 0;
export let reducedLow: f64 = 0;

const TWO_OVER_PI: f64 = 6.36619772367581382433e-1;
const PART1: f64 = 1.57079632673412561417;
const PART1_TAIL: f64 = 6.07710050650619224932e-11;
const PART2: f64 = 6.0771005063039659766e-11;
const PART2_TAIL: f64 = 2.02226624879595063154e-21;
const PART3: f64 = 2.0222662487111664558e-21;
const PART3_TAIL: f64 = 8.47842766036889956997e-32;
const HALF_PI: f64 = 1.570796326794896558;

/** Bits of 2/pi after the binary point. */
const twoOverPiBits: ptr = u64Table([
  0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561,
  0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484,
  0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f,
  0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d, 0x7527bac7ebe5f17b,
  0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d,
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

/** 64 bits of 2/pi from bit `position` after the binary point; which is not negative. */
function twoOverPiAt(position: i32): u64 {
  const word: ptr = twoOverPiBits + u64(position >> 6) * 8;
  const part: i32 = position & 63;
  if (part === 0) return load64(word);
  return (load64(word) << u64(part)) | (load64(word + 8) >>> u64(64 - part));
}

const TWO24: f64 = 16777216;
const TWO_M24: f64 = 5.9604644775390625e-8;
/** pi/2 in pieces of 24 bits. */
const halfPiPieces: ptr = f64Table([
  1.57079625129699707031, 7.54978941586159635335e-8, 5.39030252995776476554e-15,
  3.28200341580791294123e-22, 1.27065575308067607349e-29, 1.22933308981111328932e-36,
  2.73370053816464559624e-44, 2.16741683877804819444e-51,
]);
/** Work arrays of 20: q as integers, q as doubles (the partial products), f (2/pi in use), fq. */
const iq: ptr = reserveBytes(160);
const q: ptr = reserveBytes(160);
const f: ptr = reserveBytes(160);
const fq: ptr = reserveBytes(160);
const x3: ptr = reserveBytes(32);

function at(array: ptr, index: i32): f64 {
  return loadF64(array + u64(index) * 8);
}

function put(array: ptr, index: i32, value: f64): void {
  storeF64(array + u64(index) * 8, value);
}

/** 24 bits of 2/pi, number `index`. */
function pieceOfTwoOverPi(index: i32): f64 {
  return index < 0 ? 0 : f64(i64(twoOverPiAt(index * 24) >>> 40));
}

/** Sum of x3[j] * f[jx + i - j]. */
function productTerm(i: i32, jx: i32): f64 {
  let sum: f64 = 0;
  for (let j: i32 = 0; j <= jx; j++) sum = sum + at(x3, j) * at(f, jx + i - j);
  return sum;
}

/** q[jz] down to q[0] as 24-bit integers in iq, the lowest first; what is left above them. */
function distill(jz: i32): f64 {
  let z: f64 = at(q, jz);
  let i: i32 = 0;
  for (let j: i32 = jz; j > 0; j--) {
    const part: f64 = f64(truncateToI32(TWO_M24 * z));
    put(iq, i, f64(truncateToI32(z - TWO24 * part)));
    z = at(q, j - 1) + part;
    i++;
  }
  return z;
}

/** iq = 1 - iq, as a fraction of 24-bit digits; true when it was not 0. */
function complement(jz: i32): boolean {
  let carry: boolean = false;
  for (let i: i32 = 0; i < jz; i++) {
    const digit: f64 = at(iq, i);
    if (carry) {
      put(iq, i, 16777215 - digit);
    } else if (digit !== 0) {
      carry = true;
      put(iq, i, TWO24 - digit);
    }
  }
  return carry;
}

const FIRST_TERMS: i32 = 4;

/** Payne and Hanek's reduction in fdlibm's arrangement, so that every rounding is the same. */
function reduceLarge(x: f64): i32 {
  const negative: boolean = highWord(x) < 0;
  const e0: i32 = ((highWord(x) & 0x7fffffff) >> 20) - 1046;
  let z: f64 = fromWords((highWord(x) & 0x7fffffff) - (e0 << 20), lowWord(x));
  for (let i: i32 = 0; i < 2; i++) {
    put(x3, i, f64(truncateToI32(z)));
    z = (z - at(x3, i)) * TWO24;
  }
  put(x3, 2, z);
  let jx: i32 = 2;
  while (at(x3, jx) === 0) jx--;
  let jv: i32 = (e0 - 3) / 24;
  if (jv < 0) jv = 0;
  const q0: i32 = e0 - 24 * (jv + 1);
  for (let i: i32 = 0; i <= jx + FIRST_TERMS; i++) put(f, i, pieceOfTwoOverPi(jv - jx + i));
  for (let i: i32 = 0; i <= FIRST_TERMS; i++) put(q, i, productTerm(i, jx));
  return finishReduction(jx, jv, q0, negative);
}

function finishReduction(jx: i32, jv: i32, scale: i32, negative: boolean): i32 {
  let jz: i32 = FIRST_TERMS;
  let q0: i32 = scale;
  let z: f64 = 0;
  let n: i32 = 0;
  let ih: i32 = 0;
  for (;;) {
    z = distill(jz) * powerOfTwo(q0);
    z = z - 8 * floorOf(z * 0.125);
    n = truncateToI32(z);
    z = z - f64(n);
    ih = 0;
    if (q0 > 0) {
      const last: i32 = truncateToI32(at(iq, jz - 1));
      const part: i32 = last >> (24 - q0);
      n = n + part;
      put(iq, jz - 1, f64(last - (part << (24 - q0))));
      ih = (last - (part << (24 - q0))) >> (23 - q0);
    } else if (q0 === 0) {
      ih = truncateToI32(at(iq, jz - 1)) >> 23;
    } else if (z >= 0.5) {
      ih = 2;
    }
    if (ih > 0) z = roundUp(jz, q0, ih, z);
    if (ih > 0) n++;
    if (z !== 0 || !needsMoreTerms(jz)) break;
    let k: i32 = 1;
    while (at(iq, FIRST_TERMS - k) === 0) k++;
    for (let i: i32 = jz + 1; i <= jz + k; i++) {
      put(f, jx + i, pieceOfTwoOverPi(jv + i));
      put(q, i, productTerm(i, jx));
    }
    jz = jz + k;
  }
  if (z === 0) {
    jz--;
    q0 = q0 - 24;
    while (at(iq, jz) === 0) {
      jz--;
      q0 = q0 - 24;
    }
  } else {
    z = z * powerOfTwo(-q0);
    if (z >= TWO24) {
      const part: f64 = f64(truncateToI32(TWO_M24 * z));
      put(iq, jz, f64(truncateToI32(z - TWO24 * part)));
      jz++;
      q0 = q0 + 24;
      put(iq, jz, part);
    } else {
      put(iq, jz, f64(truncateToI32(z)));
    }
  }
  multiplyByHalfPi(jz, q0, ih !== 0);
  return setReduced(reducedHigh, reducedLow, n, negative);
}

/** The fraction is above 1/2: takes it from 1; the new remainder above the digits. */
function roundUp(jz: i32, q0: i32, ih: i32, z: f64): f64 {
  const carry: boolean = complement(jz);
  if (q0 === 1) put(iq, jz - 1, f64(truncateToI32(at(iq, jz - 1)) & 0x7fffff));
  else if (q0 === 2) put(iq, jz - 1, f64(truncateToI32(at(iq, jz - 1)) & 0x3fffff));
  if (ih !== 2) return z;
  return carry ? 1 - z - powerOfTwo(q0) : 1 - z;
}

function needsMoreTerms(jz: i32): boolean {
  for (let i: i32 = jz - 1; i >= FIRST_TERMS; i--) {
    if (at(iq, i) !== 0) return false;
  }
  return true;
}

/** The fraction in iq times pi/2 into reducedHigh + reducedLow. */
function multiplyByHalfPi(jz: i32, q0: i32, negative: boolean): void {
  let scale: f64 = powerOfTwo(q0);
  for (let i: i32 = jz; i >= 0; i--) {
    put(q, i, scale * at(iq, i));
    scale = scale * TWO_M24;
  }
  for (let i: i32 = jz; i >= 0; i--) {
    let sum: f64 = 0;
    for (let k: i32 = 0; k <= FIRST_TERMS && k <= jz - i; k++)
      sum = sum + at(halfPiPieces, k) * at(q, i + k);
    put(fq, jz - i, sum);
  }
  let high: f64 = 0;
  for (let i: i32 = jz; i >= 0; i--) high = high + at(fq, i);
  let low: f64 = at(fq, 0) - high;
  for (let i: i32 = 1; i <= jz; i++) low = low + at(fq, i);
  reducedHigh = negative ? -high : high;
  reducedLow = negative ? -low : low;
}
