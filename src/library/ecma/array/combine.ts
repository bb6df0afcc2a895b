// Array.prototype.concat, slice, flat, flatMap (ECMA-262 §23.1.3). Layer: ecma.

import {
  invoke,
  isCallable,
  isObject,
  toIntegerOrInfinity,
  toObject,
} from '../../machine/language.ts';
import { appendDense, isDenseArray, isOpenArray, sliceDense } from '../../runtime/array-kernels.ts';
import { isArrayValue } from '../../runtime/property-reflection.ts';
import {
  arraySpeciesCreate,
  createDataProperty,
  lengthOf,
  receiverObject,
  relativeIndex,
} from './array-create.ts';

const LARGEST_INTEGER = 9007199254740991;

/** @builtin Array */
export class ArrayCombine {
  /** @length 1 */
  concat(...items: any[]): any {
    const object = receiverObject(this, 'Array.prototype.concat');
    const result = arraySpeciesCreate(object, 0);
    let to = appendItem(result, 0, object);
    for (let k = 0; k < items.length; k++) to = appendItem(result, to, items[k]);
    result.length = to;
    return result;
  }

  slice(start: any, end: any): any {
    const object = toObject(this);
    const length = lengthOf(object);
    let k = relativeIndex(toIntegerOrInfinity(start), length);
    const final = end === undefined ? length : relativeIndex(toIntegerOrInfinity(end), length);
    if (isDenseArray(object) && object.constructor === Array && object.length === length) {
      return sliceDense(object, k, final);
    }
    const result = arraySpeciesCreate(object, final > k ? final - k : 0);
    let to = 0;
    for (; k < final; k++) {
      if (k in object) createDataProperty(result, to, object[k]);
      to++;
    }
    result.length = to;
    return result;
  }

  /** @length 0 */
  flat(depth?: any): any {
    const object = toObject(this);
    const length = lengthOf(object);
    const levels = depth === undefined ? 1 : toIntegerOrInfinity(depth);
    const result = arraySpeciesCreate(object, 0);
    flattenInto(result, object, length, 0, levels < 0 ? 0 : levels);
    return result;
  }

  flatMap(callback: any, thisArg?: any): any {
    const object = toObject(this);
    const length = lengthOf(object);
    if (!isCallable(callback)) throw new TypeError('flatMap mapper function is not callable');
    const result = arraySpeciesCreate(object, 0);
    let to = 0;
    for (let k = 0; k < length; k++) {
      if (!(k in object)) continue;
      const mapped = invoke(callback, thisArg, object[k], k, object);
      if (isArrayValue(mapped)) {
        to = flattenInto(result, mapped, lengthOf(mapped), to, 0);
      } else {
        createDataProperty(result, to, mapped);
        to++;
      }
    }
    return result;
  }
}

/** Appends one argument of `concat` at index `to`; returns the index after it. */
function appendItem(result: any, to: number, item: any): number {
  if (!isSpreadable(item)) {
    if (to >= LARGEST_INTEGER) throw new TypeError('Invalid array length');
    createDataProperty(result, to, item);
    return to + 1;
  }
  const length = lengthOf(item);
  if (to + length > LARGEST_INTEGER) throw new TypeError('Invalid array length');
  if (isDenseArray(item) && item !== result && isOpenArray(result) && result.length === to) {
    appendDense(result, item);
    return to + length;
  }
  for (let k = 0; k < length; k++) {
    if (k in item) createDataProperty(result, to + k, item[k]);
  }
  // Trailing holes count: the next argument goes behind them.
  return to + length;
}

function isSpreadable(item: any): boolean {
  if (!isObject(item)) return false;
  const spreadable = item[Symbol.isConcatSpreadable];
  return spreadable !== undefined ? !!spreadable : isArrayValue(item);
}

/** FlattenIntoArray (ECMA-262 §23.1.3.13.1); returns the index after the last element stored. */
function flattenInto(
  result: any,
  source: any,
  length: number,
  start: number,
  depth: number,
): number {
  let to = start;
  for (let k = 0; k < length; k++) {
    if (!(k in source)) continue;
    const element = source[k];
    if (depth > 0 && isArrayValue(element)) {
      to = flattenInto(result, element, lengthOf(element), to, depth - 1);
    } else {
      if (to >= LARGEST_INTEGER) throw new TypeError('Invalid array length');
      createDataProperty(result, to, element);
      to++;
    }
  }
  return to;
}
