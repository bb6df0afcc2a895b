// Number.prototype: toString, toFixed, toExponential, toPrecision, toLocaleString, valueOf (ECMA-262 §21.1.3). Layer: ecma.

import { toIntegerOrInfinity } from '../../machine/language.ts';
import {
  numberToExponential,
  numberToFixed,
  numberToPrecision,
  numberToString,
} from '../../runtime/number-format.ts';
import { numberToRadix } from '../../runtime/number-radix.ts';
import { primitiveOf } from '../../runtime/wrapper.ts';
import { wrongThis } from '../error/type-errors.ts';
import { groupedNumber } from './grouped-number.ts';

/** @builtin Number */
export class NumberText {
  toString(radix: any): string {
    const number = thisNumber(this, 'toString');
    if (radix === undefined || radix === 10) return numberToString(number);
    const base = toIntegerOrInfinity(radix);
    if (base < 2 || base > 36) {
      throw new RangeError('toString() radix argument must be between 2 and 36');
    }
    if (base === 10 || number - number !== 0) return numberToString(number);
    return numberToRadix(number, base);
  }

  toFixed(fractionDigits: any): string {
    const number = thisNumber(this, 'toFixed');
    const digits = toIntegerOrInfinity(fractionDigits);
    if (digits < 0 || digits > 100) {
      throw new RangeError('toFixed() digits argument must be between 0 and 100');
    }
    if (!(number < 1e21 && number > -1e21)) return numberToString(number);
    return numberToFixed(number, digits);
  }

  toExponential(fractionDigits: any): string {
    const number = thisNumber(this, 'toExponential');
    const digits = toIntegerOrInfinity(fractionDigits);
    if (number - number !== 0) return numberToString(number);
    if (digits < 0 || digits > 100) {
      throw new RangeError('toExponential() argument must be between 0 and 100');
    }
    return numberToExponential(number, fractionDigits === undefined ? -1 : digits);
  }

  toPrecision(precision: any): string {
    const number = thisNumber(this, 'toPrecision');
    if (precision === undefined) return numberToString(number);
    const digits = toIntegerOrInfinity(precision);
    if (number - number !== 0) return numberToString(number);
    if (digits < 1 || digits > 100) {
      throw new RangeError('toPrecision() argument must be between 1 and 100');
    }
    return numberToPrecision(number, digits);
  }

  /** The en-US format; of the options, the numbers of digits count. */
  toLocaleString(locales?: any, options?: any): string {
    return groupedNumber(thisNumber(this, 'toLocaleString'), options);
  }

  valueOf(): number {
    return thisNumber(this, 'valueOf');
  }
}

/** ThisNumberValue (ECMA-262 §21.1.3.7.1). */
function thisNumber(value: any, method: string): number {
  if (typeof value === 'number') return value;
  const primitive = primitiveOf(value);
  if (typeof primitive === 'number') return primitive;
  throw wrongThis('Number.prototype.' + method, 'Number');
}
