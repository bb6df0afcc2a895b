'use machine';
// Head scanner: validates a request line and header fields, byte by byte, resumable at every byte. Layer: http
// (RFC 9112 §2-5, RFC 9110 §5; strictness of llhttp). The caller keeps all bytes of the head at one place, passes where
// it begins and how far it has been received, and gets INCOMPLETE, DONE (SCAN_AT is the head's length) or an error.

import { load32, load64, load8, ptr, store32, storeF64, u32 } from '../machine/intrinsics.ts';
import type { u8, Value } from '../machine/types.ts';
import { TYPED_DATA } from '../runtime/layout.ts';
import { pointerOf } from '../runtime/value.ts';
import {
  AUTHORITY_CHARACTER,
  CHARACTERS,
  TOKEN_CHARACTER,
  URL_CHARACTER,
  VALUE_CHARACTER,
} from './characters.ts';
import { headerIdAt } from './header-id.ts';
import {
  beginsWithMethod,
  METHOD_CONNECT,
  METHOD_NONE,
  methodAt,
  methodBeginsWith,
} from './scan-method.ts';
import { noteField } from './scan-framing.ts';
import {
  ERROR_BARE_CR,
  ERROR_BARE_LF,
  ERROR_CODING_REQUEST,
  ERROR_CONSTANT,
  ERROR_FIELD_START,
  ERROR_FOLD,
  ERROR_HEAD_END,
  ERROR_HEAD_OVERFLOW,
  ERROR_METHOD,
  ERROR_METHOD_END,
  ERROR_NAME,
  ERROR_SPACE_AFTER_START,
  ERROR_TARGET,
  ERROR_TARGET_AUTHORITY,
  ERROR_TARGET_OVERFLOW,
  ERROR_TARGET_PATH,
  ERROR_TARGET_SCHEME,
  ERROR_TARGET_START,
  ERROR_VALUE,
  ERROR_VERSION,
  ERROR_VERSION_END,
  ERROR_VERSION_LF,
  ERROR_VERSION_UNSUPPORTED,
  HEAD_CHUNKED,
  HEAD_CODING,
  HEAD_RESPONSE,
  HEAD_TRAILERS,
  SCAN_AT,
  SCAN_COUNTED,
  SCAN_DONE,
  SCAN_FIELDS,
  SCAN_FIELDS_START,
  SCAN_FLAGS,
  SCAN_INCOMPLETE,
  SCAN_LENGTH,
  SCAN_MARK,
  SCAN_MAXIMUM,
  SCAN_METHOD,
  SCAN_NAME_END,
  SCAN_NAME_START,
  SCAN_STATE,
  SCAN_TARGET_END,
  SCAN_TARGET_START,
  SCAN_VALUE_START,
  SCAN_VERSION,
  STATE_AUTHORITY,
  STATE_BEFORE_TARGET,
  STATE_BEFORE_VERSION,
  STATE_FIELD_START,
  STATE_HEAD_LF,
  STATE_METHOD,
  STATE_NAME,
  STATE_PATH,
  STATE_SCHEME,
  STATE_SCHEME_SECOND_SLASH,
  STATE_SCHEME_SLASH,
  STATE_VALUE,
  STATE_VALUE_LF,
  STATE_VALUE_START,
  STATE_VERSION,
  STATE_VERSION_CR,
  STATE_VERSION_LF,
} from './scan-layout.ts';

const TAB: u8 = 9;
const LF: u8 = 10;
const CR: u8 = 13;
const SPACE: u8 = 32;
const COLON: u8 = 58;
const SLASH: u8 = 47;

/** Prepares the scratch for a new message; the limit on counted head bytes is kept by the scratch. */
export function resetHead(scratch: Value, maximum: u32): void {
  const words: ptr = load64(pointerOf(scratch) + TYPED_DATA);
  store32(words + SCAN_STATE, STATE_METHOD);
  store32(words + SCAN_AT, 0);
  store32(words + SCAN_MARK, 0);
  store32(words + SCAN_FLAGS, 0);
  store32(words + SCAN_FIELDS, 0);
  store32(words + SCAN_COUNTED, 0);
  store32(words + SCAN_MAXIMUM, maximum);
  storeF64(words + SCAN_LENGTH, 0);
}

/** Prepares the scratch for the trailer section of the same message. */
export function resetTrailers(scratch: Value): void {
  const words: ptr = load64(pointerOf(scratch) + TYPED_DATA);
  store32(words + SCAN_STATE, STATE_FIELD_START);
  store32(words + SCAN_AT, 0);
  store32(words + SCAN_MARK, 0);
  store32(words + SCAN_FIELDS, 1);
  store32(words + SCAN_COUNTED, 0);
  store32(words + SCAN_FLAGS, load32(words + SCAN_FLAGS) | HEAD_TRAILERS);
}

/** How many line breaks precede the first byte of a message (RFC 9112 §2.2), from `from`. */
export function countLineBreaks(bytes: Value, from: u32, to: u32): u32 {
  const data: ptr = load64(pointerOf(bytes) + TYPED_DATA);
  let at: u32 = from;
  while (at < to) {
    const c: u8 = load8(data + at);
    if (c !== CR && c !== LF) break;
    at++;
  }
  return at - from;
}

/** Scans on. The head begins at bytes[start]; bytes up to `end` are there. */
export function scanHead(scratch: Value, bytes: Value, start: u32, end: u32): u32 {
  const words: ptr = load64(pointerOf(scratch) + TYPED_DATA);
  const head: ptr = load64(pointerOf(bytes) + TYPED_DATA) + start;
  const limit: u32 = end - start;
  if (load32(words + SCAN_STATE) < STATE_FIELD_START) {
    const status: u32 = scanRequestLine(words, head, limit);
    if (status !== SCAN_DONE) return status;
  }
  return scanFields(words, head, limit);
}

/** Leaves the scanner at `at`. */
export function stopHead(words: ptr, at: u32, status: u32): u32 {
  store32(words + SCAN_AT, at);
  return status;
}

/** Out of bytes in `state`; `open` counted bytes of an unfinished part. */
export function waitHead(words: ptr, state: u32, at: u32, open: u32): u32 {
  store32(words + SCAN_STATE, state);
  store32(words + SCAN_AT, at);
  const maximum: u32 = load32(words + SCAN_MAXIMUM);
  // White space and line ends are not counted, but must not grow without end either.
  if (load32(words + SCAN_COUNTED) + open >= maximum || at >= maximum * 2 + 65536)
    return state < STATE_FIELD_START ? ERROR_TARGET_OVERFLOW : ERROR_HEAD_OVERFLOW;
  return SCAN_INCOMPLETE;
}

function isLetter(c: u8): boolean {
  return (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
}

function methodError(head: ptr, length: u32): u32 {
  return beginsWithMethod(head, length) ? ERROR_METHOD_END : ERROR_METHOD;
}

/** A byte that no part of a target may have, or one that is wrong in this part. */
function targetError(c: u8, part: u32): u32 {
  return c === SPACE || c === TAB || c === CR || c === LF || c === 12 ? ERROR_TARGET : part;
}

function scanRequestLine(words: ptr, head: ptr, limit: u32): u32 {
  let state: u32 = load32(words + SCAN_STATE);
  let at: u32 = load32(words + SCAN_AT);
  let c: u8 = 0;
  if (state === STATE_METHOD) {
    for (;;) {
      if (at >= limit) {
        if (!methodBeginsWith(head, at)) return stopHead(words, at, methodError(head, at));
        return waitHead(words, state, at, 0);
      }
      c = load8(head + at);
      if (c === SPACE) break;
      if ((c < 65 || c > 90) && c !== 45) {
        return stopHead(words, at, methodError(head, at + 1));
      }
      if (at > 16) return stopHead(words, at, ERROR_METHOD);
      at++;
    }
    const method: u32 = methodAt(head, at);
    if (method === METHOD_NONE) return stopHead(words, at, methodError(head, at));
    store32(words + SCAN_METHOD, method);
    at++;
    state = STATE_BEFORE_TARGET;
  }
  if (state < STATE_BEFORE_VERSION) {
    const status: u32 = scanTarget(words, head, limit, state, at);
    if (status !== SCAN_DONE) return status;
    at = load32(words + SCAN_AT);
    state = STATE_BEFORE_VERSION;
  }
  return scanVersion(words, head, limit, state, at);
}

function scanTarget(words: ptr, head: ptr, limit: u32, from: u32, position: u32): u32 {
  let state: u32 = from;
  let at: u32 = position;
  let c: u8 = 0;
  if (state === STATE_BEFORE_TARGET) {
    for (;;) {
      if (at >= limit) return waitHead(words, state, at, 0);
      c = load8(head + at);
      if (c !== SPACE) break;
      at++;
    }
    store32(words + SCAN_TARGET_START, at);
    if (load32(words + SCAN_METHOD) === METHOD_CONNECT) state = STATE_AUTHORITY;
    else if (c === SLASH || c === 42) state = STATE_PATH;
    else if (isLetter(c)) state = STATE_SCHEME;
    else return stopHead(words, at, targetError(c, ERROR_TARGET_START));
  }
  const start: u32 = load32(words + SCAN_TARGET_START);
  if (state === STATE_SCHEME) {
    for (;;) {
      if (at >= limit) return waitHead(words, state, at, at - start);
      c = load8(head + at);
      if (!isLetter(c)) break;
      at++;
    }
    if (c !== COLON) return stopHead(words, at, targetError(c, ERROR_TARGET_SCHEME));
    at++;
    state = STATE_SCHEME_SLASH;
  }
  while (state === STATE_SCHEME_SLASH || state === STATE_SCHEME_SECOND_SLASH) {
    if (at >= limit) return waitHead(words, state, at, at - start);
    c = load8(head + at);
    if (c !== SLASH) return stopHead(words, at, targetError(c, ERROR_TARGET_SCHEME));
    at++;
    state++;
  }
  if (state === STATE_AUTHORITY) {
    for (;;) {
      if (at >= limit) return waitHead(words, state, at, at - start);
      c = load8(head + at);
      if ((load8(CHARACTERS + u32(c)) & AUTHORITY_CHARACTER) === 0) break;
      at++;
    }
    if (c === SLASH || c === 63) state = STATE_PATH;
    else if (c !== SPACE || at === start)
      return stopHead(words, at, targetError(c, ERROR_TARGET_AUTHORITY));
  }
  if (state === STATE_PATH) {
    for (;;) {
      if (at >= limit) return waitHead(words, state, at, at - start);
      c = load8(head + at);
      if ((load8(CHARACTERS + u32(c)) & URL_CHARACTER) === 0) break;
      at++;
    }
    if (c !== SPACE) return stopHead(words, at, targetError(c, ERROR_TARGET_PATH));
  }
  store32(words + SCAN_TARGET_END, at);
  store32(words + SCAN_COUNTED, at - start);
  if (at - start >= load32(words + SCAN_MAXIMUM)) return stopHead(words, at, ERROR_TARGET_OVERFLOW);
  return stopHead(words, at + 1, SCAN_DONE);
}

/** The byte expected at an index of `HTTP/x.y`, or 0 for a digit. */
export function versionByte(index: u32): u8 {
  if (index === 0) return 72;
  if (index === 1 || index === 2) return 84;
  if (index === 3) return 80;
  if (index === 4) return SLASH;
  if (index === 6) return 46;
  return 0;
}

function scanVersion(words: ptr, head: ptr, limit: u32, from: u32, position: u32): u32 {
  let state: u32 = from;
  let at: u32 = position;
  let c: u8 = 0;
  if (state === STATE_BEFORE_VERSION) {
    for (;;) {
      if (at >= limit) return waitHead(words, state, at, 0);
      if (load8(head + at) !== SPACE) break;
      at++;
    }
    store32(words + SCAN_MARK, at);
    state = STATE_VERSION;
  }
  if (state === STATE_VERSION) {
    const mark: u32 = load32(words + SCAN_MARK);
    while (at - mark < 8) {
      if (at >= limit) return waitHead(words, state, at, 0);
      c = load8(head + at);
      const expected: u8 = versionByte(at - mark);
      if (expected === 0) {
        if (c < 48 || c > 57) return stopHead(words, at, ERROR_VERSION);
      } else if (c !== expected) {
        return stopHead(words, at, at - mark < 5 ? ERROR_CONSTANT : ERROR_VERSION);
      }
      at++;
    }
    const major: u32 = u32(load8(head + mark + 5)) - 48;
    const minor: u32 = u32(load8(head + mark + 7)) - 48;
    if (major !== 1) return stopHead(words, at, ERROR_VERSION_UNSUPPORTED);
    if (minor > 1) return stopHead(words, at, ERROR_VERSION);
    store32(words + SCAN_VERSION, 10 + minor);
    state = STATE_VERSION_CR;
  }
  if (state === STATE_VERSION_CR) {
    if (at >= limit) return waitHead(words, state, at, 0);
    if (load8(head + at) !== CR) return stopHead(words, at, ERROR_VERSION_END);
    at++;
    state = STATE_VERSION_LF;
  }
  if (at >= limit) return waitHead(words, state, at, 0);
  if (load8(head + at) !== LF) return stopHead(words, at, ERROR_VERSION_LF);
  store32(words + SCAN_STATE, STATE_FIELD_START);
  store32(words + SCAN_FIELDS_START, at + 1);
  return stopHead(words, at + 1, SCAN_DONE);
}

/** Scans field lines up to the end of the head. */
export function scanFields(words: ptr, head: ptr, limit: u32): u32 {
  let state: u32 = load32(words + SCAN_STATE);
  let at: u32 = load32(words + SCAN_AT);
  let mark: u32 = load32(words + SCAN_MARK);
  let c: u8 = 0;
  for (;;) {
    if (state === STATE_FIELD_START) {
      if (at >= limit) return waitHead(words, state, at, 0);
      c = load8(head + at);
      if (c === CR) {
        at++;
        state = STATE_HEAD_LF;
        break;
      }
      if ((load8(CHARACTERS + u32(c)) & TOKEN_CHARACTER) === 0) {
        if (c === SPACE || c === TAB) {
          if (load32(words + SCAN_FIELDS) === 0)
            return stopHead(words, at, ERROR_SPACE_AFTER_START);
          const wasEmpty: boolean = load32(words + SCAN_VALUE_START) + 2 === at;
          return stopHead(words, at, wasEmpty ? ERROR_VALUE : ERROR_FOLD);
        }
        return stopHead(words, at, c === LF ? ERROR_FIELD_START : ERROR_NAME);
      }
      mark = at;
      store32(words + SCAN_MARK, mark);
      state = STATE_NAME;
    }
    if (state === STATE_NAME) {
      for (;;) {
        if (at >= limit) return waitHead(words, state, at, at - mark);
        c = load8(head + at);
        if ((load8(CHARACTERS + u32(c)) & TOKEN_CHARACTER) === 0) break;
        at++;
      }
      if (c !== COLON) return stopHead(words, at, ERROR_NAME);
      store32(words + SCAN_NAME_START, mark);
      store32(words + SCAN_NAME_END, at);
      store32(words + SCAN_COUNTED, load32(words + SCAN_COUNTED) + (at - mark));
      at++;
      state = STATE_VALUE_START;
    }
    if (state === STATE_VALUE_START) {
      for (;;) {
        if (at >= limit) return waitHead(words, state, at, 0);
        c = load8(head + at);
        if (c !== SPACE && c !== TAB) break;
        at++;
      }
      mark = at;
      store32(words + SCAN_MARK, mark);
      store32(words + SCAN_VALUE_START, mark);
      state = STATE_VALUE;
    }
    if (state === STATE_VALUE) {
      for (;;) {
        if (at >= limit) return waitHead(words, state, at, at - mark);
        c = load8(head + at);
        if ((load8(CHARACTERS + u32(c)) & VALUE_CHARACTER) === 0) break;
        at++;
      }
      if (c !== CR)
        return stopHead(words, at, c === LF && at !== mark ? ERROR_BARE_LF : ERROR_VALUE);
      const name: u32 = load32(words + SCAN_NAME_START);
      const id: u32 = headerIdAt(head + name, load32(words + SCAN_NAME_END) - name);
      if (id !== 0) {
        const status: u32 = noteField(words, head, id, mark, at);
        if (status !== 0) return stopHead(words, at, status);
      }
      const counted: u32 = load32(words + SCAN_COUNTED) + (at - mark);
      store32(words + SCAN_COUNTED, counted);
      if (counted >= load32(words + SCAN_MAXIMUM)) return stopHead(words, at, ERROR_HEAD_OVERFLOW);
      at++;
      state = STATE_VALUE_LF;
    }
    if (state === STATE_VALUE_LF) {
      if (at >= limit) return waitHead(words, state, at, 0);
      if (load8(head + at) !== LF) return stopHead(words, at, ERROR_BARE_CR);
      store32(words + SCAN_FIELDS, load32(words + SCAN_FIELDS) + 1);
      at++;
      state = STATE_FIELD_START;
    }
    if (state === STATE_HEAD_LF) break;
  }
  if (at >= limit) return waitHead(words, state, at, 0);
  if (load8(head + at) !== LF) return stopHead(words, at, ERROR_HEAD_END);
  const flags: u32 = load32(words + SCAN_FLAGS);
  // RFC 9112 §6.3: such a response ends with the connection.
  if ((flags & (HEAD_CODING | HEAD_CHUNKED | HEAD_RESPONSE)) === HEAD_CODING)
    return stopHead(words, at, ERROR_CODING_REQUEST);
  return stopHead(words, at + 1, SCAN_DONE);
}
