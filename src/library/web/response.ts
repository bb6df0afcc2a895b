// Response (Fetch §5.5). Layer: web.

import { isValueText } from '../http/text.ts';
import { Body, bodyContentOf, BodyContent, cloneContent, contentOf } from './body.ts';
import { Headers } from './headers.ts';
import { URL } from './url.ts';

function isNullBodyStatus(status: number): boolean {
  return status === 101 || status === 103 || status === 204 || status === 205 || status === 304;
}

/** @global */
export class Response extends Body {
  #status = 200;
  #statusText = '';
  #headers: Headers | undefined = undefined;
  #type = 'default';
  #url = '';
  #redirected = false;

  constructor(body: any = null, init: any = {}) {
    super();
    const options = init ?? {};
    const given = options.status;
    if (given !== undefined) {
      const status = Number(given);
      if (!(status >= 200 && status <= 599))
        throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
      this.#status = status | 0;
    }
    if (options.statusText !== undefined) {
      const text = String(options.statusText);
      if (!isValueText(text)) throw new TypeError('Invalid statusText');
      this.#statusText = text;
    }
    if (options.headers !== undefined) this.#headers = new Headers(options.headers);
    if (body !== null && body !== undefined) {
      if (isNullBodyStatus(this.#status))
        throw new TypeError('Response constructor: Invalid response status code ' + this.#status);
      const content = contentOf(body);
      Body.setContent(this, content);
      if (content.contentType !== null && !this.headers.has('content-type'))
        this.headers.append('content-type', content.contentType);
    }
  }

  static error(): Response {
    const response = new Response();
    response.#type = 'error';
    response.#status = 0;
    Headers.freeze(response.headers);
    return response;
  }

  /** A response that came over the network. */
  static ofNetwork(
    status: number,
    statusText: string,
    headers: Headers,
    content: BodyContent,
    type: string,
    url: string,
    redirected: boolean,
  ): Response {
    const response = new Response();
    response.#status = status;
    response.#statusText = statusText;
    response.#headers = headers;
    response.#type = type;
    response.#url = url;
    response.#redirected = redirected;
    Body.setContent(response, content);
    return response;
  }

  static json(data: any, init: any = {}): Response {
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError('Value is not JSON serializable');
    const response = new Response(null, init);
    const content = new BodyContent();
    content.text = text;
    if (isNullBodyStatus(response.#status))
      throw new TypeError('Response constructor: Invalid response status code ' + response.#status);
    Body.setContent(response, content);
    if (!response.headers.has('content-type'))
      response.headers.append('content-type', 'application/json');
    return response;
  }

  static redirect(url: any, status: any = 302): Response {
    let target: URL;
    try {
      target = new URL(String(url));
    } catch (cause) {
      throw new TypeError('Failed to parse URL from ' + String(url), { cause });
    }
    const code = Number(status);
    if (code !== 301 && code !== 302 && code !== 303 && code !== 307 && code !== 308)
      throw new RangeError('Invalid status code ' + status);
    const response = new Response(null, { status: code });
    response.headers.append('location', target.href);
    Headers.freeze(response.headers);
    return response;
  }

  get status(): number {
    return this.#status;
  }
  get statusText(): string {
    return this.#statusText;
  }
  get ok(): boolean {
    return this.#status >= 200 && this.#status <= 299;
  }
  get headers(): Headers {
    return (this.#headers ??= new Headers());
  }
  get type(): string {
    return this.#type;
  }
  get url(): string {
    return this.#url;
  }
  get redirected(): boolean {
    return this.#redirected;
  }

  clone(): Response {
    if (this.bodyUsed || (bodyContentOf(this).stream?.locked ?? false))
      throw new TypeError('Response.clone: Body has already been consumed.');
    const copy = new Response();
    copy.#status = this.#status;
    copy.#statusText = this.#statusText;
    copy.#headers = new Headers(this.headers);
    copy.#type = this.#type;
    copy.#url = this.#url;
    copy.#redirected = this.#redirected;
    Body.setContent(copy, cloneContent(bodyContentOf(this)));
    return copy;
  }

  get [Symbol.toStringTag](): string {
    return 'Response';
  }
}
