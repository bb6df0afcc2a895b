// Crypto: the global `crypto`: getRandomValues and randomUUID (Web Cryptography §10). Layer: web. `subtle` is left out.

import { isTypedArrayCell, typedElementType } from '../runtime/inspect-kinds.ts';
import { withCode } from '../node/errors.ts';
import { DOMException } from './dom-exception.ts';
import { fillWithEntropy } from './entropy.ts';

const LONGEST_REQUEST = 65536;
const ELEMENT_F32 = 7;
const ELEMENT_F64 = 8;
const HEX = '0123456789abcdef';

class Crypto {
  getRandomValues(array?: any): any {
    if (arguments.length === 0) {
      throw withCode(new TypeError('The "array" argument must be specified'), 'ERR_MISSING_ARGS');
    }
    const type = isTypedArrayCell(array) ? typedElementType(array) : ELEMENT_F32;
    if (type === ELEMENT_F32 || type === ELEMENT_F64) {
      throw new DOMException(
        'The data argument must be an integer-type TypedArray',
        'TypeMismatchError',
      );
    }
    if (array.byteLength > LONGEST_REQUEST) {
      throw new DOMException('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
    }
    fillWithEntropy(array, array.byteLength);
    return array;
  }

  randomUUID(): string {
    return randomUuid();
  }

  get [Symbol.toStringTag](): string {
    return 'Crypto';
  }
}

/** A version 4 UUID (RFC 9562 §5.4). */
export function randomUuid(): string {
  const bytes = new Uint8Array(16);
  fillWithEntropy(bytes, 16);
  bytes[6] = (bytes[6]! & 15) | 64;
  bytes[8] = (bytes[8]! & 63) | 128;
  let text = '';
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
    text += HEX[bytes[i]! >> 4]! + HEX[bytes[i]! & 15]!;
  }
  return text;
}

/** @global enumerable */
export const crypto = new Crypto();
