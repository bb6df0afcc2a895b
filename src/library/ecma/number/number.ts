// Number: the constructor, its constants and its tests (ECMA-262 §21.1.1-2). Layer: ecma.

import { toNumeric } from '../../machine/language.ts';
import { INTRINSIC_NUMBER_PROTOTYPE } from '../../runtime/layout.ts';
import { constructWrapper } from '../../runtime/wrapper.ts';

/** @builtin Number */
export class NumberConstructor {
  static $call(value: any): number {
    return arguments.length === 0 ? 0 : numberFrom(value);
  }

  static $construct(newTarget: any, value: any): any {
    const number = arguments.length < 2 ? 0 : numberFrom(value);
    return constructWrapper(newTarget, INTRINSIC_NUMBER_PROTOTYPE, number);
  }

  static readonly MAX_VALUE = 1.7976931348623157e308;
  static readonly MIN_VALUE = 5e-324;
  static readonly NaN = NaN;
  static readonly NEGATIVE_INFINITY = -Infinity;
  static readonly POSITIVE_INFINITY = Infinity;
  static readonly MAX_SAFE_INTEGER = 9007199254740991;
  static readonly MIN_SAFE_INTEGER = -9007199254740991;
  static readonly EPSILON = 2.220446049250313e-16;

  static isFinite(value: any): boolean {
    return typeof value === 'number' && value - value === 0;
  }

  static isInteger(value: any): boolean {
    return typeof value === 'number' && value - value === 0 && Math.floor(value) === value;
  }

  static isNaN(value: any): boolean {
    return typeof value === 'number' && value !== value;
  }

  static isSafeInteger(value: any): boolean {
    return (
      typeof value === 'number' &&
      Math.floor(value) === value &&
      value <= 9007199254740991 &&
      value >= -9007199254740991
    );
  }
}

/** A bigint converts too, unlike in ToNumber. */
function numberFrom(value: any): number {
  const numeric = toNumeric(value);
  return typeof numeric === 'bigint' ? bigIntToNumber(numeric) : numeric;
}

function bigIntToNumber(value: bigint): number {
  return parseFloat(value.toString());
}
