'use machine';
// sin, cos, tan and their inverses, after fdlibm (k_sin, k_cos, k_tan, e_rem_pio2, e_asin, e_acos, s_atan, e_atan2):
// reduction to [-pi/4, pi/4] with pi/2 in parts, then minimax polynomials. Layer: runtime.

import {
  absOf,
  doubleOf,
  f64,
  f64Table,
  i32,
  loadF64,
  squareRoot,
  u64,
} from '../machine/intrinsics.ts';
import type { ptr } from '../machine/types.ts';
import { highWord, withHighWord, withoutLowWord } from './double-words.ts';
import { reduceByHalfPi, reducedHigh, reducedLow } from './math-reduction.ts';

const NAN_BITS: u64 = 0x7ff8000000000000;
const S1: f64 = -1.66666666666666324348e-1;
const S2: f64 = 8.33333333332248946124e-3;
const S3: f64 = -1.98412698298579493134e-4;
const S4: f64 = 2.75573137070700676789e-6;
const S5: f64 = -2.50507602534068634195e-8;
const S6: f64 = 1.58969099521155010221e-10;
const C1: f64 = 4.16666666666666019037e-2;
const C2: f64 = -1.38888888888741095749e-3;
const C3: f64 = 2.48015872894767294178e-5;
const C4: f64 = -2.75573143513906633035e-7;
const C5: f64 = 2.0875723212981748279e-9;
const C6: f64 = -1.13596475577881948265e-11;

/** sin(x + y) for |x| <= pi/4; y is the tail of x. */
function sineKernel(x: f64, y: f64, hasTail: boolean): f64 {
  if ((highWord(x) & 0x7fffffff) < 0x3e400000) return x;
  const z: f64 = x * x;
  const v: f64 = z * x;
  const r: f64 = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  if (!hasTail) return x + v * (S1 + z * r);
  return x - (z * (0.5 * y - v * r) - y - v * S1);
}

function cosineKernel(x: f64, y: f64): f64 {
  const ix: i32 = highWord(x) & 0x7fffffff;
  if (ix < 0x3e400000) return 1;
  const z: f64 = x * x;
  const r: f64 = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
  if (ix < 0x3fd33333) return 1 - (0.5 * z - (z * r - x * y));
  const qx: f64 = ix > 0x3fe90000 ? 0.28125 : withHighWord(0, ix - 0x00200000);
  const iz: f64 = 0.5 * z - qx;
  const a: f64 = 1 - qx;
  return a - (iz - (z * r - x * y));
}

export function sineOf(x: f64): f64 {
  const ix: i32 = highWord(x) & 0x7fffffff;
  if (ix <= 0x3fe921fb) return sineKernel(x, 0, false);
  if (ix >= 0x7ff00000) return doubleOf(NAN_BITS);
  const n: i32 = reduceByHalfPi(x) & 3;
  if (n === 0) return sineKernel(reducedHigh, reducedLow, true);
  if (n === 1) return cosineKernel(reducedHigh, reducedLow);
  if (n === 2) return -sineKernel(reducedHigh, reducedLow, true);
  return -cosineKernel(reducedHigh, reducedLow);
}

export function cosineOf(x: f64): f64 {
  const ix: i32 = highWord(x) & 0x7fffffff;
  if (ix <= 0x3fe921fb) return cosineKernel(x, 0);
  if (ix >= 0x7ff00000) return doubleOf(NAN_BITS);
  const n: i32 = reduceByHalfPi(x) & 3;
  if (n === 0) return cosineKernel(reducedHigh, reducedLow);
  if (n === 1) return -sineKernel(reducedHigh, reducedLow, true);
  if (n === 2) return -cosineKernel(reducedHigh, reducedLow);
  return sineKernel(reducedHigh, reducedLow, true);
}

const T0: f64 = 3.33333333333334091986e-1;
const T1: f64 = 1.33333333333201242699e-1;
const T2: f64 = 5.39682539762260521377e-2;
const T3: f64 = 2.18694882948595424599e-2;
const T4: f64 = 8.86323982359930005737e-3;
const T5: f64 = 3.59207910759131235356e-3;
const T6: f64 = 1.45620945432529025516e-3;
const T7: f64 = 5.88041240820264096874e-4;
const T8: f64 = 2.46463134818469906812e-4;
const T9: f64 = 7.817944429395570923e-5;
const T10: f64 = 7.14072491382608190305e-5;
const T11: f64 = -1.85586374855275456654e-5;
const T12: f64 = 2.59073051863633712884e-5;
const QUARTER_PI: f64 = 7.85398163397448278999e-1;
const QUARTER_PI_LOW: f64 = 3.06161699786838301793e-17;

/** tan(x + y), or -1 / tan(x + y) when `reciprocal`. */
function tangentKernel(head: f64, tail: f64, reciprocal: boolean): f64 {
  let x: f64 = head;
  let y: f64 = tail;
  const hx: i32 = highWord(x);
  const ix: i32 = hx & 0x7fffffff;
  if (ix < 0x3e300000) {
    if (!reciprocal) return x;
    if (x === 0 && y === 0) return 1 / absOf(x);
    // -1 / (x + y) carefully
    const w0: f64 = x + y;
    const z0: f64 = withoutLowWord(w0);
    const v0: f64 = y - (z0 - x);
    const a0: f64 = -1 / w0;
    const t0: f64 = withoutLowWord(a0);
    const s0: f64 = 1 + t0 * z0;
    return t0 + a0 * (s0 + t0 * v0);
  }
  const large: boolean = ix >= 0x3fe59428;
  if (large) {
    if (hx < 0) {
      x = -x;
      y = -y;
    }
    const z1: f64 = QUARTER_PI - x;
    const w1: f64 = QUARTER_PI_LOW - y;
    x = z1 + w1;
    y = 0;
  }
  const z: f64 = x * x;
  const w: f64 = z * z;
  let r: f64 = T1 + w * (T3 + w * (T5 + w * (T7 + w * (T9 + w * T11))));
  const v: f64 = z * (T2 + w * (T4 + w * (T6 + w * (T8 + w * (T10 + w * T12)))));
  const s: f64 = z * x;
  r = y + z * (s * (r + v) + y);
  r = r + T0 * s;
  const sum: f64 = x + r;
  if (large) {
    const k: f64 = reciprocal ? -1 : 1;
    const result: f64 = k - 2 * (x - ((sum * sum) / (sum + k) - r));
    return hx < 0 ? -result : result;
  }
  if (!reciprocal) return sum;
  const sumHigh: f64 = withoutLowWord(sum);
  const rest: f64 = r - (sumHigh - x);
  const a: f64 = -1 / sum;
  const t: f64 = withoutLowWord(a);
  return t + a * (1 + t * sumHigh + t * rest);
}

export function tangentOf(x: f64): f64 {
  const ix: i32 = highWord(x) & 0x7fffffff;
  if (ix <= 0x3fe921fb) return tangentKernel(x, 0, false);
  if (ix >= 0x7ff00000) return doubleOf(NAN_BITS);
  const n: i32 = reduceByHalfPi(x);
  return tangentKernel(reducedHigh, reducedLow, (n & 1) !== 0);
}

const HALF_PI_HIGH: f64 = 1.570796326794896558;
const HALF_PI_LOW: f64 = 6.12323399573676603587e-17;
const PI: f64 = 3.141592653589793116;
const PI_LOW: f64 = 1.2246467991473531772e-16;
const PS0: f64 = 1.66666666666666657415e-1;
const PS1: f64 = -3.25565818622400915405e-1;
const PS2: f64 = 2.01212532134862925881e-1;
const PS3: f64 = -4.00555345006794114027e-2;
const PS4: f64 = 7.91534994289814532176e-4;
const PS5: f64 = 3.4793310759602116757e-5;
const QS1: f64 = -2.40339491173441421878;
const QS2: f64 = 2.02094576023350569471;
const QS3: f64 = -6.8828397160545329303e-1;
const QS4: f64 = 7.70381505559019352791e-2;

/** (asin(sqrt(z)) - sqrt(z)) / sqrt(z) */
function arcSineRatio(z: f64): f64 {
  const p: f64 = z * (PS0 + z * (PS1 + z * (PS2 + z * (PS3 + z * (PS4 + z * PS5)))));
  const q: f64 = 1 + z * (QS1 + z * (QS2 + z * (QS3 + z * QS4)));
  return p / q;
}

export function arcSineOf(x: f64): f64 {
  const hx: i32 = highWord(x);
  const ix: i32 = hx & 0x7fffffff;
  if (ix >= 0x3ff00000) {
    if (absOf(x) === 1) return x * HALF_PI_HIGH + x * HALF_PI_LOW;
    return doubleOf(NAN_BITS);
  }
  if (ix < 0x3fe00000) {
    if (ix < 0x3e400000) return x;
    return x + x * arcSineRatio(x * x);
  }
  const z: f64 = (1 - absOf(x)) * 0.5;
  const r: f64 = arcSineRatio(z);
  const s: f64 = squareRoot(z);
  let result: f64 = 0;
  if (ix >= 0x3fef3333) {
    result = HALF_PI_HIGH - (2 * (s + s * r) - HALF_PI_LOW);
  } else {
    const w: f64 = withoutLowWord(s);
    const c: f64 = (z - w * w) / (s + w);
    const p: f64 = 2 * s * r - (HALF_PI_LOW - 2 * c);
    const q: f64 = QUARTER_PI - 2 * w;
    result = QUARTER_PI - (p - q);
  }
  return hx > 0 ? result : -result;
}

export function arcCosineOf(x: f64): f64 {
  const hx: i32 = highWord(x);
  const ix: i32 = hx & 0x7fffffff;
  if (ix >= 0x3ff00000) {
    if (x === 1) return 0;
    if (x === -1) return PI + 2 * HALF_PI_LOW;
    return doubleOf(NAN_BITS);
  }
  if (ix < 0x3fe00000) {
    if (ix <= 0x3c600000) return HALF_PI_HIGH + HALF_PI_LOW;
    return HALF_PI_HIGH - (x - (HALF_PI_LOW - x * arcSineRatio(x * x)));
  }
  if (hx < 0) {
    const z: f64 = (1 + x) * 0.5;
    const s: f64 = squareRoot(z);
    const w: f64 = arcSineRatio(z) * s - HALF_PI_LOW;
    return PI - 2 * (s + w);
  }
  const z: f64 = (1 - x) * 0.5;
  const s: f64 = squareRoot(z);
  const df: f64 = withoutLowWord(s);
  const c: f64 = (z - df * df) / (s + df);
  const w: f64 = arcSineRatio(z) * s + c;
  return 2 * (df + w);
}

const arcTangentHigh: ptr = f64Table([
  4.63647609000806093515e-1, 7.85398163397448278999e-1, 9.82793723247329054082e-1,
  1.570796326794896558,
]);
const arcTangentLow: ptr = f64Table([
  2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17,
  6.12323399573676603587e-17,
]);
const A0: f64 = 3.33333333333329318027e-1;
const A1: f64 = -1.99999999998764832476e-1;
const A2: f64 = 1.42857142725034663711e-1;
const A3: f64 = -1.1111110405462355788e-1;
const A4: f64 = 9.09088713343650656196e-2;
const A5: f64 = -7.69187620504482999495e-2;
const A6: f64 = 6.66107313738753120669e-2;
const A7: f64 = -5.83357013379057348645e-2;
const A8: f64 = 4.97687799461593236017e-2;
const A9: f64 = -3.6531572744216915527e-2;
const A10: f64 = 1.62858201153657823623e-2;

export function arcTangentOf(argument: f64): f64 {
  let x: f64 = argument;
  const hx: i32 = highWord(x);
  const ix: i32 = hx & 0x7fffffff;
  if (ix >= 0x44100000) {
    if (x !== x) return x;
    const half: f64 = HALF_PI_HIGH + HALF_PI_LOW;
    return hx > 0 ? half : -half;
  }
  let part: i32 = -1;
  if (ix < 0x3fdc0000) {
    if (ix < 0x3e400000) return x;
  } else {
    x = absOf(x);
    if (ix < 0x3ff30000) {
      if (ix < 0x3fe60000) {
        part = 0;
        x = (2 * x - 1) / (2 + x);
      } else {
        part = 1;
        x = (x - 1) / (x + 1);
      }
    } else if (ix < 0x40038000) {
      part = 2;
      x = (x - 1.5) / (1 + 1.5 * x);
    } else {
      part = 3;
      x = -1 / x;
    }
  }
  const z: f64 = x * x;
  const w: f64 = z * z;
  const s1: f64 = z * (A0 + w * (A2 + w * (A4 + w * (A6 + w * (A8 + w * A10)))));
  const s2: f64 = w * (A1 + w * (A3 + w * (A5 + w * (A7 + w * A9))));
  if (part < 0) return x - x * (s1 + s2);
  const high: f64 = loadF64(arcTangentHigh + u64(part) * 8);
  const low: f64 = loadF64(arcTangentLow + u64(part) * 8);
  const result: f64 = high - (x * (s1 + s2) - low - x);
  return hx < 0 ? -result : result;
}

const TINY: f64 = 1.0e-300;

/** The angle of (x, y): Math.atan2(y, x). */
export function arcTangent2Of(y: f64, x: f64): f64 {
  if (x !== x || y !== y) return doubleOf(NAN_BITS);
  if (x === 1) return arcTangentOf(y);
  const hx: i32 = highWord(x);
  const hy: i32 = highWord(y);
  const ix: i32 = hx & 0x7fffffff;
  const iy: i32 = hy & 0x7fffffff;
  const quadrant: i32 = ((hy >> 31) & 1) | ((hx >> 30) & 2);
  if (y === 0) {
    if (quadrant < 2) return y;
    return quadrant === 2 ? PI + TINY : -PI - TINY;
  }
  if (x === 0) return hy < 0 ? -HALF_PI_HIGH - TINY : HALF_PI_HIGH + TINY;
  if (ix === 0x7ff00000) {
    if (iy === 0x7ff00000) {
      if (quadrant === 0) return QUARTER_PI + TINY;
      if (quadrant === 1) return -QUARTER_PI - TINY;
      return quadrant === 2 ? 3 * QUARTER_PI + TINY : -3 * QUARTER_PI - TINY;
    }
    if (quadrant === 0) return 0;
    if (quadrant === 1) return doubleOf(0x8000000000000000);
    return quadrant === 2 ? PI + TINY : -PI - TINY;
  }
  if (iy === 0x7ff00000) return hy < 0 ? -HALF_PI_HIGH - TINY : HALF_PI_HIGH + TINY;
  return quadrantAngle(y, x, (iy - ix) >> 20, hx < 0, quadrant);
}

function quadrantAngle(y: f64, x: f64, k: i32, xNegative: boolean, quadrant: i32): f64 {
  let m: i32 = quadrant;
  let z: f64 = 0;
  if (k > 60) {
    z = HALF_PI_HIGH + 0.5 * PI_LOW;
    m = m & 1;
  } else if (xNegative && k < -60) {
    z = 0;
  } else {
    z = arcTangentOf(absOf(y / x));
  }
  if (m === 0) return z;
  if (m === 1) return -z;
  if (m === 2) return PI - (z - PI_LOW);
  return z - PI_LOW - PI;
}
