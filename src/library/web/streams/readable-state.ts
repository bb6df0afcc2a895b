// Readable stream state: the algorithms of a ReadableStream and its default controller. Layer: web (WHATWG Streams §4).
// The classes that programs see are thin; everything happens here, on one state object per stream.

import { Deferred, invalidState } from './deferred.ts';

/** What waits for a chunk: exactly one of the three is called. */
export interface ReadRequest {
  onChunk(chunk: any): void;
  onClose(): void;
  onError(error: any): void;
}

export class ReaderState {
  stream: ReadableState | null;
  requests: ReadRequest[] = [];
  closed = new Deferred<undefined>();

  constructor(stream: ReadableState) {
    this.stream = stream;
  }
}

export class ReadableState {
  state: 'readable' | 'closed' | 'errored' = 'readable';
  storedError: any = undefined;
  disturbed = false;
  reader: ReaderState | null = null;
  queue: any[] = [];
  sizes: number[] = [];
  queueTotal = 0;
  started = false;
  closeRequested = false;
  pulling = false;
  pullAgain = false;
  highWaterMark: number;
  sizeAlgorithm: any;
  pullAlgorithm: (() => Promise<any>) | undefined;
  cancelAlgorithm: ((reason: any) => Promise<any>) | undefined;
  /** Takes bytes only, and may hand them out in pieces. */
  isByteStream = false;

  constructor(
    highWaterMark: number,
    sizeAlgorithm: any,
    pullAlgorithm: (() => Promise<any>) | undefined,
    cancelAlgorithm: ((reason: any) => Promise<any>) | undefined,
  ) {
    this.highWaterMark = highWaterMark;
    this.sizeAlgorithm = sizeAlgorithm;
    this.pullAlgorithm = pullAlgorithm;
    this.cancelAlgorithm = cancelAlgorithm;
  }

  /** Pulling begins once the source's start has settled. */
  start(startPromise: Promise<any>): void {
    startPromise.then(
      () => {
        this.started = true;
        this.pullIfNeeded();
      },
      (error: any) => this.fail(error),
    );
  }

  get desiredSize(): number | null {
    if (this.state === 'errored') return null;
    if (this.state === 'closed') return 0;
    return this.highWaterMark - this.queueTotal;
  }

  get canEnqueue(): boolean {
    return !this.closeRequested && this.state === 'readable';
  }

  /** The source should produce more. */
  shouldPull(): boolean {
    if (!this.canEnqueue || !this.started) return false;
    if (this.reader !== null && this.reader.requests.length > 0) return true;
    return this.highWaterMark - this.queueTotal > 0;
  }

  pullIfNeeded(): void {
    if (!this.shouldPull()) return;
    if (this.pulling) {
      this.pullAgain = true;
      return;
    }
    const pull = this.pullAlgorithm;
    if (pull === undefined) return;
    this.pulling = true;
    pull().then(
      () => {
        this.pulling = false;
        if (this.pullAgain) {
          this.pullAgain = false;
          this.pullIfNeeded();
        }
      },
      (error: any) => this.fail(error),
    );
  }

  enqueue(chunk: any): void {
    if (!this.canEnqueue) {
      throw invalidState('Controller is already closed');
    }
    const reader = this.reader;
    if (reader !== null && reader.requests.length > 0) {
      reader.requests.shift()!.onChunk(chunk);
    } else {
      let size = 1;
      if (this.isByteStream) size = chunk.byteLength;
      else if (this.sizeAlgorithm !== undefined) {
        try {
          size = Number(this.sizeAlgorithm.call(undefined, chunk));
          if (!(size >= 0) || size === Infinity) throw invalidSize(size);
        } catch (error) {
          this.fail(error);
          throw error;
        }
      }
      this.queue.push(chunk);
      this.sizes.push(size);
      this.queueTotal += size;
    }
    this.pullIfNeeded();
  }

  /** The controller's close: what is queued is still delivered. */
  requestClose(): void {
    if (!this.canEnqueue) throw invalidState('Controller is already closed');
    this.closeRequested = true;
    if (this.queue.length === 0) {
      this.#clearAlgorithms();
      this.close();
    }
  }

  fail(error: any): void {
    if (this.state !== 'readable') return;
    this.queue = [];
    this.sizes = [];
    this.queueTotal = 0;
    this.#clearAlgorithms();
    this.state = 'errored';
    this.storedError = error;
    const reader = this.reader;
    if (reader === null) return;
    reader.closed.reject(error);
    const requests = reader.requests;
    reader.requests = [];
    for (let i = 0; i < requests.length; i++) requests[i]!.onError(error);
  }

  close(): void {
    if (this.state !== 'readable') return;
    this.state = 'closed';
    const reader = this.reader;
    if (reader === null) return;
    reader.closed.resolve(undefined);
    const requests = reader.requests;
    reader.requests = [];
    for (let i = 0; i < requests.length; i++) requests[i]!.onClose();
  }

  #clearAlgorithms(): void {
    this.pullAlgorithm = undefined;
    this.cancelAlgorithm = undefined;
    this.sizeAlgorithm = undefined;
  }

  cancel(reason: any): Promise<undefined> {
    this.disturbed = true;
    if (this.state === 'closed') return Promise.resolve(undefined);
    if (this.state === 'errored') return Promise.reject(this.storedError);
    this.close();
    this.queue = [];
    this.sizes = [];
    this.queueTotal = 0;
    const cancel = this.cancelAlgorithm;
    this.#clearAlgorithms();
    const done = cancel === undefined ? Promise.resolve(undefined) : cancel(reason);
    return done.then(() => undefined);
  }

  /** A locked stream's read. */
  read(request: ReadRequest): void {
    this.disturbed = true;
    if (this.state === 'closed') {
      request.onClose();
    } else if (this.state === 'errored') {
      request.onError(this.storedError);
    } else if (this.queue.length > 0) {
      const chunk = this.queue.shift();
      this.queueTotal -= this.sizes.shift()!;
      if (this.queueTotal < 0) this.queueTotal = 0;
      if (this.closeRequested && this.queue.length === 0) {
        this.#clearAlgorithms();
        this.close();
      } else this.pullIfNeeded();
      request.onChunk(chunk);
    } else {
      this.reader!.requests.push(request);
      this.pullIfNeeded();
    }
  }

  acquireReader(): ReaderState {
    if (this.reader !== null) throw invalidState('ReadableStream is locked');
    const reader = new ReaderState(this);
    this.reader = reader;
    if (this.state === 'closed') reader.closed.resolve(undefined);
    else if (this.state === 'errored') reader.closed.reject(this.storedError);
    return reader;
  }
}

/** The reader lets go; reads under way fail. */
export function releaseReader(reader: ReaderState): void {
  const stream = reader.stream;
  if (stream === null) return;
  const error = invalidState('Releasing reader');
  if (stream.state === 'readable') reader.closed.reject(error);
  else {
    reader.closed = new Deferred<undefined>();
    reader.closed.reject(error);
  }
  stream.reader = null;
  reader.stream = null;
  const requests = reader.requests;
  reader.requests = [];
  for (let i = 0; i < requests.length; i++) requests[i]!.onError(error);
}

function invalidSize(size: any): RangeError {
  const error: any = new RangeError("The argument 'size' is invalid. Received " + String(size));
  error.code = 'ERR_INVALID_ARG_VALUE';
  return error;
}

/** One read of a reader as a promise of {value, done}. */
export function readAsPromise(reader: ReaderState): Promise<{ value: any; done: boolean }> {
  const stream = reader.stream;
  if (stream === null)
    return Promise.reject(invalidState('The reader is not attached to a stream'));
  return new Promise((resolve, reject) => {
    stream.read({
      onChunk: (chunk: any) => resolve({ value: chunk, done: false }),
      onClose: () => resolve({ value: undefined, done: true }),
      onError: reject,
    });
  });
}

/** A stream over callbacks of the library's own. */
export function createReadableState(
  pull: (() => Promise<any>) | undefined,
  cancel: ((reason: any) => Promise<any>) | undefined,
  highWaterMark: number,
): ReadableState {
  const state = new ReadableState(highWaterMark, undefined, pull, cancel);
  state.start(Promise.resolve(undefined));
  return state;
}
