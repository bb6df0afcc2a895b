// String.prototype.normalize (ECMA-262 §22.1.3.15). Layer: ecma.

import { toStringValue } from '../../machine/language.ts';
import { normalizeString } from '../../runtime/string-normalize.ts';
import { textOf } from './receiver.ts';

/** @builtin String */
export class StringNormalization {
  normalize(form?: any): string {
    const text = textOf(this, 'normalize');
    const name: string = form === undefined ? 'NFC' : toStringValue(form);
    switch (name) {
      case 'NFC':
        return normalizeString(text, true, false);
      case 'NFD':
        return normalizeString(text, false, false);
      case 'NFKC':
        return normalizeString(text, true, true);
      case 'NFKD':
        return normalizeString(text, false, true);
      default:
        throw new RangeError('The normalization form should be one of NFC, NFD, NFKC, NFKD.');
    }
  }
}
