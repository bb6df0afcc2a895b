// RegExp.prototype[Symbol.split] (ECMA-262 §22.2.6.14). Layer: ecma.

import { construct, toLength, toNumber, toStringValue } from '../../machine/language.ts';
import { matchRegister } from '../../runtime/regexp-matcher.ts';
import { stringLength, substringOf } from '../../runtime/strings.ts';
import { speciesConstructor } from '../typed-array/species-constructor.ts';
import type { CompiledPattern } from './compiled-pattern.ts';
import { advanceIndex, groupText, matchFrom, runExec } from './execute.ts';
import { hasUnit } from './match.ts';

/** `original`: exec is the built-in one. `patternOf` tells the pattern of the splitter that the species makes. */
export function splitByPattern(
  regexp: any,
  pattern: CompiledPattern | undefined,
  original: boolean,
  subject: string,
  limit: any,
  constructor: any,
  patternOf: (value: any) => CompiledPattern | undefined,
): any {
  const species = speciesConstructor(regexp, constructor);
  const flags = toStringValue(regexp.flags);
  const byPoint = hasUnit(flags, 0x75) || hasUnit(flags, 0x76);
  if (original && species === constructor && flags === (pattern as CompiledPattern).flags) {
    const most = limit === undefined ? 4294967295 : toNumber(limit) >>> 0;
    return splitDirectly(pattern as CompiledPattern, subject, most, byPoint);
  }
  const splitter = construct(species, species, regexp, hasUnit(flags, 0x79) ? flags : flags + 'y');
  const most = limit === undefined ? 4294967295 : toNumber(limit) >>> 0;
  return splitGenerically(splitter, patternOf(splitter), subject, most, byPoint);
}

/** Searching for the next match is the same as trying a sticky match at every position. */
function splitDirectly(
  pattern: CompiledPattern,
  subject: string,
  limit: number,
  byPoint: boolean,
): string[] {
  const parts: any[] = [];
  if (limit === 0) return parts;
  const length = stringLength(subject);
  if (length === 0) {
    if (!matchFrom(pattern, subject, 0, true)) parts[0] = subject;
    return parts;
  }
  let from = 0;
  let at = 0;
  while (at < length && matchFrom(pattern, subject, at, false)) {
    const start = matchRegister(0);
    const end = matchRegister(1);
    if (start >= length) break;
    if (end === from) {
      at = advanceIndex(subject, start, byPoint);
      continue;
    }
    parts[parts.length] = substringOf(subject, from, start);
    if (parts.length === limit) return parts;
    for (let i = 1; i < pattern.groups; i++) {
      parts[parts.length] = groupText(subject, i);
      if (parts.length === limit) return parts;
    }
    from = end;
    at = end;
  }
  parts[parts.length] = substringOf(subject, from, length);
  return parts;
}

function splitGenerically(
  splitter: any,
  pattern: CompiledPattern | undefined,
  subject: string,
  limit: number,
  byPoint: boolean,
): any[] {
  const parts: any[] = [];
  if (limit === 0) return parts;
  const length = stringLength(subject);
  if (length === 0) {
    if (runExec(splitter, pattern, subject) === null) parts[0] = subject;
    return parts;
  }
  let from = 0;
  let at = 0;
  while (at < length) {
    splitter.lastIndex = at;
    const result = runExec(splitter, pattern, subject);
    if (result === null) {
      at = advanceIndex(subject, at, byPoint);
      continue;
    }
    const last = toLength(splitter.lastIndex);
    const end = last < length ? last : length;
    if (end === from) {
      at = advanceIndex(subject, at, byPoint);
      continue;
    }
    parts[parts.length] = substringOf(subject, from, at);
    if (parts.length === limit) return parts;
    from = end;
    const count = toLength(result.length);
    for (let i = 1; i < count; i++) {
      parts[parts.length] = result[i];
      if (parts.length === limit) return parts;
    }
    at = from;
  }
  parts[parts.length] = substringOf(subject, from, length);
  return parts;
}
