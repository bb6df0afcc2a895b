'use fast';
// Events: node:events. Layer: node. EventEmitter is a constructor function, as old packages call it without `new`;
// its state is in the same visible properties as Node's, since programs print and subclass it.

import { enqueueTick } from '../ecma/promise/jobs.ts';
import { invoke, invokeWithList } from '../machine/language.ts';
import { emitWarningObject } from '../web/warnings.ts';
import {
  argumentTypeError,
  validateBoolean,
  validateFunction,
  validateNumber,
  withCode,
} from './errors.ts';
import { on, once } from './events/async.ts';
import { eventTargetListeners } from './event-target-key.ts';
import { inspect } from './util/inspect.ts';

export type Listener = (...args: any[]) => any;

export interface EventEmitter {
  _events: any;
  _eventsCount: number;
  _maxListeners: number | undefined;
  on(type: string | symbol, listener: Listener): this;
  once(type: string | symbol, listener: Listener): this;
  off(type: string | symbol, listener: Listener): this;
  addListener(type: string | symbol, listener: Listener): this;
  removeListener(type: string | symbol, listener: Listener): this;
  removeAllListeners(type?: string | symbol): this;
  prependListener(type: string | symbol, listener: Listener): this;
  prependOnceListener(type: string | symbol, listener: Listener): this;
  emit(type: string | symbol, ...args: any[]): boolean;
  listeners(type: string | symbol): Listener[];
  rawListeners(type: string | symbol): Listener[];
  listenerCount(type: string | symbol, listener?: Listener): number;
  eventNames(): (string | symbol)[];
  getMaxListeners(): number;
  setMaxListeners(count: number): this;
}

export interface EventEmitterConstructor {
  new (options?: { captureRejections?: boolean }): EventEmitter;
  prototype: EventEmitter;
  defaultMaxListeners: number;
  [member: string]: any;
}

export const errorMonitor: unique symbol = Symbol('events.errorMonitor') as any;
export const captureRejectionSymbol: unique symbol = Symbol.for('nodejs.rejection') as any;
const kCapture = Symbol('kCapture');
const kShapeMode = Symbol('shapeMode');

let defaultMaxListeners = 10;

const constructor: any = function EventEmitter(this: any, options?: any) {
  initialize.call(this, options);
};

/** @cold */
function initialize(this: any, options?: any): void {
  if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
    this._events = Object.create(null);
    this._eventsCount = 0;
    this[kShapeMode] = false;
  } else {
    this[kShapeMode] = true;
  }
  this._maxListeners = this._maxListeners || undefined;
  if (options && options.captureRejections) {
    validateBoolean(options.captureRejections, 'options.captureRejections');
    this[kCapture] = true;
  } else {
    this[kCapture] = prototype[kCapture];
  }
}

const prototype: any = constructor.prototype;
export const EventEmitter: EventEmitterConstructor = constructor;

prototype._events = undefined;
prototype._eventsCount = 0;
prototype._maxListeners = undefined;
Object.defineProperty(prototype, kCapture, { value: false, writable: true, enumerable: false });

function maxListenersOf(emitter: any): number {
  const own = emitter._maxListeners;
  return own === undefined ? defaultMaxListeners : own;
}

/** @cold */
prototype.setMaxListeners = function setMaxListeners(this: any, count: number) {
  validateNumber(count, 'setMaxListeners', 0);
  this._maxListeners = count;
  return this;
};

/** @cold */
prototype.getMaxListeners = function getMaxListeners(this: any) {
  return maxListenersOf(this);
};

prototype.emit = function emit(this: any, type: any, ...args: any[]): boolean {
  const events = this._events;
  if (type === 'error') {
    if (events !== undefined && events[errorMonitor] !== undefined) {
      this.emit(errorMonitor, ...args);
    }
    if (events === undefined || events.error === undefined) throwUnhandled(args);
  }
  if (events === undefined) return false;
  const handler = events[type];
  if (handler === undefined) return false;
  if (typeof handler === 'function') {
    const result = callListener(handler, this, args);
    if (result !== undefined && result !== null) captureRejection(this, result, type, args);
    return true;
  }
  const count = handler.length;
  const listeners = handler.slice();
  for (let i = 0; i < count; i++) {
    const result = callListener(listeners[i], this, args);
    if (result !== undefined && result !== null) captureRejection(this, result, type, args);
  }
  return true;
};

function callListener(listener: any, emitter: any, args: any[]): any {
  const count = args.length;
  if (count === 1) return invoke(listener, emitter, args[0]);
  if (count === 0) return invoke(listener, emitter);
  if (count === 2) return invoke(listener, emitter, args[0], args[1]);
  return invokeWithList(listener, emitter, args);
}

/** An 'error' event without listener. @cold */
function throwUnhandled(args: any[]): never {
  const error = args.length > 0 ? args[0] : undefined;
  if (error instanceof Error) throw error;
  let text: any;
  try {
    text = inspect(error);
  } catch {
    text = error;
  }
  const unhandled = withCode(new Error('Unhandled error. (' + text + ')'), 'ERR_UNHANDLED_ERROR');
  unhandled.context = error;
  throw unhandled;
}

/** @cold */
function captureRejection(emitter: any, result: any, type: any, args: any[]): void {
  if (!emitter[kCapture]) return;
  try {
    const then = result.then;
    if (typeof then !== 'function') return;
    then.call(result, undefined, (error: any) => {
      enqueueTick(emitRejection, emitter, error, type, args);
    });
  } catch (error) {
    emitter.emit('error', error);
  }
}

/** @cold */
function emitRejection(emitter: any, error: any, type: any, args: any[]): void {
  if (typeof emitter[captureRejectionSymbol] === 'function') {
    emitter[captureRejectionSymbol](error, type, ...args);
    return;
  }
  const previous = emitter[kCapture];
  try {
    emitter[kCapture] = false;
    emitter.emit('error', error);
  } finally {
    emitter[kCapture] = previous;
  }
}

function addListenerTo(emitter: any, type: any, listener: any, prepend: boolean): any {
  validateFunction(listener, 'listener');
  let events = emitter._events;
  let existing: any;
  if (events === undefined) {
    events = emitter._events = Object.create(null);
    emitter._eventsCount = 0;
  } else {
    if (events.newListener !== undefined) {
      emitter.emit('newListener', type, listener.listener ?? listener);
      events = emitter._events;
    }
    existing = events[type];
  }
  if (existing === undefined) {
    events[type] = listener;
    emitter._eventsCount++;
    return emitter;
  }
  if (typeof existing === 'function') {
    existing = events[type] = prepend ? [listener, existing] : [existing, listener];
  } else if (prepend) existing.unshift(listener);
  else existing.push(listener);
  const most = maxListenersOf(emitter);
  if (most > 0 && existing.length > most && !existing.warned)
    warnOfLeak(emitter, type, existing, most);
  return emitter;
}

/** @cold */
function warnOfLeak(emitter: any, type: any, listeners: any, most: number): void {
  listeners.warned = true;
  const warning: any = new Error(
    'Possible EventEmitter memory leak detected. ' +
      listeners.length +
      ' ' +
      String(type) +
      ' listeners added to ' +
      inspect(emitter, { depth: -1 }) +
      '. MaxListeners is ' +
      most +
      '. Use emitter.setMaxListeners() to increase limit',
  );
  warning.name = 'MaxListenersExceededWarning';
  warning.emitter = emitter;
  warning.type = type;
  warning.count = listeners.length;
  emitWarningObject(warning);
}

prototype.addListener = function addListener(this: any, type: any, listener: any) {
  return addListenerTo(this, type, listener, false);
};
prototype.on = prototype.addListener;

/** @cold */
prototype.prependListener = function prependListener(this: any, type: any, listener: any) {
  return addListenerTo(this, type, listener, true);
};

class OnceState {
  fired = false;
  wrapper: any = undefined;
  readonly emitter: any;
  readonly type: any;
  readonly listener: any;

  constructor(emitter: any, type: any, listener: any) {
    this.emitter = emitter;
    this.type = type;
    this.listener = listener;
  }
}

function onceWrapper(emitter: any, type: any, listener: any): any {
  const state = new OnceState(emitter, type, listener);
  const wrapper: any = function onceWrapper(...args: any[]): any {
    if (state.fired) return undefined;
    state.emitter.removeListener(state.type, state.wrapper);
    state.fired = true;
    return callListener(state.listener, state.emitter, args);
  };
  Object.defineProperty(wrapper, 'name', { value: 'bound onceWrapper', configurable: true });
  wrapper.listener = listener;
  state.wrapper = wrapper;
  return wrapper;
}

prototype.once = function once(this: any, type: any, listener: any) {
  validateFunction(listener, 'listener');
  this.on(type, onceWrapper(this, type, listener));
  return this;
};

/** @cold */
prototype.prependOnceListener = function prependOnceListener(this: any, type: any, listener: any) {
  validateFunction(listener, 'listener');
  this.prependListener(type, onceWrapper(this, type, listener));
  return this;
};

prototype.removeListener = function removeListener(this: any, type: any, listener: any) {
  validateFunction(listener, 'listener');
  const events = this._events;
  if (events === undefined) return this;
  const list = events[type];
  if (list === undefined) return this;
  if (list === listener || list.listener === listener) {
    this._eventsCount--;
    if (this[kShapeMode]) events[type] = undefined;
    else if (this._eventsCount === 0) this._events = Object.create(null);
    else {
      delete events[type];
      if (events.removeListener) this.emit('removeListener', type, list.listener || listener);
    }
    return this;
  }
  if (typeof list === 'function') return this;
  let position = list.length - 1;
  while (position >= 0 && list[position] !== listener && list[position].listener !== listener) {
    position--;
  }
  if (position < 0) return this;
  if (position === 0) list.shift();
  else list.splice(position, 1);
  if (list.length === 1) events[type] = list[0];
  if (events.removeListener !== undefined) this.emit('removeListener', type, listener);
  return this;
};
prototype.off = prototype.removeListener;

/** @cold */
function forgetAll(emitter: any): void {
  emitter._events = Object.create(null);
  emitter._eventsCount = 0;
}

/** @cold */
prototype.removeAllListeners = function removeAllListeners(this: any, ...types: any[]) {
  const events = this._events;
  if (events === undefined) return this;
  const type = types[0];
  if (events.removeListener === undefined) {
    if (types.length === 0) forgetAll(this);
    else if (events[type] !== undefined) {
      this._eventsCount--;
      if (this._eventsCount === 0) this._events = Object.create(null);
      else delete events[type];
    }
    this[kShapeMode] = false;
    return this;
  }
  if (types.length === 0) {
    const keys = Reflect.ownKeys(events);
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] !== 'removeListener') this.removeAllListeners(keys[i]);
    }
    this.removeAllListeners('removeListener');
    forgetAll(this);
    this[kShapeMode] = false;
    return this;
  }
  const listeners = events[type];
  if (typeof listeners === 'function') this.removeListener(type, listeners);
  else if (listeners !== undefined) {
    for (let i = listeners.length - 1; i >= 0; i--) this.removeListener(type, listeners[i]);
  }
  return this;
};

/** @cold */
function listenersOf(emitter: any, type: any, unwrap: boolean): any[] {
  const events = emitter._events;
  if (events === undefined || events[type] === undefined) return [];
  const list = typeof events[type] === 'function' ? [events[type]] : events[type].slice();
  if (unwrap) {
    for (let i = 0; i < list.length; i++) list[i] = list[i].listener || list[i];
  }
  return list;
}

/** @cold */
prototype.listeners = function listeners(this: any, type: any) {
  return listenersOf(this, type, true);
};

/** @cold */
prototype.rawListeners = function rawListeners(this: any, type: any) {
  return listenersOf(this, type, false);
};

prototype.listenerCount = function listenerCount(this: any, type: any, listener?: any): number {
  const events = this._events;
  if (events === undefined) return 0;
  const list = events[type];
  if (list === undefined) return 0;
  if (listener === undefined || listener === null)
    return typeof list === 'function' ? 1 : list.length;
  if (typeof list === 'function') return list === listener || list.listener === listener ? 1 : 0;
  let count = 0;
  for (let i = 0; i < list.length; i++) {
    if (list[i] === listener || list[i].listener === listener) count++;
  }
  return count;
};

/** @cold */
prototype.eventNames = function eventNames(this: any) {
  return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
};

/** Static listenerCount(emitter, type). @cold */
export function listenerCount(emitter: any, type: any): number {
  if (typeof emitter.listenerCount === 'function') return emitter.listenerCount(type);
  return prototype.listenerCount.call(emitter, type);
}

/** Listeners of an emitter, or of an EventTarget (which tells by its `eventListenersOf` method, see web/event-target.ts). @cold */
export function getEventListeners(emitter: any, type: any): any[] {
  if (typeof emitter.listeners === 'function') return emitter.listeners(type);
  const probe = emitter[eventTargetListeners];
  if (typeof probe === 'function') return probe.call(emitter, type);
  throw argumentTypeError('emitter', ['EventEmitter', 'EventTarget'], emitter);
}

/** @cold */
export function getMaxListeners(emitter: any): number {
  if (emitter && typeof emitter.getMaxListeners === 'function') return maxListenersOf(emitter);
  if (emitter && typeof emitter[eventTargetListeners] === 'function') return 10;
  throw argumentTypeError('emitter', ['EventEmitter', 'EventTarget'], emitter);
}

/** @cold */
export function setMaxListeners(count: number = defaultMaxListeners, ...targets: any[]): void {
  validateNumber(count, 'setMaxListeners', 0);
  if (targets.length === 0) {
    defaultMaxListeners = count;
    return;
  }
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i];
    if (typeof target.setMaxListeners === 'function') target.setMaxListeners(count);
    else if (typeof target[eventTargetListeners] !== 'function') {
      throw argumentTypeError('eventTargets', ['EventEmitter', 'EventTarget'], target);
    }
  }
}

/** Calls `listener` once when the signal aborts, at the latest now; the result's `[Symbol.dispose]` takes it back. @cold */
export function addAbortListener(signal: any, listener: any): any {
  if (signal === undefined) throw argumentTypeError('signal', 'AbortSignal', signal);
  validateFunction(listener, 'listener');
  if (signal.aborted) {
    enqueueTick(listener);
    return { [disposeSymbol]() {} };
  }
  signal.addEventListener('abort', listener, { once: true });
  return {
    [disposeSymbol]() {
      signal.removeEventListener('abort', listener);
    },
  };
}

const disposeSymbol: symbol = (Symbol as any).dispose ?? Symbol('SymbolDispose');

constructor.EventEmitter = constructor;
constructor.usingDomains = false;
constructor.errorMonitor = errorMonitor;
constructor.captureRejectionSymbol = captureRejectionSymbol;
constructor.init = initialize;
constructor.listenerCount = listenerCount;
constructor.getEventListeners = getEventListeners;
constructor.getMaxListeners = getMaxListeners;
constructor.setMaxListeners = setMaxListeners;
constructor.addAbortListener = addAbortListener;
Object.defineProperty(constructor, 'captureRejections', {
  get() {
    return prototype[kCapture];
  },
  set(value: any) {
    validateBoolean(value, 'EventEmitter.captureRejections');
    prototype[kCapture] = value;
  },
  enumerable: true,
});
Object.defineProperty(constructor, 'defaultMaxListeners', {
  get() {
    return defaultMaxListeners;
  },
  set(value: any) {
    validateNumber(value, 'defaultMaxListeners', 0);
    defaultMaxListeners = value;
  },
  enumerable: true,
});

export { on, once };

/** @imported */
constructor.once = once;
/** @imported */
constructor.on = on;

export default EventEmitter;
