// Readable flow: the algorithm of a readable side as functions: push, read, flow and end. Layer: node.
// `_read` is the stream's own. Events come in Node's order: what is announced from inside `_read` waits for a tick.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { Buffer } from '../buffer.ts';
import { errorOrDestroy } from './destroy.ts';
import { codedError, invalidChunk, outOfRange } from './errors.ts';
import type { ReadableState } from './readable-state.ts';

const LARGEST_MARK = 0x40000000;

/** `push` and `unshift`: true while more is welcome. */
export function addToReadable(stream: any, data: any, encoding: any, atFront: boolean): boolean {
  const state: ReadableState = stream._readableState;
  let chunk = data;
  let coding = encoding;
  let error: any;
  if (!state.objectMode) {
    if (typeof chunk === 'string') {
      coding = coding || state.defaultEncoding;
      if (state.encoding !== coding) {
        if (atFront && state.encoding) {
          chunk = Buffer.from(chunk, coding).toString(state.encoding as any);
        } else {
          chunk = Buffer.from(chunk, coding);
          coding = '';
        }
      }
    } else if (chunk instanceof Buffer) {
      coding = '';
    } else if (ArrayBuffer.isView(chunk)) {
      chunk = Buffer.from(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength);
      coding = '';
    } else if (chunk !== null && chunk !== undefined) {
      error = invalidChunk(chunk);
    }
  }
  if (error !== undefined) {
    errorOrDestroy(stream, error);
  } else if (chunk === null) {
    state.reading = false;
    onEndOfChunks(stream, state);
  } else if (state.objectMode || (chunk !== undefined && chunk.length > 0)) {
    if (atFront) {
      if (state.endEmitted) {
        errorOrDestroy(
          stream,
          codedError('ERR_STREAM_UNSHIFT_AFTER_END_EVENT', 'stream.unshift() after end event'),
        );
      } else if (state.destroyed || state.errored) return false;
      else addChunk(stream, state, chunk, true);
    } else if (state.ended) {
      errorOrDestroy(stream, codedError('ERR_STREAM_PUSH_AFTER_EOF', 'stream.push() after EOF'));
    } else if (state.destroyed || state.errored) {
      return false;
    } else {
      state.reading = false;
      if (state.decoder !== null && !coding) {
        chunk = state.decoder.write(chunk);
        if (state.objectMode || chunk.length !== 0) addChunk(stream, state, chunk, false);
        else maybeReadMore(stream, state);
      } else addChunk(stream, state, chunk, false);
    }
  } else if (!atFront) {
    state.reading = false;
    maybeReadMore(stream, state);
  }
  return !state.ended && (state.length < state.highWaterMark || state.length === 0);
}

function addChunk(stream: any, state: ReadableState, chunk: any, atFront: boolean): void {
  if (state.flowing && state.length === 0 && !state.sync && stream.listenerCount('data') > 0) {
    state.awaitDrain?.clear();
    state.dataEmitted = true;
    stream.emit('data', chunk);
  } else {
    state.length += state.objectMode ? 1 : chunk.length;
    if (atFront) state.prepend(chunk);
    else state.append(chunk);
    if (state.needReadable) emitReadable(stream);
  }
  maybeReadMore(stream, state);
}

function onEndOfChunks(stream: any, state: ReadableState): void {
  if (state.ended) return;
  if (state.decoder !== null) {
    const chunk = state.decoder.end();
    if (chunk && chunk.length > 0) {
      state.append(chunk);
      state.length += state.objectMode ? 1 : chunk.length;
    }
  }
  state.ended = true;
  if (state.sync) {
    emitReadable(stream);
  } else {
    // Not inside read(): 'readable' comes now, so that 'end' needs no further read.
    state.needReadable = false;
    state.emittedReadable = true;
    emitReadableNow(stream);
  }
}

function growMark(wanted: number): number {
  if (wanted > LARGEST_MARK) throw outOfRange('size', '<= 1GiB', wanted);
  let mark = 1;
  while (mark < wanted) mark *= 2;
  return mark;
}

function countToRead(wanted: number, state: ReadableState): number {
  if (wanted <= 0 || (state.length === 0 && state.ended)) return 0;
  if (state.objectMode) return 1;
  if (wanted !== wanted) {
    if (state.flowing && state.length > 0) return state.chunks[state.first].length;
    return state.length;
  }
  if (wanted <= state.length) return wanted;
  return state.ended ? state.length : 0;
}

/** `stream.read(size)`. */
export function readFrom(stream: any, size?: any): any {
  const state: ReadableState = stream._readableState;
  const wanted =
    size === undefined || size === null
      ? NaN
      : typeof size === 'number'
        ? size
        : parseInt(size, 10);
  if (wanted > state.highWaterMark) state.highWaterMark = growMark(wanted);
  if (wanted !== 0) state.emittedReadable = false;
  // Asked for nothing while the buffer is full or the end is known: only the event is wanted.
  if (
    wanted === 0 &&
    state.needReadable &&
    ((state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0) ||
      state.ended)
  ) {
    if (state.length === 0 && state.ended) endReadable(stream);
    else emitReadable(stream);
    return null;
  }
  let count = countToRead(wanted, state);
  if (count === 0 && state.ended) {
    if (state.length === 0) endReadable(stream);
    return null;
  }
  let refill = state.needReadable;
  if (state.length === 0 || state.length - count < state.highWaterMark) refill = true;
  if (state.ended || state.reading || state.destroyed || state.errored || !state.constructed)
    refill = false;
  else if (refill) {
    state.reading = true;
    state.sync = true;
    if (state.length === 0) state.needReadable = true;
    try {
      stream._read(state.highWaterMark);
    } catch (error) {
      errorOrDestroy(stream, error);
    }
    state.sync = false;
    if (!state.reading) count = countToRead(wanted, state);
  }
  let result = count > 0 ? state.take(count) : null;
  if (result === null) {
    state.needReadable = state.length <= state.highWaterMark;
    count = 0;
  } else {
    state.length -= state.objectMode ? 1 : count;
    state.awaitDrain?.clear();
  }
  if (state.length === 0) {
    if (!state.ended) state.needReadable = true;
    if (wanted !== count && state.ended) endReadable(stream);
  }
  if (result !== null && !state.errorEmitted && !state.closeEmitted) {
    state.dataEmitted = true;
    stream.emit('data', result);
  }
  return result;
}

export function emitReadable(stream: any): void {
  const state: ReadableState = stream._readableState;
  state.needReadable = false;
  if (!state.emittedReadable) {
    state.emittedReadable = true;
    enqueueTick(emitReadableNow, stream);
  }
}

function emitReadableNow(stream: any): void {
  const state: ReadableState = stream._readableState;
  if (!state.destroyed && !state.errored && (state.length > 0 || state.ended)) {
    stream.emit('readable');
    state.emittedReadable = false;
  }
  state.needReadable = !state.flowing && !state.ended && state.length <= state.highWaterMark;
  flow(stream);
}

/** Reads ahead up to the high-water mark, in a later tick. */
function maybeReadMore(stream: any, state: ReadableState): void {
  if (state.readingMore || !state.constructed) return;
  state.readingMore = true;
  enqueueTick(readMore, stream, state);
}

function readMore(stream: any, state: ReadableState): void {
  while (
    !state.reading &&
    !state.ended &&
    (state.length < state.highWaterMark || (state.flowing && state.length === 0))
  ) {
    const before = state.length;
    stream.read(0);
    if (before === state.length) break;
  }
  state.readingMore = false;
}

/** Emits 'data' as long as the stream flows and has something. */
export function flow(stream: any): void {
  const state: ReadableState = stream._readableState;
  while (state.flowing && stream.read() !== null);
}

export function scheduleResume(stream: any, state: ReadableState): void {
  if (state.resumeScheduled) return;
  state.resumeScheduled = true;
  enqueueTick(resumeNow, stream, state);
}

function resumeNow(stream: any, state: ReadableState): void {
  if (!state.reading) stream.read(0);
  state.resumeScheduled = false;
  stream.emit('resume');
  flow(stream);
  if (state.flowing && !state.reading) stream.read(0);
}

/** Everything has been read: 'end' follows in a tick. */
export function endReadable(stream: any): void {
  const state: ReadableState = stream._readableState;
  if (state.endEmitted) return;
  state.ended = true;
  enqueueTick(endNow, state, stream);
}

function endNow(state: ReadableState, stream: any): void {
  if (state.errored || state.closeEmitted || state.endEmitted || state.length !== 0) return;
  state.endEmitted = true;
  stream.emit('end');
  if (stream.writable && stream.allowHalfOpen === false) {
    enqueueTick(endWritableSide, stream);
  } else if (state.autoDestroy) {
    const writable = stream._writableState;
    // A Duplex goes when both sides are done.
    if (
      writable === undefined ||
      (writable.autoDestroy && (writable.finished || writable.writable === false))
    )
      stream.destroy();
  }
}

function endWritableSide(stream: any): void {
  if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end();
}
