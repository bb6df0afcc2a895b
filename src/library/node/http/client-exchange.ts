// Client exchange: one request's turn on a socket: reads the answer and decides what becomes of the socket. Layer: node
// (node:http). As the socket's consumer it gets bytes straight from the transport; another Duplex is listened to.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { rawFields } from '../../http/fields.ts';
import { BODY_AS_FRAMED, BODY_NONE, BODY_RAW, ResponseParser } from '../../http/response-parser.ts';
import type { ResponseSink } from '../../http/response-parser.ts';
import { Buffer } from '../buffer.ts';
import { Socket } from '../net/socket.ts';
import type { SocketConsumer } from '../net/socket.ts';
import type { ClientRequest } from './client-request.ts';
import { IncomingMessage } from './incoming-message.ts';
import type { MessageSource } from './incoming-message.ts';
import { joinedFields } from './joined-fields.ts';
import { resetError } from './reset-error.ts';

const MAXIMUM_HEAD = 16384;

/** The connection is gone before the exchange was complete. */
export function hangUpError(): Error {
  return resetError('socket hang up');
}

/** 1xx, but not a switch of protocols: the final response follows. */
function isInterim(status: number): boolean {
  return status >= 100 && status < 200 && status !== 101;
}

export class ClientExchange implements SocketConsumer, ResponseSink, MessageSource {
  readonly request: ClientRequest;
  readonly socket: any;
  #parser: ResponseParser | null;
  /** The message whose body is being received. */
  #incoming: IncomingMessage | null = null;
  /** The response is complete: nothing more may come. */
  #isOver = false;
  #isPaused = false;
  readonly #isDirect: boolean;
  readonly #onError = (error: any) => this.#socketFailed(error);
  readonly #onTimeout = () => this.request.res?.emit('timeout');
  readonly #onDrain = () => this.onSocketDrain();
  readonly #onFinish = () => this.#requestFinished();
  readonly #onBytes = (bytes: Uint8Array) => this.onSocketData(bytes, 0, bytes.length);
  readonly #onStreamEnd = () => this.onSocketEnd();
  readonly #onStreamClose = () => this.onSocketClose();

  constructor(request: ClientRequest, socket: any) {
    this.request = request;
    this.socket = socket;
    this.#isDirect = socket instanceof Socket;
    this.#parser = new ResponseParser(this, request.maxHeaderSize || MAXIMUM_HEAD);
  }

  /** Takes the socket over. */
  attach(): void {
    const { socket, request } = this;
    request.socket = socket;
    socket._httpMessage = request;
    socket.on('error', this.#onError);
    socket.on('drain', this.#onDrain);
    if (this.#isDirect) {
      socket._consumer = this;
      socket._resumeReading();
    } else {
      socket.on('data', this.#onBytes);
      socket.on('end', this.#onStreamEnd);
      socket.on('close', this.#onStreamClose);
    }
  }

  /** Lets go of the socket; whoever comes next takes its bytes. */
  #detach(next: SocketConsumer | null): void {
    const socket = this.socket;
    this.#parser = null;
    socket.removeListener('error', this.#onError);
    socket.removeListener('drain', this.#onDrain);
    socket.removeListener('timeout', this.#onTimeout);
    if (this.#isDirect) socket._consumer = next;
    else {
      socket.removeListener('data', this.#onBytes);
      socket.removeListener('end', this.#onStreamEnd);
      socket.removeListener('close', this.#onStreamClose);
    }
  }

  // ---- Receiving.

  onSocketData(bytes: Uint8Array, from: number, to: number): void {
    const parser = this.#parser;
    if (this.#isOver || parser === null) {
      // Nobody has asked for these: an answer to the next request must not begin with them.
      this.socket.destroy();
      return;
    }
    const at = parser.execute(bytes, from, to);
    if (parser.error !== undefined) {
      this.#parser = null;
      this.socket.destroy();
      this.#fail(parser.error);
    } else if (this.#incoming !== null && this.#incoming.upgrade) {
      this.#leaveHttp(Buffer.from(bytes.slice(at, to)));
    } else if (this.request.res !== null && this.request.res.complete) this.#isOver = true;
  }

  #fail(error: any): void {
    this.socket._hadError = true;
    this.request.emit('error', error);
  }

  onHead(parser: ResponseParser): number {
    const { request, socket } = this;
    const response = new IncomingMessage(socket);
    response.statusCode = parser.status;
    response.statusMessage = parser.reason;
    response._fieldText = parser.fieldText;
    if (parser.version !== 11) response.httpVersionMinor = 0;
    if (typeof request.maxHeadersCount === 'number')
      response._maximumFields = request.maxHeadersCount;
    if (request.joinDuplicateHeaders) response._headersObject = joinedFields(response.rawHeaders);
    this.#incoming = response;
    if (request.res !== null) {
      // An answer that nobody has asked for.
      socket.destroy();
      return BODY_AS_FRAMED;
    }
    if (parser.upgrade || request.method === 'CONNECT') {
      request.res = response;
      response.upgrade = true;
      return BODY_RAW;
    }
    if (isInterim(parser.status)) {
      this.#announceInterim(response);
      return BODY_NONE;
    }
    this.#announce(response, parser);
    if (parser.status === 304) response.complete = true;
    return request.method === 'HEAD' ? BODY_NONE : BODY_AS_FRAMED;
  }

  #announceInterim(response: IncomingMessage): void {
    const request = this.request;
    if (response.statusCode === 100) request.emit('continue');
    request.emit('information', {
      statusCode: response.statusCode,
      statusMessage: response.statusMessage,
      httpVersion: response.httpVersion,
      httpVersionMajor: response.httpVersionMajor,
      httpVersionMinor: response.httpVersionMinor,
      headers: response.headers,
      rawHeaders: rawFields(response._fieldText, 0),
    });
  }

  #announce(response: IncomingMessage, parser: ResponseParser): void {
    const { request, socket } = this;
    if (request.shouldKeepAlive && !parser.keepAlive && !request.upgradeOrConnect)
      request.shouldKeepAlive = false;
    request.res = response;
    (response as any).req = request;
    response._source = this;
    response.on('end', () => this.#responseEnded(response));
    request.on('finish', this.#onFinish);
    socket.on('timeout', this.#onTimeout);
    // Who does not listen cannot read: the body must not hold up the connection.
    if (request.aborted || !request.emit('response', response)) response._dump();
  }

  onBody(bytes: Uint8Array, from: number, to: number): void {
    const response = this.#incoming;
    if (response === null || response._dumped || response._isDestroyed) return;
    const chunk = Buffer.allocUnsafe(to - from);
    chunk.set(bytes.subarray(from, to), 0);
    if (!response.push(chunk)) this.#pause();
  }

  onMessageEnd(parser: ResponseParser): void {
    const response = this.#incoming;
    if (response !== null && !isInterim(parser.status)) response._messageEnd(parser.trailerText);
  }

  wantBody(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    if (this.#isDirect) this.socket._resumeReading();
    else this.socket.resume();
  }

  #pause(): void {
    if (this.#isOver) return;
    this.#isPaused = true;
    if (this.#isDirect) this.socket._pauseReading();
    else this.socket.pause();
  }

  // ---- Leaving HTTP.

  #leaveHttp(rest: any): void {
    const { request, socket } = this;
    const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
    if (request.timeoutCb !== null) socket.removeListener('timeout', request.timeoutCb);
    if (request.listenerCount(event) === 0) {
      this.#parser = null;
      socket.destroy();
      return;
    }
    request.upgradeOrConnect = true;
    socket.emit('agentRemove');
    this.#detach(null);
    socket._httpMessage = null;
    request.emit(event, request.res, socket, rest);
    request.destroyed = true;
    request._closed = true;
    request.emit('close');
  }

  // ---- The end of the exchange.

  #responseEnded(response: IncomingMessage): void {
    const { request, socket } = this;
    if (request.timeoutCb !== null) socket.removeListener('timeout', request.timeoutCb);
    socket.removeListener('timeout', this.#onTimeout);
    request._ended = true;
    if (!request.shouldKeepAlive) {
      if (!socket.writable) return;
      if (typeof socket.destroySoon === 'function') socket.destroySoon();
      else socket.end();
    } else if (request.writableFinished && !response.aborted) this.#keepAlive();
  }

  /** The response may be complete before the request is. */
  #requestFinished(): void {
    if (this.request.shouldKeepAlive && this.request._ended) this.#keepAlive();
  }

  #keepAlive(): void {
    const { request, socket } = this;
    if (request.timeoutCb !== null) {
      socket.setTimeout(0, request.timeoutCb);
      request.timeoutCb = null;
    }
    request.removeListener('finish', this.#onFinish);
    this.#detach(new IdleConsumer(socket));
    if (this.#isPaused) this.wantBody();
    enqueueTick(emitFree, request);
    request.destroyed = true;
    // Whoever destroys the response now must not take the socket with it.
    if (request.res !== null) request.res.socket = null;
  }

  onSocketDrain(): void {
    const request = this.request;
    if (request.finished || !request._needsDrain || this.socket.writableNeedDrain) return;
    request._needsDrain = false;
    request.emit('drain');
  }

  /** The socket's 'error' event. */
  #socketFailed(error: any): void {
    this.#parser = null;
    this.#fail(error);
    this.socket.destroy();
  }

  onSocketEnd(): void {
    const { request, socket } = this;
    if (request.res === null && !socket._hadError) this.#fail(hangUpError());
    this.#parser?.finish();
    this.#parser = null;
    socket.destroy();
  }

  onSocketClose(): void {
    const { request, socket } = this;
    const response = request.res;
    const parser = this.#parser;
    request.destroyed = true;
    if (response !== null) {
      if (!response.complete) response.destroy(resetError('aborted'));
      request._closed = true;
      request.emit('close');
      if (!response.aborted && response.readable) response.push(null);
    } else {
      if (!socket._hadError) this.#fail(hangUpError());
      request._closed = true;
      request.emit('close');
    }
    request._forgetWaiting();
    parser?.finish();
    this.#parser = null;
  }
}

/** Takes what a socket says that waits for its next request: whatever it is, nobody will use the socket again. */
class IdleConsumer implements SocketConsumer {
  readonly #socket: any;
  constructor(socket: any) {
    this.#socket = socket;
  }
  onSocketData(): void {
    this.#socket.destroy();
  }
  onSocketEnd(): void {
    this.#socket.destroy();
  }
  onSocketDrain(): void {}
  onSocketClose(): void {}
}

/** Behind the listeners of 'end'. */
function emitFree(request: ClientRequest): void {
  request._closed = true;
  request.emit('close');
  if (request.socket !== null) request.socket.emit('free');
}
