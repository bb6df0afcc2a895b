// Key derivation of node:crypto: PBKDF2 (RFC 8018 §5.2) and HKDF (RFC 5869). Layer: node.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { validateFunction, validateInteger, validateString, withCode } from '../errors.ts';
import { algorithmNames, findAlgorithm } from './algorithms.ts';
import { hmacOf, inputBytes, outputOf } from './hash.ts';

function checkDigest(digest: any): number {
  validateString(digest, 'digest');
  const algorithm = findAlgorithm(digest);
  if (algorithm === undefined) {
    throw withCode(new TypeError('Invalid digest: ' + digest), 'ERR_CRYPTO_INVALID_DIGEST');
  }
  return algorithm.outputSize;
}

export function pbkdf2Sync(
  password: any,
  salt: any,
  iterations: any,
  length: any,
  digest: any,
): any {
  const size = checkDigest(digest);
  validateInteger(iterations, 'iterations', 1, 2147483647);
  validateInteger(length, 'keylen', 0, 2147483647);
  const key = inputBytes(password, 'utf8', 'password');
  const saltBytes = inputBytes(salt, 'utf8', 'salt');
  const result = new Uint8Array(length);
  for (let block = 1, at = 0; at < length; block++, at += size) {
    const index = new Uint8Array([block >>> 24, block >>> 16, block >>> 8, block]);
    let previous = hmacOf(digest, key, saltBytes, index);
    const sum = previous.slice();
    for (let i = 1; i < iterations; i++) {
      previous = hmacOf(digest, key, previous);
      for (let j = 0; j < size; j++) sum[j] = sum[j]! ^ previous[j]!;
    }
    for (let j = 0; j < size && at + j < length; j++) result[at + j] = sum[j]!;
  }
  return outputOf(result, undefined);
}

/** The same with a callback; the work is done before the callback's tick. */
export function pbkdf2(
  password: any,
  salt: any,
  iterations: any,
  length: any,
  digest: any,
  callback: any,
): void {
  validateFunction(callback, 'callback');
  const key = pbkdf2Sync(password, salt, iterations, length, digest);
  enqueueTick(callback, null, key);
}

export function hkdfSync(digest: any, key: any, salt: any, info: any, length: any): ArrayBuffer {
  const size = checkDigest(digest);
  validateInteger(length, 'length', 0, size * 255);
  const saltBytes = inputBytes(salt, 'utf8', 'salt');
  const extracted = hmacOf(
    digest,
    saltBytes.length === 0 ? new Uint8Array(size) : saltBytes,
    inputBytes(key, 'utf8', 'key'),
  );
  const infoBytes = inputBytes(info, 'utf8', 'info');
  const result = new Uint8Array(length);
  let previous = new Uint8Array(0);
  for (let block = 1, at = 0; at < length; block++, at += size) {
    previous = hmacOf(digest, extracted, previous, infoBytes, new Uint8Array([block])).slice();
    for (let j = 0; j < size && at + j < length; j++) result[at + j] = previous[j]!;
  }
  return result.buffer as ArrayBuffer;
}

export function getHashes(): string[] {
  return algorithmNames();
}
