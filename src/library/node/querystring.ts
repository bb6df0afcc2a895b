'use fast';
// Query strings: node:querystring. Layer: node. Pure.

import { withCode } from './errors.ts';
import { hexDigit } from '../web/url/percent-encoding.ts';
import { Buffer } from './buffer.ts';

const UNESCAPED = "!'()*-._~";

function isUnescaped(unit: number): boolean {
  const lower = unit | 32;
  if ((lower >= 97 && lower <= 122) || (unit >= 48 && unit <= 57)) return true;
  return unit < 128 && UNESCAPED.includes(String.fromCharCode(unit));
}

/** As encodeURIComponent; a lone surrogate is an ERR_INVALID_URI. */
export function escape(value: any): string {
  let text: string;
  if (typeof value === 'string') text = value;
  else if (typeof value === 'object') text = String(value);
  else text = value + '';
  for (let i = 0; i < text.length; i++) {
    if (isUnescaped(text.charCodeAt(i))) continue;
    if (!text.isWellFormed()) throw withCode(new URIError('URI malformed'), 'ERR_INVALID_URI');
    return encodeURIComponent(text);
  }
  return text;
}

/** The bytes that percent escapes stand for; other units as their low byte. */
export function unescapeBuffer(text: string, decodeSpaces?: boolean): Buffer {
  const bytes = Buffer.allocUnsafe(text.length);
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 43 && decodeSpaces) bytes[count] = 32;
    else if (unit === 37 && i + 2 < text.length) {
      const high = hexDigit(text.charCodeAt(i + 1));
      const low = hexDigit(text.charCodeAt(i + 2));
      if (high < 0 || low < 0) bytes[count] = unit;
      else {
        bytes[count] = high * 16 + low;
        i += 2;
      }
    } else bytes[count] = unit;
    count++;
  }
  return bytes.slice(0, count);
}

export function unescape(text: string, decodeSpaces?: boolean): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return unescapeBuffer(text, decodeSpaces).toString();
  }
}

function primitiveText(value: any): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && isFinite(value)) return '' + value;
  if (typeof value === 'bigint') return '' + value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return '';
}

export function stringify(object?: any, separator?: any, equals?: any, options?: any): string {
  if (object === null || typeof object !== 'object') return '';
  const between = separator || '&';
  const sign = equals || '=';
  let encode: any = querystring.escape;
  if (options && typeof options.encodeURIComponent === 'function') {
    encode = options.encodeURIComponent;
  }
  const keys = Object.keys(object);
  let result = '';
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    const value = object[key];
    const name = encode(primitiveText(key)) + sign;
    if (Array.isArray(value)) {
      for (let j = 0; j < value.length; j++) {
        if (result !== '') result += between;
        result += name + encode(primitiveText(value[j]));
      }
    } else {
      if (result !== '') result += between;
      result += name + encode(primitiveText(value));
    }
  }
  return result;
}

function decodePart(text: string, decode: any): string {
  try {
    return decode(text);
  } catch {
    return unescape(text, true);
  }
}

export function parse(text?: any, separator?: any, equals?: any, options?: any): any {
  const result: any = Object.create(null);
  if (typeof text !== 'string' || text.length === 0) return result;
  const between = separator ? separator + '' : '&';
  const sign = equals ? equals + '' : '=';
  let most = 1000;
  if (options && typeof options.maxKeys === 'number') most = options.maxKeys;
  let decode: any = querystring.unescape;
  if (options && typeof options.decodeURIComponent === 'function') {
    decode = options.decodeURIComponent;
  }
  const parts = text.split(between);
  let count = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (part === '') continue;
    if (most > 0 && count >= most) break;
    count++;
    const split = part.indexOf(sign);
    const rawKey = split === -1 ? part : part.slice(0, split);
    const rawValue = split === -1 ? '' : part.slice(split + sign.length);
    const key = decodePart(rawKey.replaceAll('+', ' '), decode);
    const value = decodePart(rawValue.replaceAll('+', ' '), decode);
    const known = result[key];
    if (known === undefined) result[key] = value;
    else if (typeof known === 'string') result[key] = [known, value];
    else known.push(value);
  }
  return result;
}

export { parse as decode, stringify as encode };

const querystring = {
  unescapeBuffer,
  unescape,
  escape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};
export default querystring;
