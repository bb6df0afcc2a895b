'use machine';
// Letter case: Unicode's simple mappings over case-tables.ts, and toUpperCase/toLowerCase of whole strings. Layer: runtime.
// ECMA-262 §22.1.3.28-31 with SpecialCasing: expansions such as ß to SS, İ, and the final sigma.

import {
  i32,
  load16,
  load32,
  load64,
  load8,
  ptr,
  store8,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import {
  FOLD_RANGES,
  foldRanges,
  LOWER_RANGES,
  lowerRanges,
  SPECIAL_UPPER,
  specialUpper,
  UPPER_RANGES,
  upperRanges,
} from './case-tables.ts';
import { STRING_DATA } from './layout.ts';
import { lengthOfString, pointOf, unitOf } from './string-access.ts';
import { isWideString, newString8, stringUnits } from './string-cells.ts';
import {
  builderAppendPoint,
  builderAppendUnit,
  finishBuilder,
  newStringBuilder,
} from './string-builder.ts';
import { pointerOf, stringValue } from './value.ts';

export const CASE_UPPER: u32 = 0;
export const CASE_LOWER: u32 = 1;
/** Simple case folding. */
export const CASE_FOLD: u32 = 2;

function tableOf(which: u32): ptr {
  if (which === CASE_UPPER) return upperRanges;
  return which === CASE_LOWER ? lowerRanges : foldRanges;
}

/** Number of ranges in a table. */
export function caseRanges(which: u32): u32 {
  if (which === CASE_UPPER) return UPPER_RANGES;
  return which === CASE_LOWER ? LOWER_RANGES : FOLD_RANGES;
}

export function caseRangeFrom(which: u32, index: u32): u32 {
  return load32(tableOf(which) + u64(index) * 12) & 0x7fffffff;
}

export function caseRangeTo(which: u32, index: u32): u32 {
  return load32(tableOf(which) + u64(index) * 12 + 4);
}

/** 1, or 2 when only every second code point of the range maps. */
export function caseRangeStep(which: u32, index: u32): u32 {
  return (load32(tableOf(which) + u64(index) * 12) & 0x80000000) !== 0 ? 2 : 1;
}

/** The simple mapping of a code point; itself when it has none. */
export function mapCase(which: u32, point: u32): u32 {
  if (point < 128) {
    if (which === CASE_UPPER) return point >= 97 && point <= 122 ? point - 32 : point;
    return point >= 65 && point <= 90 ? point + 32 : point;
  }
  const table: ptr = tableOf(which);
  let low: u32 = 0;
  let high: u32 = caseRanges(which);
  while (low < high) {
    const middle: u32 = (low + high) >>> 1;
    const range: ptr = table + u64(middle) * 12;
    const first: u32 = load32(range) & 0x7fffffff;
    if (point < first) high = middle;
    else if (point > load32(range + 4)) low = middle + 1;
    else {
      if ((load32(range) & 0x80000000) !== 0 && ((point - first) & 1) !== 0) return point;
      return u32(i32(point) + i32(load32(range + 8)));
    }
  }
  return point;
}

/** Canonicalize under the flag i (ECMA-262 §22.2.2.7.3): characters with the same result match each other. */
export function canonicalPoint(point: u32, unicode: boolean): u32 {
  if (unicode) return mapCase(CASE_FOLD, point);
  const upper: u32 = mapCase(CASE_UPPER, point);
  if (upper > 0xffff || (point >= 128 && upper < 128)) return point;
  return upper;
}

/** The entry of a unit that becomes several in upper case, or 0. */
function specialEntry(unit: u32): ptr {
  let low: u32 = 0;
  let high: u32 = SPECIAL_UPPER;
  while (low < high) {
    const middle: u32 = (low + high) >>> 1;
    const entry: ptr = specialUpper + u64(middle) * 8;
    const seen: u32 = u32(load16(entry));
    if (unit === seen) return entry;
    if (unit < seen) high = middle;
    else low = middle + 1;
  }
  return 0;
}

/** String.prototype.toUpperCase of a string. */
export function upperCaseOf(text: Value): Value {
  const cell: ptr = pointerOf(text);
  const units: ptr = stringUnits(cell);
  const length: u32 = lengthOfString(cell);
  const wide: boolean = isWideString(cell);
  if (!wide && isAscii(units, u64(length))) return mapAscii(text, units, u64(length), 97);
  if (firstChange(units, wide, length, CASE_UPPER) === length) return text;
  const builder: Value = newStringBuilder();
  let i: u32 = 0;
  while (i < length) {
    const point: u32 = pointOf(units, wide, i, length);
    i += point > 0xffff ? 2 : 1;
    const special: ptr = point > 127 && point < 0x10000 ? specialEntry(point) : 0;
    if (special === 0) {
      builderAppendPoint(builder, mapCase(CASE_UPPER, point));
    } else {
      builderAppendUnit(builder, u32(load16(special + 2)));
      builderAppendUnit(builder, u32(load16(special + 4)));
      if (load16(special + 6) !== 0) builderAppendUnit(builder, u32(load16(special + 6)));
    }
  }
  return finishBuilder(builder);
}

/** String.prototype.toLowerCase of a string. */
export function lowerCaseOf(text: Value): Value {
  const cell: ptr = pointerOf(text);
  const units: ptr = stringUnits(cell);
  const length: u32 = lengthOfString(cell);
  const wide: boolean = isWideString(cell);
  if (!wide && isAscii(units, u64(length))) return mapAscii(text, units, u64(length), 65);
  if (firstChange(units, wide, length, CASE_LOWER) === length) return text;
  const builder: Value = newStringBuilder();
  let i: u32 = 0;
  while (i < length) {
    const point: u32 = pointOf(units, wide, i, length);
    const size: u32 = point > 0xffff ? 2 : 1;
    if (point === 0x130) {
      builderAppendUnit(builder, 0x69);
      builderAppendUnit(builder, 0x307);
    } else if (point === 0x3a3) {
      builderAppendUnit(builder, isFinalSigma(units, wide, i, length) ? 0x3c2 : 0x3c3);
    } else {
      builderAppendPoint(builder, mapCase(CASE_LOWER, point));
    }
    i += size;
  }
  return finishBuilder(builder);
}

/** Index of the first unit that may change; `length` when none does. */
function firstChange(units: ptr, wide: boolean, length: u32, which: u32): u32 {
  for (let i: u32 = 0; i < length; i++) {
    const unit: u32 = unitOf(units, wide, i);
    if (
      unit > 127
        ? (unit & 0xf800) === 0xd800 || hasMapping(unit, which)
        : mapCase(which, unit) !== unit
    )
      return i;
  }
  return length;
}

function hasMapping(point: u32, which: u32): boolean {
  if (mapCase(which, point) !== point) return true;
  if (which === CASE_LOWER) return point === 0x130;
  return specialEntry(point) !== 0;
}

function isAscii(units: ptr, length: u64): boolean {
  let all: u64 = 0;
  let at: u64 = 0;
  for (; at + 8 <= length; at += 8) all |= load64(units + at);
  for (; at < length; at++) all |= u64(load8(units + at));
  return (all & 0x8080808080808080) === 0;
}

/** ASCII text with the case of the 26 letters from `first` on changed; the text itself when it has none of them. */
function mapAscii(text: Value, units: ptr, length: u64, first: u32): Value {
  let at: u64 = 0;
  while (at < length && u32(load8(units + at)) - first > 25) at++;
  if (at === length) return text;
  const cell: ptr = newString8(u32(length));
  const to: ptr = cell + STRING_DATA;
  for (let i: u64 = 0; i < length; i++) {
    const unit: u32 = u32(load8(units + i));
    store8(to + i, unit - first <= 25 ? unit ^ 32 : unit);
  }
  return stringValue(cell);
}

/** Final_Sigma of SpecialCasing: a cased letter before and none after, ignorable characters aside. */
function isFinalSigma(units: ptr, wide: boolean, index: u32, length: u32): boolean {
  let before: u32 = index;
  while (before > 0 && isCaseIgnorable(unitOf(units, wide, before - 1))) before--;
  if (before === 0) return false;
  let start: u32 = before - 1;
  if (start > 0 && (unitOf(units, wide, start) & 0xfc00) === 0xdc00) start--;
  if (!isCased(pointOf(units, wide, start, length))) return false;
  let after: u32 = index + 1;
  while (after < length && isCaseIgnorable(unitOf(units, wide, after))) after++;
  return after >= length || !isCased(pointOf(units, wide, after, length));
}

function isCased(point: u32): boolean {
  if (point === 0xaa || point === 0xba) return true;
  return hasMapping(point, CASE_UPPER) || hasMapping(point, CASE_LOWER);
}

/** Case_Ignorable, as far as texts with a sigma use it: apostrophes, points, combining marks and modifiers. */
function isCaseIgnorable(unit: u32): boolean {
  if (unit < 0x80)
    return unit === 0x27 || unit === 0x2e || unit === 0x3a || unit === 0x5e || unit === 0x60;
  if (
    unit === 0xa8 ||
    unit === 0xad ||
    unit === 0xaf ||
    unit === 0xb4 ||
    unit === 0xb7 ||
    unit === 0xb8
  )
    return true;
  if (unit >= 0x2b0 && unit <= 0x36f) return true;
  if (unit >= 0x483 && unit <= 0x489) return true;
  if (unit >= 0x591 && unit <= 0x5bd) return true;
  if (unit >= 0x200b && unit <= 0x200f) return true;
  return (
    unit === 0x2018 ||
    unit === 0x2019 ||
    unit === 0x2024 ||
    unit === 0x2027 ||
    (unit >= 0x1dc0 && unit <= 0x1dff)
  );
}
