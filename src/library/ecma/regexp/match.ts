// RegExp.prototype[Symbol.match], [Symbol.matchAll] and [Symbol.search] (ECMA-262 §22.2.6.8-9, §22.2.6.12). Layer: ecma.

import { construct, toLength, toStringValue } from '../../machine/language.ts';
import { matchRegister } from '../../runtime/regexp-matcher.ts';
import { charCodeAtIndex, stringLength } from '../../runtime/strings.ts';
import { sameValue } from '../../runtime/comparison.ts';
import { incompatibleReceiver } from '../error/type-errors.ts';
import { becomeIteratorPrototype } from '../object/prototype-setup.ts';
import { speciesConstructor } from '../typed-array/species-constructor.ts';
import type { CompiledPattern } from './compiled-pattern.ts';
import { advanceIndex, groupText, matchFrom, runExec } from './execute.ts';

export function hasUnit(text: string, unit: number): boolean {
  const length = stringLength(text);
  for (let i = 0; i < length; i++) if (charCodeAtIndex(text, i) === unit) return true;
  return false;
}

/** `original`: exec is the built-in one, so a global match needs no result objects. */
export function matchPattern(
  regexp: any,
  pattern: CompiledPattern | undefined,
  original: boolean,
  subject: string,
): any {
  const flags = toStringValue(regexp.flags);
  if (!hasUnit(flags, 0x67)) return runExec(regexp, pattern, subject);
  const byPoint = hasUnit(flags, 0x75) || hasUnit(flags, 0x76);
  regexp.lastIndex = 0;
  const matches: string[] = [];
  if (original && (pattern as CompiledPattern).global) {
    const compiled = pattern as CompiledPattern;
    const length = stringLength(subject);
    let at = 0;
    while (at <= length && matchFrom(compiled, subject, at, compiled.sticky)) {
      matches[matches.length] = groupText(subject, 0) as string;
      const end = matchRegister(1);
      at = end === matchRegister(0) ? advanceIndex(subject, end, byPoint) : end;
    }
    return matches.length === 0 ? null : matches;
  }
  for (;;) {
    const result = runExec(regexp, pattern, subject);
    if (result === null) return matches.length === 0 ? null : matches;
    const text = toStringValue(result[0]);
    matches[matches.length] = text;
    if (text === '') regexp.lastIndex = advanceIndex(subject, toLength(regexp.lastIndex), byPoint);
  }
}

export function searchPattern(
  regexp: any,
  pattern: CompiledPattern | undefined,
  subject: string,
): any {
  const previous = regexp.lastIndex;
  if (!sameValue(previous, 0)) regexp.lastIndex = 0;
  const result = runExec(regexp, pattern, subject);
  if (!sameValue(regexp.lastIndex, previous)) regexp.lastIndex = previous;
  return result === null ? -1 : result.index;
}

export function matchAllPattern(
  regexp: any,
  subject: string,
  constructor: any,
  patternOf: (value: any) => CompiledPattern | undefined,
): any {
  const species = speciesConstructor(regexp, constructor);
  const flags = toStringValue(regexp.flags);
  const matcher = construct(species, species, regexp, flags);
  matcher.lastIndex = toLength(regexp.lastIndex);
  const byPoint = hasUnit(flags, 0x75) || hasUnit(flags, 0x76);
  return new RegExpStringIterator(
    matcher,
    patternOf(matcher),
    subject,
    hasUnit(flags, 0x67),
    byPoint,
  );
}

/** %RegExpStringIteratorPrototype% (ECMA-262 §22.2.9). */
class RegExpStringIterator {
  #matcher: any;
  #pattern: CompiledPattern | undefined;
  #subject: string;
  #global: boolean;
  #byPoint: boolean;
  #done = false;

  constructor(
    matcher: any,
    pattern: CompiledPattern | undefined,
    subject: string,
    global: boolean,
    byPoint: boolean,
  ) {
    this.#matcher = matcher;
    this.#pattern = pattern;
    this.#subject = subject;
    this.#global = global;
    this.#byPoint = byPoint;
  }

  next(): any {
    if (!(#done in this)) throw incompatibleReceiver('%RegExpStringIterator%.prototype.next', this);
    if (this.#done) return { value: undefined, done: true };
    const matcher = this.#matcher;
    const result = runExec(matcher, this.#pattern, this.#subject);
    if (result === null) {
      this.#done = true;
      return { value: undefined, done: true };
    }
    if (!this.#global) {
      this.#done = true;
      return { value: result, done: false };
    }
    if (toStringValue(result[0]) === '') {
      matcher.lastIndex = advanceIndex(this.#subject, toLength(matcher.lastIndex), this.#byPoint);
    }
    return { value: result, done: false };
  }
}

becomeIteratorPrototype(RegExpStringIterator.prototype, 'RegExp String Iterator');
