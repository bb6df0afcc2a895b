'use machine';
// Reflection: what Object.* and Reflect.* ask about an object's own properties and prototype. Layer: runtime.
// `object` is always an object; keys are any property key and interned here.

import { loadValue, ptr, u32, i32 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { prototypeOfPrimitive } from './property-get.ts';
import { deleteOwn } from './property-delete.ts';
import { canonicalKey, defineDataOrThrow } from './property-define.ts';
import { hasPendingException } from './exceptions.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import {
  ACCESSOR_GET,
  ACCESSOR_SET,
  FLAG_NOT_EXTENSIBLE,
  INTRINSIC_OBJECT_PROTOTYPE,
  IS_ACCESSOR,
  KIND_ARRAY,
  KIND_NAMESPACE,
  KIND_OBJECT,
  KIND_PROXY,
} from './layout.ts';
import { EXPORT_ATTRIBUTES, foundExport, throwNoExport } from './module-namespace.ts';
import { createObjectWithPrototype } from './object-allocate.ts';
import { DEFAULT_INLINE } from './object-layout.ts';
import { prototypeOfObject, replacePrototype } from './object-prototype.ts';
import {
  FOUND_NONE,
  FOUND_NOWHERE,
  answerValue,
  findOwn,
  foundAttributes,
  foundData,
  foundValue,
} from './property-find.ts';
import { proxyGetPrototype, proxyIsArray, proxySetPrototype } from './proxy-prototype.ts';
import {
  cellFlags,
  cellKind,
  exceptionValue,
  isException,
  isObjectOfKind,
  isObjectValue,
  isSymbol,
  pointerOf,
  sameBits,
  undefinedValue,
} from './value.ts';

export { definePropertyRaw } from './property-define.ts';
export {
  isExtensible,
  preventExtensions,
  setIntegrityLevel,
  testIntegrityLevel,
} from './object-integrity.ts';
export { ownPropertyKeys } from './property-keys.ts';

/**
 * IsArray (ECMA-262 §7.2.2).
 * @throws
 */
export function isArrayValue(v: Value): boolean {
  if (isObjectOfKind(v, KIND_PROXY)) return proxyIsArray(v);
  return isObjectOfKind(v, KIND_ARRAY);
}

// A proxy's trap runs once for a descriptor, however many functions read its parts: what getOwnAttributes found is kept
// for the getOwnValue, getOwnGetter and getOwnSetter that follow it.
let keptProxy: Value = undefinedValue();
let keptKey: Value = undefinedValue();
let keptValue: Value = undefinedValue();
let keptAttributes: u32 = 0;

function find(object: Value, key: Value): u32 {
  const cell: ptr = pointerOf(object);
  const found: u32 = findOwn(cell, canonicalKey(key));
  if (cellKind(cell) === KIND_NAMESPACE && found !== FOUND_NONE) return findExport(key);
  return found === FOUND_NOWHERE ? FOUND_NONE : found;
}

/** An export that findOwn found: data, or FOUND_NONE and an exception when it is not initialised. */
function findExport(key: Value): u32 {
  const value: Value = foundExport();
  if (isException(value)) {
    throwNoExport(key);
    return FOUND_NONE;
  }
  return answerValue(value, isSymbol(key) ? foundAttributes : EXPORT_ATTRIBUTES);
}

/** `find`, or what was kept for this proxy and key. */
function findKept(object: Value, key: Value): u32 {
  if (isObjectOfKind(object, KIND_PROXY) && sameBits(keptProxy, object)) {
    if (sameBits(keptKey, canonicalKey(key))) return answerValue(keptValue, keptAttributes);
  }
  return find(object, key);
}

function keep(proxy: Value, key: Value): void {
  keptProxy = proxy;
  keptKey = canonicalKey(key);
  keptValue = foundValue;
  keptAttributes = foundAttributes;
}

/**
 * The object has an own property with this key.
 * @throws
 */
export function hasOwn(object: Value, key: Value): boolean {
  return find(object, key) !== FOUND_NONE;
}

/**
 * Attributes of an own property (with IS_ACCESSOR), or -1. An export of a namespace counts as data.
 * @throws
 */
export function getOwnAttributes(object: Value, key: Value): i32 {
  if (find(object, key) === FOUND_NONE) return -1;
  if (isObjectOfKind(object, KIND_PROXY)) keep(object, key);
  return i32(foundAttributes);
}

/** Value of an own data property; undefined when there is none. */
export function getOwnValue(object: Value, key: Value): Value {
  const found: u32 = findKept(object, key);
  keptProxy = undefinedValue();
  if (found === FOUND_NONE) return hasPendingException() ? exceptionValue() : undefinedValue();
  return (foundAttributes & IS_ACCESSOR) === 0 ? foundData(found) : undefinedValue();
}

function ownAccessorPart(object: Value, key: Value, offset: u32): Value {
  const found: u32 = findKept(object, key);
  if (found === FOUND_NONE) return hasPendingException() ? exceptionValue() : undefinedValue();
  if ((foundAttributes & IS_ACCESSOR) === 0) return undefinedValue();
  return loadValue(pointerOf(foundData(found)) + offset);
}

/** Getter of an own accessor property; undefined when there is none. */
export function getOwnGetter(object: Value, key: Value): Value {
  return ownAccessorPart(object, key, ACCESSOR_GET);
}

/** Setter of an own accessor property; undefined when there is none. */
export function getOwnSetter(object: Value, key: Value): Value {
  return ownAccessorPart(object, key, ACCESSOR_SET);
}

/** Prototype of an object, or where a primitive's properties are looked up; null for undefined and null. */
export function getPrototypeOfValue(v: Value): Value {
  if (!isObjectValue(v)) return prototypeOfPrimitive(v);
  const cell: ptr = pointerOf(v);
  return cellKind(cell) === KIND_PROXY ? proxyGetPrototype(cell) : prototypeOfObject(cell);
}

/**
 * OrdinarySetPrototypeOf (§10.1.2.1): false when the object is not extensible, immutable, or there would be a cycle.
 * @throws
 */
export function setPrototypeOf(object: Value, prototype: Value): boolean {
  const cell: ptr = pointerOf(object);
  if (cellKind(cell) === KIND_PROXY) return proxySetPrototype(cell, prototype);
  if (sameBits(prototypeOfObject(cell), prototype)) return true;
  if ((cellFlags(cell) & FLAG_NOT_EXTENSIBLE) !== 0 || cellKind(cell) === KIND_NAMESPACE)
    return false;
  if (sameBits(object, intrinsicObject(INTRINSIC_OBJECT_PROTOTYPE))) return false;
  let at: Value = prototype;
  while (isObjectValue(at) && cellKind(pointerOf(at)) !== KIND_PROXY) {
    if (sameBits(at, object)) return false;
    at = prototypeOfObject(pointerOf(at));
  }
  replacePrototype(cell, prototype);
  return true;
}

/** OrdinaryObjectCreate: a plain object whose prototype is an object or null. */
export function createWithPrototype(prototype: Value): Value {
  return createObjectWithPrototype(prototype, KIND_OBJECT, DEFAULT_INLINE);
}

/** Defines a data property with these attributes, or throws. */
export function defineData(object: Value, key: Value, value: Value, attributes: u32): Value {
  return defineDataOrThrow(object, key, value, attributes);
}

/**
 * [[Delete]]: false when the property is not configurable.
 * @throws
 */
export function deleteOwnProperty(object: Value, key: Value): boolean {
  return deleteOwn(pointerOf(object), canonicalKey(key));
}
