// Server connection: one client of an http.Server: requests in, responses in their order out. Layer: node (node:http).
// The socket's consumer: bytes go straight into the parser, output straight to the transport. Responses of one batch of
// received bytes leave in one write. Its deadline is watched by the server's sweep.

import { enqueueTick, hasJobs, runJobs } from '../../ecma/promise/jobs.ts';
import { expectsContinue } from '../../http/expectation.ts';
import { findField } from '../../http/fields.ts';
import { Output } from '../../http/output.ts';
import type { OutputOwner } from '../../http/output.ts';
import { ParseError } from '../../http/parse-error.ts';
import { RequestParser } from '../../http/request-parser.ts';
import type { RequestSink } from '../../http/request-parser.ts';
import { HEAD_EXPECT, HEAD_HOST } from '../../http/scan-layout.ts';
import { STATUS_CODES } from '../../http/status-codes.ts';
import { currentLoop } from '../../interfaces/timer.ts';
import { invoke } from '../../machine/language.ts';
import { Buffer } from '../buffer.ts';
import type { Socket, SocketConsumer } from '../net/socket.ts';
import { codedError } from '../stream/errors.ts';
import { IncomingMessage } from './incoming-message.ts';
import type { MessageSource } from './incoming-message.ts';
import type { Server } from './server.ts';
import { ServerResponse } from './server-response.ts';

/** What the deadline is for. */
const WAITING_IDLE = 0;
const WAITING_HEAD = 1;
const WAITING_BODY = 2;

/** Bytes of answers that the client has not taken, from which on nothing more is read from it. */
const PENDING_LIMIT = 65536;
/** A client that does not read its responses may not make us queue more than this. */
const QUEUE_LIMIT = 256;

const sharedOutput = new Output();
/** For responses that wait behind another one. */
const queuedOutput = new Output();

export class ServerConnection implements SocketConsumer, RequestSink, OutputOwner, MessageSource {
  readonly server: Server;
  readonly socket: Socket;
  readonly parser: RequestParser;
  /** The response that is being sent, and those behind it. */
  head: ServerResponse | null = null;
  #waiting: ServerResponse[] = [];
  /** The request whose body is being received. */
  #incoming: IncomingMessage | null = null;
  #requests = 0;
  #inBatch = false;
  #flushScheduled = false;
  #closing = false;
  #closed = false;
  #afterFlush: any[] = [];
  #finishing: ServerResponse[] = [];
  #readingPaused = false;
  #errorReported = false;
  /** Bytes received while the program was busy with an upgrade. */
  deadline = Infinity;
  #waitingFor = WAITING_HEAD;
  isLastRequest = false;

  constructor(server: Server, socket: Socket) {
    this.server = server;
    this.socket = socket;
    this.parser = new RequestParser(this, server.maxHeaderSize);
    this.parser.maximumBody = server.maxBodySize;
    socket._consumer = this;
    socket.on('error', onSocketError);
    this.#awaitHead(currentLoop().loopMillis());
    if (server.timeout) socket.setTimeout(server.timeout);
  }

  // ---- Receiving.

  onSocketData(bytes: Uint8Array, from: number, to: number): void {
    const parser = this.parser;
    const wasIdle = parser.isIdle;
    let at = from;
    this.#inBatch = true;
    try {
      at = parser.execute(bytes, from, to);
    } finally {
      this.#inBatch = false;
    }
    if (parser.error !== undefined) this.#parseFailed(parser.error);
    else if (at < to) {
      this.#leaveHttp(bytes, at, to);
      return;
    } else this.#setDeadline(wasIdle);
    this.flush();
  }

  /** The time limit that follows from where the parser stands. */
  #setDeadline(wasIdle: boolean): void {
    const parser = this.parser;
    if (parser.isIdle) {
      if (this.head !== null) this.deadline = Infinity;
      else this.#becomeIdle();
    } else if (parser.isInHead) {
      if (wasIdle || this.#waitingFor === WAITING_IDLE) this.#awaitHead(currentLoop().loopMillis());
    } else if (this.#waitingFor !== WAITING_BODY) {
      this.#waitingFor = WAITING_BODY;
      const limit = this.server.requestTimeout;
      this.#watch(limit > 0 ? currentLoop().loopMillis() + limit : Infinity);
    }
  }

  #awaitHead(now: number): void {
    this.#waitingFor = WAITING_HEAD;
    const limit = this.server.headersTimeout;
    const whole = this.server.requestTimeout;
    let soonest = Infinity;
    if (limit > 0) soonest = now + limit;
    if (whole > 0 && now + whole < soonest) soonest = now + whole;
    this.#watch(soonest);
  }

  #becomeIdle(): void {
    this.#waitingFor = WAITING_IDLE;
    const limit = this.server.keepAliveTimeout;
    this.#watch(limit > 0 ? currentLoop().loopMillis() + limit : Infinity);
  }

  #watch(deadline: number): void {
    this.deadline = deadline;
    if (deadline < this.server._sweepAt) this.server._sweepBy(deadline);
  }

  /** The sweep found the deadline passed. */
  expire(): void {
    this.deadline = Infinity;
    if (this.#waitingFor === WAITING_IDLE) this.socket.destroy();
    else this.#reportError(codedError('ERR_HTTP_REQUEST_TIMEOUT', 'Request timeout'));
  }

  get isIdle(): boolean {
    return this.head === null && this.parser.isIdle;
  }

  /** Has never had a request, or has one under way. */
  get isActive(): boolean {
    return !this.isIdle;
  }

  onHead(parser: RequestParser): void {
    const server = this.server;
    const socket = this.socket;
    // As under Node only when more is asked: a client that waits for its answer is heard when it goes away.
    if (socket._pendingCount > PENDING_LIMIT) {
      this.#answersWait = true;
      this.#pauseReading();
    }
    const request = new IncomingMessage(socket);
    request.method = parser.method;
    request.url = parser.target;
    request._fieldText = parser.fieldText;
    const limit = server.maxHeadersCount;
    if (typeof limit === 'number') request._maximumFields = limit;
    if (parser.version !== 11) request.httpVersionMinor = 0;
    request._source = this;
    this.#incoming = request;
    if (parser.upgrade) {
      const isTunnel = parser.method === 'CONNECT';
      if (isTunnel || server.listenerCount('upgrade') > 0) {
        this.#startUpgrade(request, isTunnel);
        return;
      }
    }
    const response = new ServerResponse(request);
    response._connection = this;
    if (response.shouldKeepAlive !== parser.keepAlive) response.shouldKeepAlive = parser.keepAlive;
    this.#requests++;
    // Behind a last response nothing is sent any more.
    if (this.head === null && !this.#closing) {
      this.head = response;
      response.socket = socket;
    } else {
      this.#waiting.push(response);
      if (this.#waiting.length > QUEUE_LIMIT) this.#pauseReading();
    }
    if (server._onFinish) response.once('finish', server._onFinish);
    this.#dispatch(parser, request, response);
  }

  #dispatch(parser: RequestParser, request: IncomingMessage, response: ServerResponse): void {
    const server = this.server;
    const flags = parser.flags;
    const limit = server.maxRequestsPerSocket;
    if (limit) {
      this.isLastRequest = limit <= this.#requests;
      if (limit < this.#requests) {
        server.emit('dropRequest', request, this.socket);
        response.writeHead(503);
        response.end();
        return;
      }
    }
    if (parser.version === 11) {
      if ((flags & HEAD_HOST) === 0 && server.requireHostHeader) {
        response.writeHead(400, ['Connection', 'close']);
        response.end();
        return;
      }
      if ((flags & HEAD_EXPECT) !== 0) {
        this.#dispatchExpectation(request, response);
        return;
      }
    }
    this.#request(request, response);
  }

  /** Emits 'request'; the usual single listener is called without a list of arguments. */
  #request(request: IncomingMessage, response: ServerResponse): void {
    const server = this.server;
    const events = server._events;
    const listener = events === undefined ? undefined : events.request;
    if (typeof listener === 'function') invoke(listener, server, request, response);
    else server.emit('request', request, response);
  }

  #dispatchExpectation(request: IncomingMessage, response: ServerResponse): void {
    const server = this.server;
    const expectation = findField(request._fieldText, 'expect') ?? '';
    if (expectsContinue(expectation)) {
      request._expectsContinue = true;
      if (server.listenerCount('checkContinue') > 0)
        server.emit('checkContinue', request, response);
      else {
        response.writeContinue();
        this.#request(request, response);
      }
    } else if (server.listenerCount('checkExpectation') > 0) {
      server.emit('checkExpectation', request, response);
    } else {
      response.writeHead(417);
      response.end();
    }
  }

  onBody(bytes: Uint8Array, from: number, to: number): void {
    const request = this.#incoming;
    if (request === null || request._dumped || request._isDestroyed) return;
    const chunk = Buffer.allocUnsafe(to - from);
    chunk.set(bytes.subarray(from, to), 0);
    if (!request.push(chunk)) {
      this.#bodyWaits = true;
      this.#pauseReading();
    }
    // As under Node, what waits for the body goes on before the next request of the same bytes.
    if (hasJobs()) runJobs();
  }

  onMessageEnd(parser: RequestParser): void {
    const request = this.#incoming;
    this.#incoming = null;
    if (request !== null) request._messageEnd(parser.trailerText);
  }

  wantBody(): void {
    this.#bodyWaits = false;
    if (this.#readingPaused && !this.#answersWait && this.#waiting.length <= QUEUE_LIMIT) {
      this.#readingPaused = false;
      this.socket._resumeReading();
    }
  }

  /** The consumer has enough of the body; the client does not take our answers. */
  #bodyWaits = false;
  #answersWait = false;

  #pauseReading(): void {
    this.#readingPaused = true;
    this.socket._pauseReading();
  }

  // ---- Leaving HTTP.

  #upgrading: { request: IncomingMessage; isTunnel: boolean } | null = null;

  #startUpgrade(request: IncomingMessage, isTunnel: boolean): void {
    this.parser.becomeRaw();
    request.upgrade = true;
    request.complete = true;
    this.#incoming = null;
    this.#upgrading = { request, isTunnel };
    // Nothing may follow in this batch.
    enqueueTick(finishUpgrade, this, undefined);
  }

  /** Bytes behind an upgrade's head. */
  #leaveHttp(bytes: Uint8Array, from: number, to: number): void {
    const rest = Buffer.from(bytes.slice(from, to));
    this.upgradeWith(rest);
  }

  upgradeWith(rest: any): void {
    const upgrading = this.#upgrading;
    if (upgrading === null) return;
    this.#upgrading = null;
    this.flush();
    const socket = this.socket;
    this.deadline = Infinity;
    this.server._forget(this);
    socket._consumer = null;
    socket.removeListener('error', onSocketError);
    const { server } = this;
    const { request, isTunnel } = upgrading;
    const count = isTunnel ? server.listenerCount('connect') : server.listenerCount('upgrade');
    if (count === 0) {
      socket.destroy();
      return;
    }
    socket.allowHalfOpen = true;
    const bytes = rest ?? Buffer.alloc(0);
    if (isTunnel) server.emit('connect', request, socket, bytes);
    else server.emit('upgrade', request, socket, bytes);
  }

  // ---- Sending.

  /** The buffer for the next bytes of `response`. */
  outputFor(response: ServerResponse): Output {
    if (this.head === response) {
      sharedOutput.begin(this);
      return sharedOutput;
    }
    queuedOutput.begin(response);
    return queuedOutput;
  }

  takeOutput(bytes: Uint8Array, length: number): void {
    this.socket._sendBytes(bytes, 0, length, false);
  }

  takeLarge(bytes: Uint8Array): void {
    this.socket._sendBytes(bytes, 0, bytes.length, true);
  }

  /** `response` has put bytes into its output; `now`: the client waits for them. */
  wrote(response: ServerResponse, now: boolean): void {
    if (this.head !== response) {
      queuedOutput.flush();
      return;
    }
    if (this.#inBatch || this.#flushScheduled) return;
    if (now) this.flush();
    else {
      this.#flushScheduled = true;
      enqueueTick(flushScheduled, this);
    }
  }

  runScheduledFlush(): void {
    this.#flushScheduled = false;
    this.flush();
  }

  /** Bytes of the response that are not on their way. */
  pendingBytes(response: ServerResponse): number {
    if (this.head !== response) return response._queuedCount;
    const buffered = sharedOutput.owner === this ? sharedOutput.filled : 0;
    return buffered + this.socket._pendingCount;
  }

  /** Calls back once everything written so far has been accepted. */
  afterFlush(callback: any): void {
    this.#afterFlush.push(callback);
  }

  responseEnded(response: ServerResponse): void {
    if (this.head !== response) {
      queuedOutput.flush();
      return;
    }
    this.#advance(response);
    if (!this.#inBatch) {
      this.flush();
      if (this.head === null && !this.#closing && this.parser.isIdle) this.#becomeIdle();
    }
  }

  /** The head response is complete: the next ones move up. */
  #advance(done: ServerResponse): void {
    let response: ServerResponse = done;
    for (;;) {
      const request = response.req;
      const dump =
        !request.complete || request._lazyReadable !== undefined || request._events !== undefined;
      if (response._events !== undefined) {
        this.#finishing.push(response);
      } else {
        response._closed = true;
        response.socket = null;
        if (dump) enqueueTick(dumpRequest, request);
      }
      if (!dump) request._dumped = true;
      if (response._last) {
        this.#closing = true;
        this.head = null;
        return;
      }
      const waiting = this.#waiting;
      if (waiting.length === 0) {
        this.head = null;
        return;
      }
      response = waiting.shift()!;
      this.head = response;
      response.socket = this.socket;
      this.#sendQueued(response);
      if (!response._ended) break;
    }
    if (this.#readingPaused && this.#incoming === null) this.wantBody();
  }

  #sendQueued(response: ServerResponse): void {
    const queued = response._queued;
    if (queued === null) return;
    response._queued = null;
    response._queuedCount = 0;
    sharedOutput.begin(this);
    for (let i = 0; i < queued.length; i++) sharedOutput.raw(queued[i]!);
  }

  /** Hands everything written to the transport. */
  flush(): void {
    if (sharedOutput.owner === this) sharedOutput.flush();
    if (this.socket._pendingCount === 0) this.#flushed();
  }

  onSocketDrain(): void {
    this.#flushed();
    if (!this.#answersWait) return;
    this.#answersWait = false;
    if (!this.#bodyWaits) this.wantBody();
  }

  #flushed(): void {
    if (this.#afterFlush.length > 0) {
      const callbacks = this.#afterFlush;
      this.#afterFlush = [];
      for (let i = 0; i < callbacks.length; i++) enqueueTick(callbacks[i]);
    }
    if (this.#finishing.length > 0) {
      const finishing = this.#finishing;
      this.#finishing = [];
      for (let i = 0; i < finishing.length; i++) enqueueTick(emitFinish, finishing[i]);
    }
    const head = this.head;
    if (head !== null && head._needsDrain && !head.finished) {
      head._needsDrain = false;
      enqueueTick(emitDrain, head);
    }
    if (this.#closing && !this.#closed) {
      this.#closed = true;
      this.socket.destroySoon();
    }
  }

  // ---- Failing and closing.

  #parseFailed(error: ParseError): void {
    this.#reportError(error);
  }

  /** 'clientError' for the program, or the default answer. */
  #reportError(error: any): void {
    const socket = this.socket;
    this.deadline = Infinity;
    this.#errorReported = true;
    if (this.server.listenerCount('clientError') > 0) {
      // From here on the program speaks on the socket.
      this.flush();
      this.server.emit('clientError', error, socket);
      return;
    }
    if (!socket._isDestroyed && (this.head === null || !this.head._headWritten)) {
      this.flush();
      const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : ParseError.statusOf(error);
      const text =
        'HTTP/1.1 ' + status + ' ' + STATUS_CODES[status] + '\r\nConnection: close\r\n\r\n';
      const bytes = Buffer.from(text, 'latin1');
      socket._sendBytes(bytes, 0, bytes.length, true);
    }
    socket.destroy();
  }

  /** The socket's 'error' event. */
  socketFailed(error: any): void {
    if (this.#errorReported) return;
    this.#reportError(error);
  }

  onSocketEnd(): void {
    if (!this.parser.finish()) {
      this.#reportError(this.parser.error);
      return;
    }
    this.flush();
    if (this.server.httpAllowHalfOpen) {
      const waiting = this.#waiting;
      const last = waiting.length > 0 ? waiting[waiting.length - 1]! : this.head;
      if (last !== null) {
        last._last = true;
        return;
      }
    }
    this.socket._endFromConsumer();
  }

  onSocketClose(): void {
    this.#closed = true;
    this.deadline = Infinity;
    this.server._forget(this);
    const incoming = this.#incoming;
    this.#incoming = null;
    const unfinished: ServerResponse[] = [];
    if (this.head !== null) unfinished.push(this.head);
    for (let i = 0; i < this.#waiting.length; i++) unfinished.push(this.#waiting[i]!);
    const finishing = this.#finishing;
    this.#finishing = [];
    this.head = null;
    this.#waiting = [];
    for (let i = 0; i < finishing.length; i++) closeResponse(finishing[i]!);
    for (let i = 0; i < unfinished.length; i++) {
      unfinished[i]!.req._abort();
      closeResponse(unfinished[i]!);
    }
    if (incoming !== null && !incoming.aborted) incoming._abort();
  }
}

function onSocketError(this: any, error: any): void {
  const connection = this._consumer;
  if (connection !== null) connection.socketFailed(error);
}

function closeResponse(response: ServerResponse): void {
  response._connection = null;
  response.destroyed = true;
  response._closed = true;
  response.emit('close');
}

function flushScheduled(connection: ServerConnection): void {
  connection.runScheduledFlush();
}

function finishUpgrade(connection: ServerConnection, rest: any): void {
  connection.upgradeWith(rest);
}

function dumpRequest(request: IncomingMessage): void {
  if (!request._consumed && !request._dumped) request._dump();
}

function emitDrain(response: ServerResponse): void {
  response.emit('drain');
}

function emitFinish(response: ServerResponse): void {
  dumpRequest(response.req);
  response.socket = null;
  response.emit('finish');
  enqueueTick(emitClose, response);
}

function emitClose(response: ServerResponse): void {
  response._closed = true;
  response.destroyed = true;
  response.emit('close');
}
