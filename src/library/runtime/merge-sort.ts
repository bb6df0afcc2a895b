'use machine';
// Merge sort of an array's elements in place: stable, adaptive, with the run detection and galloping of Tim Peters' "timsort"
// (the description that accompanies CPython's list.sort). Layer: runtime.
// The order in which pairs are compared is the one Node shows to a comparator that logs or is inconsistent. The array is
// not visible to the program: a comparator cannot change it.

import {
  i32,
  load32,
  load64,
  loadValue,
  moveBytes,
  ptr,
  store64,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { allocateCell } from './heap.ts';
import { ARRAY_ELEMENTS, ARRAY_LENGTH, KIND_VALUES, VALUES_DATA } from './layout.ts';
import { mergeRuns } from './merge-sort-runs.ts';
import {
  SORT_FAILED,
  SORT_FAILED_COUNT,
  SORT_INITIAL_GALLOP,
  SORT_LESS,
  SORT_MAXIMUM_RUNS,
  sortElement,
  sortOrder,
  sortSlot,
  STATE_COMPARATOR,
  STATE_FIRST_RUN,
  STATE_GALLOP,
  STATE_RUNS,
  STATE_SPARE,
  STATE_WORK,
} from './merge-sort-state.ts';
import { exceptionValue, pointerOf, undefinedValue } from './value.ts';

/**
 * Sorts a dense array without holes. Without a comparator its elements are all strings, or all arrays whose first element
 * is the string to sort by. Returns undefined or EXCEPTION.
 */
export function sortDense(array: Value, comparator: Value): Value {
  const count: u32 = load32(pointerOf(array) + ARRAY_LENGTH);
  if (count < 2) return undefinedValue();
  const slots: u32 = 6 + 2 * SORT_MAXIMUM_RUNS;
  const state: ptr = allocateCell(KIND_VALUES, VALUES_DATA + 8 * u64(slots), slots);
  store64(state + STATE_WORK, load64(pointerOf(array) + ARRAY_ELEMENTS) + VALUES_DATA);
  storeValue(state + STATE_SPARE, undefinedValue());
  storeValue(state + STATE_COMPARATOR, comparator);
  store64(state + STATE_GALLOP, SORT_INITIAL_GALLOP);
  return sortRuns(state, count) ? undefinedValue() : exceptionValue();
}

function sortRuns(state: ptr, count: u32): boolean {
  const minimum: u32 = minimumRunLength(count);
  let low: u32 = 0;
  let remaining: u32 = count;
  while (remaining > 0) {
    let length: u32 = countRun(state, low, low + remaining);
    if (length === SORT_FAILED_COUNT) return false;
    if (length < minimum) {
      const forced: u32 = minimum < remaining ? minimum : remaining;
      if (!insertionSort(state, low, low + length, low + forced)) return false;
      length = forced;
    }
    const runs: u32 = load32(state + STATE_RUNS);
    setRun(state, runs, low, length);
    store64(state + STATE_RUNS, u64(runs) + 1);
    if (!collapse(state)) return false;
    low += length;
    remaining -= length;
  }
  return collapseAll(state);
}

/** Runs are made at least this long, so that their number is a power of two or a little less. */
function minimumRunLength(count: u32): u32 {
  let n: u32 = count;
  let odd: u32 = 0;
  while (n >= 64) {
    odd = odd | (n & 1);
    n = n >>> 1;
  }
  return n + odd;
}

/** Length of the run at `low`; a strictly descending one is turned round. */
function countRun(state: ptr, low: u32, high: u32): u32 {
  if (low + 1 === high) return 1;
  let length: u32 = 2;
  const descending: i32 = sortOrder(state, sortElement(state, low + 1), sortElement(state, low));
  if (descending === SORT_FAILED) return SORT_FAILED_COUNT;
  for (let k: u32 = low + 2; k < high; k++) {
    const order: i32 = sortOrder(state, sortElement(state, k), sortElement(state, k - 1));
    if (order === SORT_FAILED) return SORT_FAILED_COUNT;
    if (order !== descending) break;
    length++;
  }
  if (descending === SORT_LESS) reverseRun(state, low, low + length);
  return length;
}

function reverseRun(state: ptr, from: u32, to: u32): void {
  let low: ptr = sortSlot(state, from);
  let high: ptr = sortSlot(state, to) - 8;
  while (low < high) {
    const moved: Value = loadValue(low);
    storeValue(low, loadValue(high));
    storeValue(high, moved);
    low = low + 8;
    high = high - 8;
  }
}

/** Sorts from `low` up to `high`, of which the part before `start` is sorted. */
function insertionSort(state: ptr, low: u32, start: u32, high: u32): boolean {
  for (let k: u32 = start === low ? start + 1 : start; k < high; k++) {
    const pivot: Value = sortElement(state, k);
    let left: u32 = low;
    let right: u32 = k;
    while (left < right) {
      const middle: u32 = left + ((right - left) >>> 1);
      const order: i32 = sortOrder(state, pivot, sortElement(state, middle));
      if (order === SORT_FAILED) return false;
      if (order === SORT_LESS) right = middle;
      else left = middle + 1;
    }
    moveBytes(sortSlot(state, left + 1), sortSlot(state, left), 8 * u64(k - left));
    storeValue(sortSlot(state, left), pivot);
  }
  return true;
}

function runStart(state: ptr, n: u32): u32 {
  return load32(state + STATE_FIRST_RUN + 16 * u64(n));
}

function runLength(state: ptr, n: u32): u32 {
  return load32(state + STATE_FIRST_RUN + 16 * u64(n) + 8);
}

function setRun(state: ptr, n: u32, start: u32, length: u32): void {
  store64(state + STATE_FIRST_RUN + 16 * u64(n), start);
  store64(state + STATE_FIRST_RUN + 16 * u64(n) + 8, length);
}

/** Merges until the lengths of the pending runs fall fast enough. */
function collapse(state: ptr): boolean {
  while (load32(state + STATE_RUNS) > 1) {
    let n: u32 = load32(state + STATE_RUNS) - 2;
    if (isOutOfBalance(state, n + 1) || isOutOfBalance(state, n)) {
      if (runLength(state, n - 1) < runLength(state, n + 1)) n--;
      if (!mergeAt(state, n)) return false;
    } else if (runLength(state, n) <= runLength(state, n + 1)) {
      if (!mergeAt(state, n)) return false;
    } else {
      return true;
    }
  }
  return true;
}

function isOutOfBalance(state: ptr, n: u32): boolean {
  if (n < 2) return false;
  return runLength(state, n - 2) <= runLength(state, n - 1) + runLength(state, n);
}

function collapseAll(state: ptr): boolean {
  while (load32(state + STATE_RUNS) > 1) {
    let n: u32 = load32(state + STATE_RUNS) - 2;
    if (n > 0 && runLength(state, n - 1) < runLength(state, n + 1)) n--;
    if (!mergeAt(state, n)) return false;
  }
  return true;
}

/** Merges the pending runs `n` and `n + 1`. */
function mergeAt(state: ptr, n: u32): boolean {
  const start: u32 = runStart(state, n);
  const lengthA: u32 = runLength(state, n);
  const lengthB: u32 = runLength(state, n + 1);
  const runs: u32 = load32(state + STATE_RUNS);
  setRun(state, n, start, lengthA + lengthB);
  if (n + 3 === runs) setRun(state, n + 1, runStart(state, n + 2), runLength(state, n + 2));
  store64(state + STATE_RUNS, u64(runs) - 1);
  return mergeRuns(state, start, lengthA, lengthB);
}
