'use machine';
// Status scanner: validates a response's status line and fields, byte by byte, resumable at every byte. Layer: http
// (RFC 9112 §4). As scanHead of scan-head.ts, which scans the fields; SCAN_TARGET_START and _END hold the reason phrase.

import { load32, load64, load8, store32, u32 } from '../machine/intrinsics.ts';
import type { ptr, u8, Value } from '../machine/types.ts';
import { TYPED_DATA } from '../runtime/layout.ts';
import { pointerOf } from '../runtime/value.ts';
import { resetHead, scanFields, stopHead, versionByte, waitHead } from './scan-head.ts';
import {
  ERROR_CONSTANT,
  ERROR_HEAD_OVERFLOW,
  ERROR_STATUS_CODE,
  ERROR_STATUS_DOT,
  ERROR_STATUS_END,
  ERROR_STATUS_LF,
  ERROR_STATUS_LINE_BARE_LF,
  ERROR_STATUS_MAJOR,
  ERROR_STATUS_MINOR,
  ERROR_STATUS_SPACE,
  ERROR_VERSION,
  HEAD_RESPONSE,
  SCAN_COUNTED,
  SCAN_DONE,
  SCAN_FIELDS_START,
  SCAN_FLAGS,
  SCAN_MARK,
  SCAN_MAXIMUM,
  SCAN_STATE,
  SCAN_STATUS,
  SCAN_TARGET_END,
  SCAN_TARGET_START,
  SCAN_VERSION,
  SCAN_AT,
  STATE_FIELD_START,
  STATE_METHOD,
  STATE_REASON,
  STATE_STATUS_AFTER,
  STATE_STATUS_CODE,
  STATE_STATUS_LF,
} from './scan-layout.ts';

const LF: u8 = 10;
const CR: u8 = 13;
const SPACE: u8 = 32;

/** Prepares the scratch for a new response. */
export function resetResponseHead(scratch: Value, maximum: u32): void {
  resetHead(scratch, maximum);
  const words: ptr = load64(pointerOf(scratch) + TYPED_DATA);
  store32(words + SCAN_FLAGS, HEAD_RESPONSE);
}

/** Scans on. The head begins at bytes[start]; bytes up to `end` are there. */
export function scanResponseHead(scratch: Value, bytes: Value, start: u32, end: u32): u32 {
  const words: ptr = load64(pointerOf(scratch) + TYPED_DATA);
  const head: ptr = load64(pointerOf(bytes) + TYPED_DATA) + start;
  const limit: u32 = end - start;
  if (load32(words + SCAN_STATE) < STATE_FIELD_START) {
    const status: u32 = scanStatusLine(words, head, limit);
    if (status !== SCAN_DONE) return status;
  }
  return scanFields(words, head, limit);
}

function scanStatusLine(words: ptr, head: ptr, limit: u32): u32 {
  let at: u32 = load32(words + SCAN_AT);
  if (load32(words + SCAN_STATE) === STATE_METHOD) {
    const status: u32 = scanVersion(words, head, limit, at);
    if (status !== SCAN_DONE) return status;
    at = load32(words + SCAN_AT);
  }
  if (load32(words + SCAN_STATE) === STATE_STATUS_CODE) {
    const status: u32 = scanCode(words, head, limit, at);
    if (status !== SCAN_DONE) return status;
    at = load32(words + SCAN_AT);
  }
  return scanReason(words, head, limit, at);
}

/** `HTTP/1.x` and the space behind it. */
function scanVersion(words: ptr, head: ptr, limit: u32, from: u32): u32 {
  let at: u32 = from;
  while (at < 9) {
    if (at >= limit) return waitHead(words, STATE_METHOD, at, 0);
    const c: u8 = load8(head + at);
    const isDigit: boolean = c >= 48 && c <= 57;
    if (at < 5) {
      if (c !== versionByte(at)) return stopHead(words, at, ERROR_CONSTANT);
    } else if (at === 5) {
      if (!isDigit) return stopHead(words, at, ERROR_STATUS_MAJOR);
    } else if (at === 6) {
      if (c !== 46) return stopHead(words, at, ERROR_STATUS_DOT);
    } else if (at === 7) {
      if (!isDigit) return stopHead(words, at, ERROR_STATUS_MINOR);
    } else {
      if (load8(head + 5) !== 49 || load8(head + 7) > 49) return stopHead(words, at, ERROR_VERSION);
      if (c !== SPACE) return stopHead(words, at, ERROR_STATUS_SPACE);
    }
    at++;
  }
  store32(words + SCAN_VERSION, 10 + u32(load8(head + 7)) - 48);
  store32(words + SCAN_STATUS, 0);
  store32(words + SCAN_MARK, at);
  store32(words + SCAN_STATE, STATE_STATUS_CODE);
  return stopHead(words, at, SCAN_DONE);
}

/** Three digits. */
function scanCode(words: ptr, head: ptr, limit: u32, from: u32): u32 {
  let at: u32 = from;
  const end: u32 = load32(words + SCAN_MARK) + 3;
  while (at < end) {
    if (at >= limit) return waitHead(words, STATE_STATUS_CODE, at, 0);
    const c: u8 = load8(head + at);
    if (c < 48 || c > 57) return stopHead(words, at, ERROR_STATUS_CODE);
    store32(words + SCAN_STATUS, load32(words + SCAN_STATUS) * 10 + u32(c) - 48);
    at++;
  }
  store32(words + SCAN_STATE, STATE_STATUS_AFTER);
  return stopHead(words, at, SCAN_DONE);
}

/** What is behind the code: a space and the phrase, which may be missing, and the end of the line. */
function scanReason(words: ptr, head: ptr, limit: u32, from: u32): u32 {
  let at: u32 = from;
  let state: u32 = load32(words + SCAN_STATE);
  let c: u8 = 0;
  if (state === STATE_STATUS_AFTER) {
    if (at >= limit) return waitHead(words, state, at, 0);
    c = load8(head + at);
    if (c !== SPACE && c !== CR) return stopHead(words, at, ERROR_STATUS_END);
    at++;
    store32(words + SCAN_TARGET_START, at);
    store32(words + SCAN_TARGET_END, at);
    state = c === CR ? STATE_STATUS_LF : STATE_REASON;
  }
  if (state === STATE_REASON) {
    const start: u32 = load32(words + SCAN_TARGET_START);
    for (;;) {
      if (at >= limit) return waitHead(words, state, at, at - start);
      c = load8(head + at);
      if (c === CR || c === LF) break;
      at++;
    }
    if (c === LF) return stopHead(words, at, ERROR_STATUS_LINE_BARE_LF);
    store32(words + SCAN_TARGET_END, at);
    store32(words + SCAN_COUNTED, at - start);
    if (at - start >= load32(words + SCAN_MAXIMUM)) return stopHead(words, at, ERROR_HEAD_OVERFLOW);
    at++;
    state = STATE_STATUS_LF;
  }
  if (at >= limit) return waitHead(words, state, at, 0);
  if (load8(head + at) !== LF) return stopHead(words, at, ERROR_STATUS_LF);
  store32(words + SCAN_STATE, STATE_FIELD_START);
  store32(words + SCAN_FIELDS_START, at + 1);
  return stopHead(words, at + 1, SCAN_DONE);
}
