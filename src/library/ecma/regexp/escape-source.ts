// EscapeRegExpPattern (ECMA-262 §22.2.6.13.1): a pattern so written that it can stand between slashes. Layer: ecma.

import { charCodeAtIndex, stringLength } from '../../runtime/strings.ts';
import {
  builderAppend,
  builderAppendUnit,
  finishBuilder,
  newStringBuilder,
} from '../../runtime/string-builder.ts';

export function escapeSource(source: string): string {
  const length = stringLength(source);
  if (length === 0) return '(?:)';
  if (!needsEscape(source, length)) return source;
  const builder = newStringBuilder();
  let inClass = false;
  for (let i = 0; i < length; i++) {
    let unit = charCodeAtIndex(source, i);
    if (unit === 0x5c && i + 1 < length) {
      const next = charCodeAtIndex(source, i + 1);
      // A backslash before a line terminator gives way to the terminator's own escape.
      if (!isLineTerminator(next)) {
        builderAppendUnit(builder, unit);
        builderAppendUnit(builder, next);
        i++;
        continue;
      }
      i++;
      unit = next;
    }
    if (unit === 0x5b) inClass = true;
    else if (unit === 0x5d) inClass = false;
    if (unit === 0x2f && !inClass) builderAppend(builder, '\\/');
    else if (unit === 10) builderAppend(builder, '\\n');
    else if (unit === 13) builderAppend(builder, '\\r');
    else if (unit === 0x2028) builderAppend(builder, '\\u2028');
    else if (unit === 0x2029) builderAppend(builder, '\\u2029');
    else builderAppendUnit(builder, unit);
  }
  return finishBuilder(builder);
}

function needsEscape(source: string, length: number): boolean {
  for (let i = 0; i < length; i++) {
    const unit = charCodeAtIndex(source, i);
    if (unit === 0x2f || isLineTerminator(unit)) return true;
  }
  return false;
}

function isLineTerminator(unit: number): boolean {
  return unit === 10 || unit === 13 || unit === 0x2028 || unit === 0x2029;
}
