// Destroy: how readable and writable streams end early, report errors and close. Layer: node.
// Works on any object with `_readableState` and / or `_writableState`; the order of 'error' and 'close' is Node's.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { abortError } from './errors.ts';

/** `stream.destroy(error)`: both sides at once. */
export function destroyStream(stream: any, error: any, callback?: any): any {
  const readable = stream._readableState;
  const writable = stream._writableState;
  if (
    (writable !== undefined && writable.destroyed) ||
    (readable !== undefined && readable.destroyed)
  ) {
    if (typeof callback === 'function') callback();
    return stream;
  }
  noteError(error, writable, readable);
  if (writable !== undefined) writable.destroyed = true;
  if (readable !== undefined) readable.destroyed = true;
  const state = writable ?? readable;
  if (!state.constructed) state.destroyWhenConstructed = { error, callback };
  else runDestroy(stream, error, callback);
  return stream;
}

function noteError(error: any, writable: any, readable: any): void {
  if (!error) return;
  if (writable !== undefined && !writable.errored) writable.errored = error;
  if (readable !== undefined && !readable.errored) readable.errored = error;
}

function runDestroy(stream: any, error: any, callback: any): void {
  let called = false;
  const onDestroy = (failure: any) => {
    if (called) return;
    called = true;
    const readable = stream._readableState;
    const writable = stream._writableState;
    noteError(failure, writable, readable);
    if (writable !== undefined) writable.closed = true;
    if (readable !== undefined) readable.closed = true;
    if (typeof callback === 'function') callback(failure);
    if (failure) enqueueTick(emitErrorAndClose, stream, failure);
    else enqueueTick(emitClose, stream);
  };
  try {
    stream._destroy(error || null, onDestroy);
  } catch (failure) {
    onDestroy(failure);
  }
}

function emitErrorAndClose(stream: any, error: any): void {
  emitError(stream, error);
  emitClose(stream);
}

function emitClose(stream: any): void {
  const readable = stream._readableState;
  const writable = stream._writableState;
  if (writable !== undefined) writable.closeEmitted = true;
  if (readable !== undefined) readable.closeEmitted = true;
  if (
    (writable !== undefined && writable.emitClose) ||
    (readable !== undefined && readable.emitClose)
  )
    stream.emit('close');
}

function emitError(stream: any, error: any): void {
  const readable = stream._readableState;
  const writable = stream._writableState;
  if (
    (writable !== undefined && writable.errorEmitted) ||
    (readable !== undefined && readable.errorEmitted)
  )
    return;
  if (writable !== undefined) writable.errorEmitted = true;
  if (readable !== undefined) readable.errorEmitted = true;
  stream.emit('error', error);
}

/** An operation of the stream failed: destroys it, or only reports when it does not destroy itself. */
export function errorOrDestroy(stream: any, error: any, later = false): void {
  const readable = stream._readableState;
  const writable = stream._writableState;
  if (
    (writable !== undefined && writable.destroyed) ||
    (readable !== undefined && readable.destroyed)
  )
    return;
  if (
    (readable !== undefined && readable.autoDestroy) ||
    (writable !== undefined && writable.autoDestroy)
  ) {
    stream.destroy(error);
  } else if (error) {
    noteError(error, writable, readable);
    if (later) enqueueTick(emitError, stream, error);
    else emitError(stream, error);
  }
}

/** Runs `_construct`, if the stream has one, before anything else happens to it. */
export function constructStream(stream: any, callback: () => void): void {
  if (typeof stream._construct !== 'function') return;
  const readable = stream._readableState;
  const writable = stream._writableState;
  if (readable !== undefined) readable.constructed = false;
  if (writable !== undefined) writable.constructed = false;
  const waiting = (stream._constructWaiting ??= []);
  waiting.push(callback);
  if (waiting.length === 1) enqueueTick(runConstruct, stream);
}

function runConstruct(stream: any): void {
  let called = false;
  const onConstruct = (error: any) => {
    if (called) {
      errorOrDestroy(stream, error);
      return;
    }
    called = true;
    const readable = stream._readableState;
    const writable = stream._writableState;
    const state = writable ?? readable;
    if (readable !== undefined) readable.constructed = true;
    if (writable !== undefined) writable.constructed = true;
    const pending = state.destroyWhenConstructed;
    if (pending !== undefined) {
      runDestroy(stream, pending.error ?? error, pending.callback);
    } else if (error) {
      errorOrDestroy(stream, error, true);
    } else {
      for (const callback of stream._constructWaiting) callback();
    }
  };
  try {
    stream._construct((error: any) => enqueueTick(onConstruct, error));
  } catch (error) {
    enqueueTick(onConstruct, error);
  }
}

/** Destroys anything that can be: a stream, a request, an old-style stream. */
export function destroyAny(stream: any, error: any): void {
  if (stream === null || stream === undefined) return;
  if (stream._readableState?.destroyed || stream._writableState?.destroyed) return;
  const reason = error || (isUnfinished(stream) ? abortError() : null);
  // Who gives up a response gives up its request.
  if (typeof stream._dumped === 'boolean' && stream.req !== undefined) {
    stream.req.abort();
    return;
  }
  // Giving up a request's body does not cut off its answer.
  if (typeof stream._dumped === 'boolean' && !stream.upgrade) stream.socket = null;
  if (typeof stream.destroy === 'function') stream.destroy(reason);
  else if (typeof stream.close === 'function') stream.close();
}

function isUnfinished(stream: any): boolean {
  const readable = stream._readableState;
  const writable = stream._writableState;
  if (readable !== undefined && readable.readable !== false && !readable.endEmitted) return true;
  return writable !== undefined && writable.writable !== false && !writable.finished;
}
