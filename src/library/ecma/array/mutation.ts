// Array.prototype methods that change the array in place, but for sort (ECMA-262 §23.1.3). Layer: ecma.
// An open array (dense, growing, writable) is changed by bulk moves; anything else step by step as specified.

import { toIntegerOrInfinity, toObject } from '../../machine/language.ts';
import {
  fillDense,
  insertDense,
  isOpenArray,
  moveDense,
  removeDense,
  reverseDense,
} from '../../runtime/array-kernels.ts';
import { lengthOf, relativeIndex } from './array-create.ts';

const LARGEST_INTEGER = 9007199254740991;
const LARGEST_LENGTH = 4294967295;
/** Longest array that grows by a bulk move. */
const LARGEST_DENSE = 134217728;

/** @builtin Array */
export class ArrayMutation {
  /** @length 1 */
  push(...items: any[]): number {
    const object = toObject(this);
    const length = lengthOf(object);
    const count = items.length;
    if (length + count > LARGEST_INTEGER) {
      throw new TypeError(
        'Pushing ' +
          count +
          ' elements on an array-like of length ' +
          length +
          ' is disallowed, as the total surpasses 2**53-1',
      );
    }
    for (let k = 0; k < count; k++) object[length + k] = items[k];
    // Storing the elements has set the length of an array, unless it would be too long.
    if (count === 0 || length + count > LARGEST_LENGTH || !isOpenArray(object)) {
      object.length = length + count;
    }
    return length + count;
  }

  pop(): any {
    const object = toObject(this);
    const length = lengthOf(object);
    if (length === 0) {
      object.length = 0;
      return undefined;
    }
    const last = object[length - 1];
    if (!isOpenArray(object)) delete object[length - 1];
    object.length = length - 1;
    return last;
  }

  shift(): any {
    const object = toObject(this);
    const length = lengthOf(object);
    if (length === 0) {
      object.length = 0;
      return undefined;
    }
    const first = object[0];
    if (isOpenArray(object) && object.length === length) {
      removeDense(object, 0, 1);
      return first;
    }
    for (let k = 1; k < length; k++) moveElement(object, k, k - 1);
    delete object[length - 1];
    object.length = length - 1;
    return first;
  }

  /** @length 1 */
  unshift(...items: any[]): number {
    const object = toObject(this);
    const length = lengthOf(object);
    const count = items.length;
    if (count > 0) {
      if (length + count > LARGEST_INTEGER) throw new TypeError('Invalid array length');
      if (length + count < LARGEST_DENSE && isOpenArray(object)) {
        insertDense(object, 0, count);
        for (let k = 0; k < count; k++) object[k] = items[k];
        return length + count;
      }
      for (let k = length - 1; k >= 0; k--) moveElement(object, k, k + count);
      for (let k = 0; k < count; k++) object[k] = items[k];
    }
    object.length = length + count;
    return length + count;
  }

  reverse(): any {
    const object = toObject(this);
    const length = lengthOf(object);
    if (isOpenArray(object)) {
      reverseDense(object);
      return object;
    }
    for (let low = 0; low < Math.floor(length / 2); low++) {
      const high = length - 1 - low;
      const hasLow = low in object;
      const lowValue = hasLow ? object[low] : undefined;
      const hasHigh = high in object;
      const highValue = hasHigh ? object[high] : undefined;
      if (hasHigh) object[low] = highValue;
      else if (hasLow) delete object[low];
      if (hasLow) object[high] = lowValue;
      else if (hasHigh) delete object[high];
    }
    return object;
  }

  fill(value: any, start?: any, end?: any): any {
    const object = toObject(this);
    const length = lengthOf(object);
    let k = relativeIndex(toIntegerOrInfinity(start), length);
    const final = end === undefined ? length : relativeIndex(toIntegerOrInfinity(end), length);
    if (isOpenArray(object) && object.length === length && length < LARGEST_DENSE) {
      if (k < final) fillDense(object, value, k, final);
      return object;
    }
    for (; k < final; k++) object[k] = value;
    return object;
  }

  copyWithin(target: any, start: any, end?: any): any {
    const object = toObject(this);
    const length = lengthOf(object);
    let to = relativeIndex(toIntegerOrInfinity(target), length);
    let from = relativeIndex(toIntegerOrInfinity(start), length);
    const final = end === undefined ? length : relativeIndex(toIntegerOrInfinity(end), length);
    let count = Math.min(final - from, length - to);
    if (count <= 0) return object;
    if (isOpenArray(object) && object.length === length) {
      moveDense(object, from, to, count);
      return object;
    }
    const backwards = from < to && to < from + count;
    const step = backwards ? -1 : 1;
    if (backwards) {
      from += count - 1;
      to += count - 1;
    }
    for (; count > 0; count--) {
      moveElement(object, from, to);
      from += step;
      to += step;
    }
    return object;
  }
}

/** Set or delete `to` as `from` exists or not: the step that shift, unshift, splice and copyWithin share. */
export function moveElement(object: any, from: number, to: number): void {
  if (from in object) object[to] = object[from];
  else delete object[to];
}
