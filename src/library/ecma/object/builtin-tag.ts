// The builtin tag of an object: what Object.prototype.toString prints when there is no Symbol.toStringTag
// (ECMA-262 §20.1.3.6). Layer: ecma.

import { isCallable } from '../../machine/language.ts';
import { wrappedPrimitive } from '../../runtime/inspect-kinds.ts';
import {
  KIND_ARGUMENTS,
  KIND_ARRAY,
  KIND_ERROR,
  KIND_OBJECT,
  KIND_PROXY,
  KIND_WRAPPER,
} from '../../runtime/layout.ts';
import {
  CLASS_MARK_DATE,
  CLASS_MARK_REGEXP,
  classMark,
  objectKind,
} from '../../runtime/object-kinds.ts';
import { isArrayValue } from '../../runtime/property-reflection.ts';

/** @throws TypeError for a revoked proxy */
export function builtinTag(object: any): string {
  const kind = objectKind(object);
  if (kind === KIND_OBJECT) {
    const mark = classMark(object);
    if (mark === CLASS_MARK_DATE) return 'Date';
    return mark === CLASS_MARK_REGEXP ? 'RegExp' : 'Object';
  }
  if (kind === KIND_ARRAY) return 'Array';
  if (kind === KIND_ERROR) return 'Error';
  if (kind === KIND_ARGUMENTS) return 'Arguments';
  if (kind === KIND_WRAPPER) return wrapperTag(wrappedPrimitive(object));
  if (kind === KIND_PROXY && isArrayValue(object)) return 'Array';
  return isCallable(object) ? 'Function' : 'Object';
}

// Symbol and BigInt objects get their tag from their prototype's Symbol.toStringTag only.
function wrapperTag(primitive: any): string {
  if (typeof primitive === 'string') return 'String';
  if (typeof primitive === 'number') return 'Number';
  return typeof primitive === 'boolean' ? 'Boolean' : 'Object';
}
