// FormData (XMLHttpRequest §4.3). Layer: web.

import { Blob, File } from './blob.ts';
import { addContentMaker, BodyContent } from './body.ts';
import { multipartBytes } from './multipart.ts';

function missing(method: string, needed: number, present: number): TypeError {
  return new TypeError(
    "Failed to execute '" +
      method +
      "' on 'FormData': " +
      needed +
      ' argument' +
      (needed > 1 ? 's' : '') +
      ' required, but only ' +
      present +
      ' present.',
  );
}

/** A string, or a File; a Blob becomes a file named "blob". */
function entryValue(value: any, fileName: any): any {
  if (!(value instanceof Blob)) return `${value}`.toWellFormed();
  if (value instanceof File && fileName === undefined) return value;
  const name = fileName === undefined ? 'blob' : `${fileName}`;
  return new File([value], name, { type: value.type });
}

const ENTRIES = 0;
const KEYS = 1;
const VALUES = 2;

/** @global */
export class FormData {
  /** name, value, name, value ... */
  #list: any[] = [];

  constructor(form?: any) {
    if (form !== undefined) {
      throw new TypeError(
        "Failed to construct 'FormData': Argument 1 could not be converted to: undefined.",
      );
    }
  }

  /** For the library: names and values in turn. */
  static listOf(form: FormData): any[] {
    return form.#list;
  }

  append(name?: any, value?: any, fileName?: any): void {
    if (arguments.length < 2) throw missing('append', 2, arguments.length);
    this.#list.push(`${name}`.toWellFormed(), entryValue(value, fileName));
  }

  delete(name?: any): void {
    if (arguments.length < 1) throw missing('delete', 1, 0);
    const wanted = `${name}`.toWellFormed();
    const kept: any[] = [];
    for (let i = 0; i < this.#list.length; i += 2) {
      if (this.#list[i] !== wanted) kept.push(this.#list[i], this.#list[i + 1]);
    }
    this.#list = kept;
  }

  get(name?: any): any {
    if (arguments.length < 1) throw missing('get', 1, 0);
    const wanted = `${name}`.toWellFormed();
    for (let i = 0; i < this.#list.length; i += 2) {
      if (this.#list[i] === wanted) return this.#list[i + 1];
    }
    return null;
  }

  getAll(name?: any): any[] {
    if (arguments.length < 1) throw missing('getAll', 1, 0);
    const wanted = `${name}`.toWellFormed();
    const values: any[] = [];
    for (let i = 0; i < this.#list.length; i += 2) {
      if (this.#list[i] === wanted) values.push(this.#list[i + 1]);
    }
    return values;
  }

  has(name?: any): boolean {
    if (arguments.length < 1) throw missing('has', 1, 0);
    return this.get(name) !== null;
  }

  set(name?: any, value?: any, fileName?: any): void {
    if (arguments.length < 2) throw missing('set', 2, arguments.length);
    const wanted = `${name}`.toWellFormed();
    const replacement = entryValue(value, fileName);
    const kept: any[] = [];
    let found = false;
    for (let i = 0; i < this.#list.length; i += 2) {
      if (this.#list[i] !== wanted) kept.push(this.#list[i], this.#list[i + 1]);
      else if (!found) {
        found = true;
        kept.push(wanted, replacement);
      }
    }
    if (!found) kept.push(wanted, replacement);
    this.#list = kept;
  }

  forEach(callback?: any, thisValue?: any): void {
    if (arguments.length < 1) throw missing('forEach', 1, 0);
    if (typeof callback !== 'function') {
      throw new TypeError(
        "Failed to execute 'forEach' on 'FormData': parameter 1 is not of type 'Function'.",
      );
    }
    for (let i = 0; i < this.#list.length; i += 2) {
      callback.call(thisValue, this.#list[i + 1], this.#list[i], this);
    }
  }

  entries(): any {
    return new FormDataIterator(() => this.#list, ENTRIES);
  }

  keys(): any {
    return new FormDataIterator(() => this.#list, KEYS);
  }

  values(): any {
    return new FormDataIterator(() => this.#list, VALUES);
  }

  get [Symbol.toStringTag](): string {
    return 'FormData';
  }

  declare [Symbol.iterator]: () => any;
}

Object.defineProperty(FormData.prototype, Symbol.iterator, {
  value: FormData.prototype.entries,
  writable: true,
  enumerable: false,
  configurable: true,
});

class FormDataIterator {
  readonly #list: () => any[];
  readonly #kind: number;
  #index = 0;

  constructor(list: () => any[], kind: number) {
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
    return 'FormData Iterator';
  }
}

/** A FormData as the body of a Request or Response. */
function contentOfForm(init: object): BodyContent | undefined {
  if (!(init instanceof FormData)) return undefined;
  const content = new BodyContent();
  const digits = String(Math.floor(Math.random() * 1e11)).padStart(11, '0');
  const boundary = '----formdata-undici-0' + digits;
  content.bytes = multipartBytes(FormData.listOf(init), boundary);
  content.contentType = 'multipart/form-data; boundary=' + boundary;
  return content;
}

addContentMaker(contentOfForm);
