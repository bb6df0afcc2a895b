'use machine';
// Framing scanner: the header fields that decide where a message ends and what happens to the connection. Layer: http
// (RFC 9112 §6, §9). Values are between two positions of the head, without leading white space.

import { asciiText, load32, load8, store32, storeF64, u32 } from '../machine/intrinsics.ts';
import type { f64, ptr, u8 } from '../machine/types.ts';
import {
  HEADER_CONNECTION,
  HEADER_CONTENT_LENGTH,
  HEADER_EXPECT,
  HEADER_HOST,
  HEADER_PROXY_CONNECTION,
  HEADER_TRANSFER_ENCODING,
  HEADER_UPGRADE,
} from './header-id.ts';
import {
  ERROR_CODING_VALUE,
  ERROR_CODING_WITH_LENGTH,
  ERROR_HOST_TWICE,
  ERROR_LENGTH_EMPTY,
  ERROR_LENGTH_OVERFLOW,
  ERROR_LENGTH_TWICE,
  ERROR_LENGTH_VALUE,
  ERROR_LENGTH_WITH_CODING,
  HEAD_CHUNKED,
  HEAD_CLOSE,
  HEAD_CODING,
  HEAD_EXPECT,
  HEAD_HOST,
  HEAD_KEEP_ALIVE,
  HEAD_LENGTH,
  HEAD_RESPONSE,
  HEAD_TRAILERS,
  HEAD_UPGRADE,
  HEAD_UPGRADE_TOKEN,
  SCAN_FLAGS,
  SCAN_LENGTH,
} from './scan-layout.ts';

const CHUNKED: ptr = asciiText('chunked');
const CLOSE: ptr = asciiText('close');
const KEEP_ALIVE: ptr = asciiText('keep-alive');
const UPGRADE: ptr = asciiText('upgrade');
const LARGEST_LENGTH: f64 = 9007199254740991;

/** Notes what a known field says; 0 or an error. */
export function noteField(words: ptr, head: ptr, id: u32, from: u32, to: u32): u32 {
  if (id > HEADER_PROXY_CONNECTION) return 0;
  const flags: u32 = load32(words + SCAN_FLAGS);
  if (id === HEADER_HOST) {
    if ((flags & (HEAD_TRAILERS | HEAD_RESPONSE)) !== 0) return 0;
    // RFC 9112 §3.2: more than one Host field is a bad request.
    if ((flags & HEAD_HOST) !== 0) return ERROR_HOST_TWICE;
    store32(words + SCAN_FLAGS, flags | HEAD_HOST);
    return 0;
  }
  if (id === HEADER_CONTENT_LENGTH) return noteLength(words, head, flags, from, to);
  if (id === HEADER_TRANSFER_ENCODING) return noteCoding(words, head, flags, from, to);
  if ((flags & HEAD_TRAILERS) !== 0) return 0;
  if (id === HEADER_EXPECT) store32(words + SCAN_FLAGS, flags | HEAD_EXPECT);
  else if (id === HEADER_UPGRADE) store32(words + SCAN_FLAGS, flags | HEAD_UPGRADE);
  else if (id === HEADER_CONNECTION || id === HEADER_PROXY_CONNECTION)
    store32(words + SCAN_FLAGS, flags | connectionTokens(head, from, to));
  return 0;
}

function noteLength(words: ptr, head: ptr, flags: u32, from: u32, to: u32): u32 {
  if ((flags & HEAD_CODING) !== 0) return ERROR_LENGTH_WITH_CODING;
  if ((flags & HEAD_LENGTH) !== 0) return ERROR_LENGTH_TWICE;
  let end: u32 = to;
  while (end > from && isBlank(load8(head + end - 1))) end--;
  if (end === from) return ERROR_LENGTH_EMPTY;
  let length: f64 = 0;
  for (let i: u32 = from; i < end; i++) {
    const c: u8 = load8(head + i);
    if (c < 48 || c > 57) return ERROR_LENGTH_VALUE;
    length = length * 10 + (u32(c) - 48);
    if (length > LARGEST_LENGTH) return ERROR_LENGTH_OVERFLOW;
  }
  storeF64(words + SCAN_LENGTH, length);
  store32(words + SCAN_FLAGS, flags | HEAD_LENGTH);
  return 0;
}

function noteCoding(words: ptr, head: ptr, flags: u32, from: u32, to: u32): u32 {
  if ((flags & HEAD_LENGTH) !== 0) return ERROR_CODING_WITH_LENGTH;
  // RFC 9112 §6.1: chunked is applied once, and last.
  if ((flags & HEAD_CHUNKED) !== 0) return ERROR_CODING_VALUE;
  let found: u32 = flags | HEAD_CODING;
  let at: u32 = from;
  for (;;) {
    while (at < to && isBlank(load8(head + at))) at++;
    let end: u32 = at;
    while (end < to && load8(head + end) !== 44) end++;
    if (equalsIgnoringCase(head + at, end - at, CHUNKED)) {
      if (end < to) return ERROR_CODING_VALUE;
      found = found | HEAD_CHUNKED;
    }
    if (end >= to) break;
    at = end + 1;
  }
  store32(words + SCAN_FLAGS, found);
  return 0;
}

function connectionTokens(head: ptr, from: u32, to: u32): u32 {
  let found: u32 = 0;
  let at: u32 = from;
  while (at < to) {
    while (at < to && isBlank(load8(head + at))) at++;
    let end: u32 = at;
    while (end < to && load8(head + end) !== 44) end++;
    let last: u32 = end;
    while (last > at && isBlank(load8(head + last - 1))) last--;
    if (equalsIgnoringCase(head + at, last - at, KEEP_ALIVE)) found = found | HEAD_KEEP_ALIVE;
    else if (equalsIgnoringCase(head + at, last - at, CLOSE)) found = found | HEAD_CLOSE;
    else if (equalsIgnoringCase(head + at, last - at, UPGRADE)) found = found | HEAD_UPGRADE_TOKEN;
    at = end + 1;
  }
  return found;
}

function isBlank(c: u8): boolean {
  return c === 32 || c === 9;
}

/** `expected` is lower case and zero-terminated. */
function equalsIgnoringCase(text: ptr, length: u32, expected: ptr): boolean {
  for (let i: u32 = 0; i < length; i++) {
    let c: u8 = load8(text + i);
    if (c >= 65 && c <= 90) c = c | 32;
    if (c !== load8(expected + i)) return false;
  }
  return load8(expected + length) === 0;
}
