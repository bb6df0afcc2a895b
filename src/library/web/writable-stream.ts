// WritableStream, its writer and controller (WHATWG Streams §5). Layer: web. The algorithms are in streams/.

import { argumentTypeError, withCode } from '../node/errors.ts';
import { AbortController } from './abort.ts';
import { invalidState, promiseOf } from './streams/deferred.ts';
import { highWaterMarkOf } from './streams/strategy.ts';
import { WritableState } from './streams/writable-state.ts';

let stateOf: (stream: WritableStream) => WritableState;

/** The state behind a stream; undefined for anything else. */
export function writableStateOf(value: any): WritableState | undefined {
  return value instanceof WritableStream ? stateOf(value) : undefined;
}

/** @global */
export class WritableStreamDefaultController {
  readonly #state: WritableState;
  #abort: AbortController | undefined = undefined;

  constructor(state?: any) {
    if (!(state instanceof WritableState))
      throw withCode(new TypeError('Illegal constructor'), 'ERR_ILLEGAL_CONSTRUCTOR');
    this.#state = state;
  }

  get signal(): any {
    if (this.#abort === undefined) {
      const abort = new AbortController();
      this.#abort = abort;
      this.#state.onAbortSignal = (reason) => abort.abort(reason);
    }
    return this.#abort.signal;
  }

  error(error?: any): void {
    this.#state.fail(error);
  }
}

/** @global */
export class WritableStreamDefaultWriter {
  #state: WritableState | null;
  #released: Promise<any> | undefined = undefined;

  constructor(stream: any) {
    const state = writableStateOf(stream);
    if (state === undefined) throw argumentTypeError('stream', 'WritableStream', stream);
    if (state.locked) throw invalidState('WritableStream is locked');
    state.locked = true;
    this.#state = state;
  }

  get closed(): Promise<undefined> {
    return this.#state === null ? this.#rejected() : this.#state.closed.promise;
  }

  get ready(): Promise<undefined> {
    return this.#state === null ? this.#rejected() : this.#state.ready.promise;
  }

  get desiredSize(): number | null {
    if (this.#state === null) throw invalidState('Writer is not bound to a WritableStream');
    return this.#state.desiredSize;
  }

  #rejected(): Promise<any> {
    if (this.#released === undefined) {
      this.#released = Promise.reject(invalidState('Writer has been released'));
      this.#released.then(undefined, () => {});
    }
    return this.#released;
  }

  write(chunk?: any): Promise<undefined> {
    return this.#state === null ? this.#rejected() : this.#state.write(chunk);
  }

  close(): Promise<undefined> {
    return this.#state === null ? this.#rejected() : this.#state.close();
  }

  abort(reason?: any): Promise<undefined> {
    return this.#state === null ? this.#rejected() : this.#state.abort(reason);
  }

  releaseLock(): void {
    if (this.#state === null) return;
    this.#state.locked = false;
    this.#state = null;
  }
}

/** @global */
export class WritableStream {
  readonly #state: WritableState;

  static {
    stateOf = (stream) => stream.#state;
  }

  constructor(sink: any = {}, strategy: any = {}) {
    if (sink instanceof WritableState) {
      this.#state = sink;
      return;
    }
    if (sink?.type !== undefined)
      throw withCode(
        new RangeError("The property 'sink.type' is invalid. Received " + String(sink.type)),
        'ERR_INVALID_ARG_VALUE',
      );
    const state: WritableState = new WritableState(highWaterMarkOf(strategy, 1), strategy?.size, {
      write: (chunk) =>
        typeof sink?.write === 'function'
          ? promiseOf(sink.write, sink, chunk, controller)
          : Promise.resolve(undefined),
      close: () =>
        typeof sink?.close === 'function'
          ? promiseOf(sink.close, sink)
          : Promise.resolve(undefined),
      abort: (reason) =>
        typeof sink?.abort === 'function'
          ? promiseOf(sink.abort, sink, reason)
          : Promise.resolve(undefined),
    });
    this.#state = state;
    const controller = new WritableStreamDefaultController(state);
    const start = sink?.start;
    state.start(
      Promise.resolve(typeof start === 'function' ? start.call(sink, controller) : undefined),
    );
  }

  get locked(): boolean {
    return this.#state.locked;
  }

  abort(reason?: any): Promise<undefined> {
    if (this.#state.locked) return Promise.reject(invalidState('WritableStream is locked'));
    return this.#state.abort(reason);
  }

  close(): Promise<undefined> {
    if (this.#state.locked) return Promise.reject(invalidState('WritableStream is locked'));
    return this.#state.close();
  }

  getWriter(): WritableStreamDefaultWriter {
    return new WritableStreamDefaultWriter(this);
  }
}
