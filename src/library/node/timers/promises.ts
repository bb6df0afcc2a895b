// node:timers/promises. Layer: node.

import * as timers from '../../web/timers.ts';
import { AbortError, validateAbortSignal, validateBoolean, validateObject } from '../errors.ts';

class TimerOptions {
  readonly signal: any;
  readonly referenced: boolean;

  constructor(options: any) {
    if (options !== undefined) validateObject(options, 'options');
    this.signal = options?.signal;
    validateAbortSignal(this.signal, 'options.signal');
    const ref = options?.ref;
    if (ref !== undefined) validateBoolean(ref, 'options.ref');
    this.referenced = ref !== false;
  }

  abortError(): AbortError {
    return new AbortError(undefined, { cause: this.signal.reason });
  }
}

/** A promise of `value` after `delay` milliseconds. */
export function setTimeout<T = void>(delay?: any, value?: T, options?: any): Promise<T> {
  return waitFor(options, value, (done) => timers.setTimeout(done, delay), timers.clearTimeout);
}

/** A promise of `value` in the next round of the event loop. */
export function setImmediate<T = void>(value?: T, options?: any): Promise<T> {
  return waitFor(options, value, (done) => timers.setImmediate(done), timers.clearImmediate);
}

function waitFor(
  options: any,
  value: any,
  start: (done: () => void) => any,
  cancel: (handle: any) => void,
): Promise<any> {
  let parsed: TimerOptions;
  try {
    parsed = new TimerOptions(options);
  } catch (error) {
    return Promise.reject(error);
  }
  const signal = parsed.signal;
  if (signal !== undefined && signal.aborted) return Promise.reject(parsed.abortError());
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      cancel(handle);
      reject(parsed.abortError());
    };
    const handle = start(() => {
      if (signal !== undefined) signal.removeEventListener('abort', onAbort);
      resolve(value);
    });
    if (!parsed.referenced) handle.unref();
    if (signal !== undefined) signal.addEventListener('abort', onAbort);
  });
}

/** An async iterator that yields `value` every `delay` milliseconds; ticks that nobody awaits are kept. */
export async function* setInterval(delay?: any, value?: any, options?: any): AsyncGenerator<any> {
  const parsed = new TimerOptions(options);
  const signal = parsed.signal;
  if (signal !== undefined && signal.aborted) throw parsed.abortError();
  let missed = 0;
  let wake: (() => void) | undefined;
  const interval = timers.setInterval(() => {
    missed++;
    if (wake !== undefined) {
      wake();
      wake = undefined;
    }
  }, delay);
  if (!parsed.referenced) interval.unref();
  const onAbort = () => {
    timers.clearInterval(interval);
    if (wake !== undefined) {
      wake();
      wake = undefined;
    }
  };
  if (signal !== undefined) signal.addEventListener('abort', onAbort, { once: true });
  try {
    while (signal === undefined || !signal.aborted) {
      if (missed === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      for (; missed > 0; missed--) yield value;
    }
    throw parsed.abortError();
  } finally {
    timers.clearInterval(interval);
    if (signal !== undefined) signal.removeEventListener('abort', onAbort);
  }
}

export const scheduler = {
  wait(delay?: any, options?: any): Promise<void> {
    return setTimeout(delay, undefined, options);
  },
  yield(): Promise<void> {
    return setImmediate();
  },
};

const promises = { setTimeout, setImmediate, setInterval, scheduler };
export default promises;
