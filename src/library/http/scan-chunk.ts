'use machine';
// Chunk scanner: chunk sizes, extensions and the line ends between chunks, resumable at every byte. Layer: http
// (RFC 9112 §7.1). Data itself is not looked at: the caller skips SCAN_LENGTH bytes and comes back at STATE_CHUNK_DATA_CR.

import { load32, load64, load8, loadF64, store32, storeF64, u32 } from '../machine/intrinsics.ts';
import type { f64, ptr, u8, Value } from '../machine/types.ts';
import { TYPED_DATA } from '../runtime/layout.ts';
import { pointerOf } from '../runtime/value.ts';
import { CHARACTERS, TOKEN_CHARACTER, VALUE_CHARACTER } from './characters.ts';
import {
  ERROR_CHUNK_BARE_LF,
  ERROR_CHUNK_END,
  ERROR_CHUNK_EXTENSION,
  ERROR_CHUNK_EXTENSION_NAME,
  ERROR_CHUNK_EXTENSION_QUOTED,
  ERROR_CHUNK_EXTENSION_VALUE,
  ERROR_CHUNK_EXTENSION_OVERFLOW,
  ERROR_CHUNK_LINE_END,
  ERROR_CHUNK_OVERFLOW,
  ERROR_CHUNK_SIZE,
  SCAN_CHUNK,
  SCAN_EXTENSION_BYTES,
  SCAN_INCOMPLETE,
  SCAN_LAST_CHUNK,
  SCAN_LENGTH,
  SCAN_STATE,
  SCAN_STOPPED,
  STATE_CHUNK_DATA_CR,
  STATE_CHUNK_DATA_LF,
  STATE_CHUNK_EXTENSION_NAME,
  STATE_CHUNK_EXTENSION_START,
  STATE_CHUNK_EXTENSION_VALUE,
  STATE_CHUNK_LF,
  STATE_CHUNK_QUOTED,
  STATE_CHUNK_QUOTED_END,
  STATE_CHUNK_QUOTED_PAIR,
  STATE_CHUNK_SIZE,
  STATE_CHUNK_START,
} from './scan-layout.ts';

const LF: u8 = 10;
const CR: u8 = 13;
const QUOTE: u8 = 34;
const SEMICOLON: u8 = 59;
const EQUALS: u8 = 61;
const BACKSLASH: u8 = 92;
const LARGEST_SIZE: f64 = 9007199254740991;
const LARGEST_EXTENSIONS: u32 = 16384;

/** Before the first chunk. */
export function resetChunks(scratch: Value): void {
  const words: ptr = load64(pointerOf(scratch) + TYPED_DATA);
  store32(words + SCAN_STATE, STATE_CHUNK_START);
  storeF64(words + SCAN_LENGTH, 0);
  store32(words + SCAN_EXTENSION_BYTES, 0);
}

/** After the last byte of a chunk's data. */
export function endChunkData(scratch: Value): void {
  const words: ptr = load64(pointerOf(scratch) + TYPED_DATA);
  store32(words + SCAN_STATE, STATE_CHUNK_DATA_CR);
}

/** Scans bytes[from .. to): INCOMPLETE (all consumed), CHUNK, LAST_CHUNK (SCAN_STOPPED says where it stopped) or an error. */
export function scanChunk(scratch: Value, bytes: Value, from: u32, to: u32): u32 {
  const words: ptr = load64(pointerOf(scratch) + TYPED_DATA);
  const data: ptr = load64(pointerOf(bytes) + TYPED_DATA);
  let state: u32 = load32(words + SCAN_STATE);
  let at: u32 = from;
  let status: u32 = SCAN_INCOMPLETE;
  while (at < to && status === SCAN_INCOMPLETE) {
    const c: u8 = load8(data + at);
    at++;
    if (state === STATE_CHUNK_DATA_CR) {
      if (c !== CR) status = ERROR_CHUNK_END;
      state = STATE_CHUNK_DATA_LF;
    } else if (state === STATE_CHUNK_DATA_LF) {
      if (c !== LF) status = ERROR_CHUNK_END;
      state = STATE_CHUNK_START;
    } else if (state === STATE_CHUNK_START) {
      const first: u32 = hexDigit(c);
      if (first > 15) status = ERROR_CHUNK_SIZE;
      storeF64(words + SCAN_LENGTH, first);
      store32(words + SCAN_EXTENSION_BYTES, 0);
      state = STATE_CHUNK_SIZE;
    } else if (state === STATE_CHUNK_SIZE) {
      const digit: u32 = hexDigit(c);
      if (digit <= 15) {
        const size: f64 = loadF64(words + SCAN_LENGTH) * 16 + digit;
        if (size > LARGEST_SIZE) status = ERROR_CHUNK_OVERFLOW;
        storeF64(words + SCAN_LENGTH, size);
      } else if (c === CR) state = STATE_CHUNK_LF;
      else if (c === SEMICOLON) state = STATE_CHUNK_EXTENSION_START;
      else status = c === LF ? ERROR_CHUNK_BARE_LF : ERROR_CHUNK_SIZE;
    } else if (state === STATE_CHUNK_LF) {
      if (c !== LF) status = ERROR_CHUNK_LINE_END;
      else status = loadF64(words + SCAN_LENGTH) === 0 ? SCAN_LAST_CHUNK : SCAN_CHUNK;
    } else {
      const next: u32 = extensionState(state, c);
      if (next === 0) status = extensionError(state);
      state = next;
      const count: u32 = load32(words + SCAN_EXTENSION_BYTES) + 1;
      store32(words + SCAN_EXTENSION_BYTES, count);
      if (count > LARGEST_EXTENSIONS && status === SCAN_INCOMPLETE)
        status = ERROR_CHUNK_EXTENSION_OVERFLOW;
    }
  }
  store32(words + SCAN_STATE, state);
  store32(words + SCAN_STOPPED, at);
  return status;
}

function hexDigit(c: u8): u32 {
  if (c >= 48 && c <= 57) return u32(c) - 48;
  if (c >= 65 && c <= 70) return u32(c) - 55;
  if (c >= 97 && c <= 102) return u32(c) - 87;
  return 16;
}

function extensionError(state: u32): u32 {
  if (state === STATE_CHUNK_EXTENSION_NAME) return ERROR_CHUNK_EXTENSION_NAME;
  if (state === STATE_CHUNK_EXTENSION_VALUE) return ERROR_CHUNK_EXTENSION_VALUE;
  return state === STATE_CHUNK_QUOTED ? ERROR_CHUNK_EXTENSION_QUOTED : ERROR_CHUNK_EXTENSION;
}

/** The state after byte `c` of a chunk extension; 0 when it is not allowed there. */
function extensionState(state: u32, c: u8): u32 {
  const isToken: boolean = (load8(CHARACTERS + u32(c)) & TOKEN_CHARACTER) !== 0;
  if (state === STATE_CHUNK_QUOTED) {
    if (c === QUOTE) return STATE_CHUNK_QUOTED_END;
    if (c === BACKSLASH) return STATE_CHUNK_QUOTED_PAIR;
    return (load8(CHARACTERS + u32(c)) & VALUE_CHARACTER) !== 0 ? state : 0;
  }
  if (state === STATE_CHUNK_QUOTED_PAIR)
    return (load8(CHARACTERS + u32(c)) & VALUE_CHARACTER) !== 0 ? STATE_CHUNK_QUOTED : 0;
  if (state === STATE_CHUNK_EXTENSION_START) {
    if (isToken) return STATE_CHUNK_EXTENSION_NAME;
    return c === EQUALS ? STATE_CHUNK_EXTENSION_VALUE : 0;
  }
  if (c === CR) return STATE_CHUNK_LF;
  if (c === SEMICOLON) return STATE_CHUNK_EXTENSION_START;
  if (state === STATE_CHUNK_QUOTED_END) return 0;
  if (state === STATE_CHUNK_EXTENSION_NAME) {
    if (c === EQUALS) return STATE_CHUNK_EXTENSION_VALUE;
    return isToken ? state : 0;
  }
  if (c === QUOTE) return STATE_CHUNK_QUOTED;
  return isToken ? state : 0;
}
