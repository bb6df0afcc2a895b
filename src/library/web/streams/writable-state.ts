// Writable stream state: the algorithms of a WritableStream and its controller. Layer: web (WHATWG Streams §5).

import { Deferred, invalidState } from './deferred.ts';

/** A write that waits for its turn, or the close behind all writes. */
class PendingWrite {
  readonly chunk: any;
  readonly size: number;
  readonly done = new Deferred<undefined>();
  constructor(chunk: any, size: number) {
    this.chunk = chunk;
    this.size = size;
  }
}

export interface SinkAlgorithms {
  write(chunk: any): Promise<any>;
  close(): Promise<any>;
  abort(reason: any): Promise<any>;
}

export class WritableState {
  state: 'writable' | 'erroring' | 'errored' | 'closed' = 'writable';
  storedError: any = undefined;
  locked = false;
  queue: PendingWrite[] = [];
  queueTotal = 0;
  started = false;
  backpressure: boolean;
  highWaterMark: number;
  sizeAlgorithm: any;
  sink: SinkAlgorithms;
  inFlight: PendingWrite | null = null;
  closeRequest: Deferred<undefined> | null = null;
  closing = false;
  pendingAbort: { done: Deferred<undefined>; reason: any; wasErroring: boolean } | null = null;
  /** The promises of the writer that holds the lock. */
  ready = new Deferred<undefined>();
  closed = new Deferred<undefined>();
  onAbortSignal: ((reason: any) => void) | undefined = undefined;

  constructor(highWaterMark: number, sizeAlgorithm: any, sink: SinkAlgorithms) {
    this.highWaterMark = highWaterMark;
    this.sizeAlgorithm = sizeAlgorithm;
    this.sink = sink;
    this.backpressure = highWaterMark <= 0;
    if (!this.backpressure) this.ready.resolve(undefined);
  }

  start(startPromise: Promise<any>): void {
    startPromise.then(
      () => {
        this.started = true;
        this.#advance();
      },
      (error: any) => {
        this.started = true;
        this.#dealWithRejection(error);
      },
    );
  }

  get desiredSize(): number | null {
    if (this.state === 'errored' || this.state === 'erroring') return null;
    if (this.state === 'closed') return 0;
    return this.highWaterMark - this.queueTotal;
  }

  get closeQueuedOrInFlight(): boolean {
    return this.closeRequest !== null || this.closing;
  }

  write(chunk: any): Promise<undefined> {
    let size = 1;
    if (this.sizeAlgorithm !== undefined && this.state === 'writable') {
      try {
        size = Number(this.sizeAlgorithm.call(undefined, chunk));
        if (!(size >= 0) || size === Infinity) throw new RangeError('Invalid chunk size');
      } catch (error) {
        this.#startErroring(error);
      }
    }
    if (this.state === 'errored' || this.state === 'erroring')
      return Promise.reject(this.storedError);
    if (this.closeQueuedOrInFlight || this.state === 'closed')
      return Promise.reject(invalidState('WritableStream is closed'));
    const pending = new PendingWrite(chunk, size);
    this.queue.push(pending);
    this.queueTotal += size;
    this.#updateBackpressure();
    this.#advance();
    return pending.done.promise;
  }

  close(): Promise<undefined> {
    if (this.state === 'closed' || this.state === 'errored' || this.closeQueuedOrInFlight)
      return Promise.reject(
        this.state === 'errored' ? this.storedError : invalidState('WritableStream is closed'),
      );
    const done = new Deferred<undefined>();
    this.closeRequest = done;
    if (this.backpressure && this.state === 'writable') this.ready.resolve(undefined);
    this.#advance();
    return done.promise;
  }

  abort(reason: any): Promise<undefined> {
    if (this.state === 'closed' || this.state === 'errored') return Promise.resolve(undefined);
    this.onAbortSignal?.(reason);
    const state: string = this.state;
    if (state === 'closed' || state === 'errored') return Promise.resolve(undefined);
    if (this.pendingAbort !== null) return this.pendingAbort.done.promise;
    const wasErroring = state === 'erroring';
    this.pendingAbort = { done: new Deferred<undefined>(), reason, wasErroring };
    const promise = this.pendingAbort.done.promise;
    if (!wasErroring) this.#startErroring(reason);
    return promise;
  }

  /** The controller's error. */
  fail(error: any): void {
    if (this.state === 'writable') this.#startErroring(error);
  }

  #updateBackpressure(): void {
    if (this.state !== 'writable' || this.closeQueuedOrInFlight) return;
    const full = this.highWaterMark - this.queueTotal <= 0;
    if (full === this.backpressure) return;
    this.backpressure = full;
    if (full) this.ready = new Deferred<undefined>();
    else this.ready.resolve(undefined);
  }

  #advance(): void {
    if (!this.started || this.inFlight !== null || this.closing) return;
    if (this.state === 'erroring') {
      this.#finishErroring();
      return;
    }
    if (this.state !== 'writable') return;
    const next = this.queue[0];
    if (next === undefined) {
      if (this.closeRequest !== null) this.#runClose(this.closeRequest);
      return;
    }
    this.inFlight = next;
    this.sink.write(next.chunk).then(
      () => {
        this.inFlight = null;
        next.done.resolve(undefined);
        this.queue.shift();
        this.queueTotal = Math.max(0, this.queueTotal - next.size);
        this.#updateBackpressure();
        this.#advance();
      },
      (error: any) => {
        this.inFlight = null;
        this.queue.shift();
        next.done.reject(error);
        this.#dealWithRejection(error);
      },
    );
  }

  #runClose(request: Deferred<undefined>): void {
    this.closing = true;
    this.closeRequest = null;
    this.sink.close().then(
      () => {
        this.closing = false;
        request.resolve(undefined);
        if (this.state === 'erroring') {
          this.storedError = undefined;
          this.pendingAbort?.done.resolve(undefined);
          this.pendingAbort = null;
        }
        this.state = 'closed';
        this.closed.resolve(undefined);
      },
      (error: any) => {
        this.closing = false;
        request.reject(error);
        this.pendingAbort?.done.reject(error);
        this.pendingAbort = null;
        this.#dealWithRejection(error);
      },
    );
  }

  #dealWithRejection(error: any): void {
    if (this.state === 'writable') this.#startErroring(error);
    else this.#finishErroring();
  }

  #startErroring(reason: any): void {
    this.state = 'erroring';
    this.storedError = reason;
    if (this.ready.settled) this.ready = new Deferred<undefined>();
    this.ready.reject(reason);
    if (this.inFlight === null && !this.closing && this.started) this.#finishErroring();
  }

  #finishErroring(): void {
    if (this.state !== 'erroring') return;
    this.state = 'errored';
    const error = this.storedError;
    const queue = this.queue;
    this.queue = [];
    this.queueTotal = 0;
    for (let i = 0; i < queue.length; i++) queue[i]!.done.reject(error);
    const abort = this.pendingAbort;
    this.pendingAbort = null;
    if (abort === null) {
      this.#rejectClose();
      return;
    }
    if (abort.wasErroring) {
      abort.done.reject(error);
      this.#rejectClose();
      return;
    }
    this.sink.abort(abort.reason).then(
      () => {
        abort.done.resolve(undefined);
        this.#rejectClose();
      },
      (failure: any) => {
        abort.done.reject(failure);
        this.#rejectClose();
      },
    );
  }

  #rejectClose(): void {
    if (this.closeRequest !== null) {
      this.closeRequest.reject(this.storedError);
      this.closeRequest = null;
    }
    this.closed.reject(this.storedError);
  }
}
