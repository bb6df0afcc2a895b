'use machine';
// Bound function objects (ECMA-262 §10.4.1). Layer: runtime. Their [[Call]] and [[Construct]] are in call.ts.

import { f64, load32, loadValue, ptr, store64, storeValue, u32 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { argumentListOf } from './call.ts';
import { concatTexts } from './error-text.ts';
import { CELL_EXTRA, CONFIGURABLE, KIND_BOUND_FUNCTION, OBJECT_FIELDS } from './layout.ts';
import { createObjectWithPrototype } from './object-allocate.ts';
import { defineOwnValue } from './own-property.ts';
import { getPrototypeOfValue } from './property-reflection.ts';
import { exceptionValue, isException, numberValue, pointerOf } from './value.ts';

const BOUND_THIS: u32 = 32;
const BOUND_ARGUMENTS: u32 = 40;

/** BoundFunctionCreate; `args` is an array, `name` the target's name without "bound ". */
export function bindFunction(
  target: Value,
  thisValue: Value,
  args: Value,
  length: f64,
  name: Value,
): Value {
  const prototype: Value = getPrototypeOfValue(target);
  if (isException(prototype)) return prototype;
  const list: ptr = argumentListOf(args);
  if (list === 0) return exceptionValue();
  const bound: Value = createObjectWithPrototype(prototype, KIND_BOUND_FUNCTION, 2);
  const p: ptr = pointerOf(bound);
  storeValue(p + OBJECT_FIELDS, target);
  storeValue(p + BOUND_THIS, thisValue);
  store64(p + BOUND_ARGUMENTS, load32(list + CELL_EXTRA) === 0 ? 0 : list);
  defineOwnValue(p, 'length', numberValue(length), CONFIGURABLE);
  defineOwnValue(p, 'name', concatTexts('bound ', name), CONFIGURABLE);
  return bound;
}

/** [[BoundTargetFunction]] */
export function boundTarget(bound: Value): Value {
  return loadValue(pointerOf(bound) + OBJECT_FIELDS);
}
