'use machine';
// Strings as numbers: StringToNumber (ECMA-262 §7.1.4.1.1), parseFloat (§19.2.4), parseInt (§19.2.5). Layer: runtime.

import { f64, i32, ptr, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { parseDecimalAt, parsedEnd, setParsedEnd } from './number-parse.ts';
import { isWideString, stringLength, stringUnits, unitAt } from './string-cells.ts';
import { flattenString } from './string-flatten.ts';

/** WhiteSpace or LineTerminator (ECMA-262 §12.2, §12.3). */
export function isWhiteSpaceUnit(unit: u32): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 9 && unit <= 13);
  if (unit < 0xa0) return false;
  if (unit === 0xa0 || unit === 0xfeff || unit === 0x1680) return true;
  if (unit < 0x2000) return false;
  return (
    unit <= 0x200a ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}

function isInfinityAt(units: ptr, wide: boolean, from: u32, to: u32): boolean {
  if (to - from < 8) return false;
  const text: Value = 'Infinity';
  const expected: ptr = stringUnits(flattenString(text));
  for (let i: u32 = 0; i < 8; i++) {
    if (unitAt(units, wide, from + i) !== unitAt(expected, false, i)) return false;
  }
  return true;
}

/** Value of a digit in any radix up to 36; 99 for others. */
export function digitOfUnit(unit: u32): u32 {
  if (unit - 48 < 10) return unit - 48;
  const letter: u32 = (unit | 32) - 97;
  return letter < 26 ? letter + 10 : 99;
}

/** Where the digits that parseRadixDigits read end. */
let digitsEnd: u32 = 0;

/** Digits of `radix` as a number, rounded correctly where the radix is a power of two. */
function parseRadixDigits(units: ptr, wide: boolean, from: u32, to: u32, radix: u32): f64 {
  let end: u32 = from;
  let value: f64 = 0;
  while (end < to && digitOfUnit(unitAt(units, wide, end)) < radix) {
    value = value * f64(radix) + f64(digitOfUnit(unitAt(units, wide, end)));
    end++;
  }
  digitsEnd = end;
  if (value < 9007199254740992) return value;
  if ((radix & (radix - 1)) === 0) return parseBinaryDigits(units, wide, from, end, radix);
  return value;
}

/** More than 53 bits: the rest rounds half to even. */
function parseBinaryDigits(units: ptr, wide: boolean, from: u32, to: u32, radix: u32): f64 {
  let significand: u64 = 0;
  let scale: f64 = 1;
  let taken: u32 = 0;
  let half: boolean = false;
  let sticky: boolean = false;
  for (let i: u32 = from; i < to; i++) {
    const digit: u32 = digitOfUnit(unitAt(units, wide, i));
    for (let bit: u32 = radix >> 1; bit !== 0; bit = bit >> 1) {
      const one: boolean = (digit & bit) !== 0;
      if (taken < 53) {
        significand = significand * 2 + (one ? 1 : 0);
        if (significand !== 0) taken++;
      } else {
        if (taken === 53) half = one;
        else if (one) sticky = true;
        taken++;
        scale = scale * 2;
      }
    }
  }
  if (half && (sticky || (significand & 1) !== 0)) significand++;
  return f64(significand) * scale;
}

/** StringToNumber: NaN when the text is no StringNumericLiteral. */
export function stringToNumber(text: Value): f64 {
  const cell: ptr = flattenString(text);
  const wide: boolean = isWideString(cell);
  const units: ptr = stringUnits(cell);
  let to: u32 = stringLength(text);
  let from: u32 = 0;
  while (from < to && isWhiteSpaceUnit(unitAt(units, wide, from))) from++;
  while (from < to && isWhiteSpaceUnit(unitAt(units, wide, to - 1))) to--;
  if (from === to) return 0;
  const first: u32 = unitAt(units, wide, from);
  if (first === 48 && to - from > 2) {
    const marker: u32 = unitAt(units, wide, from + 1) | 32;
    const radix: u32 = marker === 120 ? 16 : marker === 111 ? 8 : marker === 98 ? 2 : 0;
    if (radix !== 0) {
      const value: f64 = parseRadixDigits(units, wide, from + 2, to, radix);
      return digitsEnd === to ? value : NaN;
    }
  }
  const value: f64 = parseSigned(units, wide, from, to);
  return parsedEnd === to ? value : NaN;
}

/** StrDecimalLiteral with sign and Infinity; `parsedEnd` is `from` when there is none. */
function parseSigned(units: ptr, wide: boolean, from: u32, to: u32): f64 {
  let start: u32 = from;
  let negative: boolean = false;
  if (start < to) {
    const sign: u32 = unitAt(units, wide, start);
    if (sign === 43 || sign === 45) {
      negative = sign === 45;
      start++;
    }
  }
  let value: f64 = 0;
  if (start < to && unitAt(units, wide, start) === 73 && isInfinityAt(units, wide, start, to)) {
    setParsedEnd(start + 8);
    value = Infinity;
  } else {
    value = parseDecimalAt(units, wide, start, to);
    if (parsedEnd === start) {
      setParsedEnd(from);
      return NaN;
    }
  }
  return negative ? -value : value;
}

/** parseFloat of a string. */
export function parseFloatPrefix(text: Value): f64 {
  const cell: ptr = flattenString(text);
  const wide: boolean = isWideString(cell);
  const units: ptr = stringUnits(cell);
  const to: u32 = stringLength(text);
  let from: u32 = 0;
  while (from < to && isWhiteSpaceUnit(unitAt(units, wide, from))) from++;
  return parseSigned(units, wide, from, to);
}

/** parseInt of a string; `radix` 0 when the caller gave none. */
export function parseIntPrefix(text: Value, wantedRadix: i32): f64 {
  const cell: ptr = flattenString(text);
  const wide: boolean = isWideString(cell);
  const units: ptr = stringUnits(cell);
  const to: u32 = stringLength(text);
  let from: u32 = 0;
  while (from < to && isWhiteSpaceUnit(unitAt(units, wide, from))) from++;
  let negative: boolean = false;
  if (from < to && (unitAt(units, wide, from) === 43 || unitAt(units, wide, from) === 45)) {
    negative = unitAt(units, wide, from) === 45;
    from++;
  }
  if (wantedRadix !== 0 && (wantedRadix < 2 || wantedRadix > 36)) return NaN;
  let radix: u32 = u32(wantedRadix);
  if (radix === 0 || radix === 16) {
    if (
      to - from >= 2 &&
      unitAt(units, wide, from) === 48 &&
      (unitAt(units, wide, from + 1) | 32) === 120
    ) {
      from = from + 2;
      radix = 16;
    }
  }
  if (radix === 0) radix = 10;
  let value: f64 = parseRadixDigits(units, wide, from, to, radix);
  if (digitsEnd === from) return NaN;
  if (radix === 10 && value >= 9007199254740992)
    value = parseDecimalAt(units, wide, from, digitsEnd);
  return negative ? -value : value;
}

/** The number that starts at unit `from` of a flat or other string (no sign); see lastParsedEnd. */
export function parseNumberAt(text: Value, from: u32): f64 {
  const cell: ptr = flattenString(text);
  return parseDecimalAt(stringUnits(cell), isWideString(cell), from, stringLength(text));
}

/** Index after the last parsed number; equal to the start when there was none. */
export function lastParsedEnd(): u32 {
  return parsedEnd;
}
