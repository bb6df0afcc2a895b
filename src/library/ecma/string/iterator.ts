// String.prototype[Symbol.iterator] and %StringIteratorPrototype% (ECMA-262 §22.1.3.36, §22.1.5). Layer: ecma.

import { charCodeAtIndex, codePointString, stringLength } from '../../runtime/strings.ts';
import { incompatibleReceiver } from '../error/type-errors.ts';
import { textOf } from './receiver.ts';

/** @builtin String */
export class StringIteration {
  [Symbol.iterator](): any {
    return new StringIterator(textOf(this, '[Symbol.iterator]'));
  }
}

/** @builtin %StringIterator% */
export class StringIterator {
  #text: string;
  #index = 0;

  constructor(text: string) {
    this.#text = text;
  }

  next(): any {
    if (!(#text in this)) throw incompatibleReceiver('String Iterator.prototype.next', this);
    const text = this.#text;
    const index = this.#index;
    const length = stringLength(text);
    if (index >= length) {
      // The text is not needed any more, and the iterator stays finished.
      this.#text = '';
      this.#index = 0;
      return { value: undefined, done: true };
    }
    const point = pointAt(text, index, length);
    this.#index = index + (point > 0xffff ? 2 : 1);
    return { value: codePointString(point), done: false };
  }

  readonly [Symbol.toStringTag] = 'String Iterator';
}

function pointAt(text: string, index: number, length: number): number {
  const first = charCodeAtIndex(text, index);
  if (first < 0xd800 || first > 0xdbff || index + 1 >= length) return first;
  const second = charCodeAtIndex(text, index + 1);
  if (second < 0xdc00 || second > 0xdfff) return first;
  return (first - 0xd800) * 0x400 + (second - 0xdc00) + 0x10000;
}
