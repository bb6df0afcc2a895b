'use fast';
// Request parser: cuts a stream of bytes into requests. Layer: http (RFC 9112). Pure: bytes in, calls of the sink out.
// Complete heads are scanned where they lie in the receive buffer; only an incomplete one is copied into a carry buffer.
// The sink is called synchronously; the byte array it gets is valid during the call only.

import { METHOD_NAMES } from './methods.ts';
import { ParseError } from './parse-error.ts';
import { endChunkData, resetChunks, scanChunk } from './scan-chunk.ts';
import { countLineBreaks, resetHead, resetTrailers, scanHead } from './scan-head.ts';
import {
  ERROR_BODY_TOO_LARGE,
  ERROR_CLOSED,
  ERROR_END_OF_STREAM,
  HEAD_CHUNKED,
  HEAD_CLOSE,
  HEAD_KEEP_ALIVE,
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
  SCAN_METHOD,
  SCAN_STOPPED,
  SCAN_TARGET_END,
  SCAN_TARGET_START,
  SCAN_VERSION,
  SCRATCH_WORDS,
} from './scan-layout.ts';
import { copyBetween, latin1Slice, scratchDouble, scratchWord } from './text.ts';

/** Who gets the requests. */
export interface RequestSink {
  /** A head is complete; the parser's fields describe it. Calling `becomeRaw` stops parsing behind it. */
  onHead(parser: RequestParser): void;
  onBody(bytes: Uint8Array, from: number, to: number): void;
  /** The message is complete; `trailerText` of the parser holds its trailers. */
  onMessageEnd(parser: RequestParser): void;
}

const MODE_HEAD = 0;
const MODE_FIXED = 1;
const MODE_CHUNK_LINE = 2;
const MODE_CHUNK_DATA = 3;
const MODE_TRAILERS = 4;
const MODE_CLOSED = 5;
const MODE_RAW = 6;
const CARRY_STEP = 4096;

export class RequestParser {
  method = '';
  target = '';
  /** 11 or 10. */
  version = 11;
  /** HEAD_x flags of scan-layout.ts. */
  flags = 0;
  /** The field lines, each with its CRLF, Latin-1. */
  fieldText = '';
  trailerText = '';
  /** Another request may follow on the connection. */
  keepAlive = true;
  /** The request asks to leave HTTP/1.1 behind it. */
  upgrade = false;
  error: ParseError | undefined = undefined;
  /** Messages with a larger body are an error. */
  maximumBody = Infinity;
  #mode = MODE_HEAD;
  #left = 0;
  #received = 0;
  #carry: Uint8Array | undefined = undefined;
  #carryLength = 0;
  #maximumHead: number;
  readonly #sink: RequestSink;
  readonly #scratch = new Uint32Array(SCRATCH_WORDS);

  constructor(sink: RequestSink, maximumHead: number) {
    this.#sink = sink;
    this.#maximumHead = maximumHead;
    resetHead(this.#scratch, maximumHead);
  }

  /** Between two messages: nothing of the next one has been seen. */
  get isIdle(): boolean {
    return (this.#mode === MODE_HEAD && this.#carryLength === 0) || this.#mode === MODE_CLOSED;
  }

  /** Inside a head. */
  get isInHead(): boolean {
    return this.#mode === MODE_HEAD;
  }

  /** From the sink's onHead: everything behind the head belongs to another protocol. */
  becomeRaw(): void {
    this.#mode = MODE_RAW;
  }

  /** Reads bytes[from .. to); the position reached is smaller than `to` only after an error or `becomeRaw`. */
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
    this.error = new ParseError(ERROR_END_OF_STREAM, 0, undefined);
    return false;
  }

  /** @cold */
  #fail(number: number, bytes: Uint8Array, at: number, to: number): void {
    this.error = new ParseError(number, at, bytes.slice(0, to));
  }

  /** A head or trailer section of which nothing has been carried. */
  #section(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    if (this.#mode === MODE_HEAD) {
      const first = bytes[at]!;
      if (first === 13 || first === 10) {
        at += countLineBreaks(bytes, at, to);
        if (at === to) return at;
      }
    }
    const scratch = this.#scratch;
    const status = scanHead(scratch, bytes, at, to);
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
    const scratch = this.#scratch;
    const before = this.#carryLength;
    const end = to - from > CARRY_STEP ? from + CARRY_STEP : to;
    this.#carryBytes(bytes, from, end);
    const carry = this.#carry!;
    const status = scanHead(scratch, carry, 0, this.#carryLength);
    if (status === SCAN_INCOMPLETE) return end;
    const length = scratchWord(scratch, SCAN_AT);
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
    const scratch = this.#scratch;
    if (this.#mode === MODE_TRAILERS) {
      this.trailerText = length > 2 ? latin1Slice(bytes, start, start + length) : '';
      this.#endMessage();
      return;
    }
    const flags = scratchWord(scratch, SCAN_FLAGS);
    const version = scratchWord(scratch, SCAN_VERSION);
    const method = METHOD_NAMES[scratchWord(scratch, SCAN_METHOD)]!;
    this.flags = flags;
    this.version = version;
    this.method = method;
    this.target = latin1Slice(
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
      version === 11
        ? (flags & HEAD_CLOSE) === 0
        : (flags & (HEAD_CLOSE | HEAD_KEEP_ALIVE)) === HEAD_KEEP_ALIVE;
    this.upgrade =
      method === 'CONNECT' ||
      (flags & (HEAD_UPGRADE | HEAD_UPGRADE_TOKEN)) === (HEAD_UPGRADE | HEAD_UPGRADE_TOKEN);
    this.#received = 0;
    if ((flags & HEAD_CHUNKED) !== 0) {
      this.#mode = MODE_CHUNK_LINE;
      this.#sink.onHead(this);
      if (this.#mode === MODE_CHUNK_LINE) resetChunks(scratch);
      return;
    }
    const left = scratchDouble(scratch, SCAN_LENGTH);
    if (left > this.maximumBody) {
      this.#fail(ERROR_BODY_TOO_LARGE, bytes, start, start + length);
      return;
    }
    if (left > 0) {
      this.#left = left;
      this.#mode = MODE_FIXED;
      this.#sink.onHead(this);
      return;
    }
    this.#sink.onHead(this);
    if (this.#mode === MODE_HEAD) this.#endMessage();
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
      } else if (this.#mode === MODE_FIXED) this.#endMessage();
    }
    return end;
  }

  /** @cold */
  #chunkLine(bytes: Uint8Array, from: number, to: number): number {
    const scratch = this.#scratch;
    const status = scanChunk(scratch, bytes, from, to);
    const at = scratchWord(scratch, SCAN_STOPPED);
    if (status === SCAN_CHUNK) {
      this.#left = scratchDouble(scratch, SCAN_LENGTH);
      this.#received += this.#left;
      if (this.#received > this.maximumBody) this.#fail(ERROR_BODY_TOO_LARGE, bytes, at, to);
      this.#mode = MODE_CHUNK_DATA;
    } else if (status === SCAN_LAST_CHUNK) {
      this.#mode = MODE_TRAILERS;
      resetTrailers(scratch);
    } else if (status !== SCAN_INCOMPLETE) {
      this.#fail(status, bytes, at, to);
    }
    return at;
  }

  #endMessage(): void {
    this.#mode = this.keepAlive ? MODE_HEAD : MODE_CLOSED;
    resetHead(this.#scratch, this.#maximumHead);
    this.#sink.onMessageEnd(this);
  }
}
