'use fast';
// Events: Event, CustomEvent and EventTarget (DOM §2). Layer: web. There is no tree: a dispatch reaches the target only.
// An exception of a listener does not stop the others; it becomes an uncaught exception in a later tick, as in Node.

import { enqueueTick } from '../ecma/promise/jobs.ts';
import { currentLoop } from '../interfaces/timer.ts';
import { argumentTypeError, withCode } from '../node/errors.ts';
import { eventTargetListeners } from '../node/event-target-key.ts';
import { customInspectSymbol, nestedOptions } from '../node/util/inspect-custom.ts';

/** @global */
export class Event {
  readonly #type: string;
  readonly #bubbles: boolean;
  readonly #cancelable: boolean;
  readonly #composed: boolean;
  readonly #timeStamp: number;
  #target: any = null;
  #dispatching = false;
  #defaultPrevented = false;
  #propagationStopped = false;
  #immediateStopped = false;

  constructor(type: any, options?: any) {
    if (arguments.length === 0) {
      throw withCode(new TypeError('The "type" argument must be specified'), 'ERR_MISSING_ARGS');
    }
    if (options !== undefined && options !== null && typeof options !== 'object') {
      throw argumentTypeError('options', 'Object', options);
    }
    this.#type = `${type}`;
    this.#bubbles = !!options?.bubbles;
    this.#cancelable = !!options?.cancelable;
    this.#composed = !!options?.composed;
    this.#timeStamp = currentLoop().nowMillis();
  }

  /** For EventTarget: false when the event is already being dispatched. */
  static begin(event: Event, target: any): boolean {
    if (event.#dispatching) return false;
    event.#dispatching = true;
    event.#target = target;
    return true;
  }

  /** For EventTarget, after each listener: from then on the event has no current target, as in Node. */
  static afterListener(event: Event): void {
    event.#dispatching = false;
  }

  static isStopped(event: Event): boolean {
    return event.#immediateStopped;
  }

  static end(event: Event): void {
    event.#dispatching = false;
    event.#propagationStopped = false;
    event.#immediateStopped = false;
  }

  get type(): string {
    return this.#type;
  }

  get target(): any {
    return this.#target;
  }

  get currentTarget(): any {
    return this.#dispatching ? this.#target : null;
  }

  get srcElement(): any {
    return this.#target;
  }

  get bubbles(): boolean {
    return this.#bubbles;
  }

  get cancelable(): boolean {
    return this.#cancelable;
  }

  get composed(): boolean {
    return this.#composed;
  }

  get defaultPrevented(): boolean {
    return this.#cancelable && this.#defaultPrevented;
  }

  get returnValue(): boolean {
    return !this.#cancelable || !this.#defaultPrevented;
  }

  get timeStamp(): number {
    return this.#timeStamp;
  }

  get eventPhase(): number {
    return this.#dispatching ? Event.AT_TARGET : Event.NONE;
  }

  get isTrusted(): boolean {
    return false;
  }

  get cancelBubble(): boolean {
    return this.#propagationStopped;
  }

  set cancelBubble(value: any) {
    if (value) this.#propagationStopped = true;
  }

  composedPath(): any[] {
    return this.#dispatching ? [this.#target] : [];
  }

  preventDefault(): void {
    this.#defaultPrevented = true;
  }

  stopPropagation(): void {
    this.#propagationStopped = true;
  }

  stopImmediatePropagation(): void {
    this.#propagationStopped = true;
    this.#immediateStopped = true;
  }

  get [Symbol.toStringTag](): string {
    return 'Event';
  }

  [customInspectSymbol](depth: any, options: any, inspect: any): string {
    const name = this.constructor.name;
    if (depth !== null && depth < 0) return name;
    const shown = {
      type: this.#type,
      defaultPrevented: this.defaultPrevented,
      cancelable: this.#cancelable,
      timeStamp: this.#timeStamp,
    };
    return name + ' ' + inspect(shown, nestedOptions(options));
  }

  static readonly NONE = 0;
  static readonly CAPTURING_PHASE = 1;
  static readonly AT_TARGET = 2;
  static readonly BUBBLING_PHASE = 3;
}

/** @global */
export class CustomEvent extends Event {
  readonly #detail: any;

  constructor(type: any, options?: any) {
    super(type, options);
    const detail = options?.detail;
    this.#detail = detail === undefined ? null : detail;
  }

  get detail(): any {
    return this.#detail;
  }

  override get [Symbol.toStringTag](): string {
    return 'CustomEvent';
  }
}

class RegisteredListener {
  readonly callback: any;
  readonly capture: boolean;
  readonly once: boolean;
  removed = false;
  /** The one registered after it; kept when this one is removed, for a dispatch that is at it. */
  next: RegisteredListener | undefined = undefined;

  constructor(callback: any, capture: boolean, once: boolean) {
    this.callback = callback;
    this.capture = capture;
    this.once = once;
  }
}

/** The listeners of one event type, in order. */
class ListenerList {
  readonly type: string;
  first: RegisteredListener | undefined = undefined;

  constructor(type: string) {
    this.type = type;
  }

  find(callback: any, capture: boolean): RegisteredListener | undefined {
    let listener = this.first;
    while (listener !== undefined) {
      if (listener.callback === callback && listener.capture === capture) return listener;
      listener = listener.next;
    }
    return undefined;
  }

  append(added: RegisteredListener): void {
    let listener = this.first;
    if (listener === undefined) {
      this.first = added;
      return;
    }
    while (listener.next !== undefined) listener = listener.next;
    listener.next = added;
  }

  remove(removed: RegisteredListener): void {
    removed.removed = true;
    if (this.first === removed) {
      this.first = removed.next;
      return;
    }
    let listener = this.first;
    while (listener !== undefined) {
      if (listener.next === removed) listener.next = removed.next;
      listener = listener.next;
    }
  }
}

function captureOf(options: any): boolean {
  if (typeof options === 'boolean') return options;
  return options !== null && typeof options === 'object' && !!options.capture;
}

function isListener(callback: any): boolean {
  return typeof callback === 'function' || (typeof callback === 'object' && callback !== null);
}

function throwLater(error: any): void {
  enqueueTick(rethrow, error);
}

function rethrow(error: any): never {
  throw error;
}

/** @global */
export class EventTarget {
  readonly #lists: ListenerList[] = [];

  #list(type: string): ListenerList | undefined {
    const lists = this.#lists;
    for (let i = 0; i < lists.length; i++) {
      if (lists[i]!.type === type) return lists[i];
    }
    return undefined;
  }

  addEventListener(type: any, callback?: any, options?: any): void {
    if (arguments.length < 2) {
      throw withCode(
        new TypeError('The "type" and "listener" arguments must be specified'),
        'ERR_MISSING_ARGS',
      );
    }
    if (callback === null || callback === undefined) return;
    if (!isListener(callback)) throw argumentTypeError('listener', 'EventListener', callback);
    const name = `${type}`;
    const capture = captureOf(options);
    const isObject = options !== null && typeof options === 'object';
    const signal = isObject ? options.signal : undefined;
    if (signal !== undefined) {
      if (signal === null || typeof signal !== 'object' || !('aborted' in signal)) {
        throw argumentTypeError('options.signal', 'AbortSignal', signal);
      }
      if (signal.aborted) return;
    }
    let list = this.#list(name);
    if (list === undefined) {
      list = new ListenerList(name);
      this.#lists.push(list);
    }
    if (list.find(callback, capture) !== undefined) return;
    if (signal !== undefined) {
      signal.addEventListener('abort', () => this.removeEventListener(name, callback, capture), {
        once: true,
      });
    }
    list.append(new RegisteredListener(callback, capture, isObject && !!options.once));
  }

  removeEventListener(type: any, callback?: any, options?: any): void {
    if (!isListener(callback)) return;
    const list = this.#list(`${type}`);
    if (list === undefined) return;
    const listener = list.find(callback, captureOf(options));
    if (listener !== undefined) list.remove(listener);
  }

  dispatchEvent(event: any): boolean {
    if (!(event instanceof Event)) throw argumentTypeError('event', 'Event', event);
    if (!Event.begin(event, this)) {
      throw withCode(
        new Error('The event "' + event.type + '" is already being dispatched'),
        'ERR_EVENT_RECURSION',
      );
    }
    const list = this.#list(event.type);
    if (list !== undefined) {
      let listener = list.first;
      while (listener !== undefined && !Event.isStopped(event)) {
        // What comes next is settled before the listener runs; what it appends further on runs as well.
        const next: RegisteredListener | undefined = listener.next;
        if (!listener.removed) {
          if (listener.once) list.remove(listener);
          this.#call(listener.callback, event);
        }
        listener = next;
      }
    }
    Event.end(event);
    return !event.defaultPrevented;
  }

  #call(callback: any, event: Event): void {
    try {
      const result =
        typeof callback === 'function' ? callback.call(this, event) : callback.handleEvent(event);
      Event.afterListener(event);
      if (result !== undefined && result !== null && typeof result.then === 'function') {
        result.then(undefined, throwLater);
      }
    } catch (error) {
      throwLater(error);
    }
  }

  /** For node:events: the listeners of a type. */
  [eventTargetListeners](type: any): any[] {
    const list = this.#list(`${type}`);
    const callbacks: any[] = [];
    let listener = list === undefined ? undefined : list.first;
    while (listener !== undefined) {
      callbacks.push(listener.callback);
      listener = listener.next;
    }
    return callbacks;
  }

  get [Symbol.toStringTag](): string {
    return 'EventTarget';
  }

  [customInspectSymbol](depth: any, _options?: any, _inspect?: any): any {
    const name = this.constructor.name;
    if (depth !== null && depth < 0) return name;
    return name + ' {}';
  }
}

class HandlerSlot {
  readonly type: string;
  handler: any;
  wrapper: any;

  constructor(type: string, handler: any, wrapper: any) {
    this.type = type;
    this.handler = handler;
    this.wrapper = wrapper;
  }
}

/** The state behind an `onabort`-like attribute: one replaceable listener that keeps its place in the order. */
export class EventHandlerAttribute {
  #slot: HandlerSlot | undefined = undefined;

  get(): any {
    return this.#slot === undefined ? null : this.#slot.handler;
  }

  set(target: EventTarget, type: string, value: any): void {
    const callable = typeof value === 'function' || (typeof value === 'object' && value !== null);
    if (this.#slot !== undefined) {
      if (callable) {
        this.#slot.handler = value;
        return;
      }
      target.removeEventListener(type, this.#slot.wrapper);
      this.#slot = undefined;
      return;
    }
    if (!callable) return;
    const slot = new HandlerSlot(type, value, undefined);
    slot.wrapper = function (this: any, event: Event): any {
      const handler = slot.handler;
      return typeof handler === 'function' ? handler.call(this, event) : undefined;
    };
    this.#slot = slot;
    target.addEventListener(type, slot.wrapper);
  }
}
