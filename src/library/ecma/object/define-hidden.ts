// CreateNonEnumerableDataPropertyOrThrow (ECMA-262 §7.3.8) on an ordinary object. Layer: ecma.

import { CONFIGURABLE, WRITABLE } from '../../runtime/layout.ts';
import { definePropertyRaw } from '../../runtime/property-reflection.ts';

/** `present` of a data property whose every field is given. */
const ALL_PRESENT = 23;

export function defineHidden(object: any, key: any, value: any): void {
  definePropertyRaw(object, key, WRITABLE | CONFIGURABLE, value, undefined, ALL_PRESENT);
}
