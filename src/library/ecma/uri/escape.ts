// escape and unescape (ECMA-262 Annex B §B.2.1). Layer: ecma.

import { toStringValue } from '../../machine/language.ts';
import {
  builderAppendUnit,
  finishBuilder,
  newStringBuilder,
} from '../../runtime/string-builder.ts';
import { charCodeAtIndex, stringLength } from '../../runtime/strings.ts';

/** @global */
export function escape(text: any): string {
  const source: string = toStringValue(text);
  const length = stringLength(source);
  const builder = newStringBuilder();
  for (let i = 0; i < length; i++) {
    const unit = charCodeAtIndex(source, i);
    if (isPlain(unit)) {
      builderAppendUnit(builder, unit);
    } else if (unit < 256) {
      builderAppendUnit(builder, 0x25);
      appendHex(builder, unit, 2);
    } else {
      builderAppendUnit(builder, 0x25);
      builderAppendUnit(builder, 0x75);
      appendHex(builder, unit, 4);
    }
  }
  return finishBuilder(builder);
}

/** @global */
export function unescape(text: any): string {
  const source: string = toStringValue(text);
  const length = stringLength(source);
  const builder = newStringBuilder();
  let i = 0;
  while (i < length) {
    let unit = charCodeAtIndex(source, i);
    let taken = 1;
    if (unit === 0x25) {
      const long =
        i + 6 <= length && charCodeAtIndex(source, i + 1) === 0x75 ? hexAt(source, i + 2, 4) : -1;
      const short = long < 0 && i + 3 <= length ? hexAt(source, i + 1, 2) : -1;
      if (long >= 0) {
        unit = long;
        taken = 6;
      } else if (short >= 0) {
        unit = short;
        taken = 3;
      }
    }
    builderAppendUnit(builder, unit);
    i += taken;
  }
  return finishBuilder(builder);
}

/** Letters, digits and @ * _ + - . / */
function isPlain(unit: number): boolean {
  if ((unit >= 0x61 && unit <= 0x7a) || (unit >= 0x40 && unit <= 0x5a)) return true;
  if (unit >= 0x2d && unit <= 0x39) return true;
  return unit === 0x2a || unit === 0x2b || unit === 0x5f;
}

function appendHex(builder: any, value: number, digits: number): void {
  for (let shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
    const digit = (value >> shift) & 15;
    builderAppendUnit(builder, digit < 10 ? 0x30 + digit : 0x37 + digit);
  }
}

/** The value of `count` hexadecimal digits at an index, or -1. */
function hexAt(text: string, at: number, count: number): number {
  let value = 0;
  for (let i = 0; i < count; i++) {
    const unit = charCodeAtIndex(text, at + i);
    let digit = -1;
    if (unit >= 0x30 && unit <= 0x39) digit = unit - 0x30;
    else if (unit >= 0x61 && unit <= 0x66) digit = unit - 0x57;
    else if (unit >= 0x41 && unit <= 0x46) digit = unit - 0x37;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}
