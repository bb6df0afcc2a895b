// Promise (ECMA-262 §27.2). Layer: ecma. The number and order of jobs is exactly the specification's.
// The state is private to the class; the functions other library modules need are assigned by its static block.

import { registerInspector } from '../../base/inspectors.ts';
import { construct, invoke, isCallable, isConstructor, isObject } from '../../machine/language.ts';
import { describeValue } from '../error/describe-value.ts';
import {
  incompatibleReceiver,
  notCallable,
  notConstructor,
  notObject,
} from '../error/type-errors.ts';
import { defineToStringTag } from '../object/prototype-setup.ts';
import { enqueueJob, getAsyncContext, setAsyncContext } from './jobs.ts';
import {
  CALL,
  Capability,
  FORWARD,
  Reaction,
  RESUME,
  TO_CAPABILITY,
  TO_PROMISE,
} from './reaction.ts';
import { allSettledOf, anyOf, everyOf, raceOf } from './combinators.ts';

const PENDING = 0;
const FULFILLED = 1;
const REJECTED = 2;
const NEXT = 0;
const THROW = 1;

let rejectionTracker: any = undefined;

let hasState: (value: any) => boolean;
/** Settles a pending promise without asking what the value is. */
export let rejectPromise: (promise: any, reason: any) => void;
let fulfillPromise: (promise: any, value: any) => void;
/** PerformPromiseThen (ECMA-262 §27.2.5.4.1). */
export let addReaction: (promise: any, reaction: Reaction) => void;
/** `[state, result]` with state 0 pending, 1 fulfilled, 2 rejected: what util.inspect shows. */
export let inspectPromise: (promise: any) => any[];

// The argument that makes the constructor leave the promise pending without calling anything.
function noExecutor(): void {}

/** @global */
export class Promise {
  #state = PENDING;
  #result: any = undefined;
  /** The last reaction of a ring while pending. */
  #lastReaction: any = undefined;
  #handled = false;

  static {
    hasState = (value) => isObject(value) && #state in value;

    fulfillPromise = (promise, value) => {
      const last = promise.#lastReaction;
      promise.#state = FULFILLED;
      promise.#result = value;
      promise.#lastReaction = undefined;
      if (last !== undefined) triggerReactions(last, FULFILLED, value);
    };

    rejectPromise = (promise, reason) => {
      const last = promise.#lastReaction;
      promise.#state = REJECTED;
      promise.#result = reason;
      promise.#lastReaction = undefined;
      if (!promise.#handled && rejectionTracker !== undefined) {
        invoke(rejectionTracker, undefined, 'reject', promise, reason);
      }
      if (last !== undefined) triggerReactions(last, REJECTED, reason);
    };

    addReaction = (promise, reaction) => {
      const state = promise.#state;
      if (state === PENDING) {
        const last = promise.#lastReaction;
        if (last === undefined) {
          reaction.next = reaction;
        } else {
          reaction.next = last.next;
          last.next = reaction;
        }
        promise.#lastReaction = reaction;
      } else {
        if (state === REJECTED && !promise.#handled && rejectionTracker !== undefined) {
          invoke(rejectionTracker, undefined, 'handle', promise, promise.#result);
        }
        enqueueJob(runReaction, reaction, state, promise.#result);
      }
      promise.#handled = true;
    };

    inspectPromise = (promise) => [promise.#state, promise.#result];
    registerInspector('Promise', (value) => #state in value, inspectPromise);
  }

  static $call(): any {
    throw new TypeError("Promise constructor cannot be invoked without 'new'");
  }

  constructor(executor: any) {
    if (executor === noExecutor) return;
    if (!isCallable(executor)) {
      throw new TypeError(`Promise resolver ${describeValue(executor)} is not a function`);
    }
    const promise = this;
    let settled = false;
    const reject: any = noName((reason: any) => {
      if (settled) return;
      settled = true;
      rejectPromise(promise, reason);
    });
    try {
      invoke(
        executor,
        undefined,
        noName((value: any) => {
          if (settled) return;
          settled = true;
          resolvePromise(promise, value);
        }),
        reject,
      );
    } catch (error) {
      invoke(reject, undefined, error);
    }
  }

  then(onFulfilled: any, onRejected: any): any {
    if (!hasState(this)) throw incompatibleReceiver('Promise.prototype.then', this);
    const constructor = promiseSpecies(this);
    const fulfilled = isCallable(onFulfilled) ? onFulfilled : undefined;
    const rejected = isCallable(onRejected) ? onRejected : undefined;
    if (constructor === Promise) {
      const derived = newPromise();
      addReaction(this, new Reaction(TO_PROMISE, derived, fulfilled, rejected, getAsyncContext()));
      return derived;
    }
    const capability = newCapability(constructor);
    addReaction(
      this,
      new Reaction(TO_CAPABILITY, capability, fulfilled, rejected, getAsyncContext()),
    );
    return capability.promise;
  }

  catch(onRejected: any): any {
    const then = (this as any).then;
    if (!isCallable(then)) throw notCallable(then);
    return invoke(then, this, undefined, onRejected);
  }

  finally(onFinally: any): any {
    if (!isObject(this)) throw notObject('Promise.prototype.finally');
    const constructor = promiseSpecies(this);
    const then = (this as any).then;
    if (!isCallable(onFinally)) {
      if (!isCallable(then)) throw notCallable(then);
      return invoke(then, this, onFinally, onFinally);
    }
    const thenFinally = noName((value: any) => {
      const promise = promiseResolve(constructor, invoke(onFinally, undefined));
      return invokeThen(
        promise,
        noName(() => value),
      );
    });
    const catchFinally = noName((reason: any) => {
      const promise = promiseResolve(constructor, invoke(onFinally, undefined));
      return invokeThen(
        promise,
        noName(() => {
          throw reason;
        }),
      );
    });
    if (!isCallable(then)) throw notCallable(then);
    return invoke(then, this, thenFinally, catchFinally);
  }

  static all(iterable: any): any {
    return everyOf(this, iterable);
  }

  static allSettled(iterable: any): any {
    return allSettledOf(this, iterable);
  }

  static any(iterable: any): any {
    return anyOf(this, iterable);
  }

  static race(iterable: any): any {
    return raceOf(this, iterable);
  }

  static resolve(value: any): any {
    if (!isObject(this)) throw new TypeError('PromiseResolve called on non-object');
    return promiseResolve(this, value);
  }

  static reject(reason: any): any {
    if (!isObject(this)) throw new TypeError('PromiseReject called on non-object');
    if ((this as any) === Promise) {
      const promise = newPromise();
      rejectPromise(promise, reason);
      return promise;
    }
    const capability = newCapability(this);
    invoke(capability.reject, undefined, reason);
    return capability.promise;
  }

  static get [Symbol.species](): any {
    return this;
  }
}

const originalThen = Promise.prototype.then;
defineToStringTag(Promise.prototype, 'Promise');

/** A function value without a name: an initialiser would name it. */
function noName(fn: any): any {
  return fn;
}

/** A pending promise of the intrinsic constructor. */
export function newPromise(): any {
  return new Promise(noExecutor);
}

/** A promise of the intrinsic constructor or a class derived from it. */
export function isPromise(value: any): boolean {
  return Promise !== undefined && hasState(value);
}

/** What the resolve function of a promise does (ECMA-262 §27.2.1.3.2). */
export function resolvePromise(promise: any, value: any): void {
  if (!isObject(value)) return fulfillPromise(promise, value);
  if (value === promise) {
    return rejectPromise(promise, new TypeError('Chaining cycle detected for promise #<Promise>'));
  }
  let then: any;
  try {
    then = value.then;
  } catch (error) {
    return rejectPromise(promise, error);
  }
  if (!isCallable(then)) return fulfillPromise(promise, value);
  enqueueJob(resolveThenableJob, promise, value, then);
}

// ECMA-262 §27.2.2.2. `then` of a promise by the book runs without functions for the program to see.
function resolveThenableJob(promise: any, thenable: any, then: any): void {
  if (then === originalThen && hasState(thenable) && thenable.constructor === Promise) {
    addReaction(thenable, new Reaction(FORWARD, promise, undefined, undefined, getAsyncContext()));
    return;
  }
  let settled = false;
  const reject = noName((reason: any) => {
    if (settled) return;
    settled = true;
    rejectPromise(promise, reason);
  });
  try {
    invoke(
      then,
      thenable,
      noName((value: any) => {
        if (settled) return;
        settled = true;
        resolvePromise(promise, value);
      }),
      reject,
    );
  } catch (error) {
    invoke(reject, undefined, error);
  }
}

function triggerReactions(last: Reaction, state: number, result: any): void {
  let reaction = last.next;
  last.next = undefined;
  while (reaction !== undefined) {
    const next = reaction.next;
    reaction.next = undefined;
    enqueueJob(runReaction, reaction, state, result);
    reaction = next;
  }
}

/** NewPromiseReactionJob's steps (ECMA-262 §27.2.2.1). */
function runReaction(reaction: Reaction, state: number, result: any): void {
  setAsyncContext(reaction.context);
  const kind = reaction.kind;
  if (kind === RESUME) {
    const mode = state === FULFILLED ? NEXT : THROW;
    return invoke(reaction.onFulfilled, undefined, reaction, mode, result);
  }
  const target = reaction.target;
  if (kind === FORWARD) {
    return state === FULFILLED ? resolvePromise(target, result) : rejectPromise(target, result);
  }
  const handler = state === FULFILLED ? reaction.onFulfilled : reaction.onRejected;
  let value = result;
  let failed = state === REJECTED;
  if (handler !== undefined) {
    try {
      value = invoke(handler, undefined, result);
      failed = false;
    } catch (error) {
      value = error;
      failed = true;
    }
  }
  if (kind === TO_PROMISE) {
    if (failed) rejectPromise(target, value);
    else resolvePromise(target, value);
  } else if (kind === TO_CAPABILITY) {
    invoke(failed ? target.reject : target.resolve, undefined, value);
  }
}

/** Resumes `reaction` (of kind RESUME) in a job, when `value` has settled (ECMA-262 §27.7.5.3, Await). */
export function awaitWith(reaction: Reaction, value: any): void {
  reaction.context = getAsyncContext();
  if (!isObject(value)) {
    enqueueJob(runReaction, reaction, FULFILLED, value);
  } else {
    addReaction(promiseResolve(Promise, value), reaction);
  }
}

/** PerformPromiseThen with library functions and no derived promise. */
export function promiseThen(promise: any, onFulfilled: any, onRejected: any): void {
  addReaction(promise, new Reaction(CALL, undefined, onFulfilled, onRejected, getAsyncContext()));
}

/** PromiseResolve(%Promise%, value). */
export function promiseResolveValue(value: any): any {
  return promiseResolve(Promise, value);
}

/** PromiseResolve (ECMA-262 §27.2.4.7.1). */
export function promiseResolve(constructor: any, value: any): any {
  if (hasState(value) && value.constructor === constructor) return value;
  if (constructor === Promise) {
    const promise = newPromise();
    resolvePromise(promise, value);
    return promise;
  }
  const capability = newCapability(constructor);
  invoke(capability.resolve, undefined, value);
  return capability.promise;
}

/** NewPromiseCapability (ECMA-262 §27.2.1.5). */
export function newCapability(constructor: any): Capability {
  if (!isConstructor(constructor)) throw notConstructor(constructor);
  const capability = new Capability();
  const executor = noName((resolve: any, reject: any) => {
    if (capability.resolve !== undefined || capability.reject !== undefined) {
      throw new TypeError('Promise executor has already been invoked with non-undefined arguments');
    }
    capability.resolve = resolve;
    capability.reject = reject;
  });
  capability.promise = construct(constructor, constructor, executor);
  if (!isCallable(capability.resolve) || !isCallable(capability.reject)) {
    throw new TypeError('Promise resolve or reject function is not callable');
  }
  return capability;
}

/** `Invoke(promise, 'then', ...)`, without the derived promise where nobody could see it. */
export function invokeThen(promise: any, onFulfilled: any, onRejected?: any): any {
  const then = promise.then;
  if (!isCallable(then)) throw notCallable(then);
  return invoke(then, promise, onFulfilled, onRejected);
}

/** `tracker('reject' | 'handle', promise, reason)`: HostPromiseRejectionTracker (ECMA-262 §27.2.1.9). */
export function setRejectionTracker(tracker: any): void {
  rejectionTracker = tracker;
}

/** SpeciesConstructor(promise, %Promise%); %Promise% itself is taken to be its own species. */
function promiseSpecies(promise: any): any {
  const constructor = promise.constructor;
  if (constructor === Promise || constructor === undefined) return Promise;
  if (!isObject(constructor)) {
    throw new TypeError('The .constructor property is not an object');
  }
  const species = constructor[Symbol.species];
  if (species === undefined || species === null) return Promise;
  if (!isConstructor(species)) {
    throw new TypeError('object.constructor[Symbol.species] is not a constructor');
  }
  return species;
}
