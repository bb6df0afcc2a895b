// What a method of String.prototype is called on, as a string. Layer: ecma.

import { toStringValue } from '../../machine/language.ts';
import { calledOnNullish } from '../error/type-errors.ts';

/** RequireObjectCoercible and ToString; `method` is the name in the error. */
export function textOf(value: any, method: string): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) throw calledOnNullish('String.prototype.' + method);
  return toStringValue(value);
}
