// The global functions parseInt, parseFloat, isNaN, isFinite (ECMA-262 §19.2), which Number has too. Layer: ecma.

import { toNumber, toStringValue } from '../../machine/language.ts';
import { parseFloatPrefix, parseIntPrefix } from '../../runtime/number-text.ts';

/** @global */
export function parseInt(text: any, radix: any): number {
  if (radix === undefined && typeof text === 'number') {
    // The text of a small integer is that integer.
    if (text === (text | 0) && text !== 0) return text;
  }
  const source: string = toStringValue(text);
  const base = toNumber(radix) | 0;
  if (base !== 0 && (base < 2 || base > 36)) return NaN;
  return parseIntPrefix(source, base);
}

/** @global */
export function parseFloat(text: any): number {
  return parseFloatPrefix(toStringValue(text));
}

/** @global */
export function isNaN(value: any): boolean {
  const number = toNumber(value);
  return number !== number;
}

/** @global */
export function isFinite(value: any): boolean {
  const number = toNumber(value);
  return number - number === 0;
}

/** @builtin Number */
export class NumberParsing {
  /** @same parseInt */
  static readonly parseInt = parseInt;
  /** @same parseFloat */
  static readonly parseFloat = parseFloat;
}
