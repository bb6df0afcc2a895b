'use machine inline';
// Construction with an inline path: `new` of compiled functions and the object of a base class. Layer: runtime.

import { callEntry, likely, load16, load64, load8, ptr, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { constructOther } from './call.ts';
import { functionFlags } from './callable.ts';
import { createPlainInstance } from './construct.ts';
import {
  CELL_KIND,
  FUNCTION_INFO,
  FUNCTION_INITIAL_SHAPE,
  INFO_CONSTRUCTOR,
  INFO_ENTRY,
  KIND_FUNCTION,
  OBJECT_FIELDS,
} from './layout.ts';
import { createObject } from './object.ts';
import { SHAPE_INLINE_START } from './shape-layout.ts';
import { holeValue, isObjectOfKind, isObjectValue, objectValue, pointerOf } from './value.ts';

/** Construct(fn, arguments, newTarget) (ECMA-262 §7.3.15). */
export function constructObject(fn: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (likely(isObjectValue(fn))) {
    const p: ptr = pointerOf(fn);
    if (
      likely(load8(p + CELL_KIND) === KIND_FUNCTION && (functionFlags(p) & INFO_CONSTRUCTOR) !== 0)
    ) {
      const entry: u64 = load64(load64(p + FUNCTION_INFO) + INFO_ENTRY);
      return callEntry(entry, p, holeValue(), newTarget, argc, argv);
    }
  }
  return constructOther(fn, newTarget, argc, argv);
}

/** The object of a base class; `inlineHint` is its expected number of properties. */
export function createFromConstructorWithHint(newTarget: Value, inlineHint: u32): Value {
  if (likely(isObjectOfKind(newTarget, KIND_FUNCTION))) {
    const shape: ptr = load64(pointerOf(newTarget) + FUNCTION_INITIAL_SHAPE);
    if (likely(shape !== 0 && load16(shape + SHAPE_INLINE_START) === OBJECT_FIELDS)) {
      return objectValue(createObject(shape));
    }
  }
  return createPlainInstance(newTarget, inlineHint);
}
