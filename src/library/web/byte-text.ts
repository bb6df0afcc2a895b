'use machine';
// Byte text: strings to bytes and back in the encodings of TextDecoder and Buffer, and raw byte ranges. Layer: web.
// Byte arrays are Uint8Arrays passed as Values; the caller guarantees that positions and counts are inside them.

import {
  bitsOf,
  bitsOfValue,
  byteSwap32,
  byteSwap64,
  bytesTable,
  compareBytes,
  doubleOf,
  fillBytes,
  load32,
  load64,
  load8,
  loadF32,
  loadF64,
  moveBytes,
  ptr,
  reserveBytes,
  store16,
  store32,
  store64,
  store8,
  storeF32,
  u32,
} from '../machine/intrinsics.ts';
import type { f64, i32, u64, Value } from '../machine/types.ts';
import { STRING_DATA, TYPED_DATA } from '../runtime/layout.ts';
import { charCodeAtIndex, newString8, stringLength } from '../runtime/string-cells.ts';
import { stringFromBytes, stringFromUnits } from '../runtime/string-slice.ts';
import { decodeUtf8, encodeUtf8, encodeUtf8Point, utf8Length } from '../runtime/string-utf8.ts';
import { stringValue } from '../runtime/value.ts';

function bytesOfArray(bytes: Value): ptr {
  const cell: ptr = bitsOfValue(bytes) & 0x0000ffffffffffff;
  return load64(cell + TYPED_DATA);
}

/** Bytes of the text in UTF-8. */
export function utf8ByteCount(text: Value): u32 {
  return utf8Length(text);
}

/** Writes the whole text in UTF-8 at `at`; returns the number of bytes. */
export function putUtf8(bytes: Value, at: u32, text: Value): u32 {
  return encodeUtf8(text, bytesOfArray(bytes) + at);
}

let unitsTaken: u32 = 0;

/** UTF-16 units that the last putUtf8Within consumed. */
export function unitsOfLastWrite(): u32 {
  return unitsTaken;
}

/** Writes as many whole characters in UTF-8 as fit into `room` bytes; returns the number of bytes. */
export function putUtf8Within(bytes: Value, at: u32, room: u32, text: Value): u32 {
  const to: ptr = bytesOfArray(bytes) + at;
  const length: u32 = stringLength(text);
  let written: u32 = 0;
  let i: u32 = 0;
  while (i < length) {
    const unit: u32 = charCodeAtIndex(text, i);
    let point: u32 = unit;
    let units: u32 = 1;
    if ((unit & 0xf800) === 0xd800) {
      point = 0xfffd;
      if (unit < 0xdc00 && i + 1 < length) {
        const low: u32 = charCodeAtIndex(text, i + 1);
        if ((low & 0xfc00) === 0xdc00) {
          point = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
          units = 2;
        }
      }
    }
    const size: u32 = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (written + size > room) break;
    encodeUtf8Point(point, to + written);
    written = written + size;
    i = i + units;
  }
  unitsTaken = i;
  return written;
}

/** The text of bytes[from .. to) in UTF-8; malformed: U+FFFD. */
export function utf8Text(bytes: Value, from: u32, to: u32): Value {
  return decodeUtf8(bytesOfArray(bytes) + from, to - from);
}

/** The same in Latin-1. */
export function latin1Text(bytes: Value, from: u32, to: u32): Value {
  return stringFromBytes(bytesOfArray(bytes) + from, to - from);
}

/** The same of the low seven bits. */
export function asciiText7(bytes: Value, from: u32, to: u32): Value {
  const count: u32 = to - from;
  const source: ptr = bytesOfArray(bytes) + from;
  const text: ptr = newString8(count);
  for (let i: u32 = 0; i < count; i++) store8(text + STRING_DATA + i, load8(source + i) & 127);
  return stringValue(text);
}

/** The same in UTF-16, little-endian; an odd last byte is dropped. */
export function utf16Text(bytes: Value, from: u32, to: u32): Value {
  return stringFromUnits(bytesOfArray(bytes) + from, (to - from) >> 1);
}

const hexDigits = bytesTable([48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 97, 98, 99, 100, 101, 102]);

/** Lower-case hexadecimal digits of bytes[from .. to). */
export function hexText(bytes: Value, from: u32, to: u32): Value {
  const count: u32 = to - from;
  const source: ptr = bytesOfArray(bytes) + from;
  const text: ptr = newString8(count * 2);
  for (let i: u32 = 0; i < count; i++) {
    const byte: u32 = u32(load8(source + i));
    store8(text + STRING_DATA + i * 2, load8(hexDigits + (byte >> 4)));
    store8(text + STRING_DATA + i * 2 + 1, load8(hexDigits + (byte & 15)));
  }
  return stringValue(text);
}

/** The base64 digit of six bits. */
function base64Unit(bits: u32, url: boolean): u32 {
  if (bits < 26) return bits + 65;
  if (bits < 52) return bits + 71;
  if (bits < 62) return bits - 4;
  if (bits === 62) return url ? 45 : 43;
  return url ? 95 : 47;
}

/** Base64 of bytes[from .. to): with padding, or in the URL alphabet without. */
export function base64Text(bytes: Value, from: u32, to: u32, url: boolean): Value {
  const count: u32 = to - from;
  const source: ptr = bytesOfArray(bytes) + from;
  const rest: u32 = count % 3;
  let length: u32 = (count / 3) * 4;
  if (rest !== 0) length = length + (url ? rest + 1 : 4);
  const text: ptr = newString8(length);
  let at: ptr = text + STRING_DATA;
  let i: u32 = 0;
  while (i + 3 <= count) {
    const bits: u32 =
      (u32(load8(source + i)) << 16) |
      (u32(load8(source + i + 1)) << 8) |
      u32(load8(source + i + 2));
    store8(at, base64Unit(bits >> 18, url));
    store8(at + 1, base64Unit((bits >> 12) & 63, url));
    store8(at + 2, base64Unit((bits >> 6) & 63, url));
    store8(at + 3, base64Unit(bits & 63, url));
    at = at + 4;
    i = i + 3;
  }
  if (rest !== 0) {
    const first: u32 = u32(load8(source + i));
    const second: u32 = rest === 2 ? u32(load8(source + i + 1)) : 0;
    store8(at, base64Unit(first >> 2, url));
    store8(at + 1, base64Unit(((first & 3) << 4) | (second >> 4), url));
    if (rest === 2) store8(at + 2, base64Unit((second & 15) << 2, url));
    else if (!url) store8(at + 2, 61);
    if (!url) store8(at + 3, 61);
  }
  return stringValue(text);
}

/** Writes the low bytes of the first `count` units. */
export function putLatin1(bytes: Value, at: u32, count: u32, text: Value): void {
  const to: ptr = bytesOfArray(bytes) + at;
  for (let i: u32 = 0; i < count; i++) store8(to + i, charCodeAtIndex(text, i));
}

/** Writes the first `count` units in UTF-16, little-endian. */
export function putUtf16(bytes: Value, at: u32, count: u32, text: Value): void {
  const to: ptr = bytesOfArray(bytes) + at;
  for (let i: u32 = 0; i < count; i++) store16(to + i * 2, charCodeAtIndex(text, i));
}

function hexValue(unit: u32): u32 {
  if (unit >= 48 && unit <= 57) return unit - 48;
  const lower: u32 = unit | 32;
  if (unit < 128 && lower >= 97 && lower <= 102) return lower - 87;
  return 16;
}

/** Writes pairs of hexadecimal digits up to the first that is none, at most `room` bytes; returns their number. */
export function putHex(bytes: Value, at: u32, room: u32, text: Value): u32 {
  const to: ptr = bytesOfArray(bytes) + at;
  const pairs: u32 = stringLength(text) >> 1;
  let written: u32 = 0;
  while (written < pairs && written < room) {
    const high: u32 = hexValue(charCodeAtIndex(text, written * 2));
    const low: u32 = hexValue(charCodeAtIndex(text, written * 2 + 1));
    if (high > 15 || low > 15) break;
    store8(to + written, high * 16 + low);
    written++;
  }
  return written;
}

function base64Value(unit: u32): u32 {
  if (unit >= 65 && unit <= 90) return unit - 65;
  if (unit >= 97 && unit <= 122) return unit - 71;
  if (unit >= 48 && unit <= 57) return unit + 4;
  if (unit === 43 || unit === 45) return 62;
  if (unit === 47 || unit === 95) return 63;
  return 64;
}

/** Decodes base64 of either alphabet up to '=', skipping what is no digit; at most `room` bytes; returns their number. */
export function putBase64(bytes: Value, at: u32, room: u32, text: Value): u32 {
  const to: ptr = bytesOfArray(bytes) + at;
  const length: u32 = stringLength(text);
  let written: u32 = 0;
  let bits: u32 = 0;
  let held: u32 = 0;
  for (let i: u32 = 0; i < length && written < room; i++) {
    const unit: u32 = charCodeAtIndex(text, i);
    if (unit === 61) break;
    const digit: u32 = base64Value(unit);
    if (digit > 63) continue;
    bits = (bits << 6) | digit;
    held = held + 6;
    if (held >= 8) {
      held = held - 8;
      store8(to + written, bits >> held);
      written++;
    }
  }
  return written;
}

/** Whether bytes[from .. to) are well-formed UTF-8. */
export function isWellFormedUtf8(bytes: Value, from: u32, to: u32): boolean {
  const source: ptr = bytesOfArray(bytes);
  let i: u32 = from;
  while (i < to) {
    const lead: u32 = u32(load8(source + i));
    i++;
    if (lead < 0x80) continue;
    if (lead < 0xc2 || lead > 0xf4) return false;
    const more: u32 = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (i + more > to) return false;
    let low: u32 = 0x80;
    let high: u32 = 0xbf;
    if (lead === 0xe0) low = 0xa0;
    else if (lead === 0xed) high = 0x9f;
    else if (lead === 0xf0) low = 0x90;
    else if (lead === 0xf4) high = 0x8f;
    for (let k: u32 = 0; k < more; k++) {
      const byte: u32 = u32(load8(source + i));
      if (byte < low || byte > high) return false;
      low = 0x80;
      high = 0xbf;
      i++;
    }
  }
  return true;
}

/** Copies `count` bytes; the ranges may overlap. */
export function moveByteRange(target: Value, at: u32, source: Value, from: u32, count: u32): void {
  moveBytes(bytesOfArray(target) + at, bytesOfArray(source) + from, count);
}

export function fillByteRange(bytes: Value, from: u32, to: u32, byte: u32): void {
  fillBytes(bytesOfArray(bytes) + from, byte, to - from);
}

/** -1, 0 or 1: the first differing byte decides, then the length. */
export function compareByteRanges(
  a: Value,
  aFrom: u32,
  aTo: u32,
  b: Value,
  bFrom: u32,
  bTo: u32,
): i32 {
  const aCount: u32 = aTo - aFrom;
  const bCount: u32 = bTo - bFrom;
  const common: u32 = aCount < bCount ? aCount : bCount;
  const order: i32 = compareBytes(bytesOfArray(a) + aFrom, bytesOfArray(b) + bFrom, common);
  if (order < 0) return -1;
  if (order > 0) return 1;
  if (aCount === bCount) return 0;
  return aCount < bCount ? -1 : 1;
}

/** Where `needle` first occurs in bytes at or after `from` at a multiple of `step` from 0; the haystack's length when nowhere. */
export function findByteRange(
  bytes: Value,
  length: u32,
  needle: Value,
  needleLength: u32,
  from: u32,
  step: u32,
): u32 {
  const source: ptr = bytesOfArray(bytes);
  const wanted: ptr = bytesOfArray(needle);
  let i: u32 = from;
  while (i + needleLength <= length) {
    if (compareBytes(source + i, wanted, needleLength) === 0) return i;
    i = i + step;
  }
  return length;
}

/** A double, little- or big-endian. */
export function doubleAt(bytes: Value, at: u32, bigEndian: boolean): f64 {
  const source: ptr = bytesOfArray(bytes) + at;
  if (!bigEndian) return loadF64(source);
  return doubleOf(byteSwap64(load64(source)));
}

export function putDouble(bytes: Value, at: u32, value: f64, bigEndian: boolean): void {
  const to: ptr = bytesOfArray(bytes) + at;
  const bits: u64 = bitsOf(value);
  store64(to, bigEndian ? byteSwap64(bits) : bits);
}

const floatScratch = reserveBytes(8);

/** A 32-bit float, little- or big-endian. */
export function floatAt(bytes: Value, at: u32, bigEndian: boolean): f64 {
  const source: ptr = bytesOfArray(bytes) + at;
  if (!bigEndian) return loadF32(source);
  store32(floatScratch, byteSwap32(load32(source)));
  return loadF32(floatScratch);
}

export function putFloat(bytes: Value, at: u32, value: f64, bigEndian: boolean): void {
  const to: ptr = bytesOfArray(bytes) + at;
  storeF32(to, value);
  if (bigEndian) store32(to, byteSwap32(load32(to)));
}
