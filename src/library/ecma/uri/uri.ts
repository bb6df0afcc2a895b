// encodeURI, encodeURIComponent, decodeURI, decodeURIComponent (ECMA-262 §19.2.6). Layer: ecma.

import { toStringValue } from '../../machine/language.ts';
import {
  builderAppendPoint,
  builderAppendRange,
  builderAppendUnit,
  finishBuilder,
  newStringBuilder,
} from '../../runtime/string-builder.ts';
import { charCodeAtIndex, stringLength } from '../../runtime/strings.ts';

/** @global */
export function encodeURIComponent(uriComponent: any): string {
  return encodeText(toStringValue(uriComponent), false);
}

/** @global */
export function encodeURI(uri: any): string {
  return encodeText(toStringValue(uri), true);
}

/** @global */
export function decodeURIComponent(encodedURIComponent: any): string {
  return decodeText(toStringValue(encodedURIComponent), false);
}

/** @global */
export function decodeURI(encodedURI: any): string {
  return decodeText(toStringValue(encodedURI), true);
}

/** Letters, digits and - _ . ! ~ * ' ( ) */
function isUnreserved(unit: number): boolean {
  if ((unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a)) return true;
  if ((unit >= 0x30 && unit <= 0x39) || (unit >= 0x27 && unit <= 0x2a)) return true;
  return unit === 0x2d || unit === 0x2e || unit === 0x5f || unit === 0x21 || unit === 0x7e;
}

/** ; / ? : @ & = + $ , # */
function isReserved(unit: number): boolean {
  if (unit === 0x3b || unit === 0x2f || unit === 0x3f || unit === 0x3a || unit === 0x40)
    return true;
  if (unit === 0x26 || unit === 0x3d || unit === 0x2b || unit === 0x24) return true;
  return unit === 0x2c || unit === 0x23;
}

/** Encode (§19.2.6.5). */
function encodeText(text: string, keepReserved: boolean): string {
  const length = stringLength(text);
  let at = 0;
  while (at < length && isKept(charCodeAtIndex(text, at), keepReserved)) at++;
  if (at === length) return text;
  const builder = newStringBuilder();
  builderAppendRange(builder, text, 0, at);
  while (at < length) {
    const unit = charCodeAtIndex(text, at);
    at++;
    if (isKept(unit, keepReserved)) {
      builderAppendUnit(builder, unit);
      continue;
    }
    let point = unit;
    if (unit >= 0xd800 && unit <= 0xdfff) {
      const low = unit <= 0xdbff && at < length ? charCodeAtIndex(text, at) : 0;
      if (low < 0xdc00 || low > 0xdfff) throw new URIError('URI malformed');
      at++;
      point = (unit - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000;
    }
    if (point < 0x80) {
      appendByte(builder, point);
    } else if (point < 0x800) {
      appendByte(builder, 0xc0 | (point >> 6));
      appendByte(builder, 0x80 | (point & 63));
    } else if (point < 0x10000) {
      appendByte(builder, 0xe0 | (point >> 12));
      appendByte(builder, 0x80 | ((point >> 6) & 63));
      appendByte(builder, 0x80 | (point & 63));
    } else {
      appendByte(builder, 0xf0 | (point >> 18));
      appendByte(builder, 0x80 | ((point >> 12) & 63));
      appendByte(builder, 0x80 | ((point >> 6) & 63));
      appendByte(builder, 0x80 | (point & 63));
    }
  }
  return finishBuilder(builder);
}

function isKept(unit: number, keepReserved: boolean): boolean {
  return isUnreserved(unit) || (keepReserved && isReserved(unit));
}

function appendByte(builder: any, byte: number): void {
  builderAppendUnit(builder, 0x25);
  builderAppendUnit(builder, hexDigit(byte >> 4));
  builderAppendUnit(builder, hexDigit(byte & 15));
}

function hexDigit(value: number): number {
  return value < 10 ? 0x30 + value : 0x37 + value;
}

/** Decode (§19.2.6.6). */
function decodeText(text: string, keepReserved: boolean): string {
  const length = stringLength(text);
  let at = 0;
  while (at < length && charCodeAtIndex(text, at) !== 0x25) at++;
  if (at === length) return text;
  const builder = newStringBuilder();
  builderAppendRange(builder, text, 0, at);
  while (at < length) {
    const unit = charCodeAtIndex(text, at);
    if (unit !== 0x25) {
      builderAppendUnit(builder, unit);
      at++;
      continue;
    }
    const start = at;
    const first = byteAt(text, at, length);
    at += 3;
    if (first < 0x80) {
      if (keepReserved && isReserved(first)) builderAppendRange(builder, text, start, at);
      else builderAppendUnit(builder, first);
      continue;
    }
    const count = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4) throw new URIError('URI malformed');
    let point = first & (count === 2 ? 0x1f : count === 3 ? 0x0f : 0x07);
    for (let i = 1; i < count; i++) {
      const next = byteAt(text, at, length);
      if ((next & 0xc0) !== 0x80) throw new URIError('URI malformed');
      point = (point << 6) | (next & 63);
      at += 3;
    }
    const least = count === 2 ? 0x80 : count === 3 ? 0x800 : 0x10000;
    if (point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
      throw new URIError('URI malformed');
    }
    builderAppendPoint(builder, point);
  }
  return finishBuilder(builder);
}

/** The byte that `%XX` at an index means. */
function byteAt(text: string, at: number, length: number): number {
  if (at + 2 >= length || charCodeAtIndex(text, at) !== 0x25) throw new URIError('URI malformed');
  const high = hexValue(charCodeAtIndex(text, at + 1));
  const low = hexValue(charCodeAtIndex(text, at + 2));
  if (high < 0 || low < 0) throw new URIError('URI malformed');
  return high * 16 + low;
}

function hexValue(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  if (unit >= 0x61 && unit <= 0x66) return unit - 0x57;
  if (unit >= 0x41 && unit <= 0x46) return unit - 0x37;
  return -1;
}
