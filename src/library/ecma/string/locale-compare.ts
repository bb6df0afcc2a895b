// String.prototype.localeCompare (ECMA-262 §22.1.3.12). Layer: ecma. The order is that of English, see
// runtime/string-collate.ts; of the options, `sensitivity` and `numeric` count.

import { toStringValue } from '../../machine/language.ts';
import {
  COLLATE_ACCENT,
  COLLATE_BASE,
  COLLATE_CASE,
  COLLATE_VARIANT,
  collateStrings,
} from '../../runtime/string-collate.ts';
import { textOf } from './receiver.ts';

/** @builtin String */
export class StringCollation {
  localeCompare(that: any, locales?: any, options?: any): number {
    const text = textOf(this, 'localeCompare');
    const other: string = toStringValue(that);
    if (options === undefined) return collateStrings(text, other, COLLATE_VARIANT, false);
    return collateStrings(text, other, levelOf(options.sensitivity), !!options.numeric);
  }
}

function levelOf(sensitivity: any): number {
  if (sensitivity === undefined) return COLLATE_VARIANT;
  switch (toStringValue(sensitivity)) {
    case 'base':
      return COLLATE_BASE;
    case 'accent':
      return COLLATE_ACCENT;
    case 'case':
      return COLLATE_CASE;
    case 'variant':
      return COLLATE_VARIANT;
    default:
      throw new RangeError(
        'Value ' + sensitivity + ' out of range for Intl.Collator options property sensitivity',
      );
  }
}
