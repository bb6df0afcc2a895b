// Inspect collections: the elements of arrays, typed arrays, Map, Set, their iterators, ArrayBuffer and Promise.
// Layer: node. Each function appends one string per entry to `output`.

import {
  arrayBufferByte,
  arrayBufferLength,
  typedElementType,
} from '../../runtime/inspect-kinds.ts';
import type { InspectContext } from './inspect-context.ts';
import { ARRAY_ENTRY, ARRAY_EXTRA_ENTRY, joinEntries } from './inspect-layout.ts';
import { formatProperty } from './inspect-property.ts';
import { bigintText, numberText, pluralSuffix } from './inspect-text.ts';

const HEX = '0123456789abcdef';

/** By element type of runtime/layout.ts. */
const TYPED_ARRAY_NAMES = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
];

export function typedArrayName(value: any): string {
  return TYPED_ARRAY_NAMES[typedElementType(value)]!;
}

function moreItems(remaining: number): string {
  return '... ' + remaining + ' more item' + pluralSuffix(remaining);
}

/** How many of `length` entries are shown. */
function shownCount(context: InspectContext, length: number): number {
  return Math.min(Math.max(0, context.maxArrayLength), length);
}

export function formatArrayElements(
  context: InspectContext,
  value: any,
  level: number,
  output: string[],
): void {
  const length = value.length;
  const shown = shownCount(context, length);
  for (let i = 0; i < shown; i++) {
    if (!Object.hasOwn(value, i)) {
      formatSparseElements(context, value, level, shown, output, i);
      return;
    }
    output.push(formatProperty(context, value, level, i, ARRAY_ENTRY));
  }
  if (length > shown) output.push(moreItems(length - shown));
}

/** Continues at the first hole, `from`; a run of holes is one entry. */
function formatSparseElements(
  context: InspectContext,
  value: any,
  level: number,
  most: number,
  output: string[],
  from: number,
): void {
  const keys = Object.keys(value);
  let index = from;
  for (let i = from; i < keys.length && output.length < most; i++) {
    const key = keys[i]!;
    const position = +key >>> 0;
    if (String(position) !== key || position === 4294967295) break;
    if (position !== index) {
      output.push(emptyItems(context, position - index));
      index = position;
      if (output.length === most) break;
    }
    output.push(formatProperty(context, value, level, key, ARRAY_ENTRY));
    index++;
  }
  const remaining = value.length - index;
  if (remaining <= 0) return;
  output.push(output.length === most ? moreItems(remaining) : emptyItems(context, remaining));
}

function emptyItems(context: InspectContext, count: number): string {
  return context.stylize('<' + count + ' empty item' + pluralSuffix(count) + '>', 'undefined');
}

export function formatTypedElements(
  context: InspectContext,
  value: any,
  level: number,
  output: string[],
): void {
  const length = value.length;
  const shown = shownCount(context, length);
  const separator = !!context.numericSeparator;
  for (let i = 0; i < shown; i++) {
    const element = value[i];
    output.push(
      typeof element === 'number'
        ? context.stylize(numberText(element, separator), 'number')
        : context.stylize(bigintText(element, separator), 'bigint'),
    );
  }
  if (length > shown) output.push(moreItems(length - shown));
  if (!context.showHidden) return;
  const names = ['BYTES_PER_ELEMENT', 'length', 'byteLength', 'byteOffset', 'buffer'];
  const values = [
    value.BYTES_PER_ELEMENT,
    length,
    value.byteLength,
    value.byteOffset,
    value.buffer,
  ];
  context.indentation += 2;
  for (let i = 0; i < names.length; i++) {
    output.push('[' + names[i] + ']: ' + context.formatInTypedArray(values[i], level));
  }
  context.indentation -= 2;
}

export function formatArrayBuffer(context: InspectContext, value: any, output: string[]): void {
  const length = arrayBufferLength(value);
  const shown = shownCount(context, length);
  let text = '';
  for (let i = 0; i < shown; i++) {
    const byte = arrayBufferByte(value, i);
    text += (i === 0 ? '' : ' ') + HEX[byte >> 4] + HEX[byte & 15];
  }
  const remaining = length - shown;
  if (remaining > 0) text += ' ... ' + remaining + ' more byte' + pluralSuffix(remaining);
  output.push(context.stylize('[Uint8Contents]', 'special') + ': <' + text + '>');
}

export function formatSetEntries(
  context: InspectContext,
  list: any[],
  level: number,
  output: string[],
): void {
  const shown = shownCount(context, list.length);
  context.indentation += 2;
  for (let i = 0; i < shown; i++) output.push(context.format(list[i], level));
  context.indentation -= 2;
  if (list.length > shown) output.push(moreItems(list.length - shown));
}

export function formatMapEntries(
  context: InspectContext,
  list: any[],
  level: number,
  output: string[],
): void {
  const size = list.length / 2;
  const shown = shownCount(context, size);
  context.indentation += 2;
  for (let i = 0; i < shown; i++) {
    const key = context.format(list[2 * i], level);
    output.push(key + ' => ' + context.format(list[2 * i + 1], level));
  }
  context.indentation -= 2;
  if (size > shown) output.push(moreItems(size - shown));
}

/** `content`: { keyed, list } of a Map or Set iterator. */
export function formatIteratorEntries(
  context: InspectContext,
  content: any,
  level: number,
  output: string[],
): void {
  const list: any[] = content.list;
  if (!content.keyed) {
    formatSetEntries(context, list, level, output);
    return;
  }
  const size = list.length / 2;
  const shown = shownCount(context, size);
  context.indentation += 2;
  for (let i = 0; i < shown; i++) {
    const pair = [context.format(list[2 * i], level), context.format(list[2 * i + 1], level)];
    output.push(joinEntries(context, pair, '', '[', ']', ARRAY_EXTRA_ENTRY, level, undefined));
  }
  context.indentation -= 2;
  if (size > shown) output.push(moreItems(size - shown));
}

/** `content`: [state, result]. */
export function formatPromiseState(
  context: InspectContext,
  content: any[],
  level: number,
  output: string[],
): void {
  if (content[0] === 0) {
    output.push(context.stylize('<pending>', 'special'));
    return;
  }
  context.indentation += 2;
  const text = context.format(content[1], level);
  context.indentation -= 2;
  output.push(content[0] === 2 ? context.stylize('<rejected>', 'special') + ' ' + text : text);
}
