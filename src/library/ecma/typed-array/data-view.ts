// DataView (ECMA-262 §25.3). Layer: ecma. Its cell is laid out as a typed array's, with bytes for elements.

import { toNumber } from '../../machine/language.ts';
import {
  ELEMENT_F32,
  ELEMENT_F64,
  ELEMENT_I16,
  ELEMENT_I32,
  ELEMENT_I64,
  ELEMENT_I8,
  ELEMENT_U16,
  ELEMENT_U32,
  ELEMENT_U64,
  ELEMENT_U8,
  INTRINSIC_DATA_VIEW_PROTOTYPE,
} from '../../runtime/layout.ts';
import { loadViewElement, storeViewElement } from '../../runtime/data-view-access.ts';
import { setIntrinsicObject } from '../../runtime/intrinsic-objects.ts';
import { arrayBufferLength } from '../../runtime/inspect-kinds.ts';
import {
  arrayBufferViews,
  dataViewOnBuffer,
  isArrayBuffer,
  isDataView,
  typedArrayBuffer,
  viewLength,
  viewOffset,
} from '../../runtime/typed-array-cells.ts';
import { incompatibleReceiver } from '../error/type-errors.ts';
import { defineToStringTag } from '../object/prototype-setup.ts';
import { registerView } from './array-buffer.ts';
import { outsideBuffer } from './create.ts';
import { toIndex } from './indices.ts';

/** @global */
export class DataView {
  constructor(buffer: any, byteOffset?: any, byteLength?: any) {
    if (!isArrayBuffer(buffer)) {
      throw new TypeError('First argument to DataView constructor must be an ArrayBuffer');
    }
    const offset = byteOffset === undefined ? 0 : toIndex(byteOffset, outsideBuffer(byteOffset));
    const available = arrayBufferLength(buffer);
    if (offset > available) throw new RangeError(outsideBuffer(offset));
    let length = available - offset;
    if (byteLength !== undefined) {
      length = toIndex(byteLength, 'Invalid DataView length ' + byteLength);
      if (offset + length > available) throw new RangeError('Invalid DataView length ' + length);
    }
    const view = dataViewOnBuffer(new.target, buffer, offset, length);
    const tracking = byteLength === undefined && arrayBufferViews(buffer) !== undefined;
    registerView(buffer, view, tracking ? -1 : length);
    return view;
  }

  get buffer(): any {
    return typedArrayBuffer(checked(this, 'get DataView.prototype.buffer'));
  }

  get byteLength(): number {
    return viewLength(checked(this, 'get DataView.prototype.byte_length'));
  }

  get byteOffset(): number {
    return viewOffset(checked(this, 'get DataView.prototype.byte_offset'));
  }

  getInt8(byteOffset: any): number {
    return read(this, 'getInt8', ELEMENT_I8, byteOffset, 1, false);
  }

  getUint8(byteOffset: any): number {
    return read(this, 'getUint8', ELEMENT_U8, byteOffset, 1, false);
  }

  /** @length 1 */
  getInt16(byteOffset: any, littleEndian?: any): number {
    return read(this, 'getInt16', ELEMENT_I16, byteOffset, 2, !!littleEndian);
  }

  /** @length 1 */
  getUint16(byteOffset: any, littleEndian?: any): number {
    return read(this, 'getUint16', ELEMENT_U16, byteOffset, 2, !!littleEndian);
  }

  /** @length 1 */
  getInt32(byteOffset: any, littleEndian?: any): number {
    return read(this, 'getInt32', ELEMENT_I32, byteOffset, 4, !!littleEndian);
  }

  /** @length 1 */
  getUint32(byteOffset: any, littleEndian?: any): number {
    return read(this, 'getUint32', ELEMENT_U32, byteOffset, 4, !!littleEndian);
  }

  /** @length 1 */
  getFloat32(byteOffset: any, littleEndian?: any): number {
    return read(this, 'getFloat32', ELEMENT_F32, byteOffset, 4, !!littleEndian);
  }

  /** @length 1 */
  getFloat64(byteOffset: any, littleEndian?: any): number {
    return read(this, 'getFloat64', ELEMENT_F64, byteOffset, 8, !!littleEndian);
  }

  /** @length 1 */
  getBigInt64(byteOffset: any, littleEndian?: any): any {
    return read(this, 'getBigInt64', ELEMENT_I64, byteOffset, 8, !!littleEndian);
  }

  /** @length 1 */
  getBigUint64(byteOffset: any, littleEndian?: any): any {
    return read(this, 'getBigUint64', ELEMENT_U64, byteOffset, 8, !!littleEndian);
  }

  setInt8(byteOffset: any, value: any): void {
    write(this, 'setInt8', ELEMENT_I8, byteOffset, value, 1, false);
  }

  setUint8(byteOffset: any, value: any): void {
    write(this, 'setUint8', ELEMENT_U8, byteOffset, value, 1, false);
  }

  /** @length 2 */
  setInt16(byteOffset: any, value: any, littleEndian?: any): void {
    write(this, 'setInt16', ELEMENT_I16, byteOffset, value, 2, !!littleEndian);
  }

  /** @length 2 */
  setUint16(byteOffset: any, value: any, littleEndian?: any): void {
    write(this, 'setUint16', ELEMENT_U16, byteOffset, value, 2, !!littleEndian);
  }

  /** @length 2 */
  setInt32(byteOffset: any, value: any, littleEndian?: any): void {
    write(this, 'setInt32', ELEMENT_I32, byteOffset, value, 4, !!littleEndian);
  }

  /** @length 2 */
  setUint32(byteOffset: any, value: any, littleEndian?: any): void {
    write(this, 'setUint32', ELEMENT_U32, byteOffset, value, 4, !!littleEndian);
  }

  /** @length 2 */
  setFloat32(byteOffset: any, value: any, littleEndian?: any): void {
    write(this, 'setFloat32', ELEMENT_F32, byteOffset, value, 4, !!littleEndian);
  }

  /** @length 2 */
  setFloat64(byteOffset: any, value: any, littleEndian?: any): void {
    write(this, 'setFloat64', ELEMENT_F64, byteOffset, value, 8, !!littleEndian);
  }

  /** @length 2 */
  setBigInt64(byteOffset: any, value: any, littleEndian?: any): void {
    write(this, 'setBigInt64', ELEMENT_I64, byteOffset, value, 8, !!littleEndian);
  }

  /** @length 2 */
  setBigUint64(byteOffset: any, value: any, littleEndian?: any): void {
    write(this, 'setBigUint64', ELEMENT_U64, byteOffset, value, 8, !!littleEndian);
  }
}

defineToStringTag(DataView.prototype, 'DataView');
setIntrinsicObject(INTRINSIC_DATA_VIEW_PROTOTYPE, DataView.prototype);

const OUTSIDE = 'Offset is outside the bounds of the DataView';

function checked(value: any, method: string): any {
  if (!isDataView(value)) throw incompatibleReceiver(method, value);
  return value;
}

/** GetViewValue (§25.3.1.5). */
function read(
  view: any,
  method: string,
  type: number,
  offset: any,
  size: number,
  little: boolean,
): any {
  if (!isDataView(view)) throw incompatibleReceiver('DataView.prototype.' + method, undefined);
  const index = toIndex(offset, OUTSIDE);
  if (index + size > viewLength(view)) throw new RangeError(OUTSIDE);
  return loadViewElement(view, type, index, size, little);
}

/** SetViewValue (§25.3.1.6). */
function write(
  view: any,
  method: string,
  type: number,
  offset: any,
  value: any,
  size: number,
  little: boolean,
): void {
  if (!isDataView(view)) throw incompatibleReceiver('DataView.prototype.' + method, undefined);
  const index = toIndex(offset, OUTSIDE);
  const element = type >= ELEMENT_I64 ? BigInt.asIntN(64, value) : toNumber(value);
  if (index + size > viewLength(view)) throw new RangeError(OUTSIDE);
  storeViewElement(view, type, index, element, size, little);
}
