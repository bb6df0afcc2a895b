'use fast';
// TextEncoder: Encoding §7.3. Layer: web.

import { argumentTypeError, validateString } from '../node/errors.ts';
import { putUtf8, putUtf8Within, unitsOfLastWrite, utf8ByteCount } from './byte-text.ts';

/** @global */
export class TextEncoder {
  get encoding(): string {
    return 'utf-8';
  }

  encode(input: any = ''): Uint8Array {
    const text = `${input}`;
    const bytes = new Uint8Array(utf8ByteCount(text));
    putUtf8(bytes, 0, text);
    return bytes;
  }

  /** Writes whole characters as long as there is room. */
  encodeInto(source: any, destination: any): { read: number; written: number } {
    validateString(source, 'src');
    if (!(destination instanceof Uint8Array)) {
      throw argumentTypeError('dest', 'Uint8Array', destination);
    }
    const written = putUtf8Within(destination, 0, destination.length, source);
    return { read: unitsOfLastWrite(), written };
  }

  get [Symbol.toStringTag](): string {
    return 'TextEncoder';
  }
}
