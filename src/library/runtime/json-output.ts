'use machine';
// The text that JSON.stringify writes: a growing buffer, quoted strings, numbers, line breaks. Layer: runtime.
// One buffer is current; a nested JSON.stringify (from a toJSON method) keeps the outer one as a Value and restores it.

import {
  copyBytes,
  f64,
  load32,
  load64,
  load8,
  ptr,
  store16,
  store8,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { throwRangeError } from './exceptions.ts';
import { KIND_STRING16, STRING_DATA, STRING_LENGTH } from './layout.ts';
import { writeNumber } from './number-format.ts';
import { lengthOfString, unitOf } from './string-access.ts';
import {
  isWideString,
  MAXIMUM_STRING_LENGTH,
  newString16,
  newString8,
  newStringCell,
  stringUnits,
} from './string-cells.ts';
import { cellKind, isString, pointerOf, stringValue, undefinedValue } from './value.ts';

const FIRST_CAPACITY: u32 = 256;

/** A string cell whose length is the capacity. */
let buffer: Value = undefinedValue();
let data: ptr = 0;
let capacity: u64 = 0;
let used: u64 = 0;
let wideOutput: boolean = false;
let tooLong: boolean = false;

/** Starts a new buffer; the result is the outer one, for restoreOutput. */
export function startOutput(): Value {
  const outer: Value = buffer;
  setBuffer(newString8(FIRST_CAPACITY), false);
  used = 0;
  tooLong = false;
  return outer;
}

/** Back to an outer buffer (or undefined), of which `length` units were in use. */
export function restoreOutput(outer: Value, length: u64): void {
  tooLong = false;
  if (!isString(outer)) {
    buffer = undefinedValue();
    capacity = 0;
    used = 0;
    return;
  }
  setBuffer(pointerOf(outer), cellKind(pointerOf(outer)) === KIND_STRING16);
  used = length;
}

function setBuffer(cell: ptr, wide: boolean): void {
  buffer = stringValue(cell);
  data = cell + STRING_DATA;
  capacity = u64(load32(cell + STRING_LENGTH));
  wideOutput = wide;
}

export function outputLength(): u64 {
  return used;
}

/** Forgets what was written after `length`. */
export function truncateOutput(length: u64): void {
  used = length;
}

/** The text as a string; a RangeError when it is too long for one. */
export function finishOutput(): Value {
  if (tooLong) return throwRangeError('Invalid string length');
  const result: ptr = newStringCell(u32(used), wideOutput);
  copyBytes(result + STRING_DATA, data, wideOutput ? used * 2 : used);
  return stringValue(result);
}

/** Makes room for `count` more units, of two bytes when `wide`. */
function reserve(count: u64, wide: boolean): void {
  if (used + count <= capacity && (wideOutput || !wide)) return;
  let larger: u64 = capacity;
  if (used + count > capacity) {
    larger = capacity * 2;
    if (larger < used + count) larger = used + count;
  }
  if (larger > u64(MAXIMUM_STRING_LENGTH)) {
    // Goes on from the start, so that the walk can end; finishOutput throws.
    tooLong = true;
    used = 0;
    if (count > capacity) larger = count;
    else larger = capacity;
  }
  const toWide: boolean = wideOutput || wide;
  const target: ptr = toWide ? newString16(u32(larger)) : newString8(u32(larger));
  if (toWide === wideOutput) {
    copyBytes(target + STRING_DATA, data, toWide ? used * 2 : used);
  } else {
    for (let i: u64 = 0; i < used; i++) store16(target + STRING_DATA + i * 2, u32(load8(data + i)));
  }
  setBuffer(target, toWide);
}

/** Writes one unit below 128. */
export function putUnit(unit: u32): void {
  if (used >= capacity) reserve(1, false);
  if (wideOutput) store16(data + used * 2, unit);
  else store8(data + used, unit);
  used++;
}

/** Writes a string as it is. */
export function putText(text: Value): void {
  const cell: ptr = pointerOf(text);
  const units: ptr = stringUnits(cell);
  putUnits(units, isWideString(cell), 0, lengthOfString(cell));
}

function putUnits(units: ptr, wide: boolean, from: u32, to: u32): void {
  const count: u64 = u64(to - from);
  if (count === 0) return;
  reserve(count, wide);
  if (wideOutput === wide) {
    if (wide) copyBytes(data + used * 2, units + u64(from) * 2, count * 2);
    else copyBytes(data + used, units + u64(from), count);
  } else {
    for (let i: u64 = 0; i < count; i++)
      store16(data + (used + i) * 2, u32(load8(units + u64(from) + i)));
  }
  used += count;
}

/** Writes a finite number. */
export function putNumber(x: f64): void {
  reserve(32, false);
  if (!wideOutput) {
    if (x >= 0 && x < 1000000000 && f64(u32(x)) === x) {
      putSmall(u32(x));
      return;
    }
    used += u64(writeNumber(x, data + used));
    return;
  }
  // Bytes first, then spread backwards to units.
  const at: ptr = data + used * 2;
  const count: u64 = u64(writeNumber(x, at));
  for (let i: u64 = count; i > 0; i--) store16(at + (i - 1) * 2, u32(load8(at + i - 1)));
  used += count;
}

function putSmall(value: u32): void {
  let digits: u64 = 1;
  for (let rest: u32 = value / 10; rest !== 0; rest = rest / 10) digits++;
  let rest: u32 = value;
  let at: ptr = data + used + digits;
  do {
    at--;
    store8(at, 48 + (rest % 10));
    rest = rest / 10;
  } while (rest !== 0);
  used += digits;
}

/** A byte of the block is below 32, or a quote, or a backslash. */
function hasSpecial(block: u64): boolean {
  const quote: u64 = block ^ 0x2222222222222222;
  const slash: u64 = block ^ 0x5c5c5c5c5c5c5c5c;
  const special: u64 =
    ((block - 0x2020202020202020) & ~block) |
    ((quote - 0x0101010101010101) & ~quote) |
    ((slash - 0x0101010101010101) & ~slash);
  return (special & 0x8080808080808080) !== 0;
}

/** Writes a string in quotes (QuoteJSONString, ECMA-262 §25.5.2.3). */
export function putQuoted(text: Value): void {
  const cell: ptr = pointerOf(text);
  const units: ptr = stringUnits(cell);
  const wide: boolean = isWideString(cell);
  const length: u32 = lengthOfString(cell);
  reserve(u64(length) + 2, wide);
  putUnit(34);
  let from: u32 = 0;
  let at: u32 = 0;
  while (at < length) {
    if (!wide) while (at + 8 <= length && !hasSpecial(load64(units + u64(at)))) at += 8;
    if (at >= length) break;
    const unit: u32 = unitOf(units, wide, at);
    if (unit >= 32 && unit !== 34 && unit !== 92 && (unit & 0xf800) !== 0xd800) {
      at++;
      continue;
    }
    if (
      (unit & 0xfc00) === 0xd800 &&
      at + 1 < length &&
      (unitOf(units, wide, at + 1) & 0xfc00) === 0xdc00
    ) {
      at += 2;
      continue;
    }
    putUnits(units, wide, from, at);
    putEscape(unit);
    at++;
    from = at;
  }
  putUnits(units, wide, from, length);
  putUnit(34);
}

function putEscape(unit: u32): void {
  putUnit(92);
  switch (unit) {
    case 34:
    case 92:
      putUnit(unit);
      return;
    case 8:
      putUnit(98);
      return;
    case 12:
      putUnit(102);
      return;
    case 10:
      putUnit(110);
      return;
    case 13:
      putUnit(114);
      return;
    case 9:
      putUnit(116);
      return;
    default:
      putUnit(117);
      putHex(unit >>> 12);
      putHex((unit >>> 8) & 15);
      putHex((unit >>> 4) & 15);
      putHex(unit & 15);
  }
}

function putHex(digit: u32): void {
  putUnit(digit < 10 ? 48 + digit : 87 + digit);
}
