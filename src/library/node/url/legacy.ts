// Legacy URLs: url.parse, format, resolve and the Url class, older than and unlike the WHATWG's. Layer: node. Pure.

import { URL } from '../../web/url.ts';
import { domainToAscii } from '../../web/url/host.ts';
import { argumentTypeError, validateString, withCode } from '../errors.ts';
import querystring from '../querystring.ts';
import { resolveUrl } from './legacy-resolve.ts';

const SLASHED = ' http: https: ftp: gopher: file: ws: wss: ';

/** Protocols that have '//' in any case. */
export function isSlashedProtocol(protocol: any): boolean {
  if (!protocol) return false;
  const name = protocol.endsWith(':') ? protocol : protocol + ':';
  return SLASHED.includes(' ' + name + ' ');
}

function isHostless(protocol: any): boolean {
  return protocol === 'javascript' || protocol === 'javascript:';
}

export class Url {
  protocol: any = null;
  slashes: any = null;
  auth: any = null;
  host: any = null;
  port: any = null;
  hostname: any = null;
  hash: any = null;
  search: any = null;
  query: any = null;
  pathname: any = null;
  path: any = null;
  href: any = null;

  parse(url: any, parseQuery?: any, slashesDenoteHost?: any): this {
    validateString(url, 'url');
    let rest = trimmed(url);
    if (!slashesDenoteHost && !rest.includes('#') && !beforeQuery(rest).includes('@')) {
      if (isSimplePath(rest)) {
        this.#takePath(rest, parseQuery);
        this.href = rest;
        return this;
      }
    }
    const protocol = protocolOf(rest);
    let lower = '';
    if (protocol !== '') {
      lower = protocol.toLowerCase();
      this.protocol = lower;
      rest = rest.slice(protocol.length);
    }
    let slashes = false;
    if (slashesDenoteHost || protocol !== '' || startsWithUserHost(rest)) {
      slashes = rest.startsWith('//');
      if (slashes && !(protocol !== '' && isHostless(lower))) {
        rest = rest.slice(2);
        this.slashes = true;
      }
    }
    const hasHost = slashes || (protocol !== '' && !isSlashedProtocol(protocol));
    if (!isHostless(lower) && hasHost) rest = this.#takeAuthority(rest, url);
    if (!isHostless(lower)) rest = escapeUnsafe(rest);
    const hash = rest.indexOf('#');
    if (hash !== -1) {
      this.hash = rest.slice(hash);
      rest = rest.slice(0, hash);
    }
    this.#takePath(rest, parseQuery);
    if (isSlashedProtocol(lower) && this.hostname && !this.pathname) {
      this.pathname = '/';
      this.path = '/' + (this.search || '');
    }
    this.href = this.format();
    return this;
  }

  #takePath(rest: string, parseQuery: any): void {
    const question = rest.indexOf('?');
    if (question !== -1) {
      this.search = rest.slice(question);
      const query = rest.slice(question + 1);
      this.query = parseQuery ? querystring.parse(query) : query;
    } else if (parseQuery) {
      this.search = null;
      this.query = Object.create(null);
    }
    const pathname = question === -1 ? rest : rest.slice(0, question);
    if (pathname !== '') this.pathname = pathname;
    if (this.pathname || this.search) this.path = (this.pathname || '') + (this.search || '');
  }

  /** Takes auth@host:port; returns what follows. */
  #takeAuthority(text: string, url: string): string {
    let rest = text.replaceAll('\t', '').replaceAll('\n', '').replaceAll('\r', '');
    let end = rest.length;
    let at = -1;
    let nonHost = -1;
    for (let i = 0; i < rest.length; i++) {
      const character = rest[i]!;
      if (character === '#' || character === '/' || character === '?') {
        if (nonHost === -1) nonHost = i;
        break;
      }
      if (character === '@') {
        at = i;
        nonHost = -1;
      } else if (nonHost === -1 && ' "%\';<>\\^`{|}'.includes(character)) nonHost = i;
    }
    if (nonHost !== -1) end = nonHost;
    if (at !== -1) this.auth = decodeURIComponent(rest.slice(0, at));
    this.host = rest.slice(at + 1, end);
    rest = rest.slice(end);
    this.#splitHost();
    const hostname: string = this.hostname ?? '';
    this.hostname = hostname;
    const bracketed = hostname.startsWith('[') && hostname.endsWith(']');
    if (!bracketed) {
      for (let i = 0; i < hostname.length; i++) {
        if (!'/\\#?:'.includes(hostname[i]!)) continue;
        this.hostname = hostname.slice(0, i);
        rest = '/' + hostname.slice(i) + rest;
        break;
      }
    }
    this.hostname = this.hostname.length > 255 ? '' : this.hostname.toLowerCase();
    if (this.hostname !== '' && !bracketed) {
      const ascii = domainToAscii(this.hostname);
      if (ascii === null || ascii === '') {
        const error = withCode(new TypeError('Invalid URL'), 'ERR_INVALID_URL');
        error.input = url;
        throw error;
      }
      this.hostname = ascii;
    }
    this.host = this.hostname + (this.port ? ':' + this.port : '');
    if (bracketed) {
      this.hostname = this.hostname.slice(1, -1);
      if (rest[0] !== '/') rest = '/' + rest;
    }
    return rest;
  }

  #splitHost(): void {
    const host: string = this.host;
    let start = host.length;
    while (start > 0 && host.charCodeAt(start - 1) >= 48 && host.charCodeAt(start - 1) <= 57)
      start--;
    let name = host;
    if (start > 0 && host[start - 1] === ':') {
      if (start < host.length) this.port = host.slice(start);
      name = host.slice(0, start - 1);
    }
    if (name !== '') this.hostname = name;
  }

  parseHost(): void {
    this.#splitHost();
  }

  format(): string {
    const auth = this.auth ? encodeAuth(this.auth) + '@' : '';
    let protocol: string = this.protocol || '';
    let pathname: string = this.pathname || '';
    let hash: string = this.hash || '';
    let host = '';
    if (this.host) host = auth + this.host;
    else if (this.hostname) {
      const bare = this.hostname.includes(':') && !this.hostname.startsWith('[');
      host = auth + (bare ? '[' + this.hostname + ']' : this.hostname);
      if (this.port) host += ':' + this.port;
    }
    let query = '';
    if (this.query !== null && typeof this.query === 'object') {
      query = querystring.stringify(this.query);
    }
    let search: string = this.search || (query && '?' + query) || '';
    if (protocol !== '' && !protocol.endsWith(':')) protocol += ':';
    pathname = pathname.replaceAll('#', '%23').replaceAll('?', '%3F');
    if (this.slashes || isSlashedProtocol(protocol)) {
      if (this.slashes || host !== '') {
        if (pathname !== '' && pathname[0] !== '/') pathname = '/' + pathname;
        host = '//' + host;
      } else if (protocol.startsWith('file')) host = '//';
    }
    search = search.replaceAll('#', '%23');
    if (hash !== '' && hash[0] !== '#') hash = '#' + hash;
    if (search !== '' && search[0] !== '?') search = '?' + search;
    return protocol + host + pathname + search + hash;
  }

  resolve(relative: any): string {
    return this.resolveObject(urlParse(relative, false, true)).format();
  }

  resolveObject(relative: any): Url {
    const reference = typeof relative === 'string' ? urlParse(relative, false, true) : relative;
    const result = resolveUrl(this, reference, new Url());
    return result;
  }
}

/** Without surrounding white space; backslashes in front of the query become slashes. */
function trimmed(url: string): string {
  let start = 0;
  let end = url.length;
  while (start < end && isSpace(url.charCodeAt(start))) start++;
  while (end > start && isSpace(url.charCodeAt(end - 1))) end--;
  const text = url.slice(start, end);
  if (!text.includes('\\')) return text;
  const before = beforeQuery(text);
  return before.replaceAll('\\', '/') + text.slice(before.length);
}

function isSpace(unit: number): boolean {
  return unit < 33 || unit === 0xa0 || unit === 0xfeff;
}

function beforeQuery(text: string): string {
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '?' || text[i] === '#') return text.slice(0, i);
  }
  return text;
}

/** '/x' or '//x' (not '///x') without white space. */
function isSimplePath(text: string): boolean {
  if (text[0] !== '/' || text.startsWith('///')) return false;
  for (let i = 0; i < text.length; i++) if (isSpace(text.charCodeAt(i))) return false;
  return true;
}

function protocolOf(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 58) return i === 0 ? '' : text.slice(0, i + 1);
    const lower = unit | 32;
    const allowed =
      (lower >= 97 && lower <= 122) ||
      (unit >= 48 && unit <= 57) ||
      unit === 46 ||
      unit === 43 ||
      unit === 45;
    if (!allowed) return '';
  }
  return '';
}

/** '//user@host...'. */
function startsWithUserHost(text: string): boolean {
  if (!text.startsWith('//')) return false;
  const at = text.indexOf('@', 2);
  if (at <= 2 || at + 1 >= text.length) return false;
  const slash = text.indexOf('/', 2);
  return (slash === -1 || slash > at) && text[at + 1] !== '/' && text[at + 1] !== '@';
}

const UNSAFE = '\t\n\r "\'<>\\^`{|}';
const ESCAPES = [
  '%09',
  '%0A',
  '%0D',
  '%20',
  '%22',
  '%27',
  '%3C',
  '%3E',
  '%5C',
  '%5E',
  '%60',
  '%7B',
  '%7C',
  '%7D',
];

function escapeUnsafe(text: string): string {
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const index = UNSAFE.indexOf(text[i]!);
    result += index === -1 ? text[i]! : ESCAPES[index]!;
  }
  return result;
}

/** As encodeURIComponent, but ':' stays. */
function encodeAuth(auth: string): string {
  return encodeURIComponent(auth).replaceAll('%3A', ':');
}

export function urlParse(url: any, parseQuery?: any, slashesDenoteHost?: any): Url {
  if (url instanceof Url) return url;
  return new Url().parse(url, parseQuery, slashesDenoteHost);
}

export function urlFormat(input: any, options?: any): string {
  if (typeof input === 'string') return urlParse(input).format();
  if (input === null || typeof input !== 'object') {
    throw argumentTypeError('urlObject', ['Object', 'string'], input);
  }
  if (!(input instanceof URL)) return Url.prototype.format.call(input);
  const copy = new URL(input.href);
  if (options) {
    if (options.fragment === false) copy.hash = '';
    if (options.search === false) copy.search = '';
    if (options.auth === false) {
      copy.username = '';
      copy.password = '';
    }
  }
  return copy.href;
}

export function urlResolve(from: any, to: any): string {
  return urlParse(from, false, true).resolve(to);
}

export function urlResolveObject(from: any, to: any): any {
  return from ? urlParse(from, false, true).resolveObject(to) : to;
}
