// Making the arrays that Array.prototype's methods return, and reading what they are called on. Layer: ecma.

import { construct, isConstructor, isObject, toLength, toObject } from '../../machine/language.ts';
import { newArray } from '../../runtime/array.ts';
import { defineField } from '../../runtime/property-define.ts';
import { isArrayValue } from '../../runtime/property-reflection.ts';
import { calledOnNullish } from '../error/type-errors.ts';

const LARGEST_LENGTH = 4294967295;
/** Longer arrays get their elements as they are stored. */
export const LARGEST_PREALLOCATION = 33554432;

/** ArrayCreate (ECMA-262 §10.4.2.2): an array of `length` holes. */
export function arrayCreate(length: number): any[] {
  if (length > LARGEST_LENGTH) throw new RangeError('Invalid array length');
  const array = newArray(length <= LARGEST_PREALLOCATION ? length : 0);
  if (length !== 0) array.length = length;
  return array;
}

/** ArraySpeciesCreate (ECMA-262 §10.4.2.2). %Array% itself is taken to be its own species. */
export function arraySpeciesCreate(original: any, length: number): any {
  if (!isArrayValue(original)) return arrayCreate(length);
  let constructor = original.constructor;
  if (constructor === Array) return arrayCreate(length);
  if (isObject(constructor)) {
    constructor = constructor[Symbol.species];
    if (constructor === null) constructor = undefined;
  }
  if (constructor === undefined) return arrayCreate(length);
  if (!isConstructor(constructor)) {
    throw new TypeError('object.constructor[Symbol.species] is not a constructor');
  }
  return construct(constructor, constructor, length);
}

/** CreateDataPropertyOrThrow (ECMA-262 §7.3.7). */
export function createDataProperty(object: any, key: any, value: any): void {
  defineField(object, key, value);
}

/** RequireObjectCoercible and ToObject; `method` names the caller in the error. */
export function receiverObject(value: any, method: string): any {
  if (value === undefined || value === null) throw calledOnNullish(method);
  return toObject(value);
}

/** LengthOfArrayLike (ECMA-262 §7.3.18). */
export function lengthOf(object: any): number {
  return toLength(object.length);
}

/** A relative index argument, after ToIntegerOrInfinity, clamped to 0..length. */
export function relativeIndex(relative: number, length: number): number {
  if (relative < 0) return relative + length < 0 ? 0 : relative + length;
  return relative > length ? length : relative;
}
