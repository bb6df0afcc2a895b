// Parser of regular expressions: ECMA-262 §22.2.1 with Annex B when the flag u is absent. Layer: ecma.
// Throws PatternError with the reference engine's wording; regexp.ts puts pattern and flags around it.

import {
  closeOverCase,
  dotSet,
  fullSet,
  invertSet,
  normalizeSet,
  unionSets,
} from './character-set.ts';
import type { CharacterSet } from './character-set.ts';
import { readGroupName } from './group-name.ts';
import { PatternError } from './pattern-error.ts';
import { PatternReader } from './pattern-reader.ts';
import { scanGroups } from './scan-groups.ts';
import type { Pattern, PatternFlags, PatternNode, ReferenceNode } from './syntax-tree.ts';
import { parseUnicodeSetClass } from './unicode-set-class.ts';

const MAX_GROUPS = 0x7ffe;
const END = -1;

export function parsePattern(source: string, flags: PatternFlags): Pattern {
  return new PatternParser(source, flags).parse();
}

export class PatternParser extends PatternReader {
  groups = 0;
  names: string[] = [''];
  totalGroups: number;
  namedReferences: ReferenceNode[] = [];

  constructor(source: string, flags: PatternFlags) {
    const scan = scanGroups(source);
    super(source, flags, scan.named);
    this.totalGroups = scan.groups;
  }

  parse(): Pattern {
    const root = this.parseAlternatives();
    if (this.position < this.length) throw new PatternError("Unmatched ')'");
    this.resolveNames();
    return { root, groups: this.groups, names: this.names, hasNames: this.hasNames };
  }

  resolveNames(): void {
    for (let i = 0; i < this.namedReferences.length; i++) {
      const reference = this.namedReferences[i]!;
      let index = 0;
      for (let g = 1; g < this.names.length; g++) if (this.names[g] === reference.name) index = g;
      if (index === 0) throw new PatternError('Invalid named capture referenced');
      reference.index = index;
    }
  }

  /** Disjunction: up to the closing parenthesis or the end. */
  parseAlternatives(): PatternNode {
    const first = this.parseSequence();
    if (this.unit(0) !== 0x7c) return first;
    const items: PatternNode[] = [first];
    while (this.eat(0x7c)) items.push(this.parseSequence());
    const set = this.asSet(items);
    return set === null ? { kind: 'alternatives', items } : { kind: 'set', set };
  }

  /** Alternatives of one character each are a set; null when they are not. */
  asSet(items: PatternNode[]): CharacterSet | null {
    const characters: number[] = [];
    const ranges: number[] = [];
    for (let i = 0; i < items.length; i++) {
      const item = items[i]!;
      if (item.kind === 'character') {
        if (this.unicode && item.point >= 0xd800 && item.point <= 0xdfff) return null;
        characters.push(item.point, item.point);
      } else if (item.kind === 'set') {
        for (let k = 0; k < item.set.length; k++) ranges.push(item.set[k]!);
      } else return null;
    }
    const plain = normalizeSet(characters);
    const closed = this.flags.ignoreCase ? closeOverCase(plain, this.unicode) : plain;
    return unionSets(closed, normalizeSet(ranges));
  }

  parseSequence(): PatternNode {
    const items: PatternNode[] = [];
    for (;;) {
      const unit = this.unit(0);
      if (unit === END || unit === 0x7c || unit === 0x29) break;
      this.parseTerm(items);
    }
    if (items.length === 0) return { kind: 'empty' };
    return items.length === 1 ? items[0]! : { kind: 'sequence', items };
  }

  /** Appends a term: an assertion, or an atom with its quantifier. */
  parseTerm(items: PatternNode[]): void {
    const firstGroup = this.groups + 1;
    const unit = this.unit(0);
    switch (unit) {
      case 0x5e: // ^
        this.position++;
        items.push({ kind: 'start' });
        return;
      case 0x24: // $
        this.position++;
        items.push({ kind: 'end' });
        return;
      case 0x2a: // *
      case 0x2b: // +
      case 0x3f: // ?
        throw new PatternError('Nothing to repeat');
      case 0x28: {
        this.position++;
        const group = this.parseGroup();
        if (group.kind === 'look' && (group.behind || this.unicode)) {
          if (this.atQuantifier()) throw new PatternError('Invalid quantifier');
          items.push(group);
          return;
        }
        items.push(this.parseQuantifier(group, firstGroup));
        return;
      }
      case 0x2e: // .
        this.position++;
        items.push(
          this.parseQuantifier(
            { kind: 'set', set: this.flags.dotAll ? fullSet() : dotSet() },
            firstGroup,
          ),
        );
        return;
      case 0x5b: // [
        this.position++;
        items.push(this.parseQuantifier({ kind: 'set', set: this.parseClass() }, firstGroup));
        return;
      case 0x5c: {
        const next = this.unit(1);
        if (next === 0x62 || next === 0x42) {
          this.position += 2;
          items.push({ kind: next === 0x62 ? 'boundary' : 'notBoundary' });
          return;
        }
        this.position++;
        items.push(this.parseQuantifier(this.parseAtomEscape(), firstGroup));
        return;
      }
      case 0x7b: // {
        if (this.unicode) {
          throw new PatternError(
            this.scanBraces() === null ? 'Lone quantifier brackets' : 'Nothing to repeat',
          );
        }
        if (this.scanBraces() !== null) throw new PatternError('Nothing to repeat');
        break;
      case 0x5d:
      case 0x7d:
        if (this.unicode) throw new PatternError('Lone quantifier brackets');
        break;
      default:
        break;
    }
    items.push(this.parseQuantifier({ kind: 'character', point: this.nextPoint() }, firstGroup));
  }

  atQuantifier(): boolean {
    const unit = this.unit(0);
    if (unit === 0x2a || unit === 0x2b || unit === 0x3f) return true;
    return unit === 0x7b && this.scanBraces() !== null;
  }

  /** `{n}`, `{n,}` or `{n,m}` at the position: [min, max, length], or null. */
  scanBraces(): number[] | null {
    let offset = 1;
    let min = 0;
    let digits = 0;
    while (this.unit(offset) >= 0x30 && this.unit(offset) <= 0x39) {
      min = min * 10 + this.unit(offset) - 0x30;
      offset++;
      digits++;
    }
    if (digits === 0) return null;
    let max = min;
    if (this.unit(offset) === 0x2c) {
      offset++;
      max = Infinity;
      if (this.unit(offset) >= 0x30 && this.unit(offset) <= 0x39) {
        max = 0;
        while (this.unit(offset) >= 0x30 && this.unit(offset) <= 0x39) {
          max = max * 10 + this.unit(offset) - 0x30;
          offset++;
        }
      }
    }
    if (this.unit(offset) !== 0x7d) return null;
    return [min, max, offset + 1];
  }

  parseQuantifier(body: PatternNode, firstGroup: number): PatternNode {
    let min = 0;
    let max = Infinity;
    switch (this.unit(0)) {
      case 0x2a:
        this.position++;
        break;
      case 0x2b:
        this.position++;
        min = 1;
        break;
      case 0x3f:
        this.position++;
        max = 1;
        break;
      case 0x7b: {
        const braces = this.scanBraces();
        if (braces === null) {
          if (this.unicode) throw new PatternError('Incomplete quantifier');
          return body;
        }
        min = braces[0]!;
        max = braces[1]!;
        if (max < min) throw new PatternError('numbers out of order in {} quantifier');
        this.position += braces[2]!;
        break;
      }
      default:
        return body;
    }
    const greedy = !this.eat(0x3f);
    return { kind: 'repeat', body, min, max, greedy, firstGroup, endGroup: this.groups + 1 };
  }

  /** After `(`. */
  parseGroup(): PatternNode {
    if (!this.eat(0x3f)) return this.parseCapture('');
    const unit = this.unit(0);
    if (unit === 0x3a) {
      this.position++;
      return this.groupBody();
    }
    if (unit === 0x3d || unit === 0x21) {
      this.position++;
      return this.parseLook(false, unit === 0x21);
    }
    if (unit === 0x3c) {
      const next = this.unit(1);
      if (next === 0x3d || next === 0x21) {
        this.position += 2;
        return this.parseLook(true, next === 0x21);
      }
      this.position++;
      const name = this.parseGroupName();
      for (let g = 1; g < this.names.length; g++) {
        if (this.names[g] === name) throw new PatternError('Duplicate capture group name');
      }
      return this.parseCapture(name);
    }
    throw new PatternError('Invalid group');
  }

  parseGroupName(): string {
    const result = readGroupName(this.source, this.position);
    if (result === null) throw new PatternError('Invalid capture group name');
    this.position = result.end;
    return result.name;
  }

  groupBody(): PatternNode {
    const body = this.parseAlternatives();
    if (!this.eat(0x29)) throw new PatternError('Unterminated group');
    return body;
  }

  parseCapture(name: string): PatternNode {
    if (this.groups >= MAX_GROUPS) throw new PatternError('Too many captures');
    const index = ++this.groups;
    this.names[index] = name;
    return { kind: 'capture', index, body: this.groupBody() };
  }

  parseLook(behind: boolean, negative: boolean): PatternNode {
    const firstGroup = this.groups + 1;
    const body = this.groupBody();
    return { kind: 'look', behind, negative, body, firstGroup, endGroup: this.groups + 1 };
  }

  /** After a backslash outside a class. */
  parseAtomEscape(): PatternNode {
    const unit = this.unit(0);
    if (unit >= 0x31 && unit <= 0x39) {
      const reference = this.parseDecimalEscape();
      if (reference !== null) return reference;
    } else if (unit === 0x6b && (this.unicode || this.hasNames)) {
      this.position++;
      if (!this.eat(0x3c)) throw new PatternError('Invalid named reference');
      const reference: ReferenceNode = { kind: 'reference', index: 0, name: this.parseGroupName() };
      this.namedReferences.push(reference);
      return reference;
    }
    const set = this.parseSetEscape();
    if (set !== null) return { kind: 'set', set };
    return { kind: 'character', point: this.parseCharacterEscape(false) };
  }

  /** `\1` ...: a reference when there are so many groups, else (Annex B) null. */
  parseDecimalEscape(): PatternNode | null {
    let offset = 0;
    let index = 0;
    while (this.unit(offset) >= 0x30 && this.unit(offset) <= 0x39) {
      if (index <= MAX_GROUPS) index = index * 10 + this.unit(offset) - 0x30;
      offset++;
    }
    if (index <= this.totalGroups) {
      this.position += offset;
      return { kind: 'reference', index, name: '' };
    }
    if (this.unicode) throw new PatternError('Invalid escape');
    return null;
  }

  /** After `[`: the set of the class, closed over case and inverted as asked. */
  parseClass(): CharacterSet {
    const negated = this.eat(0x5e);
    let set: CharacterSet;
    if (this.flags.unicodeSets) {
      set = parseUnicodeSetClass(this);
    } else {
      set = this.parseClassRanges();
    }
    if (this.flags.ignoreCase) set = closeOverCase(set, this.unicode);
    return negated ? invertSet(set) : set;
  }

  parseClassRanges(): CharacterSet {
    const ranges: number[] = [];
    while (this.unit(0) !== 0x5d) {
      if (this.position >= this.length) throw new PatternError('Unterminated character class');
      const low = this.parseClassAtom(ranges);
      if (this.unit(0) !== 0x2d) {
        if (low >= 0) ranges.push(low, low);
        continue;
      }
      this.position++;
      if (this.position >= this.length) throw new PatternError('Unterminated character class');
      if (this.unit(0) === 0x5d) {
        if (low >= 0) ranges.push(low, low);
        ranges.push(0x2d, 0x2d);
        continue;
      }
      const high = this.parseClassAtom(ranges);
      if (low < 0 || high < 0) {
        if (this.unicode) throw new PatternError('Invalid character class');
        if (low >= 0) ranges.push(low, low);
        if (high >= 0) ranges.push(high, high);
        ranges.push(0x2d, 0x2d);
        continue;
      }
      if (low > high) throw new PatternError('Range out of order in character class');
      ranges.push(low, high);
    }
    this.position++;
    return normalizeSet(ranges);
  }

  /** A member: its character, or -1 after a whole set's ranges were added. */
  parseClassAtom(ranges: number[]): number {
    if (!this.eat(0x5c)) return this.nextPoint();
    if (this.unit(0) === END) throw new PatternError('\\ at end of pattern');
    const set = this.parseSetEscape();
    if (set !== null) {
      for (let i = 0; i < set.length; i++) ranges.push(set[i]!);
      return -1;
    }
    if (this.eat(0x62)) return 8;
    return this.parseCharacterEscape(true);
  }
}
