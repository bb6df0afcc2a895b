'use machine';
// Unicode normalization forms (UAX #15). Layer: runtime. Text becomes code points, decomposed and in canonical order; the
// composed forms then join them again. Text below U+00C0, and for NFC below U+0300, is normalized already.

import { load32, ptr, store32, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { allocateCell } from './heap.ts';
import { KIND_BYTES } from './layout.ts';
import {
  CANONICAL_ROWS,
  canonicalRows,
  CLASS_ROWS,
  classRows,
  COMPATIBILITY_ROWS,
  compatibilityRows,
  COMPOSITION_ROWS,
  compositionRows,
  decomposedUnits,
} from './normalization-tables.ts';
import { lengthOfString, pointOf, unitOf } from './string-access.ts';
import { builderAppendPoint, finishBuilder, newStringBuilder } from './string-builder.ts';
import { isWideString, stringUnits } from './string-cells.ts';
import { pointerOf } from './value.ts';

const HANGUL_FIRST: u32 = 0xac00;
const HANGUL_LAST: u32 = 0xd7a3;
const LEADING: u32 = 0x1100;
const VOWEL: u32 = 0x1161;
const TRAILING: u32 = 0x11a7;

/** Code points collected so far: BYTES cell data, count, room. */
let points: ptr = 0;
let count: u32 = 0;
let room: u32 = 0;

/** The normalized text; `compose`: NFC or NFKC, `compatible`: NFKC or NFKD. */
export function normalizeString(text: Value, compose: boolean, compatible: boolean): Value {
  const cell: ptr = pointerOf(text);
  const units: ptr = stringUnits(cell);
  const wide: boolean = isWideString(cell);
  const length: u32 = lengthOfString(cell);
  const limit: u32 = compatible ? 0xa0 : compose ? 0x300 : 0xc0;
  let at: u32 = 0;
  while (at < length && unitOf(units, wide, at) < limit) at++;
  if (at === length) return text;
  room = length * 2 + 32;
  points = allocateCell(KIND_BYTES, 8 + u64(room) * 4, 0) + 8;
  count = 0;
  at = 0;
  while (at < length) {
    const point: u32 = pointOf(units, wide, at, length);
    at += point > 0xffff ? 2 : 1;
    decompose(point, compatible);
  }
  orderMarks();
  if (compose) composePoints();
  const builder: Value = newStringBuilder();
  for (let i: u32 = 0; i < count; i++) builderAppendPoint(builder, pointNumber(i));
  points = 0;
  return finishBuilder(builder);
}

function pointNumber(index: u32): u32 {
  return load32(points + u64(index) * 4);
}

function setPoint(index: u32, point: u32): void {
  store32(points + u64(index) * 4, point);
}

function appendPoint(point: u32): void {
  if (count === room) {
    const larger: ptr = allocateCell(KIND_BYTES, 8 + u64(room) * 8, 0) + 8;
    for (let i: u64 = 0; i < count; i++) store32(larger + i * 4, load32(points + i * 4));
    points = larger;
    room = room * 2;
  }
  setPoint(count, point);
  count++;
}

/** The row of a table that covers a code point, or 0. */
function findRow(rows: ptr, rowCount: u32, point: u32): ptr {
  let low: u32 = 0;
  let high: u32 = rowCount;
  while (low < high) {
    const middle: u32 = (low + high) >>> 1;
    const row: ptr = rows + u64(middle) * 8;
    const word: u32 = load32(row);
    const first: u32 = word & 0x1fffff;
    const last: u32 = (load32(row + 4) & 0x80000000) !== 0 ? first : first + (word >>> 21);
    if (point < first) high = middle;
    else if (point > last) low = middle + 1;
    else return row;
  }
  return 0;
}

function decompose(point: u32, compatible: boolean): void {
  if (point < 0xa0) {
    appendPoint(point);
    return;
  }
  if (point >= HANGUL_FIRST && point <= HANGUL_LAST) {
    const index: u32 = point - HANGUL_FIRST;
    appendPoint(LEADING + index / 588);
    appendPoint(VOWEL + (index % 588) / 28);
    if (index % 28 !== 0) appendPoint(TRAILING + (index % 28));
    return;
  }
  let row: ptr = 0;
  if (compatible) row = findRow(compatibilityRows, COMPATIBILITY_ROWS, point);
  if (row === 0) row = findRow(canonicalRows, CANONICAL_ROWS, point);
  if (row === 0) {
    appendPoint(point);
    return;
  }
  const first: u32 = load32(row) & 0x1fffff;
  const target: u32 = load32(row + 4);
  if ((target & 0x80000000) === 0) {
    appendPoint(target + (point - first));
    return;
  }
  const length: u32 = load32(row) >>> 21;
  const units: ptr = decomposedUnits + u64(target & 0x7fffffff) * 2;
  let at: u32 = 0;
  while (at < length) {
    const part: u32 = pointOf(units, true, at, length);
    appendPoint(part);
    at += part > 0xffff ? 2 : 1;
  }
}

/** Order of the combining class; 0 for starters. */
function classOf(point: u32): u32 {
  if (point < 0x300) return 0;
  let low: u32 = 0;
  let high: u32 = CLASS_ROWS;
  while (low < high) {
    const middle: u32 = (low + high) >>> 1;
    const row: ptr = classRows + u64(middle) * 12;
    if (point < load32(row)) high = middle;
    else if (point > load32(row + 4)) low = middle + 1;
    else return load32(row + 8);
  }
  return 0;
}

/** The canonical ordering algorithm: marks between starters sorted by class, stably. */
function orderMarks(): void {
  for (let i: u32 = 1; i < count; i++) {
    const point: u32 = pointNumber(i);
    const order: u32 = classOf(point);
    if (order === 0) continue;
    let at: u32 = i;
    while (at > 0 && classOf(pointNumber(at - 1)) > order) {
      setPoint(at, pointNumber(at - 1));
      at--;
    }
    setPoint(at, point);
  }
}

/** What two code points compose to, or 0. */
function composition(first: u32, second: u32): u32 {
  if (first >= LEADING && first < LEADING + 19 && second >= VOWEL && second < VOWEL + 21) {
    return HANGUL_FIRST + ((first - LEADING) * 21 + (second - VOWEL)) * 28;
  }
  if (first >= HANGUL_FIRST && first <= HANGUL_LAST && (first - HANGUL_FIRST) % 28 === 0) {
    if (second > TRAILING && second < TRAILING + 28) return first + (second - TRAILING);
  }
  let low: u32 = 0;
  let high: u32 = COMPOSITION_ROWS;
  while (low < high) {
    const middle: u32 = (low + high) >>> 1;
    const row: ptr = compositionRows + u64(middle) * 12;
    const a: u32 = load32(row);
    const b: u32 = load32(row + 4);
    if (first === a && second === b) return load32(row + 8);
    if (first < a || (first === a && second < b)) high = middle;
    else low = middle + 1;
  }
  return 0;
}

/** The canonical composition algorithm, in place. */
function composePoints(): void {
  let kept: u32 = 0;
  /** Index + 1 of the last starter that was kept; 0: none yet. */
  let starter: u32 = 0;
  let lastClass: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const point: u32 = pointNumber(i);
    const order: u32 = classOf(point);
    if (starter !== 0) {
      const adjacent: boolean = kept === starter;
      // Blocked: something between has the same or a higher class.
      if (adjacent || (lastClass < order && lastClass !== 0)) {
        const joined: u32 = composition(pointNumber(starter - 1), point);
        if (joined !== 0) {
          setPoint(starter - 1, joined);
          continue;
        }
      }
    }
    setPoint(kept, point);
    kept++;
    if (order === 0) starter = kept;
    lastClass = order;
  }
  count = kept;
}
