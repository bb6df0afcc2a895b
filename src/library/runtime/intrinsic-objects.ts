'use machine';
// The intrinsic objects that the runtime itself needs, by index (INTRINSIC_x of layout.ts). Layer: runtime.
// initializeIntrinsics() makes the prototypes, empty; the program's installation fills them and registers constructors.

import {
  addressOf,
  loadValue,
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
import { initializeArrayShape } from './array.ts';
import { addRootRange } from './collector.ts';
import { smallStringsEnd, smallStringsStart } from './conversion.ts';
import { forInListsEnd, forInListsStart } from './for-in.ts';
import { initializeFunctionKinds } from './function-kinds.ts';
import { initializeFunctionShapes } from './function.ts';
import { initializeIteratorResult } from './generator.ts';
import {
  CONFIGURABLE,
  FUNCTION_INFO,
  INFO_BUILTIN,
  INFO_ENTRY,
  INFO_FLAGS,
  INFO_NAME,
  INFO_SOURCE,
  INTRINSIC_AGGREGATE_ERROR_PROTOTYPE,
  INTRINSIC_ARRAY_ITERATOR_PROTOTYPE,
  INTRINSIC_ARRAY_PROTOTYPE,
  INTRINSIC_ASYNC_FUNCTION_PROTOTYPE,
  INTRINSIC_ASYNC_GENERATOR_FUNCTION_PROTOTYPE,
  INTRINSIC_ASYNC_GENERATOR_PROTOTYPE,
  INTRINSIC_ASYNC_ITERATOR_PROTOTYPE,
  INTRINSIC_BIGINT_PROTOTYPE,
  INTRINSIC_BOOLEAN_PROTOTYPE,
  INTRINSIC_ERROR_PROTOTYPE,
  INTRINSIC_FUNCTION_PROTOTYPE,
  INTRINSIC_GENERATOR_FUNCTION_PROTOTYPE,
  INTRINSIC_GENERATOR_PROTOTYPE,
  INTRINSIC_GLOBAL_OBJECT,
  INTRINSIC_ITERATOR_PROTOTYPE,
  INTRINSIC_NUMBER_PROTOTYPE,
  INTRINSIC_OBJECT_PROTOTYPE,
  INTRINSIC_STRING_ITERATOR_PROTOTYPE,
  INTRINSIC_STRING_PROTOTYPE,
  INTRINSIC_SYMBOL_PROTOTYPE,
  INTRINSIC_TYPE_ERROR_PROTOTYPE,
  INTRINSIC_TYPED_ARRAY_PROTOTYPE,
  KIND_ARRAY,
  KIND_FUNCTION,
  KIND_OBJECT,
  KIND_WRAPPER,
  OBJECT_FIELDS,
} from './layout.ts';
import { createObjectWithPrototype } from './object-allocate.ts';
import { defineOwnValue } from './own-property.ts';
import { falseValue, nullValue, numberValue, pointerOf, undefinedValue } from './value.ts';

/** INTRINSIC_COUNT Values. */
const table: ptr = reserveBytes(512);
const TABLE_BYTES: u64 = 512;
/** FunctionInfo of Function.prototype. */
const emptyInfo: ptr = reserveBytes(48);

/** Intrinsic number `index`; the number 0 while nobody has registered it. */
export function intrinsicObject(index: u32): Value {
  return loadValue(table + u64(index) * 8);
}

/** Registers a constructor or a prototype that the library makes. */
export function setIntrinsicObject(index: u32, v: Value): void {
  storeValue(table + u64(index) * 8, v);
}

/** Function.prototype(): accepts anything, returns undefined (ECMA-262 §20.2.3). */
function emptyFunction(
  fn: ptr,
  thisValue: Value,
  newTarget: Value,
  argumentCount: u32,
  args: ptr,
): Value {
  return undefinedValue();
}

function make(index: u32, prototype: u32, kind: u32): Value {
  const object: Value = createObjectWithPrototype(intrinsicObject(prototype), kind, 0);
  setIntrinsicObject(index, object);
  return object;
}

function makeFunctionPrototype(): void {
  store64(emptyInfo + INFO_ENTRY, addressOf(emptyFunction));
  storeValue(emptyInfo + INFO_NAME, '');
  storeValue(emptyInfo + INFO_SOURCE, undefinedValue());
  store32(emptyInfo + INFO_FLAGS, INFO_BUILTIN);
  const fn: Value = make(INTRINSIC_FUNCTION_PROTOTYPE, INTRINSIC_OBJECT_PROTOTYPE, KIND_FUNCTION);
  store64(pointerOf(fn) + FUNCTION_INFO, emptyInfo);
}

function makeWrapperPrototypes(): void {
  storeValue(
    pointerOf(make(INTRINSIC_STRING_PROTOTYPE, INTRINSIC_OBJECT_PROTOTYPE, KIND_WRAPPER)) +
      OBJECT_FIELDS,
    '',
  );
  storeValue(
    pointerOf(make(INTRINSIC_NUMBER_PROTOTYPE, INTRINSIC_OBJECT_PROTOTYPE, KIND_WRAPPER)) +
      OBJECT_FIELDS,
    numberValue(0),
  );
  storeValue(
    pointerOf(make(INTRINSIC_BOOLEAN_PROTOTYPE, INTRINSIC_OBJECT_PROTOTYPE, KIND_WRAPPER)) +
      OBJECT_FIELDS,
    falseValue(),
  );
  make(INTRINSIC_SYMBOL_PROTOTYPE, INTRINSIC_OBJECT_PROTOTYPE, KIND_OBJECT);
  make(INTRINSIC_BIGINT_PROTOTYPE, INTRINSIC_OBJECT_PROTOTYPE, KIND_OBJECT);
}

/** Makes every intrinsic prototype. Called once, after the heap, strings and shapes are ready. */
export function initializeIntrinsics(): void {
  addRootRange(table, table + TABLE_BYTES);
  addRootRange(smallStringsStart(), smallStringsEnd());
  addRootRange(forInListsStart(), forInListsEnd());
  setIntrinsicObject(
    INTRINSIC_OBJECT_PROTOTYPE,
    createObjectWithPrototype(nullValue(), KIND_OBJECT, 0),
  );
  makeFunctionPrototype();
  make(INTRINSIC_ARRAY_PROTOTYPE, INTRINSIC_OBJECT_PROTOTYPE, KIND_ARRAY);
  makeWrapperPrototypes();
  make(INTRINSIC_ERROR_PROTOTYPE, INTRINSIC_OBJECT_PROTOTYPE, KIND_OBJECT);
  for (let i: u32 = INTRINSIC_TYPE_ERROR_PROTOTYPE; i <= INTRINSIC_AGGREGATE_ERROR_PROTOTYPE; i++) {
    make(i, INTRINSIC_ERROR_PROTOTYPE, KIND_OBJECT);
  }
  make(INTRINSIC_ITERATOR_PROTOTYPE, INTRINSIC_OBJECT_PROTOTYPE, KIND_OBJECT);
  make(INTRINSIC_ARRAY_ITERATOR_PROTOTYPE, INTRINSIC_ITERATOR_PROTOTYPE, KIND_OBJECT);
  make(INTRINSIC_STRING_ITERATOR_PROTOTYPE, INTRINSIC_ITERATOR_PROTOTYPE, KIND_OBJECT);
  make(INTRINSIC_ASYNC_ITERATOR_PROTOTYPE, INTRINSIC_OBJECT_PROTOTYPE, KIND_OBJECT);
  make(INTRINSIC_GENERATOR_PROTOTYPE, INTRINSIC_ITERATOR_PROTOTYPE, KIND_OBJECT);
  make(INTRINSIC_ASYNC_GENERATOR_PROTOTYPE, INTRINSIC_ASYNC_ITERATOR_PROTOTYPE, KIND_OBJECT);
  make(INTRINSIC_GENERATOR_FUNCTION_PROTOTYPE, INTRINSIC_FUNCTION_PROTOTYPE, KIND_OBJECT);
  make(INTRINSIC_ASYNC_GENERATOR_FUNCTION_PROTOTYPE, INTRINSIC_FUNCTION_PROTOTYPE, KIND_OBJECT);
  make(INTRINSIC_ASYNC_FUNCTION_PROTOTYPE, INTRINSIC_FUNCTION_PROTOTYPE, KIND_OBJECT);
  make(INTRINSIC_TYPED_ARRAY_PROTOTYPE, INTRINSIC_OBJECT_PROTOTYPE, KIND_OBJECT);
  const global: Value = make(INTRINSIC_GLOBAL_OBJECT, INTRINSIC_OBJECT_PROTOTYPE, KIND_OBJECT);
  defineOwnValue(pointerOf(global), symbolKey('toStringTag'), 'global', CONFIGURABLE);
  initializeFunctionShapes();
  initializeArrayShape();
  initializeIteratorResult();
  initializeFunctionKinds();
}
