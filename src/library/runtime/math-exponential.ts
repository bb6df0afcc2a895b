'use machine';
// exp, expm1, the logarithms, hyperbolic functions, cbrt, after fdlibm (e_exp, s_expm1, e_log, s_log1p, e_log10, e_log2,
// e_sinh, e_cosh, s_tanh, s_asinh, e_acosh, e_atanh, s_cbrt). Layer: runtime.

import {
  absOf,
  bitsOf,
  doubleOf,
  f64,
  i32,
  squareRoot,
  truncateToI32,
  u32,
  u64,
} from '../machine/intrinsics.ts';

import { fromWords, highWord, powerOfTwo, withHighWord } from './double-words.ts';

const NAN_BITS: u64 = 0x7ff8000000000000;
const INFINITY_BITS: u64 = 0x7ff0000000000000;
const HUGE: f64 = 1.0e300;
const TINY: f64 = 1.0e-300;
const LN2: f64 = 6.931471805599452862e-1;
const LN2_HIGH: f64 = 6.9314718036912381649e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
const INVERSE_LN2: f64 = 1.442695040888963387;
const TWO54: f64 = 18014398509481984;
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

const LG1: f64 = 6.66666666666673513e-1;
const LG2: f64 = 3.999999999940941908e-1;
const LG3: f64 = 2.857142874366239149e-1;
const LG4: f64 = 2.222219843214978396e-1;
const LG5: f64 = 1.818357216161805012e-1;
const LG6: f64 = 1.531383769920937332e-1;
const LG7: f64 = 1.479819860511658591e-1;

export function logarithmOf(argument: f64): f64 {
  let x: f64 = argument;
  let hx: i32 = highWord(x);
  let k: i32 = 0;
  if (hx < 0x00100000) {
    if (x === 0) return doubleOf(0xfff0000000000000);
    if (hx < 0) return doubleOf(NAN_BITS);
    k = -54;
    x = x * TWO54;
    hx = highWord(x);
  }
  if (hx >= 0x7ff00000) return x + x;
  k = k + (hx >> 20) - 1023;
  hx = hx & 0x000fffff;
  const i: i32 = (hx + 0x95f64) & 0x100000;
  x = withHighWord(x, hx | (i ^ 0x3ff00000));
  k = k + (i >> 20);
  const f: f64 = x - 1;
  const dk: f64 = f64(k);
  if ((0x000fffff & (2 + hx)) < 3) {
    if (f === 0) return k === 0 ? 0 : dk * LN2_HIGH + dk * LN2_LOW;
    const r: f64 = f * f * (0.5 - 0.33333333333333333 * f);
    if (k === 0) return f - r;
    return dk * LN2_HIGH - (r - dk * LN2_LOW - f);
  }
  const s: f64 = f / (2 + f);
  const z: f64 = s * s;
  const w: f64 = z * z;
  const t1: f64 = w * (LG2 + w * (LG4 + w * LG6));
  const t2: f64 = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
  const r: f64 = t2 + t1;
  if (((hx - 0x6147a) | (0x6b851 - hx)) > 0) {
    const half: f64 = 0.5 * f * f;
    if (k === 0) return f - (half - s * (half + r));
    return dk * LN2_HIGH - (half - (s * (half + r) + dk * LN2_LOW) - f);
  }
  if (k === 0) return f - s * (f - r);
  return dk * LN2_HIGH - (s * (f - r) - dk * LN2_LOW - f);
}

/** log(1 + x) */
export function logarithm1pOf(x: f64): f64 {
  const hx: i32 = highWord(x);
  const ax: i32 = hx & 0x7fffffff;
  let k: i32 = 1;
  let f: f64 = 0;
  let hu: i32 = 1;
  let c: f64 = 0;
  if (hx < 0x3fda827a) {
    if (ax >= 0x3ff00000) {
      return x === -1 ? doubleOf(0xfff0000000000000) : doubleOf(NAN_BITS);
    }
    if (ax < 0x3e200000) return ax < 0x3c900000 ? x : x - x * x * 0.5;
    if (hx > 0 || hx <= i32(0xbfd2bec4)) {
      k = 0;
      f = x;
      hu = 1;
    }
  }
  if (hx >= 0x7ff00000) return x + x;
  if (k !== 0) {
    let u: f64 = 0;
    if (hx < 0x43400000) {
      u = 1 + x;
      hu = highWord(u);
      k = (hu >> 20) - 1023;
      c = k > 0 ? 1 - (u - x) : x - (u - 1);
      c = c / u;
    } else {
      u = x;
      hu = highWord(u);
      k = (hu >> 20) - 1023;
    }
    hu = hu & 0x000fffff;
    if (hu < 0x6a09e) {
      u = withHighWord(u, hu | 0x3ff00000);
    } else {
      k++;
      u = withHighWord(u, hu | 0x3fe00000);
      hu = (0x00100000 - hu) >> 2;
    }
    f = u - 1;
  }
  const dk: f64 = f64(k);
  const half: f64 = 0.5 * f * f;
  if (hu === 0) {
    if (f === 0) return k === 0 ? 0 : dk * LN2_HIGH + (c + dk * LN2_LOW);
    const r: f64 = half * (1 - 0.66666666666666666 * f);
    if (k === 0) return f - r;
    return dk * LN2_HIGH - (r - (dk * LN2_LOW + c) - f);
  }
  const s: f64 = f / (2 + f);
  const z: f64 = s * s;
  const r: f64 = z * (LG1 + z * (LG2 + z * (LG3 + z * (LG4 + z * (LG5 + z * (LG6 + z * LG7))))));
  if (k === 0) return f - (half - s * (half + r));
  return dk * LN2_HIGH - (half - (s * (half + r) + (dk * LN2_LOW + c)) - f);
}

const INVERSE_LN10: f64 = 4.34294481903251816668e-1;
const LOG10_2_HIGH: f64 = 3.01029995663611771306e-1;
const LOG10_2_LOW: f64 = 3.69423907715893078616e-13;

export function logarithm10Of(argument: f64): f64 {
  let x: f64 = argument;
  let hx: i32 = highWord(x);
  let k: i32 = 0;
  if (hx < 0x00100000) {
    if (x === 0) return doubleOf(0xfff0000000000000);
    if (hx < 0) return doubleOf(NAN_BITS);
    k = -54;
    x = x * TWO54;
    hx = highWord(x);
  }
  if (hx >= 0x7ff00000) return x + x;
  if (x === 1 && k === 0) return 0;
  k = k + (hx >> 20) - 1023;
  const i: i32 = k < 0 ? 1 : 0;
  hx = (hx & 0x000fffff) | ((0x3ff - i) << 20);
  const y: f64 = f64(k + i);
  x = withHighWord(x, hx);
  const z: f64 = y * LOG10_2_LOW + INVERSE_LN10 * logarithmOf(x);
  return z + y * LOG10_2_HIGH;
}

const INVERSE_LN2_HIGH: f64 = 1.44269504072144627571;
const INVERSE_LN2_LOW: f64 = 1.67517131648865118353e-10;

export function logarithm2Of(argument: f64): f64 {
  let x: f64 = argument;
  let hx: i32 = highWord(x);
  let k: i32 = 0;
  if (hx < 0x00100000) {
    if (x === 0) return doubleOf(0xfff0000000000000);
    if (hx < 0) return doubleOf(NAN_BITS);
    k = -54;
    x = x * TWO54;
    hx = highWord(x);
  }
  if (hx >= 0x7ff00000) return x + x;
  if (x === 1 && k === 0) return 0;
  k = k + (hx >> 20) - 1023;
  hx = hx & 0x000fffff;
  const i: i32 = (hx + 0x95f64) & 0x100000;
  x = withHighWord(x, hx | (i ^ 0x3ff00000));
  k = k + (i >> 20);
  const y: f64 = f64(k);
  const f: f64 = x - 1;
  const halfSquare: f64 = 0.5 * f * f;
  const r: f64 = logarithmRemainder(f);
  // The sum in two parts: high has the low word cleared.
  const high: f64 = doubleOf(bitsOf(f - halfSquare) & 0xffffffff00000000);
  const low: f64 = f - high - halfSquare + r;
  let valueHigh: f64 = high * INVERSE_LN2_HIGH;
  let valueLow: f64 = (low + high) * INVERSE_LN2_LOW + low * INVERSE_LN2_HIGH;
  const w: f64 = y + valueHigh;
  valueLow = valueLow + (y - w + valueHigh);
  valueHigh = w;
  return valueLow + valueHigh;
}

/** log(1 + f) - f + f*f/2 */
function logarithmRemainder(f: f64): f64 {
  const s: f64 = f / (2 + f);
  const z: f64 = s * s;
  const w: f64 = z * z;
  const t1: f64 = w * (LG2 + w * (LG4 + w * LG6));
  const t2: f64 = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
  const r: f64 = t2 + t1;
  const half: f64 = 0.5 * f * f;
  return s * (half + r);
}

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
