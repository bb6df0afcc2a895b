// Object.prototype: texts, tests of own properties and valueOf (ECMA-262 §20.1.3). Layer: ecma.

import { toObject, toPropertyKey } from '../../machine/language.ts';
import { hasOwn } from '../../runtime/property-reflection.ts';
import { calledOnNullish } from '../error/type-errors.ts';
import { builtinTag } from './builtin-tag.ts';
import { isEnumerableOwn } from './enumerable-own.ts';

/** @builtin Object */
export class ObjectPrototype {
  hasOwnProperty(key: any): boolean {
    // ToPropertyKey comes first here, unlike in Object.hasOwn.
    const name = toPropertyKey(key);
    return hasOwn(toObject(this), name);
  }

  propertyIsEnumerable(key: any): boolean {
    const name = toPropertyKey(key);
    return isEnumerableOwn(toObject(this), name);
  }

  toString(): string {
    const self: any = this;
    if (self === undefined) return '[object Undefined]';
    if (self === null) return '[object Null]';
    const object = toObject(self);
    const builtin = builtinTag(object);
    const tag = object[Symbol.toStringTag];
    return '[object ' + (typeof tag === 'string' ? tag : builtin) + ']';
  }

  toLocaleString(): string {
    const self: any = this;
    if (self === undefined || self === null)
      throw calledOnNullish('Object.prototype.toLocaleString');
    return self.toString();
  }

  valueOf(): any {
    return toObject(this);
  }
}
