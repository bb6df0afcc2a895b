// RegExpExec and RegExpBuiltinExec (ECMA-262 §22.2.7.1-2), and the match result object. Layer: ecma.

import { invoke, isCallable, isObject, toLength } from '../../machine/language.ts';
import {
  MATCH_FOUND,
  MATCH_OVERFLOW,
  matchProgram,
  matchRegister,
} from '../../runtime/regexp-matcher.ts';
import { newMatchArray } from '../../runtime/regexp-result.ts';
import { charCodeAtIndex, stringLength, substringOf } from '../../runtime/strings.ts';
import { describeValue } from '../error/describe-value.ts';
import type { CompiledPattern } from './compiled-pattern.ts';

/** Matches `subject` from `start` on; true when found, with the groups in the match registers. */
export function matchFrom(
  pattern: CompiledPattern,
  subject: string,
  start: number,
  sticky: boolean,
): boolean {
  const result = matchProgram(pattern.program, subject, start, sticky);
  if (result === MATCH_OVERFLOW) throw new RangeError('Maximum call stack size exceeded');
  return result === MATCH_FOUND;
}

/** RegExpBuiltinExec up to the result: matches from lastIndex and updates it. */
export function advance(regexp: any, pattern: CompiledPattern, subject: string): boolean {
  const start = toLength(regexp.lastIndex);
  if (!pattern.global && !pattern.sticky) return matchFrom(pattern, subject, 0, false);
  if (start > stringLength(subject) || !matchFrom(pattern, subject, start, pattern.sticky)) {
    regexp.lastIndex = 0;
    return false;
  }
  regexp.lastIndex = matchRegister(1);
  return true;
}

export function execute(regexp: any, pattern: CompiledPattern, subject: string): any {
  return advance(regexp, pattern, subject) ? matchResult(pattern, subject) : null;
}

/** RegExpExec: through the object's own `exec`. */
export function runExec(regexp: any, pattern: CompiledPattern | undefined, subject: string): any {
  const exec = regexp.exec;
  if (isCallable(exec)) {
    const result = invoke(exec, regexp, subject);
    if (result !== null && !isObject(result)) {
      throw new TypeError('RegExp exec method returned something other than an Object or null');
    }
    return result;
  }
  if (pattern === undefined) {
    throw new TypeError(
      'Method RegExp.prototype.exec called on incompatible receiver ' + describeValue(regexp),
    );
  }
  return execute(regexp, pattern, subject);
}

/** The text of a group of the last match, or undefined. */
export function groupText(subject: string, group: number): string | undefined {
  const start = matchRegister(2 * group);
  const end = matchRegister(2 * group + 1);
  return start < 0 || end < 0 ? undefined : substringOf(subject, start, end);
}

/** The array that exec returns, from the match registers. */
export function matchResult(pattern: CompiledPattern, subject: string): any {
  const result: any = newMatchArray(subject, pattern.groups);
  if (pattern.names !== null) result.groups = namedGroups(pattern.names, result);
  if (pattern.hasIndices) result.indices = matchIndices(pattern);
  return result;
}

/** An object without prototype: the value for each name. */
export function namedGroups(names: string[], values: any): any {
  const groups: any = { __proto__: null };
  for (let i = 1; i < names.length; i++) {
    if (names[i] !== '') groups[names[i]!] = values[i];
  }
  return groups;
}

/** The array `indices` of a match with the flag d. */
function matchIndices(pattern: CompiledPattern): any {
  const indices: any = [];
  for (let i = 0; i < pattern.groups; i++) {
    const start = matchRegister(2 * i);
    const end = matchRegister(2 * i + 1);
    indices[i] = start < 0 || end < 0 ? undefined : [start, end];
  }
  indices.groups = pattern.names === null ? undefined : namedGroups(pattern.names, indices);
  return indices;
}

/** AdvanceStringIndex (ECMA-262 §22.2.7.3). */
export function advanceIndex(subject: string, index: number, byPoint: boolean): number {
  if (!byPoint || index + 1 >= stringLength(subject)) return index + 1;
  const first = charCodeAtIndex(subject, index);
  if (first < 0xd800 || first > 0xdbff) return index + 1;
  const second = charCodeAtIndex(subject, index + 1);
  return second >= 0xdc00 && second <= 0xdfff ? index + 2 : index + 1;
}
