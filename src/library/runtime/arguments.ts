'use machine';
// The `arguments` object, unmapped (ECMA-262 §10.4.4.6): all code is strict. Layer: runtime.

import {
  copyBytes,
  f64,
  ptr,
  store32,
  store64,
  symbolKey,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { allocateCell } from './heap.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  INTRINSIC_ARRAY_PROTOTYPE,
  INTRINSIC_OBJECT_PROTOTYPE,
  KIND_ARGUMENTS,
  KIND_VALUES,
  VALUES_DATA,
} from './layout.ts';
import { findDataProperty } from './data-property.ts';
import { createObjectWithPrototype } from './object-allocate.ts';
import { defineOwnValue } from './own-property.ts';
import { numberValue, pointerOf } from './value.ts';

const HIDDEN: u32 = 5;

/** An arguments object with the given arguments. */
export function newArguments(argc: u32, argv: ptr): Value {
  const object: Value = createObjectWithPrototype(
    intrinsicObject(INTRINSIC_OBJECT_PROTOTYPE),
    KIND_ARGUMENTS,
    2,
  );
  const p: ptr = pointerOf(object);
  if (argc !== 0) {
    const elements: ptr = allocateCell(KIND_VALUES, VALUES_DATA + u64(argc) * 8, argc);
    copyBytes(elements + VALUES_DATA, argv, u64(argc) * 8);
    store64(p + ARRAY_ELEMENTS, elements);
  }
  store32(p + ARRAY_LENGTH, argc);
  defineOwnValue(p, 'length', numberValue(f64(argc)), HIDDEN);
  const values: Value = findDataProperty(
    intrinsicObject(INTRINSIC_ARRAY_PROTOTYPE),
    symbolKey('iterator'),
  );
  defineOwnValue(p, symbolKey('iterator'), values, HIDDEN);
  return object;
}
