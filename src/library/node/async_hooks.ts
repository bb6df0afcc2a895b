// node:async_hooks: AsyncLocalStorage and AsyncResource. Layer: node. The context is an immutable list of storages and
// their values; jobs, ticks, promises and timers carry it from where they were made to where they run.

import { getAsyncContext, setAsyncContext } from '../ecma/promise/jobs.ts';
import { validateFunction, validateString } from './errors.ts';

/** One storage's value in front of the others. */
class ContextEntry {
  readonly storage: any;
  readonly value: any;
  readonly next: ContextEntry | undefined;

  constructor(storage: any, value: any, next: ContextEntry | undefined) {
    this.storage = storage;
    this.value = value;
    this.next = next;
  }
}

function lookUp(storage: any): any {
  let entry: ContextEntry | undefined = getAsyncContext();
  while (entry !== undefined) {
    if (entry.storage === storage) return entry.value;
    entry = entry.next;
  }
  return undefined;
}

/** The list without entries of `storage`. */
function without(entry: ContextEntry | undefined, storage: any): ContextEntry | undefined {
  if (entry === undefined) return undefined;
  if (entry.storage === storage) return without(entry.next, storage);
  const next = without(entry.next, storage);
  return next === entry.next ? entry : new ContextEntry(entry.storage, entry.value, next);
}

function runWith(context: any, callback: any, receiver: any, args: any[]): any {
  const previous = getAsyncContext();
  setAsyncContext(context);
  try {
    return callback.apply(receiver, args);
  } finally {
    setAsyncContext(previous);
  }
}

export class AsyncLocalStorage<T = any> {
  /** A function that runs `callback` in the context of now. */
  static bind(callback: any): any {
    validateFunction(callback, 'fn');
    const context = getAsyncContext();
    return function bound(this: any, ...args: any[]): any {
      return runWith(context, callback, this, args);
    };
  }

  /** A function that calls its first argument in the context of now. */
  static snapshot(): any {
    const context = getAsyncContext();
    return (callback: any, ...args: any[]) => runWith(context, callback, undefined, args);
  }

  run(store: T, callback: any, ...args: any[]): any {
    const context = new ContextEntry(this, store, without(getAsyncContext(), this));
    return runWith(context, callback, undefined, args);
  }

  exit(callback: any, ...args: any[]): any {
    return runWith(without(getAsyncContext(), this), callback, undefined, args);
  }

  getStore(): T | undefined {
    return lookUp(this);
  }

  /** Replaces the store for the rest of this run and what it starts. */
  enterWith(store: T): void {
    setAsyncContext(new ContextEntry(this, store, without(getAsyncContext(), this)));
  }

  disable(): void {
    setAsyncContext(without(getAsyncContext(), this));
  }
}

let lastAsyncId = 1;

export class AsyncResource {
  readonly #context: any = getAsyncContext();
  readonly #asyncId: number;
  readonly type: string;

  constructor(type: any) {
    validateString(type, 'type');
    this.type = type;
    lastAsyncId++;
    this.#asyncId = lastAsyncId;
  }

  static bind(callback: any, type?: any, thisValue?: any): any {
    const resource = new AsyncResource(type || callback.name || 'bound-anonymous-fn');
    return resource.bind(callback, thisValue);
  }

  bind(callback: any, thisValue?: any): any {
    validateFunction(callback, 'fn');
    const resource = this;
    return function bound(this: any, ...args: any[]): any {
      const receiver = thisValue === undefined ? this : thisValue;
      return resource.runInAsyncScope(callback, receiver, ...args);
    };
  }

  runInAsyncScope(callback: any, thisValue?: any, ...args: any[]): any {
    return runWith(this.#context, callback, thisValue, args);
  }

  emitDestroy(): this {
    return this;
  }

  asyncId(): number {
    return this.#asyncId;
  }

  triggerAsyncId(): number {
    return 1;
  }
}

export function executionAsyncId(): number {
  return 1;
}

export function triggerAsyncId(): number {
  return 0;
}

export function executionAsyncResource(): any {
  return {};
}

const asyncHooks = {
  AsyncLocalStorage,
  AsyncResource,
  executionAsyncId,
  executionAsyncResource,
  triggerAsyncId,
};
export default asyncHooks;
