// Buffer: node:buffer. Layer: node. A Uint8Array with encodings. There is no pool: each Buffer made from a string or
// a size has an ArrayBuffer of its own, filled with zeros even by allocUnsafe.

import { isArrayBufferCell, isTypedArrayCell } from '../runtime/inspect-kinds.ts';
import { atob, btoa } from '../web/base64.ts';
import { bytesOfSource } from '../web/buffer-source.ts';
import {
  compareByteRanges,
  fillByteRange,
  findByteRange,
  isWellFormedUtf8,
  moveByteRange,
  utf8Text,
} from '../web/byte-text.ts';
import {
  canonicalEncoding,
  decodeRange,
  encodedSize,
  encodeInto,
  requiredEncoding,
} from './buffer/encoding.ts';
import {
  readDoubleBE,
  readDoubleLE,
  readFloatBE,
  readFloatLE,
  readInt16BE,
  readInt16LE,
  readInt32BE,
  readInt32LE,
  readInt8,
  readIntBE,
  readIntLE,
  readUInt16BE,
  readUInt16LE,
  readUInt32BE,
  readUInt32LE,
  readUInt8,
  readUIntBE,
  readUIntLE,
  writeDoubleBE,
  writeDoubleLE,
  writeFloatBE,
  writeFloatLE,
  writeInt16BE,
  writeInt16LE,
  writeInt32BE,
  writeInt32LE,
  writeInt8,
  writeIntBE,
  writeIntLE,
  writeUInt16BE,
  writeUInt16LE,
  writeUInt32BE,
  writeUInt32LE,
  writeUInt8,
  writeUIntBE,
  writeUIntLE,
} from './buffer/numbers.ts';
import {
  argumentTypeError,
  argumentValueError,
  outOfRangeError,
  validateNumber,
  withCode,
} from './errors.ts';
import { customInspectSymbol } from './util/inspect-custom.ts';

export const kMaxLength = 4294967296;
export const kStringMaxLength = 536870888;
export const constants = { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: kStringMaxLength };
export const INSPECT_MAX_BYTES = 50;

const HEX = '0123456789abcdef';

/** @global */
export class Buffer extends Uint8Array {
  /** Sizes, arrays, (arrayBuffer, offset, length) as Uint8Array; a string with its encoding as Buffer.from. */
  constructor(source?: any, offsetOrEncoding?: any, length?: any) {
    if (typeof source === 'string') {
      const encoding = requiredEncoding(offsetOrEncoding);
      super(encodedSize(source, encoding));
      encodeInto(this, 0, this.length, source, encoding);
    } else if (typeof source === 'number') super(source);
    else super(source, offsetOrEncoding, length);
  }

  static poolSize = 8192;

  static override from(value?: any, encodingOrOffset?: any, length?: any): any {
    if (typeof value === 'string') return bufferOfText(value, encodingOrOffset);
    if (typeof value === 'object' && value !== null) {
      if (isArrayBufferCell(value)) return bufferOfArrayBuffer(value, encodingOrOffset, length);
      const primitive = value.valueOf && value.valueOf();
      if (
        primitive !== null &&
        primitive !== undefined &&
        primitive !== value &&
        (typeof primitive === 'string' || typeof primitive === 'object')
      ) {
        return Buffer.from(primitive, encodingOrOffset, length);
      }
      const copied = bufferOfObject(value);
      if (copied !== undefined) return copied;
      if (typeof value[Symbol.toPrimitive] === 'function') {
        const text = value[Symbol.toPrimitive]('string');
        if (typeof text === 'string') return bufferOfText(text, encodingOrOffset);
      }
    }
    throw argumentTypeError(
      'first argument',
      ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'],
      value,
    );
  }

  /** @cold */
  static override of(...items: any[]): any {
    const result = new Buffer(items.length);
    for (let i = 0; i < items.length; i++) result[i] = items[i];
    return result;
  }

  static alloc(size?: any, fill?: any, encoding?: any): Buffer {
    validateNumber(size, 'size', 0, kMaxLength);
    const result = new Buffer(size);
    if (fill !== undefined && fill !== 0 && size > 0) result.fill(fill, encoding);
    return result;
  }

  static allocUnsafe(size?: any): Buffer {
    validateNumber(size, 'size', 0, kMaxLength);
    return new Buffer(size);
  }

  static allocUnsafeSlow(size?: any): Buffer {
    return Buffer.allocUnsafe(size);
  }

  static isBuffer(value?: any): boolean {
    return value instanceof Buffer;
  }

  static isEncoding(name?: any): boolean {
    return typeof name === 'string' && name !== '' && canonicalEncoding(name) !== undefined;
  }

  static byteLength(value?: any, encoding?: any): number {
    if (typeof value === 'string') return encodedSize(value, canonicalEncoding(encoding) ?? 'utf8');
    if (ArrayBuffer.isView(value) || isArrayBufferCell(value)) return value.byteLength;
    throw argumentTypeError('string', ['string', 'Buffer', 'ArrayBuffer'], value);
  }

  static compare(a?: any, b?: any): number {
    requireBytes(a, 'buf1');
    requireBytes(b, 'buf2');
    return compareByteRanges(a, 0, a.length, b, 0, b.length);
  }

  static concat(list?: any, totalLength?: any): Buffer {
    if (!Array.isArray(list)) throw argumentTypeError('list', 'Array', list);
    let total = 0;
    if (totalLength === undefined) {
      for (let i = 0; i < list.length; i++) if (list[i].length) total += list[i].length;
    } else {
      validateNumber(totalLength, 'length', 0);
      total = totalLength;
    }
    const result = new Buffer(total);
    let at = 0;
    for (let i = 0; i < list.length; i++) {
      const part = list[i];
      requireBytes(part, 'list[' + i + ']');
      const count = Math.min(part.length, total - at);
      if (count > 0) moveByteRange(result, at, part, 0, count);
      at += count;
    }
    return result;
  }

  static copyBytesFrom(view?: any, offset: any = 0, length?: any): Buffer {
    if (!isTypedArrayCell(view)) throw argumentTypeError('view', 'TypedArray', view);
    const end = length === undefined ? view.length : offset + length;
    const part = view.subarray(offset, end);
    return Buffer.from(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  }

  get parent(): any {
    return this.buffer;
  }

  get offset(): number {
    return this.byteOffset;
  }

  override toString(encoding?: any, start?: any, end?: any): string {
    if (encoding === undefined && start === undefined && end === undefined) {
      return utf8Text(this, 0, this.length);
    }
    const length = this.length;
    let from = start === undefined ? 0 : Math.trunc(+start) || 0;
    let to = end === undefined ? length : Math.trunc(+end) || 0;
    if (from < 0) from = 0;
    if (to > length) to = length;
    if (from >= to) return '';
    return decodeRange(this, from, to, requiredEncoding(encoding));
  }

  override toLocaleString(encoding?: any, start?: any, end?: any): string {
    return this.toString(encoding, start, end);
  }

  /** @cold */
  toJSON(): { type: string; data: number[] } {
    const data: number[] = [];
    for (let i = 0; i < this.length; i++) data.push(this[i]!);
    return { type: 'Buffer', data };
  }

  equals(other?: any): boolean {
    requireBytes(other, 'otherBuffer');
    return (
      this === other ||
      (this.length === other.length &&
        compareByteRanges(this, 0, this.length, other, 0, other.length) === 0)
    );
  }

  compare(
    target?: any,
    targetStart: any = 0,
    targetEnd: any = target?.length,
    sourceStart: any = 0,
    sourceEnd: any = this.length,
  ): number {
    requireBytes(target, 'target');
    checkOffset(targetStart, 'targetStart', kMaxLength);
    checkOffset(targetEnd, 'targetEnd', target.length);
    checkOffset(sourceStart, 'sourceStart', kMaxLength);
    checkOffset(sourceEnd, 'sourceEnd', this.length);
    if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1;
    if (targetStart >= targetEnd) return 1;
    return compareByteRanges(this, sourceStart, sourceEnd, target, targetStart, targetEnd);
  }

  /** write(text, encoding), write(text, offset, encoding), write(text, offset, length, encoding). */
  write(text?: any, offset?: any, length?: any, encoding?: any): number {
    if (typeof text !== 'string') {
      throw withCode(new TypeError('argument must be a string'), 'ERR_INVALID_ARG_TYPE');
    }
    let at = offset;
    let room = length;
    let name = encoding;
    if (typeof at === 'string') {
      name = at;
      at = undefined;
      room = undefined;
    } else if (typeof room === 'string') {
      name = room;
      room = undefined;
    }
    if (at === undefined) at = 0;
    else checkOffset(at, 'offset', this.length);
    const remaining = this.length - at;
    if (room === undefined) room = remaining;
    else {
      checkOffset(room, 'length', this.length);
      if (room > remaining) room = remaining;
    }
    return encodeInto(this, at, room, text, requiredEncoding(name));
  }

  copy(target?: any, targetStart: any = 0, sourceStart: any = 0, sourceEnd?: any): number {
    requireBytes(target, 'target');
    const at = copyOffset(targetStart, 'targetStart');
    const from = copyOffset(sourceStart, 'sourceStart');
    if (from > this.length) {
      throw outOfRangeError('sourceStart', '>= 0 && <= ' + this.length, sourceStart);
    }
    const to = sourceEnd === undefined ? this.length : copyOffset(sourceEnd, 'sourceEnd');
    const count = Math.min(to - from, this.length - from, target.length - at);
    if (count <= 0) return 0;
    moveByteRange(target, at, this, from, count);
    return count;
  }

  /** A view of the same memory. */
  override subarray(start?: any, end?: any): any {
    const length = this.length;
    const from = relativeIndex(start, length, 0);
    const to = relativeIndex(end, length, length);
    return new Buffer(this.buffer, this.byteOffset + from, to > from ? to - from : 0);
  }

  override slice(start?: any, end?: any): any {
    return this.subarray(start, end);
  }

  override fill(value?: any, offset?: any, end?: any, encoding?: any): this {
    let from = offset;
    let to = end;
    let name = encoding;
    if (typeof from === 'string') {
      name = from;
      from = undefined;
      to = undefined;
    } else if (typeof to === 'string') {
      name = to;
      to = undefined;
    }
    if (from === undefined) from = 0;
    else validateNumber(from, 'offset', 0, kMaxLength);
    if (to === undefined) to = this.length;
    else validateNumber(to, 'end', 0, this.length);
    if (from >= to) return this;
    if (typeof value === 'string') {
      const pattern = bufferOfText(value, name);
      if (value === '') fillByteRange(this, from, to, 0);
      else if (pattern.length === 0) throw argumentValueError('value', value);
      else this.#repeat(pattern, from, to);
    } else if (typeof value === 'object' && value !== null && isTypedArrayCell(value)) {
      if (value.length === 0) throw argumentValueError('value', value);
      this.#repeat(value, from, to);
    } else fillByteRange(this, from, to, +value & 255);
    return this;
  }

  #repeat(pattern: any, from: number, to: number): void {
    if (pattern.length === 1) {
      fillByteRange(this, from, to, pattern[0]);
      return;
    }
    for (let i = from; i < to; i++) this[i] = pattern[(i - from) % pattern.length]!;
  }

  override indexOf(value?: any, byteOffset?: any, encoding?: any): number {
    return findValue(this, value, byteOffset, encoding, true);
  }

  override lastIndexOf(value?: any, byteOffset?: any, encoding?: any): number {
    return findValue(this, value, byteOffset, encoding, false);
  }

  override includes(value?: any, byteOffset?: any, encoding?: any): boolean {
    return findValue(this, value, byteOffset, encoding, true) !== -1;
  }

  swap16(): this {
    return this.#swap(2);
  }

  swap32(): this {
    return this.#swap(4);
  }

  swap64(): this {
    return this.#swap(8);
  }

  /** @cold */
  #swap(size: number): this {
    if (this.length % size !== 0) {
      throw withCode(
        new RangeError('Buffer size must be a multiple of ' + size * 8 + '-bits'),
        'ERR_INVALID_BUFFER_SIZE',
      );
    }
    for (let i = 0; i < this.length; i += size) {
      for (let low = i, high = i + size - 1; low < high; low++, high--) {
        const byte = this[low]!;
        this[low] = this[high]!;
        this[high] = byte;
      }
    }
    return this;
  }

  /** @cold */
  [customInspectSymbol](_depth: any, options: any, inspect: any): string {
    const shown = Math.min(INSPECT_MAX_BYTES, this.length);
    let text = '';
    for (let i = 0; i < shown; i++) {
      text += (i === 0 ? '' : ' ') + HEX[this[i]! >> 4]! + HEX[this[i]! & 15]!;
    }
    const remaining = this.length - INSPECT_MAX_BYTES;
    if (remaining > 0) text += ' ... ' + remaining + ' more byte' + (remaining > 1 ? 's' : '');
    const extras: any = Object.create(null);
    let hasExtras = false;
    const keys = Object.keys(this);
    for (let i = this.length; i < keys.length; i++) {
      hasExtras = true;
      extras[keys[i]!] = (this as any)[keys[i]!];
    }
    if (hasExtras) {
      if (this.length !== 0) text += ', ';
      text += inspect(extras, { ...options, breakLength: Infinity, compact: true }).slice(27, -2);
    }
    return '<' + this.constructor.name + ' ' + text + '>';
  }
}

// Each is in an image only when its name is in the program.
const prototype: any = Buffer.prototype;
prototype.readUInt8 = prototype.readUint8 = readUInt8;
prototype.readInt8 = readInt8;
prototype.readUInt16LE = prototype.readUint16LE = readUInt16LE;
prototype.readUInt16BE = prototype.readUint16BE = readUInt16BE;
prototype.readInt16LE = readInt16LE;
prototype.readInt16BE = readInt16BE;
prototype.readUInt32LE = prototype.readUint32LE = readUInt32LE;
prototype.readUInt32BE = prototype.readUint32BE = readUInt32BE;
prototype.readInt32LE = readInt32LE;
prototype.readInt32BE = readInt32BE;
prototype.readUIntLE = prototype.readUintLE = readUIntLE;
prototype.readUIntBE = prototype.readUintBE = readUIntBE;
prototype.readIntLE = readIntLE;
prototype.readIntBE = readIntBE;
prototype.writeUInt8 = prototype.writeUint8 = writeUInt8;
prototype.writeInt8 = writeInt8;
prototype.writeUInt16LE = prototype.writeUint16LE = writeUInt16LE;
prototype.writeUInt16BE = prototype.writeUint16BE = writeUInt16BE;
prototype.writeInt16LE = writeInt16LE;
prototype.writeInt16BE = writeInt16BE;
prototype.writeUInt32LE = prototype.writeUint32LE = writeUInt32LE;
prototype.writeUInt32BE = prototype.writeUint32BE = writeUInt32BE;
prototype.writeInt32LE = writeInt32LE;
prototype.writeInt32BE = writeInt32BE;
prototype.writeUIntLE = prototype.writeUintLE = writeUIntLE;
prototype.writeUIntBE = prototype.writeUintBE = writeUIntBE;
prototype.writeIntLE = writeIntLE;
prototype.writeIntBE = writeIntBE;
prototype.readFloatLE = readFloatLE;
prototype.readFloatBE = readFloatBE;
prototype.readDoubleLE = readDoubleLE;
prototype.readDoubleBE = readDoubleBE;
prototype.writeFloatLE = writeFloatLE;
prototype.writeFloatBE = writeFloatBE;
prototype.writeDoubleLE = writeDoubleLE;
prototype.writeDoubleBE = writeDoubleBE;

/** @cold */
function requireBytes(value: any, name: string): void {
  if (!(value instanceof Uint8Array)) {
    throw argumentTypeError(name, ['Buffer', 'Uint8Array'], value);
  }
}

/** @cold */
function checkOffset(value: any, name: string, most: number): void {
  if (typeof value !== 'number') throw argumentTypeError(name, 'number', value);
  if (!Number.isInteger(value)) throw outOfRangeError(name, 'an integer', value);
  if (value < 0 || value > most) throw outOfRangeError(name, '>= 0 && <= ' + most, value);
}

/** @cold */
function copyOffset(value: any, name: string): number {
  const number = value === undefined ? 0 : Math.trunc(+value) || 0;
  if (number < 0) throw outOfRangeError(name, '>= 0', value);
  return number;
}

function relativeIndex(value: any, length: number, missing: number): number {
  if (value === undefined) return missing;
  const index = Math.trunc(+value) || 0;
  if (index < 0) return Math.max(0, index + length);
  return Math.min(index, length);
}

function bufferOfText(text: string, encoding: any): Buffer {
  const name = requiredEncoding(typeof encoding === 'string' ? encoding : undefined);
  const result = new Buffer(encodedSize(text, name));
  const written = encodeInto(result, 0, result.length, text, name);
  return written === result.length ? result : result.subarray(0, written);
}

/** @cold */
function bufferOfArrayBuffer(value: any, offset: any, length: any): Buffer {
  const from = offset === undefined ? 0 : Math.trunc(+offset) || 0;
  const most = value.byteLength - from;
  if (most < 0 || from < 0) {
    throw withCode(
      new RangeError('"offset" is outside of buffer bounds'),
      'ERR_BUFFER_OUT_OF_BOUNDS',
    );
  }
  let count = most;
  if (length !== undefined) {
    count = Math.max(0, Math.trunc(+length) || 0);
    if (count > most) {
      throw withCode(
        new RangeError('"length" is outside of buffer bounds'),
        'ERR_BUFFER_OUT_OF_BOUNDS',
      );
    }
  }
  return new Buffer(value, from, count);
}

/** A copy of an array-like object's elements, or undefined when it is none. */
function bufferOfObject(value: any): Buffer | undefined {
  let items = value;
  if (value.length === undefined && !(value.buffer && isArrayBufferCell(value.buffer))) {
    if (value.type !== 'Buffer' || !Array.isArray(value.data)) return undefined;
    items = value.data;
  } else if (typeof value.length !== 'number') return new Buffer(0);
  if (items instanceof Uint8Array) {
    const result = new Buffer(items.length);
    if (items.length > 0) moveByteRange(result, 0, items, 0, items.length);
    return result;
  }
  const count = Math.max(0, items.length | 0);
  const result = new Buffer(count);
  for (let i = 0; i < count; i++) result[i] = items[i];
  return result;
}

/** Where a number, string or byte sequence occurs first (or last), from `byteOffset` on (or back). */
function findValue(
  bytes: Buffer,
  value: any,
  byteOffset: any,
  encoding: any,
  forward: boolean,
): number {
  let start = byteOffset;
  let name = encoding;
  if (typeof start === 'string') {
    name = start;
    start = undefined;
  }
  start = +start;
  if (start !== start) start = forward ? 0 : bytes.length;
  start = Math.trunc(Math.min(Math.max(start, -0x80000000), 0x7fffffff));
  if (typeof value === 'number') return findByte(bytes, value & 255, start, forward);
  let needle: Uint8Array;
  let step = 1;
  if (typeof value === 'string') {
    const canonical = requiredEncoding(name);
    needle = bufferOfText(value, canonical);
    if (canonical === 'utf16le') step = 2;
  } else if (value instanceof Uint8Array) needle = value;
  else throw argumentTypeError('value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
  if (start < 0) start += bytes.length;
  if (forward) {
    if (start < 0) start = 0;
    if (needle.length === 0) return Math.min(start, bytes.length);
    if (step === 2) start += start & 1;
    if (start + needle.length > bytes.length) return -1;
    const found = findByteRange(bytes, bytes.length, needle, needle.length, start, step);
    return found === bytes.length ? -1 : found;
  }
  if (start < 0) return -1;
  if (needle.length === 0) return Math.min(start, bytes.length);
  let i = Math.min(start, bytes.length - needle.length);
  if (step === 2 && i >= 0) i -= i & 1;
  for (; i >= 0; i -= step) {
    if (compareByteRanges(bytes, i, i + needle.length, needle, 0, needle.length) === 0) return i;
  }
  return -1;
}

function findByte(bytes: Buffer, byte: number, from: number, forward: boolean): number {
  const length = bytes.length;
  let i = from < 0 ? from + length : from;
  if (forward) {
    for (i = Math.max(0, i); i < length; i++) if (bytes[i] === byte) return i;
  } else {
    for (i = Math.min(length - 1, i); i >= 0; i--) if (bytes[i] === byte) return i;
  }
  return -1;
}

export function isUtf8(input: any): boolean {
  const bytes = bytesOfSource(input);
  if (bytes === undefined) {
    throw argumentTypeError('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
  }
  return isWellFormedUtf8(bytes, 0, bytes.length);
}

export function isAscii(input: any): boolean {
  const bytes = bytesOfSource(input);
  if (bytes === undefined) {
    throw argumentTypeError('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
  }
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! > 127) return false;
  return true;
}

export const SlowBuffer = Buffer;
export { atob, btoa };

const buffer = {
  Buffer,
  SlowBuffer,
  kMaxLength,
  kStringMaxLength,
  constants,
  INSPECT_MAX_BYTES,
  isUtf8,
  isAscii,
  atob,
  btoa,
};
export default buffer;
