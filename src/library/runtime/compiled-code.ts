'use machine';
// What compiled code asks of the runtime beside the table in README.md: checks and helpers of single constructs.
// Layer: runtime.

import {
  load64,
  loadValue,
  ptr,
  store64,
  storeValue,
  symbolKey,
  u32,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { callFunction } from './call-inline.ts';
import {
  callOther,
  callWithArray,
  constructWithArray,
  throwClassCall,
  throwNotCallable,
  throwNotConstructor,
} from './call.ts';
import { constructObject } from './construct-inline.ts';
import { isCallable, isConstructor } from './callable.ts';
import { calledText, concatTexts, concatTexts3, valueText } from './error-text.ts';
import { superConstructor, throwSuperNotConstructor } from './class.ts';
import {
  throwDerivedReturn,
  throwNotDefined,
  throwSuperTwice,
  throwThisUninitialized,
  throwTypeError,
  throwValue,
} from './exceptions.ts';
import { createError } from './error-object.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import { throwValueNotIterable } from './iteration.ts';
import {
  ENVIRONMENT_PARENT,
  FUNCTION_ENVIRONMENT,
  FUNCTION_HOME,
  FUNCTION_INITIAL_SHAPE,
  INTRINSIC_GLOBAL_OBJECT,
  INTRINSIC_TYPED_ARRAY_PROTOTYPE,
  INTRINSIC_ERROR_PROTOTYPE,
} from './layout.ts';
import { defineOwnValue } from './own-property.ts';
import { getNamed, hasKey, throwReadOfNullish } from './property-get.ts';
import { setElement } from './property-inline.ts';
import { setNamed } from './property-set.ts';
import {
  isException,
  isHole,
  isNullish,
  isNumber,
  isObjectValue,
  isString,
  isUndefined,
  pointerOf,
  undefinedValue,
  sameBits,
} from './value.ts';

/** Writable and configurable. */
const HIDDEN: u32 = 5;

export function environmentParent(environment: ptr): ptr {
  return load64(environment + ENVIRONMENT_PARENT);
}

export function functionEnvironment(fn: Value): ptr {
  return load64(pointerOf(fn) + FUNCTION_ENVIRONMENT);
}

export function homeObjectOf(fn: Value): Value {
  return loadValue(pointerOf(fn) + FUNCTION_HOME);
}

export function isUndefinedOrHole(v: Value): boolean {
  return isUndefined(v) || isHole(v);
}

/** A callee that is no compiled function: a bound function, a proxy, or an error that names the source text. */
export function callNamedOther(
  fn: Value,
  thisValue: Value,
  argc: u32,
  argv: ptr,
  text: Value,
): Value {
  if (!isCallable(fn)) return throwNotCallable(text, fn);
  return callOther(fn, thisValue, argc, argv);
}

export function constructNamed(fn: Value, argc: u32, argv: ptr, text: Value): Value {
  if (!isConstructor(fn)) return throwNotConstructor(text, fn);
  return constructObject(fn, fn, argc, argv);
}

export function callWithArrayNamed(fn: Value, thisValue: Value, array: Value, text: Value): Value {
  if (!isCallable(fn)) return throwNotCallable(text, fn);
  return callWithArray(fn, thisValue, array);
}

export function constructWithArrayNamed(fn: Value, array: Value, text: Value): Value {
  if (!isConstructor(fn)) return throwNotConstructor(text, fn);
  return constructWithArray(fn, fn, array);
}

/** The same for a callee that is the property `key` of its receiver. */
export function callMethodOther(
  fn: Value,
  thisValue: Value,
  argc: u32,
  argv: ptr,
  key: Value,
): Value {
  if (!isCallable(fn)) return throwNotCallable(concatTexts('(intermediate value).', key), fn);
  return callOther(fn, thisValue, argc, argv);
}

/** `this` before super() (ECMA-262 §9.1.1.3.4). */
export function checkThisInitialized(v: Value): Value {
  return isHole(v) ? throwThisUninitialized() : v;
}

/** A second super() in one construction. */
export function checkThisUnbound(v: Value): Value {
  return isHole(v) ? undefinedValue() : throwSuperTwice();
}

/** The parent class of a derived constructor. */
export function superConstructorOf(fn: Value): Value {
  const parent: Value = superConstructor(pointerOf(fn));
  return isConstructor(parent) ? parent : throwSuperNotConstructor(parent, pointerOf(fn));
}

export function requireNewTarget(fn: Value, newTarget: Value): Value {
  return isUndefined(newTarget) ? throwClassCall(pointerOf(fn)) : newTarget;
}

/** What `new` of a base class gives when the constructor returned `result`. */
export function constructorResult(result: Value, self: Value): Value {
  return isObjectValue(result) ? result : self;
}

/** The same for a derived class (ECMA-262 §10.2.2). */
export function derivedConstructorResult(result: Value, self: Value): Value {
  if (isObjectValue(result)) return result;
  return isUndefined(result) ? checkThisInitialized(self) : throwDerivedReturn();
}

/** Destructuring of undefined or null: `property` is the first one named, `text` the value's source; either may be undefined. */
export function requireDestructurable(v: Value, property: Value, text: Value): Value {
  if (!isNullish(v)) return v;
  const found: Value = valueText(v);
  const what: Value = isUndefined(text) ? calledText(v) : text;
  if (isUndefined(property))
    return throwTypeError(concatTexts5("Cannot destructure '", what, "' as it is ", found, '.'));
  const first: Value = concatTexts3("Cannot destructure property '", property, "' of '");
  return throwTypeError(concatTexts5(first, what, "' as it is ", found, '.'));
}

/** The same for a value that a pattern around took, which V8 reports as a read of its first property. */
export function requireReadable(v: Value, property: Value): Value {
  if (!isNullish(v)) return v;
  return throwReadOfNullish(v, property);
}

function concatTexts5(a: Value, b: Value, c: Value, d: Value, e: Value): Value {
  return concatTexts3(concatTexts3(a, b, c), d, e);
}

/** The result of an iterator's next, throw or return has to be an object. */
export function requireIteratorResult(v: Value): Value {
  if (isObjectValue(v)) return v;
  return throwTypeError(concatTexts3('Iterator result ', valueText(v), ' is not an object'));
}

/** GetIterator(v, sync) without the shortcut for arrays (ECMA-262 §7.4.3): yield* passes results on as they are. */
export function openIterator(v: Value): Value {
  if (isNullish(v)) return throwValueNotIterable(v);
  const method: Value = getNamed(v, symbolKey('iterator'));
  if (isException(method)) return method;
  if (!isCallable(method)) return throwValueNotIterable(v);
  const iterator: Value = callFunction(method, v, 0, 0);
  if (isException(iterator) || isObjectValue(iterator)) return iterator;
  return throwTypeError('Result of the Symbol.iterator method is not an object');
}

/** A library class whose instances have an intrinsic prototype (docs/internals.md §1, `@builtin %X%`): that prototype. */
export function adoptIntrinsicPrototype(constructor: Value, intrinsic: u32): Value {
  const prototype: Value = intrinsicObject(intrinsic);
  const p: ptr = pointerOf(constructor);
  storeValue(p + FUNCTION_HOME, prototype);
  store64(p + FUNCTION_INITIAL_SHAPE, 0);
  defineOwnValue(p, 'prototype', prototype, 0);
  // Iterators have no constructor of their own; %TypedArray% has.
  if (intrinsic === INTRINSIC_TYPED_ARRAY_PROTOTYPE)
    defineOwnValue(pointerOf(prototype), 'constructor', constructor, HIDDEN);
  return prototype;
}

/** The computed key of a static member: only `prototype` is refused (ECMA-262 §15.7.14). */
export function requireStaticName(key: Value): Value {
  if (!sameBits(key, 'prototype')) return key;
  return throwTypeError("Classes may not have a static property named 'prototype'");
}

/** What require() of a module throws that could not be found when the program was compiled. */
export function throwMissingModule(message: Value): Value {
  const error: Value = createError(INTRINSIC_ERROR_PROTOTYPE, message);
  defineOwnValue(pointerOf(error), 'code', 'MODULE_NOT_FOUND', 7);
  return throwValue(error);
}

/** The same for a call of `require` as a value, with a name that the program does not mention in a call. */
export function throwUnknownModule(specifier: Value): Value {
  if (!isString(specifier))
    return throwTypeError(
      concatTexts3('The "id" argument must be a string (', valueText(specifier), ' was given)'),
    );
  return throwMissingModule(concatTexts3("Cannot find module '", specifier, "'"));
}

/** An enum member whose value was computed: a number leads back to the name. */
export function defineEnumReverse(object: Value, value: Value, name: Value): Value {
  return isNumber(value) ? setElement(object, value, name) : undefinedValue();
}

/** A name that nothing declares: a property of the global object, or a ReferenceError. */
export function getGlobal(name: Value): Value {
  const global: Value = intrinsicObject(INTRINSIC_GLOBAL_OBJECT);
  if (!hasKey(global, name)) return throwNotDefined(name);
  return getNamed(global, name);
}

/** The same under `typeof`. */
export function getGlobalOrUndefined(name: Value): Value {
  return getNamed(intrinsicObject(INTRINSIC_GLOBAL_OBJECT), name);
}

export function setGlobal(name: Value, value: Value): Value {
  const global: Value = intrinsicObject(INTRINSIC_GLOBAL_OBJECT);
  if (!hasKey(global, name)) return throwNotDefined(name);
  return setNamed(global, name, value);
}
