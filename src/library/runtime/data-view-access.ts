'use machine';
// Elements of a DataView in either byte order. Layer: runtime. Bounds and conversion are the caller's.

import { load64, load8, ptr, reserveBytes, store8, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { TYPED_DATA } from './layout.ts';
import { loadElement, storeElement } from './typed-array-access.ts';
import { pointerOf } from './value.ts';

const scratch: ptr = reserveBytes(8);

function copyReversed(to: ptr, from: ptr, size: u32): void {
  for (let i: u64 = 0; i < size; i++) store8(to + i, load8(from + size - 1 - i));
}

/** The element of this type, `size` bytes at byte `index`. */
export function loadViewElement(
  view: Value,
  type: u32,
  index: u64,
  size: u32,
  little: boolean,
): Value {
  const at: ptr = load64(pointerOf(view) + TYPED_DATA) + index;
  if (little) return loadElement(type, at);
  copyReversed(scratch, at, size);
  return loadElement(type, scratch);
}

/** Stores a number or, for the 64-bit integer types, a bigint. */
export function storeViewElement(
  view: Value,
  type: u32,
  index: u64,
  converted: Value,
  size: u32,
  little: boolean,
): void {
  const at: ptr = load64(pointerOf(view) + TYPED_DATA) + index;
  if (little) {
    storeElement(type, at, converted);
    return;
  }
  storeElement(type, scratch, converted);
  copyReversed(at, scratch, size);
}
