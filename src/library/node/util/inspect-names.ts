// Inspect names: what an object is called in front of its braces. Layer: node.

import {
  isAsyncFunctionCell,
  isBoundFunctionCell,
  isClassFunction,
  isErrorCell,
  isGeneratorFunctionCell,
} from '../../runtime/inspect-kinds.ts';

/** Names of the constructors whose prototypes show nothing of their own, and count as having a built-in toString. */
const BUILTIN_NAMES =
  ' Object Function Array Number Boolean String Symbol BigInt Date Promise RegExp Error AggregateError EvalError' +
  ' RangeError ReferenceError SyntaxError TypeError URIError ArrayBuffer Uint8Array Int8Array Uint16Array' +
  ' Int16Array Uint32Array Int32Array Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array' +
  ' DataView Map Set WeakMap WeakSet WeakRef Proxy FinalizationRegistry SharedArrayBuffer ';

export function isBuiltinName(name: any): boolean {
  return typeof name === 'string' && BUILTIN_NAMES.includes(' ' + name + ' ');
}

function isInstance(value: any, constructor: any): boolean {
  try {
    return value instanceof constructor;
  } catch {
    return false;
  }
}

/** What the walk along the prototypes found. */
export class NameSearch {
  /** Name of the first constructor on the way; null when there is none. */
  name: string | null = null;
  /** The object that holds it. */
  holder: any = null;
  /** The value's own prototype. */
  firstPrototype: any = undefined;
}

/** Finds the constructor by the `constructor` properties on the prototype chain. */
export function searchConstructor(value: any): NameSearch {
  const search = new NameSearch();
  let object = value;
  while (object !== null && object !== undefined) {
    const descriptor = Object.getOwnPropertyDescriptor(object, 'constructor');
    if (descriptor !== undefined) {
      const constructor = descriptor.value;
      if (
        typeof constructor === 'function' &&
        constructor.name !== '' &&
        isInstance(value, constructor)
      ) {
        search.name = String(constructor.name);
        search.holder = object;
        return search;
      }
    }
    object = Object.getPrototypeOf(object);
    if (search.firstPrototype === undefined) search.firstPrototype = object;
  }
  return search;
}

/** `Name(size) [tag] `, or the form for a null prototype; `size` comes with its parentheses. */
export function prefixOf(
  constructor: string | null,
  tag: string,
  fallback: string,
  size: string,
): string {
  if (constructor === null) {
    const name = '[' + fallback + size + ': null prototype] ';
    return tag !== '' && fallback !== tag ? name + '[' + tag + '] ' : name;
  }
  if (tag !== '' && constructor !== tag) return constructor + size + ' [' + tag + '] ';
  return constructor + size + ' ';
}

/** True for the errors that print as a stack trace. */
export function isErrorValue(value: any): boolean {
  return isErrorCell(value) || value instanceof Error;
}

/** The whole of a function or class without own enumerable properties. */
export function functionBase(value: any, constructor: string | null, tag: string): string {
  if (isClassFunction(value)) return classBase(value, constructor, tag);
  let type = 'Function';
  const generator = !isBoundFunctionCell(value) && isGeneratorFunctionCell(value);
  if (generator) type = 'Generator' + type;
  if (isAsyncFunctionCell(value)) type = 'Async' + type;
  let base = '[' + type;
  if (constructor === null) base += ' (null prototype)';
  base += value.name === '' ? ' (anonymous)' : ': ' + value.name;
  base += ']';
  if (constructor !== type && constructor !== null) base += ' ' + constructor;
  if (tag !== '' && constructor !== tag) base += ' [' + tag + ']';
  return base;
}

function classBase(value: any, constructor: string | null, tag: string): string {
  const name = (Object.hasOwn(value, 'name') && value.name) || '(anonymous)';
  let base = 'class ' + name;
  if (constructor !== 'Function' && constructor !== null) base += ' [' + constructor + ']';
  if (tag !== '' && constructor !== tag) base += ' [' + tag + ']';
  if (constructor !== null) {
    const parent = Object.getPrototypeOf(value).name;
    if (parent) base += ' extends ' + parent;
  } else {
    base += ' extends [null prototype]';
  }
  return '[' + base + ']';
}
