// Request (Fetch §5.3). Layer: web.

import { AbortController } from './abort.ts';
import { Body, bodyContentOf, cloneContent, contentOf } from './body.ts';
import type { BodyContent } from './body.ts';
import { Headers } from './headers.ts';
import { URL } from './url.ts';

const NORMALIZED = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];

/** What the library itself makes a Request from. */
export class RequestParts {
  method = 'GET';
  /** Not yet parsed. */
  url = '';
  makeHeaders: () => Headers = () => new Headers();
  content: BodyContent | undefined = undefined;
  makeSignal: (() => any) | undefined = undefined;
}

/** Fetch §2.2.1. In upper case. */
export function isForbiddenMethod(method: string): boolean {
  return method === 'CONNECT' || method === 'TRACE' || method === 'TRACK';
}

function methodOf(given: any): string {
  const method = String(given);
  const upper = method.toUpperCase();
  if (isForbiddenMethod(upper)) throw new TypeError("'" + method + "' HTTP method is unsupported.");
  return NORMALIZED.includes(upper) ? upper : method;
}

/** @global */
export class Request extends Body {
  #method = 'GET';
  #url = '';
  #headers: Headers | undefined = undefined;
  #makeHeaders: (() => Headers) | undefined = undefined;
  #isParsed = true;
  #signal: any = undefined;
  #makeSignal: (() => any) | undefined = undefined;
  #redirect = 'follow';
  #credentials = 'same-origin';
  #mode = 'cors';
  #cache = 'default';
  #integrity = '';
  #referrer = 'about:client';
  #referrerPolicy = '';
  #keepalive = false;
  #duplex = 'half';

  constructor(input: any, init: any = {}) {
    super();
    if (input instanceof RequestParts) {
      this.#method = input.method;
      this.#url = input.url;
      this.#isParsed = false;
      this.#makeHeaders = input.makeHeaders;
      this.#makeSignal = input.makeSignal;
      if (input.content !== undefined) Body.setContent(this, input.content);
      return;
    }
    const options = init ?? {};
    let content: BodyContent | undefined;
    if (input instanceof Request) {
      this.#method = input.#method;
      this.#url = input.url;
      this.#headers = new Headers(input.headers);
      this.#signal = input.signal;
      this.#redirect = input.#redirect;
      this.#credentials = input.#credentials;
      this.#cache = input.#cache;
      if (options.body === undefined || options.body === null) {
        if (input.bodyUsed)
          throw new TypeError(
            'Cannot construct a Request with a Request object that has already been used.',
          );
        content = cloneContent(bodyContentOf(input));
        bodyContentOf(input).used = !content.isNull;
      }
    } else {
      let url: URL;
      try {
        url = new URL(String(input));
      } catch (cause) {
        throw new TypeError('Failed to parse URL from ' + String(input), { cause });
      }
      if (url.username !== '' || url.password !== '')
        throw new TypeError(
          'Request cannot be constructed from a URL that includes credentials: ' + String(input),
        );
      this.#url = url.href;
    }
    if (options.method !== undefined) this.#method = methodOf(options.method);
    if (options.headers !== undefined) this.#headers = new Headers(options.headers);
    if (options.signal !== undefined && options.signal !== null) this.#signal = options.signal;
    if (options.redirect !== undefined) this.#redirect = String(options.redirect);
    if (options.credentials !== undefined) this.#credentials = String(options.credentials);
    if (options.mode !== undefined) this.#mode = String(options.mode);
    if (options.cache !== undefined) this.#cache = String(options.cache);
    if (options.integrity !== undefined) this.#integrity = String(options.integrity);
    if (options.referrer !== undefined) this.#referrer = String(options.referrer);
    if (options.referrerPolicy !== undefined) this.#referrerPolicy = String(options.referrerPolicy);
    if (options.keepalive !== undefined) this.#keepalive = !!options.keepalive;
    if (options.body !== undefined && options.body !== null) {
      if (this.#method === 'GET' || this.#method === 'HEAD')
        throw new TypeError('Request with GET/HEAD method cannot have body.');
      content = contentOf(options.body);
      if (content.stream !== undefined && options.duplex === undefined)
        throw new TypeError('RequestInit: duplex option is required when sending a body.');
    }
    if (content !== undefined) {
      Body.setContent(this, content);
      const isNew = options.body !== undefined && options.body !== null;
      if (isNew && content.contentType !== null && !this.headers.has('content-type'))
        this.headers.append('Content-Type', content.contentType);
    }
  }

  get method(): string {
    return this.#method;
  }
  get url(): string {
    if (!this.#isParsed) {
      this.#url = new URL(this.#url).href;
      this.#isParsed = true;
    }
    return this.#url;
  }
  get headers(): Headers {
    const headers = this.#headers;
    if (headers !== undefined) return headers;
    const make = this.#makeHeaders;
    return (this.#headers = make === undefined ? new Headers() : make());
  }
  get signal(): any {
    return (this.#signal ??= this.#makeSignal?.() ?? new AbortController().signal);
  }
  get redirect(): string {
    return this.#redirect;
  }
  get credentials(): string {
    return this.#credentials;
  }
  get mode(): string {
    return this.#mode;
  }
  get cache(): string {
    return this.#cache;
  }
  get integrity(): string {
    return this.#integrity;
  }
  get referrer(): string {
    return this.#referrer;
  }
  get referrerPolicy(): string {
    return this.#referrerPolicy;
  }
  get keepalive(): boolean {
    return this.#keepalive;
  }
  get duplex(): string {
    return this.#duplex;
  }
  get destination(): string {
    return '';
  }

  clone(): Request {
    if (this.bodyUsed || (bodyContentOf(this).stream?.locked ?? false))
      throw new TypeError('unusable');
    const parts = new RequestParts();
    parts.method = this.#method;
    parts.url = this.url;
    const headers = new Headers(this.headers);
    parts.makeHeaders = () => headers;
    parts.makeSignal = () => this.signal;
    parts.content = cloneContent(bodyContentOf(this));
    return new Request(parts);
  }

  get [Symbol.toStringTag](): string {
    return 'Request';
  }
}
