// node:crypto: hashes, HMAC, random values, key derivation. Layer: node. Ciphers, signatures and certificates are left out.

import { enqueueTick } from '../ecma/promise/jobs.ts';
import { bytesOfSource } from '../web/buffer-source.ts';
import { crypto as webcrypto, randomUuid } from '../web/crypto.ts';
import { fillWithEntropy } from '../web/entropy.ts';
import { Buffer } from './buffer.ts';
import { getHashes, hkdfSync, pbkdf2, pbkdf2Sync } from './crypto/key-derivation.ts';
import { Hash, Hmac } from './crypto/hash.ts';
import {
  argumentTypeError,
  outOfRangeError,
  validateFunction,
  validateInteger,
  withCode,
} from './errors.ts';

export function createHash(algorithm?: any, options?: any): Hash {
  return new Hash(algorithm, options);
}

export function createHmac(algorithm?: any, key?: any, options?: any): Hmac {
  return new Hmac(algorithm, key, options);
}

/** A digest in one call. */
export function hash(algorithm?: any, data?: any, encoding: any = 'hex'): any {
  return new Hash(algorithm).update(data).digest(encoding);
}

export function randomBytes(size?: any, callback?: any): any {
  validateInteger(size, 'size', 0, 2147483647);
  const bytes = Buffer.alloc(size);
  if (size > 0) fillWithEntropy(bytes, size);
  if (callback === undefined) return bytes;
  validateFunction(callback, 'callback');
  enqueueTick(callback, null, bytes);
  return undefined;
}

export function randomFillSync(target?: any, offset: any = 0, size?: any): any {
  const bytes = bytesOfSource(target);
  if (bytes === undefined)
    throw argumentTypeError('buf', ['ArrayBuffer', 'ArrayBufferView'], target);
  validateInteger(offset, 'offset', 0, bytes.length);
  const count = size === undefined ? bytes.length - offset : size;
  validateInteger(count, 'size', 0, bytes.length - offset);
  if (count > 0) fillWithEntropy(bytes.subarray(offset, offset + count), count);
  return target;
}

/** A uniform integer from `least` (default 0) below `limit`. */
export function randomInt(least?: any, limit?: any, callback?: any): any {
  let from = least;
  let to = limit;
  let done = callback;
  if (to === undefined || typeof to === 'function') {
    done = to;
    to = from;
    from = 0;
  }
  if (!Number.isSafeInteger(from)) throw argumentTypeError('min', 'a safe integer', from);
  if (!Number.isSafeInteger(to)) throw argumentTypeError('max', 'a safe integer', to);
  if (to <= from) {
    throw outOfRangeError('max', 'greater than the value of "min" (' + from + ')', to);
  }
  const range = to - from;
  if (range > 281474976710655) throw outOfRangeError('max - min', '<= 281474976710655', range);
  // Values beyond the last whole multiple of the range would favour small results.
  const limitValue = 281474976710656 - (281474976710656 % range);
  let value = limitValue;
  while (value >= limitValue) value = randomBytes(6).readUIntBE(0, 6);
  const result = (value % range) + from;
  if (done === undefined) return result;
  enqueueTick(done, null, result);
  return undefined;
}

export function randomUUID(): string {
  return randomUuid();
}

export function getRandomValues(array: any): any {
  return webcrypto.getRandomValues(array);
}

/** Compares in a time that does not depend on where they differ. */
export function timingSafeEqual(a?: any, b?: any): boolean {
  const left = inputBytesOnly(a, 'buf1');
  const right = inputBytesOnly(b, 'buf2');
  if (left.length !== right.length) {
    throw withCode(
      new RangeError('Input buffers must have the same byte length'),
      'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH',
    );
  }
  let difference = 0;
  for (let i = 0; i < left.length; i++) difference |= left[i]! ^ right[i]!;
  return difference === 0;
}

function inputBytesOnly(value: any, name: string): Uint8Array {
  if (typeof value === 'string' || bytesOfSource(value) === undefined) {
    throw argumentTypeError(name, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);
  }
  return bytesOfSource(value)!;
}

export { getHashes, Hash, hkdfSync, Hmac, pbkdf2, pbkdf2Sync, webcrypto };

const cryptoModule = {
  createHash,
  createHmac,
  getHashes,
  getRandomValues,
  hash,
  Hash,
  hkdfSync,
  Hmac,
  pbkdf2,
  pbkdf2Sync,
  randomBytes,
  randomFillSync,
  randomInt,
  randomUUID,
  timingSafeEqual,
  webcrypto,
};
export default cryptoModule;
