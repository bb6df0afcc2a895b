// %TypedArray%.prototype: the methods that make, move or order elements (ECMA-262 §23.2.3). Layer: ecma.
// Elements are read and written by index, which the runtime does quickly for these cells.

import { isCallable, toIntegerOrInfinity, toLength, toObject } from '../../machine/language.ts';
import {
  moveElements,
  typedArrayBuffer,
  typedArrayType,
  viewLength,
  viewOffset,
} from '../../runtime/typed-array-cells.ts';
import { fillElements, reverseElements, sortNumbers } from '../../runtime/typed-array-kernels.ts';
import { ArrayIterator } from '../array/iterator.ts';
import { sortDense } from '../../runtime/merge-sort.ts';
import { incompatibleReceiver } from '../error/type-errors.ts';
import { bytesOfElement, hasBigElements } from './element-types.ts';
import { relativeIndex } from './indices.ts';
import {
  createSame,
  createSpecies,
  createSpeciesOnBuffer,
  elementValue,
  validate,
} from './species.ts';

/** @builtin %TypedArray% */
export class TypedArrayElements {
  at(index: any): any {
    const length = validate(this);
    const relative = toIntegerOrInfinity(index);
    const position = relative < 0 ? relative + length : relative;
    return position < 0 || position >= length ? undefined : (this as any)[position];
  }

  /** @length 2 */
  copyWithin(target: any, start: any, end?: any): any {
    const length = validate(this);
    const to = relativeIndex(target, length, 0);
    const from = relativeIndex(start, length, 0);
    const last = relativeIndex(end, length, length);
    let count = last - from < length - to ? last - from : length - to;
    const now = viewLength(this);
    if (from + count > now) count = now - from;
    if (to + count > now) count = now - to;
    if (count > 0) moveElements(this, to, this, from, count);
    return this;
  }

  /** @alias Symbol.iterator */
  values(): any {
    validate(this);
    return new ArrayIterator(this, 1);
  }

  keys(): any {
    validate(this);
    return new ArrayIterator(this, 0);
  }

  entries(): any {
    validate(this);
    return new ArrayIterator(this, 2);
  }

  /** @length 1 */
  fill(value: any, start?: any, end?: any): any {
    const length = validate(this);
    const element = elementValue(this, value);
    const from = relativeIndex(start, length, 0);
    let to = relativeIndex(end, length, length);
    const now = viewLength(this);
    if (to > now) to = now;
    if (from < to) {
      (this as any)[from] = element;
      fillElements(this, from, to);
    }
    return this;
  }

  reverse(): any {
    validate(this);
    reverseElements(this);
    return this;
  }

  /** @length 1 */
  set(source: any, offset?: any): void {
    if (typedArrayType(this) < 0) throw new TypeError('this is not a typed array.');
    const at = toIntegerOrInfinity(offset);
    if (at < 0) throw new RangeError('offset is out of bounds');
    const other = typedArrayType(source);
    if (other < 0) {
      setFromList(this, source, at);
      return;
    }
    const type = typedArrayType(this);
    const count = viewLength(source);
    if (at + count > viewLength(this)) throw new RangeError('offset is out of bounds');
    if (other === type) {
      moveElements(this, at, source, 0, count);
      return;
    }
    if (hasBigElements(type) !== hasBigElements(other)) {
      throw new TypeError('Cannot mix BigInt and other types, use explicit conversions');
    }
    setFromTypedArray(this, source, at, count);
  }

  slice(start: any, end: any): any {
    const length = validate(this);
    const from = relativeIndex(start, length, 0);
    const last = relativeIndex(end, length, length);
    let count = last > from ? last - from : 0;
    const result = createSpecies(this, count);
    if (count === 0) return result;
    const now = viewLength(this);
    if (from + count > now) count = now > from ? now - from : 0;
    if (typedArrayType(result) === typedArrayType(this)) {
      moveElements(result, 0, this, from, count);
    } else {
      for (let i = 0; i < count; i++) result[i] = (this as any)[from + i];
    }
    return result;
  }

  sort(comparator: any): any {
    if (comparator !== undefined && !isCallable(comparator)) {
      throw new TypeError('The comparison function must be either a function or undefined');
    }
    validate(this);
    sortElements(this, comparator);
    return this;
  }

  subarray(start: any, end: any): any {
    const array: any = this;
    if (typedArrayType(array) < 0)
      throw incompatibleReceiver('%TypedArray%.prototype.subarray', undefined);
    const length = viewLength(array);
    const from = relativeIndex(start, length, 0);
    const to = relativeIndex(end, length, length);
    const offset = viewOffset(array) + from * bytesOfElement(typedArrayType(array));
    return createSpeciesOnBuffer(array, offset, to > from ? to - from : 0);
  }

  toReversed(): any {
    const length = validate(this);
    const result = createSame(this, length);
    moveElements(result, 0, this, 0, length);
    reverseElements(result);
    return result;
  }

  toSorted(comparator: any): any {
    if (comparator !== undefined && !isCallable(comparator)) {
      throw new TypeError('The comparison function must be either a function or undefined');
    }
    const length = validate(this);
    const result = createSame(this, length);
    moveElements(result, 0, this, 0, length);
    sortElements(result, comparator);
    return result;
  }

  with(index: any, value: any): any {
    const length = validate(this);
    const relative = toIntegerOrInfinity(index);
    const position = relative < 0 ? relative + length : relative;
    const element = elementValue(this, value);
    if (!(position >= 0 && position < viewLength(this))) {
      throw new RangeError('Invalid typed array index');
    }
    const result = createSame(this, length);
    moveElements(result, 0, this, 0, length);
    result[position] = element;
    return result;
  }
}

/** SetTypedArrayFromArrayLike (ECMA-262 §23.2.3.26.2). */
function setFromList(target: any, source: any, at: number): void {
  const list = toObject(source);
  const count = toLength(list.length);
  if (at + count > viewLength(target)) throw new RangeError('offset is out of bounds');
  for (let i = 0; i < count; i++) target[at + i] = list[i];
}

/** Elements of another type; when both share bytes, they are read before any is written. */
function setFromTypedArray(target: any, source: any, at: number, count: number): void {
  let from = source;
  if (typedArrayBuffer(source) === typedArrayBuffer(target)) {
    from = createSame(source, count);
    moveElements(from, 0, source, 0, count);
  }
  for (let i = 0; i < count; i++) target[at + i] = from[i];
}

function sortElements(array: any, comparator: any): void {
  if (comparator === undefined) {
    sortNumbers(array);
    return;
  }
  const length = viewLength(array);
  const values: any[] = [];
  for (let i = 0; i < length; i++) values[i] = array[i];
  sortDense(values, comparator);
  const now = viewLength(array);
  for (let i = 0; i < length && i < now; i++) array[i] = values[i];
}
