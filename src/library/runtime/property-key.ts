'use machine';
// Property keys: interned strings and symbols, and the array indices among them. Layer: runtime. ECMA-262 §7.1.19.

import {
  f64,
  load32,
  ptr,
  stackValues,
  store8,
  truncateToI64,
  u32,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { HINT_STRING, toPrimitive, toStringOf } from './conversion.ts';
import { NO_INDEX, internBytes, internString, parseIndex } from './intern.ts';
import { FLAG_INDEX, STRING_DATA, STRING_LENGTH } from './layout.ts';
import { isWideString } from './string-cells.ts';
import {
  cellFlags,
  isException,
  isNumber,
  isString,
  isSymbol,
  numberOf,
  pointerOf,
} from './value.ts';

/** The key that spells an array index. */
export function indexKey(index: u32): Value {
  const digits: ptr = stackValues(2);
  let at: ptr = digits + 16;
  let rest: u32 = index;
  do {
    at = at - 1;
    store8(at, 48 + (rest % 10));
    rest = rest / 10;
  } while (rest !== 0);
  return internBytes(at, u32(digits + 16 - at));
}

/** The array index that a key spells, or NO_INDEX. */
export function indexOfKey(key: Value): u32 {
  if (!isString(key)) return NO_INDEX;
  const cell: ptr = pointerOf(key);
  if ((cellFlags(cell) & FLAG_INDEX) === 0) return NO_INDEX;
  return parseIndex(cell + STRING_DATA, isWideString(cell), load32(cell + STRING_LENGTH));
}

/** The key spells an array index. */
export function isIndexKey(key: Value): boolean {
  return isString(key) && (cellFlags(pointerOf(key)) & FLAG_INDEX) !== 0;
}

/** The array index that a number is, or NO_INDEX. */
export function indexOfNumber(x: f64): u32 {
  if (!(x >= 0 && x < 4294967295)) return NO_INDEX;
  const index: u32 = u32(truncateToI64(x));
  return f64(index) === x ? index : NO_INDEX;
}

/** ToPropertyKey (ECMA-262 §7.1.19): an interned string or a symbol. */
export function toPropertyKeyValue(v: Value): Value {
  if (isString(v)) return internString(v);
  if (isSymbol(v)) return v;
  if (isNumber(v)) {
    const index: u32 = indexOfNumber(numberOf(v));
    if (index !== NO_INDEX) return indexKey(index);
  }
  const primitive: Value = toPrimitive(v, HINT_STRING);
  if (isException(primitive) || isSymbol(primitive)) return primitive;
  const text: Value = toStringOf(primitive);
  if (isException(text)) return text;
  return internString(text);
}
