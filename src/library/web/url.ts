'use fast';
// URL: URL §6.1, the class. Layer: web. The parser is in url/.

import { registerInspector } from '../base/inspectors.ts';
import { withCode } from '../node/errors.ts';
import { customInspectSymbol } from '../node/util/inspect-custom.ts';
import { URLSearchParams } from './url-search-params.ts';
import { parseHost } from './url/host.ts';
import { FRAGMENT_SET, percentEncode, USERINFO_SET } from './url/percent-encoding.ts';
import {
  authorityEnd,
  parseSegments,
  parseUrl,
  portColon,
  removeTabsAndNewlines,
  schemeLength,
  setFileHost,
  setPort,
  setQuery,
} from './url/url-parser.ts';
import { specialPort, UrlRecord } from './url/url-record.ts';

function invalidUrl(input: string, base: string | undefined): any {
  const error = withCode(new TypeError('Invalid URL'), 'ERR_INVALID_URL');
  error.input = input.toWellFormed();
  if (base !== undefined) error.base = base;
  return error;
}

function missingUrl(): any {
  return withCode(new TypeError('The "url" argument must be specified'), 'ERR_MISSING_ARGS');
}

function parseWithBase(input: string, base: any): UrlRecord | null {
  if (base === undefined) return parseUrl(input, null);
  const record = parseUrl(`${base}`, null);
  return record === null ? null : parseUrl(input, record);
}

/** @global */
export class URL {
  #record: UrlRecord;
  #searchParams: URLSearchParams | undefined = undefined;

  constructor(input: any, base?: any) {
    if (arguments.length === 0) throw missingUrl();
    const text = `${input}`;
    const record = parseWithBase(text, base);
    if (record === null) throw invalidUrl(text, base === undefined ? undefined : `${base}`);
    this.#record = record;
  }

  static canParse(input?: any, base?: any): boolean {
    if (arguments.length === 0) throw missingUrl();
    return parseWithBase(`${input}`, base) !== null;
  }

  /** For inspect. */
  static isURL(value: any): boolean {
    return #record in value;
  }

  get href(): string {
    return this.#record.serialize(true);
  }

  set href(value: any) {
    const text = `${value}`;
    const record = parseUrl(text, null);
    if (record === null) throw invalidUrl(text, undefined);
    this.#record = record;
    this.#reloadParams();
  }

  get origin(): string {
    const record = this.#record;
    if (record.scheme === 'blob') {
      const inner = record.opaquePath === null ? null : parseUrl(record.opaquePath, null);
      if (inner === null || (inner.scheme !== 'http' && inner.scheme !== 'https')) return 'null';
      return inner.scheme + '://' + inner.hostText();
    }
    if (!record.isSpecial || record.scheme === 'file') return 'null';
    return record.scheme + '://' + record.hostText();
  }

  get protocol(): string {
    return this.#record.scheme + ':';
  }

  set protocol(value: any) {
    const text = removeTabsAndNewlines(`${value}`) + ':';
    const length = schemeLength(text);
    if (length === -1) return;
    const record = this.#record;
    const scheme = text.slice(0, length).toLowerCase();
    if (specialPort(scheme) >= 0 !== record.isSpecial) return;
    if (scheme === 'file' && (record.hasCredentials || record.port !== -1)) return;
    if (record.scheme === 'file' && (record.host === null || record.host === '')) return;
    record.setScheme(scheme);
    if (record.port === record.defaultPort) record.port = -1;
  }

  get username(): string {
    return this.#record.username;
  }

  set username(value: any) {
    const text = `${value}`;
    if (this.#record.cannotHaveCredentials) return;
    this.#record.username = percentEncode(text, USERINFO_SET);
  }

  get password(): string {
    return this.#record.password;
  }

  set password(value: any) {
    const text = `${value}`;
    if (this.#record.cannotHaveCredentials) return;
    this.#record.password = percentEncode(text, USERINFO_SET);
  }

  get host(): string {
    return this.#record.hostText();
  }

  set host(value: any) {
    this.#setHost(`${value}`, true);
  }

  get hostname(): string {
    return this.#record.host ?? '';
  }

  set hostname(value: any) {
    this.#setHost(`${value}`, false);
  }

  #setHost(value: string, withPort: boolean): void {
    const record = this.#record;
    if (record.opaquePath !== null) return;
    let text = removeTabsAndNewlines(value);
    const hash = text.indexOf('#');
    if (hash !== -1) text = text.slice(0, hash);
    text = text.slice(0, authorityEnd(record, text));
    if (record.scheme === 'file') {
      if (text === '') record.host = '';
      else setFileHost(record, text);
      return;
    }
    const colon = portColon(text);
    const name = colon === -1 ? text : text.slice(0, colon);
    if (colon !== -1 && !withPort) return;
    if (name === '') {
      if (record.isSpecial || colon !== -1) return;
      if (record.hasCredentials || record.port !== -1) return;
    }
    const host = parseHost(name, !record.isSpecial);
    if (host === null) return;
    record.host = host;
    if (colon !== -1) setLeadingPort(record, text.slice(colon + 1));
  }

  get port(): string {
    return this.#record.port === -1 ? '' : String(this.#record.port);
  }

  set port(value: any) {
    const text = removeTabsAndNewlines(`${value}`);
    const record = this.#record;
    if (record.cannotHaveCredentials) return;
    if (text === '') record.port = -1;
    else setLeadingPort(record, text);
  }

  get pathname(): string {
    return this.#record.pathText();
  }

  set pathname(value: any) {
    const record = this.#record;
    if (record.opaquePath !== null) return;
    const text = removeTabsAndNewlines(`${value}`);
    record.path = [];
    const slash = text[0] === '/' || (record.isSpecial && text[0] === '\\');
    if (slash) parseSegments(record, text.slice(1));
    else if (record.isSpecial || text !== '') parseSegments(record, text);
    else if (record.host === null) record.path.push('');
  }

  get search(): string {
    const query = this.#record.query;
    return query === null || query === '' ? '' : '?' + query;
  }

  set search(value: any) {
    const record = this.#record;
    const text = `${value}`;
    if (text === '') record.query = null;
    else setQuery(record, removeTabsAndNewlines(text[0] === '?' ? text.slice(1) : text));
    this.#reloadParams();
  }

  get searchParams(): URLSearchParams {
    let params = this.#searchParams;
    if (params === undefined) {
      params = URLSearchParams.attached(this.#record.query ?? '', () => this.#takeParams());
      this.#searchParams = params;
    }
    return params;
  }

  #takeParams(): void {
    const query = this.#searchParams!.toString();
    this.#record.query = query === '' ? null : query;
  }

  #reloadParams(): void {
    const params = this.#searchParams;
    if (params !== undefined) URLSearchParams.reload(params, this.#record.query ?? '');
  }

  get hash(): string {
    const fragment = this.#record.fragment;
    return fragment === null || fragment === '' ? '' : '#' + fragment;
  }

  set hash(value: any) {
    const text = `${value}`;
    if (text === '') this.#record.fragment = null;
    else {
      const fragment = removeTabsAndNewlines(text[0] === '#' ? text.slice(1) : text);
      this.#record.fragment = percentEncode(fragment, FRAGMENT_SET);
    }
  }

  toString(): string {
    return this.#record.serialize(true);
  }

  toJSON(): string {
    return this.#record.serialize(true);
  }

  get [Symbol.toStringTag](): string {
    return 'URL';
  }

  [customInspectSymbol](depth: any, options: any, inspect: any): any {
    if (typeof depth === 'number' && depth < 0) return this;
    const shown: any = {
      href: this.href,
      origin: this.origin,
      protocol: this.protocol,
      username: this.username,
      password: this.password,
      host: this.host,
      hostname: this.hostname,
      port: this.port,
      pathname: this.pathname,
      search: this.search,
      searchParams: this.searchParams,
      hash: this.hash,
    };
    return this.constructor.name + ' ' + inspect(shown, options);
  }
}

/** Takes the digits in front; too large or none: no change. */
function setLeadingPort(record: UrlRecord, text: string): void {
  let end = 0;
  while (end < text.length && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
  if (end > 0) setPort(record, text.slice(0, end));
}

registerInspector('URL', URL.isURL, (url) => url.href);
