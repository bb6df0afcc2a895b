'use machine';
// Allocation and collection: far more garbage than the heap holds, deep and wide live graphs, mark stack overflow.

import {
  f64,
  load32,
  load64,
  loadValue,
  ptr,
  store64,
  storeValue,
  trap,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { collectGarbage } from './collector.ts';
import { allocateCell } from './heap.ts';
import { internalValue, isUndefined, numberValue, pointerOf, undefinedValue } from './value.ts';

export declare function printNumber(x: f64): void;

const BYTES: u32 = 8;
const VALUES: u32 = 9;
let root: Value = undefinedValue();

function garbage(total: u64, size: u32): void {
  for (let done: u64 = 0; done < total; done += size) {
    const cell: ptr = allocateCell(BYTES, size, 0);
    if (load64(cell + 8) !== 0) trap();
    store64(cell + 8, 77);
  }
}

/** Cells of all sizes, each checked to be zero and then filled. */
function mixed(total: u64): void {
  let seed: u32 = 1;
  let done: u64 = 0;
  while (done < total) {
    seed = seed * 1664525 + 1013904223;
    let size: u32 = 16 + ((seed >> 8) % 3000);
    if (seed >> 24 === 7) size = size * 40;
    const cell: ptr = allocateCell(BYTES, size, 0);
    for (let i: u64 = 8; i + 8 <= size; i += 8) {
      if (load64(cell + i) !== 0) trap();
      store64(cell + i, 99);
    }
    done += size;
  }
}

function tree(depth: u32): Value {
  const cell: ptr = allocateCell(VALUES, 24, 2);
  if (depth > 0) {
    storeValue(cell + 8, tree(depth - 1));
    storeValue(cell + 16, tree(depth - 1));
  }
  return internalValue(cell);
}

function count(v: Value, depth: u32): u32 {
  if (depth === 0) return 1;
  const cell: ptr = pointerOf(v);
  return 1 + count(loadValue(cell + 8), depth - 1) + count(loadValue(cell + 16), depth - 1);
}

function deepList(): void {
  let list: Value = undefinedValue();
  for (let i: u32 = 0; i < 100000; i++) {
    const cell: ptr = allocateCell(VALUES, 24, 2);
    storeValue(cell + 8, list);
    list = internalValue(cell);
  }
  collectGarbage();
  let length: u32 = 0;
  while (!isUndefined(list)) {
    length++;
    list = loadValue(pointerOf(list) + 8);
  }
  printNumber(f64(length));
}

/** More children than the mark stack of a small heap holds. */
function wideGraph(): void {
  const wide: ptr = allocateCell(VALUES, 8 + 8 * 100000, 100000);
  root = internalValue(wide);
  for (let i: u64 = 0; i < 100000; i++) {
    const cell: ptr = allocateCell(VALUES, 24, 2);
    storeValue(cell + 8, numberValue(f64(i)));
    storeValue(cell + 16, internalValue(allocateCell(VALUES, 16, 1)));
    storeValue(wide + 8 + 8 * i, internalValue(cell));
  }
  collectGarbage();
  mixed(50000000);
  for (let i: u64 = 0; i < 100000; i++) {
    const cell: ptr = pointerOf(loadValue(wide + 8 + 8 * i));
    if (load32(cell) !== VALUES || load32(pointerOf(loadValue(cell + 16)) + 4) !== 1) trap();
  }
}

export function testMain(): void {
  garbage(1073741824, 16);
  garbage(1073741824, 64);
  garbage(1073741824, 5000);
  garbage(1073741824, 100000);
  mixed(300000000);
  root = tree(14);
  for (let i: u32 = 0; i < 100; i++) if (count(tree(10), 10) !== 2047) trap();
  deepList();
  printNumber(f64(count(root, 14)));
  wideGraph();
  printNumber(1);
}
