// Object.keys, values and entries (ECMA-262 §20.1.2.5, .18, .24). Layer: ecma.

import { toObject } from '../../machine/language.ts';
import { ENUMERABLE } from '../../runtime/layout.ts';
import { getOwnAttributes, ownPropertyKeys } from '../../runtime/property-reflection.ts';

/** @builtin Object */
export class ObjectEnumeration {
  static keys(object: any): any[] {
    return ownPropertyKeys(toObject(object), 1, true);
  }

  static values(object: any): any[] {
    const source = toObject(object);
    const keys = ownPropertyKeys(source, 1, false);
    const values: any[] = [];
    for (let k = 0; k < keys.length; k++) {
      // A getter may delete or hide the properties that follow.
      if (isEnumerableOwn(source, keys[k])) values.push(source[keys[k]]);
    }
    return values;
  }

  static entries(object: any): any[] {
    const source = toObject(object);
    const keys = ownPropertyKeys(source, 1, false);
    const entries: any[] = [];
    for (let k = 0; k < keys.length; k++) {
      const key = keys[k];
      if (isEnumerableOwn(source, key)) entries.push([key, source[key]]);
    }
    return entries;
  }
}

export function isEnumerableOwn(object: any, key: any): boolean {
  const attributes = getOwnAttributes(object, key);
  return attributes >= 0 && (attributes & ENUMERABLE) !== 0;
}
