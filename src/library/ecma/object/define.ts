// Object.defineProperty and its kin, and the statics that list own properties (ECMA-262 §20.1.2). Layer: ecma.

import { isObject, toObject, toPropertyKey } from '../../machine/language.ts';
import { objectKind } from '../../runtime/object-kinds.ts';
import { KIND_NAMESPACE, KIND_PROXY, KIND_TYPED_ARRAY } from '../../runtime/layout.ts';
import { isCanonicalNumeric } from '../../runtime/property-find.ts';
import { getOwnAttributes, ownPropertyKeys } from '../../runtime/property-reflection.ts';
import { createDataProperty } from '../array/array-create.ts';
import { describeValue } from '../error/describe-value.ts';
import { notObject } from '../error/type-errors.ts';
import { isEnumerableOwn } from './enumerable-own.ts';
import {
  defineFromRecord,
  type DescriptorRecord,
  ownPropertyDescriptor,
  toPropertyDescriptor,
} from './property-descriptor.ts';

/** @builtin Object */
export class ObjectDefinition {
  static defineProperty(object: any, key: any, attributes: any): any {
    if (!isObject(object)) throw notObject('Object.defineProperty');
    const name = toPropertyKey(key);
    defineOrThrow(object, name, toPropertyDescriptor(attributes));
    return object;
  }

  static defineProperties(object: any, properties: any): any {
    if (!isObject(object)) throw notObject('Object.defineProperties');
    return defineAll(object, properties);
  }

  static getOwnPropertyDescriptor(object: any, key: any): any {
    const source = toObject(object);
    return ownPropertyDescriptor(source, toPropertyKey(key));
  }

  static getOwnPropertyDescriptors(object: any): any {
    const source = toObject(object);
    const keys = ownPropertyKeys(source, 3, false);
    const result: any = {};
    for (let k = 0; k < keys.length; k++) {
      const descriptor = ownPropertyDescriptor(source, keys[k]);
      if (descriptor !== undefined) createDataProperty(result, keys[k], descriptor);
    }
    return result;
  }

  static getOwnPropertyNames(object: any): any[] {
    return ownPropertyKeys(toObject(object), 1, false);
  }

  static getOwnPropertySymbols(object: any): any[] {
    return ownPropertyKeys(toObject(object), 2, false);
  }
}

/** ObjectDefineProperties (ECMA-262 §20.1.2.3.1): every descriptor is read before the first is applied. */
export function defineAll(object: any, properties: any): any {
  const source = toObject(properties);
  const keys = ownPropertyKeys(source, 3, false);
  const names: any[] = [];
  const records: DescriptorRecord[] = [];
  for (let k = 0; k < keys.length; k++) {
    if (!isEnumerableOwn(source, keys[k])) continue;
    names.push(keys[k]);
    records.push(toPropertyDescriptor(source[keys[k]]));
  }
  for (let k = 0; k < names.length; k++) defineOrThrow(object, names[k], records[k]!);
  return object;
}

/** DefinePropertyOrThrow (ECMA-262 §7.3.9). */
export function defineOrThrow(object: any, key: any, record: DescriptorRecord): void {
  if (defineFromRecord(object, key, record)) return;
  const name = describeValue(key);
  if (objectKind(object) === KIND_PROXY) {
    throw new TypeError(`'defineProperty' on proxy: trap returned falsish for property '${name}'`);
  }
  const isExport = objectKind(object) === KIND_NAMESPACE && typeof key === 'string';
  if (isExport || getOwnAttributes(object, key) >= 0)
    throw new TypeError('Cannot redefine property: ' + name);
  if (objectKind(object) === KIND_TYPED_ARRAY && isCanonicalNumeric(key)) {
    throw new TypeError('Invalid typed array index');
  }
  throw new TypeError(`Cannot define property ${name}, object is not extensible`);
}
