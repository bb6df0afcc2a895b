'use fast';
// Timers: setTimeout, setInterval, setImmediate and queueMicrotask. Layer: web. The handles are Node's Timeout and
// Immediate objects; the clock and the order of callbacks are the event loop's.

import { enqueueJob, getAsyncContext, setAsyncContext } from '../ecma/promise/jobs.ts';
import { currentLoop } from '../interfaces/timer.ts';
import type { ImmediateHandle, TimerHandle } from '../interfaces/timer.ts';
import { invoke, invokeWithList } from '../machine/language.ts';
import { argumentTypeError } from '../node/errors.ts';
import { emitLibraryWarning } from './warnings.ts';

const LONGEST_DELAY = 2147483647;

let lastTimerId = 0;
/** Timers by number, for those whose number the program has asked for. */
const numberedTimers: { id: number; timer: Timeout }[] = [];

/** A timer as the program holds it. Made by setTimeout and setInterval only. */
export class Timeout {
  #callback: any;
  readonly #args: any[];
  #delay: number;
  readonly #repeats: boolean;
  #handle: TimerHandle | undefined = undefined;
  #referenced = true;
  #cancelled = false;
  #id = 0;
  /** The asynchronous context in which it was made. */
  readonly #context: any = getAsyncContext();
  readonly #fire = () => this.#run();

  constructor(callback: any, delay: any, args: any[], repeats: boolean) {
    this.#callback = callback;
    this.#args = args;
    this.#delay = delayOf(delay);
    this.#repeats = repeats;
    this.#start(currentLoop().loopMillis());
  }

  #start(from: number): void {
    const loop = currentLoop();
    this.#handle = loop.setTimer(from + this.#delay, this.#fire);
    if (!this.#referenced) loop.setTimerReferenced(this.#handle, false);
  }

  #run(): void {
    if (!this.#repeats) {
      this.#handle = undefined;
      this.#call();
      if (this.#handle === undefined) forgetNumber(this);
      return;
    }
    const from = currentLoop().loopMillis();
    this.#handle = undefined;
    try {
      this.#call();
    } finally {
      if (!this.#cancelled && this.#handle === undefined) this.#start(from);
    }
  }

  #call(): void {
    setAsyncContext(this.#context);
    const callback = this.#callback;
    const args = this.#args;
    if (args.length === 0) invoke(callback, this);
    else invokeWithList(callback, this, args);
  }

  /** Stops it for good; harmless when it has run. */
  close(): this {
    this.#cancelled = true;
    if (this.#handle !== undefined) {
      currentLoop().cancelTimer(this.#handle);
      this.#handle = undefined;
    }
    forgetNumber(this);
    return this;
  }

  ref(): this {
    this.#referenced = true;
    if (this.#handle !== undefined) currentLoop().setTimerReferenced(this.#handle, true);
    return this;
  }

  unref(): this {
    this.#referenced = false;
    if (this.#handle !== undefined) currentLoop().setTimerReferenced(this.#handle, false);
    return this;
  }

  hasRef(): boolean {
    return this.#referenced;
  }

  /** Starts the delay anew from now, also after it has run. */
  refresh(): this {
    if (this.#cancelled) return this;
    const loop = currentLoop();
    if (this.#handle !== undefined) loop.cancelTimer(this.#handle);
    this.#start(loop.loopMillis());
    return this;
  }

  [Symbol.toPrimitive](): number {
    if (this.#id === 0) {
      lastTimerId++;
      this.#id = lastTimerId;
      if (this.#handle !== undefined) numberedTimers.push({ id: this.#id, timer: this });
    }
    return this.#id;
  }
}

function forgetNumber(timer: Timeout): void {
  for (let i = 0; i < numberedTimers.length; i++) {
    if (numberedTimers[i]!.timer !== timer) continue;
    numberedTimers.splice(i, 1);
    return;
  }
}

/** Milliseconds as a timer takes them: 1 to 2^31 - 1, anything else is 1. */
function delayOf(delay: any): number {
  const millis = +delay;
  if (millis >= 1 && millis <= LONGEST_DELAY) return Math.trunc(millis);
  if (millis > LONGEST_DELAY) {
    emitLibraryWarning(
      millis + ' does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.',
      'TimeoutOverflowWarning',
    );
  }
  return 1;
}

/** @global enumerable */
export function setTimeout(callback: any, delay?: any, ...args: any[]): Timeout {
  if (typeof callback !== 'function') throw argumentTypeError('callback', 'function', callback);
  return new Timeout(callback, delay, args, false);
}

/** @global enumerable */
export function setInterval(callback: any, delay?: any, ...args: any[]): Timeout {
  if (typeof callback !== 'function') throw argumentTypeError('callback', 'function', callback);
  return new Timeout(callback, delay, args, true);
}

/** @global enumerable */
export function clearTimeout(timer?: any): void {
  if (timer instanceof Timeout) {
    timer.close();
    return;
  }
  if (typeof timer !== 'number' && typeof timer !== 'string') return;
  for (let i = 0; i < numberedTimers.length; i++) {
    const entry = numberedTimers[i]!;
    if (entry.id !== +timer) continue;
    entry.timer.close();
    return;
  }
}

/** @global enumerable */
export function clearInterval(timer?: any): void {
  clearTimeout(timer);
}

/** An immediate as the program holds it. Made by setImmediate only. */
export class Immediate {
  readonly #callback: any;
  readonly #args: any[];
  #handle: ImmediateHandle | undefined;
  readonly #context: any = getAsyncContext();
  #referenced = true;

  constructor(callback: any, args: any[]) {
    this.#callback = callback;
    this.#args = args;
    this.#handle = currentLoop().addImmediate(() => this.#run());
  }

  #run(): void {
    this.#handle = undefined;
    setAsyncContext(this.#context);
    const callback = this.#callback;
    invokeWithList(callback, this, this.#args);
  }

  /** For clearImmediate. */
  cancel(): void {
    if (this.#handle === undefined) return;
    currentLoop().removeImmediate(this.#handle);
    this.#handle = undefined;
  }

  ref(): this {
    this.#referenced = true;
    if (this.#handle !== undefined) currentLoop().setImmediateReferenced(this.#handle, true);
    return this;
  }

  unref(): this {
    this.#referenced = false;
    if (this.#handle !== undefined) currentLoop().setImmediateReferenced(this.#handle, false);
    return this;
  }

  hasRef(): boolean {
    return this.#handle !== undefined && this.#referenced;
  }
}

/** @global enumerable */
export function setImmediate(callback: any, ...args: any[]): Immediate {
  if (typeof callback !== 'function') throw argumentTypeError('callback', 'function', callback);
  return new Immediate(callback, args);
}

/** @global enumerable */
export function clearImmediate(immediate?: any): void {
  if (immediate instanceof Immediate) immediate.cancel();
}

/** @global enumerable */
export function queueMicrotask(callback: any): void {
  if (typeof callback !== 'function') throw argumentTypeError('callback', 'function', callback);
  enqueueJob(callback);
}
