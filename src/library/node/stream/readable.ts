// Readable: a source of data that is read on demand. Layer: node (node:stream). The algorithm is in readable-flow.ts.
// The state is made at the first use, so that an object which nobody reads from (an HTTP request without body) stays light.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { StringDecoder } from '../string_decoder.ts';
import { attachAbortSignal } from './abort.ts';
import { iterateReadable } from './async-iterator.ts';
import { constructStream, destroyStream } from './destroy.ts';
import { methodNotImplemented } from './errors.ts';
import { readableFrom } from './from.ts';
import { Stream } from './legacy.ts';
import { addToReadable, emitReadable, readFrom, scheduleResume } from './readable-flow.ts';
import { collect, filterItems, forEachItem, mapItems, reduceItems } from './readable-operators.ts';
import { pipeReadable, unpipeReadable } from './readable-pipe.ts';
import { ReadableState } from './readable-state.ts';

/** Passed instead of options: no state until it is needed. */
export const LAZY_STATE = { lazy: true };

export class Readable extends Stream {
  declare _lazyReadable: ReadableState | undefined;

  constructor(options?: any) {
    super();
    if (options === LAZY_STATE) return;
    this._lazyReadable = new ReadableState(options, this._isDuplexStream);
    if (options && !this._isDuplexStream) {
      if (typeof options.read === 'function') this._read = options.read;
      if (typeof options.destroy === 'function') this._destroy = options.destroy;
      if (typeof options.construct === 'function') (this as any)._construct = options.construct;
      if (options.signal) attachAbortSignal(options.signal, this);
    }
    if (!this._isDuplexStream)
      constructStream(this, () => {
        const state = this._readableState;
        if (state.needReadable) emitReadable(this);
      });
  }

  static from(source: any, options?: any): Readable {
    return readableFrom(Readable, source, options);
  }

  get _isDuplexStream(): boolean {
    return false;
  }

  get _readableState(): ReadableState {
    const state = this._lazyReadable;
    if (state !== undefined) return state;
    return (this._lazyReadable = this._createReadableState());
  }

  /** The state of a stream made with LAZY_STATE. */
  _createReadableState(): ReadableState {
    return new ReadableState(undefined, false);
  }

  _read(_size: number): void {
    throw methodNotImplemented('_read()');
  }

  push(chunk: any, encoding?: any): boolean {
    return addToReadable(this, chunk, encoding, false);
  }

  unshift(chunk: any, encoding?: any): boolean {
    return addToReadable(this, chunk, encoding, true);
  }

  read(size?: any): any {
    return readFrom(this, size);
  }

  isPaused(): boolean {
    const state = this._readableState;
    return state.paused === true || state.flowing === false;
  }

  setEncoding(encoding: string): this {
    const state = this._readableState;
    const decoder = new StringDecoder(encoding);
    state.decoder = decoder;
    state.encoding = decoder.encoding;
    let text = '';
    const chunks = state.buffer;
    for (let i = 0; i < chunks.length; i++) text += decoder.write(chunks[i]);
    state.clear();
    if (text !== '') state.append(text);
    state.length = text.length;
    return this;
  }

  pipe(target: any, options?: any): any {
    return pipeReadable(this, target, options);
  }

  unpipe(target?: any): this {
    unpipeReadable(this, target);
    return this;
  }

  on(event: any, listener: any): this {
    super.on(event, listener);
    if (event === 'data') {
      const state = this._readableState;
      state.readableListening = this.listenerCount('readable') > 0;
      if (state.flowing !== false) this.resume();
    } else if (event === 'readable') {
      const state = this._readableState;
      if (!state.endEmitted && !state.readableListening) {
        state.readableListening = state.needReadable = true;
        state.flowing = false;
        state.emittedReadable = false;
        if (state.length > 0) emitReadable(this);
        else if (!state.reading) enqueueTick(readNothing, this);
      }
    }
    return this;
  }

  addListener(event: any, listener: any): this {
    return this.on(event, listener);
  }

  removeListener(event: any, listener: any): this {
    super.removeListener(event, listener);
    if (event === 'readable') enqueueTick(updateReadableListening, this);
    return this;
  }

  off(event: any, listener: any): this {
    return this.removeListener(event, listener);
  }

  removeAllListeners(event?: any): this {
    if (arguments.length === 0) super.removeAllListeners();
    else super.removeAllListeners(event);
    if (event === 'readable' || event === undefined) enqueueTick(updateReadableListening, this);
    return this;
  }

  resume(): this {
    const state = this._readableState;
    if (!state.flowing) {
      // With a 'readable' listener the data is not emitted but waits to be read.
      state.flowing = !state.readableListening;
      scheduleResume(this, state);
    }
    state.paused = false;
    return this;
  }

  pause(): this {
    const state = this._readableState;
    if (state.flowing !== false) {
      state.flowing = false;
      this.emit('pause');
    }
    state.paused = true;
    return this;
  }

  /** Reads from an old-style stream. */
  wrap(old: any): this {
    let paused = false;
    old.on('data', (chunk: any) => {
      if (!this.push(chunk) && old.pause) {
        paused = true;
        old.pause();
      }
    });
    old.on('end', () => this.push(null));
    old.on('error', (error: any) => this.destroy(error));
    old.on('close', () => this.destroy());
    this._read = () => {
      if (paused && old.resume) {
        paused = false;
        old.resume();
      }
    };
    return this;
  }

  destroy(error?: any, callback?: any): this {
    return destroyStream(this, error, callback);
  }

  _destroy(error: any, callback: any): void {
    callback(error);
  }

  [Symbol.asyncIterator](): any {
    return iterateReadable(this, undefined);
  }

  iterator(options?: any): any {
    return iterateReadable(this, options);
  }

  toArray(): Promise<any[]> {
    return collect(this);
  }

  forEach(callback: any): Promise<void> {
    return forEachItem(this, callback);
  }

  map(callback: any): Readable {
    return readableFrom(Readable, mapItems(this, callback), undefined);
  }

  filter(callback: any): Readable {
    return readableFrom(Readable, filterItems(this, callback), undefined);
  }

  reduce(callback: any, ...initial: any[]): Promise<any> {
    return reduceItems(this, callback, initial);
  }

  get destroyed(): boolean {
    return this._readableState.destroyed;
  }
  set destroyed(value: boolean) {
    this._readableState.destroyed = value;
  }
  get closed(): boolean {
    return this._readableState.closed;
  }
  get errored(): any {
    return this._readableState.errored;
  }
  get readable(): boolean {
    const state = this._readableState;
    return state.readable !== false && !state.destroyed && !state.errorEmitted && !state.endEmitted;
  }
  set readable(value: boolean) {
    this._readableState.readable = !!value;
  }
  get readableEnded(): boolean {
    return this._readableState.endEmitted;
  }
  get readableFlowing(): boolean | null {
    return this._readableState.flowing;
  }
  set readableFlowing(value: boolean | null) {
    this._readableState.flowing = value;
  }
  get readableLength(): number {
    return this._readableState.length;
  }
  get readableHighWaterMark(): number {
    return this._readableState.highWaterMark;
  }
  get readableObjectMode(): boolean {
    return this._readableState.objectMode;
  }
  get readableEncoding(): string | null {
    return this._readableState.encoding;
  }
  get readableDidRead(): boolean {
    return this._readableState.dataEmitted;
  }
  get readableAborted(): boolean {
    const state = this._readableState;
    return state.readable !== false && (state.destroyed || !!state.errored) && !state.endEmitted;
  }
}

// No state until it is needed.
(Readable.prototype as any)._lazyReadable = undefined;

function readNothing(stream: any): void {
  stream.read(0);
}

function updateReadableListening(stream: any): void {
  const state: ReadableState = stream._readableState;
  state.readableListening = stream.listenerCount('readable') > 0;
  if (state.resumeScheduled && state.paused === false) {
    state.flowing = true;
  } else if (stream.listenerCount('data') > 0) {
    stream.resume();
  } else if (!state.readableListening) {
    state.flowing = null;
  }
}
