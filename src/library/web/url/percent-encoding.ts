'use fast';
// Percent encoding: URL §1.3 and the application/x-www-form-urlencoded format (URL §5). Layer: web. Pure.

/** The percent-encode sets, each a superset of C0 control. */
export const CONTROL_SET = 0;
export const FRAGMENT_SET = 1;
export const QUERY_SET = 2;
export const SPECIAL_QUERY_SET = 3;
export const PATH_SET = 4;
export const USERINFO_SET = 5;
export const COMPONENT_SET = 6;
/** Serialiser of x-www-form-urlencoded; a space is written as '+'. */
export const FORM_SET = 7;

const ENCODED_PUNCTUATION = [
  '',
  ' "<>`',
  ' "#<>',
  ' "#<>\'',
  ' "#<>?`{}',
  ' "#<>?`{}/:;=@[\\]^|',
  ' "#<>?`{}/:;=@[\\]^|$%&+,',
  ' "#<>?`{}/:;=@[\\]^|$%&+,!\'()~',
];

const HEX = '0123456789ABCDEF';

/** One table per set: 1 where an ASCII unit is encoded. Built at first use. */
const tables: (number[] | undefined)[] = [];

function tableOf(set: number): number[] {
  const known = tables[set];
  if (known !== undefined) return known;
  const table: number[] = [];
  for (let unit = 0; unit < 128; unit++) table.push(unit < 0x20 || unit === 0x7f ? 1 : 0);
  const punctuation = ENCODED_PUNCTUATION[set]!;
  for (let i = 0; i < punctuation.length; i++) table[punctuation.charCodeAt(i)] = 1;
  tables[set] = table;
  return table;
}

function encodeByte(byte: number): string {
  return '%' + HEX[byte >> 4]! + HEX[byte & 15]!;
}

/** The UTF-8 bytes of a code point, each percent-encoded. */
export function encodePoint(point: number): string {
  if (point < 0x80) return encodeByte(point);
  if (point < 0x800) return encodeByte(0xc0 | (point >> 6)) + encodeByte(0x80 | (point & 63));
  const tail = encodeByte(0x80 | ((point >> 6) & 63)) + encodeByte(0x80 | (point & 63));
  if (point < 0x10000) return encodeByte(0xe0 | (point >> 12)) + tail;
  return encodeByte(0xf0 | (point >> 18)) + encodeByte(0x80 | ((point >> 12) & 63)) + tail;
}

/** The code point at `index`; U+FFFD for a lone surrogate. */
export function scalarAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (unit < 0xd800 || unit > 0xdfff) return unit;
  if (unit <= 0xdbff && index + 1 < text.length) {
    const low = text.charCodeAt(index + 1);
    if (low >= 0xdc00 && low <= 0xdfff) return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
  }
  return 0xfffd;
}

/** UTF-8 percent-encodes what is in the set, and everything beyond ASCII. */
export function percentEncode(text: string, set: number): string {
  const table = tableOf(set);
  let result = '';
  let last = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 128 && table[unit] === 0) continue;
    result += text.slice(last, i);
    if (unit < 128) result += set === FORM_SET && unit === 32 ? '+' : encodeByte(unit);
    else {
      const point = scalarAt(text, i);
      result += encodePoint(point);
      if (point > 0xffff) i++;
    }
    last = i + 1;
  }
  return last === 0 ? text : result + text.slice(last);
}

/** 0 to 15, or -1. */
export function hexDigit(unit: number): number {
  if (unit >= 48 && unit <= 57) return unit - 48;
  const lower = unit | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** Percent-decodes and reads the bytes as UTF-8 (malformed: U+FFFD); '+' is a space when `plusIsSpace`. */
export function percentDecode(text: string, plusIsSpace: boolean): string {
  let result = '';
  let last = 0;
  let i = 0;
  while (i < text.length) {
    const unit = text.charCodeAt(i);
    if (unit === 43 && plusIsSpace) {
      result += text.slice(last, i) + ' ';
      i++;
      last = i;
      continue;
    }
    if (unit !== 37 || escapedByte(text, i) < 0) {
      i++;
      continue;
    }
    result += text.slice(last, i);
    const bytes: number[] = [];
    // Unescaped ASCII inside a run ends it: such a byte cannot continue a sequence.
    let byte = escapedByte(text, i);
    while (byte >= 0) {
      bytes.push(byte);
      i += 3;
      byte = escapedByte(text, i);
    }
    result += utf8Text(bytes);
    last = i;
  }
  return last === 0 ? text : result + text.slice(last);
}

function escapedByte(text: string, index: number): number {
  if (index + 2 >= text.length || text.charCodeAt(index) !== 37) return -1;
  const high = hexDigit(text.charCodeAt(index + 1));
  const low = hexDigit(text.charCodeAt(index + 2));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/** Bytes as UTF-8; malformed: U+FFFD per maximal subpart (Encoding §4.1). */
function utf8Text(bytes: number[]): string {
  let result = '';
  let i = 0;
  while (i < bytes.length) {
    const lead = bytes[i]!;
    i++;
    if (lead < 0x80) {
      result += String.fromCharCode(lead);
      continue;
    }
    const more = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    let low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    let high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    let point = lead & (more === 1 ? 0x1f : more === 2 ? 0x0f : 0x07);
    let taken = 0;
    while (taken < more && i < bytes.length && bytes[i]! >= low && bytes[i]! <= high) {
      point = (point << 6) | (bytes[i]! & 63);
      low = 0x80;
      high = 0xbf;
      taken++;
      i++;
    }
    if (more === 0 || taken < more) result += '\ufffd';
    else result += String.fromCodePoint(point);
  }
  return result;
}
