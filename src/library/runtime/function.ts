'use machine';
// Function objects: closures and their lazy properties. Layer: runtime. ECMA-262 §10.2.
// A closure is one cell without properties; `length`, `name` and `prototype` are defined when property code first needs them:
// it calls materializeFunction(fn) when FLAG_MATERIALIZED is not set and one of those keys is touched, a property is added
// or own keys are listed.

import {
  f64,
  load32,
  load64,
  load8,
  loadValue,
  ptr,
  reserveBytes,
  store64,
  store8,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { functionFlags } from './callable.ts';
import { concatTexts3 } from './error-text.ts';
import { allocateCell } from './heap.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import {
  CELL_FLAGS,
  CONFIGURABLE,
  FLAG_MATERIALIZED,
  FUNCTION_ENVIRONMENT,
  FUNCTION_HOME,
  FUNCTION_INFO,
  FUNCTION_SIZE,
  INFO_ASYNC,
  INFO_BUILTIN,
  INFO_CLASS,
  INFO_CONSTRUCTOR,
  INFO_FLAGS,
  INFO_GENERATOR,
  INFO_LENGTH,
  INFO_NAME,
  INTRINSIC_ASYNC_FUNCTION_PROTOTYPE,
  INTRINSIC_ASYNC_GENERATOR_FUNCTION_PROTOTYPE,
  INTRINSIC_ASYNC_GENERATOR_PROTOTYPE,
  INTRINSIC_FUNCTION_PROTOTYPE,
  INTRINSIC_GENERATOR_FUNCTION_PROTOTYPE,
  INTRINSIC_GENERATOR_PROTOTYPE,
  INTRINSIC_OBJECT_PROTOTYPE,
  KIND_FUNCTION,
  KIND_OBJECT,
  OBJECT_SHAPE,
  SYMBOL_DESCRIPTION,
  WRITABLE,
} from './layout.ts';
import { createObjectWithPrototype } from './object-allocate.ts';
import { defineOwnValue } from './own-property.ts';
import { rootShape } from './shape.ts';
import { toStringOf } from './conversion.ts';
import {
  isException,
  isObjectOfKind,
  isString,
  isSymbol,
  isUndefined,
  numberValue,
  objectValue,
  pointerOf,
} from './value.ts';

/** Shapes of property-less functions, by (flags & (INFO_GENERATOR | INFO_ASYNC)) / INFO_GENERATOR. */
const functionShapes: ptr = reserveBytes(32);
const HIDDEN: u32 = 5;

/** Called by initializeIntrinsics. */
export function initializeFunctionShapes(): void {
  storeShape(0, INTRINSIC_FUNCTION_PROTOTYPE);
  storeShape(1, INTRINSIC_GENERATOR_FUNCTION_PROTOTYPE);
  storeShape(2, INTRINSIC_ASYNC_FUNCTION_PROTOTYPE);
  storeShape(3, INTRINSIC_ASYNC_GENERATOR_FUNCTION_PROTOTYPE);
}

function storeShape(which: u32, prototype: u32): void {
  store64(functionShapes + u64(which) * 8, rootShape(intrinsicObject(prototype), FUNCTION_SIZE, 0));
}

/** A function object for compiled code. */
export function newClosure(info: ptr, environment: ptr): Value {
  const fn: ptr = allocateCell(KIND_FUNCTION, FUNCTION_SIZE, 0);
  const which: u32 = (load32(info + INFO_FLAGS) / INFO_GENERATOR) & 3;
  store64(fn + OBJECT_SHAPE, load64(functionShapes + u64(which) * 8));
  store64(fn + FUNCTION_INFO, info);
  store64(fn + FUNCTION_ENVIRONMENT, environment);
  return objectValue(fn);
}

/** A function whose `super` starts at the prototype of `home`. */
export function newMethod(info: ptr, environment: ptr, home: Value): Value {
  const fn: Value = newClosure(info, environment);
  storeValue(pointerOf(fn) + FUNCTION_HOME, home);
  return fn;
}

/** Defines `length`, `name` and, where there is one, `prototype`. Does nothing the second time. */
export function materializeFunction(fn: ptr): void {
  const cellFlags: u32 = load8(fn + CELL_FLAGS);
  if ((cellFlags & FLAG_MATERIALIZED) !== 0) return;
  store8(fn + CELL_FLAGS, cellFlags | FLAG_MATERIALIZED);
  const info: ptr = load64(fn + FUNCTION_INFO);
  const flags: u32 = functionFlags(fn);
  defineOwnValue(fn, 'length', numberValue(f64(load32(info + INFO_LENGTH))), CONFIGURABLE);
  const name: Value = loadValue(info + INFO_NAME);
  defineOwnValue(fn, 'name', isString(name) ? name : '', CONFIGURABLE);
  if ((flags & INFO_CLASS) !== 0) {
    defineOwnValue(fn, 'prototype', loadValue(fn + FUNCTION_HOME), 0);
  } else if ((flags & INFO_GENERATOR) !== 0) {
    const parent: u32 =
      (flags & INFO_ASYNC) !== 0
        ? INTRINSIC_ASYNC_GENERATOR_PROTOTYPE
        : INTRINSIC_GENERATOR_PROTOTYPE;
    defineOwnValue(
      fn,
      'prototype',
      createObjectWithPrototype(intrinsicObject(parent), KIND_OBJECT, 0),
      WRITABLE,
    );
  } else if ((flags & INFO_CONSTRUCTOR) !== 0 && (flags & INFO_BUILTIN) === 0) {
    const prototype: Value = createObjectWithPrototype(
      intrinsicObject(INTRINSIC_OBJECT_PROTOTYPE),
      KIND_OBJECT,
      4,
    );
    defineOwnValue(pointerOf(prototype), 'constructor', objectValue(fn), HIDDEN);
    defineOwnValue(fn, 'prototype', prototype, WRITABLE);
  }
}

/** SetFunctionName (§10.2.9): for names known only at run time. `prefix` is undefined, "get" or "set". */
export function setFunctionName(fn: Value, key: Value, prefix: Value): Value {
  if (!isObjectOfKind(fn, KIND_FUNCTION)) return fn;
  let name: Value = key;
  if (isSymbol(key)) {
    const description: Value = loadValue(pointerOf(key) + SYMBOL_DESCRIPTION);
    name = isUndefined(description) ? '' : concatTexts3('[', description, ']');
  } else if (!isString(key)) {
    name = toStringOf(key);
    if (isException(name)) return name;
  }
  if (isString(prefix)) name = concatTexts3(prefix, ' ', name);
  materializeFunction(pointerOf(fn));
  defineOwnValue(pointerOf(fn), 'name', name, CONFIGURABLE);
  return fn;
}
