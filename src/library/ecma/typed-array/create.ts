// TypedArray(...args): what the constructors of typed arrays do (ECMA-262 §23.2.5.1). Layer: ecma.

import { isCallable, isObject, toLength } from '../../machine/language.ts';
import { arrayBufferLength } from '../../runtime/inspect-kinds.ts';
import {
  arrayBufferViews,
  isArrayBuffer,
  moveElements,
  typedArrayAllocate,
  typedArrayOnBuffer,
  typedArrayType,
  viewLength,
} from '../../runtime/typed-array-cells.ts';
import { describeValue } from '../error/describe-value.ts';
import { registerView } from './array-buffer.ts';
import { bytesOfElement, hasBigElements, typedArrayName } from './element-types.ts';
import { toIndex } from './indices.ts';

/** V8's longest typed array. */
const LONGEST = 0x1ffffffff;

export function createTypedArray(
  newTarget: any,
  type: number,
  source: any,
  byteOffset: any,
  length: any,
): any {
  if (
    typeof source === 'number' &&
    source >= 0 &&
    source <= LONGEST &&
    Math.floor(source) === source
  ) {
    return typedArrayAllocate(newTarget, type, source);
  }
  if (!isObject(source))
    return allocateLength(newTarget, type, toIndex(source, invalidLength(source)));
  if (isArrayBuffer(source)) return createOnBuffer(newTarget, type, source, byteOffset, length);
  const other = typedArrayType(source);
  if (other >= 0) return createFromTypedArray(newTarget, type, source, other);
  const iterate = source[Symbol.iterator];
  if (iterate !== undefined && iterate !== null) {
    if (!isCallable(iterate)) throw new TypeError(describeValue(iterate) + ' is not a function');
    const values: any[] = [];
    for (const value of source) values[values.length] = value;
    return createFromList(newTarget, type, values, values.length);
  }
  return createFromList(newTarget, type, source, toLength(source.length));
}

function invalidLength(length: any): string {
  return 'Invalid typed array length: ' + (typeof length === 'symbol' ? '' : length);
}

/** An array of zeros, or a RangeError. */
export function allocateLength(newTarget: any, type: number, length: number): any {
  if (length > LONGEST) throw new RangeError(invalidLength(length));
  return typedArrayAllocate(newTarget, type, length);
}

function createFromTypedArray(newTarget: any, type: number, source: any, other: number): any {
  const length = viewLength(source);
  const result = allocateLength(newTarget, type, length);
  if (type === other) {
    moveElements(result, 0, source, 0, length);
    return result;
  }
  if (hasBigElements(type) !== hasBigElements(other)) {
    throw new TypeError('Cannot mix BigInt and other types, use explicit conversions');
  }
  for (let i = 0; i < length; i++) result[i] = source[i];
  return result;
}

function createFromList(newTarget: any, type: number, list: any, length: number): any {
  const result = allocateLength(newTarget, type, length);
  for (let i = 0; i < length; i++) result[i] = list[i];
  return result;
}

function createOnBuffer(
  newTarget: any,
  type: number,
  buffer: any,
  byteOffset: any,
  length: any,
): any {
  const width = bytesOfElement(type);
  // The words of an error take longer than all the rest: they are made only when there may be one.
  let offset = 0;
  if (isIndex(byteOffset)) offset = byteOffset;
  else if (byteOffset !== undefined) offset = toIndex(byteOffset, outsideBuffer(byteOffset));
  if (offset % width !== 0) {
    throw new RangeError(
      'start offset of ' + typedArrayName(type) + ' should be a multiple of ' + width,
    );
  }
  let wanted = 0;
  if (isIndex(length)) wanted = length;
  else if (length !== undefined) wanted = toIndex(length, invalidLength(length));
  const available = arrayBufferLength(buffer);
  let count = wanted;
  let tracking = false;
  if (length === undefined) {
    if (arrayBufferViews(buffer) !== undefined) {
      tracking = true;
    } else if (available % width !== 0) {
      throw new RangeError(
        'byte length of ' + typedArrayName(type) + ' should be a multiple of ' + width,
      );
    }
    if (offset > available) {
      throw new RangeError(outsideBuffer(offset));
    }
    count = Math.floor((available - offset) / width);
  } else if (offset + wanted * width > available) {
    throw new RangeError('Invalid typed array length: ' + wanted);
  }
  const result = typedArrayOnBuffer(newTarget, type, buffer, offset, count);
  registerView(buffer, result, tracking ? -1 : count);
  return result;
}

/** A number that ToIndex leaves as it is. */
function isIndex(value: any): boolean {
  return typeof value === 'number' && value > 0 && value < 0x7fffffff && (value | 0) === value;
}

export function outsideBuffer(offset: any): string {
  return (
    'Start offset ' +
    (typeof offset === 'symbol' ? '' : offset) +
    ' is outside the bounds of the buffer'
  );
}
