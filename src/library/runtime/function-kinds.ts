'use machine';
// %GeneratorFunction%, %AsyncFunction% and %AsyncGeneratorFunction%: reachable as `constructor` of such functions, callable
// only to refuse (code is compiled ahead of time). Layer: runtime. ECMA-262 §27.3, §27.4, §27.7.

import {
  addressOf,
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
import { createError } from './error-object.ts';
import { throwValue } from './exceptions.ts';
import { newClosure } from './function.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import {
  CONFIGURABLE,
  INFO_BUILTIN,
  INFO_CONSTRUCTOR,
  INFO_ENTRY,
  INFO_FLAGS,
  INFO_LENGTH,
  INFO_NAME,
  INFO_SOURCE,
  INTRINSIC_ASYNC_FUNCTION_PROTOTYPE,
  INTRINSIC_ASYNC_GENERATOR_FUNCTION_PROTOTYPE,
  INTRINSIC_ASYNC_GENERATOR_PROTOTYPE,
  INTRINSIC_EVAL_ERROR_PROTOTYPE,
  INTRINSIC_GENERATOR_FUNCTION_PROTOTYPE,
  INTRINSIC_GENERATOR_PROTOTYPE,
} from './layout.ts';
import { defineOwnValue } from './own-property.ts';
import { pointerOf, undefinedValue } from './value.ts';

/** A FunctionInfo for each. */
const infos: ptr = reserveBytes(144);

function refuse(fn: ptr, thisValue: Value, newTarget: Value, argumentCount: u32, args: ptr): Value {
  return throwValue(
    createError(
      INTRINSIC_EVAL_ERROR_PROTOTYPE,
      'Code generation from strings disallowed for this context',
    ),
  );
}

function makeKind(which: u32, name: Value, prototypeIndex: u32): Value {
  const info: ptr = infos + u64(which) * 48;
  store64(info + INFO_ENTRY, addressOf(refuse));
  storeValue(info + INFO_NAME, name);
  store32(info + INFO_LENGTH, 1);
  store32(info + INFO_FLAGS, INFO_BUILTIN | INFO_CONSTRUCTOR);
  storeValue(info + INFO_SOURCE, undefinedValue());
  const constructor: Value = newClosure(info, 0);
  const prototype: Value = intrinsicObject(prototypeIndex);
  defineOwnValue(pointerOf(prototype), 'constructor', constructor, CONFIGURABLE);
  defineOwnValue(pointerOf(prototype), symbolKey('toStringTag'), name, CONFIGURABLE);
  defineOwnValue(pointerOf(constructor), 'prototype', prototype, 0);
  return prototype;
}

function linkInstances(prototype: Value, instancePrototype: u32): void {
  const instances: Value = intrinsicObject(instancePrototype);
  defineOwnValue(pointerOf(prototype), 'prototype', instances, CONFIGURABLE);
  defineOwnValue(pointerOf(instances), 'constructor', prototype, CONFIGURABLE);
}

/** Called by initializeIntrinsics. */
export function initializeFunctionKinds(): void {
  linkInstances(
    makeKind(0, 'GeneratorFunction', INTRINSIC_GENERATOR_FUNCTION_PROTOTYPE),
    INTRINSIC_GENERATOR_PROTOTYPE,
  );
  linkInstances(
    makeKind(1, 'AsyncGeneratorFunction', INTRINSIC_ASYNC_GENERATOR_FUNCTION_PROTOTYPE),
    INTRINSIC_ASYNC_GENERATOR_PROTOTYPE,
  );
  makeKind(2, 'AsyncFunction', INTRINSIC_ASYNC_FUNCTION_PROTOTYPE);
}
