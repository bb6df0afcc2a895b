// How a character set becomes words of a program. Layer: ecma.

import { setContains } from './character-set.ts';
import type { CharacterSet } from './character-set.ts';

/** A set with a surrogate or a character beyond 0xFFFF must read whole code points under the flag u. */
export function readsPoints(set: CharacterSet): boolean {
  for (let i = 0; i < set.length; i += 2) {
    if (set[i + 1]! >= 0xd800 && (set[i]! <= 0xdfff || set[i + 1]! > 0xffff)) return true;
  }
  return false;
}

/** What the dot matches, as units. */
export function isDot(set: CharacterSet): boolean {
  return (
    set.length === 8 &&
    set[0] === 0 &&
    set[1] === 9 &&
    set[2] === 11 &&
    set[3] === 12 &&
    set[4] === 14 &&
    set[5] === 0x2027 &&
    set[6] === 0x202a &&
    set[7]! >= 0xffff
  );
}

export function writeBitmap(words: number[], at: number, set: CharacterSet): void {
  for (let i = 0; i < 8; i++) {
    let bits = 0;
    for (let b = 0; b < 32; b++) if (setContains(set, i * 32 + b)) bits += 2 ** b;
    words[at + i] = bits;
  }
}
