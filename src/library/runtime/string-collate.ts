'use machine';
// Comparison of texts as people sort them: base characters first, then accents, then lower before upper case. Layer: runtime.
// An approximation of the Unicode collation algorithm's root order: exact for Latin letters up to U+017F, digits and ASCII
// punctuation; other scripts follow by code point, letters without regard to case.

import { i32, load16, ptr, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { COLLATION_CHARACTERS, COLLATION_FIRST_DIGIT, collationTable } from './collation-table.ts';
import { lengthOfString, pointOf, unitOf } from './string-access.ts';
import { CASE_LOWER, mapCase } from './string-case.ts';
import { isWideString, stringUnits } from './string-cells.ts';
import { pointerOf } from './value.ts';

/** What is compared, up to and including. */
export const COLLATE_BASE: u32 = 0;
export const COLLATE_ACCENT: u32 = 1;
export const COLLATE_CASE: u32 = 2;
export const COLLATE_VARIANT: u32 = 3;

const SYMBOL_ORDER: u32 = 0x100;
const DIGIT_ORDER: u32 = 0x30000;
const OTHER_ORDER: u32 = 0x40000;

/** < 0, 0 or > 0; `level` is a COLLATE_x, `numeric` compares runs of digits by their value. */
export function collateStrings(a: Value, b: Value, level: u32, numeric: boolean): i32 {
  const left: ptr = pointerOf(a);
  const right: ptr = pointerOf(b);
  let order: i32 = compareLevel(left, right, 0, numeric);
  if (order === 0 && (level === COLLATE_ACCENT || level === COLLATE_VARIANT)) {
    order = compareLevel(left, right, 1, false);
  }
  if (order === 0 && level >= COLLATE_CASE) order = compareLevel(left, right, 2, false);
  return order;
}

/** The first of the two letters that a ligature sorts as, or 0; the second is secondOf. */
function firstOf(point: u32): u32 {
  switch (point) {
    case 0xc6:
      return 0x41;
    case 0xe6:
      return 0x61;
    case 0xdf:
      return 0x73;
    case 0x132:
      return 0x49;
    case 0x133:
      return 0x69;
    case 0x152:
      return 0x4f;
    case 0x153:
      return 0x6f;
    default:
      return 0;
  }
}

function secondOf(point: u32): u32 {
  switch (point) {
    case 0xc6:
    case 0x152:
      return 0x45;
    case 0xe6:
    case 0x153:
      return 0x65;
    case 0xdf:
      return 0x73;
    case 0x132:
      return 0x4a;
    default:
      return 0x6a;
  }
}

function isSymbol(point: u32): boolean {
  return (
    (point >= 0x2000 && point <= 0x2bff) ||
    (point >= 0x3000 && point <= 0x303f) ||
    (point >= 0x1f000 && point <= 0x1ffff)
  );
}

/** Order among base characters << 12 | accent << 4 | case. */
function weightOf(point: u32): u64 {
  if (point < COLLATION_CHARACTERS) {
    const entry: u32 = u32(load16(collationTable + u64(point) * 2));
    const base: u32 = entry >>> 8;
    const order: u32 = base < COLLATION_FIRST_DIGIT ? base : DIGIT_ORDER + base;
    return (u64(order) << 12) | (u64((entry >>> 3) & 31) << 4) | u64(entry & 7);
  }
  // Combining marks only count as accents.
  if (point >= 0x300 && point <= 0x36f) return u64(point - 0x2f0) << 4;
  if (isSymbol(point)) return u64(SYMBOL_ORDER + point) << 12;
  if (point === 0x401) return (u64(OTHER_ORDER + 0x435) << 12) | 0x11;
  if (point === 0x451) return (u64(OTHER_ORDER + 0x435) << 12) | 0x10;
  const lower: u32 = mapCase(CASE_LOWER, point);
  return (u64(OTHER_ORDER + lower) << 12) | (lower !== point ? u64(1) : u64(0));
}

/** Where each text is: index, and the second letter of a ligature that is still to come (0: none). */
let leftIndex: u32 = 0;
let leftPending: u32 = 0;
let rightIndex: u32 = 0;
let rightPending: u32 = 0;
/** The letter is one of a ligature's, which sorts behind the letter itself as upper case does behind lower case. */
let leftJoined: boolean = false;
let rightJoined: boolean = false;

/** What counts of a weight at a level; 0: nothing. A base character without accent or in lower case counts as 1. */
function partOf(weight: u64, level: u32): u64 {
  if (level === 0) return weight >>> 12;
  if (weight === 0) return 0;
  if (level === 1) return ((weight >>> 4) & 0xff) + 1;
  return weight >>> 12 === 0 ? 0 : (weight & 15) + 1;
}

/** The next part that counts in the left text; 0 at its end. */
function nextLeft(units: ptr, wide: boolean, length: u32, level: u32): u64 {
  for (;;) {
    let point: u32 = leftPending;
    leftJoined = point !== 0;
    leftPending = 0;
    if (point === 0) {
      if (leftIndex >= length) return 0;
      point = pointOf(units, wide, leftIndex, length);
      leftIndex += point > 0xffff ? 2 : 1;
      const first: u32 = firstOf(point);
      if (first !== 0) {
        leftPending = secondOf(point);
        leftJoined = true;
        point = first;
      }
    }
    const part: u64 = partOf(weightOf(point), level);
    if (part !== 0) return leftJoined && level === 2 ? part + 4 : part;
  }
}

function nextRight(units: ptr, wide: boolean, length: u32, level: u32): u64 {
  for (;;) {
    let point: u32 = rightPending;
    rightJoined = point !== 0;
    rightPending = 0;
    if (point === 0) {
      if (rightIndex >= length) return 0;
      point = pointOf(units, wide, rightIndex, length);
      rightIndex += point > 0xffff ? 2 : 1;
      const first: u32 = firstOf(point);
      if (first !== 0) {
        rightPending = secondOf(point);
        rightJoined = true;
        point = first;
      }
    }
    const part: u64 = partOf(weightOf(point), level);
    if (part !== 0) return rightJoined && level === 2 ? part + 4 : part;
  }
}

function compareLevel(left: ptr, right: ptr, level: u32, numeric: boolean): i32 {
  const leftUnits: ptr = stringUnits(left);
  const rightUnits: ptr = stringUnits(right);
  const leftWide: boolean = isWideString(left);
  const rightWide: boolean = isWideString(right);
  const leftLength: u32 = lengthOfString(left);
  const rightLength: u32 = lengthOfString(right);
  leftIndex = 0;
  leftPending = 0;
  rightIndex = 0;
  rightPending = 0;
  for (;;) {
    if (numeric && leftPending === 0 && rightPending === 0) {
      const leftEnd: u32 = digitsEnd(leftUnits, leftWide, leftIndex, leftLength);
      const rightEnd: u32 = digitsEnd(rightUnits, rightWide, rightIndex, rightLength);
      if (leftEnd > leftIndex && rightEnd > rightIndex) {
        const order: i32 = compareDigits(
          leftUnits,
          leftWide,
          leftEnd,
          rightUnits,
          rightWide,
          rightEnd,
        );
        if (order !== 0) return order;
        leftIndex = leftEnd;
        rightIndex = rightEnd;
        continue;
      }
    }
    const a: u64 = nextLeft(leftUnits, leftWide, leftLength, level);
    const b: u64 = nextRight(rightUnits, rightWide, rightLength, level);
    if (a !== b) return a < b ? -1 : 1;
    if (a === 0) return 0;
  }
}

function digitsEnd(units: ptr, wide: boolean, from: u32, length: u32): u32 {
  let at: u32 = from;
  while (at < length) {
    const unit: u32 = unitOf(units, wide, at);
    if (unit < 48 || unit > 57) break;
    at++;
  }
  return at;
}

/** Compares two runs of digits, from leftIndex and rightIndex on, by their value. */
function compareDigits(a: ptr, aWide: boolean, aEnd: u32, b: ptr, bWide: boolean, bEnd: u32): i32 {
  let i: u32 = leftIndex;
  let k: u32 = rightIndex;
  while (i < aEnd && unitOf(a, aWide, i) === 48) i++;
  while (k < bEnd && unitOf(b, bWide, k) === 48) k++;
  if (aEnd - i !== bEnd - k) return aEnd - i < bEnd - k ? -1 : 1;
  while (i < aEnd) {
    const x: u32 = unitOf(a, aWide, i);
    const y: u32 = unitOf(b, bWide, k);
    if (x !== y) return x < y ? -1 : 1;
    i++;
    k++;
  }
  return 0;
}
