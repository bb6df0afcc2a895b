'use machine';
// Module namespace objects (ECMA-262 §10.4.6): what is special in their internal methods. Layer: runtime.
// An export is an own property with a string key: an accessor in the slot, data to whoever asks for its attributes.
// Reading an export whose variable is not initialised throws, also where only its descriptor is asked for.

import { loadValue, ptr, store8, symbolKey, u32 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { sameValue } from './comparison.ts';
import {
  CELL_KIND,
  CONFIGURABLE,
  ENUMERABLE,
  IS_ACCESSOR,
  KIND_NAMESPACE,
  KIND_OBJECT,
  WRITABLE,
} from './layout.ts';
import { takeException, throwNotDefined } from './exceptions.ts';
import { createObjectWithPrototype } from './object-allocate.ts';
import { setIntegrityLevel } from './object-integrity.ts';
import { entryIsEmpty, ownEntry, ownEntryCount } from './object-slots.ts';
import { defineOwnValue } from './own-property.ts';
import { findSlot, foundAttributes, foundSlot } from './property-find.ts';
import { callGetter } from './property-get.ts';
import { isException, isSymbol, nullValue, pointerOf, undefinedValue } from './value.ts';

/** What [[GetOwnProperty]] says of every export. */
export const EXPORT_ATTRIBUTES: u32 = 3;

/** The start of a namespace object: no prototype; its exports are added as getters, or as data that never changes. */
export function newNamespace(): Value {
  return createObjectWithPrototype(nullValue(), KIND_OBJECT, 4);
}

/** All exports are there: the tag, and nothing can be added, removed or configured. */
export function finishNamespace(namespace: Value): void {
  const p: ptr = pointerOf(namespace);
  defineOwnValue(p, symbolKey('toStringTag'), 'Module', 0);
  setIntegrityLevel(namespace, false);
  store8(p + CELL_KIND, KIND_NAMESPACE);
}

/** Value of the own property that findSlot found last in a namespace, or EXCEPTION. */
export function foundExport(): Value {
  const content: Value = loadValue(foundSlot);
  return (foundAttributes & IS_ACCESSOR) === 0 ? content : callGetter(content, undefinedValue());
}

/** V8 names an export that is not initialised in another way where only its descriptor is asked for. */
export function throwNoExport(key: Value): Value {
  takeException();
  return throwNotDefined(key);
}

/**
 * [[DefineOwnProperty]] of an export that is there: true when the descriptor says what is so anyway.
 * @throws
 */
export function defineExport(
  namespace: ptr,
  key: Value,
  attributes: u32,
  value: Value,
  given: u32,
  hasValue: boolean,
): boolean {
  findSlot(namespace, key);
  const current: Value = foundExport();
  if (isException(current)) {
    throwNoExport(key);
    return false;
  }
  if ((attributes & IS_ACCESSOR) !== 0) return false;
  if (((attributes ^ EXPORT_ATTRIBUTES) & given & (WRITABLE | ENUMERABLE | CONFIGURABLE)) !== 0)
    return false;
  return !hasValue || sameValue(value, current);
}

/** Reads every export: undefined, or EXCEPTION when one is not initialised. */
export function requireInitializedExports(namespace: ptr, forDescriptors: boolean): Value {
  const count: u32 = ownEntryCount(namespace);
  for (let i: u32 = 0; i < count; i++) {
    const entry: ptr = ownEntry(namespace, i);
    if (entryIsEmpty(entry) || isSymbol(loadValue(entry))) continue;
    findSlot(namespace, loadValue(entry));
    const value: Value = foundExport();
    if (isException(value)) return forDescriptors ? throwNoExport(loadValue(entry)) : value;
  }
  return undefinedValue();
}
