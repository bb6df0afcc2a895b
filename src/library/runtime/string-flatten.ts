'use machine';
// Flattening: ropes become one flat text, iteratively. Layer: runtime.
// Of two rope children the shorter is written first and the longer waits: the stack is never deeper than log2(length).

import {
  copyBytes,
  load16,
  load32,
  load64,
  load8,
  loadValue,
  ptr,
  stackValues,
  store16,
  store32,
  store64,
  store8,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { writeBarrier } from './heap.ts';
import {
  CELL_AUX,
  CELL_KIND,
  KIND_ROPE,
  KIND_SLICE,
  ROPE_LEFT,
  ROPE_RIGHT,
  SLICE_BASE,
  SLICE_START,
  STRING_DATA,
  STRING_LENGTH,
} from './layout.ts';
import {
  AUX_BUILDER,
  isFlatString,
  isWideString,
  newStringCell,
  stringUnits,
} from './string-cells.ts';
import { pointerOf, stringValue } from './value.ts';

/** Copies units, widening where the target is wide and the source is not. The source is never wider than the target. */
export function copyStringUnits(
  to: ptr,
  toWide: boolean,
  from: ptr,
  fromWide: boolean,
  count: u32,
): void {
  if (toWide === fromWide) {
    copyBytes(to, from, toWide ? u64(count) * 2 : u64(count));
    return;
  }
  for (let i: u64 = 0; i < count; i++) store16(to + i * 2, load8(from + i));
}

/** Writes all text of a string to `to`, in units of the given width. */
export function writeString(cell: ptr, to: ptr, wide: boolean): void {
  const shift: u32 = wide ? 1 : 0;
  const pending: ptr = stackValues(80);
  let depth: u64 = 0;
  let node: ptr = cell;
  let at: ptr = to;
  for (;;) {
    if (u32(load8(node + CELL_KIND)) !== KIND_ROPE) {
      copyStringUnits(
        at,
        wide,
        stringUnits(node),
        isWideString(node),
        load32(node + STRING_LENGTH),
      );
      if (depth === 0) return;
      depth -= 16;
      node = load64(pending + depth);
      at = load64(pending + depth + 8);
      continue;
    }
    const left: ptr = pointerOf(loadValue(node + ROPE_LEFT));
    const right: ptr = pointerOf(loadValue(node + ROPE_RIGHT));
    const leftLength: u32 = load32(left + STRING_LENGTH);
    const rightAt: ptr = at + (u64(leftLength) << shift);
    if (leftLength < load32(right + STRING_LENGTH)) {
      if (u32(load8(left + CELL_KIND)) !== KIND_ROPE) {
        copyStringUnits(at, wide, stringUnits(left), isWideString(left), leftLength);
        node = right;
        at = rightAt;
        continue;
      }
      store64(pending + depth, right);
      store64(pending + depth + 8, rightAt);
      node = left;
    } else {
      if (u32(load8(right + CELL_KIND)) !== KIND_ROPE) {
        copyStringUnits(
          rightAt,
          wide,
          stringUnits(right),
          isWideString(right),
          load32(right + STRING_LENGTH),
        );
        node = left;
        continue;
      }
      store64(pending + depth, left);
      store64(pending + depth + 8, at);
      node = right;
      at = rightAt;
    }
    depth += 16;
  }
}

/** Turns a rope cell into a slice of its flat text. */
export function flattenRope(cell: ptr): void {
  const wide: boolean = isWideString(cell);
  const flat: ptr = newStringCell(load32(cell + STRING_LENGTH), wide);
  writeString(cell, flat + STRING_DATA, wide);
  store8(cell + CELL_KIND, KIND_SLICE);
  storeValue(cell + SLICE_BASE, stringValue(flat));
  store64(cell + SLICE_START, 0);
  writeBarrier(cell, stringValue(flat));
}

/** The flat cell with exactly the text of `v`, from STRING_DATA on; it never changes. */
export function flattenString(v: Value): ptr {
  const cell: ptr = pointerOf(v);
  if (isFlatString(cell)) return cell;
  if (u32(load8(cell + CELL_KIND)) === KIND_ROPE) flattenRope(cell);
  const base: ptr = pointerOf(loadValue(cell + SLICE_BASE));
  const length: u32 = load32(cell + STRING_LENGTH);
  if (load32(base + STRING_LENGTH) === length) {
    store16(base + CELL_AUX, u32(load16(base + CELL_AUX)) & ~AUX_BUILDER);
    return base;
  }
  const wide: boolean = isWideString(cell);
  const flat: ptr = newStringCell(length, wide);
  copyBytes(flat + STRING_DATA, stringUnits(cell), wide ? u64(length) * 2 : u64(length));
  storeValue(cell + SLICE_BASE, stringValue(flat));
  store32(cell + SLICE_START, 0);
  writeBarrier(cell, stringValue(flat));
  return flat;
}
