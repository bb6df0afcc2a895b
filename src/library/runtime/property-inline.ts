'use machine inline';
// Property access as compiled code does it: the cache hit or the dense element inline, everything else out of line.
// Layer: runtime, above property-miss.ts and element.ts. A cache is 4 zeroed words (CACHE_x of layout.ts).

import {
  f64,
  i32,
  likely,
  load16,
  load32,
  load64,
  load8,
  loadF64,
  loadValue,
  ptr,
  store64,
  store8,
  storeF64,
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
  CELL_AUX,
  CELL_EXTRA,
  CELL_FLAGS,
  CELL_KIND,
  FLAG_FROZEN_ELEMENTS,
  ELEMENT_F64,
  ELEMENT_U8,
  KIND_ARRAY,
  KIND_TYPED_ARRAY,
  OBJECT_SHAPE,
  STRING_LENGTH,
  TYPED_DATA,
  TYPED_LENGTH,
  VALUES_DATA,
} from './layout.ts';
import { toInt32Of } from './operators-inline.ts';
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
    const kind: u32 = u32(load8(cell + CELL_KIND));
    const index: i32 = truncateToI32(numberOf(key));
    if (likely(kind === KIND_ARRAY)) {
      const elements: ptr = load64(cell + ARRAY_ELEMENTS);
      if (likely(f64(index) === numberOf(key) && u32(index) < load32(elements + CELL_EXTRA))) {
        const value: Value = loadValue(elements + VALUES_DATA + u64(u32(index)) * 8);
        if (likely(!isHole(value))) return value;
      }
    } else if (
      kind === KIND_TYPED_ARRAY &&
      f64(index) === numberOf(key) &&
      u64(u32(index)) < load64(cell + TYPED_LENGTH)
    ) {
      const type: u32 = u32(load16(cell + CELL_AUX));
      const data: ptr = load64(cell + TYPED_DATA);
      if (likely(type === ELEMENT_U8)) return numberValue(f64(load8(data + u64(u32(index)))));
      if (type === ELEMENT_F64) return numberValue(loadF64(data + u64(u32(index)) * 8));
    }
  }
  return getElementSlow(v, key);
}

/** `v[key] = value`, strict; the value. */
export function setElement(v: Value, key: Value, value: Value): Value {
  if (likely(isNumber(key) && isObjectValue(v))) {
    const cell: ptr = pointerOf(v);
    const kind: u32 = u32(load8(cell + CELL_KIND));
    const index: i32 = truncateToI32(numberOf(key));
    if (likely(kind === KIND_ARRAY)) {
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
    } else if (
      kind === KIND_TYPED_ARRAY &&
      isNumber(value) &&
      f64(index) === numberOf(key) &&
      u64(u32(index)) < load64(cell + TYPED_LENGTH)
    ) {
      const type: u32 = u32(load16(cell + CELL_AUX));
      const data: ptr = load64(cell + TYPED_DATA);
      if (likely(type === ELEMENT_U8)) {
        store8(data + u64(u32(index)), toInt32Of(numberOf(value)));
        return value;
      }
      if (type === ELEMENT_F64) {
        storeF64(data + u64(u32(index)) * 8, numberOf(value));
        return value;
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
