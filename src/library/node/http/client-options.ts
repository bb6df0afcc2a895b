// Client options: the many ways to call http.request, as one object, with Node's checks. Layer: node (node:http).

import { isTokenText } from '../../http/text.ts';
import { URL } from '../../web/url.ts';
import {
  argumentTypeError,
  outOfRangeError,
  validateBoolean,
  validateInteger,
  validateNumber,
} from '../errors.ts';
import { codedTypeError } from '../stream/errors.ts';

const LONGEST_TIMER = 2147483647;

/** `request(url [, options] [, callback])` or `request(options [, callback])`. */
export function requestArguments(
  input: any,
  second: any,
  third: any,
): { options: any; callback: any } {
  let base: any = null;
  let options = second;
  let callback = third;
  if (typeof input === 'string') base = urlOptions(new URL(input));
  else if (input instanceof URL) base = urlOptions(input);
  else {
    callback = second;
    options = input;
  }
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  return { options: Object.assign({}, base, options), callback };
}

/** `url.urlToHttpOptions` without the fields that only describe the URL. */
function urlOptions(url: URL): any {
  const hostname: string = url.hostname;
  const options: any = {
    protocol: url.protocol,
    hostname: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search: url.search,
    pathname: url.pathname,
    path: url.pathname + url.search,
    href: url.href,
  };
  if (url.port !== '') options.port = Number(url.port);
  if (url.username !== '' || url.password !== '')
    options.auth = decodeURIComponent(url.username) + ':' + decodeURIComponent(url.password);
  return options;
}

/** The agent to use; undefined when the connection comes from `createConnection`. */
export function agentOf(options: any, defaultAgent: any): any {
  const agent = options.agent;
  if (agent === false) return new defaultAgent.constructor();
  if (agent === null || agent === undefined)
    return typeof options.createConnection === 'function' ? agent : defaultAgent;
  if (typeof agent.addRequest !== 'function')
    throw argumentTypeError('options.agent', ['Agent-like Object', 'undefined', 'false'], agent);
  return agent;
}

export function checkPath(path: any): void {
  const text = String(path);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit <= 0x20 || unit > 0xff)
      throw codedTypeError(
        'ERR_UNESCAPED_CHARACTERS',
        'Request path contains unescaped characters',
      );
  }
}

export function checkProtocol(protocol: any, expected: any): void {
  if (protocol !== expected)
    throw codedTypeError(
      'ERR_INVALID_PROTOCOL',
      'Protocol "' + protocol + '" not supported. Expected "' + expected + '"',
    );
}

export function hostOf(options: any): string {
  return (
    checkedHost(options.hostname, 'hostname') || checkedHost(options.host, 'host') || 'localhost'
  );
}

function checkedHost(host: any, name: string): any {
  if (host !== null && host !== undefined && typeof host !== 'string')
    throw argumentTypeError('options.' + name, ['string', 'undefined', 'null'], host);
  return host;
}

/** In upper case. */
export function methodOf(method: any): string {
  if (method !== null && method !== undefined && typeof method !== 'string')
    throw argumentTypeError('options.method', 'string', method);
  if (!method) return 'GET';
  if (!isTokenText(method))
    throw codedTypeError(
      'ERR_INVALID_HTTP_TOKEN',
      'Method must be a valid HTTP token ["' + method + '"]',
    );
  return method.toUpperCase();
}

export function checkSettings(options: any): void {
  if (options.maxHeaderSize !== undefined)
    validateInteger(options.maxHeaderSize, 'maxHeaderSize', 0);
  if (options.insecureHTTPParser !== undefined)
    validateBoolean(options.insecureHTTPParser, 'options.insecureHTTPParser');
  if (options.joinDuplicateHeaders !== undefined)
    validateBoolean(options.joinDuplicateHeaders, 'options.joinDuplicateHeaders');
}

/** A delay for a timer. */
export function timerDuration(milliseconds: any, name: string): number {
  validateNumber(milliseconds, name);
  if (milliseconds < 0 || !Number.isFinite(milliseconds))
    throw outOfRangeError(name, 'a non-negative finite number', milliseconds);
  return milliseconds > LONGEST_TIMER ? LONGEST_TIMER : milliseconds;
}

/** What goes into the Host field. */
export function hostField(host: string, port: any, defaultPort: any): string {
  const colon = host.indexOf(':');
  // RFC 3986 §3.2.2: brackets around an IPv6 address.
  const isAddress = colon >= 0 && host.includes(':', colon + 1) && !host.startsWith('[');
  const name = isAddress ? '[' + host + ']' : host;
  return port && Number(port) !== defaultPort ? name + ':' + port : name;
}
