// Async generators: the queue of requests and the body that serves them (ECMA-262 §27.6.3). Layer: ecma.
// The compiled body awaits what it yields and what is sent to it by `return` itself; here each request is matched with
// what the body does next.

import { isObject } from '../../machine/language.ts';
import { requireStack } from '../../runtime/exceptions.ts';
import { frameIsDone, frameReason, iteratorResult, resumeFrame } from '../../runtime/generator.ts';
import { setAsyncFromSyncIterator } from '../../runtime/iteration.ts';
import { setPrototypeOf } from '../../runtime/property-reflection.ts';
import { incompatibleReceiver } from '../error/type-errors.ts';
import { createAsyncFromSyncIterator } from './async-from-sync-iterator.ts';
import { awaitWith, newPromise, rejectPromise, resolvePromise } from './promise.ts';
import { Reaction, RESUME } from './reaction.ts';
import { STACK_TO_SETTLE } from './stack.ts';

const NEXT = 0;
const THROW = 1;
const RETURN = 2;

const SUSPENDED_START = 0;
const SUSPENDED_YIELD = 1;
const EXECUTING = 2;
const AWAITING_RETURN = 3;
const COMPLETED = 4;

const YIELD = 0;

class Request {
  mode: number;
  value: any;
  promise: any;
  constructor(mode: number, value: any, promise: any) {
    this.mode = mode;
    this.value = value;
    this.promise = promise;
  }
}

/** The state of one async generator object. */
class AsyncGeneratorState {
  frame: any;
  status = SUSPENDED_START;
  requests: Request[] = [];
  /** Resumes the body after an await. */
  bodyReaction: Reaction;
  /** Continues after the await of a `return` that the body never sees. */
  returnReaction: Reaction;

  constructor(frame: any) {
    this.frame = frame;
    this.bodyReaction = new Reaction(RESUME, this, resumeBody, undefined, undefined);
    this.returnReaction = new Reaction(RESUME, this, finishReturn, undefined, undefined);
  }
}

/** @builtin %AsyncGenerator% */
export class AsyncGenerator {
  #state: AsyncGeneratorState;

  constructor(frame: any) {
    this.#state = new AsyncGeneratorState(frame);
  }

  next(value: any): any {
    requireStack(STACK_TO_SETTLE);
    const promise = newPromise();
    if (!isObject(this) || !(#state in this)) {
      return refuse(promise, '[AsyncGenerator].prototype.next', this);
    }
    const state = this.#state;
    if (state.status === COMPLETED) {
      resolvePromise(promise, iteratorResult(undefined, true));
      return promise;
    }
    state.requests.push(new Request(NEXT, value, promise));
    if (state.status < EXECUTING) resumeBody(state.bodyReaction, NEXT, value);
    return promise;
  }

  return(value: any): any {
    requireStack(STACK_TO_SETTLE);
    const promise = newPromise();
    if (!isObject(this) || !(#state in this)) {
      return refuse(promise, '[AsyncGenerator].prototype.return', this);
    }
    const state = this.#state;
    state.requests.push(new Request(RETURN, value, promise));
    if (state.status === SUSPENDED_START || state.status === COMPLETED) awaitReturn(state);
    else if (state.status === SUSPENDED_YIELD) resumeBody(state.bodyReaction, RETURN, value);
    return promise;
  }

  throw(error: any): any {
    requireStack(STACK_TO_SETTLE);
    const promise = newPromise();
    if (!isObject(this) || !(#state in this)) {
      return refuse(promise, '[AsyncGenerator].prototype.throw', this);
    }
    const state = this.#state;
    if (state.status === SUSPENDED_START) state.status = COMPLETED;
    if (state.status === COMPLETED) {
      rejectPromise(promise, error);
      return promise;
    }
    state.requests.push(new Request(THROW, error, promise));
    if (state.status === SUSPENDED_YIELD) resumeBody(state.bodyReaction, THROW, error);
    return promise;
  }

  readonly [Symbol.toStringTag] = 'AsyncGenerator';
}

/** What a compiled async generator function returns: its object, with the body not started. */
export function createAsyncGenerator(fn: any, frame: any): any {
  const generator = new AsyncGenerator(frame);
  const prototype = fn.prototype;
  if (isObject(prototype)) setPrototypeOf(generator, prototype);
  return generator;
}

function refuse(promise: any, method: string, receiver: any): any {
  rejectPromise(promise, incompatibleReceiver(method, receiver));
  return promise;
}

/** Runs the body until it has to wait: for an awaited value, or for the next request. */
function resumeBody(reaction: Reaction, firstMode: number, firstValue: any): void {
  const state: AsyncGeneratorState = reaction.target;
  const frame = state.frame;
  let mode = firstMode;
  let value = firstValue;
  state.status = EXECUTING;
  while (true) {
    let result: any;
    try {
      result = resumeFrame(frame, mode, value);
    } catch (error) {
      state.status = COMPLETED;
      rejectPromise(takeRequest(state).promise, error);
      return drainRequests(state);
    }
    if (frameIsDone(frame)) {
      state.status = COMPLETED;
      resolvePromise(takeRequest(state).promise, iteratorResult(result, true));
      return drainRequests(state);
    }
    if (frameReason(frame) !== YIELD) {
      try {
        return awaitWith(reaction, result);
      } catch (error) {
        mode = THROW;
        value = error;
        continue;
      }
    }
    resolvePromise(takeRequest(state).promise, iteratorResult(result, false));
    if (state.requests.length === 0) {
      state.status = SUSPENDED_YIELD;
      return;
    }
    // The next request is there already: the body goes on at once.
    mode = state.requests[0]!.mode;
    value = state.requests[0]!.value;
  }
}

function takeRequest(state: AsyncGeneratorState): Request {
  return state.requests.shift()!;
}

/** AsyncGeneratorAwaitReturn (ECMA-262 §27.6.3.9): the first request is a return that the body does not see. */
function awaitReturn(state: AsyncGeneratorState): void {
  state.status = AWAITING_RETURN;
  try {
    awaitWith(state.returnReaction, state.requests[0]!.value);
  } catch (error) {
    finishReturn(state.returnReaction, THROW, error);
  }
}

function finishReturn(reaction: Reaction, mode: number, value: any): void {
  const state: AsyncGeneratorState = reaction.target;
  state.status = COMPLETED;
  const request = takeRequest(state);
  if (mode === THROW) rejectPromise(request.promise, value);
  else resolvePromise(request.promise, iteratorResult(value, true));
  drainRequests(state);
}

/** AsyncGeneratorDrainQueue (ECMA-262 §27.6.3.10): a finished generator answers what is still asked. */
function drainRequests(state: AsyncGeneratorState): void {
  while (state.requests.length !== 0) {
    const request = state.requests[0]!;
    if (request.mode === RETURN) return awaitReturn(state);
    takeRequest(state);
    if (request.mode === THROW) rejectPromise(request.promise, request.value);
    else resolvePromise(request.promise, iteratorResult(undefined, true));
  }
}

setAsyncFromSyncIterator(createAsyncFromSyncIterator);
