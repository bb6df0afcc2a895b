'use machine';
// Prototypes: what it means to be one, and changing an object's. Layer: runtime.
// A prototype has a private shape and FLAG_PROTOTYPE: each change of its properties bumps `prototypeEpoch`.

import {
  load32,
  load64,
  loadValue,
  ptr,
  store64,
  store8,
  storeValue,
  u32,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import {
  ARRAY_LENGTH,
  CELL_FLAGS,
  FLAG_INDEX,
  FLAG_PROTOTYPE,
  KIND_ARGUMENTS,
  KIND_ARRAY,
  KIND_PROXY,
  KIND_TYPED_ARRAY,
  KIND_WRAPPER,
  OBJECT_FIELDS,
  OBJECT_SHAPE,
  STRING_LENGTH,
} from './layout.ts';
import {
  entryIsEmpty,
  makeDictionary,
  notePropertyChange,
  ownEntry,
  ownEntryCount,
} from './object-slots.ts';
import { SHAPE_PROTOTYPE } from './shape-layout.ts';
import { dictionaryOf, isSharedShape, shapeWithPrototype } from './shape.ts';
import { cellFlags, cellKind, isObjectValue, isString, pointerOf, sameBits } from './value.ts';

/** Some prototype has (or may have) properties whose keys are array indices: holes of arrays must look for them. */
export let indexedPrototypes: boolean = false;

/** Some prototype is a proxy: that a property was added does not mean that its set trap has nothing to say. */
export let proxyPrototypes: boolean = false;

export function noteIndexedPrototype(): void {
  indexedPrototypes = true;
}

function hasIndices(object: ptr): boolean {
  const kind: u32 = cellKind(object);
  if (kind === KIND_ARRAY || kind === KIND_ARGUMENTS) return load32(object + ARRAY_LENGTH) !== 0;
  if (kind === KIND_TYPED_ARRAY || kind === KIND_PROXY) return true;
  if (kind === KIND_WRAPPER) {
    const primitive: Value = loadValue(object + OBJECT_FIELDS);
    if (isString(primitive) && load32(pointerOf(primitive) + STRING_LENGTH) !== 0) return true;
  }
  const count: u32 = ownEntryCount(object);
  for (let i: u32 = 0; i < count; i++) {
    const entry: ptr = ownEntry(object, i);
    if (entryIsEmpty(entry)) continue;
    const key: Value = loadValue(entry);
    if (isString(key) && (cellFlags(pointerOf(key)) & FLAG_INDEX) !== 0) return true;
  }
  return false;
}

/** Prepares an object for being a prototype. */
export function markAsPrototype(object: ptr): void {
  const flags: u32 = cellFlags(object);
  if ((flags & FLAG_PROTOTYPE) !== 0) return;
  store8(object + CELL_FLAGS, flags | FLAG_PROTOTYPE);
  makeDictionary(object);
  if (cellKind(object) === KIND_PROXY) proxyPrototypes = true;
  if (hasIndices(object)) noteIndexedPrototype();
}

/** The prototype: an object or null. */
export function prototypeOfObject(object: ptr): Value {
  return loadValue(load64(object + OBJECT_SHAPE) + SHAPE_PROTOTYPE);
}

/** Replaces the prototype without any check. */
export function replacePrototype(object: ptr, prototype: Value): void {
  const shape: ptr = load64(object + OBJECT_SHAPE);
  if (sameBits(loadValue(shape + SHAPE_PROTOTYPE), prototype)) return;
  if (isObjectValue(prototype)) markAsPrototype(pointerOf(prototype));
  notePropertyChange(object);
  if (!isSharedShape(shape)) {
    storeValue(shape + SHAPE_PROTOTYPE, prototype);
    return;
  }
  const shared: ptr = shapeWithPrototype(shape, prototype);
  store64(object + OBJECT_SHAPE, shared !== 0 ? shared : dictionaryOf(shape, prototype));
}
