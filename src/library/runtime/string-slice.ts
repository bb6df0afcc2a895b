'use machine';
// Parts of strings: single characters, substrings, strings from raw bytes. Layer: runtime.
// Long parts are slices of their base; short ones are copies, narrowed to Latin-1 when they can be.

import {
  bitsOfValue,
  copyBytes,
  load16,
  load32,
  load8,
  loadValue,
  ptr,
  reserveBytes,
  store16,
  store8,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { addRootRange } from './collector.ts';
import { internString } from './intern.ts';
import { KIND_SLICE, SLICE_BASE, SLICE_START, STRING_DATA, STRING_LENGTH } from './layout.ts';
import {
  charCodeAtIndex,
  isWideString,
  newSlice,
  newString16,
  newString8,
  stringUnits,
} from './string-cells.ts';
import { cellKind, pointerOf, stringValue } from './value.ts';

/** Parts longer than this share their base's units. */
const SLICE_MINIMUM: u32 = 64;

/** The interned strings of one Latin-1 unit, made on first use. */
const characters: ptr = reserveBytes(2048);

/** Registers the table of one-character strings. */
export function initializeCharacters(): void {
  addRootRange(characters, characters + 2048);
}

/** The string of one code unit. */
export function codeUnitString(unit: u32): Value {
  if (unit > 255) {
    const wide: ptr = newString16(1);
    store16(wide + STRING_DATA, unit);
    return stringValue(wide);
  }
  const known: Value = loadValue(characters + u64(unit) * 8);
  if (bitsOfValue(known) !== 0) return known;
  const cell: ptr = newString8(1);
  store8(cell + STRING_DATA, unit);
  const made: Value = internString(stringValue(cell));
  storeValue(characters + u64(unit) * 8, made);
  return made;
}

/** The string of one code point (up to 0x10FFFF; a surrogate stands for itself). */
export function codePointString(point: u32): Value {
  if (point < 0x10000) return codeUnitString(point);
  const cell: ptr = newString16(2);
  store16(cell + STRING_DATA, 0xd800 + ((point - 0x10000) >> 10));
  store16(cell + STRING_DATA + 2, 0xdc00 + ((point - 0x10000) & 0x3ff));
  return stringValue(cell);
}

/** The character at `index` (in range) as a string. */
export function characterAt(v: Value, index: u32): Value {
  return codeUnitString(charCodeAtIndex(v, index));
}

/** A Latin-1 string of `count` bytes. */
export function stringFromBytes(bytes: ptr, count: u32): Value {
  if (count === 0) return '';
  if (count === 1) return codeUnitString(u32(load8(bytes)));
  const cell: ptr = newString8(count);
  copyBytes(cell + STRING_DATA, bytes, u64(count));
  return stringValue(cell);
}

/** All of `count` 16-bit units are Latin-1. */
export function isNarrow(units: ptr, count: u32): boolean {
  let all: u32 = 0;
  for (let i: u64 = 0; i < count; i++) all |= u32(load16(units + i * 2));
  return all < 256;
}

/** A string of `count` 16-bit units, of the narrowest kind. */
export function stringFromUnits(units: ptr, count: u32): Value {
  if (count === 0) return '';
  if (count === 1) return codeUnitString(u32(load16(units)));
  if (isNarrow(units, count)) {
    const narrow: ptr = newString8(count);
    for (let i: u64 = 0; i < count; i++) store8(narrow + STRING_DATA + i, load16(units + i * 2));
    return stringValue(narrow);
  }
  const cell: ptr = newString16(count);
  copyBytes(cell + STRING_DATA, units, u64(count) * 2);
  return stringValue(cell);
}

/** The code units from `from` up to `to` (from <= to <= length). */
export function substringOf(v: Value, from: u32, to: u32): Value {
  const cell: ptr = pointerOf(v);
  const count: u32 = to - from;
  if (count === load32(cell + STRING_LENGTH)) return v;
  if (count === 0) return '';
  const units: ptr = stringUnits(cell);
  if (count <= SLICE_MINIMUM) {
    if (isWideString(cell)) return stringFromUnits(units + u64(from) * 2, count);
    return stringFromBytes(units + from, count);
  }
  if (cellKind(cell) === KIND_SLICE) {
    return newSlice(
      pointerOf(loadValue(cell + SLICE_BASE)),
      load32(cell + SLICE_START) + from,
      count,
    );
  }
  return newSlice(cell, from, count);
}
