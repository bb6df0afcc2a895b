// TransformStream (WHATWG Streams §6), and the text and identity transforms built on it. Layer: web.

import { withCode } from '../node/errors.ts';
import { ReadableState } from './streams/readable-state.ts';
import { Deferred, invalidState, promiseOf } from './streams/deferred.ts';
import { highWaterMarkOf } from './streams/strategy.ts';
import { WritableState } from './streams/writable-state.ts';
import { TextDecoder } from './text-decoder.ts';
import { TextEncoder } from './text-encoder.ts';
import { ReadableStream } from './readable-stream.ts';
import { WritableStream } from './writable-stream.ts';

/** Both sides and what couples them: while `backpressure` holds, writes wait. */
class TransformState {
  readable!: ReadableState;
  writable!: WritableState;
  backpressure = true;
  change = new Deferred<undefined>();

  setBackpressure(value: boolean): void {
    const before = this.change;
    this.change = new Deferred<undefined>();
    this.backpressure = value;
    before.resolve(undefined);
  }

  enqueue(chunk: any): void {
    const readable = this.readable;
    readable.enqueue(chunk);
    const full = !readable.shouldPull();
    if (full !== this.backpressure) this.setBackpressure(full);
  }

  fail(error: any): void {
    this.readable.fail(error);
    this.failWritable(error);
  }

  failWritable(error: any): void {
    this.writable.fail(error);
    if (this.backpressure) this.setBackpressure(false);
  }

  terminate(): void {
    if (this.readable.canEnqueue) this.readable.requestClose();
    this.failWritable(invalidState('TransformStream has been terminated'));
  }
}

/** @global */
export class TransformStreamDefaultController {
  readonly #state: TransformState;

  constructor(state?: any) {
    if (!(state instanceof TransformState))
      throw withCode(new TypeError('Illegal constructor'), 'ERR_ILLEGAL_CONSTRUCTOR');
    this.#state = state;
  }

  get desiredSize(): number | null {
    return this.#state.readable.desiredSize;
  }

  enqueue(chunk?: any): void {
    this.#state.enqueue(chunk);
  }

  error(reason?: any): void {
    this.#state.fail(reason);
  }

  terminate(): void {
    this.#state.terminate();
  }
}

/** @global */
export class TransformStream {
  readonly #readable: ReadableStream;
  readonly #writable: WritableStream;

  constructor(transformer: any = {}, writableStrategy: any = {}, readableStrategy: any = {}) {
    const given = transformer ?? {};
    const state = new TransformState();
    const controller = new TransformStreamDefaultController(state);
    state.readable = new ReadableState(
      highWaterMarkOf(readableStrategy, 0),
      readableStrategy?.size,
      () => {
        state.setBackpressure(false);
        return state.change.promise;
      },
      (reason) => {
        state.failWritable(reason);
        return typeof given.cancel === 'function'
          ? promiseOf(given.cancel, given, reason)
          : Promise.resolve(undefined);
      },
    );
    state.writable = new WritableState(
      highWaterMarkOf(writableStrategy, 1),
      writableStrategy?.size,
      {
        write: (chunk) => transformChunk(state, given, controller, chunk),
        close: () => closeTransform(state, given, controller),
        abort: async (reason) => {
          state.readable.fail(reason);
        },
      },
    );
    this.#readable = new ReadableStream(state.readable);
    this.#writable = new WritableStream(state.writable);
    const start = given.start;
    const started = Promise.resolve(
      typeof start === 'function' ? start.call(given, controller) : undefined,
    );
    state.readable.start(started);
    state.writable.start(started);
  }

  get readable(): ReadableStream {
    return this.#readable;
  }

  get writable(): WritableStream {
    return this.#writable;
  }
}

async function transformChunk(
  state: TransformState,
  transformer: any,
  controller: any,
  chunk: any,
): Promise<void> {
  if (state.backpressure) {
    await state.change.promise;
    if (state.writable.state === 'erroring') throw state.writable.storedError;
  }
  try {
    if (typeof transformer.transform === 'function')
      await promiseOf(transformer.transform, transformer, chunk, controller);
    else controller.enqueue(chunk);
  } catch (error) {
    state.fail(error);
    throw error;
  }
}

async function closeTransform(
  state: TransformState,
  transformer: any,
  controller: any,
): Promise<void> {
  try {
    if (typeof transformer.flush === 'function')
      await promiseOf(transformer.flush, transformer, controller);
  } catch (error) {
    state.fail(error);
    throw error;
  }
  if (state.readable.state === 'errored') throw state.readable.storedError;
  if (state.readable.canEnqueue) state.readable.requestClose();
}

/** @global */
export class TextEncoderStream {
  readonly #transform: TransformStream;

  constructor() {
    const encoder = new TextEncoder();
    this.#transform = new TransformStream({
      transform(chunk: any, controller: any) {
        const bytes = encoder.encode(String(chunk));
        if (bytes.length > 0) controller.enqueue(bytes);
      },
    });
  }

  get encoding(): string {
    return 'utf-8';
  }
  get readable(): ReadableStream {
    return this.#transform.readable;
  }
  get writable(): WritableStream {
    return this.#transform.writable;
  }
}

/** @global */
export class TextDecoderStream {
  readonly #transform: TransformStream;
  readonly #decoder: TextDecoder;

  constructor(label: string = 'utf-8', options: any = {}) {
    const decoder = new TextDecoder(label, options);
    this.#decoder = decoder;
    this.#transform = new TransformStream({
      transform(chunk: any, controller: any) {
        const text = decoder.decode(chunk, { stream: true });
        if (text !== '') controller.enqueue(text);
      },
      flush(controller: any) {
        const text = decoder.decode();
        if (text !== '') controller.enqueue(text);
      },
    });
  }

  get encoding(): string {
    return this.#decoder.encoding;
  }
  get fatal(): boolean {
    return this.#decoder.fatal;
  }
  get ignoreBOM(): boolean {
    return this.#decoder.ignoreBOM;
  }
  get readable(): ReadableStream {
    return this.#transform.readable;
  }
  get writable(): WritableStream {
    return this.#transform.writable;
  }
}
