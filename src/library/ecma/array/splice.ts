// Array.prototype.splice and toSpliced (ECMA-262 §23.1.3.31, §23.1.3.35). Layer: ecma.

import { toIntegerOrInfinity, toObject } from '../../machine/language.ts';
import { insertDense, isOpenArray, removeDense, sliceDense } from '../../runtime/array-kernels.ts';
import {
  arrayCreate,
  arraySpeciesCreate,
  createDataProperty,
  lengthOf,
  relativeIndex,
} from './array-create.ts';
import { moveElement } from './mutation.ts';

const LARGEST_INTEGER = 9007199254740991;

/** @builtin Array */
export class ArraySplice {
  splice(start: any, deleteCount: any, ...items: any[]): any {
    const object = toObject(this);
    const length = lengthOf(object);
    const from = relativeIndex(toIntegerOrInfinity(start), length);
    const removed = removedCount(arguments.length, length - from, deleteCount);
    const added = items.length;
    if (length + added - removed > LARGEST_INTEGER) throw new TypeError('Invalid array length');
    if (isOpenArray(object) && object.constructor === Array && object.length === length) {
      return spliceOpen(object, from, removed, items);
    }
    const result = arraySpeciesCreate(object, removed);
    for (let k = 0; k < removed; k++) {
      if (from + k in object) createDataProperty(result, k, object[from + k]);
    }
    result.length = removed;
    if (added < removed) {
      for (let k = from; k < length - removed; k++) moveElement(object, k + removed, k + added);
      for (let k = length; k > length - removed + added; k--) delete object[k - 1];
    } else if (added > removed) {
      for (let k = length - removed; k > from; k--) {
        moveElement(object, k + removed - 1, k + added - 1);
      }
    }
    for (let k = 0; k < added; k++) object[from + k] = items[k];
    object.length = length - removed + added;
    return result;
  }

  toSpliced(start: any, deleteCount: any, ...items: any[]): any {
    const object = toObject(this);
    const length = lengthOf(object);
    const from = relativeIndex(toIntegerOrInfinity(start), length);
    const removed = removedCount(arguments.length, length - from, deleteCount);
    const added = items.length;
    const newLength = length + added - removed;
    if (newLength > LARGEST_INTEGER) throw new TypeError('Invalid array length');
    const result = arrayCreate(newLength);
    for (let k = 0; k < from; k++) result[k] = object[k];
    for (let k = 0; k < added; k++) result[from + k] = items[k];
    for (let k = from + added; k < newLength; k++) result[k] = object[k + removed - added];
    return result;
  }
}

/** How many elements go: all after the start when only that was given, none when nothing was. */
function removedCount(given: number, available: number, deleteCount: any): number {
  if (given === 0) return 0;
  if (given === 1) return available;
  const count = toIntegerOrInfinity(deleteCount);
  if (count < 0) return 0;
  return count > available ? available : count;
}

function spliceOpen(array: any, from: number, removed: number, items: any[]): any {
  const result = sliceDense(array, from, from + removed);
  const added = items.length;
  if (added < removed) removeDense(array, from + added, removed - added);
  else if (added > removed) insertDense(array, from + removed, added - removed);
  for (let k = 0; k < added; k++) array[from + k] = items[k];
  return result;
}
