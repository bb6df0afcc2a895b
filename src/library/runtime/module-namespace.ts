'use machine';
// Module namespace objects (ECMA-262 §10.4.6): what is special in their internal methods. Layer: runtime.
// An export is an own property with a string key: an accessor in the slot, data to whoever asks for its attributes.
// Reading an export whose variable is not initialised throws, also where only its descriptor is asked for.

import {
  load32,
  load64,
  loadValue,
  ptr,
  store8,
  storeValue,
  symbolKey,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { arrayPush } from './array-inline.ts';
import { sameValue } from './comparison.ts';
import { takeException, throwNotDefined } from './exceptions.ts';
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  CELL_KIND,
  CONFIGURABLE,
  ENUMERABLE,
  IS_ACCESSOR,
  KIND_FUNCTION,
  KIND_NAMESPACE,
  KIND_OBJECT,
  VALUES_DATA,
  WRITABLE,
} from './layout.ts';
import { createObjectWithPrototype } from './object-allocate.ts';
import { setIntegrityLevel } from './object-integrity.ts';
import { entryIsEmpty, ownEntry, ownEntryCount } from './object-slots.ts';
import { defineOwnValue } from './own-property.ts';
import { defineField } from './property-define.ts';
import { FOUND_SLOT, findOwn, findSlot, foundAttributes, foundSlot } from './property-find.ts';
import { callGetter, getNamed } from './property-get.ts';
import { KEYS_STRINGS, ownPropertyKeys } from './property-keys.ts';
import { compareStrings } from './string-compare.ts';
import {
  isException,
  isObjectOfKind,
  isSymbol,
  nullValue,
  pointerOf,
  sameBits,
  undefinedValue,
} from './value.ts';

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

/**
 * The exports of a CommonJS module as those of a namespace: enumerable properties, and `__esModule` which transpilers
 * hide. What a getter throws leaves undefined. Keys are in the order of their code units (§10.4.6.12).
 */
export function addCommonJsExports(namespace: Value, exports: Value): Value {
  if (isObjectOfKind(exports, KIND_OBJECT) || isObjectOfKind(exports, KIND_FUNCTION)) {
    const keys: Value = ownPropertyKeys(exports, KEYS_STRINGS, true);
    if (isException(keys)) return keys;
    if (findOwn(pointerOf(exports), '__esModule') === FOUND_SLOT) {
      if ((foundAttributes & ENUMERABLE) === 0) arrayPush(keys, '__esModule');
    }
    arrayPush(keys, 'default');
    sortKeys(keys);
    const count: u32 = load32(pointerOf(keys) + ARRAY_LENGTH);
    for (let i: u32 = 0; i < count; i++) {
      const key: Value = loadValue(keyAddress(keys, i));
      defineField(namespace, key, sameBits(key, 'default') ? exports : exportedValue(exports, key));
    }
    return namespace;
  }
  return defineField(namespace, 'default', exports);
}

function exportedValue(exports: Value, key: Value): Value {
  const value: Value = getNamed(exports, key);
  if (!isException(value)) return value;
  takeException();
  return undefinedValue();
}

function keyAddress(keys: Value, index: u32): ptr {
  return load64(pointerOf(keys) + ARRAY_ELEMENTS) + VALUES_DATA + u64(index) * 8;
}

function sortKeys(keys: Value): void {
  const count: u32 = load32(pointerOf(keys) + ARRAY_LENGTH);
  for (let i: u32 = 1; i < count; i++) {
    const key: Value = loadValue(keyAddress(keys, i));
    let at: u32 = i;
    while (at > 0 && compareStrings(loadValue(keyAddress(keys, at - 1)), key) > 0) {
      storeValue(keyAddress(keys, at), loadValue(keyAddress(keys, at - 1)));
      at--;
    }
    storeValue(keyAddress(keys, at), key);
  }
}
