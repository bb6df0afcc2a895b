// ReadableStream, its default reader and controller (WHATWG Streams §4). Layer: web. The algorithms are in streams/.

import { argumentTypeError, withCode } from '../node/errors.ts';
import { invalidState, promiseOf } from './streams/deferred.ts';
import { pipeStates } from './streams/pipe.ts';
import { readAsPromise, ReadableState, releaseReader } from './streams/readable-state.ts';
import type { ReaderState } from './streams/readable-state.ts';
import { teeReadable } from './streams/readable-tee.ts';
import { highWaterMarkOf } from './streams/strategy.ts';
import { writableStateOf } from './writable-stream.ts';

let stateOf: (stream: ReadableStream) => ReadableState;

/** The state behind a stream; undefined for anything else. */
export function readableStateOf(value: any): ReadableState | undefined {
  return value instanceof ReadableStream ? stateOf(value) : undefined;
}

/** A stream over a state of the library's own. */
export function streamOfState(state: ReadableState): ReadableStream {
  return new ReadableStream(state);
}

function illegalConstructor(): TypeError {
  return withCode(new TypeError('Illegal constructor'), 'ERR_ILLEGAL_CONSTRUCTOR');
}

/** @global */
export class ReadableStreamDefaultController {
  readonly #state: ReadableState;

  constructor(state?: any) {
    if (!(state instanceof ReadableState)) throw illegalConstructor();
    this.#state = state;
  }

  get desiredSize(): number | null {
    return this.#state.desiredSize;
  }

  enqueue(chunk?: any): void {
    const state = this.#state;
    if (state.isByteStream) {
      if (!ArrayBuffer.isView(chunk))
        throw argumentTypeError('buffer', ['Buffer', 'TypedArray', 'DataView'], chunk);
      if (chunk.byteLength === 0)
        throw invalidState('chunk ArrayBuffer is zero-length or detached');
    }
    state.enqueue(chunk);
  }

  close(): void {
    this.#state.requestClose();
  }

  error(error?: any): void {
    this.#state.fail(error);
  }

  /** There is no reader with a buffer of its own. */
  get byobRequest(): null {
    return null;
  }
}

/** @global */
export class ReadableStreamDefaultReader {
  readonly #reader: ReaderState;

  constructor(stream: any) {
    const state = readableStateOf(stream);
    if (state === undefined) throw argumentTypeError('stream', 'ReadableStream', stream);
    this.#reader = state.acquireReader();
  }

  get closed(): Promise<undefined> {
    return this.#reader.closed.promise;
  }

  read(): Promise<{ value: any; done: boolean }> {
    return readAsPromise(this.#reader);
  }

  cancel(reason?: any): Promise<undefined> {
    const stream = this.#reader.stream;
    if (stream === null)
      return Promise.reject(invalidState('The reader is not attached to a stream'));
    return stream.cancel(reason);
  }

  releaseLock(): void {
    releaseReader(this.#reader);
  }
}

/** @global */
export class ReadableStream {
  readonly #state: ReadableState;

  static {
    stateOf = (stream) => stream.#state;
  }

  constructor(source: any = {}, strategy: any = {}) {
    if (source instanceof ReadableState) {
      this.#state = source;
      return;
    }
    if (source === null || typeof source !== 'object')
      throw argumentTypeError('source', 'Object', source);
    const isBytes = String(source.type) === 'bytes';
    if (source.type !== undefined && !isBytes)
      throw withCode(
        new TypeError("The property 'source.type' is invalid. Received " + String(source.type)),
        'ERR_INVALID_ARG_VALUE',
      );
    const pull = source.pull;
    const cancel = source.cancel;
    const state: ReadableState = new ReadableState(
      highWaterMarkOf(strategy, isBytes ? 0 : 1),
      isBytes ? undefined : strategy?.size,
      typeof pull === 'function' ? () => promiseOf(pull, source, controller) : undefined,
      typeof cancel === 'function' ? (reason) => promiseOf(cancel, source, reason) : undefined,
    );
    state.isByteStream = isBytes;
    this.#state = state;
    const controller = new ReadableStreamDefaultController(state);
    const start = source.start;
    // What start throws is the constructor's exception.
    const started = typeof start === 'function' ? start.call(source, controller) : undefined;
    state.start(Promise.resolve(started));
  }

  static from(iterable: any): ReadableStream {
    const isAsync = iterable !== null && iterable !== undefined && iterable[Symbol.asyncIterator];
    const method = isAsync || iterable?.[Symbol.iterator];
    if (typeof method !== 'function') {
      throw withCode(new TypeError(String(iterable) + ' is not iterable'), 'ERR_ARG_NOT_ITERABLE');
    }
    const iterator = method.call(iterable);
    return new ReadableStream(
      {
        async pull(controller: any) {
          const result = await iterator.next();
          if (result.done) controller.close();
          else controller.enqueue(isAsync ? result.value : await result.value);
        },
        async cancel(reason: any) {
          if (typeof iterator.return === 'function') await iterator.return(reason);
        },
      },
      { highWaterMark: 0 },
    );
  }

  get locked(): boolean {
    return this.#state.reader !== null;
  }

  cancel(reason?: any): Promise<undefined> {
    if (this.locked) return Promise.reject(invalidState('ReadableStream is locked'));
    return this.#state.cancel(reason);
  }

  getReader(options?: any): ReadableStreamDefaultReader {
    const mode = options?.mode;
    if (mode !== undefined)
      throw withCode(
        new TypeError("The property 'options.mode' is invalid. Received '" + String(mode) + "'"),
        'ERR_INVALID_ARG_VALUE',
      );
    return new ReadableStreamDefaultReader(this);
  }

  tee(): [ReadableStream, ReadableStream] {
    const [first, second] = teeReadable(this.#state);
    return [new ReadableStream(first), new ReadableStream(second)];
  }

  pipeTo(destination: any, options?: any): Promise<undefined> {
    const target = writableStateOf(destination);
    if (target === undefined)
      return Promise.reject(argumentTypeError('destination', 'WritableStream', destination));
    if (this.locked) return Promise.reject(invalidState('The ReadableStream is locked'));
    if (target.locked) return Promise.reject(invalidState('The WritableStream is locked'));
    return pipeStates(this.#state, target, options ?? {});
  }

  pipeThrough(transform: any, options?: any): any {
    if (readableStateOf(transform?.readable) === undefined)
      throw argumentTypeError('transform.readable', 'ReadableStream', transform?.readable);
    if (writableStateOf(transform.writable) === undefined)
      throw argumentTypeError('transform.writable', 'WritableStream', transform.writable);
    if (this.locked) throw invalidState('The ReadableStream is locked');
    if (writableStateOf(transform.writable)!.locked)
      throw invalidState('The WritableStream is locked');
    this.pipeTo(transform.writable, options).then(undefined, () => {});
    return transform.readable;
  }

  values(options?: any): AsyncGenerator<any> {
    const reader = this.#state.acquireReader();
    return iterate(reader, !!options?.preventCancel);
  }

  [Symbol.asyncIterator](options?: any): AsyncGenerator<any> {
    return this.values(options);
  }
}

async function* iterate(reader: ReaderState, preventCancel: boolean): AsyncGenerator<any> {
  let finished = false;
  try {
    for (;;) {
      let result: { value: any; done: boolean };
      try {
        result = await readAsPromise(reader);
      } catch (error) {
        finished = true;
        throw error;
      }
      if (result.done) {
        finished = true;
        return;
      }
      yield result.value;
    }
  } finally {
    const stream = reader.stream;
    if (!finished && !preventCancel && stream !== null) {
      const canceled = stream.cancel(undefined);
      releaseReader(reader);
      await canceled;
    } else releaseReader(reader);
  }
}
