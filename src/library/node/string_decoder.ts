// node:string_decoder: bytes in pieces to strings, keeping what is incomplete for the next piece. Layer: node.

import { Buffer } from './buffer.ts';
import { codedTypeError } from './stream/errors.ts';

function canonicalEncoding(encoding: any): string {
  switch (String(encoding ?? 'utf8').toLowerCase()) {
    case 'utf8':
    case 'utf-8':
      return 'utf8';
    case 'ucs2':
    case 'ucs-2':
    case 'utf16le':
    case 'utf-16le':
      return 'utf16le';
    case 'latin1':
    case 'binary':
      return 'latin1';
    case 'base64':
      return 'base64';
    case 'base64url':
      return 'base64url';
    case 'ascii':
      return 'ascii';
    case 'hex':
      return 'hex';
  }
  throw codedTypeError('ERR_UNKNOWN_ENCODING', 'Unknown encoding: ' + encoding);
}

export class StringDecoder {
  encoding: string;
  /** Bytes of an unfinished character. */
  #rest: any = null;

  constructor(encoding?: string) {
    this.encoding = canonicalEncoding(encoding);
  }

  write(chunk: any): string {
    if (typeof chunk === 'string') return chunk;
    if (!ArrayBuffer.isView(chunk))
      throw codedTypeError(
        'ERR_INVALID_ARG_TYPE',
        'The "buf" argument must be an instance of Buffer, TypedArray, or DataView.',
      );
    let bytes: any =
      chunk instanceof Buffer
        ? chunk
        : Buffer.from(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength);
    if (this.#rest !== null) {
      bytes = Buffer.concat([this.#rest, bytes]);
      this.#rest = null;
    }
    const keep = this.#unfinished(bytes);
    if (keep > 0) {
      this.#rest = Buffer.from(bytes.subarray(bytes.length - keep));
      bytes = bytes.subarray(0, bytes.length - keep);
    }
    return bytes.toString(this.encoding as any);
  }

  end(chunk?: any): string {
    let text = chunk === undefined ? '' : this.write(chunk);
    if (this.#rest !== null) {
      const rest = this.#rest;
      this.#rest = null;
      // An odd last byte of UTF-16 is dropped.
      text += rest.toString(this.encoding as any);
    }
    return text;
  }

  /** How many bytes at the end belong to a character that is not complete. */
  #unfinished(bytes: any): number {
    const length = bytes.length;
    if (this.encoding === 'base64' || this.encoding === 'base64url') return length % 3;
    if (this.encoding === 'utf16le') {
      const odd = length % 2;
      const high = length - odd >= 2 ? bytes[length - odd - 1] : 0;
      return odd + (high >= 0xd8 && high < 0xdc ? 2 : 0);
    }
    if (this.encoding !== 'utf8') return 0;
    for (let back = 1; back <= 3 && back <= length; back++) {
      const byte = bytes[length - back];
      if (byte < 0x80) return 0;
      if (byte >= 0xc0) {
        const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
        return byte >= 0xf8 || size <= back ? 0 : back;
      }
    }
    return 0;
  }
}

const stringDecoder = { StringDecoder };
export default stringDecoder;
