// Array: the constructor and its static methods (ECMA-262 §23.1.1, §23.1.2). Layer: ecma.

import {
  construct,
  invoke,
  isCallable,
  isConstructor,
  toLength,
  toObject,
} from '../../machine/language.ts';
import { isDenseArray, reserveDense } from '../../runtime/array-kernels.ts';
import { createFromConstructor } from '../../runtime/construct.ts';
import { INTRINSIC_ARRAY_PROTOTYPE, KIND_ARRAY } from '../../runtime/layout.ts';
import { isArrayValue } from '../../runtime/property-reflection.ts';
import { describeWithType } from '../error/describe-value.ts';
import { notCallable } from '../error/type-errors.ts';
import { arrayCreate, createDataProperty, LARGEST_PREALLOCATION } from './array-create.ts';

/** @builtin Array */
export class ArrayStatics {
  /** @length 1 */
  static $call(this: any, ...items: any[]): any {
    return fillArray(arrayCreate(0), items);
  }

  /** @length 1 */
  static $construct(newTarget: any, ...items: any[]): any {
    const array = createFromConstructor(newTarget, INTRINSIC_ARRAY_PROTOTYPE, KIND_ARRAY);
    return fillArray(array, items);
  }

  static isArray(value: any): boolean {
    return isArrayValue(value);
  }

  static of(this: any, ...items: any[]): any {
    const length = items.length;
    const result =
      isConstructor(this) && this !== Array ? construct(this, this, length) : arrayCreate(length);
    for (let k = 0; k < length; k++) createDataProperty(result, k, items[k]);
    result.length = length;
    return result;
  }

  static from(this: any, items: any, map?: any, thisArg?: any): any {
    if (map !== undefined && !isCallable(map)) throw notCallable(map);
    if (items === undefined || items === null) {
      throw new TypeError(
        describeWithType(items) + ' is not iterable (cannot read property Symbol(Symbol.iterator))',
      );
    }
    const iterate = items[Symbol.iterator];
    if (iterate !== undefined && iterate !== null) {
      if (!isCallable(iterate)) {
        throw new TypeError(
          '%Array%.from requires that the property of the first argument, items[Symbol.iterator], when exists, be a function',
        );
      }
      return fromIterable(this, opened(items, iterate), map, thisArg);
    }
    return fromArrayLike(this, items, map, thisArg);
  }

  static get [Symbol.species](): any {
    return this;
  }
}

function fillArray(array: any, items: any[]): any {
  const count = items.length;
  if (count === 1 && typeof items[0] === 'number') {
    const length = items[0];
    if (length >>> 0 !== length) throw new RangeError('Invalid array length');
    if (length <= LARGEST_PREALLOCATION) reserveDense(array, length);
    array.length = length;
    return array;
  }
  for (let k = 0; k < count; k++) array.push(items[k]);
  return array;
}

/** What iterates like `items`, whose method Symbol.iterator has been read already. */
function opened(items: any, iterate: any): any {
  if (typeof items === 'string' || isDenseArray(items)) return items;
  return { [Symbol.iterator]: () => invoke(iterate, items) };
}

function fromIterable(constructor: any, items: any, map: any, thisArg: any): any {
  if (constructor === Array || !isConstructor(constructor)) {
    const result: any[] = [];
    if (map === undefined) {
      for (const item of items) result.push(item);
    } else {
      for (const item of items) result.push(invoke(map, thisArg, item, result.length));
    }
    return result;
  }
  const result = construct(constructor, constructor);
  let k = 0;
  for (const item of items) {
    createDataProperty(result, k, map === undefined ? item : invoke(map, thisArg, item, k));
    k++;
  }
  result.length = k;
  return result;
}

function fromArrayLike(constructor: any, items: any, map: any, thisArg: any): any {
  const source = toObject(items);
  const length = toLength(source.length);
  const result =
    constructor !== Array && isConstructor(constructor)
      ? construct(constructor, constructor, length)
      : arrayCreate(length);
  for (let k = 0; k < length; k++) {
    const value = source[k];
    createDataProperty(result, k, map === undefined ? value : invoke(map, thisArg, value, k));
  }
  result.length = length;
  return result;
}
