'use machine';
// Hyperbolic functions and their inverses, after fdlibm (e_sinh, e_cosh, s_tanh, s_asinh, e_acosh, e_atanh). Layer: runtime.

import { absOf, doubleOf, f64, i32, squareRoot, u64 } from '../machine/intrinsics.ts';
import { highWord } from './double-words.ts';
import { exponentialMinus1Of, exponentialOf } from './math-exponential.ts';
import { logarithm1pOf, logarithmOf } from './math-logarithm.ts';

const NAN_BITS: u64 = 0x7ff8000000000000;
const INFINITY_BITS: u64 = 0x7ff0000000000000;
const LN2: f64 = 6.931471805599452862e-1;

export function hyperbolicSineOf(x: f64): f64 {
  const ax: f64 = absOf(x);
  if (ax - ax !== 0) return x;
  const h: f64 = x < 0 ? -0.5 : 0.5;
  if (ax < 22) {
    if (ax < 3.7252902984619140625e-9) return x;
    const t: f64 = exponentialMinus1Of(ax);
    if (ax < 1) return h * (2 * t - (t * t) / (t + 1));
    return h * (t + t / (t + 1));
  }
  if (ax < 709.7822265625) return h * exponentialOf(ax);
  if (ax <= 710.4758600739439) {
    const w: f64 = exponentialOf(0.5 * ax);
    return h * w * w;
  }
  return x * doubleOf(INFINITY_BITS);
}

export function hyperbolicCosineOf(x: f64): f64 {
  const ax: f64 = absOf(x);
  if (ax !== ax) return x;
  if (ax - ax !== 0) return ax;
  const ix: i32 = highWord(ax);
  if (ix < 0x3fd62e43) {
    const t: f64 = exponentialMinus1Of(ax);
    const w: f64 = 1 + t;
    if (ix < 0x3c800000) return w;
    return 1 + (t * t) / (w + w);
  }
  if (ix < 0x40360000) {
    const t: f64 = exponentialOf(ax);
    return 0.5 * t + 0.5 / t;
  }
  if (ax < 709.7822265625) return 0.5 * exponentialOf(ax);
  if (ax <= 710.4758600739439) {
    const w: f64 = exponentialOf(0.5 * ax);
    return 0.5 * w * w;
  }
  return doubleOf(INFINITY_BITS);
}

export function hyperbolicTangentOf(x: f64): f64 {
  const jx: i32 = highWord(x);
  const ix: i32 = jx & 0x7fffffff;
  if (ix >= 0x7ff00000) {
    if (x !== x) return x;
    return jx >= 0 ? 1 : -1;
  }
  let z: f64 = 1;
  if (ix < 0x40360000) {
    if (ix < 0x3e300000) return x;
    if (ix >= 0x3ff00000) {
      const t: f64 = exponentialMinus1Of(2 * absOf(x));
      z = 1 - 2 / (t + 2);
    } else {
      const t: f64 = exponentialMinus1Of(-2 * absOf(x));
      z = -t / (t + 2);
    }
  }
  return jx >= 0 ? z : -z;
}

export function inverseHyperbolicSineOf(x: f64): f64 {
  const ix: i32 = highWord(x) & 0x7fffffff;
  if (ix >= 0x7ff00000) return x;
  if (ix < 0x3e300000) return x;
  const ax: f64 = absOf(x);
  let w: f64 = 0;
  if (ix > 0x41b00000) {
    w = logarithmOf(ax) + LN2;
  } else if (ix > 0x40000000) {
    w = logarithmOf(2 * ax + 1 / (squareRoot(x * x + 1) + ax));
  } else {
    const t: f64 = x * x;
    w = logarithm1pOf(ax + t / (1 + squareRoot(1 + t)));
  }
  return highWord(x) >= 0 ? w : -w;
}

export function inverseHyperbolicCosineOf(x: f64): f64 {
  const hx: i32 = highWord(x);
  if (x < 1 || x !== x) return doubleOf(NAN_BITS);
  if (x === 1) return 0;
  if (hx >= 0x41b00000) {
    if (hx >= 0x7ff00000) return x;
    return logarithmOf(x) + LN2;
  }
  if (hx > 0x40000000) {
    const t: f64 = x * x;
    return logarithmOf(2 * x - 1 / (x + squareRoot(t - 1)));
  }
  const t: f64 = x - 1;
  return logarithm1pOf(t + squareRoot(2 * t + t * t));
}

export function inverseHyperbolicTangentOf(x: f64): f64 {
  const ax: f64 = absOf(x);
  if (ax > 1 || x !== x) return doubleOf(NAN_BITS);
  if (ax === 1) return x > 0 ? doubleOf(INFINITY_BITS) : doubleOf(0xfff0000000000000);
  const ix: i32 = highWord(ax);
  if (ix < 0x3e300000) return x;
  let t: f64 = 0;
  if (ix < 0x3fe00000) {
    t = ax + ax;
    t = 0.5 * logarithm1pOf(t + (t * ax) / (1 - ax));
  } else {
    t = 0.5 * logarithm1pOf((ax + ax) / (1 - ax));
  }
  return highWord(x) >= 0 ? t : -t;
}
