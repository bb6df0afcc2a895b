// RegExp.prototype[Symbol.replace] (ECMA-262 §22.2.6.11). Layer: ecma.

import {
  invoke,
  invokeWithList,
  isCallable,
  toIntegerOrInfinity,
  toLength,
  toObject,
  toStringValue,
} from '../../machine/language.ts';
import { matchRegister } from '../../runtime/regexp-matcher.ts';
import {
  builderAppend,
  builderAppendRange,
  finishBuilder,
  newStringBuilder,
} from '../../runtime/string-builder.ts';
import { indexOfString, stringLength, substringOf } from '../../runtime/strings.ts';
import type { CompiledPattern } from './compiled-pattern.ts';
import { advance, advanceIndex, groupText, matchFrom, namedGroups, runExec } from './execute.ts';
import { hasUnit } from './match.ts';
import { appendSubstitution } from './substitution.ts';

/** `original`: exec is the built-in one, so that matching needs no result objects. */
export function replacePattern(
  regexp: any,
  pattern: CompiledPattern | undefined,
  original: boolean,
  subject: string,
  replacement: any,
): string {
  const functional = isCallable(replacement);
  const template: string = functional ? '' : toStringValue(replacement);
  const flags = toStringValue(regexp.flags);
  const global = hasUnit(flags, 0x67);
  const byPoint = global && (hasUnit(flags, 0x75) || hasUnit(flags, 0x76));
  if (global) regexp.lastIndex = 0;
  if (original && (pattern as CompiledPattern).global === global) {
    const compiled = pattern as CompiledPattern;
    if (functional) return replaceByFunction(regexp, compiled, byPoint, subject, replacement);
    return replaceByTemplate(regexp, compiled, byPoint, subject, template);
  }
  return replaceGenerically(
    regexp,
    pattern,
    global,
    byPoint,
    subject,
    functional ? replacement : undefined,
    template,
  );
}

/** The next match of a global regexp at or after `at`, or the only match of another one. */
function findNext(regexp: any, pattern: CompiledPattern, subject: string, at: number): boolean {
  if (!pattern.global) return advance(regexp, pattern, subject);
  return at <= stringLength(subject) && matchFrom(pattern, subject, at, pattern.sticky);
}

function replaceByTemplate(
  regexp: any,
  pattern: CompiledPattern,
  byPoint: boolean,
  subject: string,
  template: string,
): string {
  if (!findNext(regexp, pattern, subject, 0)) return subject;
  const plain = indexOfString(template, '$', 0) < 0;
  const builder = newStringBuilder();
  let copied = 0;
  do {
    const start = matchRegister(0);
    const end = matchRegister(1);
    builderAppendRange(builder, subject, copied, start);
    copied = end;
    if (plain) {
      builderAppend(builder, template);
    } else {
      const captures = capturesOf(pattern, subject);
      const named = pattern.names === null ? undefined : namedOf(pattern, captures);
      appendSubstitution(builder, template, subject, start, end, captures, named);
    }
    if (!pattern.global) break;
    const next = start === end ? advanceIndex(subject, end, byPoint) : end;
    if (!findNext(regexp, pattern, subject, next)) break;
  } while (true);
  builderAppendRange(builder, subject, copied, stringLength(subject));
  return finishBuilder(builder);
}

/** All matches are found before the function is called for the first: it may change the regexp. */
function replaceByFunction(
  regexp: any,
  pattern: CompiledPattern,
  byPoint: boolean,
  subject: string,
  replacement: any,
): string {
  /** Start and end of each group, match after match. */
  const registers: number[] = [];
  const width = 2 * pattern.groups;
  let count = 0;
  let at = 0;
  while (findNext(regexp, pattern, subject, at)) {
    for (let i = 0; i < width; i++) registers[count++] = matchRegister(i);
    if (!pattern.global) break;
    const end = matchRegister(1);
    at = matchRegister(0) === end ? advanceIndex(subject, end, byPoint) : end;
  }
  if (count === 0) return subject;
  const builder = newStringBuilder();
  let copied = 0;
  for (let i = 0; i < count; i += width) {
    const start = registers[i]!;
    const end = registers[i + 1]!;
    const result =
      width === 2
        ? invoke(replacement, undefined, substringOf(subject, start, end), start, subject)
        : invokeWithList(replacement, undefined, replacerArguments(pattern, subject, registers, i));
    builderAppendRange(builder, subject, copied, start);
    builderAppend(builder, typeof result === 'string' ? result : toStringValue(result));
    copied = end;
  }
  builderAppendRange(builder, subject, copied, stringLength(subject));
  return finishBuilder(builder);
}

/** match, groups ..., position, subject and, with named groups, their object. */
function replacerArguments(
  pattern: CompiledPattern,
  subject: string,
  registers: number[],
  from: number,
): any[] {
  const list: any[] = [];
  const count = pattern.groups;
  for (let i = 0; i < count; i++) {
    const start = registers[from + 2 * i]!;
    const end = registers[from + 2 * i + 1]!;
    list[i] = start < 0 || end < 0 ? undefined : substringOf(subject, start, end);
  }
  const named = pattern.names === null ? undefined : namedGroups(pattern.names, list);
  list[count] = registers[from];
  list[count + 1] = subject;
  if (named !== undefined) list[count + 2] = named;
  return list;
}

function capturesOf(pattern: CompiledPattern, subject: string): any[] {
  const captures: any[] = [];
  for (let i = 1; i < pattern.groups; i++) captures[i - 1] = groupText(subject, i);
  return captures;
}

function namedOf(pattern: CompiledPattern, captures: any[]): any {
  const names = pattern.names as string[];
  const groups: any = { __proto__: null };
  for (let i = 1; i < names.length; i++) if (names[i] !== '') groups[names[i]!] = captures[i - 1];
  return groups;
}

/** By the book, for a regexp with an `exec` or flags of its own. */
function replaceGenerically(
  regexp: any,
  pattern: CompiledPattern | undefined,
  global: boolean,
  byPoint: boolean,
  subject: string,
  replacement: any,
  template: string,
): string {
  const results: any[] = [];
  for (;;) {
    const result = runExec(regexp, pattern, subject);
    if (result === null) break;
    results[results.length] = result;
    if (!global) break;
    if (toStringValue(result[0]) === '') {
      regexp.lastIndex = advanceIndex(subject, toLength(regexp.lastIndex), byPoint);
    }
  }
  const builder = newStringBuilder();
  const length = stringLength(subject);
  let copied = 0;
  for (let i = 0; i < results.length; i++) {
    const result = results[i];
    const count = toLength(result.length);
    const matched = toStringValue(result[0]);
    const index = toIntegerOrInfinity(result.index);
    const position = index < 0 ? 0 : index > length ? length : index;
    const captures: any[] = [];
    for (let n = 1; n < count; n++) {
      const capture = result[n];
      captures[n - 1] = capture === undefined ? undefined : toStringValue(capture);
    }
    let named = result.groups;
    const piece = newStringBuilder();
    if (replacement !== undefined) {
      const list: any[] = [matched];
      for (let n = 0; n < captures.length; n++) list[n + 1] = captures[n];
      list[list.length] = position;
      list[list.length] = subject;
      if (named !== undefined) list[list.length] = named;
      builderAppend(piece, toStringValue(invokeWithList(replacement, undefined, list)));
    } else {
      if (named !== undefined) named = toObject(named);
      const end = position + stringLength(matched);
      appendSubstitution(
        piece,
        template,
        subject,
        position,
        end > length ? length : end,
        captures,
        named,
        matched,
      );
    }
    if (position >= copied) {
      builderAppendRange(builder, subject, copied, position);
      builderAppend(builder, finishBuilder(piece));
      copied = position + stringLength(matched);
    }
  }
  if (copied < length) builderAppendRange(builder, subject, copied, length);
  return finishBuilder(builder);
}
