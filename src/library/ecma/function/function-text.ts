// The source text of a function, as Function.prototype.toString gives it (ECMA-262 §20.2.3.5). Layer: ecma.

import { getOwnAttributes, getOwnValue } from '../../runtime/property-reflection.ts';
import { objectKind, sourceOfFunction } from '../../runtime/object-kinds.ts';
import { IS_ACCESSOR, KIND_FUNCTION } from '../../runtime/layout.ts';

/** The program's own text of `fn`, or a NativeFunction text for builtins and bound functions. */
export function functionText(fn: any): string {
  const source = sourceOfFunction(fn);
  if (source !== undefined) return source;
  if (objectKind(fn) !== KIND_FUNCTION) return 'function () { [native code] }';
  const attributes = getOwnAttributes(fn, 'name');
  if (attributes < 0 || (attributes & IS_ACCESSOR) !== 0) return 'function () { [native code] }';
  const name = getOwnValue(fn, 'name');
  return 'function ' + (typeof name === 'string' ? name : '') + '() { [native code] }';
}
