'use machine';
// Text: strings to bytes and back, and copies between byte arrays, for parsers and writers. Layer: http.
// Byte arrays are Uint8Arrays passed as Values; the caller guarantees that positions and counts are inside them.

import {
  copyBytes,
  load16,
  load32,
  load64,
  load8,
  loadF64,
  moveBytes,
  ptr,
  store32,
  store8,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { f64, u8, Value } from '../machine/types.ts';
import { STRING_DATA, STRING_LENGTH, TYPED_DATA } from '../runtime/layout.ts';
import { isWideString, newString8, stringUnits } from '../runtime/string-cells.ts';
import { pointerOf, stringValue } from '../runtime/value.ts';
import { CHARACTERS, TOKEN_CHARACTER, VALUE_CHARACTER } from './characters.ts';
import { headerIdAt } from './header-id.ts';
import {
  SCAN_HEADER_ID,
  SCAN_NAME_END,
  SCAN_NAME_START,
  SCAN_VALUE_END,
  SCAN_VALUE_START,
} from './scan-layout.ts';

function dataOf(bytes: Value): ptr {
  return load64(pointerOf(bytes) + TYPED_DATA);
}

/** One 32-bit word of a scratch array, by byte offset. */
export function scratchWord(scratch: Value, offset: u32): u32 {
  return load32(dataOf(scratch) + offset);
}

/** A double of a scratch array, by byte offset. */
export function scratchDouble(scratch: Value, offset: u32): f64 {
  return loadF64(dataOf(scratch) + offset);
}

/** The Latin-1 string of bytes[from .. to). */
export function latin1Slice(bytes: Value, from: u32, to: u32): Value {
  const length: u32 = to - from;
  const text: ptr = newString8(length);
  copyBytes(text + STRING_DATA, dataOf(bytes) + from, length);
  return stringValue(text);
}

/** Copies `count` bytes; the arrays may be the same. */
export function copyBetween(target: Value, at: u32, source: Value, from: u32, count: u32): void {
  moveBytes(dataOf(target) + at, dataOf(source) + from, count);
}

/** Writes each character's low byte; the position after it. */
export function writeLatin1(target: Value, at: u32, text: Value): u32 {
  const source: ptr = pointerOf(text);
  const length: u32 = load32(source + STRING_LENGTH);
  const to: ptr = dataOf(target) + at;
  const data: ptr = stringUnits(source);
  if (!isWideString(source)) {
    copyBytes(to, data, length);
  } else {
    for (let i: u32 = 0; i < length; i++) store8(to + i, load16(data + i * 2) & 255);
  }
  return at + length;
}

/** Bytes of the string in UTF-8; lone surrogates count as U+FFFD. */
export function utf8Size(text: Value): u32 {
  const source: ptr = pointerOf(text);
  const length: u32 = load32(source + STRING_LENGTH);
  const data: ptr = stringUnits(source);
  let size: u32 = length;
  if (!isWideString(source)) {
    for (let i: u32 = 0; i < length; i++) size = size + (u32(load8(data + i)) >>> 7);
    return size;
  }
  for (let i: u32 = 0; i < length; i++) {
    const unit: u32 = u32(load16(data + i * 2));
    if (unit >= 0x80) size++;
    if (unit >= 0x800) {
      size++;
      // A pair is two units and four bytes.
      if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < length) {
        const low: u32 = u32(load16(data + i * 2 + 2));
        if (low >= 0xdc00 && low < 0xe000) {
          i++;
        }
      }
    }
  }
  return size;
}

/** Writes the string in UTF-8; the position after it. */
export function writeUtf8(target: Value, at: u32, text: Value): u32 {
  const source: ptr = pointerOf(text);
  const length: u32 = load32(source + STRING_LENGTH);
  const wide: boolean = isWideString(source);
  const data: ptr = stringUnits(source);
  const start: ptr = dataOf(target) + at;
  let to: ptr = start;
  for (let i: u32 = 0; i < length; i++) {
    let code: u32 = wide ? u32(load16(data + i * 2)) : u32(load8(data + i));
    if (code < 0x80) {
      store8(to, code);
      to = to + 1;
      continue;
    }
    if (code < 0x800) {
      store8(to, 0xc0 | (code >>> 6));
      store8(to + 1, 0x80 | (code & 63));
      to = to + 2;
      continue;
    }
    if (code >= 0xd800 && code < 0xe000) {
      const low: u32 = i + 1 < length ? u32(load16(data + i * 2 + 2)) : 0;
      if (code < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        i++;
        store8(to, 0xf0 | (code >>> 18));
        store8(to + 1, 0x80 | ((code >>> 12) & 63));
        store8(to + 2, 0x80 | ((code >>> 6) & 63));
        store8(to + 3, 0x80 | (code & 63));
        to = to + 4;
        continue;
      }
      code = 0xfffd;
    }
    store8(to, 0xe0 | (code >>> 12));
    store8(to + 1, 0x80 | ((code >>> 6) & 63));
    store8(to + 2, 0x80 | (code & 63));
    to = to + 3;
  }
  return at + u32(to - start);
}

/** Writes a non-negative integer below 2^53 in decimal; the position after it. */
export function writeDecimal(target: Value, at: u32, value: f64): u32 {
  const start: ptr = dataOf(target) + at;
  let rest: u64 = u64(value);
  let digits: u32 = 1;
  let power: u64 = 10;
  while (power <= rest) {
    power = power * 10;
    digits++;
  }
  for (let i: u32 = digits; i > 0; i--) {
    const quotient: u64 = u64(rest / 10);
    store8(start + i - 1, 48 + u32(rest - quotient * 10));
    rest = quotient;
  }
  return at + digits;
}

/** Writes a chunk's size in hexadecimal (lower case); the position after it. */
export function writeHexadecimal(target: Value, at: u32, value: u32): u32 {
  const start: ptr = dataOf(target) + at;
  let digits: u32 = 1;
  while (digits < 8 && value >>> (digits * 4) !== 0) digits++;
  for (let i: u32 = 0; i < digits; i++) {
    const digit: u32 = (value >>> ((digits - 1 - i) * 4)) & 15;
    store8(start + i, digit < 10 ? 48 + digit : 87 + digit);
  }
  return at + digits;
}

/** The whole string is a token (RFC 9110 §5.6.2). */
export function isTokenText(text: Value): boolean {
  const length: u32 = load32(pointerOf(text) + STRING_LENGTH);
  return length !== 0 && consistsOf(text, TOKEN_CHARACTER);
}

/** Every character may appear in a header value (RFC 9110 §5.5). */
export function isValueText(text: Value): boolean {
  return consistsOf(text, VALUE_CHARACTER);
}

function consistsOf(text: Value, kind: u8): boolean {
  const source: ptr = pointerOf(text);
  const length: u32 = load32(source + STRING_LENGTH);
  const data: ptr = stringUnits(source);
  const wide: boolean = isWideString(source);
  for (let i: u32 = 0; i < length; i++) {
    const code: u32 = wide ? u32(load16(data + i * 2)) : u32(load8(data + i));
    if (code > 255 || (load8(CHARACTERS + code) & kind) === 0) return false;
  }
  return true;
}

/** The known-name id of a header name in any case, or 0. */
export function headerIdOf(text: Value): u32 {
  const source: ptr = pointerOf(text);
  if (isWideString(source)) return 0;
  return headerIdAt(stringUnits(source), load32(source + STRING_LENGTH));
}

/**
 * Splits the field line at `from` of a valid Latin-1 header section (each line ends in CRLF) into the scratch's NAME, VALUE
 * and HEADER_ID words; the position of the next line, or 0 at the empty line or the end.
 */
export function splitField(scratch: Value, text: Value, from: u32): u32 {
  const words: ptr = dataOf(scratch);
  const source: ptr = pointerOf(text);
  const length: u32 = load32(source + STRING_LENGTH);
  const data: ptr = stringUnits(source);
  if (from >= length || load8(data + from) === 13) return 0;
  let at: u32 = from;
  while (load8(data + at) !== 58) at++;
  store32(words + SCAN_NAME_START, from);
  store32(words + SCAN_NAME_END, at);
  store32(words + SCAN_HEADER_ID, headerIdAt(data + from, at - from));
  at++;
  let c: u8 = load8(data + at);
  while (c === 32 || c === 9) {
    at++;
    c = load8(data + at);
  }
  const start: u32 = at;
  while (c !== 13) {
    at++;
    c = load8(data + at);
  }
  const next: u32 = at + 2;
  while (at > start && (load8(data + at - 1) === 32 || load8(data + at - 1) === 9)) at--;
  store32(words + SCAN_VALUE_START, start);
  store32(words + SCAN_VALUE_END, at);
  return next;
}
