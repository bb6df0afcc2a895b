// Math: powers, logarithms, trigonometry and hypot (ECMA-262 §21.3.2). Layer: ecma. The algorithms are the runtime's.

import { toNumber } from '../../machine/language.ts';
import { cubeRootOf, exponentialMinus1Of, exponentialOf } from '../../runtime/math-exponential.ts';
import {
  hyperbolicCosineOf,
  hyperbolicSineOf,
  hyperbolicTangentOf,
  inverseHyperbolicCosineOf,
  inverseHyperbolicSineOf,
  inverseHyperbolicTangentOf,
} from '../../runtime/math-hyperbolic.ts';
import {
  logarithm10Of,
  logarithm1pOf,
  logarithm2Of,
  logarithmOf,
} from '../../runtime/math-logarithm.ts';
import { squareRootOf } from '../../runtime/math-rounding.ts';
import {
  arcCosineOf,
  arcSineOf,
  arcTangent2Of,
  arcTangentOf,
  cosineOf,
  sineOf,
  tangentOf,
} from '../../runtime/math-trigonometric.ts';

/** @builtin Math */
export class MathTranscendental {
  static acos(x: any): number {
    return arcCosineOf(toNumber(x));
  }

  static acosh(x: any): number {
    return inverseHyperbolicCosineOf(toNumber(x));
  }

  static asin(x: any): number {
    return arcSineOf(toNumber(x));
  }

  static asinh(x: any): number {
    return inverseHyperbolicSineOf(toNumber(x));
  }

  static atan(x: any): number {
    return arcTangentOf(toNumber(x));
  }

  static atan2(y: any, x: any): number {
    const height = toNumber(y);
    return arcTangent2Of(height, toNumber(x));
  }

  static atanh(x: any): number {
    return inverseHyperbolicTangentOf(toNumber(x));
  }

  static cbrt(x: any): number {
    return cubeRootOf(toNumber(x));
  }

  static cos(x: any): number {
    return cosineOf(toNumber(x));
  }

  static cosh(x: any): number {
    return hyperbolicCosineOf(toNumber(x));
  }

  static exp(x: any): number {
    return exponentialOf(toNumber(x));
  }

  static expm1(x: any): number {
    return exponentialMinus1Of(toNumber(x));
  }

  /** @length 2 */
  static hypot(...values: any[]): number {
    const count = values.length;
    let largest = 0;
    let infinite = false;
    let notNumber = false;
    for (let k = 0; k < count; k++) {
      const value = toNumber(values[k]);
      const size = value < 0 ? -value : value;
      values[k] = size;
      if (size === Infinity) infinite = true;
      else if (size !== size) notNumber = true;
      else if (size > largest) largest = size;
    }
    if (infinite) return Infinity;
    if (notNumber) return NaN;
    if (largest === 0) return 0;
    // Scaled so that no square overflows, and summed with Kahan's compensation.
    let sum = 0;
    let compensation = 0;
    for (let k = 0; k < count; k++) {
      const scaled = values[k] / largest;
      const term = scaled * scaled - compensation;
      const next = sum + term;
      compensation = next - sum - term;
      sum = next;
    }
    return squareRootOf(sum) * largest;
  }

  static log(x: any): number {
    return logarithmOf(toNumber(x));
  }

  static log10(x: any): number {
    return logarithm10Of(toNumber(x));
  }

  static log1p(x: any): number {
    return logarithm1pOf(toNumber(x));
  }

  static log2(x: any): number {
    return logarithm2Of(toNumber(x));
  }

  static pow(base: any, exponent: any): number {
    const x = toNumber(base);
    return x ** toNumber(exponent);
  }

  static sin(x: any): number {
    return sineOf(toNumber(x));
  }

  static sinh(x: any): number {
    return hyperbolicSineOf(toNumber(x));
  }

  static tan(x: any): number {
    return tangentOf(toNumber(x));
  }

  static tanh(x: any): number {
    return hyperbolicTangentOf(toNumber(x));
  }
}
