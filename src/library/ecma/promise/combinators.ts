// Promise.all, allSettled, any and race (ECMA-262 §27.2.4). Layer: ecma.
// An error before the combined promise exists is thrown; any later one rejects it, and for-of closes the iterator
// unless the iterator itself failed.

import { invoke, isCallable, isObject } from '../../machine/language.ts';
import { defineHidden } from '../object/define-hidden.ts';
import { notObject, requireIterable } from '../error/type-errors.ts';
import { invokeThen, newCapability } from './promise.ts';
import type { Capability } from './reaction.ts';

/** The results so far, and how many are outstanding; the walk itself counts as one. */
class Collection {
  values: any[] = [];
  remaining = 1;
}

type Subscribe = (
  capability: Capability,
  collection: Collection,
  promise: any,
  index: number,
) => void;

/** Promise.all */
export function everyOf(constructor: any, iterable: any): any {
  return combine(constructor, iterable, 'Promise.all', subscribeAll, finishWithValues);
}

export function allSettledOf(constructor: any, iterable: any): any {
  return combine(constructor, iterable, 'Promise.allSettled', subscribeSettled, finishWithValues);
}

export function anyOf(constructor: any, iterable: any): any {
  return combine(constructor, iterable, 'Promise.any', subscribeAny, finishWithErrors);
}

export function raceOf(constructor: any, iterable: any): any {
  return combine(constructor, iterable, 'Promise.race', subscribeRace, undefined);
}

function combine(
  constructor: any,
  iterable: any,
  method: string,
  subscribe: Subscribe,
  finish: any,
): any {
  if (!isObject(constructor)) throw notObject(method);
  const capability = newCapability(constructor);
  try {
    const resolve = constructor.resolve;
    if (!isCallable(resolve)) {
      throw new TypeError('Promise resolve or reject function is not callable');
    }
    requireIterable(iterable);
    const collection = new Collection();
    let index = 0;
    for (const item of iterable) {
      if (finish !== undefined) collection.values.push(undefined);
      const promise = invoke(resolve, constructor, item);
      collection.remaining++;
      subscribe(capability, collection, promise, index);
      index++;
    }
    if (finish !== undefined) settleOne(capability, collection, finish);
  } catch (error) {
    invoke(capability.reject, undefined, error);
  }
  return capability.promise;
}

function settleOne(capability: Capability, collection: Collection, finish: any): void {
  collection.remaining--;
  if (collection.remaining === 0) finish(capability, collection.values);
}

function finishWithValues(capability: Capability, values: any[]): void {
  invoke(capability.resolve, undefined, values);
}

function finishWithErrors(capability: Capability, errors: any[]): void {
  const error = new AggregateError([], 'All promises were rejected');
  defineHidden(error, 'errors', errors);
  invoke(capability.reject, undefined, error);
}

function subscribeRace(capability: Capability, _collection: Collection, promise: any): void {
  invokeThen(promise, capability.resolve, capability.reject);
}

function subscribeAll(
  capability: Capability,
  collection: Collection,
  promise: any,
  index: number,
): void {
  let called = false;
  invokeThen(
    promise,
    (value: any) => {
      if (called) return;
      called = true;
      collection.values[index] = value;
      settleOne(capability, collection, finishWithValues);
    },
    capability.reject,
  );
}

function subscribeAny(
  capability: Capability,
  collection: Collection,
  promise: any,
  index: number,
): void {
  let called = false;
  invokeThen(promise, capability.resolve, (reason: any) => {
    if (called) return;
    called = true;
    collection.values[index] = reason;
    settleOne(capability, collection, finishWithErrors);
  });
}

function subscribeSettled(
  capability: Capability,
  collection: Collection,
  promise: any,
  index: number,
): void {
  let called = false;
  invokeThen(
    promise,
    (value: any) => {
      if (called) return;
      called = true;
      collection.values[index] = { status: 'fulfilled', value };
      settleOne(capability, collection, finishWithValues);
    },
    (reason: any) => {
      if (called) return;
      called = true;
      collection.values[index] = { status: 'rejected', reason };
      settleOne(capability, collection, finishWithValues);
    },
  );
}
