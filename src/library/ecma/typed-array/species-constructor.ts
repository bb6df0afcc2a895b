// SpeciesConstructor (ECMA-262 §7.3.22). Layer: ecma.

import { isConstructor, isObject } from '../../machine/language.ts';
import { describeValue } from '../error/describe-value.ts';

export function speciesConstructor(object: any, defaultConstructor: any): any {
  const constructor = object.constructor;
  if (constructor === undefined) return defaultConstructor;
  if (!isObject(constructor)) {
    throw new TypeError(
      'The .constructor property is not an object: ' + describeValue(constructor),
    );
  }
  const species = constructor[Symbol.species];
  if (species === undefined || species === null) return defaultConstructor;
  if (!isConstructor(species)) {
    throw new TypeError('object.constructor[Symbol.species] is not a constructor');
  }
  return species;
}
