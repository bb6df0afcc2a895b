// String.prototype: at, charAt, charCodeAt, codePointAt, isWellFormed, toWellFormed (ECMA-262 §22.1.3). Layer: ecma.

import { toIntegerOrInfinity } from '../../machine/language.ts';
import {
  builderAppendRange,
  builderAppendUnit,
  finishBuilder,
  newStringBuilder,
} from '../../runtime/string-builder.ts';
import { charCodeAtIndex, characterAt, stringLength } from '../../runtime/strings.ts';
import { textOf } from './receiver.ts';

/** @builtin String */
export class StringCharacters {
  at(index: any): string | undefined {
    const text = textOf(this, 'at');
    const relative = toIntegerOrInfinity(index);
    const length = stringLength(text);
    const position = relative < 0 ? length + relative : relative;
    return position >= 0 && position < length ? characterAt(text, position) : undefined;
  }

  charAt(index: any): string {
    const text = textOf(this, 'charAt');
    const position = toIntegerOrInfinity(index);
    return position >= 0 && position < stringLength(text) ? characterAt(text, position) : '';
  }

  charCodeAt(index: any): number {
    const text = textOf(this, 'charCodeAt');
    const position = toIntegerOrInfinity(index);
    return position >= 0 && position < stringLength(text) ? charCodeAtIndex(text, position) : NaN;
  }

  codePointAt(index: any): number | undefined {
    const text = textOf(this, 'codePointAt');
    const position = toIntegerOrInfinity(index);
    const length = stringLength(text);
    if (position < 0 || position >= length) return undefined;
    const first = charCodeAtIndex(text, position);
    if (first < 0xd800 || first > 0xdbff || position + 1 >= length) return first;
    const second = charCodeAtIndex(text, position + 1);
    if (second < 0xdc00 || second > 0xdfff) return first;
    return (first - 0xd800) * 0x400 + (second - 0xdc00) + 0x10000;
  }

  isWellFormed(): boolean {
    const text = textOf(this, 'isWellFormed');
    return findLoneSurrogate(text, 0) < 0;
  }

  toWellFormed(): string {
    const text = textOf(this, 'toWellFormed');
    let lone = findLoneSurrogate(text, 0);
    if (lone < 0) return text;
    const builder = newStringBuilder();
    let from = 0;
    while (lone >= 0) {
      builderAppendRange(builder, text, from, lone);
      builderAppendUnit(builder, 0xfffd);
      from = lone + 1;
      lone = findLoneSurrogate(text, from);
    }
    builderAppendRange(builder, text, from, stringLength(text));
    return finishBuilder(builder);
  }
}

/** Index of the first surrogate at or after `from` that is not half of a pair, or -1. */
function findLoneSurrogate(text: string, from: number): number {
  const length = stringLength(text);
  for (let i = from; i < length; i++) {
    const unit = charCodeAtIndex(text, i);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    if (unit > 0xdbff || i + 1 >= length) return i;
    const next = charCodeAtIndex(text, i + 1);
    if (next < 0xdc00 || next > 0xdfff) return i;
    i++;
  }
  return -1;
}
