'use fast';
// URL parser: URL §4.4, the basic URL parser, as a descent over whole parts in place of a state per character.
// Layer: web. Pure. Failure is null or false.

import { parseHost } from './host.ts';
import {
  CONTROL_SET,
  FRAGMENT_SET,
  PATH_SET,
  percentEncode,
  QUERY_SET,
  SPECIAL_QUERY_SET,
  USERINFO_SET,
} from './percent-encoding.ts';
import {
  isDriveLetter,
  isNormalizedDriveLetter,
  startsWithDriveLetter,
  UrlRecord,
} from './url-record.ts';

/** Without leading and trailing C0 controls and spaces. */
function trimControls(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/** Without tabs and line breaks anywhere. */
export function removeTabsAndNewlines(text: string): string {
  if (!text.includes('\t') && !text.includes('\n') && !text.includes('\r')) return text;
  return text.replaceAll('\t', '').replaceAll('\n', '').replaceAll('\r', '');
}

/** Length of the scheme in front of ':', or -1. */
export function schemeLength(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 58) return i === 0 ? -1 : i;
    const lower = unit | 32;
    if (lower >= 97 && lower <= 122) continue;
    const other = (unit >= 48 && unit <= 57) || unit === 43 || unit === 45 || unit === 46;
    if (i === 0 || !other) return -1;
  }
  return -1;
}

/** Parses `input` against an optional base. */
export function parseUrl(input: string, base: UrlRecord | null): UrlRecord | null {
  let text = removeTabsAndNewlines(trimControls(input));
  const url = new UrlRecord();
  const hash = text.indexOf('#');
  if (hash !== -1) {
    url.fragment = percentEncode(text.slice(hash + 1), FRAGMENT_SET);
    text = text.slice(0, hash);
  }
  const length = schemeLength(text);
  if (length !== -1) {
    url.setScheme(text.slice(0, length).toLowerCase());
    return parseAfterScheme(url, text.slice(length + 1), base) ? url : null;
  }
  if (base === null) return null;
  url.setScheme(base.scheme);
  if (base.opaquePath !== null) {
    if (text !== '' || hash === -1) return null;
    url.opaquePath = base.opaquePath;
    url.query = base.query;
    return url;
  }
  const parsed =
    base.scheme === 'file' ? parseFile(url, text, base) : parseRelative(url, text, base);
  return parsed ? url : null;
}

function parseAfterScheme(url: UrlRecord, rest: string, base: UrlRecord | null): boolean {
  if (url.scheme === 'file') return parseFile(url, rest, base);
  if (url.isSpecial) {
    const relative =
      base !== null &&
      base.scheme === url.scheme &&
      base.opaquePath === null &&
      !rest.startsWith('//');
    if (relative) return parseRelative(url, rest, base);
    return parseAuthority(url, rest.slice(leadingSlashes(rest)));
  }
  if (rest.startsWith('//')) return parseAuthority(url, rest.slice(2));
  if (rest.startsWith('/')) return parsePathAndQuery(url, rest.slice(1));
  parseOpaquePath(url, rest);
  return true;
}

function leadingSlashes(text: string): number {
  let count = 0;
  while (text[count] === '/' || text[count] === '\\') count++;
  return count;
}

function isSlash(url: UrlRecord, character: string | undefined): boolean {
  return character === '/' || (character === '\\' && url.isSpecial);
}

function parseOpaquePath(url: UrlRecord, rest: string): void {
  const question = rest.indexOf('?');
  const path = question === -1 ? rest : rest.slice(0, question);
  url.opaquePath = percentEncode(path, CONTROL_SET);
  if (question !== -1) setQuery(url, rest.slice(question + 1));
}

/** A reference without a scheme of its own. */
function parseRelative(url: UrlRecord, rest: string, base: UrlRecord): boolean {
  if (isSlash(url, rest[0])) {
    if (isSlash(url, rest[1])) {
      return parseAuthority(url, url.isSpecial ? rest.slice(leadingSlashes(rest)) : rest.slice(2));
    }
    url.copyAuthority(base);
    return parsePathAndQuery(url, rest.slice(1));
  }
  url.copyAuthority(base);
  url.path = base.path.slice();
  if (rest === '') {
    url.query = base.query;
    return true;
  }
  if (rest[0] === '?') {
    setQuery(url, rest.slice(1));
    return true;
  }
  url.shortenPath();
  return parsePathAndQuery(url, rest);
}

function parseFile(url: UrlRecord, rest: string, base: UrlRecord | null): boolean {
  const fileBase = base !== null && base.scheme === 'file' ? base : null;
  url.host = '';
  const first = rest[0];
  if (first === '/' || first === '\\') {
    const second = rest[1];
    if (second === '/' || second === '\\') return parseFileHost(url, rest.slice(2));
    if (fileBase !== null) {
      url.host = fileBase.host;
      const drive = fileBase.path[0];
      const inherits = drive !== undefined && isNormalizedDriveLetter(drive);
      if (inherits && !startsWithDriveLetter(rest.slice(1))) url.path.push(drive);
    }
    return parsePathAndQuery(url, rest.slice(1));
  }
  if (fileBase === null) return parsePathAndQuery(url, rest);
  url.host = fileBase.host;
  url.path = fileBase.path.slice();
  if (rest === '') {
    url.query = fileBase.query;
    return true;
  }
  if (first === '?') {
    setQuery(url, rest.slice(1));
    return true;
  }
  if (startsWithDriveLetter(rest)) url.path = [];
  else url.shortenPath();
  return parsePathAndQuery(url, rest);
}

function parseFileHost(url: UrlRecord, rest: string): boolean {
  const end = authorityEnd(url, rest);
  const text = rest.slice(0, end);
  // file://C:/x: a drive letter is no host.
  if (isDriveLetter(text)) return parsePathAndQuery(url, rest);
  if (text !== '' && !setFileHost(url, text)) return false;
  return parsePathStart(url, rest.slice(end));
}

export function setFileHost(url: UrlRecord, text: string): boolean {
  const host = parseHost(text, false);
  if (host === null) return false;
  url.host = host === 'localhost' ? '' : host;
  return true;
}

/** Where the authority ends: a slash, '?' or the end. */
export function authorityEnd(url: UrlRecord, text: string): number {
  const special = url.isSpecial;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 47 || unit === 63 || (unit === 92 && special)) return i;
  }
  return text.length;
}

/** credentials@host:port and what follows. */
function parseAuthority(url: UrlRecord, rest: string): boolean {
  const end = authorityEnd(url, rest);
  let authority = rest.slice(0, end);
  const at = authority.lastIndexOf('@');
  if (at !== -1) {
    const credentials = authority.slice(0, at);
    authority = authority.slice(at + 1);
    if (authority === '') return false;
    const colon = credentials.indexOf(':');
    url.username = percentEncode(
      colon === -1 ? credentials : credentials.slice(0, colon),
      USERINFO_SET,
    );
    if (colon !== -1) url.password = percentEncode(credentials.slice(colon + 1), USERINFO_SET);
  }
  if (!parseHostAndPort(url, authority)) return false;
  return parsePathStart(url, rest.slice(end));
}

/** Index of the ':' in front of the port, or -1; those inside brackets do not count. */
export function portColon(authority: string): number {
  let inBrackets = false;
  for (let i = 0; i < authority.length; i++) {
    const unit = authority.charCodeAt(i);
    if (unit === 91) inBrackets = true;
    else if (unit === 93) inBrackets = false;
    else if (unit === 58 && !inBrackets) return i;
  }
  return -1;
}

function parseHostAndPort(url: UrlRecord, authority: string): boolean {
  const colon = portColon(authority);
  const text = colon === -1 ? authority : authority.slice(0, colon);
  if (text === '' && (colon !== -1 || url.isSpecial)) return false;
  const host = parseHost(text, !url.isSpecial);
  if (host === null) return false;
  url.host = host;
  return colon === -1 || setPort(url, authority.slice(colon + 1));
}

/** Takes a port of digits only; empty: none. */
export function setPort(url: UrlRecord, digits: string): boolean {
  if (digits === '') {
    url.port = -1;
    return true;
  }
  let port = 0;
  for (let i = 0; i < digits.length; i++) {
    const unit = digits.charCodeAt(i);
    if (unit < 48 || unit > 57) return false;
    port = port * 10 + unit - 48;
    if (port > 65535) return false;
  }
  url.port = port === url.defaultPort ? -1 : port;
  return true;
}

/** After the authority: an optional slash, which special URLs have in any case. */
function parsePathStart(url: UrlRecord, rest: string): boolean {
  if (isSlash(url, rest[0])) return parsePathAndQuery(url, rest.slice(1));
  if (url.isSpecial) return parsePathAndQuery(url, rest);
  if (rest !== '') setQuery(url, rest.slice(1));
  return true;
}

/** Segments up to '?', then the query. `rest` is without the leading slash. */
function parsePathAndQuery(url: UrlRecord, rest: string): boolean {
  const question = rest.indexOf('?');
  parseSegments(url, question === -1 ? rest : rest.slice(0, question));
  if (question !== -1) setQuery(url, rest.slice(question + 1));
  return true;
}

/** Appends segments, resolving dots. */
export function parseSegments(url: UrlRecord, text: string): void {
  const special = url.isSpecial;
  let start = 0;
  for (;;) {
    let end = start;
    while (end < text.length) {
      const unit = text.charCodeAt(end);
      if (unit === 47 || (unit === 92 && special)) break;
      end++;
    }
    addSegment(url, text.slice(start, end), end < text.length);
    if (end >= text.length) return;
    start = end + 1;
  }
}

function addSegment(url: UrlRecord, segment: string, slashFollows: boolean): void {
  const dots = dotCount(segment);
  if (dots === 2) {
    url.shortenPath();
    if (!slashFollows) url.path.push('');
  } else if (dots === 1) {
    if (!slashFollows) url.path.push('');
  } else {
    let encoded = percentEncode(segment, PATH_SET);
    if (url.scheme === 'file' && url.path.length === 0 && isDriveLetter(encoded)) {
      encoded = encoded[0]! + ':';
    }
    url.path.push(encoded);
  }
}

/** 1 for '.', 2 for '..', also in percent-encoding; 0 for anything else. */
function dotCount(segment: string): number {
  if (segment.length === 0 || segment.length > 6) return 0;
  const first = segment.charCodeAt(0);
  if (first !== 46 && first !== 37) return 0;
  let dots = 0;
  let i = 0;
  while (i < segment.length) {
    if (segment.charCodeAt(i) === 46) i++;
    else if (segment.slice(i, i + 3).toLowerCase() === '%2e') i += 3;
    else return 0;
    dots++;
  }
  return dots <= 2 ? dots : 0;
}

export function setQuery(url: UrlRecord, text: string): void {
  url.query = percentEncode(text, url.isSpecial ? SPECIAL_QUERY_SET : QUERY_SET);
}
