'use machine';
// Builtin installation: what the compiler's generated programInstall() calls to fill the global object and the intrinsic
// objects. Layer: runtime. Keys are interned strings or symbols; objects are ordinary and extensible.
// The order of calls is the order of the properties. rememberPristine() (pristine.ts) ends it.

import { doubleOf, ptr, storeValue, symbolKey, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { defineGetter, defineSetter } from './property-define.ts';
import { materializeFunction, newClosure } from './function.ts';
import { intrinsicObject, setIntrinsicObject } from './intrinsic-objects.ts';
import {
  CONFIGURABLE,
  ENUMERABLE,
  FUNCTION_HOME,
  INTRINSIC_GLOBAL_OBJECT,
  INTRINSIC_OBJECT_PROTOTYPE,
  KIND_OBJECT,
} from './layout.ts';
import { nativeInfo } from './native-methods.ts';
import { createObjectWithPrototype } from './object-allocate.ts';
import { replacePrototype } from './object-prototype.ts';
import { defineOwnValue } from './own-property.ts';
import { isObjectValue, numberValue, pointerOf, sameBits, undefinedValue } from './value.ts';

/** Writable and configurable, not enumerable. */
const HIDDEN: u32 = 5;
const INFINITY_BITS: u64 = 0x7ff0000000000000;
const NAN_BITS: u64 = 0x7ff8000000000000;
/** installConstructor's index for a constructor that no runtime code asks for. */
export const NO_INTRINSIC: u32 = 0xffffffff;

/** The intrinsic object number `index`, to install on. */
export function builtinObject(index: u32): Value {
  return intrinsicObject(index);
}

/** A new object to install on, whose prototype is `prototype`. */
export function newBuiltinObject(prototype: Value): Value {
  return createObjectWithPrototype(prototype, KIND_OBJECT, 0);
}

export function installMethod(object: Value, key: Value, info: ptr): Value {
  const fn: Value = newClosure(nativeInfo(object, key, info), 0);
  defineOwnValue(pointerOf(object), key, fn, methodAttributes(key));
  return fn;
}

/** Symbol.hasInstance and Symbol.toPrimitive methods cannot be assigned (ECMA-262 §20.2.3.6, §20.4.3.5). */
function methodAttributes(key: Value): u32 {
  if (sameBits(key, symbolKey('hasInstance'))) return 0;
  return sameBits(key, symbolKey('toPrimitive')) ? CONFIGURABLE : HIDDEN;
}

/** The same function object under another key. */
export function installAlias(object: Value, key: Value, fn: Value): void {
  defineOwnValue(pointerOf(object), key, fn, HIDDEN);
}

export function installGetter(object: Value, key: Value, info: ptr): Value {
  const fn: Value = newClosure(info, 0);
  defineGetter(object, key, fn, false);
  return fn;
}

export function installSetter(object: Value, key: Value, info: ptr): Value {
  const fn: Value = newClosure(info, 0);
  defineSetter(object, key, fn, false);
  return fn;
}

/** A property that is not writable, enumerable or configurable (Math.PI). */
export function installConstant(object: Value, key: Value, value: Value): void {
  defineOwnValue(pointerOf(object), key, value, 0);
}

/** A configurable, read-only property (Symbol.toStringTag). */
export function installTag(object: Value, key: Value, value: Value): void {
  defineOwnValue(pointerOf(object), key, value, 4);
}

/** A writable, configurable property of any value. */
export function installValue(object: Value, key: Value, value: Value): void {
  defineOwnValue(pointerOf(object), key, value, HIDDEN);
}

/**
 * A constructor for `info` with its `prototype` object, linked both ways; registered as intrinsic number
 * `intrinsicConstructor` unless that is NO_INTRINSIC. `prototype` may be undefined (Proxy).
 */
export function installConstructor(intrinsicConstructor: u32, info: ptr, prototype: Value): Value {
  const fn: Value = newClosure(info, 0);
  const p: ptr = pointerOf(fn);
  if (isObjectValue(prototype)) {
    storeValue(p + FUNCTION_HOME, prototype);
    materializeFunction(p);
    defineOwnValue(p, 'prototype', prototype, 0);
    defineOwnValue(pointerOf(prototype), 'constructor', fn, HIDDEN);
  }
  if (intrinsicConstructor !== NO_INTRINSIC) setIntrinsicObject(intrinsicConstructor, fn);
  return fn;
}

/** Makes `constructor` inherit from `parent` (TypeError from Error). */
export function installParent(constructor: Value, parent: Value): void {
  replacePrototype(pointerOf(constructor), parent);
}

/** A namespace object (Math, JSON, Reflect), as a global of this name. */
export function installNamespace(key: Value): Value {
  // Its members shall be inline slots, which caches reach at once.
  const object: Value = createObjectWithPrototype(
    intrinsicObject(INTRINSIC_OBJECT_PROTOTYPE),
    KIND_OBJECT,
    64,
  );
  installGlobal(key, object);
  return object;
}

function globalCell(): ptr {
  return pointerOf(intrinsicObject(INTRINSIC_GLOBAL_OBJECT));
}

/** A property of the global object, not enumerable. */
export function installGlobal(key: Value, value: Value): void {
  defineOwnValue(globalCell(), key, value, HIDDEN);
}

/** A property of the global object that Web IDL defines, or the host. */
export function installEnumerableGlobal(key: Value, value: Value): void {
  defineOwnValue(globalCell(), key, value, ENUMERABLE | HIDDEN);
}

/** The values among the global object's properties (ECMA-262 §19.1), and Node's name for it. */
export function installGlobalConstants(): void {
  const global: Value = intrinsicObject(INTRINSIC_GLOBAL_OBJECT);
  installGlobal('globalThis', global);
  installEnumerableGlobal('global', global);
  installConstant(global, 'Infinity', numberValue(doubleOf(INFINITY_BITS)));
  installConstant(global, 'NaN', numberValue(doubleOf(NAN_BITS)));
  installConstant(global, 'undefined', undefinedValue());
}
