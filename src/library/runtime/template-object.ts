'use machine';
// Template objects: what the tag of a tagged template gets first (GetTemplateObject, ECMA-262 §13.2.8.4). Layer: runtime.

import type { Value } from '../machine/types.ts';
import { setIntegrityLevel } from './object-integrity.ts';
import { defineOwnValue } from './own-property.ts';
import { isException, pointerOf } from './value.ts';

/** Freezes the array of the cooked texts with its property `raw`, and that array too. */
export function finishTemplateObject(cooked: Value, raw: Value): Value {
  const frozenRaw: Value = setIntegrityLevel(raw, true);
  if (isException(frozenRaw)) return frozenRaw;
  defineOwnValue(pointerOf(cooked), 'raw', raw, 0);
  const frozen: Value = setIntegrityLevel(cooked, true);
  return isException(frozen) ? frozen : cooked;
}
