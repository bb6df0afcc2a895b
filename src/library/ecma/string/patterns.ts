// String.prototype: match, matchAll, replace, replaceAll, search, split (ECMA-262 §22.1.3). Layer: ecma.
// A pattern object is asked first through its Symbol.match and so on; what remains is search for plain text.

import { invoke, isCallable, isObject, toNumber, toStringValue } from '../../machine/language.ts';
import {
  builderAppend,
  builderAppendRange,
  finishBuilder,
  newStringBuilder,
} from '../../runtime/string-builder.ts';
import { splitString, splitUnits } from '../../runtime/string-methods.ts';
import { indexOfString, stringLength } from '../../runtime/strings.ts';
import { describeWithType } from '../error/describe-value.ts';
import { calledOnNullish } from '../error/type-errors.ts';
import { isRegExp } from '../regexp/is-regexp.ts';
import { appendSubstitution } from '../regexp/substitution.ts';

const NO_CAPTURES: any[] = [];

/** @builtin String */
export class StringPatterns {
  match(regexp: any): any {
    requireCoercible(this, 'match');
    const method = isObject(regexp) ? methodOf(regexp, Symbol.match) : undefined;
    if (method !== undefined) return invoke(method, regexp, this);
    const text: string = toStringValue(this);
    const pattern: any = new RegExp(regexp);
    return pattern[Symbol.match](text);
  }

  matchAll(regexp: any): any {
    requireCoercible(this, 'matchAll');
    if (isObject(regexp)) {
      requireGlobal(regexp, 'matchAll');
      const method = methodOf(regexp, Symbol.matchAll);
      if (method !== undefined) return invoke(method, regexp, this);
    }
    const text: string = toStringValue(this);
    const pattern: any = new RegExp(regexp, 'g');
    return pattern[Symbol.matchAll](text);
  }

  replace(searchValue: any, replaceValue: any): string {
    requireCoercible(this, 'replace');
    if (isObject(searchValue)) {
      const method = methodOf(searchValue, Symbol.replace);
      if (method !== undefined) return invoke(method, searchValue, this, replaceValue);
    }
    const text: string = toStringValue(this);
    const sought: string = toStringValue(searchValue);
    const functional = isCallable(replaceValue);
    const template: string = functional ? '' : toStringValue(replaceValue);
    const position = indexOfString(text, sought, 0);
    if (position < 0) return text;
    const builder = newStringBuilder();
    const end = position + stringLength(sought);
    builderAppendRange(builder, text, 0, position);
    if (functional) {
      builderAppend(
        builder,
        toStringValue(invoke(replaceValue, undefined, sought, position, text)),
      );
    } else {
      appendSubstitution(builder, template, text, position, end, NO_CAPTURES, undefined);
    }
    builderAppendRange(builder, text, end, stringLength(text));
    return finishBuilder(builder);
  }

  replaceAll(searchValue: any, replaceValue: any): string {
    requireCoercible(this, 'replaceAll');
    if (isObject(searchValue)) {
      requireGlobal(searchValue, 'replaceAll');
      const method = methodOf(searchValue, Symbol.replace);
      if (method !== undefined) return invoke(method, searchValue, this, replaceValue);
    }
    const text: string = toStringValue(this);
    const sought: string = toStringValue(searchValue);
    const functional = isCallable(replaceValue);
    const template: string = functional ? '' : toStringValue(replaceValue);
    return replaceEvery(text, sought, functional, replaceValue, template);
  }

  search(regexp: any): number {
    requireCoercible(this, 'search');
    if (isObject(regexp)) {
      const method = methodOf(regexp, Symbol.search);
      if (method !== undefined) return invoke(method, regexp, this);
    }
    const text: string = toStringValue(this);
    const pattern: any = new RegExp(regexp);
    return pattern[Symbol.search](text);
  }

  split(separator: any, limit: any): string[] {
    requireCoercible(this, 'split');
    if (isObject(separator)) {
      const method = methodOf(separator, Symbol.split);
      if (method !== undefined) return invoke(method, separator, this, limit);
    }
    const text: string = toStringValue(this);
    const most = limit === undefined ? 4294967295 : toNumber(limit) >>> 0;
    const sought: string = toStringValue(separator);
    if (most === 0) return [];
    if (separator === undefined) return [text];
    return stringLength(sought) === 0 ? splitUnits(text, most) : splitString(text, sought, most);
  }
}

function requireCoercible(value: any, method: string): void {
  if (value === undefined || value === null) throw calledOnNullish('String.prototype.' + method);
}

/** GetMethod (ECMA-262 §7.3.11) of an object. */
function methodOf(object: any, key: symbol): any {
  const method = object[key];
  if (method === undefined || method === null) return undefined;
  if (!isCallable(method)) throw new TypeError(describeWithType(method) + ' is not a function');
  return method;
}

function requireGlobal(regexp: any, method: string): void {
  if (!isRegExp(regexp)) return;
  const flags = regexp.flags;
  if (flags === undefined || flags === null) {
    throw calledOnNullish('String.prototype.' + method);
  }
  if (indexOfString(toStringValue(flags), 'g', 0) < 0) {
    throw new TypeError('String.prototype.' + method + ' called with a non-global RegExp argument');
  }
}

function replaceEvery(
  text: string,
  sought: string,
  functional: boolean,
  replacement: any,
  template: string,
): string {
  let position = indexOfString(text, sought, 0);
  if (position < 0) return text;
  const builder = newStringBuilder();
  const length = stringLength(text);
  const width = stringLength(sought);
  const step = width === 0 ? 1 : width;
  let copied = 0;
  while (position >= 0) {
    builderAppendRange(builder, text, copied, position);
    if (functional) {
      builderAppend(builder, toStringValue(invoke(replacement, undefined, sought, position, text)));
    } else {
      appendSubstitution(
        builder,
        template,
        text,
        position,
        position + width,
        NO_CAPTURES,
        undefined,
      );
    }
    copied = position + width;
    if (position + step > length) break;
    position = indexOfString(text, sought, position + step);
  }
  builderAppendRange(builder, text, copied, length);
  return finishBuilder(builder);
}
