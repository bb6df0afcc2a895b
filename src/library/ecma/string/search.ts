// String.prototype: includes, indexOf, lastIndexOf, startsWith, endsWith (ECMA-262 §22.1.3). Layer: ecma.

import { toIntegerOrInfinity, toNumber, toStringValue } from '../../machine/language.ts';
import { indexOfString, lastIndexOfString, stringLength } from '../../runtime/strings.ts';
import { hasTextAt } from '../../runtime/string-methods.ts';
import { isRegExp } from '../regexp/is-regexp.ts';
import { textOf } from './receiver.ts';

/** @builtin String */
export class StringSearch {
  includes(search: any, position?: any): boolean {
    const text = textOf(this, 'includes');
    const sought = soughtText(search, 'includes');
    return indexOfString(text, sought, clampedIndex(position, stringLength(text))) >= 0;
  }

  indexOf(search: any, position?: any): number {
    const text = textOf(this, 'indexOf');
    const sought: string = toStringValue(search);
    return indexOfString(text, sought, clampedIndex(position, stringLength(text)));
  }

  lastIndexOf(search: any, position?: any): number {
    const text = textOf(this, 'lastIndexOf');
    const sought: string = toStringValue(search);
    const number = toNumber(position);
    const length = stringLength(text);
    const from = number !== number ? length : clampedIndex(number, length);
    return lastIndexOfString(text, sought, from);
  }

  startsWith(search: any, position?: any): boolean {
    const text = textOf(this, 'startsWith');
    const sought = soughtText(search, 'startsWith');
    const start = clampedIndex(position, stringLength(text));
    return hasTextAt(text, sought, start);
  }

  endsWith(search: any, endPosition?: any): boolean {
    const text = textOf(this, 'endsWith');
    const sought = soughtText(search, 'endsWith');
    const length = stringLength(text);
    const end = endPosition === undefined ? length : clampedIndex(endPosition, length);
    const start = end - stringLength(sought);
    return start >= 0 && hasTextAt(text, sought, start);
  }
}

function soughtText(search: any, method: string): string {
  if (typeof search === 'string') return search;
  if (isRegExp(search)) {
    throw new TypeError(
      'First argument to String.prototype.' + method + ' must not be a regular expression',
    );
  }
  return toStringValue(search);
}

function clampedIndex(position: any, length: number): number {
  if (position === undefined) return 0;
  const index = toIntegerOrInfinity(position);
  if (index < 0) return 0;
  return index < length ? index : length;
}
