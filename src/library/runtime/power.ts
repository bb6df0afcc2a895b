'use machine';
// Number::exponentiate (ECMA-262 §6.1.6.1.3) on doubles, after fdlibm's e_pow: log2(x) in two parts, times y, then 2^ of that.
// Layer: runtime.

import {
  absOf,
  bitsOf,
  doubleOf,
  f64,
  floorOf,
  i32,
  squareRoot,
  truncateToI64,
  u64,
} from '../machine/intrinsics.ts';
import { fromWords, highWord, powerOfTwo, withHighWord, withoutLowWord } from './double-words.ts';

const HUGE: f64 = 1.0e300;
const TINY: f64 = 1.0e-300;

/** 0: y is no integer, 1: odd, 2: even. */
function integerParity(y: f64): i32 {
  const magnitude: f64 = absOf(y);
  if (magnitude >= 9007199254740992) return 2;
  if (floorOf(magnitude) !== magnitude) return 0;
  return (truncateToI64(magnitude) & 1) !== 0 ? 1 : 2;
}

/** x ** y. Unlike IEEE 754's pow, 1 ** Infinity and anything to the NaN is NaN. */
export function powerOf(x: f64, y: f64): f64 {
  if (y === 0) return 1;
  if (x !== x || y !== y) return doubleOf(0x7ff8000000000000);
  if (y === 1) return x;
  if (y === 2) return x * x;
  const ax: f64 = absOf(x);
  const ay: f64 = absOf(y);
  if (ay - ay !== 0) {
    if (ax === 1) return doubleOf(0x7ff8000000000000);
    if (ax > 1) return y > 0 ? y : 0;
    return y < 0 ? -y : 0;
  }
  if (y === -1) return 1 / x;
  if (y === 0.5 && highWord(x) >= 0) return squareRoot(x + 0);
  const parity: i32 = highWord(x) < 0 ? integerParity(y) : 0;
  if (ax === 0 || ax === 1 || ax - ax !== 0) {
    let z: f64 = y < 0 ? 1 / ax : ax;
    if (highWord(x) < 0) {
      if (ax === 1 && parity === 0) return doubleOf(0x7ff8000000000000);
      if (parity === 1) z = -z;
    }
    return z;
  }
  if (x < 0 && parity === 0) return doubleOf(0x7ff8000000000000);
  const result: f64 = powerOfPositive(ax, x, y, ay);
  return x < 0 && parity === 1 ? -result : result;
}

const L1: f64 = 5.99999999999994648725e-1;
const L2: f64 = 4.28571428578550184252e-1;
const L3: f64 = 3.33333329818377432918e-1;
const L4: f64 = 2.72728123808534006489e-1;
const L5: f64 = 2.30660745775561754067e-1;
const L6: f64 = 2.06975017800338417784e-1;
const P1: f64 = 1.66666666666666019037e-1;
const P2: f64 = -2.77777777770155933842e-3;
const P3: f64 = 6.61375632143793436117e-5;
const P4: f64 = -1.6533902205465251539e-6;
const P5: f64 = 4.13813679705723846039e-8;
const LOG2_OF_1_5_HIGH: f64 = 5.84962487220764160156e-1;
const LOG2_OF_1_5_LOW: f64 = 1.35003920212974897128e-8;
const LN2: f64 = 6.93147180559945286227e-1;
const LN2_HIGH: f64 = 6.93147182464599609375e-1;
const LN2_LOW: f64 = -1.90465429995776804525e-9;
/** -(1024 - log2(overflow threshold + half a unit)) */
const OVERFLOW_MARGIN: f64 = 8.0085662595372944372e-17;
/** 2 / (3 ln 2) */
const CP: f64 = 9.61796693925975554329e-1;
const CP_HIGH: f64 = 9.61796700954437255859e-1;
const CP_LOW: f64 = -7.02846165095275826516e-9;
const INVERSE_LN2: f64 = 1.442695040888963387;
const INVERSE_LN2_HIGH: f64 = 1.44269502162933349609;
const INVERSE_LN2_LOW: f64 = 1.92596299112661746887e-8;

let logHigh: f64 = 0;
let logLow: f64 = 0;

/** log2(ax) = logHigh + logLow for normal or subnormal ax > 0. */
function splitLog2(magnitude: f64): void {
  let ax: f64 = magnitude;
  let n: i32 = 0;
  if (highWord(ax) < 0x00100000) {
    ax = ax * 9007199254740992;
    n = -53;
  }
  let ix: i32 = highWord(ax);
  n = n + (ix >> 20) - 0x3ff;
  const j: i32 = ix & 0x000fffff;
  ix = j | 0x3ff00000;
  let near1_5: boolean = false;
  if (j > 0x3988e) {
    if (j < 0xbb67a) {
      near1_5 = true;
    } else {
      n++;
      ix = ix - 0x00100000;
    }
  }
  ax = withHighWord(ax, ix);
  // ss = (x - bp) / (x + bp) in two parts
  const bp: f64 = near1_5 ? 1.5 : 1;
  const u: f64 = ax - bp;
  const v: f64 = 1 / (ax + bp);
  const ss: f64 = u * v;
  const sHigh: f64 = withoutLowWord(ss);
  const tHigh: f64 = fromWords(((ix >> 1) | 0x20000000) + 0x00080000 + (near1_5 ? 0x40000 : 0), 0);
  const tLow: f64 = ax - (tHigh - bp);
  const sLow: f64 = v * (u - sHigh * tHigh - sHigh * tLow);
  const s2: f64 = ss * ss;
  let r: f64 = s2 * s2 * (L1 + s2 * (L2 + s2 * (L3 + s2 * (L4 + s2 * (L5 + s2 * L6)))));
  r = r + sLow * (sHigh + ss);
  const sSquare: f64 = sHigh * sHigh;
  const th: f64 = withoutLowWord(3 + sSquare + r);
  const tl: f64 = r - (th - 3 - sSquare);
  const uu: f64 = sHigh * th;
  const vv: f64 = sLow * th + tl * ss;
  const pHigh: f64 = withoutLowWord(uu + vv);
  const pLow: f64 = vv - (pHigh - uu);
  const zHigh: f64 = CP_HIGH * pHigh;
  const zLow: f64 = CP_LOW * pHigh + pLow * CP + (near1_5 ? LOG2_OF_1_5_LOW : 0);
  const t: f64 = f64(n);
  const dp: f64 = near1_5 ? LOG2_OF_1_5_HIGH : 0;
  logHigh = withoutLowWord(zHigh + zLow + dp + t);
  logLow = zLow - (logHigh - t - dp - zHigh);
}

function powerOfPositive(ax: f64, x: f64, y: f64, ay: f64): f64 {
  const ix: i32 = highWord(ax);
  const iy: i32 = highWord(ay);
  const yHighWord: i32 = highWord(y);
  if (iy > 0x41e00000) {
    // |y| > 2^31: only x near 1 does not overflow or underflow.
    if (iy > 0x43f00000) {
      if (ix <= 0x3fefffff) return yHighWord < 0 ? HUGE * HUGE : TINY * TINY;
      if (ix >= 0x3ff00000) return yHighWord > 0 ? HUGE * HUGE : TINY * TINY;
    }
    if (ix < 0x3fefffff) return yHighWord < 0 ? HUGE * HUGE : TINY * TINY;
    if (ix > 0x3ff00000) return yHighWord > 0 ? HUGE * HUGE : TINY * TINY;
    const t: f64 = ax - 1;
    const w: f64 = t * t * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
    const u: f64 = INVERSE_LN2_HIGH * t;
    const v: f64 = t * INVERSE_LN2_LOW - w * INVERSE_LN2;
    logHigh = withoutLowWord(u + v);
    logLow = v - (logHigh - u);
  } else {
    splitLog2(ax);
  }
  const yHigh: f64 = withoutLowWord(y);
  const low: f64 = (y - yHigh) * logHigh + y * logLow;
  const high: f64 = yHigh * logHigh;
  return twoToThe(high, low);
}

/** 2^(high + low) */
function twoToThe(high: f64, low: f64): f64 {
  const z: f64 = low + high;
  const j: i32 = highWord(z);
  const bits: u64 = bitsOf(z);
  let pHigh: f64 = high;
  if (j >= 0x40900000) {
    if (bits !== 0x4090000000000000) return HUGE * HUGE;
    if (low + OVERFLOW_MARGIN > z - pHigh) return HUGE * HUGE;
  } else if ((j & 0x7fffffff) >= 0x4090cc00) {
    if (bits !== 0xc090cc0000000000) return TINY * TINY;
    if (low <= z - pHigh) return TINY * TINY;
  }
  const i: i32 = j & 0x7fffffff;
  let k: i32 = (i >> 20) - 0x3ff;
  let n: i32 = 0;
  if (i > 0x3fe00000) {
    n = j + (0x00100000 >> (k + 1));
    k = ((n & 0x7fffffff) >> 20) - 0x3ff;
    const t: f64 = fromWords(n & ~(0x000fffff >> k), 0);
    n = ((n & 0x000fffff) | 0x00100000) >> (20 - k);
    if (j < 0) n = -n;
    pHigh = pHigh - t;
  }
  const t: f64 = withoutLowWord(low + pHigh);
  const u: f64 = t * LN2_HIGH;
  const v: f64 = (low - (t - pHigh)) * LN2 + t * LN2_LOW;
  let result: f64 = u + v;
  const w: f64 = v - (result - u);
  const square: f64 = result * result;
  const t1: f64 =
    result - square * (P1 + square * (P2 + square * (P3 + square * (P4 + square * P5))));
  // fdlibm subtracts the second part from the quotient; V8 does it in the divisor, and its results are what programs know.
  const r: f64 = (result * t1) / (t1 - 2 - (w + result * w));
  result = 1 - (r - result);
  const exponent: i32 = highWord(result) + (n << 20);
  if (exponent >> 20 <= 0) return result * powerOfTwo(n + 1000) * powerOfTwo(-1000);
  return withHighWord(result, exponent);
}
