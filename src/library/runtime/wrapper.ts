'use machine';
// Wrapper objects: what `new String(x)`, `new Number(x)` and Object(x) make. Layer: runtime.

import { loadValue, storeValue, u32 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { createFromConstructor } from './construct.ts';
import { KIND_WRAPPER, OBJECT_FIELDS } from './layout.ts';
import { isException, isObjectOfKind, pointerOf, undefinedValue } from './value.ts';

/** A wrapper of `primitive` whose prototype is that of `newTarget` (by default intrinsic number `intrinsic`). */
export function constructWrapper(newTarget: Value, intrinsic: u32, primitive: Value): Value {
  const object: Value = createFromConstructor(newTarget, intrinsic, KIND_WRAPPER);
  if (isException(object)) return object;
  storeValue(pointerOf(object) + OBJECT_FIELDS, primitive);
  return object;
}

/** The primitive in a wrapper object; undefined for anything else. */
export function primitiveOf(v: Value): Value {
  if (!isObjectOfKind(v, KIND_WRAPPER)) return undefinedValue();
  return loadValue(pointerOf(v) + OBJECT_FIELDS);
}
