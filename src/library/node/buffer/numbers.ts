'use fast';
// Buffer numbers: the read and write methods for integers and floats, as functions of `this`. Layer: node.

import { doubleAt, floatAt, putDouble, putFloat } from '../../web/byte-text.ts';
import { outOfRangeError, validateNumber, withCode } from '../errors.ts';

/** Throws for an offset at which `last` bytes after it do not fit. */
function boundsError(offset: any, last: number, name: string = 'offset'): never {
  validateNumber(offset, name);
  if (Math.floor(offset) !== offset) throw outOfRangeError(name, 'an integer', offset);
  if (last < 0) {
    throw withCode(
      new RangeError('Attempt to access memory outside buffer bounds'),
      'ERR_BUFFER_OUT_OF_BOUNDS',
    );
  }
  throw outOfRangeError(name, '>= ' + (name === 'byteLength' ? 1 : 0) + ' and <= ' + last, offset);
}

function check(bytes: any, offset: any, size: number): void {
  if (typeof offset === 'number' && offset >= 0 && offset + size <= bytes.length) {
    if (Math.floor(offset) === offset) return;
  }
  validateNumber(offset, 'offset');
  boundsError(offset, bytes.length - size);
}

function checkSize(offset: any, size: any): void {
  if (offset === undefined) validateNumber(offset, 'offset');
  if (size === undefined || typeof size !== 'number') validateNumber(size, 'byteLength');
  if (size < 1 || size > 6 || Math.floor(size) !== size) boundsError(size, 6, 'byteLength');
}

function unsignedLittle(bytes: any, at: number, size: number): number {
  let value = 0;
  for (let i = size - 1; i >= 0; i--) value = value * 256 + bytes[at + i];
  return value;
}

function unsignedBig(bytes: any, at: number, size: number): number {
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + bytes[at + i];
  return value;
}

function signed(value: number, size: number): number {
  const limit = 2 ** (8 * size);
  return value >= limit / 2 ? value - limit : value;
}

function rangeText(least: number, most: number, size: number): string {
  if (size <= 4) return '>= ' + least + ' and <= ' + most;
  const bits = size * 8;
  if (least === 0) return '>= 0 and < 2 ** ' + bits;
  return '>= -(2 ** ' + (bits - 1) + ') and < 2 ** ' + (bits - 1);
}

function checkValue(value: number, least: number, most: number, size: number): void {
  if (value > most || value < least) {
    throw outOfRangeError('value', rangeText(least, most, size), value);
  }
}

function putLittle(bytes: any, at: number, value: number, size: number): void {
  let rest = value;
  for (let i = 0; i < size; i++) {
    const next = Math.floor(rest / 256);
    bytes[at + i] = rest - next * 256;
    rest = next;
  }
}

function putBig(bytes: any, at: number, value: number, size: number): void {
  let rest = value;
  for (let i = size - 1; i >= 0; i--) {
    const next = Math.floor(rest / 256);
    bytes[at + i] = rest - next * 256;
    rest = next;
  }
}

function put(
  bytes: any,
  input: any,
  offset: any,
  size: number,
  isSigned: boolean,
  big: boolean,
): number {
  const value = +input;
  const limit = 2 ** (8 * size);
  const least = isSigned ? -limit / 2 : 0;
  const most = isSigned ? limit / 2 - 1 : limit - 1;
  if (size === 1) validateNumber(offset, 'offset');
  checkValue(value, least, most, size);
  check(bytes, offset, size);
  // NaN is written as 0, a fraction is cut off.
  const whole = value !== value ? 0 : Math.trunc(value);
  if (big) putBig(bytes, offset, whole, size);
  else putLittle(bytes, offset, whole, size);
  return offset + size;
}

export function readUInt8(this: any, offset: any = 0) {
  check(this, offset, 1);
  return this[offset];
}

export function readInt8(this: any, offset: any = 0) {
  check(this, offset, 1);
  return (this[offset] << 24) >> 24;
}

export function readUInt16LE(this: any, offset: any = 0) {
  check(this, offset, 2);
  return this[offset] | (this[offset + 1] << 8);
}

export function readUInt16BE(this: any, offset: any = 0) {
  check(this, offset, 2);
  return (this[offset] << 8) | this[offset + 1];
}

export function readInt16LE(this: any, offset: any = 0) {
  check(this, offset, 2);
  return ((this[offset] | (this[offset + 1] << 8)) << 16) >> 16;
}

export function readInt16BE(this: any, offset: any = 0) {
  check(this, offset, 2);
  return (((this[offset] << 8) | this[offset + 1]) << 16) >> 16;
}

export function readUInt32LE(this: any, offset: any = 0) {
  check(this, offset, 4);
  return (
    (this[offset] |
      (this[offset + 1] << 8) |
      (this[offset + 2] << 16) |
      (this[offset + 3] << 24)) >>>
    0
  );
}

export function readUInt32BE(this: any, offset: any = 0) {
  check(this, offset, 4);
  return (
    ((this[offset] << 24) |
      (this[offset + 1] << 16) |
      (this[offset + 2] << 8) |
      this[offset + 3]) >>>
    0
  );
}

export function readInt32LE(this: any, offset: any = 0) {
  check(this, offset, 4);
  return (
    this[offset] | (this[offset + 1] << 8) | (this[offset + 2] << 16) | (this[offset + 3] << 24)
  );
}

export function readInt32BE(this: any, offset: any = 0) {
  check(this, offset, 4);
  return (
    (this[offset] << 24) | (this[offset + 1] << 16) | (this[offset + 2] << 8) | this[offset + 3]
  );
}

export function readUIntLE(this: any, offset: any, byteLength: any) {
  checkSize(offset, byteLength);
  check(this, offset, byteLength);
  return unsignedLittle(this, offset, byteLength);
}

export function readUIntBE(this: any, offset: any, byteLength: any) {
  checkSize(offset, byteLength);
  check(this, offset, byteLength);
  return unsignedBig(this, offset, byteLength);
}

export function readIntLE(this: any, offset: any, byteLength: any) {
  checkSize(offset, byteLength);
  check(this, offset, byteLength);
  return signed(unsignedLittle(this, offset, byteLength), byteLength);
}

export function readIntBE(this: any, offset: any, byteLength: any) {
  checkSize(offset, byteLength);
  check(this, offset, byteLength);
  return signed(unsignedBig(this, offset, byteLength), byteLength);
}

export function writeUInt8(this: any, value: any, offset: any = 0) {
  return put(this, value, offset, 1, false, false);
}

export function writeInt8(this: any, value: any, offset: any = 0) {
  return put(this, value, offset, 1, true, false);
}

export function writeUInt16LE(this: any, value: any, offset: any = 0) {
  return put(this, value, offset, 2, false, false);
}

export function writeUInt16BE(this: any, value: any, offset: any = 0) {
  return put(this, value, offset, 2, false, true);
}

export function writeInt16LE(this: any, value: any, offset: any = 0) {
  return put(this, value, offset, 2, true, false);
}

export function writeInt16BE(this: any, value: any, offset: any = 0) {
  return put(this, value, offset, 2, true, true);
}

export function writeUInt32LE(this: any, value: any, offset: any = 0) {
  return put(this, value, offset, 4, false, false);
}

export function writeUInt32BE(this: any, value: any, offset: any = 0) {
  return put(this, value, offset, 4, false, true);
}

export function writeInt32LE(this: any, value: any, offset: any = 0) {
  return put(this, value, offset, 4, true, false);
}

export function writeInt32BE(this: any, value: any, offset: any = 0) {
  return put(this, value, offset, 4, true, true);
}

export function writeUIntLE(this: any, value: any, offset: any, byteLength: any) {
  checkSize(0, byteLength);
  return put(this, value, offset, byteLength, false, false);
}

export function writeUIntBE(this: any, value: any, offset: any, byteLength: any) {
  checkSize(0, byteLength);
  return put(this, value, offset, byteLength, false, true);
}

export function writeIntLE(this: any, value: any, offset: any, byteLength: any) {
  checkSize(0, byteLength);
  return put(this, value, offset, byteLength, true, false);
}

export function writeIntBE(this: any, value: any, offset: any, byteLength: any) {
  checkSize(0, byteLength);
  return put(this, value, offset, byteLength, true, true);
}

export function readFloatLE(this: any, offset: any = 0) {
  check(this, offset, 4);
  return floatAt(this, offset, false);
}

export function readFloatBE(this: any, offset: any = 0) {
  check(this, offset, 4);
  return floatAt(this, offset, true);
}

export function readDoubleLE(this: any, offset: any = 0) {
  check(this, offset, 8);
  return doubleAt(this, offset, false);
}

export function readDoubleBE(this: any, offset: any = 0) {
  check(this, offset, 8);
  return doubleAt(this, offset, true);
}

export function writeFloatLE(this: any, value: any, offset: any = 0) {
  check(this, offset, 4);
  putFloat(this, offset, +value, false);
  return offset + 4;
}

export function writeFloatBE(this: any, value: any, offset: any = 0) {
  check(this, offset, 4);
  putFloat(this, offset, +value, true);
  return offset + 4;
}

export function writeDoubleLE(this: any, value: any, offset: any = 0) {
  check(this, offset, 8);
  putDouble(this, offset, +value, false);
  return offset + 8;
}

export function writeDoubleBE(this: any, value: any, offset: any = 0) {
  check(this, offset, 8);
  putDouble(this, offset, +value, true);
  return offset + 8;
}
