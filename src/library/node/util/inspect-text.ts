// Inspect text: quoted strings, numbers and other primitives as util.inspect prints them. Layer: node. Pure.

import type { InspectContext, Stylize } from './inspect-context.ts';

const HEX = '0123456789ABCDEF';
/** Shorter strings are never split at line breaks. */
const MINIMAL_SPLIT_LENGTH = 16;

/** The escape of a UTF-16 unit that may not stand for itself in quotes. */
function escapeOf(unit: number): string {
  if (unit === 8) return '\\b';
  if (unit === 9) return '\\t';
  if (unit === 10) return '\\n';
  if (unit === 12) return '\\f';
  if (unit === 13) return '\\r';
  if (unit === 39) return "\\'";
  if (unit === 92) return '\\\\';
  if (unit >= 0xd800) return '\\u' + unit.toString(16);
  return '\\x' + HEX[unit >> 4] + HEX[unit & 15];
}

/** Escapes control characters, backslashes, lone surrogates and the unit `quote`. */
export function escapeText(text: string, quote: number): string {
  let result = '';
  let last = 0;
  const length = text.length;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 32 && unit < 127 && unit !== 92 && unit !== quote) continue;
    if (unit >= 160 && unit < 0xd800) continue;
    if (unit > 0xdfff) continue;
    if (unit >= 0xd800 && unit <= 0xdbff && i + 1 < length) {
      const next = text.charCodeAt(i + 1);
      if (next >= 0xdc00 && next <= 0xdfff) {
        i++;
        continue;
      }
    }
    result += text.slice(last, i) + escapeOf(unit);
    last = i + 1;
  }
  return last === 0 ? text : result + text.slice(last);
}

/** The text in the quotes that need the fewest escapes. */
export function quoteText(text: string): string {
  if (!text.includes("'")) return "'" + escapeText(text, 39) + "'";
  if (!text.includes('"')) return '"' + escapeText(text, -1) + '"';
  if (!text.includes('`') && !text.includes('${')) return '`' + escapeText(text, -1) + '`';
  return "'" + escapeText(text, 39) + "'";
}

/** True when a property key prints without quotes. */
export function isPlainKey(key: string): boolean {
  if (key.length === 0) return false;
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    const letter = (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || unit === 95;
    if (!letter && (i === 0 || unit < 48 || unit > 57)) return false;
  }
  return true;
}

/** @cold */
function separateInteger(digits: string): string {
  let result = '';
  let i = digits.length;
  const start = digits[0] === '-' ? 1 : 0;
  for (; i >= start + 4; i -= 3) result = '_' + digits.slice(i - 3, i) + result;
  return i === digits.length ? digits : digits.slice(0, i) + result;
}

/** @cold */
function separateFraction(digits: string): string {
  let result = '';
  let i = 0;
  for (; i < digits.length - 3; i += 3) result += digits.slice(i, i + 3) + '_';
  return i === 0 ? digits : result + digits.slice(i);
}

/** A number as text; -0 keeps its sign. */
export function numberText(value: number, separator: boolean): string {
  if (!separator) return value === 0 && 1 / value < 0 ? '-0' : String(value);
  const text = String(value);
  if (value !== value) return text;
  const dot = text.indexOf('.');
  if (dot === -1) {
    if (value === Infinity || value === -Infinity || text.includes('e')) return text;
    return separateInteger(text);
  }
  return separateInteger(text.slice(0, dot)) + '.' + separateFraction(text.slice(dot + 1));
}

export function bigintText(value: bigint, separator: boolean): string {
  const text = String(value);
  return (separator ? separateInteger(text) : text) + 'n';
}

/** The description of a symbol in its `Symbol(...)`. */
export function symbolText(value: symbol): string {
  return value.toString();
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** A time value as Date.prototype.toISOString prints it. @cold */
export function isoDateText(time: number): string {
  const days = Math.floor(time / 86400000);
  const millis = time - days * 86400000;
  // Days since 0000-03-01 in eras of 400 years: the leap day is then the last day of a year.
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36524) -
      Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const yearText =
    year >= 0 && year <= 9999
      ? padded(year, 4)
      : (year < 0 ? '-' : '+') + padded(Math.abs(year), 6);
  const clock =
    padded(Math.floor(millis / 3600000), 2) +
    ':' +
    padded(Math.floor(millis / 60000) % 60, 2) +
    ':' +
    padded(Math.floor(millis / 1000) % 60, 2) +
    '.' +
    padded(millis % 1000, 3);
  return yearText + '-' + padded(month, 2) + '-' + padded(day, 2) + 'T' + clock + 'Z';
}

/** "s" when there are several. */
export function pluralSuffix(count: number): string {
  return count > 1 ? 's' : '';
}

/** A value that is neither object nor function. */
export function formatPrimitive(stylize: Stylize, value: any, context: InspectContext): string {
  const type = typeof value;
  if (type === 'string') return formatString(stylize, value, context);
  if (type === 'number') return stylize(numberText(value, context.numericSeparator), 'number');
  if (type === 'boolean') return stylize(value ? 'true' : 'false', 'boolean');
  if (type === 'undefined') return stylize('undefined', 'undefined');
  if (type === 'bigint') return stylize(bigintText(value, context.numericSeparator), 'bigint');
  return stylize(symbolText(value), 'symbol');
}

function formatString(stylize: Stylize, value: string, context: InspectContext): string {
  let text = value;
  let trailer = '';
  if (text.length > context.maxStringLength) {
    const remaining = text.length - context.maxStringLength;
    text = text.slice(0, context.maxStringLength);
    trailer = '... ' + remaining + ' more character' + pluralSuffix(remaining);
  }
  const splits =
    context.compact !== true &&
    text.length > MINIMAL_SPLIT_LENGTH &&
    text.length > context.breakLength - context.indentation - 4;
  if (!splits) return stylize(quoteText(text), 'string') + trailer;
  const separator = ' +\n' + ' '.repeat(context.indentation + 2);
  let result = '';
  let start = 0;
  while (start < text.length) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd === -1 ? text.length : lineEnd + 1;
    if (start !== 0) result += separator;
    result += stylize(quoteText(text.slice(start, end)), 'string');
    start = end;
  }
  return result + trailer;
}
