// Fetching: one call of fetch, from the request through its redirects to the response (Fetch §4). Layer: web, above the
// client of node:http. HTTP only: without TLS, https: fails and says so.

import { Agent } from '../../node/http/agent.ts';
import { ClientRequest } from '../../node/http/client-request.ts';
import type { IncomingMessage } from '../../node/http/incoming-message.ts';
import { BodyContent, bodyContentOf } from '../body.ts';
import { Headers, headerEntriesOf } from '../headers.ts';
import { streamOfState } from '../readable-stream.ts';
import type { Request } from '../request.ts';
import { Response } from '../response.ts';
import type { ReadableState } from '../streams/readable-state.ts';
import { URL } from '../url.ts';
import { isBadPort } from './bad-ports.ts';
import { causeOf, closedError, FetchError, networkError, timeoutError } from './failure.ts';
import { isRedirect, redirected } from './redirect.ts';
import type { Step } from './redirect.ts';
import { sendBody } from './request-body.ts';
import { requestFields } from './request-fields.ts';
import { responseBody } from './response-body.ts';

/** A connection that nobody uses is closed after this. */
const IDLE_MILLIS = 4000;
const SILENCE_MILLIS = 300000;
/** The body of a redirect is read up to this, so that the connection can be used again. */
const REDIRECT_BODY = 65536;
const UNDECODED = ['gzip', 'x-gzip', 'deflate', 'br'];
/** Sending these twice does no more than sending them once (RFC 9110 §9.2.2). */
const IDEMPOTENT = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE'];

const agent: Agent = new Agent({ keepAlive: true, timeout: IDLE_MILLIS });

export class Fetching {
  readonly #request: Request;
  readonly #resolve: (response: Response) => void;
  readonly #reject: (error: any) => void;
  readonly #signal: any;
  readonly #onAbort = () => this.#abort();
  #step: Step;
  #sent: ClientRequest | null = null;
  #body: ReadableState | null = null;
  #isSettled = false;
  /** What cut the connection off. */
  #cause: any = undefined;

  constructor(request: Request, resolve: (response: Response) => void, reject: (e: any) => void) {
    this.#request = request;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#signal = request.signal;
    this.#step = {
      method: request.method,
      url: new URL(request.url),
      entries: headerEntriesOf(request.headers),
      content: bodyContentOf(request),
      count: 0,
      isCrossOrigin: false,
    };
  }

  start(): void {
    this.#signal.addEventListener('abort', this.#onAbort);
    const content = this.#step.content;
    if (!content.isNull && content.stream === undefined) {
      // The Request is used up, but a redirect may send its bytes again.
      const kept = new BodyContent();
      kept.bytes = content.plainBytes();
      content.used = true;
      this.#step.content = kept;
    }
    this.#send(false);
  }

  #abort(): void {
    const reason = this.#signal.reason;
    const body = this.#body;
    this.#settle();
    this.#reject(reason);
    if (body !== null) body.fail(reason);
    const { stream } = this.#step.content;
    if (stream !== undefined && !stream.locked) stream.cancel(reason).then(undefined, () => {});
    this.#sent?.destroy();
  }

  #fail(cause: any): void {
    if (this.#isSettled) return;
    this.#settle();
    this.#reject(networkError(cause));
  }

  #settle(): void {
    this.#isSettled = true;
    this.#stopListening();
  }

  #stopListening(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
  }

  /** Sends the current step. */
  #send(isRetry: boolean): void {
    const step = this.#step;
    const refusal = refusalOf(step.url);
    if (refusal !== null) {
      this.#fail(refusal);
      return;
    }
    try {
      const sent = new ClientRequest(this.#options(step));
      this.#sent = sent;
      this.#cause = undefined;
      sent.on('response', (message: IncomingMessage) => this.#received(sent, message));
      sent.on('upgrade', () => this.#cut(sent, badUpgrade()));
      sent.on('continue', () => this.#cut(sent, badResponse()));
      sent.on('timeout', () => this.#timedOut(sent));
      sent.on('error', (error: any) => this.#failed(sent, error, isRetry));
      sendBody(sent, step.content);
    } catch (cause) {
      this.#fail(cause);
    }
  }

  #options(step: Step): any {
    const { url, content } = step;
    const { hostname } = url;
    const { referrer } = this.#request;
    const isStream = content.stream !== undefined;
    return {
      agent,
      _exactMethod: step.method,
      host: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
      port: url.port === '' ? 80 : Number(url.port),
      path: url.pathname + url.search,
      timeout: SILENCE_MILLIS,
      headers: requestFields({
        method: step.method,
        url,
        mode: this.#request.mode,
        cache: this.#request.cache,
        referrer: referrer.startsWith('http') ? referrer : '',
        entries: step.entries,
        size: isStream ? -1 : content.isNull ? null : content.plainBytes().length,
      }),
    };
  }

  /** Ends the exchange for a reason of our own. */
  #cut(sent: ClientRequest, cause: any): void {
    this.#cause = cause;
    this.#fail(cause);
    sent.on('error', () => {});
    sent.destroy();
  }

  #timedOut(sent: ClientRequest): void {
    const body = this.#body;
    if (body === null) this.#cut(sent, timeoutError(false));
    else if (body.state === 'readable' && body.queue.length === 0)
      this.#cut(sent, timeoutError(true));
  }

  #failed(sent: ClientRequest, error: any, isRetry: boolean): void {
    this.#cause ??= causeOf(error);
    if (sent.res !== null || this.#isSettled) return;
    // The server may have closed a kept connection just before it got the request.
    const isStale = sent.reusedSocket && error.code === 'ECONNRESET' && !isRetry;
    const { method, content } = this.#step;
    if (isStale && IDEMPOTENT.includes(method) && content.stream === undefined) this.#send(true);
    else this.#fail(this.#cause);
  }

  // ---- The response.

  #received(sent: ClientRequest, message: IncomingMessage): void {
    if (this.#isSettled) {
      sent.destroy();
      return;
    }
    const status = message.statusCode!;
    const request = this.#request;
    const location = message.headers.location;
    if (status < 200) this.#cut(sent, badUpgrade());
    else if (isRedirect(status) && request.redirect === 'error')
      this.#cut(sent, new Error('unexpected redirect'));
    else if (isRedirect(status) && request.redirect === 'follow' && typeof location === 'string')
      this.#follow(sent, message, status, location);
    else this.#deliver(sent, message, status);
  }

  #follow(sent: ClientRequest, message: IncomingMessage, status: number, location: string): void {
    try {
      this.#step = redirected(this.#step, status, location, this.#request.mode);
    } catch (cause) {
      this.#cut(sent, cause);
      return;
    }
    let received = 0;
    message.on('data', (chunk: any) => {
      received += chunk.length;
      if (received > REDIRECT_BODY) sent.destroy();
    });
    message.on('error', () => {});
    this.#send(false);
  }

  #deliver(sent: ClientRequest, message: IncomingMessage, status: number): void {
    const step = this.#step;
    const headers = new Headers();
    const entries = headerEntriesOf(headers);
    const raw = message.rawHeaders;
    for (let i = 0; i < raw.length; i += 2) entries.append(raw[i]!, raw[i + 1]!);
    Headers.freeze(headers);
    const content = new BodyContent();
    const hasBody = step.method !== 'HEAD' && !isNullBodyStatus(status);
    if (hasBody) {
      const coding = undecodedCoding(entries.get('content-encoding'));
      if (coding !== '') {
        this.#cut(sent, undecodable(coding));
        return;
      }
      this.#body = responseBody(
        message,
        () => sent.destroy(),
        () => this.#causeOfEnd(sent, message),
        () => this.#stopListening(),
      );
      content.stream = streamOfState(this.#body);
    } else {
      message.on('error', () => {});
      message.resume();
      this.#stopListening();
    }
    this.#isSettled = true;
    const url = new URL(step.url.href);
    url.hash = '';
    this.#resolve(
      Response.ofNetwork(
        status,
        message.statusMessage!,
        headers,
        content,
        step.isCrossOrigin ? 'cors' : 'basic',
        url.href,
        step.count > 0,
      ),
    );
  }

  /** Why the body was not complete. */
  #causeOfEnd(sent: ClientRequest, message: IncomingMessage): any {
    if (this.#cause !== undefined) return this.#cause;
    const hasLength = message.headers['content-length'] !== undefined;
    if (sent.shouldKeepAlive || !hasLength) return closedError();
    return new FetchError(
      'ResponseContentLengthMismatchError',
      'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
      'Response body length does not match content-length header',
    );
  }
}

/** Why nothing is sent to `url`; null when it is. */
function refusalOf(url: URL): Error | null {
  if (isBadPort(url.port)) return new Error('bad port');
  switch (url.protocol) {
    case 'http:':
      return null;
    case 'https:':
      return new FetchError(
        'NotSupportedError',
        'ERR_TLS_NOT_SUPPORTED',
        'https: needs TLS, which is not there yet',
      );
    case 'about:':
      return new Error('about scheme is not supported');
    case 'file:':
      return new Error('not implemented... yet...');
    case 'data:':
    case 'blob:':
      return new Error(url.protocol + ' URLs are not there yet');
  }
  return new Error('unknown scheme');
}

function isNullBodyStatus(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

/** A coding of the list that Node decodes and we do not; '' when there is none. */
function undecodedCoding(field: string | null): string {
  const codings = (field ?? '').toLowerCase().split(',');
  for (let i = 0; i < codings.length; i++) {
    const coding = codings[i]!.trim();
    if (UNDECODED.includes(coding)) return coding;
  }
  return '';
}

function undecodable(coding: string): FetchError {
  return new FetchError(
    'NotSupportedError',
    'ERR_CONTENT_CODING_NOT_SUPPORTED',
    'the content coding ' + coding + ' cannot be decoded yet',
  );
}

function badUpgrade(): FetchError {
  return new FetchError('SocketError', 'UND_ERR_SOCKET', 'bad upgrade');
}

function badResponse(): FetchError {
  return new FetchError('SocketError', 'UND_ERR_SOCKET', 'bad response');
}
