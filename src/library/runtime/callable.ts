'use machine inline';
// IsCallable and IsConstructor (ECMA-262 §7.2.3, §7.2.4). Layer: runtime.

import { load32, load64, load8, ptr, u32 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import {
  CELL_KIND,
  FUNCTION_INFO,
  INFO_CONSTRUCTOR,
  INFO_FLAGS,
  KIND_BOUND_FUNCTION,
  KIND_FUNCTION,
  KIND_PROXY,
} from './layout.ts';
import { isObjectOfKind, isObjectValue, pointerOf } from './value.ts';
import { isCallableOther, isConstructorOther } from './call.ts';

export function isCallable(v: Value): boolean {
  if (!isObjectValue(v)) return false;
  const kind: u32 = load8(pointerOf(v) + CELL_KIND);
  if (kind === KIND_FUNCTION) return true;
  if (kind === KIND_BOUND_FUNCTION || kind === KIND_PROXY) return isCallableOther(v);
  return false;
}

export function isConstructor(v: Value): boolean {
  if (isObjectOfKind(v, KIND_FUNCTION))
    return (functionFlags(pointerOf(v)) & INFO_CONSTRUCTOR) !== 0;
  return isObjectValue(v) && isConstructorOther(v);
}

/** INFO_x flags of a FUNCTION cell. */
export function functionFlags(fn: ptr): u32 {
  return load32(load64(fn + FUNCTION_INFO) + INFO_FLAGS);
}
