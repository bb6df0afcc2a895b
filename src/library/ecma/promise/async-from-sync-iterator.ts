// %AsyncFromSyncIteratorPrototype%: a synchronous iterator under `for await` or an async generator's yield*
// (ECMA-262 §27.1.4). Layer: ecma. The modules of async functions register it with the runtime.

import { invoke, isCallable, isObject } from '../../machine/language.ts';
import { iteratorResult } from '../../runtime/generator.ts';
import { describeValue } from '../error/describe-value.ts';
import { notCallable } from '../error/type-errors.ts';
import {
  newPromise,
  promiseResolveValue,
  promiseThen,
  rejectPromise,
  resolvePromise,
} from './promise.ts';

/** CreateAsyncFromSyncIterator: what `for await` steps through when there is only a synchronous iterator. */
export function createAsyncFromSyncIterator(iterator: any, next: any): any {
  return new AsyncFromSyncIterator(iterator, next);
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
        resolvePromise(promise, iteratorResult(value, true));
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
    (settled: any) => resolvePromise(promise, iteratorResult(settled, done)),
    (reason: any) => rejectPromise(promise, reason),
  );
}
