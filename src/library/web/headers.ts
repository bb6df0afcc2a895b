// Headers (Fetch §5.1). Layer: web. Names are kept in lower case; iteration is sorted and combined, Set-Cookie fields
// stay apart.

import { isTokenText, isValueText } from '../http/text.ts';

/** What a Headers object allows. */
export type HeadersGuard = 'none' | 'immutable';

let entriesOf: (headers: Headers) => HeaderEntries;

/** Two parallel lists, in the order of insertion. */
export class HeaderEntries {
  keys: string[] = [];
  values: string[] = [];

  find(key: string): number {
    const keys = this.keys;
    for (let i = 0; i < keys.length; i++) if (keys[i] === key) return i;
    return -1;
  }

  append(name: string, value: string): void {
    this.keys.push(name.toLowerCase());
    this.values.push(value);
  }

  /** All values of a key, combined; null when there is none. */
  get(key: string): string | null {
    let result: string | null = null;
    for (let i = 0; i < this.keys.length; i++) {
      if (this.keys[i] !== key) continue;
      result = result === null ? this.values[i]! : result + ', ' + this.values[i];
    }
    return result;
  }

  remove(key: string): void {
    for (let i = this.keys.length - 1; i >= 0; i--) {
      if (this.keys[i] !== key) continue;
      this.keys.splice(i, 1);
      this.values.splice(i, 1);
    }
  }

  /** Sorted by name; each Set-Cookie on its own. */
  sorted(): [string, string][] {
    const keys = Array.from(new Set(this.keys)).sort();
    const list: [string, string][] = [];
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      if (key === 'set-cookie') {
        for (let k = 0; k < this.keys.length; k++)
          if (this.keys[k] === key) list.push([key, this.values[k]!]);
      } else list.push([key, this.get(key)!]);
    }
    return list;
  }
}

export function headerEntriesOf(headers: Headers): HeaderEntries {
  return entriesOf(headers);
}

function normalizeValue(value: any): string {
  const text = String(value);
  let from = 0;
  let to = text.length;
  while (from < to && isHttpSpace(text.charCodeAt(from))) from++;
  while (to > from && isHttpSpace(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

function isHttpSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

function checkName(method: string, name: string): void {
  if (!isTokenText(name))
    throw new TypeError('Headers.' + method + ': ' + name + ' is an invalid header name.');
}

function checkValue(method: string, value: string): void {
  if (!isValueText(value))
    throw new TypeError('Headers.' + method + ': ' + value + ' is an invalid header value.');
}

/** @global */
export class Headers {
  readonly #entries = new HeaderEntries();
  #guard: HeadersGuard = 'none';

  static {
    entriesOf = (headers) => headers.#entries;
  }

  constructor(init?: any) {
    if (init === undefined) return;
    if (init instanceof Headers) {
      const other = init.#entries;
      for (let i = 0; i < other.keys.length; i++)
        this.#entries.append(other.keys[i]!, other.values[i]!);
      return;
    }
    if (init === null || (typeof init !== 'object' && typeof init !== 'function'))
      throw new TypeError(
        'Headers constructor: init ("' +
          String(init) +
          '") could not be converted to any of: sequence<sequence<ByteString>>, record<ByteString, ByteString>.',
      );
    if (typeof init[Symbol.iterator] === 'function') {
      for (const pair of init) {
        const list = Array.from(pair as any);
        if (list.length !== 2)
          throw new TypeError(
            'Headers constructor: expected name/value pair to be length 2, found ' +
              list.length +
              '.',
          );
        this.append(list[0], list[1]);
      }
      return;
    }
    const names = Object.keys(init);
    for (let i = 0; i < names.length; i++) this.append(names[i], init[names[i]!]);
  }

  #checkGuard(): void {
    if (this.#guard === 'immutable') throw new TypeError('immutable');
  }

  /** Refuses changes from here on. */
  static freeze(headers: Headers): void {
    headers.#guard = 'immutable';
  }

  append(name: any, value: any): void {
    const key = String(name);
    const text = normalizeValue(value);
    checkName('append', key);
    checkValue('append', text);
    this.#checkGuard();
    this.#entries.append(key, text);
  }

  delete(name: any): void {
    const key = String(name);
    checkName('delete', key);
    this.#checkGuard();
    this.#entries.remove(key.toLowerCase());
  }

  get(name: any): string | null {
    const key = String(name);
    checkName('get', key);
    return this.#entries.get(key.toLowerCase());
  }

  has(name: any): boolean {
    const key = String(name);
    checkName('has', key);
    return this.#entries.find(key.toLowerCase()) >= 0;
  }

  set(name: any, value: any): void {
    const key = String(name);
    const text = normalizeValue(value);
    checkName('set', key);
    checkValue('set', text);
    this.#checkGuard();
    const lower = key.toLowerCase();
    const entries = this.#entries;
    const index = entries.find(lower);
    if (index < 0) {
      entries.append(key, text);
      return;
    }
    entries.values[index] = text;
    for (let i = entries.keys.length - 1; i > index; i--) {
      if (entries.keys[i] !== lower) continue;
      entries.keys.splice(i, 1);
      entries.values.splice(i, 1);
    }
  }

  getSetCookie(): string[] {
    const list: string[] = [];
    const entries = this.#entries;
    for (let i = 0; i < entries.keys.length; i++)
      if (entries.keys[i] === 'set-cookie') list.push(entries.values[i]!);
    return list;
  }

  forEach(callback: any, thisArgument?: any): void {
    if (typeof callback !== 'function')
      throw new TypeError(
        "Failed to execute 'forEach' on 'Headers': parameter 1 is not of type 'Function'.",
      );
    for (const [name, value] of this.#entries.sorted())
      callback.call(thisArgument, value, name, this);
  }

  *entries(): Generator<[string, string]> {
    yield* this.#entries.sorted();
  }

  *keys(): Generator<string> {
    for (const pair of this.#entries.sorted()) yield pair[0];
  }

  *values(): Generator<string> {
    for (const pair of this.#entries.sorted()) yield pair[1];
  }

  [Symbol.iterator](): Generator<[string, string]> {
    return this.entries();
  }

  get [Symbol.toStringTag](): string {
    return 'Headers';
  }
}
