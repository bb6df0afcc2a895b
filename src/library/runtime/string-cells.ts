'use machine';
// String cells: making them and finding their code units. Layer: runtime.
// Flat cells hold the units at STRING_DATA. A slice refers to a flat base; a rope, once flattened, has become a slice of
// all of its flat text. Bit 0 of aux says that units are 16 bits wide (for flat cells the kind alone decides).
// A *builder* is a flat base with spare room that only slices see: see string-concat.ts.

import {
  load16,
  load32,
  load8,
  loadValue,
  ptr,
  store16,
  store32,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { allocateCell } from './heap.ts';
import {
  CELL_AUX,
  CELL_KIND,
  KIND_ROPE,
  KIND_SLICE,
  KIND_STRING16,
  KIND_STRING8,
  SLICE_BASE,
  SLICE_START,
  STRING_DATA,
  STRING_LENGTH,
} from './layout.ts';
import { flattenRope } from './string-flatten.ts';
import { pointerOf, stringValue } from './value.ts';

export const AUX_WIDE: u32 = 1;
export const AUX_BUILDER: u32 = 2;
/** V8's limit on 64-bit machines. */
export const MAXIMUM_STRING_LENGTH: u32 = 536870888;

/** A Latin-1 string cell whose units the caller fills in (from STRING_DATA). */
export function newString8(length: u32): ptr {
  const cell: ptr = allocateCell(KIND_STRING8, u64(length) + STRING_DATA, 0);
  store32(cell + STRING_LENGTH, length);
  return cell;
}

/** A UTF-16 string cell whose units the caller fills in (from STRING_DATA). */
export function newString16(length: u32): ptr {
  const cell: ptr = allocateCell(KIND_STRING16, u64(length) * 2 + STRING_DATA, 0);
  store16(cell + CELL_AUX, AUX_WIDE);
  store32(cell + STRING_LENGTH, length);
  return cell;
}

/** A cell of either width. */
export function newStringCell(length: u32, wide: boolean): ptr {
  return wide ? newString16(length) : newString8(length);
}

/** The text of `length` units of the flat cell `base` from `start`, without a copy. */
export function newSlice(base: ptr, start: u32, length: u32): Value {
  const cell: ptr = allocateCell(KIND_SLICE, 32, 0);
  store16(cell + CELL_AUX, isWideString(base) ? AUX_WIDE : 0);
  store32(cell + STRING_LENGTH, length);
  storeValue(cell + SLICE_BASE, stringValue(base));
  store32(cell + SLICE_START, start);
  return stringValue(cell);
}

/** Number of code units. */
export function stringLength(v: Value): u32 {
  return load32(pointerOf(v) + STRING_LENGTH);
}

/** Units of the cell are 16 bits wide (they may still all be Latin-1). */
export function isWideString(cell: ptr): boolean {
  const kind: u32 = u32(load8(cell + CELL_KIND));
  if (kind === KIND_STRING8) return false;
  return kind === KIND_STRING16 || (u32(load16(cell + CELL_AUX)) & AUX_WIDE) !== 0;
}

/** Address of the first code unit; flattens a rope. */
export function stringUnits(cell: ptr): ptr {
  const kind: u32 = u32(load8(cell + CELL_KIND));
  if (kind <= KIND_STRING16) return cell + STRING_DATA;
  if (kind === KIND_ROPE) flattenRope(cell);
  const base: ptr = pointerOf(loadValue(cell + SLICE_BASE));
  const start: u64 = u64(load32(cell + SLICE_START));
  return base + STRING_DATA + (u32(load8(base + CELL_KIND)) === KIND_STRING16 ? start * 2 : start);
}

/** The unit at `index` of units of this width. */
export function unitAt(units: ptr, wide: boolean, index: u32): u32 {
  return wide ? u32(load16(units + u64(index) * 2)) : u32(load8(units + index));
}

/** The code unit at `index`, which must be in range. */
export function charCodeAtIndex(v: Value, index: u32): u32 {
  const cell: ptr = pointerOf(v);
  const kind: u32 = u32(load8(cell + CELL_KIND));
  if (kind === KIND_STRING8) return u32(load8(cell + STRING_DATA + index));
  if (kind === KIND_STRING16) return u32(load16(cell + STRING_DATA + u64(index) * 2));
  const units: ptr = stringUnits(cell);
  return unitAt(units, isWideString(cell), index);
}

/** The string is a flat cell that nothing will extend: its own text from STRING_DATA. */
export function isFlatString(cell: ptr): boolean {
  return u32(load8(cell + CELL_KIND)) <= KIND_STRING16;
}
