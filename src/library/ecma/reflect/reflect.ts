// Reflect (ECMA-262 §28.1). Layer: ecma.

import {
  constructWithList,
  invokeWithList,
  isCallable,
  isConstructor,
  isObject,
  toPropertyKey,
} from '../../machine/language.ts';
import {
  deleteOwnProperty,
  getPrototypeOfValue,
  isExtensible,
  ownPropertyKeys,
  preventExtensions,
  setPrototypeOf,
} from '../../runtime/property-reflection.ts';
import { getWithReceiver, setWithReceiverOrFalse } from '../../runtime/property-access.ts';
import { describeValue } from '../error/describe-value.ts';
import { applyCalledOn, notConstructor, notObject } from '../error/type-errors.ts';
import { createListFromArrayLike } from '../function/argument-list.ts';
import {
  defineFromRecord,
  ownPropertyDescriptor,
  toPropertyDescriptor,
} from '../object/property-descriptor.ts';

/** @builtin Reflect */
export class ReflectFunctions {
  static defineProperty(target: any, key: any, attributes: any): boolean {
    if (!isObject(target)) throw notObject('Reflect.defineProperty');
    const name = toPropertyKey(key);
    return defineFromRecord(target, name, toPropertyDescriptor(attributes));
  }

  static deleteProperty(target: any, key: any): boolean {
    if (!isObject(target)) throw notObject('Reflect.deleteProperty');
    return deleteOwnProperty(target, toPropertyKey(key));
  }

  static apply(target: any, thisArg: any, list: any): any {
    if (!isCallable(target)) {
      throw applyCalledOn(target);
    }
    return invokeWithList(target, thisArg, createListFromArrayLike(list));
  }

  /** @length 2 */
  static construct(target: any, list: any, newTarget?: any): any {
    if (!isConstructor(target)) throw notConstructor(target);
    const made = arguments.length < 3 ? target : newTarget;
    if (!isConstructor(made)) throw notConstructor(made);
    return constructWithList(target, made, createListFromArrayLike(list));
  }

  /** @length 2 */
  static get(target: any, key: any, receiver?: any): any {
    if (!isObject(target)) throw notObject('Reflect.get');
    const name = toPropertyKey(key);
    return getWithReceiver(target, name, arguments.length < 3 ? target : receiver);
  }

  static getOwnPropertyDescriptor(target: any, key: any): any {
    if (!isObject(target)) throw notObject('Reflect.getOwnPropertyDescriptor');
    return ownPropertyDescriptor(target, toPropertyKey(key));
  }

  static getPrototypeOf(target: any): any {
    if (!isObject(target)) throw notObject('Reflect.getPrototypeOf');
    return getPrototypeOfValue(target);
  }

  static has(target: any, key: any): boolean {
    if (!isObject(target)) throw notObject('Reflect.has');
    return key in target;
  }

  static isExtensible(target: any): boolean {
    if (!isObject(target)) throw notObject('Reflect.isExtensible');
    return isExtensible(target);
  }

  static ownKeys(target: any): any[] {
    if (!isObject(target)) throw notObject('Reflect.ownKeys');
    return ownPropertyKeys(target, 3, false);
  }

  static preventExtensions(target: any): boolean {
    if (!isObject(target)) throw notObject('Reflect.preventExtensions');
    return preventExtensions(target);
  }

  /** @length 3 */
  static set(target: any, key: any, value: any, receiver?: any): boolean {
    if (!isObject(target)) throw notObject('Reflect.set');
    const name = toPropertyKey(key);
    return setWithReceiverOrFalse(target, name, value, arguments.length < 4 ? target : receiver);
  }

  static setPrototypeOf(target: any, prototype: any): boolean {
    if (!isObject(target)) throw notObject('Reflect.setPrototypeOf');
    if (prototype !== null && !isObject(prototype)) {
      throw new TypeError(
        'Object prototype may only be an Object or null: ' + describeValue(prototype),
      );
    }
    return setPrototypeOf(target, prototype);
  }

  static readonly [Symbol.toStringTag] = 'Reflect';
}
