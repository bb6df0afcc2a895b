// Array.prototype.toReversed, toSorted and with: changed copies (ECMA-262 §23.1.3.33, .34, .39). Layer: ecma.

import { isCallable, toIntegerOrInfinity, toObject } from '../../machine/language.ts';
import { arrayCreate, lengthOf } from './array-create.ts';
import { sortInto } from './sort.ts';

/** @builtin Array */
export class ArrayCopying {
  toReversed(): any {
    const object = toObject(this);
    const length = lengthOf(object);
    const result = arrayCreate(length);
    for (let k = 0; k < length; k++) result[k] = object[length - 1 - k];
    return result;
  }

  toSorted(comparator: any): any {
    if (comparator !== undefined && !isCallable(comparator)) {
      throw new TypeError('The comparison function must be either a function or undefined');
    }
    const object = toObject(this);
    const length = lengthOf(object);
    const result = arrayCreate(length);
    const values: any[] = [];
    let undefinedCount = 0;
    for (let k = 0; k < length; k++) {
      const value = object[k];
      if (value === undefined) undefinedCount++;
      else values.push(value);
    }
    const sorted = sortInto(values, comparator);
    const count = length - undefinedCount;
    for (let k = 0; k < count; k++) result[k] = sorted[k];
    for (let k = count; k < length; k++) result[k] = undefined;
    return result;
  }

  with(index: any, value: any): any {
    const object = toObject(this);
    const length = lengthOf(object);
    const relative = toIntegerOrInfinity(index);
    const at = relative < 0 ? relative + length : relative;
    if (at < 0 || at >= length) throw new RangeError('Invalid index : ' + relative);
    const result = arrayCreate(length);
    for (let k = 0; k < length; k++) result[k] = k === at ? value : object[k];
    return result;
  }
}
