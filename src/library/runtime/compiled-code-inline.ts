'use machine inline';
// The inline part of calls from compiled code. Layer: runtime.

import { callEntry, likely, load64, load8, ptr, u32 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { callMethodOther, callNamedOther } from './compiled-code.ts';
import { CELL_KIND, FUNCTION_INFO, INFO_ENTRY, KIND_FUNCTION } from './layout.ts';
import { isObjectValue, pointerOf, undefinedValue } from './value.ts';

/** A call whose callee has the source text `text`. */
export function callNamed(fn: Value, thisValue: Value, argc: u32, argv: ptr, text: Value): Value {
  if (likely(isObjectValue(fn))) {
    const p: ptr = pointerOf(fn);
    if (likely(load8(p + CELL_KIND) === KIND_FUNCTION)) {
      return callEntry(
        load64(load64(p + FUNCTION_INFO) + INFO_ENTRY),
        p,
        thisValue,
        undefinedValue(),
        argc,
        argv,
      );
    }
  }
  return callNamedOther(fn, thisValue, argc, argv, text);
}

/** A call whose callee is the property `key` of `thisValue`. */
export function callMethodOf(fn: Value, thisValue: Value, argc: u32, argv: ptr, key: Value): Value {
  if (likely(isObjectValue(fn))) {
    const p: ptr = pointerOf(fn);
    if (likely(load8(p + CELL_KIND) === KIND_FUNCTION)) {
      return callEntry(
        load64(load64(p + FUNCTION_INFO) + INFO_ENTRY),
        p,
        thisValue,
        undefinedValue(),
        argc,
        argv,
      );
    }
  }
  return callMethodOther(fn, thisValue, argc, argv, key);
}
