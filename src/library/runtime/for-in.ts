'use machine';
// for-in (ECMA-262 §14.7.5.9 EnumerateObjectProperties). Layer: runtime.
// The keys are listed once: own ones, then those of the prototypes that nothing nearer hides; the loop skips a key that is
// gone by the time its turn comes. Lists of plain objects are kept by shape, while no prototype changes.

import {
  i32,
  load32,
  load64,
  loadValue,
  ptr,
  reserveBytes,
  store64,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { arrayPush } from './array-inline.ts';
import { newArray } from './array.ts';
import { toObjectValue } from './conversion.ts';
import { hasPendingException, takeException } from './exceptions.ts';
import { internString } from './intern.ts';
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  ENUMERABLE,
  KIND_OBJECT,
  KIND_PROXY,
  OBJECT_SHAPE,
  VALUES_DATA,
} from './layout.ts';
import { prototypeOfObject } from './object-prototype.ts';
import { entryIsEmpty, ownEntry, ownEntryCount } from './object-slots.ts';
import { hasKey } from './property-get.ts';
import {
  getOwnAttributes,
  getPrototypeOfValue,
  hasOwn,
  ownPropertyKeys,
} from './property-reflection.ts';
import { TABLE_INFO } from './shape-layout.ts';
import { findInShape, isSharedShape, prototypeEpoch } from './shape.ts';
import {
  cellKind,
  exceptionValue,
  isException,
  isNullish,
  isObjectValue,
  pointerOf,
  sameBits,
} from './value.ts';

const STRINGS: u32 = 1;
const LISTS: u32 = 16;
/** Per entry: shape, prototypeEpoch, keys (Value). The collector sees it as roots (initializeIntrinsics). */
const lists: ptr = reserveBytes(384);

/** The bounds of the kept lists, for the collector. */
export function forInListsStart(): ptr {
  return lists;
}

export function forInListsEnd(): ptr {
  return lists + 384;
}

function listEntry(shape: ptr): ptr {
  return lists + ((shape >>> 6) & (LISTS - 1)) * 24;
}

/** An array of the keys (strings) that a for-in over `v` visits; not to be changed. */
export function forInKeys(v: Value): Value {
  if (isNullish(v)) return newArray(0);
  if (isObjectValue(v) && cellKind(pointerOf(v)) === KIND_OBJECT) {
    const shape: ptr = load64(pointerOf(v) + OBJECT_SHAPE);
    const entry: ptr = listEntry(shape);
    if (load64(entry) === shape && load64(entry + 8) === prototypeEpoch)
      return loadValue(entry + 16);
    const keys: Value = listKeys(v);
    if (!isException(keys) && isSharedShape(shape) && hasPlainPrototypes(v)) {
      store64(entry, shape);
      store64(entry + 8, prototypeEpoch);
      storeValue(entry + 16, keys);
    }
    return keys;
  }
  const object: Value = toObjectValue(v);
  return isException(object) ? object : listKeys(object);
}

/** Every prototype is a plain object: the epoch tells when its keys change. */
function hasPlainPrototypes(v: Value): boolean {
  let holder: Value = prototypeOfObject(pointerOf(v));
  while (isObjectValue(holder)) {
    if (cellKind(pointerOf(holder)) !== KIND_OBJECT) return false;
    holder = prototypeOfObject(pointerOf(holder));
  }
  return true;
}

function listKeys(object: Value): Value {
  // A proxy is asked for each key's attributes when its turn comes (forInHas), as by V8.
  const keys: Value = ownPropertyKeys(object, STRINGS, cellKind(pointerOf(object)) !== KIND_PROXY);
  if (isException(keys)) return keys;
  let holder: Value = getPrototypeOfValue(object);
  while (isObjectValue(holder)) {
    if (mayHaveEnumerable(pointerOf(holder))) {
      const inherited: Value = ownPropertyKeys(holder, STRINGS, true);
      if (isException(inherited)) return inherited;
      const done: Value = appendVisible(keys, inherited, object, holder);
      if (isException(done)) return done;
    }
    holder = getPrototypeOfValue(holder);
  }
  return isException(holder) ? holder : keys;
}

/** False for a plain object without enumerable properties, as most prototypes are. */
function mayHaveEnumerable(object: ptr): boolean {
  if (cellKind(object) !== KIND_OBJECT) return true;
  const count: u32 = ownEntryCount(object);
  for (let i: u32 = 0; i < count; i++) {
    const entry: ptr = ownEntry(object, i);
    if (!entryIsEmpty(entry) && (load64(entry + TABLE_INFO) & ENUMERABLE) !== 0) return true;
  }
  return false;
}

/** Appends the keys of `holder` that no object before it on the chain from `object` has. */
function appendVisible(keys: Value, inherited: Value, object: Value, holder: Value): Value {
  const count: u32 = load32(pointerOf(inherited) + ARRAY_LENGTH);
  for (let i: u32 = 0; i < count; i++) {
    const key: Value = loadValue(
      load64(pointerOf(inherited) + ARRAY_ELEMENTS) + VALUES_DATA + u64(i) * 8,
    );
    let hidden: boolean = false;
    let nearer: Value = object;
    while (!hidden && isObjectValue(nearer) && !sameBits(nearer, holder)) {
      hidden = hasOwn(nearer, key);
      if (hasPendingException()) return exceptionValue();
      nearer = getPrototypeOfValue(nearer);
    }
    if (isException(nearer)) return nearer;
    if (!hidden) arrayPush(keys, key);
  }
  return keys;
}

/** The key is still there. `object` is the iterated value. */
export function forInHas(object: Value, key: Value): boolean {
  if (!isObjectValue(object)) return true;
  const p: ptr = pointerOf(object);
  if (cellKind(p) === KIND_OBJECT && findInShape(load64(p + OBJECT_SHAPE), key) >= 0) return true;
  if (cellKind(p) === KIND_PROXY) return proxyShows(object, key);
  const has: boolean = hasKey(object, internString(key));
  if (!hasPendingException()) return has;
  takeException();
  return false;
}

/** The first object on a proxy's chain that has the key has it as enumerable. */
function proxyShows(object: Value, key: Value): boolean {
  let at: Value = object;
  while (isObjectValue(at)) {
    const attributes: i32 = getOwnAttributes(at, key);
    if (attributes >= 0) return (u32(attributes) & ENUMERABLE) !== 0;
    at = hasPendingException() ? exceptionValue() : getPrototypeOfValue(at);
  }
  if (hasPendingException()) takeException();
  return false;
}
