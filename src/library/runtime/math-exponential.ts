'use machine';
// exp, expm1 and cbrt, after fdlibm (e_exp, s_expm1, s_cbrt). Layer: runtime.

import {
  absOf,
  bitsOf,
  doubleOf,
  f64,
  i32,
  truncateToI32,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import { fromWords, highWord, powerOfTwo } from './double-words.ts';

const TWO54: f64 = 18014398509481984;

const HUGE: f64 = 1.0e300;
const TINY: f64 = 1.0e-300;
const LN2_HIGH: f64 = 6.9314718036912381649e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
const INVERSE_LN2: f64 = 1.442695040888963387;
const P1: f64 = 1.66666666666666019037e-1;
const P2: f64 = -2.77777777770155933842e-3;
const P3: f64 = 6.61375632143793436117e-5;
const P4: f64 = -1.6533902205465251539e-6;
const P5: f64 = 4.13813679705723846039e-8;
const EULER: f64 = 2.718281828459045;

export function exponentialOf(argument: f64): f64 {
  let x: f64 = argument;
  const negative: boolean = highWord(x) < 0;
  const hx: i32 = highWord(x) & 0x7fffffff;
  let high: f64 = 0;
  let low: f64 = 0;
  let k: i32 = 0;
  if (hx >= 0x40862e42) {
    if (hx >= 0x7ff00000) {
      if (x !== x) return x;
      return negative ? 0 : x;
    }
    if (x > 7.09782712893383973096e2) return HUGE * HUGE;
    if (x < -7.4513321910194110842e2) return 0;
  }
  if (hx > 0x3fd62e42) {
    if (hx < 0x3ff0a2b2) {
      if (x === 1) return EULER;
      high = negative ? x + LN2_HIGH : x - LN2_HIGH;
      low = negative ? -LN2_LOW : LN2_LOW;
      k = negative ? -1 : 1;
    } else {
      k = truncateToI32(INVERSE_LN2 * x + (negative ? -0.5 : 0.5));
      const t: f64 = f64(k);
      high = x - t * LN2_HIGH;
      low = t * LN2_LOW;
    }
    x = high - low;
  } else if (hx < 0x3e300000) {
    return 1 + x;
  }
  const t: f64 = x * x;
  const c: f64 = x - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  if (k === 0) return 1 - ((x * c) / (c - 2) - x);
  const y: f64 = 1 - (low - (x * c) / (2 - c) - high);
  if (k >= -1021) {
    if (k === 1024) return y * 2 * 8.98846567431158e307;
    return y * powerOfTwo(k);
  }
  return y * powerOfTwo(k + 1000) * powerOfTwo(-1000);
}

const Q1: f64 = -3.33333333333331316428e-2;
const Q2: f64 = 1.58730158725481460165e-3;
const Q3: f64 = -7.93650757867487942473e-5;
const Q4: f64 = 4.00821782732936239552e-6;
const Q5: f64 = -2.01099218183624371326e-7;

/** exp(x) - 1 */
export function exponentialMinus1Of(argument: f64): f64 {
  let x: f64 = argument;
  const negative: boolean = highWord(x) < 0;
  const hx: i32 = highWord(x) & 0x7fffffff;
  let k: i32 = 0;
  let c: f64 = 0;
  if (hx >= 0x4043687a) {
    if (hx >= 0x40862e42) {
      if (hx >= 0x7ff00000) {
        if (x !== x) return x;
        return negative ? -1 : x;
      }
      if (x > 7.09782712893383973096e2) return HUGE * HUGE;
    }
    if (negative) return TINY - 1;
  }
  if (hx > 0x3fd62e42) {
    let high: f64 = 0;
    let low: f64 = 0;
    if (hx < 0x3ff0a2b2) {
      high = negative ? x + LN2_HIGH : x - LN2_HIGH;
      low = negative ? -LN2_LOW : LN2_LOW;
      k = negative ? -1 : 1;
    } else {
      k = truncateToI32(INVERSE_LN2 * x + (negative ? -0.5 : 0.5));
      const t: f64 = f64(k);
      high = x - t * LN2_HIGH;
      low = t * LN2_LOW;
    }
    x = high - low;
    c = high - x - low;
  } else if (hx < 0x3c900000) {
    return x;
  }
  const half: f64 = 0.5 * x;
  const square: f64 = x * half;
  const r1: f64 = 1 + square * (Q1 + square * (Q2 + square * (Q3 + square * (Q4 + square * Q5))));
  const t: f64 = 3 - r1 * half;
  let e: f64 = square * ((r1 - t) / (6 - x * t));
  if (k === 0) return x - (x * e - square);
  e = x * (e - c) - c;
  e = e - square;
  if (k === -1) return 0.5 * (x - e) - 0.5;
  if (k === 1) return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e);
  return scaleMinus1(x, e, k);
}

function scaleMinus1(x: f64, e: f64, k: i32): f64 {
  if (k <= -2 || k > 56) {
    const y: f64 = 1 - (e - x);
    const scaled: f64 = k === 1024 ? y * 2 * 8.98846567431158e307 : y * powerOfTwo(k);
    return scaled - 1;
  }
  if (k < 20) {
    const t: f64 = fromWords(0x3ff00000 - (0x200000 >> k), 0);
    return (t - (e - x)) * powerOfTwo(k);
  }
  const t: f64 = powerOfTwo(-k);
  return (x - (e + t) + 1) * powerOfTwo(k);
}

const CUBE_P0: f64 = 1.87595182427177009643;
const CUBE_P1: f64 = -1.88497979543377169875;
const CUBE_P2: f64 = 1.62142972010535446614;
const CUBE_P3: f64 = -0.758397934778766047437;
const CUBE_P4: f64 = 0.145996192886612446982;

export function cubeRootOf(x: f64): f64 {
  const sign: u64 = bitsOf(x) & 0x8000000000000000;
  let hx: u32 = u32(highWord(absOf(x)));
  if (hx >= 0x7ff00000) return x + x;
  let t: f64 = 0;
  if (hx < 0x00100000) {
    if (x === 0) return x;
    hx = u32(highWord(absOf(x * TWO54)));
    t = doubleOf(sign | (u64(hx / 3 + 696219795) << 32));
  } else {
    t = doubleOf(sign | (u64(hx / 3 + 715094163) << 32));
  }
  const r: f64 = t * t * (t / x);
  t = t * (CUBE_P0 + r * (CUBE_P1 + r * CUBE_P2) + r * r * r * (CUBE_P3 + r * CUBE_P4));
  t = doubleOf((bitsOf(t) + 0x80000000) & 0xffffffffc0000000);
  // One Newton step; t has 23 bits, so t * t is exact.
  const s: f64 = t * t;
  const quotient: f64 = x / s;
  const w: f64 = t + t;
  return t + t * ((quotient - t) / (w + quotient));
}
