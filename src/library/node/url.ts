// node:url. Layer: node. The WHATWG classes, file URLs, and the legacy parser.

import { URLSearchParams } from '../web/url-search-params.ts';
import { URL } from '../web/url.ts';
import { domainToAscii } from '../web/url/host.ts';
import { domainToUnicode as unicodeOf } from '../web/url/punycode.ts';
import { argumentTypeError, withCode } from './errors.ts';
import { resolve as resolvePath } from './path.ts';
import { Url, urlFormat, urlParse, urlResolve, urlResolveObject } from './url/legacy.ts';

export { URL, URLSearchParams, Url };
export {
  urlFormat as format,
  urlParse as parse,
  urlResolve as resolve,
  urlResolveObject as resolveObject,
};

export function domainToASCII(domain: any): string {
  if (arguments.length < 1) throw missing('domain');
  return domainToAscii(`${domain}`) ?? '';
}

export function domainToUnicode(domain: any): string {
  if (arguments.length < 1) throw missing('domain');
  return unicodeOf(domainToAscii(`${domain}`) ?? '');
}

function missing(name: string): any {
  return withCode(
    new TypeError('The "' + name + '" argument must be specified'),
    'ERR_MISSING_ARGS',
  );
}

/** The path of a file: URL. */
export function fileURLToPath(path: any): string {
  let url = path;
  if (typeof path === 'string') url = new URL(path);
  else if (!(path instanceof URL)) throw argumentTypeError('path', ['string', 'URL'], path);
  if (url.protocol !== 'file:') {
    throw withCode(new TypeError('The URL must be of scheme file'), 'ERR_INVALID_URL_SCHEME');
  }
  if (url.hostname !== '') {
    throw withCode(
      new TypeError('File URL host must be "localhost" or empty on linux'),
      'ERR_INVALID_FILE_URL_HOST',
    );
  }
  const pathname: string = url.pathname;
  if (pathname.toLowerCase().includes('%2f')) {
    throw withCode(
      new TypeError('File URL path must not include encoded / characters'),
      'ERR_INVALID_FILE_URL_PATH',
    );
  }
  return decodeURIComponent(pathname);
}

/** The file: URL of a path; a trailing slash is kept. */
export function pathToFileURL(path: any): URL {
  let resolved = resolvePath(path);
  if (path.endsWith('/') && !resolved.endsWith('/')) resolved += '/';
  let encoded = '';
  for (let i = 0; i < resolved.length; i++) {
    const character = resolved[i]!;
    if (character === '%') encoded += '%25';
    else if (character === '\\') encoded += '%5C';
    else if (character === '\n') encoded += '%0A';
    else if (character === '\r') encoded += '%0D';
    else if (character === '\t') encoded += '%09';
    else if (character === '?') encoded += '%3F';
    else if (character === '#') encoded += '%23';
    else encoded += character;
  }
  return new URL('file://' + encoded);
}

/** What http.request takes, from a URL. */
export function urlToHttpOptions(url: any): any {
  const hostname: string = url.hostname;
  const options: any = {
    __proto__: null,
    protocol: url.protocol,
    hostname: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search: url.search,
    pathname: url.pathname,
    path: (url.pathname || '') + (url.search || ''),
    href: url.href,
  };
  if (url.port !== '') options.port = Number(url.port);
  if (url.username || url.password) {
    options.auth = decodeURIComponent(url.username) + ':' + decodeURIComponent(url.password);
  }
  return options;
}

const url = {
  Url,
  parse: urlParse,
  resolve: urlResolve,
  resolveObject: urlResolveObject,
  format: urlFormat,
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  pathToFileURL,
  fileURLToPath,
  urlToHttpOptions,
};
export default url;
