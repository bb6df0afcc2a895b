// Index arguments of buffers and views. Layer: ecma.

import { toIntegerOrInfinity } from '../../machine/language.ts';

/** ToIndex (ECMA-262 §7.1.22); `message` is that of the RangeError. */
export function toIndex(value: any, message: string): number {
  if (value === undefined) return 0;
  const index = toIntegerOrInfinity(value);
  if (index < 0 || index > 9007199254740991) throw new RangeError(message);
  return index;
}

/** A relative index argument clamped to 0..length; `missing` stands in for undefined. */
export function relativeIndex(value: any, length: number, missing: number): number {
  if (value === undefined) return missing;
  const index = toIntegerOrInfinity(value);
  if (index < 0) return index + length < 0 ? 0 : index + length;
  return index < length ? index : length;
}
