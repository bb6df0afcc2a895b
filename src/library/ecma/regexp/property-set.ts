// Sets named by \p{...}. Layer: ecma.
// Only the properties without Unicode tables are known; any other name is a SyntaxError that says so.

import type { CharacterSet } from './character-set.ts';
import { fullSet } from './character-set.ts';
import { PatternError } from './pattern-error.ts';

export function propertySet(text: string): CharacterSet {
  switch (text) {
    case 'Any':
      return fullSet();
    case 'ASCII':
      return [0, 0x7f];
    case 'ASCII_Hex_Digit':
    case 'AHex':
      return [0x30, 0x39, 0x41, 0x46, 0x61, 0x66];
    default:
      throw new PatternError(
        'Unicode property escapes other than Any, ASCII and ASCII_Hex_Digit are not supported: \\p{' +
          text +
          '}',
      );
  }
}
