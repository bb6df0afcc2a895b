// Finished: calls back once a stream has ended, finished, failed or closed too early. Layer: node (stream.finished).

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { abortError, invalidArgumentType, prematureClose } from './errors.ts';

function isRequestLike(stream: any): boolean {
  return stream.setHeader !== undefined && typeof stream.abort === 'function';
}

function readableDone(stream: any): boolean {
  const state = stream._readableState;
  if (state !== undefined)
    return !!state.endEmitted || (state.ended && state.length === 0 && state.endEmitted);
  return false;
}

/** A readable side that is still expected to end. */
function isReadableSide(stream: any): boolean {
  const state = stream._readableState;
  return state !== undefined && state.readable !== false && typeof stream.read === 'function';
}

/** A writable side; an outgoing HTTP message counts. */
function isWritableSide(stream: any): boolean {
  const state = stream._writableState;
  if (state !== undefined) return state.writable !== false;
  return typeof stream.write === 'function' && typeof stream.end === 'function';
}

/** `finished(stream, options?, callback)`: returns a function that stops listening. */
export function finished(stream: any, optionsOrCallback: any, givenCallback?: any): () => void {
  let options: any = optionsOrCallback;
  let callback = givenCallback;
  if (typeof options === 'function') {
    callback = options;
    options = {};
  } else if (options === null || options === undefined) options = {};
  if (typeof callback !== 'function')
    throw invalidArgumentType('callback', 'of type function', callback);
  if (stream === null || typeof stream !== 'object' || typeof stream.on !== 'function')
    throw invalidArgumentType(
      'stream',
      'an instance of ReadableStream, WritableStream, or Stream',
      stream,
    );
  let called = false;
  const done = (error?: any) => {
    if (called) return;
    called = true;
    if (error === undefined) callback.call(stream);
    else callback.call(stream, error);
  };

  const readable = options.readable ?? isReadableSide(stream);
  const writable = options.writable ?? isWritableSide(stream);
  const writableState = stream._writableState;
  const readableState = stream._readableState;
  let writableFinished = !!stream.writableFinished;
  let readableFinished = readableDone(stream);

  const onFinish = () => {
    writableFinished = true;
    if (stream.destroyed && !willEmitClose) {
      done();
      return;
    }
    if (willEmitClose && (!stream.writable || readable)) return;
    if (!readable || readableFinished) done();
  };
  const onEnd = () => {
    readableFinished = true;
    if (stream.destroyed && !willEmitClose) {
      done();
      return;
    }
    if (willEmitClose && (!stream.readable || writable)) return;
    if (!writable || writableFinished) done();
  };
  const onError = (error: any) => done(error);
  const onClose = () => {
    const failure =
      (writableState && writableState.errored) || (readableState && readableState.errored);
    if (failure && typeof failure !== 'boolean') {
      done(failure);
      return;
    }
    if (readable && !readableFinished && isReadableSide(stream) && !readableDone(stream)) {
      done(prematureClose());
      return;
    }
    if (writable && !writableFinished && !stream.writableFinished) {
      done(prematureClose());
      return;
    }
    done();
  };
  const willEmitClose =
    closesLater(writableState, readableState) &&
    (!!options.readable || isReadableSide(stream)) === readable &&
    (!!options.writable || isWritableSide(stream)) === writable;

  if (isRequestLike(stream)) stream.on('complete', onFinish);
  if (writable && writableState === undefined && !isRequestLike(stream)) {
    stream.on('end', onLegacyEnd);
    stream.on('close', onLegacyEnd);
  }
  function onLegacyEnd(): void {
    if (!writableState && stream.writableFinished) onFinish();
  }
  stream.on('end', onEnd);
  stream.on('finish', onFinish);
  if (options.error !== false) stream.on('error', onError);
  stream.on('close', onClose);

  const alreadyClosed =
    (writableState && writableState.closed) ||
    (readableState && readableState.closed) ||
    stream._closed === true;
  if (alreadyClosed) enqueueTick(onClose);
  else if (
    (writableState && writableState.errorEmitted) ||
    (readableState && readableState.errorEmitted)
  ) {
    if (!willEmitClose) enqueueTick(onClose);
  } else if (!readable && writable && writableFinished && !willEmitClose) enqueueTick(onClose);
  else if (!writable && readable && readableFinished && !willEmitClose) enqueueTick(onClose);

  const cleanup = () => {
    stream.removeListener('complete', onFinish);
    stream.removeListener('end', onLegacyEnd);
    stream.removeListener('close', onLegacyEnd);
    stream.removeListener('end', onEnd);
    stream.removeListener('finish', onFinish);
    stream.removeListener('error', onError);
    stream.removeListener('close', onClose);
  };
  if (options.signal)
    listenForAbort(options.signal, () => {
      cleanup();
      done(abortError(options.signal.reason));
    });
  return () => {
    called = true;
    cleanup();
  };
}

function closesLater(writable: any, readable: any): boolean {
  const state = writable ?? readable;
  if (!state) return false;
  return state.autoDestroy && state.emitClose && state.closed === false;
}

function listenForAbort(signal: any, callback: () => void): void {
  if (signal.aborted) enqueueTick(callback);
  else signal.addEventListener('abort', callback, { once: true });
}
