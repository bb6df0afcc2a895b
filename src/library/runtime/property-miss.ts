'use machine';
// What happens when an inline cache does not answer: the less common cached forms, then the full lookup, which fills
// the cache if it can. Layer: runtime, below property-inline.ts.
//
// Forms of a cache, by CACHE_EPOCH:
//   0              own inline slot: TARGET is its byte offset
//   prototypeEpoch inherited slot, or nothing at all: TARGET is an address
//   EPOCH_OVERFLOW own overflow slot: TARGET is its number
//   EPOCH_GETTER   inherited accessor: TARGET is the slot's address, NEXT_SHAPE the epoch
//   EPOCH_PRIMITIVE SHAPE is the receiver's tag: otherwise as EPOCH_GETTER, for a data property
//   EPOCH_ADD + prototypeEpoch          (stores) TARGET is the byte offset of a new inline slot, NEXT_SHAPE the shape afterwards
//   EPOCH_ADD_OVERFLOW + prototypeEpoch (stores) TARGET is the number of a new overflow slot, NEXT_SHAPE the same

import {
  addressOf,
  f64,
  load16,
  load32,
  load64,
  loadValue,
  ptr,
  store64,
  storeValue,
  u32,
  u64,
  bitsOfValue,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { writeBarrier } from './heap.ts';
import {
  ACCESSOR_GET,
  ARRAY_LENGTH,
  CACHE_EPOCH,
  CACHE_NEXT_SHAPE,
  CACHE_SHAPE,
  CACHE_TARGET,
  CELL_EXTRA,
  FLAG_PROTOTYPE,
  FUNCTION_INFO,
  INFO_BUILTIN,
  INFO_FLAGS,
  INFO_NAME,
  IS_ACCESSOR,
  KIND_ARRAY,
  KIND_ERROR,
  KIND_FUNCTION,
  KIND_PROXY,
  KIND_TYPED_ARRAY,
  OBJECT_OVERFLOW,
  OBJECT_SHAPE,
  TYPED_LENGTH,
  WRITABLE,
} from './layout.ts';
import { prototypeOfObject, proxyPrototypes } from './object-prototype.ts';
import { reserveSlot } from './object-slots.ts';
import { FOUND_NONE, FOUND_SLOT, findOwn, foundAttributes, foundSlot } from './property-find.ts';
import { callGetter, getNamed, getWithReceiver, prototypeOfPrimitive } from './property-get.ts';
import { isIndexKey } from './property-key.ts';
import { setNamed } from './property-set.ts';
import {
  SHAPE_INLINE_COUNT,
  SHAPE_INLINE_START,
  SHAPE_KEY,
  SHAPE_PARENT,
  SHAPE_SLOTS,
} from './shape-layout.ts';
import { EPOCH_ADD, isSharedShape, prototypeEpoch } from './shape.ts';
import {
  cellFlags,
  cellKind,
  isException,
  isObjectOfKind,
  isObjectValue,
  numberValue,
  objectValue,
  pointerOf,
  sameBits,
  undefinedValue,
} from './value.ts';

const EPOCH_OVERFLOW: u64 = 0xffffffffffffffff;
const EPOCH_GETTER: u64 = 0xfffffffffffffffe;
const EPOCH_PRIMITIVE: u64 = 0xfffffffffffffffd;
const EPOCH_ADD_OVERFLOW: u64 = 0x4000000000000000;
/** Pseudo-shape of numbers; other primitives have their tag. */
const NUMBER_SHAPE: u64 = 1;

/** What an absent property reads as. */
let absent: Value = undefinedValue();

function fillCache(cache: ptr, shape: u64, target: u64, epoch: u64): void {
  store64(cache + CACHE_SHAPE, shape);
  store64(cache + CACHE_TARGET, target);
  store64(cache + CACHE_EPOCH, epoch);
}

/** Remembers an own data slot of an object with a shared shape. */
export function cacheOwn(cache: ptr, object: ptr, shape: ptr, slot: ptr): void {
  const overflow: ptr = load64(object + OBJECT_OVERFLOW);
  if (
    overflow !== 0 &&
    slot > overflow &&
    slot - overflow <= u64(load32(overflow + CELL_EXTRA)) * 8
  ) {
    fillCache(cache, shape, slot - overflow, EPOCH_OVERFLOW);
  } else fillCache(cache, shape, slot - object, 0);
}

/** The key's place among an object's properties is fully described by its shape. */
function isCacheable(object: ptr, key: Value): boolean {
  return cellKind(object) !== KIND_ERROR || !sameBits(key, 'stack');
}

/**
 * Caches may hold the shape. A prototype's is private, but tells that object and, since each change of it makes a new
 * epoch, its properties; a collection makes a new epoch too, in case the memory of a dead shape is used again.
 */
function isCachedShape(object: ptr, shape: ptr): boolean {
  return isSharedShape(shape) || (cellFlags(object) & FLAG_PROTOTYPE) !== 0;
}

/** Looks a non-index key up from `start`; fills the cache for `shape` (0: do not). */
function lookUp(
  start: ptr,
  key: Value,
  receiver: Value,
  cache: ptr,
  firstShape: u64,
  primitive: boolean,
): Value {
  let cell: ptr = start;
  let shape: u64 = firstShape;
  for (;;) {
    if (cellKind(cell) === KIND_PROXY) return getWithReceiver(objectValue(cell), key, receiver);
    const found: u32 = findOwn(cell, key);
    if (!isCacheable(cell, key)) shape = 0;
    if (found === FOUND_SLOT) {
      if ((foundAttributes & IS_ACCESSOR) !== 0) {
        if (shape !== 0 && !primitive && cell !== start) {
          fillCache(cache, shape, foundSlot, EPOCH_GETTER);
          store64(cache + CACHE_NEXT_SHAPE, prototypeEpoch);
        }
        return callGetter(loadValue(foundSlot), receiver);
      }
      if (shape !== 0) {
        if (primitive) {
          fillCache(cache, shape, foundSlot, EPOCH_PRIMITIVE);
          store64(cache + CACHE_NEXT_SHAPE, prototypeEpoch);
        } else if (cell === start && isSharedShape(shape)) cacheOwn(cache, cell, shape, foundSlot);
        else fillCache(cache, shape, foundSlot, prototypeEpoch);
      }
      return loadValue(foundSlot);
    }
    if (found !== FOUND_NONE) return getWithReceiver(objectValue(cell), key, receiver);
    const next: Value = prototypeOfObject(cell);
    if (!isObjectValue(next)) {
      if (shape !== 0 && !primitive) fillCache(cache, shape, addressOf(absent), prototypeEpoch);
      return undefinedValue();
    }
    cell = pointerOf(next);
  }
}

/** `v.key` when the inline cache did not answer. */
export function getPropertyMiss(v: Value, key: Value, cache: ptr): Value {
  if (!isObjectValue(v)) return getOfPrimitiveCached(v, key, cache);
  const object: ptr = pointerOf(v);
  const shape: ptr = load64(object + OBJECT_SHAPE);
  if (shape === load64(cache + CACHE_SHAPE)) {
    const epoch: u64 = load64(cache + CACHE_EPOCH);
    const target: u64 = load64(cache + CACHE_TARGET);
    if (epoch === EPOCH_OVERFLOW) return loadValue(load64(object + OBJECT_OVERFLOW) + target);
    if (epoch === EPOCH_GETTER && load64(cache + CACHE_NEXT_SHAPE) === prototypeEpoch) {
      return callGetter(loadValue(target), v);
    }
  }
  if (cellKind(object) === KIND_ARRAY && sameBits(key, 'length'))
    return numberValue(f64(load32(object + ARRAY_LENGTH)));
  if (isIndexKey(key) || cellKind(object) === KIND_PROXY) return getWithReceiver(v, key, v);
  // A lazy function or error changes its shape in findOwn: then the old shape must not be cached.
  findOwn(object, key);
  const now: ptr = load64(object + OBJECT_SHAPE);
  return lookUp(object, key, v, cache, isCachedShape(object, now) ? now : 0, false);
}

function getOfPrimitiveCached(v: Value, key: Value, cache: ptr): Value {
  const tag: u64 = bitsOfValue(v) >>> 48;
  const shape: u64 = tag < 0xfff9 ? NUMBER_SHAPE : tag;
  if (
    shape === load64(cache + CACHE_SHAPE) &&
    load64(cache + CACHE_EPOCH) === EPOCH_PRIMITIVE &&
    load64(cache + CACHE_NEXT_SHAPE) === prototypeEpoch
  ) {
    return loadValue(load64(cache + CACHE_TARGET));
  }
  // 0xfff9 is undefined, null, true and false: too many for one shape. `length` and indices are own properties of strings.
  if (shape === 0xfff9 || isIndexKey(key) || sameBits(key, 'length')) return getNamed(v, key);
  return lookUp(pointerOf(prototypeOfPrimitive(v)), key, v, cache, shape, true);
}

/** `v.length` of anything but an array or a string. */
export function getLengthSlow(v: Value, cache: ptr): Value {
  if (!isObjectValue(v)) return getNamed(v, 'length');
  const cell: ptr = pointerOf(v);
  if (cellKind(cell) === KIND_TYPED_ARRAY && findsLibraryGetter(cell, cache)) {
    return numberValue(f64(load64(cell + TYPED_LENGTH)));
  }
  return getPropertyMiss(v, 'length', cache);
}

/** The cache leads to a getter `length` of the library: on a typed array that is %TypedArray%.prototype's. */
function findsLibraryGetter(object: ptr, cache: ptr): boolean {
  if (load64(object + OBJECT_SHAPE) !== load64(cache + CACHE_SHAPE)) return false;
  if (load64(cache + CACHE_EPOCH) !== EPOCH_GETTER) return false;
  if (load64(cache + CACHE_NEXT_SHAPE) !== prototypeEpoch) return false;
  const getter: Value = loadValue(
    pointerOf(loadValue(load64(cache + CACHE_TARGET))) + ACCESSOR_GET,
  );
  if (!isObjectOfKind(getter, KIND_FUNCTION)) return false;
  const info: ptr = load64(pointerOf(getter) + FUNCTION_INFO);
  if ((load32(info + INFO_FLAGS) & INFO_BUILTIN) === 0) return false;
  const name: Value = loadValue(info + INFO_NAME);
  return sameBits(name, 'length') || sameBits(name, 'get length');
}

/** `v.key = value` when the inline cache did not answer. */
export function setPropertyMiss(v: Value, key: Value, value: Value, cache: ptr): Value {
  if (!isObjectValue(v)) return setNamed(v, key, value);
  const object: ptr = pointerOf(v);
  const shape: ptr = load64(object + OBJECT_SHAPE);
  if (shape === load64(cache + CACHE_SHAPE)) {
    const epoch: u64 = load64(cache + CACHE_EPOCH);
    if (epoch === EPOCH_ADD_OVERFLOW + prototypeEpoch) {
      storeValue(reserveSlot(object, shape, u32(load64(cache + CACHE_TARGET))), value);
      store64(object + OBJECT_SHAPE, load64(cache + CACHE_NEXT_SHAPE));
      writeBarrier(object, value);
      return value;
    }
    if (epoch === EPOCH_OVERFLOW) {
      storeValue(load64(object + OBJECT_OVERFLOW) + load64(cache + CACHE_TARGET), value);
      writeBarrier(object, value);
      return value;
    }
  }
  if (isIndexKey(key) || !isCacheable(object, key) || cellKind(object) === KIND_PROXY) {
    return setNamed(v, key, value);
  }
  return setAndCache(v, key, value, cache);
}

function setAndCache(v: Value, key: Value, value: Value, cache: ptr): Value {
  const object: ptr = pointerOf(v);
  const found: u32 = findOwn(object, key);
  const before: ptr = load64(object + OBJECT_SHAPE);
  if (found === FOUND_SLOT) {
    if ((foundAttributes & (WRITABLE | IS_ACCESSOR)) !== WRITABLE) return setNamed(v, key, value);
    if (isSharedShape(before)) cacheOwn(cache, object, before, foundSlot);
    storeValue(foundSlot, value);
    writeBarrier(object, value);
    return value;
  }
  const epoch: u64 = prototypeEpoch;
  const result: Value = setNamed(v, key, value);
  if (isException(result) || found !== FOUND_NONE || proxyPrototypes) return result;
  const after: ptr = load64(object + OBJECT_SHAPE);
  // Only a plain addition changes the shape from a shared one to its child; setters of prototypes leave it alone.
  if (
    epoch === prototypeEpoch &&
    isSharedShape(before) &&
    isSharedShape(after) &&
    load64(after + SHAPE_PARENT) === before &&
    sameBits(loadValue(after + SHAPE_KEY), key)
  ) {
    const slot: u32 = load32(before + SHAPE_SLOTS);
    if (slot < u32(load16(before + SHAPE_INLINE_COUNT))) {
      const offset: u64 = u64(load16(before + SHAPE_INLINE_START)) + u64(slot) * 8;
      fillCache(cache, before, offset, EPOCH_ADD + epoch);
    } else fillCache(cache, before, u64(slot), EPOCH_ADD_OVERFLOW + epoch);
    store64(cache + CACHE_NEXT_SHAPE, after);
  }
  return result;
}
