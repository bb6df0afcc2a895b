// Deep equality: util.isDeepStrictEqual and the comparisons of node:assert, strict and loose. Layer: node.

import { inspectorOf } from '../../base/inspectors.ts';
import {
  arrayBufferByte,
  arrayBufferLength,
  isArrayBufferCell,
  isDataViewCell,
  isTypedArrayCell,
  isWrapperCell,
  typedElementType,
  wrappedPrimitive,
} from '../../runtime/inspect-kinds.ts';
import { isErrorValue } from './inspect-names.ts';

/** Same structure and same values, by Object.is, prototypes included. */
export function isDeepStrictEqual(a: any, b: any): boolean {
  return new Comparison(true).equal(a, b);
}

/** The legacy comparison: primitives by ==, prototypes ignored. */
export function isDeepLooseEqual(a: any, b: any): boolean {
  return new Comparison(false).equal(a, b);
}

const ELEMENT_F32 = 7;
const ELEMENT_F64 = 8;

class Comparison {
  readonly #strict: boolean;
  /** Pairs under comparison, alternating; a pair that comes again is a cycle and equal so far. */
  readonly #pairs: any[] = [];

  constructor(strict: boolean) {
    this.#strict = strict;
  }

  equal(a: any, b: any): boolean {
    if (a === b) return a !== 0 || !this.#strict || Object.is(a, b);
    const aIsObject = typeof a === 'object' && a !== null;
    const bIsObject = typeof b === 'object' && b !== null;
    if (!aIsObject || !bIsObject) {
      if (this.#strict) return typeof a === 'number' && a !== a && b !== b;
      if (aIsObject || bIsObject) return false;
      return a == b || (a !== a && b !== b);
    }
    if (this.#strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
    if (tagOf(a) !== tagOf(b)) return false;
    return this.#equalObjects(a, b);
  }

  #equalObjects(a: any, b: any): boolean {
    if (Array.isArray(a)) {
      if (!Array.isArray(b) || a.length !== b.length) return false;
      return this.#descend(a, b, undefined);
    }
    if (Array.isArray(b)) return false;
    const inspector = inspectorOf(a);
    const other = inspectorOf(b);
    const kind = inspector === undefined ? '' : inspector.kind;
    if (kind !== (other === undefined ? '' : other.kind)) return false;
    if (inspector !== undefined && !this.#equalInspected(inspector, a, b)) return false;
    if (kind === 'Map' || kind === 'Set') return this.#descend(a, b, inspector);
    if (isErrorValue(a)) {
      if (!isErrorValue(b) || !this.#equalErrors(a, b)) return false;
    } else if (isErrorValue(b)) return false;
    if (!equalBytes(a, b, this.#strict)) return false;
    if (isWrapperCell(a)) {
      if (!isWrapperCell(b) || !equalPrimitives(wrappedPrimitive(a), wrappedPrimitive(b))) {
        return false;
      }
    } else if (isWrapperCell(b)) return false;
    return this.#descend(a, b, undefined);
  }

  #equalInspected(inspector: any, a: any, b: any): boolean {
    const kind = inspector.kind;
    if (kind === 'Date') return Object.is(inspector.read(a), inspector.read(b));
    if (kind === 'RegExp') {
      const [source, flags] = inspector.read(a);
      const [otherSource, otherFlags] = inspector.read(b);
      return source === otherSource && flags === otherFlags && a.lastIndex === b.lastIndex;
    }
    if (kind === 'URL') return inspector.read(a) === inspector.read(b);
    if (kind === 'Map' || kind === 'Set') return a.size === b.size;
    return true;
  }

  #equalErrors(a: any, b: any): boolean {
    const names = ['message', 'name', 'cause', 'errors'];
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!;
      const enumerable = isEnumerable(a, name);
      if (enumerable !== isEnumerable(b, name)) return false;
      if (!enumerable && !this.equal(a[name], b[name])) return false;
    }
    return true;
  }

  /** Compares properties and, for a Map, Set or array, the contents. */
  #descend(a: any, b: any, collection: any): boolean {
    const keys = enumerableKeys(a, this.#strict);
    const otherKeys = enumerableKeys(b, this.#strict);
    if (keys.length !== otherKeys.length) return false;
    for (let i = 0; i < keys.length; i++) if (!isEnumerable(b, keys[i])) return false;
    const pairs = this.#pairs;
    for (let i = 0; i < pairs.length; i += 2) if (pairs[i] === a && pairs[i + 1] === b) return true;
    pairs.push(a, b);
    let result = true;
    for (let i = 0; i < keys.length && result; i++) {
      result = this.equal(a[keys[i]], b[keys[i]]);
    }
    if (result && collection !== undefined) {
      result =
        collection.kind === 'Set'
          ? this.#equalSets(collection.read(a), collection.read(b), a, b)
          : this.#equalMaps(collection.read(a), collection.read(b), a, b);
    }
    pairs.length -= 2;
    return result;
  }

  /** Members that the other set has not are matched one by one. */
  #equalSets(members: any[], otherMembers: any[], a: any, b: any): boolean {
    const unmatched: any[] = [];
    for (let i = 0; i < members.length; i++) {
      const member = members[i];
      if (b.has(member)) continue;
      if (this.#strict && !isObject(member)) return false;
      unmatched.push(member);
    }
    for (let i = 0; i < otherMembers.length; i++) {
      const member = otherMembers[i];
      if (a.has(member)) continue;
      const index = unmatched.findIndex((candidate) => this.equal(candidate, member));
      if (index === -1) return false;
      unmatched.splice(index, 1);
    }
    return unmatched.length === 0;
  }

  #equalMaps(entries: any[], otherEntries: any[], a: any, b: any): boolean {
    const unmatched: any[] = [];
    for (let i = 0; i < entries.length; i += 2) {
      const key = entries[i];
      if (!isObject(key)) {
        if (b.has(key) && this.equal(entries[i + 1], b.get(key))) continue;
        if (this.#strict) return false;
      }
      unmatched.push(key);
    }
    for (let i = 0; i < otherEntries.length; i += 2) {
      const key = otherEntries[i];
      const value = otherEntries[i + 1];
      if (!isObject(key) && a.has(key) && this.equal(a.get(key), value)) continue;
      const index = unmatched.findIndex(
        (candidate) => this.equal(candidate, key) && this.equal(a.get(candidate), value),
      );
      if (index === -1) return false;
      unmatched.splice(index, 1);
    }
    return unmatched.length === 0;
  }
}

function isObject(value: any): boolean {
  return typeof value === 'object' && value !== null;
}

function tagOf(value: any): string {
  return Object.prototype.toString.call(value);
}

function isEnumerable(value: any, key: any): boolean {
  const descriptor = Object.getOwnPropertyDescriptor(value, key);
  return descriptor !== undefined && descriptor.enumerable === true;
}

function enumerableKeys(value: any, withSymbols: boolean): any[] {
  const keys: any[] = isTypedArrayCell(value)
    ? Object.keys(value).slice(value.length)
    : Object.keys(value);
  if (withSymbols) {
    const symbols = Object.getOwnPropertySymbols(value);
    for (let i = 0; i < symbols.length; i++) {
      if (isEnumerable(value, symbols[i])) keys.push(symbols[i]);
    }
  }
  return keys;
}

function equalPrimitives(a: any, b: any): boolean {
  return Object.is(a, b);
}

/** Contents of typed arrays, DataViews and ArrayBuffers; true for anything else when neither is one. */
function equalBytes(a: any, b: any, strict: boolean): boolean {
  if (isTypedArrayCell(a)) {
    if (!isTypedArrayCell(b) || typedElementType(a) !== typedElementType(b)) return false;
    if (a.length !== b.length) return false;
    const type = typedElementType(a);
    const floats = type === ELEMENT_F32 || type === ELEMENT_F64;
    for (let i = 0; i < a.length; i++) {
      if (a[i] === b[i] && (!strict || !floats || Object.is(a[i], b[i]))) continue;
      if (strict && floats && Object.is(a[i], b[i])) continue;
      return false;
    }
    return true;
  }
  if (isTypedArrayCell(b)) return false;
  if (isDataViewCell(a)) {
    if (!isDataViewCell(b) || a.byteLength !== b.byteLength) return false;
    for (let i = 0; i < a.byteLength; i++) if (a.getUint8(i) !== b.getUint8(i)) return false;
    return true;
  }
  if (isDataViewCell(b)) return false;
  if (isArrayBufferCell(a)) {
    if (!isArrayBufferCell(b)) return false;
    const length = arrayBufferLength(a);
    if (length !== arrayBufferLength(b)) return false;
    for (let i = 0; i < length; i++)
      if (arrayBufferByte(a, i) !== arrayBufferByte(b, i)) return false;
    return true;
  }
  return !isArrayBufferCell(b);
}
