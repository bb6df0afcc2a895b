'use fast';
// Buffer encodings: names, sizes, and text to and from bytes. Layer: node.

import {
  asciiText7,
  base64Text,
  hexText,
  latin1Text,
  putBase64,
  putHex,
  putLatin1,
  putUtf16,
  putUtf8Within,
  utf16Text,
  utf8ByteCount,
  utf8Text,
} from '../../web/byte-text.ts';
import { withCode } from '../errors.ts';

export type Encoding = 'utf8' | 'hex' | 'base64' | 'base64url' | 'latin1' | 'ascii' | 'utf16le';

/** The canonical name, or undefined. */
export function canonicalEncoding(name: any): Encoding | undefined {
  if (name === undefined || name === null || name === 'utf8' || name === '') return 'utf8';
  if (typeof name !== 'string') return undefined;
  const lower = name.toLowerCase();
  if (lower === 'utf8' || lower === 'utf-8') return 'utf8';
  if (lower === 'hex' || lower === 'base64' || lower === 'base64url') return lower;
  if (lower === 'latin1' || lower === 'binary') return 'latin1';
  if (lower === 'ascii') return 'ascii';
  if (lower === 'utf16le' || lower === 'ucs2' || lower === 'utf-16le' || lower === 'ucs-2') {
    return 'utf16le';
  }
  return undefined;
}

/** The same; throws for an unknown one. */
export function requiredEncoding(name: any): Encoding {
  const encoding = canonicalEncoding(name);
  if (encoding === undefined) {
    throw withCode(new TypeError('Unknown encoding: ' + name), 'ERR_UNKNOWN_ENCODING');
  }
  return encoding;
}

function base64ByteCount(text: string): number {
  let digits = text.length;
  if (text.charCodeAt(digits - 1) === 61) digits--;
  if (digits > 1 && text.charCodeAt(digits - 1) === 61) digits--;
  return Math.floor((digits * 3) / 4);
}

/** Bytes that the text takes; for base64 and hex an upper bound when it holds other characters. */
export function encodedSize(text: string, encoding: Encoding): number {
  if (encoding === 'utf8') return utf8ByteCount(text);
  if (encoding === 'utf16le') return text.length * 2;
  if (encoding === 'hex') return text.length >>> 1;
  if (encoding === 'base64' || encoding === 'base64url') return base64ByteCount(text);
  return text.length;
}

/** Writes as much of the text as fits into `room` bytes at `at`; returns the number of bytes. */
export function encodeInto(
  bytes: Uint8Array,
  at: number,
  room: number,
  text: string,
  encoding: Encoding,
): number {
  if (encoding === 'utf8') return putUtf8Within(bytes, at, room, text);
  if (encoding === 'hex') return putHex(bytes, at, room, text);
  if (encoding === 'base64' || encoding === 'base64url') return putBase64(bytes, at, room, text);
  if (encoding === 'utf16le') {
    const units = Math.min(text.length, room >>> 1);
    putUtf16(bytes, at, units, text);
    return units * 2;
  }
  const count = Math.min(text.length, room);
  putLatin1(bytes, at, count, text);
  return count;
}

/** The text of bytes[from .. to). */
export function decodeRange(
  bytes: Uint8Array,
  from: number,
  to: number,
  encoding: Encoding,
): string {
  if (encoding === 'utf8') return utf8Text(bytes, from, to);
  if (encoding === 'hex') return hexText(bytes, from, to);
  if (encoding === 'base64') return base64Text(bytes, from, to, false);
  if (encoding === 'base64url') return base64Text(bytes, from, to, true);
  if (encoding === 'latin1') return latin1Text(bytes, from, to);
  if (encoding === 'ascii') return asciiText7(bytes, from, to);
  return utf16Text(bytes, from, to);
}
