'use machine';
// Scan layout: the words of a parser's scratch array, the results of the scanners and the flags they find. Layer: http.
// The scratch is a Uint32Array of SCRATCH_WORDS; offsets here are in bytes. Positions count from the head's first byte.

import type { u32 } from '../machine/types.ts';

export const SCRATCH_WORDS: u32 = 24;
export const SCAN_STATE: u32 = 0;
export const SCAN_AT: u32 = 4;
/** Where the current name, value, target or version began. */
export const SCAN_MARK: u32 = 8;
/** HEAD_x flags. */
export const SCAN_FLAGS: u32 = 12;
/** Index into METHODS. */
export const SCAN_METHOD: u32 = 16;
export const SCAN_TARGET_START: u32 = 20;
export const SCAN_TARGET_END: u32 = 24;
/** 11 for HTTP/1.1, 10 for HTTP/1.0. */
export const SCAN_VERSION: u32 = 28;
export const SCAN_NAME_START: u32 = 32;
export const SCAN_NAME_END: u32 = 36;
export const SCAN_VALUE_START: u32 = 40;
export const SCAN_VALUE_END: u32 = 44;
export const SCAN_HEADER_ID: u32 = 48;
/** Number of complete fields. */
export const SCAN_FIELDS: u32 = 52;
/** Bytes of target, names and values so far, and how many are allowed. */
export const SCAN_COUNTED: u32 = 56;
export const SCAN_MAXIMUM: u32 = 60;
/** A double: Content-Length, later what is left of the current chunk. */
export const SCAN_LENGTH: u32 = 64;
/** Bytes of chunk extensions of the current chunk. */
export const SCAN_EXTENSION_BYTES: u32 = 72;
/** Absolute position where scanChunk stopped. */
export const SCAN_STOPPED: u32 = 76;
/** Where the first field line begins. */
export const SCAN_FIELDS_START: u32 = 80;
/** A response's status code. */
export const SCAN_STATUS: u32 = 84;

// Results.
export const SCAN_INCOMPLETE: u32 = 0;
export const SCAN_DONE: u32 = 1;
/** scanChunk: chunk data begins. */
export const SCAN_CHUNK: u32 = 2;
/** scanChunk: the last chunk was seen, the trailer section begins. */
export const SCAN_LAST_CHUNK: u32 = 3;
/** This and above are errors: indices into PARSE_ERRORS in parse-error.ts, from 0. */
export const FIRST_ERROR: u32 = 16;
export const ERROR_METHOD: u32 = 16;
export const ERROR_METHOD_END: u32 = 17;
export const ERROR_TARGET: u32 = 18;
export const ERROR_CONSTANT: u32 = 19;
export const ERROR_VERSION: u32 = 20;
export const ERROR_VERSION_END: u32 = 21;
export const ERROR_VERSION_UNSUPPORTED: u32 = 22;
export const ERROR_SPACE_AFTER_START: u32 = 23;
export const ERROR_FIELD_START: u32 = 24;
export const ERROR_NAME: u32 = 25;
export const ERROR_VALUE: u32 = 26;
export const ERROR_FOLD: u32 = 27;
export const ERROR_BARE_LF: u32 = 28;
export const ERROR_BARE_CR: u32 = 29;
export const ERROR_HEAD_END: u32 = 30;
export const ERROR_LENGTH_VALUE: u32 = 31;
export const ERROR_LENGTH_EMPTY: u32 = 32;
export const ERROR_LENGTH_OVERFLOW: u32 = 33;
export const ERROR_LENGTH_TWICE: u32 = 34;
export const ERROR_LENGTH_WITH_CODING: u32 = 35;
export const ERROR_CODING_WITH_LENGTH: u32 = 36;
export const ERROR_CODING_VALUE: u32 = 37;
export const ERROR_CODING_REQUEST: u32 = 38;
export const ERROR_HOST_TWICE: u32 = 39;
export const ERROR_HEAD_OVERFLOW: u32 = 40;
export const ERROR_TARGET_OVERFLOW: u32 = 41;
export const ERROR_CHUNK_SIZE: u32 = 42;
export const ERROR_CHUNK_OVERFLOW: u32 = 43;
export const ERROR_CHUNK_BARE_LF: u32 = 44;
export const ERROR_CHUNK_LINE_END: u32 = 45;
export const ERROR_CHUNK_EXTENSION: u32 = 46;
export const ERROR_CHUNK_EXTENSION_OVERFLOW: u32 = 47;
export const ERROR_CHUNK_END: u32 = 48;
export const ERROR_CLOSED: u32 = 49;
export const ERROR_END_OF_STREAM: u32 = 50;
export const ERROR_BODY_TOO_LARGE: u32 = 51;
export const ERROR_TARGET_START: u32 = 52;
export const ERROR_TARGET_SCHEME: u32 = 53;
export const ERROR_TARGET_AUTHORITY: u32 = 54;
export const ERROR_TARGET_PATH: u32 = 55;
export const ERROR_VERSION_LF: u32 = 56;
export const ERROR_CHUNK_EXTENSION_NAME: u32 = 57;
export const ERROR_CHUNK_EXTENSION_VALUE: u32 = 58;
export const ERROR_CHUNK_EXTENSION_QUOTED: u32 = 59;
/** Of responses only: reasons in response-error.ts. */
export const FIRST_RESPONSE_ERROR: u32 = 64;
export const ERROR_STATUS_MAJOR: u32 = 64;
export const ERROR_STATUS_DOT: u32 = 65;
export const ERROR_STATUS_MINOR: u32 = 66;
export const ERROR_STATUS_SPACE: u32 = 67;
export const ERROR_STATUS_CODE: u32 = 68;
export const ERROR_STATUS_END: u32 = 69;
export const ERROR_STATUS_LINE_BARE_LF: u32 = 70;
export const ERROR_STATUS_LF: u32 = 71;

// Flags of a head.
export const HEAD_CLOSE: u32 = 1;
export const HEAD_KEEP_ALIVE: u32 = 2;
/** The token in Connection. */
export const HEAD_UPGRADE_TOKEN: u32 = 4;
/** The header field Upgrade. */
export const HEAD_UPGRADE: u32 = 8;
export const HEAD_LENGTH: u32 = 16;
export const HEAD_CODING: u32 = 32;
/** `chunked` is the last transfer coding. */
export const HEAD_CHUNKED: u32 = 64;
export const HEAD_HOST: u32 = 128;
export const HEAD_EXPECT: u32 = 256;
/** The fields being scanned are trailers. */
export const HEAD_TRAILERS: u32 = 512;
/** The head is a response's. */
export const HEAD_RESPONSE: u32 = 1024;

// States.
export const STATE_METHOD: u32 = 0;
export const STATE_BEFORE_TARGET: u32 = 1;
export const STATE_SCHEME: u32 = 2;
export const STATE_SCHEME_SLASH: u32 = 3;
export const STATE_SCHEME_SECOND_SLASH: u32 = 4;
export const STATE_AUTHORITY: u32 = 5;
export const STATE_PATH: u32 = 6;
export const STATE_BEFORE_VERSION: u32 = 7;
export const STATE_VERSION: u32 = 8;
export const STATE_VERSION_CR: u32 = 9;
export const STATE_VERSION_LF: u32 = 10;
/** Of a status line, which begins in STATE_METHOD. */
export const STATE_STATUS_CODE: u32 = 1;
export const STATE_STATUS_AFTER: u32 = 2;
export const STATE_REASON: u32 = 3;
export const STATE_STATUS_LF: u32 = 4;
export const STATE_FIELD_START: u32 = 11;
export const STATE_NAME: u32 = 12;
export const STATE_VALUE_START: u32 = 13;
export const STATE_VALUE: u32 = 14;
export const STATE_VALUE_LF: u32 = 15;
export const STATE_HEAD_LF: u32 = 16;
export const STATE_CHUNK_START: u32 = 20;
export const STATE_CHUNK_SIZE: u32 = 21;
export const STATE_CHUNK_EXTENSION_START: u32 = 22;
export const STATE_CHUNK_EXTENSION_NAME: u32 = 23;
export const STATE_CHUNK_EXTENSION_VALUE: u32 = 24;
export const STATE_CHUNK_QUOTED: u32 = 25;
export const STATE_CHUNK_QUOTED_PAIR: u32 = 26;
export const STATE_CHUNK_QUOTED_END: u32 = 27;
export const STATE_CHUNK_LF: u32 = 28;
export const STATE_CHUNK_DATA_CR: u32 = 29;
export const STATE_CHUNK_DATA_LF: u32 = 30;
