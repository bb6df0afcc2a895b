'use machine';
// Creation of instances: OrdinaryCreateFromConstructor (ECMA-262 §10.1.13). Layer: runtime.
// The inline path for classes of the program is in construct-inline.ts.

import { load16, load32, load64, loadValue, ptr, store64, u32 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { functionFlags } from './callable.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import {
  FUNCTION_HOME,
  FUNCTION_INFO,
  FUNCTION_INITIAL_SHAPE,
  INFO_CLASS,
  INFO_INSTANCE_HINT,
  INTRINSIC_OBJECT_PROTOTYPE,
  KIND_FUNCTION,
  KIND_OBJECT,
} from './layout.ts';
import { createCell } from './object-allocate.ts';
import { inlineStartOf } from './object-layout.ts';
import { prototypeOfObject } from './object-prototype.ts';
import { getNamed } from './property-get.ts';
import { SHAPE_INLINE_START } from './shape-layout.ts';
import { isSharedShape, rootShape } from './shape.ts';
import { isException, isObjectOfKind, isObjectValue, objectValue, pointerOf } from './value.ts';

const DEFAULT_INLINE_SLOTS: u32 = 4;
const MAXIMUM_INLINE_SLOTS: u32 = 40;

/** OrdinaryCreateFromConstructor: a new object of `kind`; `intrinsic` is the prototype when newTarget has none. */
export function createFromConstructor(newTarget: Value, intrinsic: u32, kind: u32): Value {
  return createInstance(newTarget, intrinsic, kind, DEFAULT_INLINE_SLOTS);
}

/** createFromConstructorWithHint without its inline path. */
export function createPlainInstance(newTarget: Value, inlineHint: u32): Value {
  return createInstance(newTarget, INTRINSIC_OBJECT_PROTOTYPE, KIND_OBJECT, inlineHint);
}

function createInstance(newTarget: Value, intrinsic: u32, kind: u32, inlineHint: u32): Value {
  if (isObjectOfKind(newTarget, KIND_FUNCTION)) {
    const fn: ptr = pointerOf(newTarget);
    if ((functionFlags(fn) & INFO_CLASS) !== 0) return createOfClass(fn, kind, inlineHint);
  }
  let prototype: Value = getNamed(newTarget, 'prototype');
  if (isException(prototype)) return prototype;
  if (!isObjectValue(prototype)) prototype = intrinsicObject(intrinsic);
  return objectValue(createCell(kind, rootShape(prototype, inlineStartOf(kind), inlineHint)));
}

/** A class's `prototype` never changes, so that the shape its instances start from is kept in the constructor. */
function createOfClass(fn: ptr, kind: u32, inlineHint: u32): Value {
  let shape: ptr = load64(fn + FUNCTION_INITIAL_SHAPE);
  if (shape === 0 || load16(shape + SHAPE_INLINE_START) !== inlineStartOf(kind)) {
    let slots: u32 = expectedProperties(fn);
    if (slots < inlineHint) slots = inlineHint;
    if (slots < 2) slots = 2;
    if (slots > MAXIMUM_INLINE_SLOTS) slots = MAXIMUM_INLINE_SLOTS;
    shape = rootShape(loadValue(fn + FUNCTION_HOME), inlineStartOf(kind), slots);
    if (isSharedShape(shape)) store64(fn + FUNCTION_INITIAL_SHAPE, shape);
  }
  return objectValue(createCell(kind, shape));
}

/** Properties that a class and those it extends give an instance. */
function expectedProperties(fn: ptr): u32 {
  let count: u32 = 0;
  let at: Value = objectValue(fn);
  while (isObjectOfKind(at, KIND_FUNCTION) && (functionFlags(pointerOf(at)) & INFO_CLASS) !== 0) {
    count = count + load32(load64(pointerOf(at) + FUNCTION_INFO) + INFO_INSTANCE_HINT);
    at = prototypeOfObject(pointerOf(at));
  }
  return count;
}
