// Array.prototype.at, includes, indexOf and lastIndexOf (ECMA-262 §23.1.3). Layer: ecma.

import { toIntegerOrInfinity, toObject } from '../../machine/language.ts';
import {
  includesDense,
  indexOfDense,
  isDenseArray,
  lastIndexOfDense,
} from '../../runtime/array-kernels.ts';
import { lengthOf, receiverObject, relativeIndex } from './array-create.ts';

/** @builtin Array */
export class ArraySearch {
  at(index: any): any {
    const object = toObject(this);
    const length = lengthOf(object);
    const relative = toIntegerOrInfinity(index);
    const k = relative < 0 ? relative + length : relative;
    return k < 0 || k >= length ? undefined : object[k];
  }

  includes(sought: any, from?: any): boolean {
    const object = toObject(this);
    const length = lengthOf(object);
    if (length === 0) return false;
    let k = from === undefined ? 0 : relativeIndex(toIntegerOrInfinity(from), length);
    // ToIntegerOrInfinity may have run code that shortened the array; what is missing reads as undefined.
    if (isDenseArray(object) && object.length >= length) return includesDense(object, sought, k);
    for (; k < length; k++) {
      const value = object[k];
      if (value === sought || (value !== value && sought !== sought)) return true;
    }
    return false;
  }

  indexOf(sought: any, from?: any): number {
    const object = receiverObject(this, 'Array.prototype.indexOf');
    const length = lengthOf(object);
    if (length === 0) return -1;
    let k = from === undefined ? 0 : relativeIndex(toIntegerOrInfinity(from), length);
    if (isDenseArray(object)) {
      const found = indexOfDense(object, sought, k);
      return found < length ? found : -1;
    }
    for (; k < length; k++) {
      if (k in object && object[k] === sought) return k;
    }
    return -1;
  }

  /** @length 1 */
  lastIndexOf(sought: any, from?: any): number {
    const object = toObject(this);
    const length = lengthOf(object);
    if (length === 0) return -1;
    let k = length - 1;
    if (arguments.length > 1) {
      const relative = toIntegerOrInfinity(from);
      if (relative < 0) k = length + relative;
      else if (relative < k) k = relative;
    }
    if (k < 0) return -1;
    if (isDenseArray(object)) {
      const end = k + 1;
      return lastIndexOfDense(object, sought, end < object.length ? end : object.length);
    }
    for (; k >= 0; k--) {
      if (k in object && object[k] === sought) return k;
    }
    return -1;
  }
}
