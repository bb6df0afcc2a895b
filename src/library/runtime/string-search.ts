'use machine';
// Search of one string in another. Layer: runtime. The needle's first unit is sought, then the rest compared.

import { i32, load16, load32, load8, ptr, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { STRING_LENGTH } from './layout.ts';
import { isWideString, stringUnits, unitAt } from './string-cells.ts';
import { equalUnits } from './string-compare.ts';
import { pointerOf } from './value.ts';

/** First index >= from and < end where `unit` stands, or `end`. */
function findUnit(units: ptr, wide: boolean, unit: u32, from: u32, end: u32): u32 {
  let i: u32 = from;
  if (wide) {
    while (i < end && u32(load16(units + u64(i) * 2)) !== unit) i++;
    return i;
  }
  if (unit > 255) return end;
  while (i < end && u32(load8(units + i)) !== unit) i++;
  return i;
}

function unitsFrom(units: ptr, wide: boolean, index: u32): ptr {
  return units + (wide ? u64(index) * 2 : u64(index));
}

/** Index of the first occurrence at or after `from`, or -1. An empty needle is found at min(from, length). */
export function indexOfString(haystack: Value, needle: Value, from: u32): i32 {
  const cell: ptr = pointerOf(haystack);
  const other: ptr = pointerOf(needle);
  const length: u32 = load32(cell + STRING_LENGTH);
  const count: u32 = load32(other + STRING_LENGTH);
  if (count === 0) return i32(from < length ? from : length);
  if (count > length || from > length - count) return -1;
  const units: ptr = stringUnits(cell);
  const sought: ptr = stringUnits(other);
  const wide: boolean = isWideString(cell);
  const soughtWide: boolean = isWideString(other);
  const first: u32 = unitAt(sought, soughtWide, 0);
  const end: u32 = length - count + 1;
  let i: u32 = from;
  for (;;) {
    i = findUnit(units, wide, first, i, end);
    if (i === end) return -1;
    if (count === 1 || equalUnits(unitsFrom(units, wide, i), wide, sought, soughtWide, count))
      return i32(i);
    i++;
  }
}

/** Index of the last occurrence at or before `from`, or -1. */
export function lastIndexOfString(haystack: Value, needle: Value, from: u32): i32 {
  const cell: ptr = pointerOf(haystack);
  const other: ptr = pointerOf(needle);
  const length: u32 = load32(cell + STRING_LENGTH);
  const count: u32 = load32(other + STRING_LENGTH);
  if (count > length) return -1;
  let i: u32 = length - count;
  if (from < i) i = from;
  if (count === 0) return i32(i);
  const units: ptr = stringUnits(cell);
  const sought: ptr = stringUnits(other);
  const wide: boolean = isWideString(cell);
  const soughtWide: boolean = isWideString(other);
  for (;;) {
    if (equalUnits(unitsFrom(units, wide, i), wide, sought, soughtWide, count)) return i32(i);
    if (i === 0) return -1;
    i--;
  }
}
