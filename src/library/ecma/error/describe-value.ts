// Describing a value in an error message, without running any of the program's code. Layer: ecma.
// For every builtin that names a value it refuses; the texts are V8's.

import { isCallable, isObject } from '../../machine/language.ts';
import { isErrorCell, isProxyCell } from '../../runtime/inspect-kinds.ts';
import { IS_ACCESSOR } from '../../runtime/layout.ts';
import {
  getOwnAttributes,
  getOwnValue,
  getPrototypeOfValue,
} from '../../runtime/property-reflection.ts';
import { functionText } from '../function/function-text.ts';
import { builtinTag } from '../object/builtin-tag.ts';

/** What V8 prints for `value` in `... is not a function` and the like. */
export function describeValue(value: any): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'symbol') return describeSymbol(value);
  if (!isObject(value)) return '' + value;
  if (isProxyCell(value)) return '#<Object>';
  if (isCallable(value)) return functionText(value);
  if (isErrorCell(value)) return describeError(value);
  const toString = dataProperty(value, 'toString');
  if (toString === Error.prototype.toString) return describeError(value);
  if (toString === Object.prototype.toString) {
    const name = constructorName(value);
    if (name !== '') return '#<' + name + '>';
  }
  const tag = dataProperty(value, Symbol.toStringTag);
  return '[object ' + (typeof tag === 'string' ? tag : builtinTag(value)) + ']';
}

/** What V8 prints where it has no source text: the type, with the value of what is short. */
export function describeWithType(value: any): string {
  const type = typeof value;
  if (type === 'string') return 'string "' + value + '"';
  if (value === null || type === 'number' || type === 'boolean') return type + ' ' + value;
  return type;
}

/** Name of the function in the `constructor` property, or ''. */
export function constructorName(value: any): string {
  const constructor = dataProperty(value, 'constructor');
  if (!isCallable(constructor)) return '';
  const name = dataProperty(constructor, 'name');
  return typeof name === 'string' ? name : '';
}

/** The value of a data property, own or inherited; undefined for accessors and beyond a proxy. */
export function dataProperty(object: any, key: any): any {
  let holder = object;
  while (holder !== null && !isProxyCell(holder)) {
    const attributes = getOwnAttributes(holder, key);
    if (attributes >= 0) {
      return (attributes & IS_ACCESSOR) !== 0 ? undefined : getOwnValue(holder, key);
    }
    holder = getPrototypeOfValue(holder);
  }
  return undefined;
}

function describeSymbol(value: any): string {
  const description = value.description;
  return description === undefined ? 'Symbol()' : 'Symbol(' + description + ')';
}

function describeError(error: any): string {
  const name = dataProperty(error, 'name');
  const message = dataProperty(error, 'message');
  const nameText = name === undefined ? 'Error' : describeValue(name);
  const messageText = message === undefined ? '' : describeValue(message);
  if (nameText === '') return messageText;
  return messageText === '' ? nameText : nameText + ': ' + messageText;
}
