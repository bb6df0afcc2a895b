'use machine';
// Machine parts of String.prototype's methods: repetition and comparison in place. Layer: runtime.

import { copyBytes, i32, ptr, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { arrayPush } from './array-inline.ts';
import { newArray } from './array.ts';
import { STRING_DATA } from './layout.ts';
import { lengthOfString } from './string-access.ts';
import { isWideString, newStringCell, stringUnits } from './string-cells.ts';
import { equalUnits } from './string-compare.ts';
import { indexOfString } from './string-search.ts';
import { characterAt, substringOf } from './string-slice.ts';
import { pointerOf, stringValue } from './value.ts';

/** `text` (not empty) repeated and cut to `total` units. */
export function repeatString(text: Value, total: u32): Value {
  const cell: ptr = pointerOf(text);
  const units: ptr = stringUnits(cell);
  const wide: boolean = isWideString(cell);
  const width: u64 = wide ? 2 : 1;
  const result: ptr = newStringCell(total, wide);
  const to: ptr = result + STRING_DATA;
  const bytes: u64 = u64(total) * width;
  let done: u64 = u64(lengthOfString(cell)) * width;
  if (done > bytes) done = bytes;
  copyBytes(to, units, done);
  // What is there already is copied behind itself, doubling it each time.
  while (done < bytes) {
    const more: u64 = bytes - done < done ? bytes - done : done;
    copyBytes(to + done, to, more);
    done += more;
  }
  return stringValue(result);
}

/** The parts of `text` between occurrences of `separator` (not empty), at most `limit` (not 0) of them, as an array. */
export function splitString(text: Value, separator: Value, limit: u32): Value {
  const length: u32 = lengthOfString(pointerOf(text));
  const width: u32 = lengthOfString(pointerOf(separator));
  const parts: Value = newArray(4);
  let from: u32 = 0;
  let count: u32 = 0;
  for (;;) {
    const at: i32 = indexOfString(text, separator, from);
    if (at < 0) break;
    arrayPush(parts, substringOf(text, from, u32(at)));
    count++;
    if (count === limit) return parts;
    from = u32(at) + width;
  }
  arrayPush(parts, substringOf(text, from, length));
  return parts;
}

/** The units of `text` as strings of one unit, at most `limit` of them. */
export function splitUnits(text: Value, limit: u32): Value {
  const length: u32 = lengthOfString(pointerOf(text));
  const count: u32 = length < limit ? length : limit;
  const parts: Value = newArray(count);
  for (let i: u32 = 0; i < count; i++) arrayPush(parts, characterAt(text, i));
  return parts;
}

/** `part` stands in `text` at unit `index`. */
export function hasTextAt(text: Value, part: Value, index: u32): boolean {
  const cell: ptr = pointerOf(text);
  const other: ptr = pointerOf(part);
  const count: u32 = lengthOfString(other);
  const length: u32 = lengthOfString(cell);
  if (index > length || count > length - index) return false;
  const units: ptr = stringUnits(cell);
  const wide: boolean = isWideString(cell);
  const sought: ptr = stringUnits(other);
  return equalUnits(
    units + (wide ? u64(index) * 2 : u64(index)),
    wide,
    sought,
    isWideString(other),
    count,
  );
}
