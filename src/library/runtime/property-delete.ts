'use machine';
// Deleting properties: [[Delete]] (ECMA-262 §10.1.10) and the `delete` operator. Layer: runtime.

import { ptr, storeValue, u32 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { toObjectValue } from './conversion.ts';
import { concatTexts, concatTexts3, keyText, valueText } from './error-text.ts';
import { hasPendingException, throwTypeError } from './exceptions.ts';
import { CONFIGURABLE, KIND_PROXY } from './layout.ts';
import { removeSlot } from './object-slots.ts';
import {
  FOUND_ELEMENT,
  FOUND_NONE,
  FOUND_NOWHERE,
  FOUND_VALUE,
  findOwn,
  foundAttributes,
  foundSlot,
} from './property-find.ts';
import { toPropertyKeyValue } from './property-key.ts';
import { proxyDelete } from './proxy-access.ts';
import { throwTrap } from './proxy.ts';
import { cellKind, exceptionValue, holeValue, isException, pointerOf, trueValue } from './value.ts';

/**
 * Deletes an own property; false when it is not configurable. `key` is interned.
 * @throws
 */
export function deleteOwn(object: ptr, key: Value): boolean {
  if (cellKind(object) === KIND_PROXY) return proxyDelete(object, key);
  const found: u32 = findOwn(object, key);
  if (found === FOUND_NONE || found === FOUND_NOWHERE) return true;
  if (found === FOUND_VALUE || (foundAttributes & CONFIGURABLE) === 0) return false;
  if (found === FOUND_ELEMENT) storeValue(foundSlot, holeValue());
  else removeSlot(object, key);
  return true;
}

/** `delete v[key]`, strict: true, or a TypeError. */
export function deleteProperty(v: Value, key: Value): Value {
  const object: Value = toObjectValue(v);
  if (isException(object)) return object;
  const name: Value = toPropertyKeyValue(key);
  if (isException(name)) return name;
  const cell: ptr = pointerOf(object);
  if (deleteOwn(cell, name)) return trueValue();
  if (hasPendingException()) return exceptionValue();
  if (cellKind(cell) === KIND_PROXY) {
    return throwTrap('deleteProperty', 'trap returned falsish for property', name, '');
  }
  return throwTypeError(
    concatTexts(
      concatTexts3("Cannot delete property '", keyText(name), "' of "),
      valueText(object),
    ),
  );
}
