'use machine inline';
// #private fields as compiled code reads and writes them: the cache hit inline. Layer: runtime, above private-name.ts.

import { likely, load64, loadValue, ptr, storeValue } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { writeBarrier } from './heap.ts';
import { CACHE_EPOCH, CACHE_SHAPE, CACHE_TARGET, OBJECT_SHAPE } from './layout.ts';
import { getPrivateMiss, setPrivateMiss } from './private-name.ts';
import { isObjectValue, pointerOf } from './value.ts';

/** `object.#name` */
export function getPrivate(object: Value, name: Value, cache: ptr): Value {
  if (likely(isObjectValue(object))) {
    const cell: ptr = pointerOf(object);
    if (
      likely(load64(cell + OBJECT_SHAPE) === load64(cache + CACHE_SHAPE)) &&
      load64(cache + CACHE_EPOCH) === 0
    ) {
      return loadValue(cell + load64(cache + CACHE_TARGET));
    }
  }
  return getPrivateMiss(object, name, cache);
}

/** `object.#name = value`; the value. */
export function setPrivate(object: Value, name: Value, value: Value, cache: ptr): Value {
  if (likely(isObjectValue(object))) {
    const cell: ptr = pointerOf(object);
    if (
      likely(load64(cell + OBJECT_SHAPE) === load64(cache + CACHE_SHAPE)) &&
      load64(cache + CACHE_EPOCH) === 0
    ) {
      storeValue(cell + load64(cache + CACHE_TARGET), value);
      writeBarrier(cell, value);
      return value;
    }
  }
  return setPrivateMiss(object, name, value, cache);
}
