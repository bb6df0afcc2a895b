// ClientRequest: one request of a client. Layer: node (node:http). It gets a socket from its agent, or opens one; from then
// on a ClientExchange reads the answer.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { Buffer } from '../buffer.ts';
import { connect } from '../net.ts';
import { addAbortSignal } from '../stream/abort.ts';
import { finished } from '../stream/finished.ts';
import { globalAgent } from './agent.ts';
import { ClientExchange, hangUpError } from './client-exchange.ts';
import { headOfArray, headOfList } from './client-head.ts';
import {
  agentOf,
  checkPath,
  checkProtocol,
  checkSettings,
  hostField,
  hostOf,
  methodOf,
  requestArguments,
  timerDuration,
} from './client-options.ts';
import { ClientOutput } from './client-output.ts';
import { headersSentError } from './header-list.ts';
import type { IncomingMessage } from './incoming-message.ts';

const NOTHING = new Uint8Array(0);

/** Without length or chunks a body would have no end, so these have none unless the program frames it. */
const WITHOUT_BODY = ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'];

export class ClientRequest extends ClientOutput {
  agent: any;
  socketPath: any;
  method: string;
  path: any;
  host: string;
  protocol: any;
  timeout: number | undefined = undefined;
  maxHeaderSize: number | undefined;
  insecureHTTPParser: boolean | undefined;
  joinDuplicateHeaders: boolean | undefined;
  maxHeadersCount: number | null = null;
  res: IncomingMessage | null = null;
  aborted = false;
  reusedSocket = false;
  upgradeOrConnect = false;
  /** The listener of the socket's 'timeout', while there is one. */
  timeoutCb: any = null;
  /** The response has come to its end. */
  _ended = false;
  _uniqueHeaders: Set<string> | undefined = undefined;
  /** For an agent that has no socket yet. */
  _agentOptions: any = undefined;
  #error: any = undefined;

  constructor(input: any, second?: any, third?: any) {
    super();
    const { options, callback } = requestArguments(input, second, third);
    const defaultAgent = options._defaultAgent || globalAgent;
    const agent = agentOf(options, defaultAgent);
    this.agent = agent;
    if (options.path) checkPath(options.path);
    const protocol = options.protocol || defaultAgent.protocol;
    checkProtocol(protocol, (agent && agent.protocol) || defaultAgent.protocol);
    const defaultPort = options.defaultPort || (agent && agent.defaultPort);
    const target = Object.assign({}, options);
    target.port = options.port || defaultPort || 80;
    target.host = hostOf(options);
    delete target.signal;
    this.socketPath = options.socketPath;
    if (options.timeout !== undefined) this.timeout = timerDuration(options.timeout, 'timeout');
    if (options.signal) addAbortSignal(options.signal, this);
    this.method = options._exactMethod ?? methodOf(options.method);
    checkSettings(options);
    this.maxHeaderSize = options.maxHeaderSize;
    this.insecureHTTPParser = options.insecureHTTPParser;
    this.joinDuplicateHeaders = options.joinDuplicateHeaders;
    this.path = options.path || '/';
    if (callback) this.once('response', callback);
    // fetch says itself how its body is framed.
    this.useChunkedEncodingByDefault =
      options._exactMethod === undefined && !WITHOUT_BODY.includes(this.method);
    this.host = target.host;
    this.protocol = protocol;
    if (agent && !agent.keepAlive && !Number.isFinite(agent.maxSockets)) {
      // Such an agent never uses a connection again.
      this._last = true;
      this.shouldKeepAlive = false;
    }
    if (Array.isArray(options.uniqueHeaders))
      this._uniqueHeaders = uniqueNames(options.uniqueHeaders);
    this.#takeHeaders(options, target, defaultPort);
    if (agent) agent.addRequest(this, target);
    else this.#connect(target);
  }

  #takeHeaders(options: any, target: any, defaultPort: any): void {
    const headers = options.headers;
    if (Array.isArray(headers)) {
      if (headOfArray(this, headers)) this._send(NOTHING, undefined);
      return;
    }
    if (headers) {
      const names = Object.keys(headers);
      for (let i = 0; i < names.length; i++) this.setHeader(names[i]!, headers[names[i]!]);
    }
    const setsHost = options.setHost === undefined || !!options.setHost;
    if (setsHost && !this.getHeader('host'))
      this.setHeader('Host', hostField(target.host, target.port, defaultPort));
    if (options.auth && !this.getHeader('Authorization'))
      this.setHeader('Authorization', 'Basic ' + Buffer.from(options.auth).toString('base64'));
    if (this.getHeader('expect')) this._implicitHeader();
  }

  /** Without an agent: a connection for this request alone. */
  #connect(target: any): void {
    this._last = true;
    this.shouldKeepAlive = false;
    const options = Object.assign({}, target);
    // To a socket, `path` would be a local one.
    options.path = target.socketPath;
    if (typeof options.createConnection !== 'function') {
      this.onSocket(connect(options));
      return;
    }
    let isDone = false;
    const onCreated = (error: any, socket?: any) => {
      if (isDone) return;
      isDone = true;
      if (error) enqueueTick(emitError, this, error);
      else this.onSocket(socket);
    };
    try {
      const socket = options.createConnection(options, onCreated);
      if (socket) onCreated(null, socket);
    } catch (error) {
      onCreated(error);
    }
  }

  _implicitHeader(): void {
    if (this._headDecided) throw headersSentError('render');
    if (headOfList(this, this._headers)) this._send(NOTHING, undefined);
  }

  // ---- The socket.

  /** From the agent: the socket for this request, or why there is none. */
  onSocket(socket: any, error?: any): void {
    enqueueTick(startOnSocket, this, socket, error);
  }

  /** The request was given up before it had its socket. */
  _giveUp(socket: any, error: any): void {
    this.destroyed = true;
    const report = (failure: any) => {
      const shown = failure || (this.aborted ? undefined : hangUpError());
      if (shown) this.emit('error', shown);
      this._closed = true;
      this.emit('close');
    };
    if (!socket) {
      report(error || this.#error);
    } else if (!error && this.agent && !socket.destroyed) {
      socket.emit('free');
      report(this.#error);
    } else {
      finished(socket.destroy(error || this.#error), (failure: any) => {
        const isEarly = failure && failure.code === 'ERR_STREAM_PREMATURE_CLOSE';
        report((isEarly ? null : failure) || error);
      });
    }
  }

  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    enqueueTick(emitAbort, this);
    this.destroy();
  }

  destroy(error?: any): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    if (this.res !== null) this.res._dump();
    this.#error = error;
    this.errored = error ?? null;
    if (this.socket !== null) this.socket.destroy(error);
    return this;
  }

  // ---- Settings of the socket.

  setTimeout(milliseconds: number, callback?: any): this {
    if (this._ended) return this;
    this._watchTimeout();
    const delay = timerDuration(milliseconds, 'msecs');
    if (callback) this.once('timeout', callback);
    this.#withSocket((socket) => {
      if (socket.connecting) socket.once('connect', () => socket.setTimeout(delay));
      else socket.setTimeout(delay);
    });
    return this;
  }

  /** From here on the socket's 'timeout' is the request's. */
  _watchTimeout(): void {
    if (this.timeoutCb !== null) return;
    const onTimeout = () => this.emit('timeout');
    this.timeoutCb = onTimeout;
    this.#withSocket((socket) => socket.once('timeout', onTimeout));
  }

  clearTimeout(callback?: any): void {
    this.setTimeout(0, callback);
  }

  setNoDelay(enabled?: boolean): void {
    this.#withConnectedSocket((socket) => socket.setNoDelay(enabled));
  }

  setSocketKeepAlive(enabled?: boolean, initialDelay?: number): void {
    this.#withConnectedSocket((socket) => socket.setKeepAlive(enabled, initialDelay));
  }

  #withSocket(action: (socket: any) => void): void {
    if (this.socket !== null) action(this.socket);
    else this.once('socket', action);
  }

  #withConnectedSocket(action: (socket: any) => void): void {
    this.#withSocket((socket) => {
      if (socket.connecting) socket.once('connect', () => action(socket));
      else action(socket);
    });
  }
}

function uniqueNames(names: any[]): Set<string> {
  const set = new Set<string>();
  for (let i = 0; i < names.length; i++) {
    const given = names[i];
    if (Array.isArray(given)) for (const name of given) set.add(String(name).toLowerCase());
    else set.add(String(given).toLowerCase());
  }
  return set;
}

function startOnSocket(request: ClientRequest, socket: any, error: any): void {
  if (request.destroyed || error) {
    request._giveUp(socket, error);
    return;
  }
  const exchange = new ClientExchange(request, socket);
  exchange.attach();
  const agent = request.agent;
  if (request.timeout !== undefined || (agent && agent.options && agent.options.timeout))
    request._watchTimeout();
  request.emit('socket', socket);
  request._flush();
}

function emitError(request: ClientRequest, error: any): void {
  request.emit('error', error);
}

function emitAbort(request: ClientRequest): void {
  request.emit('abort');
}
