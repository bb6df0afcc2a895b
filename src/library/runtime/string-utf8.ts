'use machine';
// UTF-8: strings to bytes and back. Layer: runtime. A lone surrogate is written as U+FFFD; malformed input reads as
// U+FFFD per maximal subpart (WHATWG Encoding §4.1).

import {
  load16,
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
import { STRING_DATA, STRING_LENGTH } from './layout.ts';
import { isWideString, newString16, newString8, stringUnits } from './string-cells.ts';
import { stringFromBytes } from './string-slice.ts';
import { pointerOf, stringValue } from './value.ts';

/** Bytes of the UTF-8 form. */
export function utf8Length(v: Value): u32 {
  const cell: ptr = pointerOf(v);
  const count: u32 = load32(cell + STRING_LENGTH);
  const units: ptr = stringUnits(cell);
  let bytes: u32 = count;
  if (!isWideString(cell)) {
    for (let i: u64 = 0; i < count; i++) bytes += u32(load8(units + i)) >> 7;
    return bytes;
  }
  let i: u32 = 0;
  while (i < count) {
    const point: u32 = pointAt(units, i, count);
    i++;
    if (point >= 0x10000) {
      bytes += 2;
      i++;
    } else if (point >= 0x800) bytes += 2;
    else if (point >= 0x80) bytes += 1;
  }
  return bytes;
}

/** Code point at unit `i`; U+FFFD for a lone surrogate. */
function pointAt(units: ptr, i: u32, count: u32): u32 {
  const unit: u32 = u32(load16(units + u64(i) * 2));
  if ((unit & 0xf800) !== 0xd800) return unit;
  if (unit < 0xdc00 && i + 1 < count) {
    const low: u32 = u32(load16(units + u64(i) * 2 + 2));
    if ((low & 0xfc00) === 0xdc00) return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
  }
  return 0xfffd;
}

/** Writes the UTF-8 form of one code point; returns the number of bytes. */
export function encodeUtf8Point(point: u32, to: ptr): u32 {
  if (point < 0x80) {
    store8(to, point);
    return 1;
  }
  if (point < 0x800) {
    store8(to, 0xc0 | (point >> 6));
    store8(to + 1, 0x80 | (point & 63));
    return 2;
  }
  if (point < 0x10000) {
    store8(to, 0xe0 | (point >> 12));
    store8(to + 1, 0x80 | ((point >> 6) & 63));
    store8(to + 2, 0x80 | (point & 63));
    return 3;
  }
  store8(to, 0xf0 | (point >> 18));
  store8(to + 1, 0x80 | ((point >> 12) & 63));
  store8(to + 2, 0x80 | ((point >> 6) & 63));
  store8(to + 3, 0x80 | (point & 63));
  return 4;
}

/** Writes the UTF-8 form, `utf8Length(v)` bytes; returns their number. */
export function encodeUtf8(v: Value, to: ptr): u32 {
  const cell: ptr = pointerOf(v);
  const count: u32 = load32(cell + STRING_LENGTH);
  const units: ptr = stringUnits(cell);
  let at: ptr = to;
  if (!isWideString(cell)) {
    for (let i: u64 = 0; i < count; i++) {
      const unit: u32 = u32(load8(units + i));
      if (unit < 0x80) {
        store8(at, unit);
        at = at + 1;
      } else at = at + encodeUtf8Point(unit, at);
    }
    return u32(at - to);
  }
  let i: u32 = 0;
  while (i < count) {
    const point: u32 = pointAt(units, i, count);
    i += point >= 0x10000 ? 2 : 1;
    at = at + encodeUtf8Point(point, at);
  }
  return u32(at - to);
}

/** Number of leading ASCII bytes. */
export function asciiPrefix(bytes: ptr, count: u32): u32 {
  let i: u32 = 0;
  while (i + 8 <= count && (load64(bytes + i) & 0x8080808080808080) === 0) i += 8;
  while (i < count && load8(bytes + i) < 0x80) i++;
  return i;
}

/** The last decoded sequence's length; set by `decodePoint`. */
let sequenceLength: u32 = 0;

/** Decodes the sequence at `at` (at least one byte before `end`); a malformed one is U+FFFD of its maximal subpart. */
function decodePoint(at: ptr, end: ptr): u32 {
  const lead: u32 = u32(load8(at));
  sequenceLength = 1;
  if (lead < 0x80) return lead;
  if (lead < 0xc2 || lead > 0xf4) return 0xfffd;
  const more: u32 = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  let low: u32 = 0x80;
  let high: u32 = 0xbf;
  if (lead === 0xe0) low = 0xa0;
  else if (lead === 0xed) high = 0x9f;
  else if (lead === 0xf0) low = 0x90;
  else if (lead === 0xf4) high = 0x8f;
  let point: u32 = lead & (more === 1 ? 0x1f : more === 2 ? 0x0f : 0x07);
  for (let i: u32 = 1; i <= more; i++) {
    if (at + i >= end) return 0xfffd;
    const byte: u32 = u32(load8(at + i));
    if (byte < low || byte > high) return 0xfffd;
    low = 0x80;
    high = 0xbf;
    point = (point << 6) | (byte & 63);
    sequenceLength = i + 1;
  }
  return point;
}

/** The string that `count` bytes of UTF-8 mean. */
export function decodeUtf8(bytes: ptr, count: u32): Value {
  if (asciiPrefix(bytes, count) === count) return stringFromBytes(bytes, count);
  const end: ptr = bytes + count;
  let length: u32 = 0;
  let highest: u32 = 0;
  let at: ptr = bytes;
  while (at < end) {
    const point: u32 = decodePoint(at, end);
    at = at + sequenceLength;
    length += point >= 0x10000 ? 2 : 1;
    if (point > highest) highest = point;
  }
  const wide: boolean = highest > 255;
  const cell: ptr = wide ? newString16(length) : newString8(length);
  let to: ptr = cell + STRING_DATA;
  at = bytes;
  while (at < end) {
    const point: u32 = decodePoint(at, end);
    at = at + sequenceLength;
    if (!wide) {
      store8(to, point);
      to = to + 1;
    } else if (point < 0x10000) {
      store16(to, point);
      to = to + 2;
    } else {
      store16(to, 0xd800 + ((point - 0x10000) >> 10));
      store16(to + 2, 0xdc00 + ((point - 0x10000) & 0x3ff));
      to = to + 4;
    }
  }
  return stringValue(cell);
}
