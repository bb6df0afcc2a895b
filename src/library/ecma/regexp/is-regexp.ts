// IsRegExp (ECMA-262 §7.2.8). Layer: ecma.

import { isObject } from '../../machine/language.ts';
import { CLASS_MARK_REGEXP, classMark } from '../../runtime/object-kinds.ts';

export function isRegExp(value: any): boolean {
  if (!isObject(value)) return false;
  const matcher = value[Symbol.match];
  if (matcher !== undefined) return !!matcher;
  return classMark(value) === CLASS_MARK_REGEXP;
}
