'use fast';
// TextDecoder: Encoding §7.1, for UTF-8, UTF-16 in both orders, and windows-1252 (which Latin-1 and ASCII mean).
// Layer: web.

import { argumentTypeError, withCode } from '../node/errors.ts';
import { bytesOfSource } from './buffer-source.ts';
import { isWellFormedUtf8, latin1Text, utf16Text, utf8Text } from './byte-text.ts';

const LABELS: string[][] = [
  ['utf-8', ' unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 '],
  ['utf-16le', ' csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le '],
  ['utf-16be', ' unicodefffe utf-16be '],
  [
    'windows-1252',
    ' ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591' +
      ' iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 ',
  ],
];

/** windows-1252 from 0x80 to 0x9f. */
const WINDOWS_1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

/** The encoding's name, or undefined. */
function encodingOf(label: string): string | undefined {
  let start = 0;
  let end = label.length;
  while (start < end && ' \t\n\f\r'.includes(label[start]!)) start++;
  while (end > start && ' \t\n\f\r'.includes(label[end - 1]!)) end--;
  const key = label.slice(start, end).toLowerCase();
  if (key === '' || key.includes(' ')) return undefined;
  for (let i = 0; i < LABELS.length; i++) {
    if (LABELS[i]![1]!.includes(' ' + key + ' ')) return LABELS[i]![0];
  }
  return undefined;
}

/** @global */
export class TextDecoder {
  readonly #encoding: string;
  readonly #fatal: boolean;
  readonly #ignoreBOM: boolean;
  /** The start of a character whose end has not come yet. */
  #pending: Uint8Array | undefined = undefined;
  /** The next byte is not the first of its text. */
  #started = false;

  constructor(label: any = 'utf-8', options: any = {}) {
    const text = `${label}`;
    const encoding = encodingOf(text);
    if (options !== undefined && options !== null && typeof options !== 'object') {
      throw argumentTypeError('options', 'Object', options);
    }
    if (encoding === undefined) {
      throw withCode(
        new RangeError('The "' + text + '" encoding is not supported'),
        'ERR_ENCODING_NOT_SUPPORTED',
      );
    }
    this.#encoding = encoding;
    this.#fatal = !!options?.fatal;
    this.#ignoreBOM = !!options?.ignoreBOM;
  }

  get encoding(): string {
    return this.#encoding;
  }

  get fatal(): boolean {
    return this.#fatal;
  }

  get ignoreBOM(): boolean {
    return this.#ignoreBOM;
  }

  /** `options.stream`: more will follow, so that an incomplete end is kept for later. */
  decode(input?: any, options?: any): string {
    let bytes = input === undefined ? new Uint8Array(0) : bytesOfSource(input);
    if (bytes === undefined) {
      throw withCode(
        new TypeError(
          'The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.',
        ),
        'ERR_INVALID_ARG_TYPE',
      );
    }
    const stream = !!options?.stream;
    const pending = this.#pending;
    if (pending !== undefined) {
      const joined = new Uint8Array(pending.length + bytes.length);
      joined.set(pending, 0);
      joined.set(bytes, pending.length);
      bytes = joined;
      this.#pending = undefined;
    }
    let end = bytes.length;
    if (stream) {
      end -= this.#incompleteTail(bytes);
      if (end < bytes.length) this.#pending = bytes.slice(end);
    }
    let text: string;
    try {
      text = this.#decodeWhole(bytes, end);
    } catch (error) {
      this.#started = false;
      this.#pending = undefined;
      throw error;
    }
    if (!this.#started && end > 0) {
      if (!this.#ignoreBOM && this.#encoding !== 'windows-1252' && text.charCodeAt(0) === 0xfeff) {
        text = text.slice(1);
      }
      this.#started = true;
    }
    if (!stream) this.#started = false;
    return text;
  }

  #decodeWhole(bytes: Uint8Array, end: number): string {
    const encoding = this.#encoding;
    if (encoding === 'utf-8') {
      if (this.#fatal && !isWellFormedUtf8(bytes, 0, end)) throw this.#invalid();
      return utf8Text(bytes, 0, end);
    }
    if (encoding === 'windows-1252') return decodeWindows1252(bytes, end);
    let source = bytes;
    if (encoding === 'utf-16be') source = swapped(bytes, end);
    const text = utf16Text(source, 0, end & ~1);
    const odd = (end & 1) === 1;
    const wellFormed = text.isWellFormed() && !odd;
    if (this.#fatal && !wellFormed) throw this.#invalid();
    return wellFormed ? text : text.toWellFormed() + (odd ? '\ufffd' : '');
  }

  #invalid(): any {
    return withCode(
      new TypeError('The encoded data was not valid for encoding ' + this.#encoding),
      'ERR_ENCODING_INVALID_ENCODED_DATA',
    );
  }

  /** How many bytes at the end begin a character that is not complete. */
  #incompleteTail(bytes: Uint8Array): number {
    const length = bytes.length;
    if (this.#encoding === 'windows-1252') return 0;
    if (this.#encoding !== 'utf-8') {
      const odd = length & 1;
      if (length < 2 + odd) return odd;
      const high = bytes[length - odd - (this.#encoding === 'utf-16be' ? 2 : 1)]!;
      return high >= 0xd8 && high <= 0xdb ? 2 + odd : odd;
    }
    for (let back = 1; back <= 3 && back <= length; back++) {
      const byte = bytes[length - back]!;
      if (byte < 0x80) return 0;
      if (byte < 0xc0) continue;
      const size = byte < 0xc2 || byte > 0xf4 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      return size > back && isPrefix(bytes, length - back, back) ? back : 0;
    }
    return 0;
  }

  get [Symbol.toStringTag](): string {
    return 'TextDecoder';
  }
}

/** Whether `count` bytes at `from` are the beginning of a well-formed character. */
function isPrefix(bytes: Uint8Array, from: number, count: number): boolean {
  if (count === 1) return true;
  const lead = bytes[from]!;
  const second = bytes[from + 1]!;
  if (lead === 0xe0) return second >= 0xa0;
  if (lead === 0xed) return second < 0xa0;
  if (lead === 0xf0) return second >= 0x90;
  if (lead === 0xf4) return second < 0x90;
  return true;
}

function decodeWindows1252(bytes: Uint8Array, end: number): string {
  let result = '';
  let last = 0;
  for (let i = 0; i < end; i++) {
    const byte = bytes[i]!;
    if (byte < 0x80 || byte > 0x9f) continue;
    result += latin1Text(bytes, last, i) + WINDOWS_1252[byte - 0x80];
    last = i + 1;
  }
  return last === 0 ? latin1Text(bytes, 0, end) : result + latin1Text(bytes, last, end);
}

function swapped(bytes: Uint8Array, end: number): Uint8Array {
  const result = new Uint8Array(end);
  for (let i = 0; i + 1 < end; i += 2) {
    result[i] = bytes[i + 1]!;
    result[i + 1] = bytes[i]!;
  }
  return result;
}
