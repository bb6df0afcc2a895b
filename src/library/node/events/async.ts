// Events as promises: events.once and events.on. Layer: node. Work on EventEmitters and EventTargets alike.

import { AbortError, argumentTypeError, validateAbortSignal, validateInteger } from '../errors.ts';

function addTo(emitter: any, type: any, listener: any, once: boolean): void {
  if (typeof emitter.on === 'function') {
    if (once) emitter.once(type, listener);
    else emitter.on(type, listener);
  } else if (typeof emitter.addEventListener === 'function') {
    emitter.addEventListener(type, listener, { once });
  } else throw argumentTypeError('emitter', 'EventEmitter', emitter);
}

function removeFrom(emitter: any, type: any, listener: any): void {
  if (typeof emitter.removeListener === 'function') emitter.removeListener(type, listener);
  else if (typeof emitter.removeEventListener === 'function') {
    emitter.removeEventListener(type, listener);
  } else throw argumentTypeError('emitter', 'EventEmitter', emitter);
}

function abortError(signal: any): AbortError {
  return new AbortError(undefined, { cause: signal.reason });
}

/** A promise of the arguments of the next `type` event; rejects with an 'error' event. */
export async function once(emitter: any, type: any, options?: any): Promise<any[]> {
  const signal = options?.signal;
  validateAbortSignal(signal, 'options.signal');
  if (signal !== undefined && signal.aborted) throw abortError(signal);
  return new Promise<any[]>((resolve, reject) => {
    const onError = (error: any) => {
      emitter.removeListener(type, onEvent);
      if (signal !== undefined) removeFrom(signal, 'abort', onAbort);
      reject(error);
    };
    const onEvent = (...args: any[]) => {
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
      if (signal !== undefined) removeFrom(signal, 'abort', onAbort);
      resolve(args);
    };
    const onAbort = () => {
      removeFrom(emitter, type, onEvent);
      removeFrom(emitter, 'error', onError);
      reject(abortError(signal));
    };
    addTo(emitter, type, onEvent, true);
    if (type !== 'error' && typeof emitter.once === 'function') emitter.once('error', onError);
    if (signal !== undefined) addTo(signal, 'abort', onAbort, true);
  });
}

interface Waiter {
  resolve(result: any): void;
  reject(error: any): void;
}

/** The queue between an emitter and the `for await` loop that reads it. */
class EventIterator {
  readonly #emitter: any;
  readonly #signal: any;
  readonly #highWatermark: number;
  readonly #lowWatermark: number;
  readonly #listeners: { type: any; listener: any }[] = [];
  readonly #events: any[][] = [];
  readonly #waiters: Waiter[] = [];
  #paused = false;
  #failed = false;
  #error: any = undefined;
  #finished = false;
  readonly #onAbort = () => this.#fail(abortError(this.#signal));

  constructor(emitter: any, type: any, options: any) {
    this.#emitter = emitter;
    this.#signal = options.signal;
    this.#highWatermark = options.highWaterMark ?? options.highWatermark ?? 9007199254740991;
    this.#lowWatermark = options.lowWaterMark ?? options.lowWatermark ?? 1;
    validateInteger(this.#highWatermark, 'options.highWaterMark', 1);
    validateInteger(this.#lowWatermark, 'options.lowWaterMark', 1);
    this.#listen(type, (...args: any[]) => this.#take(args));
    if (type !== 'error' && typeof emitter.on === 'function') {
      this.#listen('error', (error: any) => this.#fail(error));
    }
    const closing = options.close;
    if (closing) {
      for (let i = 0; i < closing.length; i++) this.#listen(closing[i], () => this.#close());
    }
    if (this.#signal !== undefined) addTo(this.#signal, 'abort', this.#onAbort, true);
  }

  #listen(type: any, listener: any): void {
    addTo(this.#emitter, type, listener, false);
    this.#listeners.push({ type, listener });
  }

  #take(args: any[]): void {
    const waiter = this.#waiters.shift();
    if (waiter !== undefined) {
      waiter.resolve({ value: args, done: false });
      return;
    }
    this.#events.push(args);
    if (!this.#paused && this.#events.length > this.#highWatermark) {
      this.#paused = true;
      this.#emitter.pause();
    }
  }

  #fail(error: any): void {
    const waiter = this.#waiters.shift();
    if (waiter !== undefined) waiter.reject(error);
    else {
      this.#failed = true;
      this.#error = error;
    }
    this.#close();
  }

  #close(): Promise<any> {
    if (this.#signal !== undefined) removeFrom(this.#signal, 'abort', this.#onAbort);
    while (this.#listeners.length > 0) {
      const entry = this.#listeners.pop()!;
      removeFrom(this.#emitter, entry.type, entry.listener);
    }
    this.#finished = true;
    while (this.#waiters.length > 0)
      this.#waiters.shift()!.resolve({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  }

  next(): Promise<any> {
    if (this.#events.length > 0) {
      const value = this.#events.shift();
      if (this.#paused && this.#events.length < this.#lowWatermark) {
        this.#emitter.resume();
        this.#paused = false;
      }
      return Promise.resolve({ value, done: false });
    }
    if (this.#failed) {
      this.#failed = false;
      return Promise.reject(this.#error);
    }
    if (this.#finished) return this.#close();
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
    });
  }

  return(): Promise<any> {
    return this.#close();
  }

  throw(error: any): void {
    if (!(error instanceof Error)) {
      throw argumentTypeError('EventEmitter.AsyncIterator', 'Error', error);
    }
    this.#fail(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** An async iterator over the `type` events of an emitter, each as the list of its arguments. */
export function on(emitter: any, type: any, options: any = {}): any {
  validateAbortSignal(options.signal, 'options.signal');
  if (options.signal !== undefined && options.signal.aborted) throw abortError(options.signal);
  return new EventIterator(emitter, type, options);
}
