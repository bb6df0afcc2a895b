'use machine';
// Natural, binary and decimal logarithms, after fdlibm (e_log, s_log1p, e_log10, e_log2). Layer: runtime.

import { bitsOf, doubleOf, f64, i32, u64 } from '../machine/intrinsics.ts';
import { highWord, withHighWord } from './double-words.ts';

const NAN_BITS: u64 = 0x7ff8000000000000;
const LN2_HIGH: f64 = 6.9314718036912381649e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
const TWO54: f64 = 18014398509481984;

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
