// Reading a pattern unit by unit, and its escapes for characters and sets (ECMA-262 §22.2.1, Annex B). Layer: ecma.
// What the parser of whole patterns and that of classes have in common.

import { charCodeAtIndex, stringLength, substringOf } from '../../runtime/strings.ts';
import type { CharacterSet } from './character-set.ts';
import {
  closeOverCase,
  digitSet,
  invertSet,
  LAST_CODE_POINT,
  spaceSet,
  wordSet,
} from './character-set.ts';
import { hexValue } from './hex-value.ts';
import { PatternError } from './pattern-error.ts';
import { propertySet } from './property-set.ts';
import type { PatternFlags } from './syntax-tree.ts';

const END = -1;

export class PatternReader {
  source: string;
  length: number;
  flags: PatternFlags;
  unicode: boolean;
  position = 0;
  /** Some group has a name, so that \k is a reference. */
  hasNames: boolean;

  constructor(source: string, flags: PatternFlags, hasNames: boolean) {
    this.source = source;
    this.length = stringLength(source);
    this.flags = flags;
    this.unicode = flags.unicode;
    this.hasNames = hasNames;
  }

  /** The unit at an offset from the position, or END. */
  unit(offset: number): number {
    const at = this.position + offset;
    return at < this.length ? charCodeAtIndex(this.source, at) : END;
  }

  eat(unit: number): boolean {
    if (this.unit(0) !== unit) return false;
    this.position++;
    return true;
  }

  /** With the flag u one code point, else one unit. */
  nextPoint(): number {
    const first = this.unit(0);
    this.position++;
    if (!this.unicode || first < 0xd800 || first > 0xdbff) return first;
    const second = this.unit(0);
    if (second < 0xdc00 || second > 0xdfff) return first;
    this.position++;
    return (first - 0xd800) * 0x400 + (second - 0xdc00) + 0x10000;
  }

  /** `\d \D \s \S \w \W \p \P`, or null. */
  parseSetEscape(): CharacterSet | null {
    const fold = this.unicode && this.flags.ignoreCase;
    let set: CharacterSet;
    const unit = this.unit(0);
    switch (unit | 0x20) {
      case 0x64:
        set = digitSet();
        break;
      case 0x73:
        set = spaceSet();
        break;
      case 0x77:
        set = wordSet(fold);
        break;
      case 0x70:
        if (!this.unicode) return null;
        this.position++;
        return this.parseProperty(unit === 0x50);
      default:
        return null;
    }
    if (
      unit !== 0x44 &&
      unit !== 0x53 &&
      unit !== 0x57 &&
      unit !== 0x64 &&
      unit !== 0x73 &&
      unit !== 0x77
    ) {
      return null;
    }
    this.position++;
    return unit < 0x60 ? invertSet(set) : set;
  }

  parseProperty(negated: boolean): CharacterSet {
    if (!this.eat(0x7b)) throw new PatternError('Invalid property name');
    const start = this.position;
    while (this.position < this.length && this.unit(0) !== 0x7d) this.position++;
    const text = substringOf(this.source, start, this.position);
    if (!this.eat(0x7d)) throw new PatternError('Invalid property name');
    let set = propertySet(text);
    if (this.flags.ignoreCase && !this.flags.unicodeSets) {
      // Without v, a complement is taken before characters are compared by their case.
      if (negated) return closeOverCase(invertSet(set), true);
    }
    if (this.flags.ignoreCase) set = closeOverCase(set, true);
    return negated ? invertSet(set) : set;
  }

  /** One character's escape, after the backslash. */
  parseCharacterEscape(inClass: boolean): number {
    const unit = this.unit(0);
    if (unit === END) throw new PatternError('\\ at end of pattern');
    switch (unit) {
      case 0x66:
        this.position++;
        return 12;
      case 0x6e:
        this.position++;
        return 10;
      case 0x72:
        this.position++;
        return 13;
      case 0x74:
        this.position++;
        return 9;
      case 0x76:
        this.position++;
        return 11;
      case 0x63:
        return this.parseControlEscape(inClass);
      case 0x78:
        return this.parseHexEscape();
      case 0x75:
        return this.parseUnicodeEscape();
      default:
        break;
    }
    if (unit >= 0x30 && unit <= 0x39) return this.parseOctalEscape(inClass);
    if (this.unicode) {
      if (!isSyntaxCharacter(unit) && unit !== 0x2f && !(inClass && unit === 0x2d)) {
        throw new PatternError('Invalid escape');
      }
      this.position++;
      return unit;
    }
    if (unit === 0x6b && this.hasNames) throw new PatternError('Invalid escape');
    return this.nextPoint();
  }

  /** `\cX`; without the flag u, a backslash when no letter follows (Annex B). */
  parseControlEscape(inClass: boolean): number {
    const letter = this.unit(1);
    const folded = letter | 0x20;
    if (letter !== END && folded >= 0x61 && folded <= 0x7a) {
      this.position += 2;
      return letter & 0x1f;
    }
    if (this.unicode) throw new PatternError('Invalid Unicode escape');
    if (inClass && ((letter >= 0x30 && letter <= 0x39) || letter === 0x5f)) {
      this.position += 2;
      return letter & 0x1f;
    }
    return 0x5c;
  }

  parseHexEscape(): number {
    const value = this.hexDigits(1, 2);
    if (value >= 0) {
      this.position += 3;
      return value;
    }
    if (this.unicode) throw new PatternError('Invalid escape');
    this.position++;
    return 0x78;
  }

  /** `\uXXXX`, with the flag u also a pair of them and `\u{X...}`. */
  parseUnicodeEscape(): number {
    if (this.unicode && this.unit(1) === 0x7b) {
      let offset = 2;
      let value = 0;
      while (hexValue(this.unit(offset)) >= 0) {
        value = value * 16 + hexValue(this.unit(offset));
        if (value > LAST_CODE_POINT) throw new PatternError('Invalid Unicode escape');
        offset++;
      }
      if (offset === 2 || this.unit(offset) !== 0x7d)
        throw new PatternError('Invalid Unicode escape');
      this.position += offset + 1;
      return value;
    }
    const first = this.hexDigits(1, 4);
    if (first < 0) {
      if (this.unicode) throw new PatternError('Invalid Unicode escape');
      this.position++;
      return 0x75;
    }
    this.position += 5;
    if (
      this.unicode &&
      first >= 0xd800 &&
      first <= 0xdbff &&
      this.unit(0) === 0x5c &&
      this.unit(1) === 0x75
    ) {
      const second = this.hexDigits(2, 4);
      if (second >= 0xdc00 && second <= 0xdfff) {
        this.position += 6;
        return (first - 0xd800) * 0x400 + (second - 0xdc00) + 0x10000;
      }
    }
    return first;
  }

  /** `\0`, and without the flag u the old octal escapes; `\8` and `\9` are themselves. */
  parseOctalEscape(inClass: boolean): number {
    const first = this.unit(0);
    if (this.unicode) {
      const next = this.unit(1);
      if (first === 0x30 && !(next >= 0x30 && next <= 0x39)) {
        this.position++;
        return 0;
      }
      throw new PatternError(inClass ? 'Invalid class escape' : 'Invalid decimal escape');
    }
    this.position++;
    if (first >= 0x38) return first;
    let value = first - 0x30;
    for (let i = 0; i < 2; i++) {
      const digit = this.unit(0) - 0x30;
      if (digit < 0 || digit > 7 || value * 8 + digit > 0xff) break;
      value = value * 8 + digit;
      this.position++;
    }
    return value;
  }

  /** The value of exactly `count` hexadecimal digits at an offset, or -1. */
  hexDigits(offset: number, count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      const digit = hexValue(this.unit(offset + i));
      if (digit < 0) return -1;
      value = value * 16 + digit;
    }
    return value;
  }
}

/** ^ $ \ . * + ? ( ) [ ] { } | */
function isSyntaxCharacter(unit: number): boolean {
  return (
    unit === 0x24 ||
    (unit >= 0x28 && unit <= 0x2b) ||
    unit === 0x2e ||
    unit === 0x3f ||
    (unit >= 0x5b && unit <= 0x5e) ||
    (unit >= 0x7b && unit <= 0x7d)
  );
}
