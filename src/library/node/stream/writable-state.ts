// Writable state: what a writable side remembers, and its algorithm as functions. Layer: node.
// Writable and Duplex both delegate here. `_write`, `_writev`, `_final` are the stream's own.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { Buffer } from '../buffer.ts';
import { errorOrDestroy } from './destroy.ts';
import {
  alreadyFinished,
  codedTypeError,
  invalidChunk,
  multipleCallback,
  nullValues,
  streamDestroyed,
  writeAfterEnd,
} from './errors.ts';
import { highWaterMarkOf } from './high-water-mark.ts';

export function ignore(): void {}

/** One write that waits for the ones before it. */
class PendingWrite {
  chunk: any;
  encoding: any;
  callback: any;
  constructor(chunk: any, encoding: any, callback: any) {
    this.chunk = chunk;
    this.encoding = encoding;
    this.callback = callback;
  }
}

/** Writes that completed at once and share one tick, because they have the same callback. */
class CompletionTick {
  stream: any;
  callback: any;
  count = 1;
  constructor(stream: any, callback: any) {
    this.stream = stream;
    this.callback = callback;
  }
}

export class WritableState {
  objectMode: boolean;
  highWaterMark: number;
  decodeStrings: boolean;
  defaultEncoding: string;
  emitClose: boolean;
  autoDestroy: boolean;
  length = 0;
  writing = false;
  corked = 0;
  sync = true;
  bufferProcessing = false;
  needDrain = false;
  ending = false;
  ended = false;
  finished = false;
  finalCalled = false;
  prefinished = false;
  destroyed = false;
  constructed = true;
  errored: any = null;
  errorEmitted = false;
  closed = false;
  closeEmitted = false;
  /** `write` callbacks and ticks that are still to come. */
  pendingcb = 0;
  writelen = 0;
  writecb: any = null;
  buffered: PendingWrite[] = [];
  bufferedIndex = 0;
  finishCallbacks: any[] = [];
  tick: CompletionTick | null = null;
  destroyWhenConstructed: any = undefined;
  readonly onwrite: (error?: any) => void;
  /** False when a Duplex was made with `writable: false`. */
  writable: boolean | undefined = undefined;

  constructor(options: any, stream: any, isDuplex: boolean) {
    const given = options ?? {};
    this.objectMode = !!given.objectMode || (isDuplex && !!given.writableObjectMode);
    this.highWaterMark = highWaterMarkOf(given, 'writable', isDuplex, this.objectMode);
    this.decodeStrings = given.decodeStrings !== false;
    this.defaultEncoding = given.defaultEncoding ?? 'utf8';
    this.emitClose = given.emitClose !== false;
    this.autoDestroy = given.autoDestroy !== false;
    this.onwrite = (error?: any) => writeDone(stream, this, error);
  }

  getBuffer(): any[] {
    return this.buffered.slice(this.bufferedIndex);
  }
}

/** `stream.write`: true, false (wait for 'drain') or the error that was reported. */
export function writeChunk(
  stream: any,
  state: WritableState,
  data: any,
  encoding: any,
  callback: any,
): any {
  let chunk = data;
  let coding = encoding;
  let done = callback;
  if (typeof coding === 'function') {
    done = coding;
    coding = state.defaultEncoding;
  } else {
    if (!coding) coding = state.defaultEncoding;
    else if (coding !== 'buffer' && !Buffer.isEncoding(coding))
      throw codedTypeError('ERR_UNKNOWN_ENCODING', 'Unknown encoding: ' + coding);
    if (typeof done !== 'function') done = ignore;
  }
  if (chunk === null) throw nullValues();
  if (!state.objectMode) {
    if (typeof chunk === 'string') {
      if (state.decodeStrings) {
        chunk = Buffer.from(chunk, coding);
        coding = 'buffer';
      }
    } else if (chunk instanceof Buffer) {
      coding = 'buffer';
    } else if (ArrayBuffer.isView(chunk)) {
      chunk = Buffer.from(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength);
      coding = 'buffer';
    } else throw invalidChunk(chunk);
  }
  let error: any;
  if (state.ending) error = writeAfterEnd();
  else if (state.destroyed) error = streamDestroyed('write');
  if (error !== undefined) {
    enqueueTick(done, error);
    errorOrDestroy(stream, error, true);
    return error;
  }
  state.pendingcb++;
  return writeOrBuffer(stream, state, chunk, coding, done);
}

function writeOrBuffer(
  stream: any,
  state: WritableState,
  chunk: any,
  encoding: any,
  callback: any,
): boolean {
  const size = state.objectMode ? 1 : chunk.length;
  state.length += size;
  if (state.writing || state.corked > 0 || state.errored || !state.constructed) {
    state.buffered.push(new PendingWrite(chunk, encoding, callback));
  } else {
    state.writelen = size;
    state.writecb = callback;
    state.writing = true;
    state.sync = true;
    stream._write(chunk, encoding, state.onwrite);
    state.sync = false;
  }
  // A `_write` that completed at once has made room again.
  const hasRoom = state.length < state.highWaterMark;
  if (!hasRoom) state.needDrain = true;
  return hasRoom && !state.errored && !state.destroyed;
}

/** The stream's `_write` or `_writev` has called back. */
function writeDone(stream: any, state: WritableState, error: any): void {
  const sync = state.sync;
  const callback = state.writecb;
  if (typeof callback !== 'function') {
    errorOrDestroy(stream, multipleCallback());
    return;
  }
  state.writing = false;
  state.writecb = null;
  state.length -= state.writelen;
  state.writelen = 0;
  if (error) {
    if (!state.errored) state.errored = error;
    const readable = stream._readableState;
    if (readable !== undefined && !readable.errored) readable.errored = error;
    if (sync) enqueueTick(failWrite, stream, state, error, callback);
    else failWrite(stream, state, error, callback);
    return;
  }
  if (state.buffered.length > state.bufferedIndex) clearWriteBuffer(stream, state);
  if (!sync) {
    afterWrite(stream, state, 1, callback);
  } else if (state.tick !== null && state.tick.callback === callback) {
    state.tick.count++;
  } else {
    state.tick = new CompletionTick(stream, callback);
    enqueueTick(afterWriteTick, state.tick);
  }
}

function afterWriteTick(tick: CompletionTick): void {
  const state: WritableState = tick.stream._writableState;
  state.tick = null;
  afterWrite(tick.stream, state, tick.count, tick.callback);
}

function afterWrite(stream: any, state: WritableState, count: number, callback: any): void {
  if (!state.ending && !state.destroyed && state.length === 0 && state.needDrain) {
    state.needDrain = false;
    stream.emit('drain');
  }
  for (let i = 0; i < count; i++) {
    state.pendingcb--;
    callback(null);
  }
  if (state.destroyed) failBuffered(state);
  finishMaybe(stream, state, false);
}

function failWrite(stream: any, state: WritableState, error: any, callback: any): void {
  state.pendingcb--;
  callback(error);
  failBuffered(state);
  errorOrDestroy(stream, error);
}

/** Calls back every write and end that will not happen. */
export function failBuffered(state: WritableState): void {
  if (state.writing) return;
  for (let i = state.bufferedIndex; i < state.buffered.length; i++) {
    const pending = state.buffered[i]!;
    state.length -= state.objectMode ? 1 : pending.chunk.length;
    pending.callback(state.errored ?? streamDestroyed('write'));
  }
  const callbacks = state.finishCallbacks;
  state.finishCallbacks = [];
  for (let i = 0; i < callbacks.length; i++) callbacks[i](state.errored ?? streamDestroyed('end'));
  state.buffered = [];
  state.bufferedIndex = 0;
}

/** Hands buffered writes to the stream, as one `_writev` where it has that. */
export function clearWriteBuffer(stream: any, state: WritableState): void {
  if (state.corked > 0 || state.bufferProcessing || state.destroyed || !state.constructed) return;
  const count = state.buffered.length - state.bufferedIndex;
  if (count === 0) return;
  state.bufferProcessing = true;
  if (count > 1 && typeof stream._writev === 'function') {
    writeAllBuffered(stream, state, count);
  } else {
    let i = state.bufferedIndex;
    do {
      const pending = state.buffered[i]!;
      state.buffered[i++] = undefined as any;
      state.bufferedIndex = i;
      state.writelen = state.objectMode ? 1 : pending.chunk.length;
      state.writecb = pending.callback;
      state.writing = true;
      state.sync = true;
      stream._write(pending.chunk, pending.encoding, state.onwrite);
      state.sync = false;
    } while (i < state.buffered.length && !state.writing);
    if (i === state.buffered.length) {
      state.buffered = [];
      state.bufferedIndex = 0;
    } else if (i > 256) {
      state.buffered = state.buffered.slice(i);
      state.bufferedIndex = 0;
    }
  }
  state.bufferProcessing = false;
}

function writeAllBuffered(stream: any, state: WritableState, count: number): void {
  state.pendingcb -= count - 1;
  const list =
    state.bufferedIndex === 0 ? state.buffered : state.buffered.slice(state.bufferedIndex);
  state.buffered = [];
  state.bufferedIndex = 0;
  let silent = true;
  for (let i = 0; i < list.length; i++) if (list[i]!.callback !== ignore) silent = false;
  state.writelen = state.length;
  state.writecb = silent
    ? ignore
    : (error: any) => {
        for (let i = 0; i < list.length; i++) list[i]!.callback(error);
      };
  state.writing = true;
  state.sync = true;
  stream._writev(list, state.onwrite);
  state.sync = false;
}

/** `stream.end(chunk, encoding, callback)`. */
export function endWritable(
  stream: any,
  state: WritableState,
  data: any,
  encoding: any,
  callback: any,
): void {
  let chunk = data;
  let coding = encoding;
  let done = callback;
  if (typeof chunk === 'function') {
    done = chunk;
    chunk = null;
    coding = null;
  } else if (typeof coding === 'function') {
    done = coding;
    coding = null;
  }
  let error: any;
  if (chunk !== null && chunk !== undefined) {
    const result = writeChunk(stream, state, chunk, coding, undefined);
    if (result instanceof Error) error = result;
  }
  if (state.corked > 0) {
    state.corked = 1;
    uncorkWritable(stream, state);
  }
  if (error !== undefined) {
    // Reported already.
  } else if (!state.errored && !state.ending) {
    state.ending = true;
    finishMaybe(stream, state, true);
    state.ended = true;
  } else if (state.finished) error = alreadyFinished('end');
  else if (state.destroyed) error = streamDestroyed('end');
  if (typeof done === 'function') {
    if (error !== undefined) enqueueTick(done, error);
    else if (state.finished) enqueueTick(done);
    else state.finishCallbacks.push(done);
  }
}

export function uncorkWritable(stream: any, state: WritableState): void {
  if (state.corked === 0) return;
  state.corked--;
  if (!state.writing) clearWriteBuffer(stream, state);
}

function canFinish(state: WritableState): boolean {
  return (
    state.ending &&
    !state.destroyed &&
    state.constructed &&
    state.length === 0 &&
    !state.errored &&
    state.buffered.length === 0 &&
    !state.finished &&
    !state.writing &&
    !state.errorEmitted &&
    !state.closeEmitted
  );
}

export function finishMaybe(stream: any, state: WritableState, sync: boolean): void {
  if (!canFinish(state)) return;
  prefinish(stream, state);
  if (state.pendingcb !== 0) return;
  if (sync) {
    state.pendingcb++;
    enqueueTick(finishLater, stream, state);
  } else if (canFinish(state)) {
    state.pendingcb++;
    finish(stream, state);
  }
}

function finishLater(stream: any, state: WritableState): void {
  if (canFinish(state)) finish(stream, state);
  else state.pendingcb--;
}

function prefinish(stream: any, state: WritableState): void {
  if (state.prefinished || state.finalCalled) return;
  if (typeof stream._final === 'function' && !state.destroyed) {
    state.finalCalled = true;
    callFinal(stream, state);
  } else {
    state.prefinished = true;
    stream.emit('prefinish');
  }
}

function callFinal(stream: any, state: WritableState): void {
  let called = false;
  const onFinal = (error: any) => {
    if (called) {
      errorOrDestroy(stream, error ?? multipleCallback());
      return;
    }
    called = true;
    state.pendingcb--;
    if (error) {
      const callbacks = state.finishCallbacks;
      state.finishCallbacks = [];
      for (let i = 0; i < callbacks.length; i++) callbacks[i](error);
      errorOrDestroy(stream, error, state.sync);
    } else if (canFinish(state)) {
      state.prefinished = true;
      stream.emit('prefinish');
      // Some streams put a late write into 'prefinish'.
      state.pendingcb++;
      enqueueTick(finish, stream, state);
    }
  };
  state.sync = true;
  state.pendingcb++;
  try {
    stream._final(onFinal);
  } catch (error) {
    onFinal(error);
  }
  state.sync = false;
}

function finish(stream: any, state: WritableState): void {
  state.pendingcb--;
  state.finished = true;
  const callbacks = state.finishCallbacks;
  state.finishCallbacks = [];
  for (let i = 0; i < callbacks.length; i++) callbacks[i]();
  stream.emit('finish');
  if (state.autoDestroy) {
    const readable = stream._readableState;
    // A Duplex goes when both sides are done.
    if (
      readable === undefined ||
      (readable.autoDestroy && (readable.endEmitted || readable.readable === false))
    )
      stream.destroy();
  }
}
