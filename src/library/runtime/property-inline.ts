'use machine inline';
// Property access as compiled code does it: the cache hit or the dense element inline, everything else out of line.
// Layer: runtime, above property-miss.ts and element.ts. A cache is 4 zeroed words (CACHE_x of layout.ts).

import {
  f64,
  i32,
  likely,
  load32,
  load64,
  load8,
  loadValue,
  ptr,
  store64,
  storeValue,
  truncateToI32,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { getElementSlow, setElementSlow } from './element.ts';
import { writeBarrier } from './heap.ts';
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  CACHE_EPOCH,
  CACHE_NEXT_SHAPE,
  CACHE_SHAPE,
  CACHE_TARGET,
  CELL_EXTRA,
  CELL_FLAGS,
  CELL_KIND,
  FLAG_FROZEN_ELEMENTS,
  KIND_ARRAY,
  OBJECT_SHAPE,
  STRING_LENGTH,
  VALUES_DATA,
} from './layout.ts';
import { getLengthSlow, getPropertyMiss, setPropertyMiss } from './property-miss.ts';
import { EPOCH_ADD, prototypeEpoch } from './shape.ts';
import {
  cellKind,
  isHole,
  isNumber,
  isObjectValue,
  isString,
  numberOf,
  numberValue,
  pointerOf,
} from './value.ts';

/** `v.key` */
export function getProperty(v: Value, key: Value, cache: ptr): Value {
  if (likely(isObjectValue(v))) {
    const cell: ptr = pointerOf(v);
    if (likely(load64(cell + OBJECT_SHAPE) === load64(cache + CACHE_SHAPE))) {
      const epoch: u64 = load64(cache + CACHE_EPOCH);
      if (epoch === 0) return loadValue(cell + load64(cache + CACHE_TARGET));
      if (epoch === prototypeEpoch) return loadValue(load64(cache + CACHE_TARGET));
    }
  }
  return getPropertyMiss(v, key, cache);
}

/** `v.key = value`, strict; the value. */
export function setProperty(v: Value, key: Value, value: Value, cache: ptr): Value {
  if (likely(isObjectValue(v))) {
    const cell: ptr = pointerOf(v);
    if (likely(load64(cell + OBJECT_SHAPE) === load64(cache + CACHE_SHAPE))) {
      const epoch: u64 = load64(cache + CACHE_EPOCH);
      if (likely(epoch === 0)) {
        storeValue(cell + load64(cache + CACHE_TARGET), value);
        writeBarrier(cell, value);
        return value;
      }
      if (epoch === EPOCH_ADD + prototypeEpoch) {
        storeValue(cell + load64(cache + CACHE_TARGET), value);
        store64(cell + OBJECT_SHAPE, load64(cache + CACHE_NEXT_SHAPE));
        writeBarrier(cell, value);
        return value;
      }
    }
  }
  return setPropertyMiss(v, key, value, cache);
}

/** `v[key]` */
export function getElement(v: Value, key: Value): Value {
  if (likely(isNumber(key) && isObjectValue(v))) {
    const cell: ptr = pointerOf(v);
    if (likely(u32(load8(cell + CELL_KIND)) === KIND_ARRAY)) {
      const index: i32 = truncateToI32(numberOf(key));
      const elements: ptr = load64(cell + ARRAY_ELEMENTS);
      if (likely(f64(index) === numberOf(key) && u32(index) < load32(elements + CELL_EXTRA))) {
        const value: Value = loadValue(elements + VALUES_DATA + u64(u32(index)) * 8);
        if (likely(!isHole(value))) return value;
      }
    }
  }
  return getElementSlow(v, key);
}

/** `v[key] = value`, strict; the value. */
export function setElement(v: Value, key: Value, value: Value): Value {
  if (likely(isNumber(key) && isObjectValue(v))) {
    const cell: ptr = pointerOf(v);
    if (likely(u32(load8(cell + CELL_KIND)) === KIND_ARRAY)) {
      const index: i32 = truncateToI32(numberOf(key));
      const elements: ptr = load64(cell + ARRAY_ELEMENTS);
      if (likely(f64(index) === numberOf(key) && u32(index) < load32(elements + CELL_EXTRA))) {
        const slot: ptr = elements + VALUES_DATA + u64(u32(index)) * 8;
        if (
          likely(
            !isHole(loadValue(slot)) &&
              (u32(load8(cell + CELL_FLAGS)) & FLAG_FROZEN_ELEMENTS) === 0,
          )
        ) {
          storeValue(slot, value);
          writeBarrier(elements, value);
          return value;
        }
      }
    }
  }
  return setElementSlow(v, key, value);
}

/** `v.length` */
export function getLength(v: Value, cache: ptr): Value {
  if (likely(isObjectValue(v))) {
    const cell: ptr = pointerOf(v);
    if (likely(cellKind(cell) === KIND_ARRAY)) return numberValue(f64(load32(cell + ARRAY_LENGTH)));
  } else if (isString(v)) return numberValue(f64(load32(pointerOf(v) + STRING_LENGTH)));
  return getLengthSlow(v, cache);
}
