// IP addresses in URLs: the IPv4 and IPv6 parsers and serialisers of URL §3.5. Layer: web. Pure. Null means failure.

import { hexDigit } from './percent-encoding.ts';

/** A number in decimal, octal (0...) or hexadecimal (0x...) digits; NaN when it is none. */
function ipv4Number(text: string): number {
  if (text === '') return NaN;
  let radix = 10;
  let start = 0;
  if (text.length >= 2 && text[0] === '0') {
    if (text[1] === 'x' || text[1] === 'X') {
      radix = 16;
      start = 2;
    } else {
      radix = 8;
      start = 1;
    }
  }
  let value = 0;
  for (let i = start; i < text.length; i++) {
    const digit = hexDigit(text.charCodeAt(i));
    if (digit < 0 || digit >= radix) return NaN;
    value = value * radix + digit;
  }
  return value;
}

function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 48 || unit > 57) return false;
  }
  return text !== '';
}

/** The "ends in a number" check: such a host is an IPv4 address or nothing. */
export function endsInNumber(host: string): boolean {
  // Only a digit, or a hexadecimal one after 0x, can end a number.
  let end = host.length - 1;
  if (host.charCodeAt(end) === 46) end--;
  if (end < 0 || (hexDigit(host.charCodeAt(end)) < 0 && (host.charCodeAt(end) | 32) !== 120)) {
    return false;
  }
  const parts = host.split('.');
  if (parts[parts.length - 1] === '') {
    if (parts.length === 1) return false;
    parts.pop();
  }
  const last = parts[parts.length - 1]!;
  return isDigits(last) || !Number.isNaN(ipv4Number(last));
}

/** The address in dotted decimals. */
export function parseIpv4(host: string): string | null {
  const parts = host.split('.');
  if (parts[parts.length - 1] === '' && parts.length > 1) parts.pop();
  if (parts.length > 4) return null;
  let address = 0;
  for (let i = 0; i < parts.length; i++) {
    const value = ipv4Number(parts[i]!);
    if (Number.isNaN(value)) return null;
    if (i < parts.length - 1) {
      if (value > 255) return null;
      address += value * 256 ** (3 - i);
    } else {
      if (value >= 256 ** (5 - parts.length)) return null;
      address += value;
    }
  }
  return (
    Math.floor(address / 16777216) +
    '.' +
    (Math.floor(address / 65536) % 256) +
    '.' +
    (Math.floor(address / 256) % 256) +
    '.' +
    (address % 256)
  );
}

/** Eight 16-bit pieces. */
export function parseIpv6(text: string): number[] | null {
  const address = [0, 0, 0, 0, 0, 0, 0, 0];
  let piece = 0;
  let compress = -1;
  let i = 0;
  if (text[0] === ':') {
    if (text[1] !== ':') return null;
    i = 2;
    piece = 1;
    compress = 1;
  }
  while (i < text.length) {
    if (piece === 8) return null;
    if (text[i] === ':') {
      if (compress !== -1) return null;
      i++;
      piece++;
      compress = piece;
      continue;
    }
    let value = 0;
    let length = 0;
    while (length < 4 && i < text.length) {
      const digit = hexDigit(text.charCodeAt(i));
      if (digit < 0) break;
      value = value * 16 + digit;
      i++;
      length++;
    }
    if (text[i] === '.') {
      if (length === 0 || piece > 6) return null;
      if (!parseTrailingIpv4(text, i - length, address, piece)) return null;
      piece += 2;
      break;
    }
    if (text[i] === ':') {
      i++;
      if (i === text.length) return null;
    } else if (i < text.length) return null;
    address[piece] = value;
    piece++;
  }
  if (compress !== -1) {
    let swaps = piece - compress;
    piece = 7;
    while (piece !== 0 && swaps > 0) {
      const other = compress + swaps - 1;
      const value = address[other]!;
      address[other] = address[piece]!;
      address[piece] = value;
      piece--;
      swaps--;
    }
  } else if (piece !== 8) return null;
  return address;
}

/** Four plain decimals up to the end of the text, into two pieces. */
function parseTrailingIpv4(text: string, from: number, address: number[], piece: number): boolean {
  const parts = text.slice(from).split('.');
  if (parts.length !== 4) return false;
  for (let i = 0; i < 4; i++) {
    const part = parts[i]!;
    if (!isDigits(part) || part.length > 3 || (part.length > 1 && part[0] === '0')) return false;
    const value = +part;
    if (value > 255) return false;
    const index = piece + (i >> 1);
    address[index] = address[index]! * 256 + value;
  }
  return true;
}

/** Lower-case, with the longest run of zeros compressed. */
export function serializeIpv6(address: number[]): string {
  let runStart = -1;
  let runLength = 1;
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && address[i + length] === 0) length++;
    if (length > runLength) {
      runStart = i;
      runLength = length;
    }
  }
  let result = '';
  for (let i = 0; i < 8; i++) {
    if (i === runStart) {
      result += i === 0 ? '::' : ':';
      i += runLength - 1;
      continue;
    }
    result += address[i]!.toString(16);
    if (i !== 7) result += ':';
  }
  return result;
}
