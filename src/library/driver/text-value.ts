'use machine';
// Text value: a string of bytes that the start of the image left, UTF-8 with U+FFFD for what is no UTF-8. Layer: driver.

import { load8, store16, store8, u32, u64 } from '../machine/intrinsics.ts';
import type { ptr, Value } from '../machine/types.ts';
import { textLength } from '../observe/words.ts';
import { STRING_DATA } from '../runtime/layout.ts';
import { newString16, newString8 } from '../runtime/strings.ts';
import { stringValue } from '../runtime/value.ts';

/** `text` is zero-terminated. */
export function textValue(text: ptr): Value {
  const length: u64 = textLength(text);
  let units: u64 = 0;
  let wide: boolean = false;
  for (let at: u64 = 0; at < length;) {
    const point: u32 = decodeAt(text + at);
    if (point > 255) wide = true;
    units += point > 0xffff ? 2 : 1;
    at += sizeAt(text + at);
  }
  const string: ptr = wide ? newString16(u32(units)) : newString8(u32(units));
  let to: ptr = string + u64(STRING_DATA);
  for (let at: u64 = 0; at < length;) {
    const point: u32 = decodeAt(text + at);
    at += sizeAt(text + at);
    if (!wide) {
      store8(to, point);
      to++;
    } else if (point <= 0xffff) {
      store16(to, point);
      to += 2;
    } else {
      store16(to, 0xd7c0 + (point >>> 10));
      store16(to + 2, 0xdc00 + (point & 0x3ff));
      to += 4;
    }
  }
  return stringValue(string);
}

/** Bytes of the sequence at `at`: 1 for a malformed one. The terminating zero stops every continuation. */
function sizeAt(at: ptr): u64 {
  const first: u32 = load8(at);
  if (first < 0xc2 || !isContinuation(at + 1)) return 1;
  if (first < 0xe0) return 2;
  if (!isContinuation(at + 2)) return 1;
  if (first < 0xf0) return isWellFormed3(at) ? 3 : 1;
  if (first > 0xf4 || !isContinuation(at + 3)) return 1;
  const point: u32 = ((first & 7) << 18) | (u32(load8(at + 1) & 63) << 12);
  return point >= 0x10000 && point <= 0x10ffff ? 4 : 1;
}

function isContinuation(at: ptr): boolean {
  return (load8(at) & 0xc0) === 0x80;
}

/** Neither overlong nor a surrogate. */
function isWellFormed3(at: ptr): boolean {
  const first: u32 = load8(at);
  const second: u32 = load8(at + 1);
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xed) return second < 0xa0;
  return true;
}

function decodeAt(at: ptr): u32 {
  const first: u32 = load8(at);
  const size: u64 = sizeAt(at);
  if (size === 1) return first < 0x80 ? first : 0xfffd;
  const second: u32 = load8(at + 1) & 63;
  if (size === 2) return ((first & 31) << 6) | second;
  const third: u32 = load8(at + 2) & 63;
  if (size === 3) return ((first & 15) << 12) | (second << 6) | third;
  return ((first & 7) << 18) | (second << 12) | (third << 6) | u32(load8(at + 3) & 63);
}
