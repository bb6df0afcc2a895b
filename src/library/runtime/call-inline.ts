'use machine inline';
// Calls: the inline path for compiled functions; bound functions, proxies and errors are in call.ts. Layer: runtime.

import { callEntry, likely, load64, load8, ptr, u32 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { callOther } from './call.ts';
import { CELL_KIND, FUNCTION_INFO, INFO_ENTRY, KIND_FUNCTION } from './layout.ts';
import { isObjectValue, pointerOf, undefinedValue } from './value.ts';

/** Call(fn, thisValue, arguments) (ECMA-262 §7.3.14). Whoever has source text tests isCallable first and reports with it. */
export function callFunction(fn: Value, thisValue: Value, argc: u32, argv: ptr): Value {
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
  return callOther(fn, thisValue, argc, argv);
}
