'use fast';
// URLSearchParams: URL §6.2. Layer: web. A list of name-value pairs; that of a URL writes itself back at each change.

import { argumentTypeError, withCode } from '../node/errors.ts';
import { customInspectSymbol } from '../node/util/inspect-custom.ts';
import { FORM_SET, percentDecode, percentEncode } from './url/percent-encoding.ts';

function missing(message: string): any {
  return withCode(new TypeError(message), 'ERR_MISSING_ARGS');
}

function text(value: any): string {
  return `${value}`.toWellFormed();
}

function tupleError(): any {
  return withCode(
    new TypeError('Each query pair must be an iterable [name, value] tuple'),
    'ERR_INVALID_TUPLE',
  );
}

const ENTRIES = 0;
const KEYS = 1;
const VALUES = 2;

/** @global */
export class URLSearchParams {
  /** name, value, name, value ... */
  #list: string[] = [];
  /** Writes the list back to its URL. */
  #update: (() => void) | undefined = undefined;

  constructor(init?: any) {
    if (init === undefined || init === null) return;
    if (typeof init === 'object' || typeof init === 'function') {
      const method = init[Symbol.iterator];
      if (init instanceof URLSearchParams && method === URLSearchParams.prototype.entries) {
        this.#list = init.#list.slice();
      } else if (method !== undefined && method !== null) this.#readPairs(init, method);
      else this.#readRecord(init);
      return;
    }
    const query = text(init);
    this.#parse(query[0] === '?' ? query.slice(1) : query);
  }

  #readPairs(init: any, method: any): void {
    if (typeof method !== 'function') {
      throw withCode(new TypeError('Query pairs must be iterable'), 'ERR_ARG_NOT_ITERABLE');
    }
    for (const pair of init) {
      if (
        pair === null ||
        (typeof pair !== 'object' && typeof pair !== 'function') ||
        typeof pair[Symbol.iterator] !== 'function'
      ) {
        throw tupleError();
      }
      const parts: string[] = [];
      for (const part of pair) parts.push(text(part));
      if (parts.length !== 2) throw tupleError();
      this.#list.push(parts[0]!, parts[1]!);
    }
  }

  #readRecord(init: any): void {
    const keys = Reflect.ownKeys(init);
    const places: string[] = [];
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      const descriptor = Reflect.getOwnPropertyDescriptor(init, key);
      if (descriptor === undefined || !descriptor.enumerable) continue;
      const name = text(key as any);
      const value = text(init[key]);
      // Two keys may become one once lone surrogates are replaced.
      const known = places.indexOf(name);
      if (known !== -1) this.#list[2 * known + 1] = value;
      else {
        places.push(name);
        this.#list.push(name, value);
      }
    }
  }

  #parse(query: string): void {
    const list: string[] = [];
    let start = 0;
    while (start <= query.length) {
      let end = query.indexOf('&', start);
      if (end === -1) end = query.length;
      if (end > start) {
        const equals = query.indexOf('=', start);
        const split = equals === -1 || equals > end ? end : equals;
        list.push(percentDecode(query.slice(start, split), true));
        list.push(split < end ? percentDecode(query.slice(split + 1, end), true) : '');
      }
      start = end + 1;
    }
    this.#list = list;
  }

  /** For URL: the parameters of its query, with `update` to call at each change. */
  static attached(query: string, update: () => void): URLSearchParams {
    const params = new URLSearchParams();
    params.#parse(query);
    params.#update = update;
    return params;
  }

  /** For URL: its query has changed. */
  static reload(params: URLSearchParams, query: string): void {
    params.#parse(query);
  }

  #changed(): void {
    if (this.#update !== undefined) this.#update();
  }

  get size(): number {
    return this.#list.length / 2;
  }

  append(name?: any, value?: any): void {
    if (arguments.length < 2) {
      throw missing('The "name" and "value" arguments must be specified');
    }
    this.#list.push(text(name), text(value));
    this.#changed();
  }

  delete(name?: any, value?: any): void {
    if (arguments.length < 1) throw missing('The "name" argument must be specified');
    const wanted = text(name);
    const exact = value === undefined ? undefined : text(value);
    const list = this.#list;
    const kept: string[] = [];
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === wanted && (exact === undefined || list[i + 1] === exact)) continue;
      kept.push(list[i]!, list[i + 1]!);
    }
    this.#list = kept;
    this.#changed();
  }

  get(name?: any): string | null {
    if (arguments.length < 1) throw missing('The "name" argument must be specified');
    const wanted = text(name);
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) if (list[i] === wanted) return list[i + 1]!;
    return null;
  }

  getAll(name?: any): string[] {
    if (arguments.length < 1) throw missing('The "name" argument must be specified');
    const wanted = text(name);
    const list = this.#list;
    const values: string[] = [];
    for (let i = 0; i < list.length; i += 2) if (list[i] === wanted) values.push(list[i + 1]!);
    return values;
  }

  has(name?: any, value?: any): boolean {
    if (arguments.length < 1) throw missing('The "name" argument must be specified');
    const wanted = text(name);
    const exact = value === undefined ? undefined : text(value);
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === wanted && (exact === undefined || list[i + 1] === exact)) return true;
    }
    return false;
  }

  set(name?: any, value?: any): void {
    if (arguments.length < 2) {
      throw missing('The "name" and "value" arguments must be specified');
    }
    const wanted = text(name);
    const replacement = text(value);
    const list = this.#list;
    const kept: string[] = [];
    let found = false;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] !== wanted) kept.push(list[i]!, list[i + 1]!);
      else if (!found) {
        found = true;
        kept.push(wanted, replacement);
      }
    }
    if (!found) kept.push(wanted, replacement);
    this.#list = kept;
    this.#changed();
  }

  /** By name in code-unit order; pairs of one name keep their order. */
  sort(): void {
    const list = this.#list;
    const pairs: string[][] = [];
    for (let i = 0; i < list.length; i += 2) pairs.push([list[i]!, list[i + 1]!]);
    pairs.sort((a, b) => (a[0]! < b[0]! ? -1 : a[0]! > b[0]! ? 1 : 0));
    const sorted: string[] = [];
    for (let i = 0; i < pairs.length; i++) sorted.push(pairs[i]![0]!, pairs[i]![1]!);
    this.#list = sorted;
    this.#changed();
  }

  forEach(callback?: any, thisValue?: any): void {
    if (typeof callback !== 'function') throw argumentTypeError('callback', 'function', callback);
    for (let i = 0; i < this.#list.length; i += 2) {
      callback.call(thisValue, this.#list[i + 1], this.#list[i], this);
    }
  }

  entries(): URLSearchParamsIterator {
    return new URLSearchParamsIterator(() => this.#list, ENTRIES);
  }

  keys(): URLSearchParamsIterator {
    return new URLSearchParamsIterator(() => this.#list, KEYS);
  }

  values(): URLSearchParamsIterator {
    return new URLSearchParamsIterator(() => this.#list, VALUES);
  }

  toString(): string {
    const list = this.#list;
    let result = '';
    for (let i = 0; i < list.length; i += 2) {
      if (i !== 0) result += '&';
      result += percentEncode(list[i]!, FORM_SET) + '=' + percentEncode(list[i + 1]!, FORM_SET);
    }
    return result;
  }

  get [Symbol.toStringTag](): string {
    return 'URLSearchParams';
  }

  [customInspectSymbol](depth: any, options: any, inspect: any): string {
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const list = this.#list;
    const nested = { ...options, depth: depth === null ? null : depth - 1 };
    const shown: string[] = [];
    for (let i = 0; i < list.length; i += 2) {
      shown.push(inspect(list[i], nested) + ' => ' + inspect(list[i + 1], nested));
    }
    return inspectedList('URLSearchParams {', shown, options.breakLength);
  }

  declare [Symbol.iterator]: () => URLSearchParamsIterator;
}

Object.defineProperty(URLSearchParams.prototype, Symbol.iterator, {
  value: URLSearchParams.prototype.entries,
  writable: true,
  enumerable: false,
  configurable: true,
});

function inspectedList(open: string, shown: string[], breakLength: number): string {
  if (shown.length === 0) return open + '}';
  let length = 0;
  for (let i = 0; i < shown.length; i++) length += shown[i]!.length + 2;
  if (length - 2 > breakLength) return open + '\n  ' + shown.join(',\n  ') + ' }';
  return open + ' ' + shown.join(', ') + ' }';
}

/** Walks the list as it is at each step. */
class URLSearchParamsIterator {
  readonly #list: () => string[];
  readonly #kind: number;
  #index = 0;

  constructor(list: () => string[], kind: number) {
    this.#list = list;
    this.#kind = kind;
  }

  next(): { value: any; done: boolean } {
    const list = this.#list();
    const i = this.#index;
    if (i >= list.length) return { value: undefined, done: true };
    this.#index = i + 2;
    if (this.#kind === KEYS) return { value: list[i], done: false };
    if (this.#kind === VALUES) return { value: list[i + 1], done: false };
    return { value: [list[i], list[i + 1]], done: false };
  }

  [Symbol.iterator](): this {
    return this;
  }

  get [Symbol.toStringTag](): string {
    return 'URLSearchParams Iterator';
  }

  [customInspectSymbol](depth: any, options: any, inspect: any): string {
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const nested = { ...options, depth: depth === null ? null : depth - 1 };
    const list = this.#list();
    const shown: string[] = [];
    for (let i = this.#index; i < list.length; i += 2) {
      if (this.#kind === KEYS) shown.push(inspect(list[i], nested));
      else if (this.#kind === VALUES) shown.push(inspect(list[i + 1], nested));
      else shown.push(inspect([list[i], list[i + 1]], nested));
    }
    return inspectedList('URLSearchParams Iterator {', shown, options.breakLength);
  }
}
