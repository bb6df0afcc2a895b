// Math: rounding, comparison, integers and constants (ECMA-262 §21.3). Layer: ecma.
// What is one machine instruction is an intrinsic of the runtime's math modules; the transcendental functions are in
// transcendental.ts.

import { toNumber } from '../../machine/language.ts';
import {
  absoluteOf,
  ceilingOf,
  countLeadingZeros,
  floorValueOf,
  multiplyIntegers,
  roundToSingle,
  squareRootOf,
  truncateOf,
} from '../../runtime/math-rounding.ts';

/** @builtin Math */
export class MathRounding {
  static readonly E = 2.718281828459045;
  static readonly LN10 = 2.302585092994046;
  static readonly LN2 = 0.6931471805599453;
  static readonly LOG10E = 0.4342944819032518;
  static readonly LOG2E = 1.4426950408889634;
  static readonly PI = 3.141592653589793;
  static readonly SQRT1_2 = 0.7071067811865476;
  static readonly SQRT2 = 1.4142135623730951;
  static readonly [Symbol.toStringTag] = 'Math';

  static abs(x: any): number {
    return absoluteOf(toNumber(x));
  }

  static ceil(x: any): number {
    return ceilingOf(toNumber(x));
  }

  static clz32(x: any): number {
    return countLeadingZeros(toNumber(x) >>> 0);
  }

  static floor(x: any): number {
    return floorValueOf(toNumber(x));
  }

  static fround(x: any): number {
    return roundToSingle(toNumber(x));
  }

  static imul(a: any, b: any): number {
    const x = toNumber(a) | 0;
    return multiplyIntegers(x, toNumber(b) | 0);
  }

  /** @length 2 */
  static max(...values: any[]): number {
    let largest = -Infinity;
    for (let k = 0; k < values.length; k++) {
      const value = toNumber(values[k]);
      // NaN once seen stays; +0 is larger than -0.
      if (value > largest || value !== value) largest = largest !== largest ? largest : value;
      else if (value === 0 && largest === 0 && 1 / largest < 0) largest = value;
    }
    return largest;
  }

  /** @length 2 */
  static min(...values: any[]): number {
    let smallest = Infinity;
    for (let k = 0; k < values.length; k++) {
      const value = toNumber(values[k]);
      if (value < smallest || value !== value) smallest = smallest !== smallest ? smallest : value;
      else if (value === 0 && smallest === 0 && 1 / value < 0) smallest = value;
    }
    return smallest;
  }

  static round(x: any): number {
    const value = toNumber(x);
    const floor = floorValueOf(value);
    // The difference is exact; -0.5 and -0 give -0.
    if (value - floor >= 0.5) return ceilingOf(value);
    return floor;
  }

  static sign(x: any): number {
    const value = toNumber(x);
    if (value > 0) return 1;
    return value < 0 ? -1 : value;
  }

  static sqrt(x: any): number {
    return squareRootOf(toNumber(x));
  }

  static trunc(x: any): number {
    return truncateOf(toNumber(x));
  }
}
