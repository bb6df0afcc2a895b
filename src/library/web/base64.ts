// Base64: atob, btoa (HTML §8.3) and the alphabet for Buffer. Layer: web. Strings of Latin-1 units.

import { DOMException } from './dom-exception.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The value of a base64 or base64url digit, or -1. */
export function base64Digit(unit: number): number {
  if (unit >= 65 && unit <= 90) return unit - 65;
  if (unit >= 97 && unit <= 122) return unit - 71;
  if (unit >= 48 && unit <= 57) return unit + 4;
  if (unit === 43 || unit === 45) return 62;
  if (unit === 47 || unit === 95) return 63;
  return -1;
}

/** @global enumerable */
export function btoa(data: any): string {
  const text = `${data}`;
  let result = '';
  for (let i = 0; i < text.length; i += 3) {
    const a = text.charCodeAt(i);
    const b = i + 1 < text.length ? text.charCodeAt(i + 1) : 0;
    const c = i + 2 < text.length ? text.charCodeAt(i + 2) : 0;
    if (a > 255 || b > 255 || c > 255)
      throw new DOMException('Invalid character', 'InvalidCharacterError');
    result += ALPHABET[a >> 2]! + ALPHABET[((a & 3) << 4) | (b >> 4)]!;
    result += i + 1 < text.length ? ALPHABET[((b & 15) << 2) | (c >> 6)]! : '=';
    result += i + 2 < text.length ? ALPHABET[c & 63]! : '=';
  }
  return result;
}

function isSpace(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 10 || unit === 12 || unit === 13;
}

function malformed(message: string): DOMException {
  return new DOMException(message, 'InvalidCharacterError');
}

/** @global enumerable */
export function atob(data: any): string {
  const text = `${data}`;
  let digits = 0;
  let padding = 0;
  let bits = 0;
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (isSpace(unit)) continue;
    if (unit === 61) {
      padding++;
      continue;
    }
    const digit = unit === 45 || unit === 95 ? -1 : base64Digit(unit);
    if (digit < 0 || padding > 0) throw malformed('Invalid character');
    bits = ((bits << 6) | digit) & 0xffffff;
    digits++;
    if ((digits & 3) === 0) {
      result += String.fromCharCode(bits >> 16, (bits >> 8) & 255, bits & 255);
      bits = 0;
    }
  }
  const rest = digits & 3;
  if (rest === 1) throw malformed('The string to be decoded is not correctly encoded.');
  if (padding > 2 || (padding > 0 && ((digits + padding) & 3) !== 0)) {
    throw malformed('Invalid character');
  }
  if (rest === 2) result += String.fromCharCode(bits >> 4);
  if (rest === 3) result += String.fromCharCode(bits >> 10, (bits >> 2) & 255);
  return result;
}
