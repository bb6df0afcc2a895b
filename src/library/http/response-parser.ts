'use fast';
// Response parser: cuts a stream of bytes into responses. Layer: http (RFC 9112). Pure: bytes in, calls of the sink out.
// Built as the request parser beside it. What a body is depends on the request as well, so the sink says at each head
// how the message goes on. The byte array that the sink gets is valid during the call only.

import type { ParseError } from './parse-error.ts';
import { responseError } from './response-error.ts';
import { endChunkData, resetChunks, scanChunk } from './scan-chunk.ts';
import { countLineBreaks, resetTrailers, scanHead } from './scan-head.ts';
import {
  ERROR_CLOSED,
  ERROR_END_OF_STREAM,
  HEAD_CHUNKED,
  HEAD_CLOSE,
  HEAD_CODING,
  HEAD_KEEP_ALIVE,
  HEAD_LENGTH,
  HEAD_UPGRADE,
  HEAD_UPGRADE_TOKEN,
  SCAN_AT,
  SCAN_CHUNK,
  SCAN_DONE,
  SCAN_FIELDS_START,
  SCAN_FLAGS,
  SCAN_INCOMPLETE,
  SCAN_LAST_CHUNK,
  SCAN_LENGTH,
  SCAN_STATUS,
  SCAN_STOPPED,
  SCAN_TARGET_END,
  SCAN_TARGET_START,
  SCAN_VERSION,
  SCRATCH_WORDS,
} from './scan-layout.ts';
import { resetResponseHead, scanResponseHead } from './scan-status.ts';
import { copyBetween, latin1Slice, scratchDouble, scratchWord } from './text.ts';

/** How a message goes on behind its head. */
export const BODY_AS_FRAMED = 0;
/** The answer to HEAD, or an interim response. */
export const BODY_NONE = 1;
/** What follows belongs to another protocol. */
export const BODY_RAW = 2;

/** Who gets the responses. */
export interface ResponseSink {
  /** A head is complete; the parser's fields describe it. The result is one of BODY_x. */
  onHead(parser: ResponseParser): number;
  onBody(bytes: Uint8Array, from: number, to: number): void;
  /** The message is complete; `trailerText` of the parser holds its trailers. */
  onMessageEnd(parser: ResponseParser): void;
}

const MODE_HEAD = 0;
const MODE_FIXED = 1;
const MODE_CHUNK_LINE = 2;
const MODE_CHUNK_DATA = 3;
const MODE_TRAILERS = 4;
const MODE_CLOSED = 5;
const MODE_RAW = 6;
const MODE_UNTIL_CLOSE = 7;
const CARRY_STEP = 4096;

export class ResponseParser {
  status = 0;
  /** The phrase behind the status, Latin-1. */
  reason = '';
  /** 11 or 10. */
  version = 11;
  /** HEAD_x flags of scan-layout.ts. */
  flags = 0;
  /** The field lines, each with its CRLF, Latin-1. */
  fieldText = '';
  trailerText = '';
  /** Another response may follow on the connection. */
  keepAlive = true;
  /** The server has switched to another protocol. */
  upgrade = false;
  error: ParseError | undefined = undefined;
  #mode = MODE_HEAD;
  #left = 0;
  #carry: Uint8Array | undefined = undefined;
  #carryLength = 0;
  #maximumHead: number;
  readonly #sink: ResponseSink;
  readonly #scratch = new Uint32Array(SCRATCH_WORDS);

  constructor(sink: ResponseSink, maximumHead: number) {
    this.#sink = sink;
    this.#maximumHead = maximumHead;
    resetResponseHead(this.#scratch, maximumHead);
  }

  /** Between two messages: nothing of the next one has been seen. */
  get isIdle(): boolean {
    return (this.#mode === MODE_HEAD && this.#carryLength === 0) || this.#mode === MODE_CLOSED;
  }

  /** Reads bytes[from .. to); the position reached is smaller than `to` only after an error or BODY_RAW. */
  execute(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to) {
      switch (this.#mode) {
        case MODE_HEAD:
        case MODE_TRAILERS:
          at =
            this.#carryLength === 0
              ? this.#section(bytes, at, to)
              : this.#carriedSection(bytes, at, to);
          break;
        case MODE_FIXED:
        case MODE_CHUNK_DATA:
          at = this.#data(bytes, at, to);
          break;
        case MODE_CHUNK_LINE:
          at = this.#chunkLine(bytes, at, to);
          break;
        case MODE_UNTIL_CLOSE:
          this.#sink.onBody(bytes, at, to);
          at = to;
          break;
        case MODE_CLOSED:
          at += countLineBreaks(bytes, at, to);
          if (at < to) this.#fail(ERROR_CLOSED, bytes, at, to);
          break;
        default:
          return at;
      }
      if (this.error !== undefined) return at;
    }
    return at;
  }

  /** The peer will send no more; false when that is in the middle of a message (`error` says so). @cold */
  finish(): boolean {
    if (this.error !== undefined || this.isIdle || this.#mode === MODE_RAW) return true;
    if (this.#mode === MODE_UNTIL_CLOSE) {
      this.#endMessage(false);
      return true;
    }
    this.error = responseError(ERROR_END_OF_STREAM, 0, undefined);
    return false;
  }

  /** @cold */
  #fail(number: number, bytes: Uint8Array, at: number, to: number): void {
    this.error = responseError(number, at, bytes.slice(0, to));
  }

  #scan(bytes: Uint8Array, from: number, to: number): number {
    return this.#mode === MODE_TRAILERS
      ? scanHead(this.#scratch, bytes, from, to)
      : scanResponseHead(this.#scratch, bytes, from, to);
  }

  /** A head or trailer section of which nothing has been carried. */
  #section(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    if (this.#mode === MODE_HEAD) {
      at += countLineBreaks(bytes, at, to);
      if (at === to) return at;
    }
    const scratch = this.#scratch;
    const status = this.#scan(bytes, at, to);
    if (status === SCAN_DONE) {
      const length = scratchWord(scratch, SCAN_AT);
      this.#sectionDone(bytes, at, length);
      return at + length;
    }
    if (status === SCAN_INCOMPLETE) {
      this.#carryBytes(bytes, at, to);
      return to;
    }
    at += scratchWord(scratch, SCAN_AT);
    this.#fail(status, bytes, at, to);
    return at;
  }

  /** @cold */
  #carriedSection(bytes: Uint8Array, from: number, to: number): number {
    const before = this.#carryLength;
    const end = to - from > CARRY_STEP ? from + CARRY_STEP : to;
    this.#carryBytes(bytes, from, end);
    const carry = this.#carry!;
    const status = this.#scan(carry, 0, this.#carryLength);
    if (status === SCAN_INCOMPLETE) return end;
    const length = scratchWord(this.#scratch, SCAN_AT);
    const at = from + length - before;
    if (status === SCAN_DONE) {
      this.#carryLength = 0;
      this.#sectionDone(carry, 0, length);
      return at;
    }
    this.#fail(status, bytes, at, to);
    return at;
  }

  /** @cold */
  #carryBytes(bytes: Uint8Array, from: number, to: number): void {
    const needed = this.#carryLength + (to - from);
    let carry = this.#carry;
    if (carry === undefined || carry.length < needed) {
      let size = carry === undefined ? 1024 : carry.length;
      while (size < needed) size *= 2;
      const larger = new Uint8Array(size);
      if (carry !== undefined) copyBetween(larger, 0, carry, 0, this.#carryLength);
      this.#carry = carry = larger;
    }
    copyBetween(carry, this.#carryLength, bytes, from, to - from);
    this.#carryLength = needed;
  }

  #sectionDone(bytes: Uint8Array, start: number, length: number): void {
    if (this.#mode === MODE_TRAILERS) {
      this.trailerText = length > 2 ? latin1Slice(bytes, start, start + length) : '';
      this.#endMessage(this.keepAlive);
      return;
    }
    this.#readHead(bytes, start, length);
    const kind = this.#sink.onHead(this);
    if (kind === BODY_RAW) this.#mode = MODE_RAW;
    else this.#beginBody(kind === BODY_NONE || hasNoBody(this.status));
  }

  #readHead(bytes: Uint8Array, start: number, length: number): void {
    const scratch = this.#scratch;
    const flags = scratchWord(scratch, SCAN_FLAGS);
    const version = scratchWord(scratch, SCAN_VERSION);
    this.flags = flags;
    this.version = version;
    this.status = scratchWord(scratch, SCAN_STATUS);
    this.reason = latin1Slice(
      bytes,
      start + scratchWord(scratch, SCAN_TARGET_START),
      start + scratchWord(scratch, SCAN_TARGET_END),
    );
    this.fieldText = latin1Slice(
      bytes,
      start + scratchWord(scratch, SCAN_FIELDS_START),
      start + length,
    );
    this.trailerText = '';
    this.keepAlive =
      this.#wantsToStay() &&
      (hasNoBody(this.status) || (flags & (HEAD_CHUNKED | HEAD_LENGTH)) !== 0);
    this.upgrade =
      this.status === 101 &&
      (flags & (HEAD_UPGRADE | HEAD_UPGRADE_TOKEN)) === (HEAD_UPGRADE | HEAD_UPGRADE_TOKEN);
  }

  /** What version and Connection say. */
  #wantsToStay(): boolean {
    const flags = this.flags;
    return this.version === 11
      ? (flags & HEAD_CLOSE) === 0
      : (flags & (HEAD_CLOSE | HEAD_KEEP_ALIVE)) === HEAD_KEEP_ALIVE;
  }

  /** RFC 9112 §6.3. */
  #beginBody(isEmpty: boolean): void {
    const flags = this.flags;
    if (isEmpty) {
      this.#endMessage(this.#wantsToStay());
    } else if ((flags & HEAD_CHUNKED) !== 0) {
      this.#mode = MODE_CHUNK_LINE;
      resetChunks(this.#scratch);
    } else if ((flags & HEAD_CODING) !== 0 || (flags & HEAD_LENGTH) === 0) {
      this.#mode = MODE_UNTIL_CLOSE;
    } else {
      this.#left = scratchDouble(this.#scratch, SCAN_LENGTH);
      this.#mode = MODE_FIXED;
      if (this.#left === 0) this.#endMessage(this.keepAlive);
    }
  }

  #data(bytes: Uint8Array, from: number, to: number): number {
    const left = this.#left;
    const end = to - from < left ? to : from + left;
    this.#left = left - (end - from);
    this.#sink.onBody(bytes, from, end);
    if (this.#left === 0) {
      if (this.#mode === MODE_CHUNK_DATA) {
        endChunkData(this.#scratch);
        this.#mode = MODE_CHUNK_LINE;
      } else if (this.#mode === MODE_FIXED) this.#endMessage(this.keepAlive);
    }
    return end;
  }

  #chunkLine(bytes: Uint8Array, from: number, to: number): number {
    const scratch = this.#scratch;
    const status = scanChunk(scratch, bytes, from, to);
    const at = scratchWord(scratch, SCAN_STOPPED);
    if (status === SCAN_CHUNK) {
      this.#left = scratchDouble(scratch, SCAN_LENGTH);
      this.#mode = MODE_CHUNK_DATA;
    } else if (status === SCAN_LAST_CHUNK) {
      this.#mode = MODE_TRAILERS;
      resetTrailers(scratch);
    } else if (status !== SCAN_INCOMPLETE) {
      this.#fail(status, bytes, at, to);
    }
    return at;
  }

  #endMessage(mayContinue: boolean): void {
    this.#mode = mayContinue ? MODE_HEAD : MODE_CLOSED;
    resetResponseHead(this.#scratch, this.#maximumHead);
    this.#sink.onMessageEnd(this);
  }
}

function hasNoBody(status: number): boolean {
  return (status >= 100 && status <= 199) || status === 204 || status === 304;
}
