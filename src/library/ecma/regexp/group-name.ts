// Names of capture groups: an identifier, with \u escapes, up to `>` (ECMA-262 §22.2.1, GroupName). Layer: ecma.

import { charCodeAtIndex, codeUnitString, stringLength } from '../../runtime/strings.ts';
import { isIdentifierPart, isIdentifierStart } from '../../runtime/identifier-tables.ts';
import { hexValue } from './hex-value.ts';

export interface GroupName {
  name: string;
  /** Index after the `>`. */
  end: number;
}

/** The name that starts at an index (after `<`), or null when it is not one. */
export function readGroupName(source: string, start: number): GroupName | null {
  const length = stringLength(source);
  let name = '';
  let at = start;
  let escapedEnd = 0;
  while (at < length) {
    let point = charCodeAtIndex(source, at++);
    if (point === 0x3e) return name === '' ? null : { name, end: at };
    if (point === 0x5c) {
      const escape = readEscape(source, at, length);
      point = escape.point;
      at = escape.end;
      escapedEnd = at;
      if (point < 0) return null;
    }
    if (point >= 0xd800 && point <= 0xdbff && at < length) {
      let low = charCodeAtIndex(source, at);
      let end = at + 1;
      if (escapedEnd === at && low === 0x5c) {
        const escape = readEscape(source, at + 1, length);
        low = escape.point;
        end = escape.end;
      }
      if (low >= 0xdc00 && low <= 0xdfff) {
        point = (point - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000;
        at = end;
      }
    }
    if (name === '' ? !isIdentifierStart(point) : !isIdentifierPart(point)) return null;
    name += textOf(point);
  }
  return null;
}

function textOf(point: number): string {
  if (point < 0x10000) return codeUnitString(point);
  const offset = point - 0x10000;
  return (
    codeUnitString(0xd800 + Math.floor(offset / 0x400)) + codeUnitString(0xdc00 + (offset & 0x3ff))
  );
}

/** `uXXXX` or `u{X...}` after a backslash; point -1 when malformed. */
function readEscape(source: string, start: number, length: number): { point: number; end: number } {
  let at = start;
  if (at >= length || charCodeAtIndex(source, at++) !== 0x75) return { point: -1, end: at };
  let point = 0;
  if (at < length && charCodeAtIndex(source, at) === 0x7b) {
    at++;
    const first = at;
    while (at < length && hexValue(charCodeAtIndex(source, at)) >= 0 && point <= 0x10ffff) {
      point = point * 16 + hexValue(charCodeAtIndex(source, at++));
    }
    if (at === first || at >= length || charCodeAtIndex(source, at) !== 0x7d || point > 0x10ffff) {
      return { point: -1, end: at };
    }
    return { point, end: at + 1 };
  }
  for (let i = 0; i < 4; i++) {
    const digit = at < length ? hexValue(charCodeAtIndex(source, at++)) : -1;
    if (digit < 0) return { point: -1, end: at };
    point = point * 16 + digit;
  }
  return { point, end: at };
}
