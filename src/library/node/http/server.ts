// http.Server: a net.Server whose connections speak HTTP/1.1. Layer: node (node:http).
// All time limits of all connections are watched by one sweep, which runs when the earliest of them may have passed.

import { currentLoop } from '../../interfaces/timer.ts';
import type { TimerHandle } from '../../interfaces/timer.ts';
import { dateText } from '../../http/date-text.ts';
import { wallClockMillis } from '../../runtime/wall-clock.ts';
import { Server as NetServer } from '../net/server.ts';
import type { Socket } from '../net/socket.ts';
import { codedRangeError } from '../stream/errors.ts';
import { validateInteger } from '../errors.ts';
import { ServerConnection } from './connection.ts';
import type { HeaderList } from './header-list.ts';

export const maxHeaderSize = 16384;

/** Never sweep more often than this, plus a little for each connection. */
const LEAST_SWEEP_MILLIS = 5;

export class Server extends NetServer {
  timeout = 0;
  keepAliveTimeout = 5000;
  headersTimeout = 60000;
  requestTimeout = 300000;
  maxHeadersCount: number | null = null;
  maxRequestsPerSocket = 0;
  requireHostHeader = true;
  httpAllowHalfOpen = false;
  maxHeaderSize = maxHeaderSize;
  /** Larger request bodies are answered with 413; not limited unless set. */
  maxBodySize = Infinity;
  _connections: Set<ServerConnection> = new Set();
  _sweepAt = Infinity;
  _sweepTimer: TimerHandle | null = null;
  _onFinish: any = undefined;
  #tail = '';
  #tailUntil = -1;
  #tailTimeout = -1;

  constructor(optionsOrListener?: any, requestListener?: any) {
    super({ allowHalfOpen: true, noDelay: true });
    let options = optionsOrListener;
    let listener = requestListener;
    if (typeof options === 'function') {
      listener = options;
      options = {};
    } else options = options ?? {};
    this._takeOptions(options);
    if (listener) this.on('request', listener);
    this.httpAllowHalfOpen = false;
  }

  _takeOptions(options: any): void {
    const limit = options.maxHeaderSize;
    if (limit !== undefined) {
      validateInteger(limit, 'maxHeaderSize', 0);
      this.maxHeaderSize = limit;
    }
    if (options.keepAliveTimeout !== undefined) {
      validateInteger(options.keepAliveTimeout, 'keepAliveTimeout', 0);
      this.keepAliveTimeout = options.keepAliveTimeout;
    }
    if (options.requestTimeout !== undefined) {
      validateInteger(options.requestTimeout, 'requestTimeout', 0);
      this.requestTimeout = options.requestTimeout;
    }
    if (options.headersTimeout !== undefined) {
      validateInteger(options.headersTimeout, 'headersTimeout', 0);
      this.headersTimeout = options.headersTimeout;
    } else if (this.requestTimeout > 0 && this.requestTimeout < this.headersTimeout) {
      this.headersTimeout = this.requestTimeout;
    }
    if (
      this.requestTimeout > 0 &&
      this.headersTimeout > 0 &&
      this.headersTimeout > this.requestTimeout
    )
      throw codedRangeError(
        'ERR_OUT_OF_RANGE',
        'The value of "headersTimeout" is out of range. It must be <= requestTimeout. Received ' +
          this.headersTimeout,
      );
    if (options.requireHostHeader !== undefined) this.requireHostHeader = options.requireHostHeader;
    if (options.maxBodySize !== undefined) this.maxBodySize = options.maxBodySize;
    if (options.noDelay !== undefined) this.noDelay = options.noDelay;
    if (options.keepAlive !== undefined) this.keepAlive = options.keepAlive;
    if (options.keepAliveInitialDelay !== undefined)
      this.keepAliveInitialDelay = options.keepAliveInitialDelay;
  }

  _connected(socket: Socket): void {
    const connection = new ServerConnection(this, socket);
    this._connections.add(connection);
    socket._idleHandler = this;
    super._connected(socket);
  }

  _forget(connection: ServerConnection): void {
    this._connections.delete(connection);
  }

  /** A socket of this server has been silent for its `timeout`; false when nobody minds. */
  _onSocketTimeout(socket: any): boolean {
    const response = socket._consumer === null ? null : socket._consumer.head;
    let handled = false;
    if (response !== null && response !== undefined) {
      const request = response.req;
      if (!request.complete && request.emit('timeout', socket)) handled = true;
      if (response.emit('timeout', socket)) handled = true;
    }
    return this.emit('timeout', socket) || handled;
  }

  setTimeout(milliseconds?: any, callback?: any): this {
    if (typeof milliseconds === 'function') {
      this.on('timeout', milliseconds);
      this.timeout = 120000;
      return this;
    }
    this.timeout = milliseconds ?? 0;
    if (callback) this.on('timeout', callback);
    return this;
  }

  close(callback?: any): this {
    super.close(callback);
    this.closeIdleConnections();
    return this;
  }

  closeIdleConnections(): void {
    for (const connection of Array.from(this._connections))
      if (connection.isIdle) connection.socket.destroy();
  }

  closeAllConnections(): void {
    for (const connection of Array.from(this._connections)) connection.socket.destroy();
  }

  // ---- The sweep.

  _sweepBy(deadline: number): void {
    this._sweepAt = deadline;
    const loop = currentLoop();
    if (this._sweepTimer !== null) loop.cancelTimer(this._sweepTimer);
    this._sweepTimer = loop.setTimer(deadline, () => this.#sweep());
    loop.setTimerReferenced(this._sweepTimer, false);
  }

  #sweep(): void {
    this._sweepTimer = null;
    this._sweepAt = Infinity;
    const now = currentLoop().loopMillis();
    let next = Infinity;
    const expired: ServerConnection[] = [];
    for (const connection of this._connections) {
      const deadline = connection.deadline;
      if (deadline <= now) expired.push(connection);
      else if (deadline < next) next = deadline;
    }
    for (let i = 0; i < expired.length; i++) expired[i]!.expire();
    if (next === Infinity) return;
    const soonest = now + LEAST_SWEEP_MILLIS + this._connections.size / 20;
    this._sweepBy(next < soonest ? soonest : next);
  }

  // ---- What every response says.

  _dateLine(): string {
    return 'Date: ' + dateText(currentLoop().loopMillis()) + '\r\n';
  }

  _keepAliveLines(headers: HeaderList | null): string {
    const timeout = this.keepAliveTimeout;
    if (!timeout || (headers !== null && headers.find('keep-alive') >= 0))
      return 'Connection: keep-alive\r\n';
    const most = this.maxRequestsPerSocket > 0 ? ', max=' + this.maxRequestsPerSocket : '';
    return (
      'Connection: keep-alive\r\nKeep-Alive: timeout=' + Math.floor(timeout / 1000) + most + '\r\n'
    );
  }

  /** Date and keep-alive lines together, made once a second. */
  _keepAliveTail(headers: HeaderList | null): string {
    if (headers !== null && headers.find('keep-alive') >= 0)
      return this._dateLine() + this._keepAliveLines(headers);
    const now = currentLoop().loopMillis();
    if (now >= this.#tailUntil || this.keepAliveTimeout !== this.#tailTimeout) {
      this.#tail = this._dateLine() + this._keepAliveLines(null);
      this.#tailTimeout = this.keepAliveTimeout;
      this.#tailUntil = now + 1000 - (wallClockMillis() % 1000);
    }
    return this.#tail;
  }
}
