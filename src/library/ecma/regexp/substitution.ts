// GetSubstitution (ECMA-262 §22.1.3.19.1): the text that a replacement with $ patterns stands for. Layer: ecma.

import { toStringValue } from '../../machine/language.ts';
import {
  builderAppend,
  builderAppendRange,
  builderAppendUnit,
} from '../../runtime/string-builder.ts';
import {
  charCodeAtIndex,
  indexOfString,
  stringLength,
  substringOf,
} from '../../runtime/strings.ts';

/**
 * Appends to `builder` what `template` stands for. `captures[i]` is group i+1 (undefined when unset); `namedCaptures` is
 * undefined or the object with the named groups. `matched` is what was matched where that need not stand in the subject.
 */
export function appendSubstitution(
  builder: any,
  template: string,
  subject: string,
  position: number,
  matchEnd: number,
  captures: any,
  namedCaptures: any,
  matched?: string,
): void {
  const length = stringLength(template);
  let from = 0;
  for (;;) {
    const dollar = indexOfString(template, '$', from);
    if (dollar < 0 || dollar + 1 >= length) break;
    builderAppendRange(builder, template, from, dollar);
    from = dollar + 2;
    const next = charCodeAtIndex(template, dollar + 1);
    if (next === 0x24) {
      builderAppendUnit(builder, 0x24);
    } else if (next === 0x26) {
      if (matched === undefined) builderAppendRange(builder, subject, position, matchEnd);
      else builderAppend(builder, matched);
    } else if (next === 0x60) {
      builderAppendRange(builder, subject, 0, position);
    } else if (next === 0x27) {
      builderAppendRange(builder, subject, matchEnd, stringLength(subject));
    } else if (next >= 0x30 && next <= 0x39) {
      from = dollar + appendNumbered(builder, template, dollar, length, captures);
    } else if (next === 0x3c && namedCaptures !== undefined) {
      const end = indexOfString(template, '>', dollar + 2);
      if (end < 0) {
        builderAppend(builder, '$<');
      } else {
        const value = namedCaptures[substringOf(template, dollar + 2, end)];
        if (value !== undefined) builderAppend(builder, toStringValue(value));
        from = end + 1;
      }
    } else {
      builderAppendUnit(builder, 0x24);
      from = dollar + 1;
    }
  }
  builderAppendRange(builder, template, from, length);
}

/** `$n` or `$nn` at `dollar`; the number of units it takes. Not a group: it stands for itself. */
function appendNumbered(
  builder: any,
  template: string,
  dollar: number,
  length: number,
  captures: any,
): number {
  const count = captures.length;
  let group = charCodeAtIndex(template, dollar + 1) - 0x30;
  let taken = 2;
  if (dollar + 2 < length) {
    const second = charCodeAtIndex(template, dollar + 2) - 0x30;
    if (second >= 0 && second <= 9 && group * 10 + second <= count && group * 10 + second > 0) {
      group = group * 10 + second;
      taken = 3;
    }
  }
  if (group === 0 || group > count) {
    builderAppendUnit(builder, 0x24);
    return 1;
  }
  const text = captures[group - 1];
  if (text !== undefined) builderAppend(builder, text);
  return taken;
}
