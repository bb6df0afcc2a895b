// Writable: a destination of data with back-pressure. Layer: node (node:stream). The algorithm is in writable-state.ts.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { constructStream, destroyStream } from './destroy.ts';
import { codedTypeError, methodNotImplemented } from './errors.ts';
import { Stream } from './legacy.ts';
import {
  clearWriteBuffer,
  endWritable,
  failBuffered,
  finishMaybe,
  uncorkWritable,
  WritableState,
  writeChunk,
} from './writable-state.ts';
import { attachAbortSignal } from './abort.ts';
import { Buffer } from '../buffer.ts';

/** Takes the `write`, `writev`, `final`, `destroy`, `construct` options as methods. */
export function adoptWritableOptions(stream: any, options: any): void {
  if (typeof options.write === 'function') stream._write = options.write;
  if (typeof options.writev === 'function') stream._writev = options.writev;
  if (typeof options.final === 'function') stream._final = options.final;
  if (typeof options.destroy === 'function') stream._destroy = options.destroy;
  if (typeof options.construct === 'function') stream._construct = options.construct;
  if (options.signal) attachAbortSignal(options.signal, stream);
}

/** What follows `_construct`. */
export function startWritable(stream: any): void {
  const state: WritableState = stream._writableState;
  if (!state.writing) clearWriteBuffer(stream, state);
  finishMaybe(stream, state, false);
}

/** Is a Writable or a Duplex; ordinary `instanceof` for subclasses. */
function isWritableInstance(constructor: any, object: any): boolean {
  if (object === null || (typeof object !== 'object' && typeof object !== 'function')) return false;
  let prototype = Object.getPrototypeOf(object);
  const wanted = constructor.prototype;
  while (prototype !== null) {
    if (prototype === wanted) return true;
    prototype = Object.getPrototypeOf(prototype);
  }
  return constructor === Writable && object._isWritableStream === true;
}

export class Writable extends Stream {
  _writableState: WritableState;

  constructor(options?: any) {
    super();
    this._writableState = new WritableState(options, this, false);
    if (options) adoptWritableOptions(this, options);
    constructStream(this, () => startWritable(this));
  }

  static [Symbol.hasInstance](object: any): boolean {
    return isWritableInstance(this, object);
  }

  get _isWritableStream(): boolean {
    return true;
  }

  pipe(): any {
    this.destroy();
    const error = codedTypeError('ERR_STREAM_CANNOT_PIPE', 'Cannot pipe, not readable');
    enqueueTick(() => this.emit('error', error));
  }

  write(chunk: any, encoding?: any, callback?: any): boolean {
    return writeChunk(this, this._writableState, chunk, encoding, callback) === true;
  }

  end(chunk?: any, encoding?: any, callback?: any): this {
    endWritable(this, this._writableState, chunk, encoding, callback);
    return this;
  }

  _write(chunk: any, encoding: any, callback: any): void {
    defaultWrite(this, chunk, encoding, callback);
  }

  cork(): void {
    this._writableState.corked++;
  }

  uncork(): void {
    uncorkWritable(this, this._writableState);
  }

  setDefaultEncoding(encoding: string): this {
    const name = typeof encoding === 'string' ? encoding.toLowerCase() : encoding;
    if (!Buffer.isEncoding(name))
      throw codedTypeError('ERR_UNKNOWN_ENCODING', 'Unknown encoding: ' + encoding);
    this._writableState.defaultEncoding = name;
    return this;
  }

  destroy(error?: any, callback?: any): this {
    const state = this._writableState;
    if (
      !state.destroyed &&
      (state.bufferedIndex < state.buffered.length || state.finishCallbacks.length > 0)
    )
      enqueueTick(failBuffered, state);
    return destroyStream(this, error, callback);
  }

  _destroy(error: any, callback: any): void {
    callback(error);
  }

  get destroyed(): boolean {
    return this._writableState.destroyed;
  }
  set destroyed(value: boolean) {
    this._writableState.destroyed = value;
  }
  get closed(): boolean {
    return this._writableState.closed;
  }
  get errored(): any {
    return this._writableState.errored;
  }
  get writable(): boolean {
    const state = this._writableState;
    return (
      state.writable !== false &&
      !state.destroyed &&
      !state.errored &&
      !state.ending &&
      !state.ended
    );
  }
  set writable(value: boolean) {
    this._writableState.writable = !!value;
  }
  get writableEnded(): boolean {
    return this._writableState.ending;
  }
  get writableFinished(): boolean {
    return this._writableState.finished;
  }
  get writableObjectMode(): boolean {
    return this._writableState.objectMode;
  }
  get writableHighWaterMark(): number {
    return this._writableState.highWaterMark;
  }
  get writableLength(): number {
    return this._writableState.length;
  }
  get writableCorked(): number {
    return this._writableState.corked;
  }
  get writableNeedDrain(): boolean {
    const state = this._writableState;
    return !state.destroyed && !state.ending && state.needDrain;
  }
  get writableAborted(): boolean {
    const state = this._writableState;
    return state.writable !== false && (state.destroyed || !!state.errored) && !state.finished;
  }
}

/** The default `_write` of a stream that has `_writev` only, or nothing. */
export function defaultWrite(stream: any, chunk: any, encoding: any, callback: any): void {
  if (typeof stream._writev !== 'function') throw methodNotImplemented('_write()');
  stream._writev([{ chunk, encoding }], callback);
}
