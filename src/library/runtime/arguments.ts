'use machine';
// The `arguments` object, unmapped (ECMA-262 §10.4.4.6): all code is strict. Layer: runtime.

import {
  addressOf,
  asValue,
  copyBytes,
  f64,
  ptr,
  reserveBytes,
  store32,
  store64,
  storeValue,
  symbolKey,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { allocateCell } from './heap.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import {
  ACCESSOR_GET,
  ACCESSOR_SET,
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  INTRINSIC_ARRAY_PROTOTYPE,
  INTRINSIC_OBJECT_PROTOTYPE,
  KIND_ARGUMENTS,
  KIND_VALUES,
  VALUES_DATA,
  INFO_BUILTIN,
  INFO_ENTRY,
  INFO_FLAGS,
  INFO_NAME,
  INFO_SOURCE,
  IS_ACCESSOR,
  KIND_ACCESSOR,
} from './layout.ts';
import { findDataProperty } from './data-property.ts';
import { createObjectWithPrototype } from './object-allocate.ts';
import { throwTypeError } from './exceptions.ts';
import { newClosure } from './function.ts';
import { addSlot } from './object-slots.ts';
import { defineOwnValue } from './own-property.ts';
import { internalValue, isUndefined, numberValue, pointerOf, undefinedValue } from './value.ts';

const HIDDEN: u32 = 5;
/** FunctionInfo of %ThrowTypeError%. */
const throwerInfo: ptr = reserveBytes(48);
/** The accessor pair of every `callee` (ECMA-262 §10.4.4.6), once there is one. */
let calleeAccessor: Value = asValue(0xfff9000000000000);

function throwRestricted(
  fn: ptr,
  thisValue: Value,
  newTarget: Value,
  argumentCount: u32,
  args: ptr,
): Value {
  return throwTypeError(
    "'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions or the arguments objects for calls to them",
  );
}

function makeCalleeAccessor(): Value {
  store64(throwerInfo + INFO_ENTRY, addressOf(throwRestricted));
  storeValue(throwerInfo + INFO_NAME, '');
  storeValue(throwerInfo + INFO_SOURCE, undefinedValue());
  store32(throwerInfo + INFO_FLAGS, INFO_BUILTIN);
  const thrower: Value = newClosure(throwerInfo, 0);
  const pair: ptr = allocateCell(KIND_ACCESSOR, ACCESSOR_SET + 8, 0);
  storeValue(pair + ACCESSOR_GET, thrower);
  storeValue(pair + ACCESSOR_SET, thrower);
  calleeAccessor = internalValue(pair);
  return calleeAccessor;
}

/** An arguments object with the given arguments. */
export function newArguments(argc: u32, argv: ptr): Value {
  const object: Value = createObjectWithPrototype(
    intrinsicObject(INTRINSIC_OBJECT_PROTOTYPE),
    KIND_ARGUMENTS,
    3,
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
  addSlot(
    p,
    'callee',
    isUndefined(calleeAccessor) ? makeCalleeAccessor() : calleeAccessor,
    IS_ACCESSOR,
  );
  return object;
}
