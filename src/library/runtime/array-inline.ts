'use machine inline';
// Array operations with an inline path. Layer: runtime.

import {
  likely,
  load32,
  load64,
  load8,
  ptr,
  store32,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { arrayPushSlow } from './array.ts';
import { ARRAY_ELEMENTS, ARRAY_LENGTH, CELL_EXTRA, CELL_FLAGS, VALUES_DATA } from './layout.ts';
import { numberValue, pointerOf } from './value.ts';

/** Flags of an array that make appending more than a store. */
export const ARRAY_PUSH_FLAGS: u32 = 121;

/** Appends to an array (KIND_ARRAY) and returns the new length; throws when it cannot grow. */
export function arrayPush(array: Value, v: Value): Value {
  const p: ptr = pointerOf(array);
  const length: u32 = load32(p + ARRAY_LENGTH);
  const elements: ptr = load64(p + ARRAY_ELEMENTS);
  if (
    likely(
      length < load32(elements + CELL_EXTRA) && (load8(p + CELL_FLAGS) & ARRAY_PUSH_FLAGS) === 0,
    )
  ) {
    storeValue(elements + VALUES_DATA + u64(length) * 8, v);
    store32(p + ARRAY_LENGTH, length + 1);
    return numberValue(length + 1);
  }
  return arrayPushSlow(array, v);
}
