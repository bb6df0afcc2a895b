// String.prototype: toUpperCase, toLowerCase and the locale variants (ECMA-262 §22.1.3.26-30). Layer: ecma.
// The locale is always one without special casing rules, such as English.

import { lowerCaseOf, upperCaseOf } from '../../runtime/string-case.ts';
import { textOf } from './receiver.ts';

/** @builtin String */
export class StringCase {
  toLowerCase(): string {
    return lowerCaseOf(textOf(this, 'toLowerCase'));
  }

  toUpperCase(): string {
    return upperCaseOf(textOf(this, 'toUpperCase'));
  }

  toLocaleLowerCase(locales?: any): string {
    return lowerCaseOf(textOf(this, 'toLocaleLowerCase'));
  }

  toLocaleUpperCase(locales?: any): string {
    return upperCaseOf(textOf(this, 'toLocaleUpperCase'));
  }
}
