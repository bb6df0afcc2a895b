// Numbers as en-US writes them: groups of three digits, at most three fraction digits. Layer: ecma.
// The default of Number.prototype.toLocaleString (ECMA-402 §15), without the Intl object behind it.

import { toIntegerOrInfinity } from '../../machine/language.ts';
import { numberToFixed } from '../../runtime/number-format.ts';
import {
  charCodeAtIndex,
  indexOfString,
  stringLength,
  substringOf,
} from '../../runtime/strings.ts';

/** `options` may hold minimumFractionDigits, maximumFractionDigits and useGrouping. */
export function groupedNumber(number: number, options: any): string {
  if (number !== number) return 'NaN';
  if (number === Infinity) return '∞';
  if (number === -Infinity) return '-∞';
  let least = 0;
  let most = 3;
  let grouping = true;
  if (options !== undefined && options !== null) {
    const minimum = options.minimumFractionDigits;
    const maximum = options.maximumFractionDigits;
    if (minimum !== undefined) {
      least = digitsOption(minimum, 'minimumFractionDigits');
      if (least > most) most = least;
    }
    if (maximum !== undefined) {
      most = digitsOption(maximum, 'maximumFractionDigits');
      if (most < least) {
        if (minimum !== undefined)
          throw new RangeError('maximumFractionDigits value is out of range.');
        least = most;
      }
    }
    grouping = options.useGrouping !== false;
  }
  return grouped(number, least, most, grouping);
}

function digitsOption(value: any, name: string): number {
  const digits = toIntegerOrInfinity(value);
  if (digits < 0 || digits > 20) throw new RangeError(name + ' value is out of range.');
  return digits;
}

function grouped(number: number, least: number, most: number, grouping: boolean): string {
  const negative = number < 0 || Object.is(number, -0);
  const magnitude = negative ? -number : number;
  const text = roundedText(magnitude, most);
  const point = indexOfString(text, '.', 0);
  const wholeEnd = point < 0 ? stringLength(text) : point;
  let fractionEnd = stringLength(text);
  if (point >= 0) {
    while (fractionEnd - point - 1 > least && charCodeAtIndex(text, fractionEnd - 1) === 0x30)
      fractionEnd--;
    if (fractionEnd === point + 1) fractionEnd = point;
  }
  let result = negative ? '-' : '';
  let from = 0;
  if (grouping) {
    for (let to = wholeEnd % 3 === 0 ? 3 : wholeEnd % 3; to < wholeEnd; to += 3) {
      result += substringOf(text, from, to) + ',';
      from = to;
    }
  }
  return result + substringOf(text, from, fractionEnd);
}

/** Decimal digits of the shortest text of the number, rounded half away from zero at `most` fraction digits. */
function roundedText(magnitude: number, most: number): string {
  if (magnitude >= 1e21) return decimalText(magnitude);
  const shortest = '' + magnitude;
  // The exact value decides in toFixed, the printed one here: 1.005 is 1.01 with two digits.
  const point = indexOfString(shortest, '.', 0);
  if (point < 0 || indexOfString(shortest, 'e', 0) >= 0) return numberToFixed(magnitude, most);
  const digits = stringLength(shortest) - point - 1;
  if (digits <= most || charCodeAtIndex(shortest, point + 1 + most) !== 0x35 || digits > most + 1) {
    return numberToFixed(magnitude, most);
  }
  // Exactly a tie as printed: to the even digit would be ICU's half-even, which ECMA-402 replaces by half-expand.
  const kept = substringOf(shortest, 0, point + 1 + most);
  const step = most === 0 ? 1 : 10 ** -most;
  return numberToFixed(parseFloat(kept) + step, most);
}

/** The digits of a number from 1e21 on, without an exponent. */
function decimalText(magnitude: number): string {
  const shortest = '' + magnitude;
  const exponentAt = indexOfString(shortest, 'e', 0);
  const point = indexOfString(shortest, '.', 0);
  const mantissaEnd = exponentAt;
  let digits = point < 0 ? substringOf(shortest, 0, mantissaEnd) : substringOf(shortest, 0, point);
  const fraction = point < 0 ? '' : substringOf(shortest, point + 1, mantissaEnd);
  digits += fraction;
  const exponent = parseInt(substringOf(shortest, exponentAt + 2, stringLength(shortest)), 10);
  return digits + '0'.repeat(exponent - stringLength(fraction));
}
