// Hash and Hmac of node:crypto. Layer: node. HMAC is RFC 2104.

import { bytesOfSource } from '../../web/buffer-source.ts';
import { Buffer } from '../buffer.ts';
import { argumentTypeError, validateString, withCode } from '../errors.ts';
import { Transform } from '../stream.ts';
import { findAlgorithm } from './algorithms.ts';
import type { DigestAlgorithm } from './algorithms.ts';
import { DigestState } from './digest-state.ts';

function requiredAlgorithm(name: any, argument: string): DigestAlgorithm {
  validateString(name, argument);
  const algorithm = findAlgorithm(name);
  if (algorithm !== undefined) return algorithm;
  if (argument === 'hmac') {
    throw withCode(new TypeError('Invalid digest: ' + name), 'ERR_CRYPTO_INVALID_DIGEST');
  }
  throw new Error('Digest method not supported');
}

/** The bytes of a string in `encoding`, or of a buffer. */
export function inputBytes(data: any, encoding: any, name: string): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, encoding === 'buffer' ? 'utf8' : encoding);
  const bytes = bytesOfSource(data);
  if (bytes === undefined || !ArrayBuffer.isView(data)) {
    throw argumentTypeError(name, ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  return bytes;
}

export function outputOf(bytes: Uint8Array, encoding: any): any {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return encoding === undefined || encoding === 'buffer' ? buffer : buffer.toString(encoding);
}

function finalized(): any {
  return withCode(new Error('Digest already called'), 'ERR_CRYPTO_HASH_FINALIZED');
}

export class Hash extends (Transform as any) {
  #state: DigestState;
  #finished = false;

  constructor(algorithm: any, options?: any) {
    super(options);
    this.#state = new DigestState(requiredAlgorithm(algorithm, 'algorithm'));
  }

  update(data?: any, encoding?: any): this {
    if (this.#finished) throw finalized();
    this.#state.update(inputBytes(data, encoding, 'data'));
    return this;
  }

  digest(encoding?: any): any {
    if (this.#finished) throw finalized();
    this.#finished = true;
    return outputOf(this.#state.finish(), encoding);
  }

  copy(options?: any): Hash {
    if (this.#finished) throw finalized();
    const copy = new Hash(this.#state.algorithm.name, options);
    copy.#state = this.#state.copy();
    return copy;
  }

  _transform(chunk: any, encoding: any, callback: any): void {
    this.#state.update(inputBytes(chunk, encoding, 'data'));
    callback();
  }

  _flush(callback: any): void {
    this.push(this.digest());
    callback();
  }
}

export class Hmac extends (Transform as any) {
  readonly #inner: DigestState;
  readonly #outer: DigestState;
  #finished = false;

  constructor(algorithm: any, key: any, options?: any) {
    super(options);
    const digest = requiredAlgorithm(algorithm, 'hmac');
    this.#inner = new DigestState(digest);
    this.#outer = new DigestState(digest);
    let bytes = inputBytes(key, 'utf8', 'key');
    if (bytes.length > digest.blockSize) {
      const state = new DigestState(digest);
      state.update(bytes);
      bytes = state.finish();
    }
    const inner = new Uint8Array(digest.blockSize).fill(0x36);
    const outer = new Uint8Array(digest.blockSize).fill(0x5c);
    for (let i = 0; i < bytes.length; i++) {
      inner[i] = bytes[i]! ^ 0x36;
      outer[i] = bytes[i]! ^ 0x5c;
    }
    this.#inner.update(inner);
    this.#outer.update(outer);
  }

  update(data?: any, encoding?: any): this {
    if (this.#finished) throw finalized();
    this.#inner.update(inputBytes(data, encoding, 'data'));
    return this;
  }

  /** A second call answers nothing, as in Node. */
  digest(encoding?: any): any {
    if (this.#finished) return outputOf(new Uint8Array(0), encoding);
    this.#finished = true;
    this.#outer.update(this.#inner.finish());
    return outputOf(this.#outer.finish(), encoding);
  }

  _transform(chunk: any, encoding: any, callback: any): void {
    this.#inner.update(inputBytes(chunk, encoding, 'data'));
    callback();
  }

  _flush(callback: any): void {
    this.push(this.digest());
    callback();
  }
}

/** HMAC in one call, for key derivation. */
export function hmacOf(algorithm: string, key: Uint8Array, ...parts: Uint8Array[]): Uint8Array {
  const hmac = new Hmac(algorithm, key);
  for (let i = 0; i < parts.length; i++) hmac.update(parts[i]);
  return hmac.digest();
}
