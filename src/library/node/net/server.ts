// Server: listens and makes a Socket of each connection. Layer: node (node:net).

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { currentTransport } from '../../interfaces/transport.ts';
import type { Connection, Listener } from '../../interfaces/transport.ts';
import { EventEmitter } from '../events.ts';
import {
  codedError,
  codedRangeError,
  codedTypeError,
  invalidArgumentType,
} from '../stream/errors.ts';
import { isIP } from './address.ts';
import { normalizeListenArguments } from './arguments.ts';
import { Socket } from './socket.ts';

export class Server extends EventEmitter {
  allowHalfOpen: boolean;
  pauseOnConnect: boolean;
  noDelay: boolean;
  keepAlive: boolean;
  keepAliveInitialDelay: number;
  maxConnections: number | undefined = undefined;
  _listener: Listener | null = null;
  /** Between `listen` and 'listening'. */
  _starting = false;
  _open = 0;
  _referenced = true;

  constructor(optionsOrListener?: any, connectionListener?: any) {
    super();
    let options = optionsOrListener;
    let listener = connectionListener;
    if (typeof options === 'function') {
      listener = options;
      options = {};
    } else if (options === null || options === undefined) options = {};
    else if (typeof options !== 'object')
      throw invalidArgumentType('options', 'of type object', options);
    if (typeof listener === 'function') this.on('connection', listener);
    this.allowHalfOpen = !!options.allowHalfOpen;
    this.pauseOnConnect = !!options.pauseOnConnect;
    this.noDelay = !!options.noDelay;
    this.keepAlive = !!options.keepAlive;
    this.keepAliveInitialDelay = options.keepAliveInitialDelay ?? 0;
  }

  get listening(): boolean {
    return this._listener !== null;
  }

  listen(...args: any[]): this {
    const { options, callback } = normalizeListenArguments(args);
    if (this._listener !== null || this._starting)
      throw codedError(
        'ERR_SERVER_ALREADY_LISTEN',
        'Listen method has been called more than once without closing.',
      );
    if (callback !== undefined) this.once('listening', callback);
    if (options.signal) this._closeOnAbort(options.signal);
    const port = validPort(options);
    this._starting = true;
    const host = options.host;
    if (host) enqueueTick(startAtHost, this, host, port, options);
    else start(this, undefined, port, options);
    return this;
  }

  _closeOnAbort(signal: any): void {
    if (signal.aborted) enqueueTick(() => this.close());
    else signal.addEventListener('abort', () => this.close());
  }

  /** A connection of the listener. */
  _accept(connection: Connection): void {
    const limit = this.maxConnections;
    if (limit !== undefined && limit !== null && this._open >= limit) {
      const data = {
        localAddress: connection.localAddress,
        localPort: connection.localPort,
        localFamily: connection.family,
        remoteAddress: connection.remoteAddress,
        remotePort: connection.remotePort,
        remoteFamily: connection.family,
      };
      connection.handler = ignoringHandler;
      connection.close();
      this.emit('drop', data);
      return;
    }
    const socket = new Socket({ allowHalfOpen: this.allowHalfOpen });
    socket._attach(connection);
    socket.server = this;
    socket._countedBy = this;
    this._open++;
    if (this.noDelay) connection.setNoDelay(true);
    if (this.keepAlive) connection.setKeepAlive(true, this.keepAliveInitialDelay);
    if (this.pauseOnConnect) socket.pause();
    this._connected(socket);
  }

  /** Announces a new socket; http.Server takes its bytes first. */
  _connected(socket: Socket): void {
    this.emit('connection', socket);
  }

  _connectionEnded(_socket: Socket): void {
    this._open--;
    this._emitCloseIfDone();
  }

  address(): any {
    const listener = this._listener;
    if (listener === null) return null;
    return { address: listener.address, family: listener.family, port: listener.port };
  }

  close(callback?: any): this {
    if (typeof callback === 'function') {
      if (this._listener === null && !this._starting) {
        this.once('close', () =>
          callback(codedError('ERR_SERVER_NOT_RUNNING', 'Server is not running.')),
        );
      } else this.once('close', callback);
    }
    this._starting = false;
    const listener = this._listener;
    if (listener !== null) {
      this._listener = null;
      listener.close();
    }
    this._emitCloseIfDone();
    return this;
  }

  _emitCloseIfDone(): void {
    if (this._listener !== null || this._starting || this._open > 0) return;
    enqueueTick(emitClose, this);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return new Promise((resolve, reject) => {
      this.close((error: any) => (error ? reject(error) : resolve()));
    });
  }

  getConnections(callback: any): this {
    enqueueTick(callback, null, this._open);
    return this;
  }

  ref(): this {
    this._referenced = true;
    this._listener?.setReferenced(true);
    return this;
  }

  unref(): this {
    this._referenced = false;
    this._listener?.setReferenced(false);
    return this;
  }
}

const ignoringHandler = {
  onConnect() {},
  onData() {},
  onDrain() {},
  onEnd() {},
  onError() {},
  onClose() {},
};

function emitClose(server: Server): void {
  server.emit('close');
}

function validPort(options: any): number {
  const given = options.port;
  if (given === undefined || given === null) {
    if ('port' in options || options.path === undefined) return 0;
    throw codedTypeError(
      'ERR_INVALID_ARG_VALUE',
      'The argument \'options\' must have the property "port"',
    );
  }
  const port = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 0 || port > 65535) {
    const text =
      typeof given === 'string'
        ? "type string ('" + given + "')"
        : 'type ' + typeof given + ' (' + String(given) + ')';
    throw codedRangeError(
      'ERR_SOCKET_BAD_PORT',
      'options.port should be >= 0 and < 65536. Received ' + text + '.',
    );
  }
  return port;
}

function startAtHost(server: Server, host: string, port: number, options: any): void {
  if (!server._starting) return;
  const transport = currentTransport();
  if (isIP(host) !== 0 || transport === undefined) {
    start(server, host, port, options);
    return;
  }
  transport.resolve(host, (error, addresses) => {
    if (!server._starting) return;
    const first = addresses[0];
    if (error !== null || first === undefined) {
      server._starting = false;
      server.emit('error', error);
    } else start(server, first.address, port, options);
  });
}

function start(server: Server, host: string | undefined, port: number, options: any): void {
  const transport = currentTransport();
  try {
    if (transport === undefined)
      throw codedError('ENETUNREACH', 'listen ENETUNREACH: this image has no network');
    const target: any = { port };
    if (host !== undefined) target.host = host;
    if (options.backlog !== undefined) target.backlog = options.backlog;
    if (options.ipv6Only) target.ipv6Only = true;
    const listener = transport.listen(target, (connection) => server._accept(connection));
    server._listener = listener;
    server._starting = false;
    if (!server._referenced) listener.setReferenced(false);
    enqueueTick(emitListening, server);
  } catch (error) {
    server._starting = false;
    enqueueTick(emitListenError, server, error);
  }
}

function emitListening(server: Server): void {
  // It may have been closed since.
  if (server._listener !== null) server.emit('listening');
}

function emitListenError(server: Server, error: any): void {
  server.emit('error', error);
}
