// Compiled regular expressions and their cache, by source and flags. Layer: ecma.

import { newProgram, setProgramWord } from '../../runtime/regexp-matcher.ts';
import {
  tableClear,
  tableGet,
  tableNew,
  tableSet,
  tableSize,
} from '../../runtime/ordered-table.ts';
import { charCodeAtIndex, stringLength } from '../../runtime/strings.ts';
import { generateProgram } from './generator.ts';
import { parsePattern } from './parser.ts';
import { PatternError } from './pattern-error.ts';
import type { PatternFlags } from './syntax-tree.ts';

/** Patterns kept for reuse. */
const CACHE_LIMIT = 512;

export class CompiledPattern {
  source: string;
  flags: string;
  /** Internal cell, see runtime/regexp-matcher.ts. */
  program: any;
  /** Capture groups with group 0. */
  groups: number;
  /** Names by group index, '' where there is none; null when no group has a name. */
  names: string[] | null;
  hasIndices: boolean;
  global: boolean;
  ignoreCase: boolean;
  multiline: boolean;
  dotAll: boolean;
  unicode: boolean;
  unicodeSets: boolean;
  sticky: boolean;
  /** u or v: positions advance by code points. */
  byPoint: boolean;
  /** The same source with other flags. */
  next: CompiledPattern | undefined;

  constructor(source: string, flags: string) {
    this.source = source;
    this.flags = flags;
    this.program = undefined;
    this.groups = 1;
    this.names = null;
    this.hasIndices = false;
    this.global = false;
    this.ignoreCase = false;
    this.multiline = false;
    this.dotAll = false;
    this.unicode = false;
    this.unicodeSets = false;
    this.sticky = false;
    this.byPoint = false;
    this.next = undefined;
  }
}

const cache: any = tableNew();

/** The compiled pattern; throws a SyntaxError for a bad pattern or bad flags. */
export function compilePattern(source: string, flags: string): CompiledPattern {
  const first: CompiledPattern | undefined = tableGet(cache, source);
  for (let entry = first; entry !== undefined; entry = entry.next) {
    if (entry.flags === flags) return entry;
  }
  const pattern = new CompiledPattern(source, flags);
  readFlags(pattern);
  try {
    compileInto(pattern);
  } catch (error) {
    if (error instanceof PatternError) {
      throw new SyntaxError(
        'Invalid regular expression: /' + source + '/' + flags + ': ' + error.message,
      );
    }
    throw error;
  }
  if (tableSize(cache) >= CACHE_LIMIT) tableClear(cache);
  else pattern.next = first;
  tableSet(cache, source, pattern);
  return pattern;
}

function readFlags(pattern: CompiledPattern): void {
  const flags = pattern.flags;
  const length = stringLength(flags);
  let seen = 0;
  for (let i = 0; i < length; i++) {
    const unit = charCodeAtIndex(flags, i);
    const bit = unit >= 97 && unit <= 122 ? 1 << (unit - 97) : 0;
    let known = (seen & bit) === 0;
    seen |= bit;
    if (unit === 100) pattern.hasIndices = true;
    else if (unit === 103) pattern.global = true;
    else if (unit === 105) pattern.ignoreCase = true;
    else if (unit === 109) pattern.multiline = true;
    else if (unit === 115) pattern.dotAll = true;
    else if (unit === 117) pattern.unicode = true;
    else if (unit === 118) pattern.unicodeSets = true;
    else if (unit === 121) pattern.sticky = true;
    else known = false;
    if (!known || (pattern.unicode && pattern.unicodeSets)) {
      throw new SyntaxError("Invalid flags supplied to RegExp constructor '" + flags + "'");
    }
  }
  pattern.byPoint = pattern.unicode || pattern.unicodeSets;
}

function compileInto(pattern: CompiledPattern): void {
  const flags: PatternFlags = {
    ignoreCase: pattern.ignoreCase,
    multiline: pattern.multiline,
    dotAll: pattern.dotAll,
    unicode: pattern.byPoint,
    unicodeSets: pattern.unicodeSets,
  };
  const parsed = parsePattern(pattern.source, flags);
  const words = generateProgram(parsed, flags);
  const count = words.length;
  const program = newProgram(count);
  for (let i = 0; i < count; i++) setProgramWord(program, i, words[i]!);
  pattern.program = program;
  pattern.groups = parsed.groups + 1;
  pattern.names = parsed.hasNames ? parsed.names : null;
}
