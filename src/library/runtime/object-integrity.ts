'use machine';
// Integrity: extensible, sealed, frozen (ECMA-262 §7.3.15, §7.3.16, §10.1.3, §10.1.4). Layer: runtime.
// An object that is not extensible has a private shape, so that no cached addition applies to it.

import { load32, load64, loadValue, ptr, store8, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { concatTexts } from './error-text.ts';
import { hasPendingException, throwTypeError } from './exceptions.ts';
import { materializeFunction } from './function.ts';
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  CELL_EXTRA,
  CELL_FLAGS,
  CONFIGURABLE,
  FLAG_FROZEN_ELEMENTS,
  FLAG_LENGTH_READ_ONLY,
  FLAG_MATERIALIZED,
  FLAG_NOT_EXTENSIBLE,
  FLAG_SEALED_ELEMENTS,
  IS_ACCESSOR,
  KIND_ARGUMENTS,
  KIND_ARRAY,
  KIND_FUNCTION,
  KIND_NAMESPACE,
  KIND_PROXY,
  KIND_TYPED_ARRAY,
  VALUES_DATA,
  WRITABLE,
} from './layout.ts';
import { requireInitializedExports } from './module-namespace.ts';
import {
  entryIsEmpty,
  makeDictionary,
  notePropertyChange,
  ownEntry,
  ownEntryCount,
  setSlotAttributes,
} from './object-slots.ts';
import { isPrivateKey } from './symbol.ts';
import { KEYS_STRINGS, ownPropertyKeys } from './property-keys.ts';
import { proxySetIntegrity, proxyTestIntegrity } from './proxy-keys.ts';
import { proxyIsExtensible, proxyPreventExtensions } from './proxy-prototype.ts';
import { TABLE_INFO } from './shape-layout.ts';
import { typedArrayLength } from './typed-array-access.ts';
import {
  booleanValue,
  cellFlags,
  cellKind,
  exceptionValue,
  isException,
  isHole,
  isObjectOfKind,
  pointerOf,
} from './value.ts';

/**
 * [[IsExtensible]]
 * @throws
 */
export function isExtensible(object: Value): boolean {
  if (isObjectOfKind(object, KIND_PROXY)) return proxyIsExtensible(pointerOf(object));
  return (cellFlags(pointerOf(object)) & FLAG_NOT_EXTENSIBLE) === 0;
}

/**
 * [[PreventExtensions]]; only a proxy may refuse.
 * @throws
 */
export function preventExtensions(object: Value): boolean {
  const cell: ptr = pointerOf(object);
  if (cellKind(cell) === KIND_PROXY) return proxyPreventExtensions(cell);
  if (cellKind(cell) === KIND_FUNCTION && (cellFlags(cell) & FLAG_MATERIALIZED) === 0)
    materializeFunction(cell);
  makeDictionary(cell);
  store8(cell + CELL_FLAGS, cellFlags(cell) | FLAG_NOT_EXTENSIBLE);
  return true;
}

function isArrayLike(cell: ptr): boolean {
  const kind: u32 = cellKind(cell);
  return kind === KIND_ARRAY || kind === KIND_ARGUMENTS;
}

/** SetIntegrityLevel: true, or false when the object cannot be (a typed array with elements). */
export function setIntegrityLevel(object: Value, frozen: boolean): Value {
  const cell: ptr = pointerOf(object);
  if (cellKind(cell) === KIND_PROXY) {
    const done: boolean = proxySetIntegrity(cell, frozen);
    return hasPendingException() ? exceptionValue() : booleanValue(done);
  }
  if (frozen && cellKind(cell) === KIND_TYPED_ARRAY && typedArrayLength(cell) !== 0)
    return booleanValue(false);
  if (cellKind(cell) === KIND_NAMESPACE) return setNamespaceIntegrity(object, frozen);
  preventExtensions(object);
  const count: u32 = ownEntryCount(cell);
  for (let i: u32 = 0; i < count; i++) {
    const entry: ptr = ownEntry(cell, i);
    if (entryIsEmpty(entry) || isPrivateKey(loadValue(entry))) continue;
    const attributes: u32 = load32(entry + TABLE_INFO) & 255;
    let kept: u32 = attributes & ~CONFIGURABLE;
    if (frozen && (attributes & IS_ACCESSOR) === 0) kept &= ~WRITABLE;
    setSlotAttributes(cell, loadValue(entry), kept);
  }
  if (isArrayLike(cell)) {
    let flags: u32 = cellFlags(cell) | FLAG_SEALED_ELEMENTS;
    if (frozen) flags |= FLAG_FROZEN_ELEMENTS | FLAG_LENGTH_READ_ONLY;
    store8(cell + CELL_FLAGS, flags);
  }
  notePropertyChange(cell);
  return booleanValue(true);
}

/** A namespace is sealed as it is, and its first export cannot be made read-only. */
function setNamespaceIntegrity(namespace: Value, frozen: boolean): Value {
  const checked: Value = requireInitializedExports(pointerOf(namespace), true);
  if (isException(checked)) return checked;
  const keys: Value = ownPropertyKeys(namespace, KEYS_STRINGS, false);
  if (!frozen || load32(pointerOf(keys) + ARRAY_LENGTH) === 0) return booleanValue(true);
  const first: Value = loadValue(load64(pointerOf(keys) + ARRAY_ELEMENTS) + VALUES_DATA);
  return throwTypeError(concatTexts('Cannot redefine property: ', first));
}

function hasElements(array: ptr): boolean {
  const elements: ptr = load64(array + ARRAY_ELEMENTS);
  const capacity: u32 = load32(elements + CELL_EXTRA);
  for (let i: u32 = 0; i < capacity; i++) {
    if (!isHole(loadValue(elements + VALUES_DATA + u64(i) * 8))) return true;
  }
  return false;
}

/**
 * TestIntegrityLevel.
 * @throws
 */
export function testIntegrityLevel(object: Value, frozen: boolean): boolean {
  const cell: ptr = pointerOf(object);
  if (cellKind(cell) === KIND_PROXY) return proxyTestIntegrity(cell, frozen);
  if ((cellFlags(cell) & FLAG_NOT_EXTENSIBLE) === 0) return false;
  if (cellKind(cell) === KIND_NAMESPACE) {
    if (isException(requireInitializedExports(cell, true))) return false;
    return !frozen || ownEntryCount(cell) === 1;
  }
  const count: u32 = ownEntryCount(cell);
  for (let i: u32 = 0; i < count; i++) {
    const entry: ptr = ownEntry(cell, i);
    if (entryIsEmpty(entry) || isPrivateKey(loadValue(entry))) continue;
    const attributes: u32 = load32(entry + TABLE_INFO) & 255;
    if ((attributes & CONFIGURABLE) !== 0) return false;
    if (frozen && (attributes & IS_ACCESSOR) === 0 && (attributes & WRITABLE) !== 0) return false;
  }
  const kind: u32 = cellKind(cell);
  if (kind === KIND_TYPED_ARRAY) return typedArrayLength(cell) === 0;
  if (!isArrayLike(cell)) return true;
  const flags: u32 = cellFlags(cell);
  if (kind === KIND_ARRAY && frozen && (flags & FLAG_LENGTH_READ_ONLY) === 0) return false;
  const needed: u32 = frozen ? FLAG_FROZEN_ELEMENTS : FLAG_SEALED_ELEMENTS;
  return (flags & needed) !== 0 || !hasElements(cell);
}
