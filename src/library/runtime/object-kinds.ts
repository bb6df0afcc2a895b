'use machine';
// Object kinds: what the builtins ask about an object's cell. Layer: runtime.
// Every function accepts any Value and never runs the program's code.

import {
  load16,
  load32,
  load64,
  load8,
  loadValue,
  store16,
  store8,
  storeValue,
  u32,
} from '../machine/intrinsics.ts';
import type { ptr, Value } from '../machine/types.ts';
import {
  CELL_AUX,
  CELL_FLAGS,
  FLAG_CLASS_MARK,
  FLAG_REGISTERED,
  FUNCTION_INFO,
  INFO_BUILTIN,
  INFO_FLAGS,
  INFO_SOURCE,
  KIND_FUNCTION,
  KIND_OBJECT,
  OBJECT_FIELDS,
} from './layout.ts';
import {
  cellKind,
  isObjectOfKind,
  isObjectValue,
  isSymbol,
  pointerOf,
  undefinedValue,
} from './value.ts';

/** KIND_x of an object; 0 for a primitive. */
export function objectKind(v: Value): u32 {
  return isObjectValue(v) ? cellKind(pointerOf(v)) : 0;
}

/** Source text of a function of the program; undefined for the library's own. */
export function sourceOfFunction(v: Value): Value {
  if (!isObjectOfKind(v, KIND_FUNCTION)) return undefinedValue();
  const info: ptr = load64(pointerOf(v) + FUNCTION_INFO);
  if ((load32(info + INFO_FLAGS) & INFO_BUILTIN) !== 0) return undefinedValue();
  return loadValue(info + INFO_SOURCE);
}

/** What Object.prototype.toString calls instances of a library class: see CLASS_MARK_x. */
export const CLASS_MARK_DATE: u32 = 1;
export const CLASS_MARK_REGEXP: u32 = 2;

/** Marks a plain object as an instance of Date or RegExp. */
export function markClass(v: Value, mark: u32): void {
  const cell: ptr = pointerOf(v);
  store8(cell + CELL_FLAGS, u32(load8(cell + CELL_FLAGS)) | FLAG_CLASS_MARK);
  store16(cell + CELL_AUX, mark);
}

/** The mark, or 0. */
export function classMark(v: Value): u32 {
  if (!isObjectOfKind(v, KIND_OBJECT)) return 0;
  const cell: ptr = pointerOf(v);
  if ((u32(load8(cell + CELL_FLAGS)) & FLAG_CLASS_MARK) === 0) return 0;
  return u32(load16(cell + CELL_AUX));
}

/** A symbol made by Symbol.for. */
export function isRegisteredSymbol(v: Value): boolean {
  return isSymbol(v) && (u32(load8(pointerOf(v) + CELL_FLAGS)) & FLAG_REGISTERED) !== 0;
}

export function markRegisteredSymbol(v: Value): void {
  const cell: ptr = pointerOf(v);
  store8(cell + CELL_FLAGS, u32(load8(cell + CELL_FLAGS)) | FLAG_REGISTERED);
}

/** Puts the primitive into a KIND_WRAPPER object that a constructor has just made. */
export function setWrappedPrimitive(wrapper: Value, primitive: Value): void {
  storeValue(pointerOf(wrapper) + OBJECT_FIELDS, primitive);
}
