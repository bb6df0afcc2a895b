// %TypedArray%: the constructor, its static methods and the accessors (ECMA-262 §23.2.1-3). Layer: ecma.
// The other methods are in elements.ts (make, move or order elements) and iteration.ts (call back, search, join).

import { invoke, isCallable, isConstructor, toLength, toObject } from '../../machine/language.ts';
import {
  typedArrayBuffer,
  typedArrayType,
  viewLength,
  viewOffset,
} from '../../runtime/typed-array-cells.ts';
import { describeWithType } from '../error/describe-value.ts';
import { incompatibleReceiver, notCallable, notConstructor } from '../error/type-errors.ts';
import { bytesOfElement, typedArrayName } from './element-types.ts';
import { createFromConstructor } from './species.ts';

/** @builtin %TypedArray% */
export class TypedArray {
  /** @length 0 */
  constructor() {
    throw new TypeError('Abstract class TypedArray not directly constructable');
  }

  static of(...items: any[]): any {
    if (!isConstructor(this)) throw notConstructor(this);
    const count = items.length;
    const result = createFromConstructor(this, count, '%TypedArray%.of');
    for (let i = 0; i < count; i++) result[i] = items[i];
    return result;
  }

  /** @length 1 */
  static from(source: any, mapper?: any, thisArg?: any): any {
    if (!isConstructor(this)) throw notConstructor(this);
    if (mapper !== undefined && !isCallable(mapper)) throw notCallable(mapper);
    if (source === undefined || source === null) {
      throw new TypeError(
        describeWithType(source) +
          ' is not iterable (cannot read property Symbol(Symbol.iterator))',
      );
    }
    const iterate = source[Symbol.iterator];
    let list: any;
    if (iterate !== undefined && iterate !== null) {
      if (!isCallable(iterate)) throw notCallable(iterate);
      list = [];
      for (const value of source) list[list.length] = value;
    } else {
      list = toObject(source);
    }
    const count = toLength(list.length);
    const result = createFromConstructor(this, count, '%TypedArray%.from');
    for (let i = 0; i < count; i++) {
      result[i] = mapper === undefined ? list[i] : invoke(mapper, thisArg, list[i], i);
    }
    return result;
  }

  static get [Symbol.species](): any {
    return this;
  }

  get buffer(): any {
    return typedArrayBuffer(checked(this, 'get %TypedArray%.prototype.buffer'));
  }

  get byteLength(): number {
    const array = checked(this, 'get TypedArray.prototype.byteLength');
    return viewLength(array) * bytesOfElement(typedArrayType(array));
  }

  get byteOffset(): number {
    return viewOffset(checked(this, 'get TypedArray.prototype.byteOffset'));
  }

  get length(): number {
    return viewLength(checked(this, 'get TypedArray.prototype.length'));
  }

  get [Symbol.toStringTag](): any {
    const type = typedArrayType(this);
    return type < 0 ? undefined : typedArrayName(type);
  }
}

function checked(value: any, method: string): any {
  if (typedArrayType(value) < 0) throw incompatibleReceiver(method, value);
  return value;
}
