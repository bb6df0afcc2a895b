'use machine';
// The merges of a merge sort: two adjacent runs become one, galloping where one of them wins again and again.
// Layer: runtime, below merge-sort.ts. False and SORT_FAILED_COUNT mean that the comparator threw.

import {
  i32,
  load32,
  loadValue,
  moveBytes,
  ptr,
  store64,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { newElements } from './object-array.ts';
import { VALUES_DATA } from './layout.ts';
import {
  SORT_FAILED,
  SORT_FAILED_COUNT,
  SORT_INITIAL_GALLOP,
  SORT_LESS,
  sortElement,
  sortOrder,
  sortSlot,
  STATE_GALLOP,
  STATE_SPARE,
  STATE_SPARE_SIZE,
} from './merge-sort-state.ts';
import { internalValue, pointerOf } from './value.ts';

/** Merges the adjacent runs of `countA` and `countB` elements from `firstA` on. */
export function mergeRuns(state: ptr, firstA: u32, countA: u32, countB: u32): boolean {
  let startA: u32 = firstA;
  let lengthA: u32 = countA;
  const startB: u32 = firstA + countA;
  // What of A is already below B, and what of B already above A, stays where it is.
  const below: u32 = gallopRight(
    state,
    sortSlot(state, startA),
    sortElement(state, startB),
    lengthA,
    0,
  );
  if (below === SORT_FAILED_COUNT) return false;
  startA += below;
  lengthA -= below;
  if (lengthA === 0) return true;
  const last: Value = sortElement(state, startB - 1);
  const lengthB: u32 = gallopLeft(state, sortSlot(state, startB), last, countB, countB - 1);
  if (lengthB === SORT_FAILED_COUNT) return false;
  if (lengthB === 0) return true;
  if (lengthA <= lengthB) return mergeLow(state, startA, lengthA, startB, lengthB);
  return mergeHigh(state, startA, lengthA, startB, lengthB);
}

/** How many of the sorted `length` elements at `base` are below `key`; the search starts at `hint`. */
function gallopLeft(state: ptr, base: ptr, key: Value, length: u32, hint: u32): u32 {
  let low: u64 = 0;
  let high: u64 = 1;
  const start: u64 = hint;
  let order: i32 = sortOrder(state, loadValue(base + 8 * start), key);
  if (order === SORT_FAILED) return SORT_FAILED_COUNT;
  // `nearer` and `farther` are distances from the hint between which the answer lies.
  let nearer: u64 = 0;
  let farther: u64 = 1;
  if (order === SORT_LESS) {
    const limit: u64 = u64(length) - start;
    while (farther < limit) {
      order = sortOrder(state, loadValue(base + 8 * (start + farther)), key);
      if (order === SORT_FAILED) return SORT_FAILED_COUNT;
      if (order !== SORT_LESS) break;
      nearer = farther;
      farther = farther * 2 + 1;
    }
    if (farther > limit) farther = limit;
    low = start + nearer + 1;
    high = start + farther;
  } else {
    const limit: u64 = start + 1;
    while (farther < limit) {
      order = sortOrder(state, loadValue(base + 8 * (start - farther)), key);
      if (order === SORT_FAILED) return SORT_FAILED_COUNT;
      if (order === SORT_LESS) break;
      nearer = farther;
      farther = farther * 2 + 1;
    }
    if (farther > limit) farther = limit;
    low = start + 1 - farther;
    high = start - nearer;
  }
  while (low < high) {
    const middle: u64 = low + ((high - low) >>> 1);
    order = sortOrder(state, loadValue(base + 8 * middle), key);
    if (order === SORT_FAILED) return SORT_FAILED_COUNT;
    if (order === SORT_LESS) low = middle + 1;
    else high = middle;
  }
  return u32(high);
}

/** How many of the sorted `length` elements at `base` are not above `key`; the search starts at `hint`. */
function gallopRight(state: ptr, base: ptr, key: Value, length: u32, hint: u32): u32 {
  let low: u64 = 0;
  let high: u64 = 1;
  const start: u64 = hint;
  let order: i32 = sortOrder(state, key, loadValue(base + 8 * start));
  if (order === SORT_FAILED) return SORT_FAILED_COUNT;
  let nearer: u64 = 0;
  let farther: u64 = 1;
  if (order === SORT_LESS) {
    const limit: u64 = start + 1;
    while (farther < limit) {
      order = sortOrder(state, key, loadValue(base + 8 * (start - farther)));
      if (order === SORT_FAILED) return SORT_FAILED_COUNT;
      if (order !== SORT_LESS) break;
      nearer = farther;
      farther = farther * 2 + 1;
    }
    if (farther > limit) farther = limit;
    low = start + 1 - farther;
    high = start - nearer;
  } else {
    const limit: u64 = u64(length) - start;
    while (farther < limit) {
      order = sortOrder(state, key, loadValue(base + 8 * (start + farther)));
      if (order === SORT_FAILED) return SORT_FAILED_COUNT;
      if (order === SORT_LESS) break;
      nearer = farther;
      farther = farther * 2 + 1;
    }
    if (farther > limit) farther = limit;
    low = start + nearer + 1;
    high = start + farther;
  }
  while (low < high) {
    const middle: u64 = low + ((high - low) >>> 1);
    order = sortOrder(state, key, loadValue(base + 8 * middle));
    if (order === SORT_FAILED) return SORT_FAILED_COUNT;
    if (order === SORT_LESS) high = middle;
    else low = middle + 1;
  }
  return u32(high);
}

/** Moves `count` elements at `from` out of the way; their new address. */
function setAside(state: ptr, from: u32, count: u32): ptr {
  if (load32(state + STATE_SPARE_SIZE) < count) {
    storeValue(state + STATE_SPARE, internalValue(newElements(count)));
    store64(state + STATE_SPARE_SIZE, count);
  }
  const spare: ptr = pointerOf(loadValue(state + STATE_SPARE)) + VALUES_DATA;
  moveBytes(spare, sortSlot(state, from), 8 * u64(count));
  return spare;
}

/** Merges two adjacent runs from the left; A is the shorter, and the first of B goes first. */
function mergeLow(state: ptr, startA: u32, countA: u32, startB: u32, countB: u32): boolean {
  let lengthA: u32 = countA;
  let lengthB: u32 = countB;
  let a: ptr = setAside(state, startA, countA);
  let to: ptr = sortSlot(state, startA);
  let b: ptr = sortSlot(state, startB);
  let succeeded: boolean = true;
  storeValue(to, loadValue(b));
  to = to + 8;
  b = b + 8;
  lengthB--;
  let minimum: u32 = load32(state + STATE_GALLOP);
  merging: while (lengthB > 0 && lengthA > 1) {
    let winsA: u32 = 0;
    let winsB: u32 = 0;
    for (;;) {
      const order: i32 = sortOrder(state, loadValue(b), loadValue(a));
      if (order === SORT_FAILED) {
        succeeded = false;
        break merging;
      }
      if (order === SORT_LESS) {
        storeValue(to, loadValue(b));
        to = to + 8;
        b = b + 8;
        lengthB--;
        winsB++;
        winsA = 0;
        if (lengthB === 0) break merging;
        if (winsB >= minimum) break;
      } else {
        storeValue(to, loadValue(a));
        to = to + 8;
        a = a + 8;
        lengthA--;
        winsA++;
        winsB = 0;
        if (lengthA === 1) break merging;
        if (winsA >= minimum) break;
      }
    }
    minimum++;
    do {
      minimum = minimum > 2 ? minimum - 1 : 1;
      store64(state + STATE_GALLOP, minimum);
      winsA = gallopRight(state, a, loadValue(b), lengthA, 0);
      if (winsA === SORT_FAILED_COUNT) {
        succeeded = false;
        break merging;
      }
      if (winsA > 0) {
        moveBytes(to, a, 8 * u64(winsA));
        to = to + 8 * u64(winsA);
        a = a + 8 * u64(winsA);
        lengthA -= winsA;
        if (lengthA <= 1) break merging;
      }
      storeValue(to, loadValue(b));
      to = to + 8;
      b = b + 8;
      lengthB--;
      if (lengthB === 0) break merging;
      winsB = gallopLeft(state, b, loadValue(a), lengthB, 0);
      if (winsB === SORT_FAILED_COUNT) {
        succeeded = false;
        break merging;
      }
      if (winsB > 0) {
        moveBytes(to, b, 8 * u64(winsB));
        to = to + 8 * u64(winsB);
        b = b + 8 * u64(winsB);
        lengthB -= winsB;
        if (lengthB === 0) break merging;
      }
      storeValue(to, loadValue(a));
      to = to + 8;
      a = a + 8;
      lengthA--;
      if (lengthA === 1) break merging;
    } while (winsA >= SORT_INITIAL_GALLOP || winsB >= SORT_INITIAL_GALLOP);
    minimum++;
    store64(state + STATE_GALLOP, minimum);
  }
  if (lengthA === 1 && lengthB > 0 && succeeded) {
    // The last of A goes behind what is left of B.
    moveBytes(to, b, 8 * u64(lengthB));
    storeValue(to + 8 * u64(lengthB), loadValue(a));
  } else {
    moveBytes(to, a, 8 * u64(lengthA));
  }
  return succeeded;
}

/** Merges two adjacent runs from the right; B is the shorter, and the last of A goes last. */
function mergeHigh(state: ptr, startA: u32, countA: u32, startB: u32, countB: u32): boolean {
  let lengthA: u32 = countA;
  let lengthB: u32 = countB;
  const spare: ptr = setAside(state, startB, countB);
  const firstA: ptr = sortSlot(state, startA);
  let to: ptr = sortSlot(state, startB + countB - 1);
  let b: ptr = spare + 8 * u64(countB - 1);
  let a: ptr = sortSlot(state, startB) - 8;
  let succeeded: boolean = true;
  storeValue(to, loadValue(a));
  to = to - 8;
  a = a - 8;
  lengthA--;
  let minimum: u32 = load32(state + STATE_GALLOP);
  merging: while (lengthA > 0 && lengthB > 1) {
    let winsA: u32 = 0;
    let winsB: u32 = 0;
    for (;;) {
      const order: i32 = sortOrder(state, loadValue(b), loadValue(a));
      if (order === SORT_FAILED) {
        succeeded = false;
        break merging;
      }
      if (order === SORT_LESS) {
        storeValue(to, loadValue(a));
        to = to - 8;
        a = a - 8;
        lengthA--;
        winsA++;
        winsB = 0;
        if (lengthA === 0) break merging;
        if (winsA >= minimum) break;
      } else {
        storeValue(to, loadValue(b));
        to = to - 8;
        b = b - 8;
        lengthB--;
        winsB++;
        winsA = 0;
        if (lengthB === 1) break merging;
        if (winsB >= minimum) break;
      }
    }
    minimum++;
    do {
      minimum = minimum > 2 ? minimum - 1 : 1;
      store64(state + STATE_GALLOP, minimum);
      const stayA: u32 = gallopRight(state, firstA, loadValue(b), lengthA, lengthA - 1);
      if (stayA === SORT_FAILED_COUNT) {
        succeeded = false;
        break merging;
      }
      winsA = lengthA - stayA;
      if (winsA > 0) {
        to = to - 8 * u64(winsA);
        a = a - 8 * u64(winsA);
        moveBytes(to + 8, a + 8, 8 * u64(winsA));
        lengthA -= winsA;
        if (lengthA === 0) break merging;
      }
      storeValue(to, loadValue(b));
      to = to - 8;
      b = b - 8;
      lengthB--;
      if (lengthB === 1) break merging;
      const stayB: u32 = gallopLeft(state, spare, loadValue(a), lengthB, lengthB - 1);
      if (stayB === SORT_FAILED_COUNT) {
        succeeded = false;
        break merging;
      }
      winsB = lengthB - stayB;
      if (winsB > 0) {
        to = to - 8 * u64(winsB);
        b = b - 8 * u64(winsB);
        moveBytes(to + 8, b + 8, 8 * u64(winsB));
        lengthB -= winsB;
        if (lengthB <= 1) break merging;
      }
      storeValue(to, loadValue(a));
      to = to - 8;
      a = a - 8;
      lengthA--;
      if (lengthA === 0) break merging;
    } while (winsA >= SORT_INITIAL_GALLOP || winsB >= SORT_INITIAL_GALLOP);
    minimum++;
    store64(state + STATE_GALLOP, minimum);
  }
  if (lengthB === 1 && lengthA > 0 && succeeded) {
    // The first of B goes before what is left of A.
    to = to - 8 * u64(lengthA);
    a = a - 8 * u64(lengthA);
    moveBytes(to + 8, a + 8, 8 * u64(lengthA));
    storeValue(to, loadValue(b));
  } else if (lengthB > 0) {
    moveBytes(to - 8 * u64(lengthB - 1), spare, 8 * u64(lengthB));
  }
  return succeeded;
}
