'use machine';
// State of a merge sort under way, and how it compares. Layer: runtime, below merge-sort.ts and merge-sort-runs.ts.

import {
  i32,
  load64,
  loadValue,
  ptr,
  stackValues,
  storeValue,
  u64,
} from '../machine/intrinsics.ts';
import type { u32, Value } from '../machine/types.ts';
import { callFunction } from './call-inline.ts';
import { toNumberValue } from './conversion.ts';
import { ARRAY_ELEMENTS, VALUES_DATA } from './layout.ts';
import { compareStrings } from './string-compare.ts';
import {
  isException,
  isNumber,
  isString,
  isUndefined,
  numberOf,
  pointerOf,
  undefinedValue,
} from './value.ts';

/** Wins in a row after which a merge starts to gallop. */
export const SORT_INITIAL_GALLOP: u32 = 7;

// The sort's state is a VALUES cell; counts are raw bits, which the collector takes for tiny doubles.
/** Address of the first element; the caller keeps the cell alive. */
export const STATE_WORK: u32 = 8;
/** Cell (internal) that holds the part of a run a merge moved out of the way. */
export const STATE_SPARE: u32 = 16;
export const STATE_SPARE_SIZE: u32 = 24;
/** Called with two elements; undefined compares texts. */
export const STATE_COMPARATOR: u32 = 32;
export const STATE_GALLOP: u32 = 40;
/** Number of pending runs; their starts and lengths follow. */
export const STATE_RUNS: u32 = 48;
export const STATE_FIRST_RUN: u32 = 56;
/** More runs than lengths that grow like Fibonacci numbers can give in 2^32 elements. */
export const SORT_MAXIMUM_RUNS: u32 = 64;

export const SORT_NOT_LESS: i32 = 0;
export const SORT_LESS: i32 = 1;
export const SORT_FAILED: i32 = -1;
/** What counting functions return when the comparator threw. */
export const SORT_FAILED_COUNT: u32 = 0xffffffff;

export function sortSlot(state: ptr, index: u32): ptr {
  return load64(state + STATE_WORK) + 8 * u64(index);
}

export function sortElement(state: ptr, index: u32): Value {
  return loadValue(sortSlot(state, index));
}

function textOf(v: Value): Value {
  if (isString(v)) return v;
  return loadValue(load64(pointerOf(v) + ARRAY_ELEMENTS) + VALUES_DATA);
}

/** SORT_LESS when `a` sorts before `b`. */
export function sortOrder(state: ptr, a: Value, b: Value): i32 {
  const comparator: Value = loadValue(state + STATE_COMPARATOR);
  if (isUndefined(comparator)) {
    return compareStrings(textOf(a), textOf(b)) < 0 ? SORT_LESS : SORT_NOT_LESS;
  }
  const args: ptr = stackValues(2);
  storeValue(args, a);
  storeValue(args + 8, b);
  let order: Value = callFunction(comparator, undefinedValue(), 2, args);
  if (!isNumber(order)) {
    if (isException(order)) return SORT_FAILED;
    order = toNumberValue(order);
    if (isException(order)) return SORT_FAILED;
  }
  return numberOf(order) < 0 ? SORT_LESS : SORT_NOT_LESS;
}
