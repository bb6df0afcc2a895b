// InternalizeJSONProperty (ECMA-262 §25.5.1.1): what JSON.parse does with a reviver. Layer: ecma.

import { invoke, isObject, toLength } from '../../machine/language.ts';
import { defineField } from '../../runtime/property-define.ts';
import {
  deleteOwnProperty,
  isArrayValue,
  ownPropertyKeys,
} from '../../runtime/property-reflection.ts';

const STRINGS = 1;

export function revive(holder: any, name: string, reviver: any): any {
  const value = holder[name];
  if (isObject(value)) {
    if (isArrayValue(value)) {
      const length = toLength(value.length);
      for (let i = 0; i < length; i++) reviveProperty(value, '' + i, reviver);
    } else {
      const keys = ownPropertyKeys(value, STRINGS, true);
      for (let i = 0; i < keys.length; i++) reviveProperty(value, keys[i], reviver);
    }
  }
  return invoke(reviver, holder, name, value);
}

function reviveProperty(object: any, key: string, reviver: any): void {
  const element = revive(object, key, reviver);
  if (element === undefined) {
    deleteOwnProperty(object, key);
    return;
  }
  try {
    defineField(object, key, element);
  } catch (error) {
    // CreateDataProperty, not OrThrow: a frozen object stays as it is.
    if (!(error instanceof TypeError)) throw error;
  }
}
