'use machine';
// String builder: appends texts to one growing buffer, so that building is linear. Layer: runtime.
// A builder is an internal VALUES cell: the buffer (a string cell whose length is the capacity) and the used length as raw
// bits. It starts with one byte per unit and widens at the first unit above 255. Longer than a string may be: `finishBuilder` throws.

import {
  copyBytes,
  load16,
  load64,
  load8,
  ptr,
  store16,
  store64,
  store8,
  storeValue,
  loadValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { throwRangeError } from './exceptions.ts';
import { allocateCell } from './heap.ts';
import { KIND_STRING16, KIND_VALUES, STRING_DATA, VALUES_DATA } from './layout.ts';
import { lengthOfString } from './string-access.ts';
import {
  isWideString,
  MAXIMUM_STRING_LENGTH,
  newString16,
  newString8,
  stringUnits,
} from './string-cells.ts';
import { cellKind, internalValue, pointerOf, stringValue } from './value.ts';

const BUILDER_BUFFER: u64 = 8;
const BUILDER_USED: u64 = 16;
const FIRST_CAPACITY: u32 = 48;
export function newStringBuilder(): Value {
  const cell: ptr = allocateCell(KIND_VALUES, u64(VALUES_DATA) + 16, 2);
  const buffer: ptr = newString8(FIRST_CAPACITY);
  storeValue(cell + BUILDER_BUFFER, stringValue(buffer));
  return internalValue(cell);
}

/** Makes room for `more` units, of two bytes when `wide`; the address where they go, or 0 when there would be too many. */
function reserve(builder: ptr, more: u64, wide: boolean): ptr {
  const buffer: ptr = pointerOf(loadValue(builder + BUILDER_BUFFER));
  const used: u64 = load64(builder + BUILDER_USED);
  const isWide: boolean = cellKind(buffer) === KIND_STRING16;
  const capacity: u64 = u64(lengthOfString(buffer));
  if (used + more <= capacity && (isWide || !wide)) {
    return buffer + STRING_DATA + (isWide ? used * 2 : used);
  }
  if (used + more > u64(MAXIMUM_STRING_LENGTH)) {
    store64(builder + BUILDER_USED, u64(MAXIMUM_STRING_LENGTH) + 1);
    return 0;
  }
  let grown: u64 = capacity;
  if (used + more > capacity) {
    grown = capacity * 2;
    if (grown < used + more) grown = used + more;
    if (grown > u64(MAXIMUM_STRING_LENGTH)) grown = u64(MAXIMUM_STRING_LENGTH);
  }
  const toWide: boolean = isWide || wide;
  const target: ptr = toWide ? newString16(u32(grown)) : newString8(u32(grown));
  moveUnits(target + STRING_DATA, toWide, buffer + STRING_DATA, isWide, used);
  storeValue(builder + BUILDER_BUFFER, stringValue(target));
  return target + STRING_DATA + (toWide ? used * 2 : used);
}

/** Copies units between widths; never from two bytes to one unless all fit. */
export function moveUnits(
  to: ptr,
  toWide: boolean,
  from: ptr,
  fromWide: boolean,
  count: u64,
): void {
  if (toWide === fromWide) {
    copyBytes(to, from, fromWide ? count * 2 : count);
  } else if (toWide) {
    for (let i: u64 = 0; i < count; i++) store16(to + i * 2, u32(load8(from + i)));
  } else {
    for (let i: u64 = 0; i < count; i++) store8(to + i, u32(load16(from + i * 2)));
  }
}

/** Appends a string. */
export function builderAppend(builder: Value, text: Value): void {
  const cell: ptr = pointerOf(text);
  appendUnits(builder, stringUnits(cell), isWideString(cell), u64(lengthOfString(cell)));
}

/** Appends the units of a string from `from` to `to`, both within its length. */
export function builderAppendRange(builder: Value, text: Value, from: u32, to: u32): void {
  if (from >= to) return;
  const cell: ptr = pointerOf(text);
  const wide: boolean = isWideString(cell);
  appendUnits(
    builder,
    stringUnits(cell) + (wide ? u64(from) * 2 : u64(from)),
    wide,
    u64(to - from),
  );
}

/** Appends raw units; their memory must stay reachable through a cell. */
export function appendUnits(builder: Value, units: ptr, wide: boolean, count: u64): void {
  if (count === 0) return;
  const cell: ptr = pointerOf(builder);
  const to: ptr = reserve(cell, count, wide);
  if (to === 0) return;
  const toWide: boolean = cellKind(pointerOf(loadValue(cell + BUILDER_BUFFER))) === KIND_STRING16;
  moveUnits(to, toWide, units, wide, count);
  store64(cell + BUILDER_USED, load64(cell + BUILDER_USED) + count);
}

export function builderAppendUnit(builder: Value, unit: u32): void {
  const cell: ptr = pointerOf(builder);
  const to: ptr = reserve(cell, 1, unit > 255);
  if (to === 0) return;
  if (cellKind(pointerOf(loadValue(cell + BUILDER_BUFFER))) === KIND_STRING16) store16(to, unit);
  else store8(to, unit);
  store64(cell + BUILDER_USED, load64(cell + BUILDER_USED) + 1);
}

/** Appends a code point, as two units when it is above 0xFFFF. */
export function builderAppendPoint(builder: Value, point: u32): void {
  if (point < 0x10000) {
    builderAppendUnit(builder, point);
    return;
  }
  builderAppendUnit(builder, 0xd800 + ((point - 0x10000) >>> 10));
  builderAppendUnit(builder, 0xdc00 + ((point - 0x10000) & 0x3ff));
}

/** The number of units so far. */
export function builderLength(builder: Value): u32 {
  return u32(load64(pointerOf(builder) + BUILDER_USED));
}

/** The text; throws a RangeError when it is longer than a string may be. The builder may go on being used. */
export function finishBuilder(builder: Value): Value {
  const cell: ptr = pointerOf(builder);
  const used: u64 = load64(cell + BUILDER_USED);
  if (used > u64(MAXIMUM_STRING_LENGTH)) return throwRangeError('Invalid string length');
  if (used === 0) return '';
  const buffer: ptr = pointerOf(loadValue(cell + BUILDER_BUFFER));
  const wide: boolean = cellKind(buffer) === KIND_STRING16;
  const result: ptr = wide ? newString16(u32(used)) : newString8(u32(used));
  copyBytes(result + STRING_DATA, buffer + STRING_DATA, wide ? used * 2 : used);
  return stringValue(result);
}
