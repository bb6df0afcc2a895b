// Inspect value: the recursive walk of util.inspect: which kind a value is, its braces, and its properties.
// Layer: node. The elements of collections are in inspect-collections.ts.

import { inspectorOf } from '../../base/inspectors.ts';
import type { Inspector } from '../../base/inspectors.ts';
import {
  isArgumentsCell,
  isArrayBufferCell,
  isDataViewCell,
  isNamespaceCell,
  isProxyCell,
  isTypedArrayCell,
  isWrapperCell,
  proxyHandlerOf,
  proxyTargetOf,
  wrappedPrimitive,
} from '../../runtime/inspect-kinds.ts';
import {
  formatArrayBuffer,
  formatArrayElements,
  formatIteratorEntries,
  formatMapEntries,
  formatPromiseState,
  formatSetEntries,
  formatTypedElements,
  typedArrayName,
} from './inspect-collections.ts';
import { InspectContext, stylizePlain } from './inspect-context.ts';
import { customInspectSymbol } from './inspect-custom.ts';
import { formatErrorBase } from './inspect-error.ts';
import { ARRAY_EXTRA_ENTRY, joinEntries, OBJECT_ENTRY } from './inspect-layout.ts';
import {
  functionBase,
  isBuiltinName,
  isErrorValue,
  prefixOf,
  searchConstructor,
} from './inspect-names.ts';
import { formatDescriptor, formatProperty } from './inspect-property.ts';
import { formatPrimitive, isoDateText } from './inspect-text.ts';

/** The public function, which custom inspectors receive; set by inspect.ts. */
let publicInspect: any;

export function setPublicInspect(inspect: any): void {
  publicInspect = inspect;
}

/** Prints any value; `level` is the nesting. Callers adjust `context.indentation` around it. */
export function formatValue(
  context: InspectContext,
  value: any,
  level: number,
  insideTypedArray: boolean,
): string {
  if (value === null) return context.stylize('null', 'null');
  if (typeof value !== 'object' && typeof value !== 'function') {
    return formatPrimitive(context.stylize, value, context);
  }
  let target = value;
  while (isProxyCell(target)) {
    const inner = proxyTargetOf(target);
    if (inner === null) return context.stylize('<Revoked Proxy>', 'special');
    if (context.showProxy) return formatProxy(context, target, level);
    target = inner;
  }
  if (context.customInspect) {
    const method = target[customInspectSymbol];
    if (
      typeof method === 'function' &&
      method !== publicInspect &&
      !(target.constructor && target.constructor.prototype === target)
    ) {
      const depth = context.depth === Infinity ? null : context.depth - level;
      const result = method.call(value, depth, context.optionsForCustom(), publicInspect);
      if (result !== value) {
        if (typeof result !== 'string') return formatValue(context, result, level, false);
        if (context.indentation === 0) return result;
        return result.replaceAll('\n', '\n' + ' '.repeat(context.indentation));
      }
    }
  }
  if (context.seen.includes(target)) {
    let index = context.circular.indexOf(target);
    if (index === -1) {
      index = context.circular.length;
      context.circular.push(target);
    }
    return context.stylize('[Circular *' + (index + 1) + ']', 'special');
  }
  return formatObject(context, target, level, insideTypedArray);
}

function formatProxy(context: InspectContext, proxy: any, level: number): string {
  if (level > context.depth) return context.stylize('Proxy [Array]', 'special');
  context.indentation += 2;
  const parts = [
    formatValue(context, proxyTargetOf(proxy), level + 1, false),
    formatValue(context, proxyHandlerOf(proxy), level + 1, false),
  ];
  context.indentation -= 2;
  return joinEntries(context, parts, '', 'Proxy [', ']', ARRAY_EXTRA_ENTRY, level + 1, undefined);
}

/** Which printer makes the entries in front of the properties. */
const NO_ENTRIES = 0;
const ARRAY_ELEMENTS = 1;
const TYPED_ELEMENTS = 2;
const BUFFER_BYTES = 3;
const INSPECTOR_ENTRIES = 4;

/** One object on its way to text. */
class ObjectPrint {
  base = '';
  open = '{';
  close = '}';
  keys: any[] = [];
  entryType = OBJECT_ENTRY;
  printer = NO_ENTRIES;
  inspector: Inspector | undefined = undefined;
  /** The final text when nothing more is to print. */
  done: string | undefined = undefined;
}

function formatObject(
  context: InspectContext,
  value: any,
  level: number,
  insideTypedArray: boolean,
): string {
  const inherited: string[] = [];
  const constructor = constructorName(context, value, level, inherited);
  const tag = tagOf(context, value);
  const print = new ObjectPrint();
  classify(context, print, value, constructor, tag, level, inherited.length, insideTypedArray);
  if (print.done !== undefined) return print.done;
  if (level > context.depth) {
    const name = styleName(value, constructor, tag).slice(0, -1);
    return context.stylize(constructor === null ? name : '[' + name + ']', 'special');
  }
  return printObject(context, print, value, level + 1, constructor, tag, inherited);
}

function printObject(
  context: InspectContext,
  print: ObjectPrint,
  value: any,
  level: number,
  constructor: string | null,
  tag: string,
  inherited: string[],
): string {
  context.seen.push(value);
  context.currentDepth = level;
  const indentation = context.indentation;
  const keys = print.keys;
  const output: string[] = [];
  try {
    printEntries(context, print, value, level, output);
    for (let i = 0; i < keys.length; i++) {
      output.push(formatProperty(context, value, level, keys[i], print.entryType));
    }
    for (let i = 0; i < inherited.length; i++) output.push(inherited[i]!);
  } catch (error: any) {
    if (!isStackOverflow(error)) throw error;
    context.seen.pop();
    context.indentation = indentation;
    const name = styleName(value, constructor, tag).slice(0, -1);
    return context.stylize(
      '[' + name + ': Inspection interrupted prematurely. Maximum call stack size exceeded.]',
      'special',
    );
  }
  const reference = context.circular.indexOf(value);
  if (reference !== -1) {
    const text = context.stylize('<ref *' + (reference + 1) + '>', 'special');
    if (context.compact === true) print.open = text + ' ' + print.open;
    else print.base = print.base === '' ? text : text + ' ' + print.base;
  }
  context.seen.pop();
  if (context.sorted) sortEntries(context, print, output);
  const result = joinEntries(
    context,
    output,
    print.base,
    print.open,
    print.close,
    print.entryType,
    level,
    value,
  );
  const length = (context.budget[context.indentation] ?? 0) + result.length;
  context.budget[context.indentation] = length;
  // An object graph that prints this long would never end: go no deeper.
  if (length > 134217728) context.depth = -1;
  return result;
}

function isStackOverflow(error: any): boolean {
  return error instanceof RangeError && error.message === 'Maximum call stack size exceeded';
}

function sortEntries(context: InspectContext, print: ObjectPrint, output: string[]): void {
  const compare = context.sorted === true ? undefined : context.sorted;
  if (print.entryType === OBJECT_ENTRY) {
    output.sort(compare);
    return;
  }
  const count = print.keys.length;
  if (count <= 1) return;
  const sorted = output.slice(output.length - count).sort(compare);
  for (let i = 0; i < count; i++) output[output.length - count + i] = sorted[i]!;
}

function printEntries(
  context: InspectContext,
  print: ObjectPrint,
  value: any,
  level: number,
  output: string[],
): void {
  const printer = print.printer;
  if (printer === NO_ENTRIES) return;
  if (printer === ARRAY_ELEMENTS) formatArrayElements(context, value, level, output);
  else if (printer === TYPED_ELEMENTS) formatTypedElements(context, value, level, output);
  else if (printer === BUFFER_BYTES) formatArrayBuffer(context, value, output);
  else {
    const inspector = print.inspector!;
    const kind = inspector.kind;
    const content = inspector.read(value);
    if (kind === 'Map') formatMapEntries(context, content, level, output);
    else if (kind === 'Set') formatSetEntries(context, content, level, output);
    else if (kind === 'Promise') formatPromiseState(context, content, level, output);
    else if (kind === 'WeakMap' || kind === 'WeakSet') {
      output.push(context.stylize('<items unknown>', 'special'));
    } else {
      if (content.keyed) print.open = print.open.replace(' Iterator] {', ' Entries] {');
      formatIteratorEntries(context, content, level, output);
    }
  }
}

/** The Symbol.toStringTag to show: not when it is an own property, which is listed anyway. */
function tagOf(context: InspectContext, value: any): string {
  const tag = value[Symbol.toStringTag];
  if (typeof tag !== 'string' || tag === '') return '';
  const descriptor = Object.getOwnPropertyDescriptor(value, Symbol.toStringTag);
  if (descriptor === undefined) return tag;
  return context.showHidden || descriptor.enumerable ? '' : tag;
}

/** Own keys that print as properties. */
function ownKeys(value: any, showHidden: boolean): any[] {
  if (showHidden) return Reflect.ownKeys(value);
  const keys: any[] = Object.keys(value);
  const symbols = Object.getOwnPropertySymbols(value);
  for (let i = 0; i < symbols.length; i++) {
    const descriptor = Object.getOwnPropertyDescriptor(value, symbols[i]!);
    if (descriptor !== undefined && descriptor.enumerable) keys.push(symbols[i]!);
  }
  return keys;
}

function isIndexKey(key: any): boolean {
  if (typeof key !== 'string' || key.length > 10) return false;
  const index = +key >>> 0;
  return index !== 4294967295 && String(index) === key;
}

/** The same without array indices; they come first in the order of keys. */
function ownNamedKeys(value: any, showHidden: boolean): any[] {
  const keys = ownKeys(value, showHidden);
  let first = 0;
  while (first < keys.length && isIndexKey(keys[first])) first++;
  return first === 0 ? keys : keys.slice(first);
}

function classify(
  context: InspectContext,
  print: ObjectPrint,
  value: any,
  constructor: string | null,
  tag: string,
  level: number,
  inheritedCount: number,
  insideTypedArray: boolean,
): void {
  const showHidden = !!context.showHidden;
  if (Array.isArray(value)) {
    const prefix =
      constructor !== 'Array' || tag !== ''
        ? prefixOf(constructor, tag, 'Array', '(' + value.length + ')')
        : '';
    print.keys = ownNamedKeys(value, showHidden);
    print.open = prefix + '[';
    print.close = ']';
    print.entryType = ARRAY_EXTRA_ENTRY;
    print.printer = ARRAY_ELEMENTS;
    if (value.length === 0 && print.keys.length === 0 && inheritedCount === 0) {
      print.done = print.open + ']';
    }
    return;
  }
  if (isTypedArrayCell(value)) {
    print.keys = ownNamedKeys(value, showHidden);
    const length = value.length;
    print.open = prefixOf(constructor, tag, typedArrayName(value), '(' + length + ')') + '[';
    print.close = ']';
    print.entryType = ARRAY_EXTRA_ENTRY;
    print.printer = TYPED_ELEMENTS;
    if (length === 0 && print.keys.length === 0 && !showHidden) print.done = print.open + ']';
    return;
  }
  const keys = ownKeys(value, showHidden);
  print.keys = keys;
  const bare = keys.length === 0 && inheritedCount === 0;
  if (typeof value === 'function') {
    print.base = functionBase(value, constructor, tag);
    if (bare) print.done = context.stylize(print.base, 'special');
    return;
  }
  const inspector = inspectorOf(value);
  if (inspector !== undefined && (constructor !== 'Object' || isCollection(inspector.kind))) {
    classifyInspected(context, print, inspector, value, constructor, tag, level, bare);
    return;
  }
  if (constructor === 'Object') {
    if (isArgumentsCell(value)) print.open = '[Arguments] {';
    else if (tag !== '') print.open = prefixOf(constructor, tag, 'Object', '') + '{';
    if (bare) print.done = print.open + '}';
    return;
  }
  classifyCell(context, print, value, constructor, tag, inheritedCount, insideTypedArray);
}

/** Kinds that show even when the constructor says Object. */
function isCollection(kind: string): boolean {
  return kind === 'Map' || kind === 'Set' || kind === 'Map Iterator' || kind === 'Set Iterator';
}

/** Kinds that the cell itself tells. */
function classifyCell(
  context: InspectContext,
  print: ObjectPrint,
  value: any,
  constructor: string | null,
  tag: string,
  inheritedCount: number,
  insideTypedArray: boolean,
): void {
  const keys = print.keys;
  const bare = keys.length === 0 && inheritedCount === 0;
  if (isErrorValue(value)) {
    print.base = formatErrorBase(context, value, constructor, tag, keys);
    if (keys.length === 0 && inheritedCount === 0) print.done = print.base;
  } else if (isArrayBufferCell(value)) {
    const prefix = prefixOf(constructor, tag, 'ArrayBuffer', '');
    print.open = prefix + '{';
    if (!insideTypedArray) print.printer = BUFFER_BYTES;
    else if (bare) {
      const length = context.stylize(String(value.byteLength), 'number');
      print.done = prefix + '{ byteLength: ' + length + ' }';
    }
    keys.unshift('byteLength');
  } else if (isDataViewCell(value)) {
    print.open = prefixOf(constructor, tag, 'DataView', '') + '{';
    keys.unshift('byteLength', 'byteOffset', 'buffer');
  } else if (isNamespaceCell(value)) {
    print.open = prefixOf(constructor, tag, 'Module', '') + '{';
  } else if (isWrapperCell(value)) {
    print.base = boxedBase(context, value, keys, constructor, tag);
    if (keys.length === 0 && inheritedCount === 0) print.done = print.base;
  } else {
    const name = styleName(value, constructor, tag);
    print.open = name + '{';
    if (bare) print.done = name + '{}';
  }
}

function classifyInspected(
  context: InspectContext,
  print: ObjectPrint,
  inspector: Inspector,
  value: any,
  constructor: string | null,
  tag: string,
  level: number,
  bare: boolean,
): void {
  const kind = inspector.kind;
  print.inspector = inspector;
  if (kind === 'Map' || kind === 'Set') {
    const list = inspector.read(value);
    const size = kind === 'Map' ? list.length / 2 : list.length;
    const prefix = prefixOf(constructor, tag, kind, '(' + size + ')');
    print.open = prefix + '{';
    print.printer = INSPECTOR_ENTRIES;
    if (size === 0 && bare) print.done = prefix + '{}';
  } else if (kind === 'Map Iterator' || kind === 'Set Iterator') {
    const name = tag === kind || tag === '' ? kind : tag + '] [' + kind;
    print.open = '[' + name + '] {';
    print.printer = INSPECTOR_ENTRIES;
  } else if (kind === 'RegExp') {
    const parts = inspector.read(value);
    const text = '/' + parts[0] + '/' + parts[1];
    const prefix = prefixOf(constructor, tag, 'RegExp', '');
    print.base = prefix === 'RegExp ' ? text : prefix + text;
    if (bare || level > context.depth) print.done = context.stylize(print.base, 'regexp');
  } else if (kind === 'Date') {
    const time = inspector.read(value);
    const text = time !== time ? 'Invalid Date' : isoDateText(time);
    const prefix = prefixOf(constructor, tag, 'Date', '');
    print.base = prefix === 'Date ' ? text : prefix + text;
    if (bare) print.done = context.stylize(print.base, 'date');
  } else if (kind === 'URL') {
    if (level > context.depth) {
      print.open = prefixOf(constructor, tag, kind, '') + '{';
      if (bare) print.done = print.open + '}';
      return;
    }
    print.base = inspector.read(value);
    if (bare) print.done = print.base;
  } else {
    print.open = prefixOf(constructor, tag, kind, '') + '{';
    print.printer = INSPECTOR_ENTRIES;
  }
}

function boxedBase(
  context: InspectContext,
  value: any,
  keys: any[],
  constructor: string | null,
  tag: string,
): string {
  const primitive = wrappedPrimitive(value);
  const lower = typeof primitive;
  const type = lower === 'bigint' ? 'BigInt' : lower[0]!.toUpperCase() + lower.slice(1);
  if (lower === 'string') keys.splice(0, primitive.length);
  let base = '[' + type;
  if (type !== constructor) {
    base += constructor === null ? ' (null prototype)' : ' (' + constructor + ')';
  }
  base += ': ' + formatPrimitive(stylizePlain, primitive, context) + ']';
  if (tag !== '' && tag !== constructor) base += ' [' + tag + ']';
  if (keys.length !== 0 || context.stylize === stylizePlain) return base;
  return context.stylize(base, lower as any);
}

/** `Name ` as it stands in front of the braces, for objects that are nothing special. */
function styleName(value: any, constructor: string | null, tag: string): string {
  let fallback = '';
  if (constructor === null) {
    if (Array.isArray(value)) fallback = 'Array';
    else if (typeof value === 'function') fallback = 'Function';
    else if (isTypedArrayCell(value)) fallback = typedArrayName(value);
    else {
      const inspector = inspectorOf(value);
      if (inspector !== undefined) fallback = inspector.kind;
      else fallback = isErrorValue(value) ? 'Error' : 'Object';
    }
    if (fallback === tag) fallback = 'Object';
  }
  return prefixOf(constructor, tag, fallback, '');
}

/** The name of the constructor, or null for a null prototype; with showHidden collects the prototypes' data properties. */
function constructorName(
  context: InspectContext,
  value: any,
  level: number,
  inherited: string[],
): string | null {
  const search = searchConstructor(value);
  if (search.name !== null) {
    if (
      context.showHidden &&
      level <= context.depth &&
      (search.holder !== search.firstPrototype || !isBuiltinName(search.name))
    ) {
      addPrototypeProperties(context, value, search.firstPrototype ?? value, level, inherited);
    }
    return search.name;
  }
  if (search.firstPrototype === null) return null;
  const own = isErrorValue(value) ? 'Error' : Array.isArray(value) ? 'Array' : 'Object';
  if (level > context.depth) return own + ' <Complex prototype>';
  const inner = constructorName(context, search.firstPrototype, level + 1, inherited);
  if (inner !== null) return own + ' <' + inner + '>';
  const shallow = new InspectContext(formatValue);
  shallow.apply(context.optionsForCustom());
  shallow.depth = -1;
  shallow.customInspect = false;
  return own + ' <' + formatValue(shallow, search.firstPrototype, 0, false) + '>';
}

/** Data properties that up to three user-defined prototypes hold. */
function addPrototypeProperties(
  context: InspectContext,
  main: any,
  start: any,
  level: number,
  output: string[],
): void {
  let object = start;
  const known: any[] = [];
  for (let depth = 0; depth < 3; depth++) {
    if (depth !== 0 || main === object) {
      object = Object.getPrototypeOf(object);
      if (object === null) return;
      const descriptor = Object.getOwnPropertyDescriptor(object, 'constructor');
      if (
        descriptor !== undefined &&
        typeof descriptor.value === 'function' &&
        isBuiltinName(descriptor.value.name)
      ) {
        return;
      }
    }
    const keys = Reflect.ownKeys(object);
    context.seen.push(main);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      if (key === 'constructor' || Object.hasOwn(main, key) || known.includes(key)) continue;
      const descriptor = Object.getOwnPropertyDescriptor(object, key)!;
      if (typeof descriptor.value === 'function') continue;
      const text = formatDescriptor(context, main, level, key, OBJECT_ENTRY, descriptor);
      output.push(context.colors ? '\u001b[2m' + text + '\u001b[22m' : text);
    }
    context.seen.pop();
    for (let i = 0; i < keys.length; i++) known.push(keys[i]!);
  }
}
