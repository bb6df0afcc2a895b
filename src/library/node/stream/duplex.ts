// Duplex: a readable and a writable side in one object. Layer: node (node:stream).
// Both states are made at the first use when the stream was constructed with LAZY_STATE.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { Buffer } from '../buffer.ts';
import { constructStream } from './destroy.ts';
import { codedTypeError } from './errors.ts';
import { emitReadable } from './readable-flow.ts';
import { ReadableState } from './readable-state.ts';
import { LAZY_STATE, Readable } from './readable.ts';
import {
  endWritable,
  failBuffered,
  uncorkWritable,
  WritableState,
  writeChunk,
} from './writable-state.ts';
import { adoptWritableOptions, defaultWrite, startWritable } from './writable.ts';

export class Duplex extends Readable {
  _lazyWritable: WritableState | undefined = undefined;
  allowHalfOpen = true;

  constructor(options?: any) {
    super(options);
    if (options === LAZY_STATE) return;
    this._lazyWritable = new WritableState(options, this, true);
    if (options) {
      if (options.allowHalfOpen === false) this.allowHalfOpen = false;
      if (options.readable === false) {
        const state = this._readableState;
        state.readable = false;
        state.ended = true;
        state.endEmitted = true;
      }
      if (options.writable === false) {
        const state = this._writableState;
        state.writable = false;
        state.ending = true;
        state.ended = true;
        state.finished = true;
      }
      if (typeof options.read === 'function') this._read = options.read;
      adoptWritableOptions(this, options);
    }
    constructStream(this, () => {
      if (this._readableState.needReadable) emitReadable(this);
      startWritable(this);
    });
  }

  get _isDuplexStream(): boolean {
    return true;
  }
  get _isWritableStream(): boolean {
    return true;
  }

  get _writableState(): WritableState {
    const state = this._lazyWritable;
    if (state !== undefined) return state;
    return (this._lazyWritable = this._createWritableState());
  }
  _createReadableState(): ReadableState {
    return new ReadableState(undefined, true);
  }
  _createWritableState(): WritableState {
    return new WritableState(undefined, this, true);
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
    if (!Buffer.isEncoding(encoding))
      throw codedTypeError('ERR_UNKNOWN_ENCODING', 'Unknown encoding: ' + encoding);
    this._writableState.defaultEncoding = encoding;
    return this;
  }
  destroy(error?: any, callback?: any): this {
    const state = this._writableState;
    if (
      !state.destroyed &&
      (state.bufferedIndex < state.buffered.length || state.finishCallbacks.length > 0)
    )
      enqueueTick(failBuffered, state);
    return super.destroy(error, callback);
  }

  get destroyed(): boolean {
    return this._readableState.destroyed && this._writableState.destroyed;
  }
  set destroyed(value: boolean) {
    this._readableState.destroyed = value;
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
