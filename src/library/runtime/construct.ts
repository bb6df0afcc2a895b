'use machine';
// Creation of instances: OrdinaryCreateFromConstructor (ECMA-262 §10.1.13). Layer: runtime.
// The shape that instances of a function start from is kept in the function; a class's prototype never changes, others'
// are compared.

import { likely, load16, load64, loadValue, ptr, store64, u32 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { functionFlags } from './callable.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import {
  FUNCTION_HOME,
  FUNCTION_INITIAL_SHAPE,
  INFO_CLASS,
  INTRINSIC_OBJECT_PROTOTYPE,
  KIND_FUNCTION,
  KIND_OBJECT,
} from './layout.ts';
import { createCell } from './object-allocate.ts';
import { inlineStartOf } from './object-layout.ts';
import { createObject } from './object.ts';
import { getNamed } from './property-get.ts';
import { SHAPE_INLINE_START, SHAPE_PROTOTYPE } from './shape-layout.ts';
import { rootShape } from './shape.ts';
import {
  isException,
  isObjectOfKind,
  isObjectValue,
  nullValue,
  objectValue,
  pointerOf,
  sameBits,
} from './value.ts';

const DEFAULT_INLINE_SLOTS: u32 = 4;

/** OrdinaryCreateFromConstructor: a new object of `kind`; `intrinsic` is the prototype when newTarget has none. */
export function createFromConstructor(newTarget: Value, intrinsic: u32, kind: u32): Value {
  return createInstance(newTarget, intrinsic, kind, DEFAULT_INLINE_SLOTS);
}

/** The same for a base class of the program whose instances will have about `inlineHint` properties. */
export function createFromConstructorWithHint(newTarget: Value, inlineHint: u32): Value {
  const shape: ptr = load64(pointerOf(newTarget) + FUNCTION_INITIAL_SHAPE);
  if (likely(isObjectOfKind(newTarget, KIND_FUNCTION) && shape !== 0)) {
    if (likely((functionFlags(pointerOf(newTarget)) & INFO_CLASS) !== 0))
      return objectValue(createObject(shape));
  }
  return createInstance(newTarget, INTRINSIC_OBJECT_PROTOTYPE, KIND_OBJECT, inlineHint);
}

function createInstance(newTarget: Value, intrinsic: u32, kind: u32, inlineHint: u32): Value {
  const isFunction: boolean = isObjectOfKind(newTarget, KIND_FUNCTION);
  let prototype: Value = nullValue();
  if (isFunction && (functionFlags(pointerOf(newTarget)) & INFO_CLASS) !== 0)
    prototype = loadValue(pointerOf(newTarget) + FUNCTION_HOME);
  else prototype = getNamed(newTarget, 'prototype');
  if (isException(prototype)) return prototype;
  if (!isObjectValue(prototype)) prototype = intrinsicObject(intrinsic);
  if (!isFunction)
    return objectValue(createCell(kind, rootShape(prototype, inlineStartOf(kind), inlineHint)));
  const fn: ptr = pointerOf(newTarget);
  let shape: ptr = load64(fn + FUNCTION_INITIAL_SHAPE);
  if (
    shape === 0 ||
    !sameBits(loadValue(shape + SHAPE_PROTOTYPE), prototype) ||
    u32(load16(shape + SHAPE_INLINE_START)) !== inlineStartOf(kind)
  ) {
    shape = rootShape(prototype, inlineStartOf(kind), inlineHint < 2 ? 2 : inlineHint);
    store64(fn + FUNCTION_INITIAL_SHAPE, shape);
  }
  return objectValue(createCell(kind, shape));
}
