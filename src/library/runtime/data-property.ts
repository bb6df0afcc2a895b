'use machine';
// Looking at data properties without any effect: for messages, which must not run the program's code. Layer: runtime.

import { ptr } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { IS_ACCESSOR, KIND_PROXY } from './layout.ts';
import { prototypeOfObject } from './object-prototype.ts';
import { FOUND_NONE, FOUND_SLOT, findSlot, foundAttributes, foundData } from './property-find.ts';
import { cellKind, isObjectValue, pointerOf, undefinedValue } from './value.ts';

/** The value of a data property of an object or its prototypes; undefined when there is none or it is an accessor. */
export function findDataProperty(v: Value, key: Value): Value {
  let at: Value = v;
  while (isObjectValue(at)) {
    const cell: ptr = pointerOf(at);
    if (cellKind(cell) === KIND_PROXY) return undefinedValue();
    if (findSlot(cell, key) !== FOUND_NONE) {
      if ((foundAttributes & IS_ACCESSOR) !== 0) return undefinedValue();
      return foundData(FOUND_SLOT);
    }
    at = prototypeOfObject(cell);
  }
  return undefinedValue();
}
