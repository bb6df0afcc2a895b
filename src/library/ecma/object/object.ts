// Object: the constructor, and the statics that make and copy objects (ECMA-262 §20.1.1, §20.1.2). Layer: ecma.

import { isObject, toObject, toPropertyKey } from '../../machine/language.ts';
import { createFromConstructor } from '../../runtime/construct.ts';
import { INTRINSIC_OBJECT_PROTOTYPE, KIND_OBJECT } from '../../runtime/layout.ts';
import { createWithPrototype, hasOwn, ownPropertyKeys } from '../../runtime/property-reflection.ts';
import { createDataProperty } from '../array/array-create.ts';
import { describeValue } from '../error/describe-value.ts';
import { requireIterable } from '../error/type-errors.ts';
import { defineAll } from './define.ts';
import { isEnumerableOwn } from './enumerable-own.ts';

/** @builtin Object */
export class ObjectStatics {
  static $call(this: any, value: any): any {
    return value === undefined || value === null ? {} : toObject(value);
  }

  static $construct(newTarget: any, value: any): any {
    if (newTarget !== Object) {
      return createFromConstructor(newTarget, INTRINSIC_OBJECT_PROTOTYPE, KIND_OBJECT);
    }
    return value === undefined || value === null ? {} : toObject(value);
  }

  static create(prototype: any, properties: any): any {
    if (prototype !== null && !isObject(prototype)) {
      throw new TypeError(
        'Object prototype may only be an Object or null: ' + describeValue(prototype),
      );
    }
    const object = createWithPrototype(prototype);
    return properties === undefined ? object : defineAll(object, properties);
  }

  /** @length 2 */
  static assign(target: any, ...sources: any[]): any {
    const to = toObject(target);
    for (let i = 0; i < sources.length; i++) {
      const source = sources[i];
      if (source === undefined || source === null) continue;
      const from = toObject(source);
      const keys = ownPropertyKeys(from, 3, false);
      for (let k = 0; k < keys.length; k++) {
        const key = keys[k];
        if (isEnumerableOwn(from, key)) to[key] = from[key];
      }
    }
    return to;
  }

  static fromEntries(entries: any): any {
    if (entries === undefined || entries === null) throw new TypeError('undefined is not iterable');
    requireIterable(entries);
    const object: any = {};
    for (const entry of entries) {
      if (!isObject(entry)) {
        throw new TypeError(`Iterator value ${describeValue(entry)} is not an entry object`);
      }
      const key = entry[0];
      const value = entry[1];
      createDataProperty(object, toPropertyKey(key), value);
    }
    return object;
  }

  static is(a: any, b: any): boolean {
    if (a === b) return a !== 0 || 1 / a === 1 / b;
    return a !== a && b !== b;
  }

  static hasOwn(object: any, key: any): boolean {
    const holder = toObject(object);
    return hasOwn(holder, toPropertyKey(key));
  }
}
