// %AsyncFromSyncIteratorPrototype% and GetIterator(value, async) (ECMA-262 §27.1.4, §7.4.3). Layer: ecma.
// for await and an async generator's yield* open their iterators here.

import { invoke, isCallable, isObject } from '../../machine/language.ts';
import { describeValue } from '../error/describe-value.ts';
import { notCallable } from '../error/type-errors.ts';
import {
  newPromise,
  promiseResolveValue,
  promiseThen,
  rejectPromise,
  resolvePromise,
} from './promise.ts';

/** The iterator that `for await` steps through. */
export function openAsyncIterator(iterable: any): any {
  const asyncMethod = iterable[Symbol.asyncIterator];
  if (asyncMethod !== undefined && asyncMethod !== null) {
    if (!isCallable(asyncMethod)) throw notCallable(asyncMethod);
    const iterator = invoke(asyncMethod, iterable);
    if (!isObject(iterator)) {
      throw new TypeError('Result of the Symbol.asyncIterator method is not an object');
    }
    return iterator;
  }
  const method = iterable[Symbol.iterator];
  if (!isCallable(method)) throw new TypeError(describeValue(iterable) + ' is not async iterable');
  const iterator = invoke(method, iterable);
  if (!isObject(iterator)) {
    throw new TypeError('Result of the Symbol.iterator method is not an object');
  }
  return new AsyncFromSyncIterator(iterator, iterator.next);
}

class AsyncFromSyncIterator {
  #iterator: any;
  #next: any;

  constructor(iterator: any, next: any) {
    this.#iterator = iterator;
    this.#next = next;
  }

  next(value: any): any {
    const promise = newPromise();
    try {
      continueWith(promise, requireResult(invoke(this.#next, this.#iterator, value)));
    } catch (error) {
      rejectPromise(promise, error);
    }
    return promise;
  }

  return(value: any): any {
    const promise = newPromise();
    const iterator = this.#iterator;
    try {
      const method = iterator.return;
      if (method === undefined || method === null) {
        resolvePromise(promise, { value, done: true });
      } else {
        if (!isCallable(method)) throw notCallable(method);
        const result =
          arguments.length === 0 ? invoke(method, iterator) : invoke(method, iterator, value);
        continueWith(promise, requireResult(result));
      }
    } catch (error) {
      rejectPromise(promise, error);
    }
    return promise;
  }

  throw(error: any): any {
    const promise = newPromise();
    const iterator = this.#iterator;
    try {
      const method = iterator.throw;
      if (method === undefined || method === null) {
        rejectPromise(promise, error);
      } else {
        if (!isCallable(method)) throw notCallable(method);
        continueWith(promise, requireResult(invoke(method, iterator, error)));
      }
    } catch (failure) {
      rejectPromise(promise, failure);
    }
    return promise;
  }
}

function requireResult(result: any): any {
  if (!isObject(result)) {
    throw new TypeError('Iterator result ' + describeValue(result) + ' is not an object');
  }
  return result;
}

/** AsyncFromSyncIteratorContinuation (ECMA-262 §27.1.4.4). */
function continueWith(promise: any, result: any): void {
  const done = !!result.done;
  const value = promiseResolveValue(result.value);
  promiseThen(
    value,
    (settled: any) => resolvePromise(promise, { value: settled, done }),
    (reason: any) => rejectPromise(promise, reason),
  );
}
