// Abort: AbortController and AbortSignal (DOM §3). Layer: web.

import { currentLoop } from '../interfaces/timer.ts';
import type { TimerHandle } from '../interfaces/timer.ts';
import { argumentTypeError, validateInteger, withCode } from '../node/errors.ts';
import { customInspectSymbol, nestedOptions } from '../node/util/inspect-custom.ts';
import { DOMException } from './dom-exception.ts';
import { Event, EventHandlerAttribute, EventTarget } from './event-target.ts';

/** Only the library makes signals; this proves it. */
const constructionKey = { key: 'AbortSignal' };

function abortReason(): DOMException {
  return new DOMException('This operation was aborted', 'AbortError');
}

/** @global */
export class AbortSignal extends EventTarget {
  #aborted = false;
  #reason: any = undefined;
  readonly #onabort = new EventHandlerAttribute();
  /** Signals made by AbortSignal.any that follow this one. */
  #dependents: AbortSignal[] = [];
  #timer: TimerHandle | undefined = undefined;

  constructor(key?: any) {
    if (key !== constructionKey) {
      throw withCode(new TypeError('Illegal constructor'), 'ERR_ILLEGAL_CONSTRUCTOR');
    }
    super();
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): any {
    return this.#reason;
  }

  throwIfAborted(): void {
    if (this.#aborted) throw this.#reason;
  }

  get onabort(): any {
    return this.#onabort.get();
  }

  set onabort(value: any) {
    this.#onabort.set(this, 'abort', value);
  }

  static abort(reason: any = abortReason()): AbortSignal {
    const signal = new AbortSignal(constructionKey);
    signal.#aborted = true;
    signal.#reason = reason;
    return signal;
  }

  static timeout(delay: any): AbortSignal {
    validateInteger(delay, 'delay', 0, 4294967295);
    const signal = new AbortSignal(constructionKey);
    const loop = currentLoop();
    signal.#timer = loop.setTimer(loop.loopMillis() + Math.max(1, delay), () => {
      AbortSignal.trigger(
        signal,
        new DOMException('The operation was aborted due to timeout', 'TimeoutError'),
      );
    });
    loop.setTimerReferenced(signal.#timer, false);
    return signal;
  }

  static any(signals: any): AbortSignal {
    const list: any[] = [];
    for (const signal of signals) {
      if (!(signal instanceof AbortSignal)) {
        throw argumentTypeError('signals[' + list.length + ']', 'AbortSignal', signal);
      }
      list.push(signal);
    }
    const result = new AbortSignal(constructionKey);
    for (let i = 0; i < list.length; i++) {
      const signal: AbortSignal = list[i];
      if (!signal.#aborted) continue;
      result.#aborted = true;
      result.#reason = signal.#reason;
      return result;
    }
    for (let i = 0; i < list.length; i++) list[i].#dependents.push(result);
    return result;
  }

  /** For AbortController: makes a signal that is not aborted. */
  static create(key: any): AbortSignal {
    return new AbortSignal(key);
  }

  /** For AbortController: aborts once; then those that depend on it, in Node's order. */
  static trigger(signal: AbortSignal, reason: any): void {
    if (signal.#aborted) return;
    signal.#aborted = true;
    signal.#reason = reason;
    const dependents = signal.#dependents;
    signal.#dependents = [];
    signal.dispatchEvent(new Event('abort'));
    for (let i = 0; i < dependents.length; i++) AbortSignal.trigger(dependents[i]!, reason);
  }

  override get [Symbol.toStringTag](): string {
    return 'AbortSignal';
  }

  override [customInspectSymbol](depth: any, options: any, inspect: any): any {
    if (depth !== null && depth < 0) return '[AbortSignal]';
    return 'AbortSignal ' + inspect({ aborted: this.#aborted }, nestedOptions(options));
  }
}

/** @global */
export class AbortController {
  #signal: AbortSignal | undefined = undefined;

  get signal(): AbortSignal {
    let signal = this.#signal;
    if (signal === undefined) {
      signal = AbortSignal.create(constructionKey);
      this.#signal = signal;
    }
    return signal;
  }

  abort(reason: any = abortReason()): void {
    AbortSignal.trigger(this.signal, reason);
  }

  get [Symbol.toStringTag](): string {
    return 'AbortController';
  }

  [customInspectSymbol](depth: any, options: any, inspect: any): any {
    if (depth !== null && depth < 0) return '[AbortController]';
    return 'AbortController ' + inspect({ signal: this.signal }, nestedOptions(options));
  }
}
