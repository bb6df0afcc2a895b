// ArrayBuffer (ECMA-262 §25.1). Layer: ecma. The cells are made by runtime/typed-array-cells.ts.

import { construct, isObject } from '../../machine/language.ts';
import { INTRINSIC_ARRAY_BUFFER_PROTOTYPE } from '../../runtime/layout.ts';
import { setIntrinsicObject } from '../../runtime/intrinsic-objects.ts';
import { arrayBufferLength } from '../../runtime/inspect-kinds.ts';
import {
  arrayBufferAllocate,
  arrayBufferAllocateResizable,
  arrayBufferMaximum,
  arrayBufferSetLength,
  arrayBufferViews,
  copyBufferBytes,
  isArrayBuffer,
  isDataView,
  setViewLength,
  typedArrayType,
  viewOffset,
} from '../../runtime/typed-array-cells.ts';
import { incompatibleReceiver } from '../error/type-errors.ts';
import { defineToStringTag } from '../object/prototype-setup.ts';
import { bytesOfElement } from './element-types.ts';
import { relativeIndex, toIndex } from './indices.ts';
import { speciesConstructor } from './species-constructor.ts';

const LONGEST = 0x7fffffffff;

/** @global */
export class ArrayBuffer {
  constructor(length: any, options?: any) {
    const size = toIndex(length, 'Invalid array buffer length');
    const limit = isObject(options) ? options.maxByteLength : undefined;
    if (limit === undefined) {
      if (size > LONGEST) throw new RangeError('Array buffer allocation failed');
      return arrayBufferAllocate(new.target, size);
    }
    const maximum = toIndex(limit, 'Invalid array buffer max length');
    if (size > maximum) throw new RangeError('Invalid array buffer max length');
    if (maximum > LONGEST) throw new RangeError('Array buffer allocation failed');
    return arrayBufferAllocateResizable(new.target, size, maximum, []);
  }

  static isView(value: any): boolean {
    return typedArrayType(value) >= 0 || isDataView(value);
  }

  static get [Symbol.species](): any {
    return this;
  }

  get byteLength(): number {
    return arrayBufferLength(checked(this, 'get ArrayBuffer.prototype.byteLength'));
  }

  get maxByteLength(): number {
    return arrayBufferMaximum(checked(this, 'get ArrayBuffer.prototype.maxByteLength'));
  }

  get resizable(): boolean {
    return arrayBufferViews(checked(this, 'get ArrayBuffer.prototype.resizable')) !== undefined;
  }

  resize(newLength: any): void {
    const views = arrayBufferViews(checked(this, 'ArrayBuffer.prototype.resize'));
    if (views === undefined) throw incompatibleReceiver('ArrayBuffer.prototype.resize', this);
    const size = toIndex(newLength, 'ArrayBuffer.prototype.resize: Invalid length parameter');
    if (size > arrayBufferMaximum(this)) {
      throw new RangeError('ArrayBuffer.prototype.resize: Invalid length parameter');
    }
    arrayBufferSetLength(this, size);
    for (let i = 0; i < views.length; i += 2) updateView(views[i], views[i + 1], size);
  }

  slice(start: any, end: any): any {
    checked(this, 'ArrayBuffer.prototype.slice');
    const length = arrayBufferLength(this);
    const first = relativeIndex(start, length, 0);
    const last = relativeIndex(end, length, length);
    const count = last > first ? last - first : 0;
    const species = speciesConstructor(this, ArrayBuffer);
    const result: any = construct(species, species, count);
    if (!isArrayBuffer(result)) throw incompatibleReceiver('ArrayBuffer.prototype.slice', result);
    if (result === this)
      throw new TypeError('ArrayBuffer subclass returned this from species constructor');
    if (arrayBufferLength(result) < count) {
      throw new TypeError('Species constructor returned a too small ArrayBuffer');
    }
    const now = arrayBufferLength(this);
    if (first < now)
      copyBufferBytes(result, 0, this, first, first + count < now ? count : now - first);
    return result;
  }
}

defineToStringTag(ArrayBuffer.prototype, 'ArrayBuffer');
setIntrinsicObject(INTRINSIC_ARRAY_BUFFER_PROTOTYPE, ArrayBuffer.prototype);

function checked(value: any, method: string): any {
  if (!isArrayBuffer(value)) throw incompatibleReceiver(method, value);
  return value;
}

/** Notes a new view of a resizable buffer; `length` is -1 when it follows the buffer's length. */
export function registerView(buffer: any, view: any, length: number): void {
  const views = arrayBufferViews(buffer);
  if (views === undefined) return;
  views[views.length] = view;
  views[views.length] = length;
}

/** A view out of bounds has length 0 until it is within them again. */
function updateView(view: any, fixedLength: number, size: number): void {
  const offset = viewOffset(view);
  const width = isDataView(view) ? 1 : bytesOfElement(typedArrayType(view));
  let length = 0;
  if (fixedLength < 0) {
    if (offset <= size) length = Math.floor((size - offset) / width);
  } else if (offset + fixedLength * width <= size) {
    length = fixedLength;
  }
  setViewLength(view, length);
}
