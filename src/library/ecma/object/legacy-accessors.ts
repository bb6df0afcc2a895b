// Object.prototype.__defineGetter__ and its kin (ECMA-262 §B.2.2). Layer: ecma.

import { isCallable, toObject, toPropertyKey } from '../../machine/language.ts';
import { IS_ACCESSOR } from '../../runtime/layout.ts';
import {
  getOwnAttributes,
  getOwnGetter,
  getOwnSetter,
  getPrototypeOfValue,
} from '../../runtime/property-reflection.ts';
import { defineOrThrow } from './define.ts';
import { accessorRecord } from './property-descriptor.ts';

/** @builtin Object */
export class ObjectLegacyAccessors {
  __defineGetter__(key: any, getter: any): void {
    const object = toObject(this);
    if (!isCallable(getter)) {
      throw new TypeError('Object.prototype.__defineGetter__: Expecting function');
    }
    defineOrThrow(object, toPropertyKey(key), accessorRecord(getter, undefined));
  }

  __defineSetter__(key: any, setter: any): void {
    const object = toObject(this);
    if (!isCallable(setter)) {
      throw new TypeError('Object.prototype.__defineSetter__: Expecting function');
    }
    defineOrThrow(object, toPropertyKey(key), accessorRecord(undefined, setter));
  }

  __lookupGetter__(key: any): any {
    const name = toPropertyKey(key);
    const holder = holderOf(toObject(this), name);
    return holder === null ? undefined : getOwnGetter(holder, name);
  }

  __lookupSetter__(key: any): any {
    const name = toPropertyKey(key);
    const holder = holderOf(toObject(this), name);
    return holder === null ? undefined : getOwnSetter(holder, name);
  }
}

/** The object on the prototype chain that has the property, when it is an accessor; null otherwise. */
function holderOf(object: any, key: any): any {
  let holder = object;
  while (holder !== null) {
    const attributes = getOwnAttributes(holder, key);
    if (attributes >= 0) return (attributes & IS_ACCESSOR) !== 0 ? holder : null;
    holder = getPrototypeOfValue(holder);
  }
  return null;
}
