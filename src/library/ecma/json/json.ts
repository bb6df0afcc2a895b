// JSON: parse and stringify (ECMA-262 §25.5). Layer: ecma. Parsing and the common kind of writing are machine code
// (runtime/json-parse.ts, runtime/json-stringify.ts); revivers and replacers are handled here and beside this file.

import {
  isCallable,
  isObject,
  toIntegerOrInfinity,
  toNumber,
  toStringValue,
} from '../../machine/language.ts';
import { jsonErrorKind, parseJsonText } from '../../runtime/json-parse.ts';
import { jsonCircularPath, stringifyJson } from '../../runtime/json-stringify.ts';
import { isArrayValue } from '../../runtime/property-reflection.ts';
import { stringLength, substringOf } from '../../runtime/strings.ts';
import { primitiveOf } from '../../runtime/wrapper.ts';
import { circularError } from './circular-error.ts';
import { parseError } from './parse-error.ts';
import { propertyList, ReplacingWriter } from './replacing-writer.ts';
import { revive } from './revive.ts';

/** @builtin JSON */
export class JsonFunctions {
  static parse(text: any, reviver: any): any {
    const source: string = toStringValue(text);
    const value = parseJsonText(source);
    if (jsonErrorKind() !== 0) throw parseError(source);
    return isCallable(reviver) ? revive({ '': value }, '', reviver) : value;
  }

  static stringify(value: any, replacer: any, space: any): string | undefined {
    const gap = space === undefined ? '' : gapOf(space);
    if (isObject(replacer)) {
      if (isCallable(replacer)) return new ReplacingWriter(replacer, undefined, gap).write(value);
      if (isArrayValue(replacer)) {
        return new ReplacingWriter(undefined, propertyList(replacer), gap).write(value);
      }
    }
    const text = stringifyJson(value, gap);
    if (text === undefined) {
      const path = jsonCircularPath();
      if (path !== undefined) throw circularError(path);
    }
    return text;
  }

  static readonly [Symbol.toStringTag] = 'JSON';
}

/** What `space` indents by (§25.5.2 steps 5-8). */
function gapOf(space: any): string {
  let given = space;
  const primitive = primitiveOf(space);
  if (typeof primitive === 'number') given = toNumber(space);
  else if (typeof primitive === 'string') given = toStringValue(space);
  if (typeof given === 'number') {
    const width = toIntegerOrInfinity(given);
    return width < 1 ? '' : substringOf('          ', 0, width < 10 ? width : 10);
  }
  if (typeof given === 'string') {
    return substringOf(given, 0, stringLength(given) < 10 ? stringLength(given) : 10);
  }
  return '';
}
