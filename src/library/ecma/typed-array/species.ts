// Making typed arrays from constructors and species, with the checks that the specification wants
// (ECMA-262 §23.2.4). Layer: ecma.

import { construct, toNumber } from '../../machine/language.ts';
import { INTRINSIC_TYPED_ARRAY_CONSTRUCTORS } from '../../runtime/layout.ts';
import { intrinsicObject } from '../../runtime/intrinsic-objects.ts';
import { typedArrayBuffer, typedArrayType, viewLength } from '../../runtime/typed-array-cells.ts';
import { incompatibleReceiver } from '../error/type-errors.ts';
import { hasBigElements } from './element-types.ts';
import { speciesConstructor } from './species-constructor.ts';

/** ValidateTypedArray: the length of a typed array. */
export function validate(value: any): number {
  if (typedArrayType(value) < 0) throw new TypeError('this is not a typed array.');
  return viewLength(value);
}

/** TypedArrayCreateFromCtor with a length; `method` is named when something else than a typed array comes. */
export function createFromConstructor(constructor: any, length: number, method: string): any {
  const result = construct(constructor, constructor, length);
  if (typedArrayType(result) < 0) throw incompatibleReceiver(method, result);
  if (validate(result) < length)
    throw new TypeError('Derived TypedArray constructor created an array which was too small');
  return result;
}

/** TypedArraySpeciesCreate with a length. */
export function createSpecies(exemplar: any, length: number): any {
  const constructor = speciesConstructor(exemplar, defaultConstructor(exemplar));
  return sameContent(
    exemplar,
    createFromConstructor(constructor, length, '%TypedArray%.prototype.slice'),
  );
}

/** TypedArraySpeciesCreate with buffer, byte offset and length. */
export function createSpeciesOnBuffer(exemplar: any, byteOffset: number, length: number): any {
  const constructor = speciesConstructor(exemplar, defaultConstructor(exemplar));
  const result = construct(
    constructor,
    constructor,
    typedArrayBuffer(exemplar),
    byteOffset,
    length,
  );
  validate(result);
  return sameContent(exemplar, result);
}

/** TypedArrayCreateSameType. */
export function createSame(exemplar: any, length: number): any {
  const constructor = defaultConstructor(exemplar);
  return construct(constructor, constructor, length);
}

function defaultConstructor(exemplar: any): any {
  return intrinsicObject(INTRINSIC_TYPED_ARRAY_CONSTRUCTORS + typedArrayType(exemplar));
}

function sameContent(exemplar: any, result: any): any {
  if (hasBigElements(typedArrayType(result)) !== hasBigElements(typedArrayType(exemplar))) {
    throw new TypeError('Content type of source and derived typed arrays differ');
  }
  return result;
}

/** The value as the array's elements hold it, before rounding: a number or a bigint. */
export function elementValue(array: any, value: any): any {
  return hasBigElements(typedArrayType(array)) ? BigInt.asIntN(64, value) : toNumber(value);
}

/** TypedArraySpeciesCreate with the elements of a list. */
export function createFromList(exemplar: any, list: any[]): any {
  const count = list.length;
  const result = createSpecies(exemplar, count);
  for (let i = 0; i < count; i++) result[i] = list[i];
  return result;
}
