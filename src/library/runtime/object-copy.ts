'use machine';
// Copying properties from object to object: spread and rest of object literals and patterns. Layer: runtime.

import { load32, load64, loadValue, ptr, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { toObjectValue } from './conversion.ts';
import { hasPendingException } from './exceptions.ts';
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  ENUMERABLE,
  IS_ACCESSOR,
  KIND_NAMESPACE,
  KIND_OBJECT,
  OBJECT_SHAPE,
  VALUES_DATA,
} from './layout.ts';
import { throwNoExport } from './module-namespace.ts';
import { replacePrototype } from './object-prototype.ts';
import { entryIsEmpty, ownEntry, ownEntryCount, slotAddress } from './object-slots.ts';
import { defineField } from './property-define.ts';
import { FOUND_NONE, FOUND_NOWHERE, findOwn, foundAttributes } from './property-find.ts';
import { getNamed } from './property-get.ts';
import { isIndexKey } from './property-key.ts';
import { ownPropertyKeys } from './property-keys.ts';
import { TABLE_INFO } from './shape-layout.ts';
import { isPrivateKey } from './symbol.ts';
import {
  cellKind,
  exceptionValue,
  isException,
  isNull,
  isNullish,
  isObjectValue,
  isSymbol,
  isUndefined,
  pointerOf,
  sameBits,
  undefinedValue,
} from './value.ts';

function isExcluded(excluded: Value, key: Value): boolean {
  if (isUndefined(excluded)) return false;
  const array: ptr = pointerOf(excluded);
  const elements: ptr = load64(array + ARRAY_ELEMENTS) + VALUES_DATA;
  const count: u32 = load32(array + ARRAY_LENGTH);
  for (let i: u64 = 0; i < count; i++) {
    if (sameBits(loadValue(elements + i * 8), key)) return true;
  }
  return false;
}

/** All properties are data under names that need no reordering: entries can be copied as they stand. */
function isPlainSource(source: ptr): boolean {
  if (cellKind(source) !== KIND_OBJECT) return false;
  const count: u32 = ownEntryCount(source);
  for (let i: u32 = 0; i < count; i++) {
    const entry: ptr = ownEntry(source, i);
    if (entryIsEmpty(entry)) continue;
    if ((load32(entry + TABLE_INFO) & IS_ACCESSOR) !== 0 || isIndexKey(loadValue(entry)))
      return false;
  }
  return true;
}

function copyPlain(target: Value, source: ptr, excluded: Value): Value {
  const shape: ptr = load64(source + OBJECT_SHAPE);
  const count: u32 = ownEntryCount(source);
  for (let pass: u32 = 0; pass < 2; pass++) {
    for (let i: u32 = 0; i < count; i++) {
      const entry: ptr = ownEntry(source, i);
      if (entryIsEmpty(entry)) continue;
      const key: Value = loadValue(entry);
      const info: u64 = load64(entry + TABLE_INFO);
      // Strings first, then symbols.
      if ((pass === 1) !== isSymbol(key) || isPrivateKey(key)) continue;
      if ((u32(info) & ENUMERABLE) === 0 || isExcluded(excluded, key)) continue;
      const done: Value = defineField(
        target,
        key,
        loadValue(slotAddress(source, shape, u32(info >>> 8))),
      );
      if (isException(done)) return done;
    }
  }
  return target;
}

/** CopyDataProperties (ECMA-262 §7.3.25); `excluded` is an array of keys, or undefined. The target. */
export function copyDataProperties(target: Value, source: Value, excluded: Value): Value {
  if (isNullish(source)) return target;
  const from: Value = toObjectValue(source);
  if (isException(from)) return from;
  const cell: ptr = pointerOf(from);
  if (isPlainSource(cell) && !sameBits(target, from)) return copyPlain(target, cell, excluded);
  const keys: Value = ownPropertyKeys(from, 3, false);
  if (isException(keys)) return keys;
  const count: u32 = load32(pointerOf(keys) + ARRAY_LENGTH);
  for (let i: u64 = 0; i < count; i++) {
    const key: Value = loadValue(load64(pointerOf(keys) + ARRAY_ELEMENTS) + VALUES_DATA + i * 8);
    if (isExcluded(excluded, key)) continue;
    const found: u32 = findOwn(cell, key);
    if (hasPendingException()) return exceptionValue();
    if (found === FOUND_NONE || found === FOUND_NOWHERE || (foundAttributes & ENUMERABLE) === 0)
      continue;
    const value: Value = getNamed(from, key);
    if (isException(value)) return cellKind(cell) === KIND_NAMESPACE ? throwNoExport(key) : value;
    const done: Value = defineField(target, key, value);
    if (isException(done)) return done;
  }
  return target;
}

/** `__proto__: prototype` in an object literal (§13.2.5.5): ignored unless it is an object or null. */
export function setPrototypeLiteral(object: Value, prototype: Value): Value {
  if (isObjectValue(prototype) || isNull(prototype)) replacePrototype(pointerOf(object), prototype);
  return undefinedValue();
}
