// RegExp: the constructor, exec, test, toString and the accessors (ECMA-262 §22.2). Layer: ecma.
// Symbol.match and its kin are in the files match.ts, replace.ts, split.ts; they share `execute` and `RegExpAccess`.

import { registerInspector } from '../../base/inspectors.ts';
import { isObject, toStringValue } from '../../machine/language.ts';
import { WRITABLE } from '../../runtime/layout.ts';
import { CLASS_MARK_REGEXP, markClass } from '../../runtime/object-kinds.ts';
import { defineData } from '../../runtime/property-reflection.ts';
import { describeValue } from '../error/describe-value.ts';
import { incompatibleReceiver } from '../error/type-errors.ts';
import { compilePattern } from './compiled-pattern.ts';
import type { CompiledPattern } from './compiled-pattern.ts';
import { escapeSource } from './escape-source.ts';
import { advance, execute, runExec } from './execute.ts';
import { isRegExp } from './is-regexp.ts';
import { matchAllPattern, matchPattern, searchPattern } from './match.ts';
import { replacePattern } from './replace.ts';
import { splitByPattern } from './split.ts';

/** The compiled pattern of a RegExp object; undefined for anything else. */
let patternOf: (value: any) => CompiledPattern | undefined;

/** @global */
export class RegExp {
  #pattern: CompiledPattern;

  constructor(pattern: any, flags: any) {
    let source: any = pattern;
    let flagText: any = flags;
    if (isObject(pattern) && #pattern in pattern) {
      source = (pattern as RegExp).#pattern.source;
      if (flags === undefined) flagText = (pattern as RegExp).#pattern.flags;
    } else if (isRegExp(pattern)) {
      source = pattern.source;
      if (flags === undefined) flagText = pattern.flags;
    }
    const sourceText = source === undefined ? '' : toStringValue(source);
    this.#pattern = compilePattern(
      sourceText,
      flagText === undefined ? '' : toStringValue(flagText),
    );
    markClass(this, CLASS_MARK_REGEXP);
    defineData(this, 'lastIndex', 0, WRITABLE);
  }

  static $call(pattern: any, flags: any): any {
    if (flags === undefined && isRegExp(pattern) && pattern.constructor === RegExp) return pattern;
    return new RegExp(pattern, flags);
  }

  static {
    patternOf = (value: any) =>
      isObject(value) && #pattern in value ? (value as RegExp).#pattern : undefined;
    registerInspector(
      'RegExp',
      (value) => #pattern in value,
      (value) => [escapeSource(value.#pattern.source), value.#pattern.flags],
    );
  }

  static get [Symbol.species](): any {
    return this;
  }

  exec(text: any): any {
    const pattern = patternOf(this);
    if (pattern === undefined) throw incompatibleReceiver('RegExp.prototype.exec', this);
    return execute(this, pattern, toStringValue(text));
  }

  test(text: any): boolean {
    if (!isObject(this)) throw incompatibleReceiver('RegExp.prototype.test', undefined);
    const pattern = patternOf(this);
    const subject = toStringValue(text);
    if (isOriginal(this, pattern)) {
      return advance(this, pattern as CompiledPattern, subject);
    }
    return runExec(this, pattern, subject) !== null;
  }

  toString(): string {
    if (!isObject(this)) throw incompatibleReceiver('RegExp.prototype.toString', undefined);
    return '/' + toStringValue((this as any).source) + '/' + toStringValue((this as any).flags);
  }

  /** Annex B §B.2.4.1 */
  compile(pattern: any, flags: any): any {
    if (patternOf(this) === undefined) throw incompatibleReceiver('RegExp.prototype.compile', this);
    const other = patternOf(pattern);
    if (other !== undefined) {
      if (flags !== undefined) throw new TypeError('Invalid flags supplied to RegExp constructor');
      this.#pattern = other;
    } else {
      this.#pattern = compilePattern(
        pattern === undefined ? '' : toStringValue(pattern),
        flags === undefined ? '' : toStringValue(flags),
      );
    }
    (this as any).lastIndex = 0;
    return this;
  }

  get source(): string {
    const pattern = patternOf(this);
    if (pattern !== undefined) return escapeSource(pattern.source);
    if ((this as any) === RegExp.prototype) return '(?:)';
    throw new TypeError('RegExp.prototype.source getter called on non-RegExp object');
  }

  get flags(): string {
    if (!isObject(this)) {
      throw new TypeError(
        'RegExp.prototype.flags getter called on non-object ' + describeValue(this),
      );
    }
    const object: any = this;
    let flags = '';
    if (object.hasIndices) flags += 'd';
    if (object.global) flags += 'g';
    if (object.ignoreCase) flags += 'i';
    if (object.multiline) flags += 'm';
    if (object.dotAll) flags += 's';
    if (object.unicode) flags += 'u';
    if (object.unicodeSets) flags += 'v';
    if (object.sticky) flags += 'y';
    return flags;
  }

  get global(): any {
    const pattern = patternOf(this);
    return pattern !== undefined ? pattern.global : flagOfOther(this, 'global');
  }

  get ignoreCase(): any {
    const pattern = patternOf(this);
    return pattern !== undefined ? pattern.ignoreCase : flagOfOther(this, 'ignoreCase');
  }

  get multiline(): any {
    const pattern = patternOf(this);
    return pattern !== undefined ? pattern.multiline : flagOfOther(this, 'multiline');
  }

  get dotAll(): any {
    const pattern = patternOf(this);
    return pattern !== undefined ? pattern.dotAll : flagOfOther(this, 'dotAll');
  }

  get unicode(): any {
    const pattern = patternOf(this);
    return pattern !== undefined ? pattern.unicode : flagOfOther(this, 'unicode');
  }

  get unicodeSets(): any {
    const pattern = patternOf(this);
    return pattern !== undefined ? pattern.unicodeSets : flagOfOther(this, 'unicodeSets');
  }

  get sticky(): any {
    const pattern = patternOf(this);
    return pattern !== undefined ? pattern.sticky : flagOfOther(this, 'sticky');
  }

  get hasIndices(): any {
    const pattern = patternOf(this);
    return pattern !== undefined ? pattern.hasIndices : flagOfOther(this, 'hasIndices');
  }

  [Symbol.match](text: any): any {
    if (!isObject(this)) throw incompatibleReceiver('RegExp.prototype.@@match', undefined);
    const pattern = patternOf(this);
    return matchPattern(this, pattern, isOriginal(this, pattern), toStringValue(text));
  }

  [Symbol.matchAll](text: any): any {
    if (!isObject(this)) throw incompatibleReceiver('RegExp.prototype.@@matchAll', undefined);
    return matchAllPattern(this, toStringValue(text), RegExp, patternOf);
  }

  [Symbol.replace](text: any, replacement: any): any {
    if (!isObject(this)) throw incompatibleReceiver('RegExp.prototype.@@replace', undefined);
    const pattern = patternOf(this);
    return replacePattern(
      this,
      pattern,
      isOriginal(this, pattern),
      toStringValue(text),
      replacement,
    );
  }

  [Symbol.search](text: any): any {
    if (!isObject(this)) throw incompatibleReceiver('RegExp.prototype.@@search', undefined);
    return searchPattern(this, patternOf(this), toStringValue(text));
  }

  [Symbol.split](text: any, limit: any): any {
    if (!isObject(this)) throw incompatibleReceiver('RegExp.prototype.@@split', undefined);
    const pattern = patternOf(this);
    return splitByPattern(
      this,
      pattern,
      isOriginal(this, pattern),
      toStringValue(text),
      limit,
      RegExp,
      patternOf,
    );
  }
}

const originalExec = RegExp.prototype.exec;

/** Matching may bypass the `exec` property, because it is the built-in one. */
function isOriginal(object: any, pattern: CompiledPattern | undefined): boolean {
  return pattern !== undefined && object.exec === originalExec;
}

/** A flag accessor on something that is no RegExp: undefined for the prototype, else a TypeError. */
function flagOfOther(object: any, name: string): undefined {
  if (object === RegExp.prototype) return undefined;
  throw new TypeError('RegExp.prototype.' + name + ' getter called on non-RegExp object');
}

/** What a regular expression literal evaluates to: a new RegExp object; the pattern is compiled once. */
export function createRegExpLiteral(source: string, flags: string): RegExp {
  return new RegExp(source, flags);
}
