// String.prototype: slice, substring, substr, concat, repeat, padStart, padEnd, trim and its kin (ECMA-262 §22.1.3). Layer: ecma.

import { toIntegerOrInfinity, toLength, toStringValue } from '../../machine/language.ts';
import { isWhiteSpaceUnit } from '../../runtime/number-text.ts';
import { repeatString } from '../../runtime/string-methods.ts';
import { charCodeAtIndex, stringLength, substringOf } from '../../runtime/strings.ts';
import { textOf } from './receiver.ts';

const LONGEST = 536870888;

/** @builtin String */
export class StringParts {
  slice(start: any, end: any): string {
    const text = textOf(this, 'slice');
    const length = stringLength(text);
    const from = relativeIndex(toIntegerOrInfinity(start), length);
    const to = end === undefined ? length : relativeIndex(toIntegerOrInfinity(end), length);
    return from < to ? substringOf(text, from, to) : '';
  }

  substring(start: any, end: any): string {
    const text = textOf(this, 'substring');
    const length = stringLength(text);
    const a = clamped(toIntegerOrInfinity(start), length);
    const b = end === undefined ? length : clamped(toIntegerOrInfinity(end), length);
    return a < b ? substringOf(text, a, b) : substringOf(text, b, a);
  }

  /** Annex B §B.2.2.1 */
  substr(start: any, length: any): string {
    const text = textOf(this, 'substr');
    const size = stringLength(text);
    const from = relativeIndex(toIntegerOrInfinity(start), size);
    const count = length === undefined ? size : toIntegerOrInfinity(length);
    const to = clamped(from + count, size);
    return from < to ? substringOf(text, from, to) : '';
  }

  /** @length 1 */
  concat(...parts: any[]): string {
    let text = textOf(this, 'concat');
    for (let i = 0; i < parts.length; i++) text = text + (toStringValue(parts[i]) as string);
    return text;
  }

  repeat(count: any): string {
    const text = textOf(this, 'repeat');
    const times = toIntegerOrInfinity(count);
    if (times < 0 || times === Infinity) {
      throw new RangeError('Invalid count value: ' + toStringValue(count));
    }
    const length = stringLength(text);
    if (length === 0 || times === 0) return '';
    if (length * times > LONGEST) throw new RangeError('Invalid string length');
    return repeatString(text, length * times);
  }

  /** @length 1 */
  padStart(maxLength: any, fillString?: any): string {
    const text = textOf(this, 'padStart');
    return padding(text, maxLength, fillString) + text;
  }

  /** @length 1 */
  padEnd(maxLength: any, fillString?: any): string {
    const text = textOf(this, 'padEnd');
    return text + padding(text, maxLength, fillString);
  }

  trim(): string {
    return trimmed(textOf(this, 'trim'), true, true);
  }

  /** @alias trimLeft */
  trimStart(): string {
    return trimmed(textOf(this, 'trimStart'), true, false);
  }

  /** @alias trimRight */
  trimEnd(): string {
    return trimmed(textOf(this, 'trimEnd'), false, true);
  }
}

function relativeIndex(index: number, length: number): number {
  if (index < 0) return index + length < 0 ? 0 : index + length;
  return index < length ? index : length;
}

function clamped(index: number, length: number): number {
  if (index < 0) return 0;
  return index < length ? index : length;
}

/** StringPad's filler (ECMA-262 §22.1.3.17.2). */
function padding(text: string, maxLength: any, fillString: any): string {
  const width = toLength(maxLength);
  const length = stringLength(text);
  if (width <= length) return '';
  const filler: string = fillString === undefined ? ' ' : toStringValue(fillString);
  if (stringLength(filler) === 0) return '';
  if (width > LONGEST) throw new RangeError('Invalid string length');
  return repeatString(filler, width - length);
}

function trimmed(text: string, atStart: boolean, atEnd: boolean): string {
  let from = 0;
  let to = stringLength(text);
  if (atStart) while (from < to && isWhiteSpaceUnit(charCodeAtIndex(text, from))) from++;
  if (atEnd) while (to > from && isWhiteSpaceUnit(charCodeAtIndex(text, to - 1))) to--;
  return substringOf(text, from, to);
}
