// The prototype link: Object.getPrototypeOf, setPrototypeOf, Object.prototype.__proto__ and isPrototypeOf
// (ECMA-262 §20.1.2.12, .22, §20.1.3.3, .8). Layer: ecma.

import { isObject, toObject } from '../../machine/language.ts';
import { KIND_PROXY } from '../../runtime/layout.ts';
import { objectKind } from '../../runtime/object-kinds.ts';
import {
  getPrototypeOfValue,
  isExtensible,
  setPrototypeOf,
} from '../../runtime/property-reflection.ts';
import { describeValue } from '../error/describe-value.ts';
import { calledOnNullish } from '../error/type-errors.ts';

/** @builtin Object */
export class ObjectPrototypeLink {
  static getPrototypeOf(object: any): any {
    return getPrototypeOfValue(toObject(object));
  }

  static setPrototypeOf(object: any, prototype: any): any {
    if (object === undefined || object === null) throw calledOnNullish('Object.setPrototypeOf');
    if (prototype !== null && !isObject(prototype)) {
      throw new TypeError(
        'Object prototype may only be an Object or null: ' + describeValue(prototype),
      );
    }
    if (isObject(object)) changePrototype(object, prototype);
    return object;
  }

  isPrototypeOf(value: any): boolean {
    if (!isObject(value)) return false;
    const prototype = toObject(this);
    let holder = getPrototypeOfValue(value);
    while (holder !== null) {
      if (holder === prototype) return true;
      holder = getPrototypeOfValue(holder);
    }
    return false;
  }

  get __proto__(): any {
    return getPrototypeOfValue(toObject(this));
  }

  set __proto__(prototype: any) {
    const self: any = this;
    if (self === undefined || self === null) throw calledOnNullish('Object.prototype.__proto__');
    if (prototype !== null && !isObject(prototype)) return;
    if (isObject(self)) changePrototype(self, prototype);
  }
}

function changePrototype(object: any, prototype: any): void {
  if (setPrototypeOf(object, prototype)) return;
  if (objectKind(object) === KIND_PROXY) {
    throw new TypeError(
      "'setPrototypeOf' on proxy: trap returned falsish for property 'undefined'",
    );
  }
  if (object === Object.prototype) {
    throw new TypeError(
      "Immutable prototype object 'Object.prototype' cannot have their prototype set",
    );
  }
  if (!isExtensible(object)) throw new TypeError(describeValue(object) + ' is not extensible');
  throw new TypeError('Cyclic __proto__ value');
}
