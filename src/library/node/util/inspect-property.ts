// Inspect property: one own property as `key: value`. Layer: node.

import type { InspectContext } from './inspect-context.ts';
import { ARRAY_ENTRY, OBJECT_ENTRY } from './inspect-layout.ts';
import { escapeText, formatPrimitive, isPlainKey, quoteText, symbolText } from './inspect-text.ts';

/** `key: value` of an own property, or the value alone for an array element. */
export function formatProperty(
  context: InspectContext,
  value: any,
  level: number,
  key: any,
  entryType: number,
): string {
  const descriptor = Object.getOwnPropertyDescriptor(value, key) ?? {
    value: value[key],
    enumerable: true,
  };
  return formatDescriptor(context, value, level, key, entryType, descriptor);
}

/** The same for a descriptor that the caller holds; a getter runs with `owner`. */
export function formatDescriptor(
  context: InspectContext,
  owner: any,
  level: number,
  key: any,
  entryType: number,
  descriptor: PropertyDescriptor,
): string {
  let text: string;
  let space = ' ';
  if (descriptor.value !== undefined) {
    const difference = context.compact !== true || entryType !== OBJECT_ENTRY ? 2 : 3;
    context.indentation += difference;
    text = context.format(descriptor.value, level);
    if (difference === 3 && context.breakLength < text.length) {
      space = '\n' + ' '.repeat(context.indentation);
    }
    context.indentation -= difference;
  } else if (descriptor.get !== undefined) {
    text = formatGetter(context, owner, level, descriptor);
  } else if (descriptor.set !== undefined) {
    text = context.stylize('[Setter]', 'special');
  } else {
    text = context.stylize('undefined', 'undefined');
  }
  if (entryType === ARRAY_ENTRY) return text;
  return keyText(context, key, descriptor.enumerable) + ':' + space + text;
}

function keyText(context: InspectContext, key: any, enumerable: boolean | undefined): string {
  if (typeof key === 'symbol') {
    return '[' + context.stylize(escapeText(symbolText(key), 39), 'symbol') + ']';
  }
  if (key === '__proto__') return "['__proto__']";
  if (enumerable === false) return '[' + escapeText(key, 39) + ']';
  if (isPlainKey(key)) return context.stylize(key, 'name');
  return context.stylize(quoteText(key), 'string');
}

function formatGetter(
  context: InspectContext,
  owner: any,
  level: number,
  descriptor: PropertyDescriptor,
): string {
  const stylize = context.stylize;
  const label = descriptor.set !== undefined ? 'Getter/Setter' : 'Getter';
  const wanted =
    context.getters === true ||
    (context.getters === 'get' && descriptor.set === undefined) ||
    (context.getters === 'set' && descriptor.set !== undefined);
  if (!wanted) return stylize('[' + label + ']', 'special');
  const open = stylize('[' + label + ':', 'special') + ' ';
  const close = stylize(']', 'special');
  try {
    const value = descriptor.get!.call(owner);
    if (value === null) return open + stylize('null', 'null') + close;
    context.indentation += 2;
    const text =
      typeof value === 'object'
        ? stylize('[' + label + ']', 'special') + ' ' + context.format(value, level)
        : open + formatPrimitive(stylize, value, context) + close;
    context.indentation -= 2;
    return text;
  } catch (error: any) {
    return open + '<Inspection threw (' + error.message + ')>' + close;
  }
}
