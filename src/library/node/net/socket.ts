// Socket: a stream connection as a Duplex. Layer: node (node:net), above interfaces/transport.ts.
// Both stream states are made on first use. A protocol (node:http) may take the bytes directly as the socket's consumer:
// then nothing of the stream machinery runs for them.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { currentLoop } from '../../interfaces/timer.ts';
import type { TimerHandle } from '../../interfaces/timer.ts';
import type { Connection, ConnectionHandler, TransportError } from '../../interfaces/transport.ts';
import { Buffer } from '../buffer.ts';
import { codedError, codedTypeError, invalidArgumentType } from '../stream/errors.ts';
import { Duplex } from '../stream/duplex.ts';
import { LAZY_STATE } from '../stream/readable.ts';
import { ReadableState } from '../stream/readable-state.ts';
import { WritableState } from '../stream/writable-state.ts';
import { normalizeConnectArguments } from './arguments.ts';
import { startConnecting } from './client.ts';

/** Takes the bytes of a socket in place of its stream. */
export interface SocketConsumer {
  /** bytes[from .. to) are valid during the call only. */
  onSocketData(bytes: Uint8Array, from: number, to: number): void;
  onSocketEnd(): void;
  /** Everything that was sent has been accepted. */
  onSocketDrain(): void;
  onSocketClose(): void;
}

/** The transport's view of a socket. */
class SocketHandler implements ConnectionHandler {
  readonly socket: Socket;
  constructor(socket: Socket) {
    this.socket = socket;
  }
  onConnect(): void {
    this.socket._onConnected();
  }
  onData(bytes: Uint8Array, start: number, end: number): void {
    this.socket._onBytes(bytes, start, end);
  }
  onDrain(): void {
    this.socket._sendPending();
  }
  onEnd(): void {
    this.socket._onPeerEnd();
  }
  onError(error: TransportError): void {
    this.socket._onTransportError(error);
  }
  onClose(): void {
    this.socket._onTransportClose();
  }
}

export class Socket extends Duplex {
  _connection: Connection | null = null;
  _consumer: SocketConsumer | null = null;
  server: any = null;
  /** The server that counts this connection among its open ones. */
  _countedBy: any = null;
  connecting = false;
  bytesRead = 0;
  timeout = 0;
  _host: string | null = null;
  _readingPaused = false;
  /** Bytes accepted by `_sendBytes` but not by the transport. */
  _pending: Uint8Array[] = [];
  _pendingCount = 0;
  _sent = 0;
  _writeCallback: any = null;
  _connectionClosed = false;
  _closeHadError = false;
  _peerEnded = false;
  _timer: TimerHandle | null = null;
  _lastActivity = 0;
  _referenced = true;
  _options: any;
  /** Asked before an idle socket's 'timeout' leads to its end (http.Server). */
  _idleHandler: any = null;

  constructor(options?: any) {
    super(LAZY_STATE);
    this._options = options;
    this.allowHalfOpen = !!(options && options.allowHalfOpen);
    if (options && options.signal) {
      const signal = options.signal;
      if (signal.aborted) this.destroy();
      else signal.addEventListener('abort', () => this.destroy());
    }
  }

  _createReadableState(): ReadableState {
    return new ReadableState(
      { emitClose: false, highWaterMark: this._options?.highWaterMark },
      true,
    );
  }
  _createWritableState(): WritableState {
    const state = new WritableState(
      { emitClose: false, decodeStrings: false, highWaterMark: this._options?.highWaterMark },
      this,
      true,
    );
    if (this._connection === null && !this.connecting && this._host === null) return state;
    return state;
  }

  /** Takes over an established connection. */
  _attach(connection: Connection): void {
    this._connection = connection;
    connection.handler = new SocketHandler(this);
  }

  // ---- From the transport.

  _onConnected(): void {
    this.connecting = false;
    this._touch();
    this.emit('connect');
    this.emit('ready');
    if (this._connection !== null && !this._readingPaused && !this.isPaused()) this.read(0);
  }

  _onBytes(bytes: Uint8Array, start: number, end: number): void {
    const length = end - start;
    this.bytesRead += length;
    if (this.timeout !== 0) this._touch();
    const consumer = this._consumer;
    if (consumer !== null) {
      consumer.onSocketData(bytes, start, end);
      return;
    }
    const chunk = Buffer.allocUnsafe(length);
    chunk.set(bytes.subarray(start, end), 0);
    if (!this.push(chunk)) this._pauseReading();
  }

  _onPeerEnd(): void {
    this._peerEnded = true;
    const consumer = this._consumer;
    if (consumer !== null) {
      consumer.onSocketEnd();
      return;
    }
    this.push(null);
    // Emits 'end' when nothing is buffered, even if nobody reads.
    this.read(0);
  }

  _onTransportError(error: TransportError): void {
    this.destroy(error);
  }

  _onTransportClose(): void {
    this._connectionClosed = true;
    if (!this._isDestroyed) {
      // Closed under us without an error.
      this.destroy();
    }
    const connection = this._connection;
    this._connection = null;
    if (connection !== null) this._emitClose();
  }

  get _isDestroyed(): boolean {
    const state = this._lazyReadable ?? this._lazyWritable;
    return state !== undefined && state.destroyed;
  }

  _emitClose(): void {
    const consumer = this._consumer;
    if (consumer !== null) consumer.onSocketClose();
    this.emit('close', this._closeHadError);
  }

  // ---- Sending.

  /** Sends bytes after everything before them; true when all of it was accepted. `mayKeep`: nobody will change the array. */
  _sendBytes(bytes: Uint8Array, from: number, count: number, mayKeep: boolean): boolean {
    const connection = this._connection;
    if (connection === null || count === 0) return this._pendingCount === 0;
    if (this.timeout !== 0) this._touch();
    let accepted = 0;
    if (this._pendingCount === 0) {
      accepted = connection.write(bytes, from, count);
      this._sent += accepted;
      if (accepted === count) return true;
    }
    const rest = mayKeep
      ? bytes.subarray(from + accepted, from + count)
      : bytes.slice(from + accepted, from + count);
    this._pending.push(rest);
    this._pendingCount += count - accepted;
    return false;
  }

  /** Offers what is pending again. */
  _sendPending(): void {
    const connection = this._connection;
    if (connection === null) return;
    if (this.timeout !== 0) this._touch();
    const pending = this._pending;
    let done = 0;
    while (done < pending.length) {
      const bytes = pending[done]!;
      const accepted = connection.write(bytes, 0, bytes.length);
      this._sent += accepted;
      this._pendingCount -= accepted;
      if (accepted < bytes.length) {
        pending[done] = bytes.subarray(accepted);
        break;
      }
      done++;
    }
    if (done > 0) pending.splice(0, done);
    if (this._pendingCount !== 0) return;
    const callback = this._writeCallback;
    if (callback !== null) {
      this._writeCallback = null;
      callback();
    }
    const consumer = this._consumer;
    if (consumer !== null) consumer.onSocketDrain();
  }

  _write(chunk: any, encoding: any, callback: any): void {
    if (this.connecting) {
      this._whenConnected(() => this._write(chunk, encoding, callback), callback);
      return;
    }
    if (this._connection === null) {
      callback(codedError('ERR_SOCKET_CLOSED', 'Socket is closed'));
      return;
    }
    const bytes: Uint8Array = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
    if (this._sendBytes(bytes, 0, bytes.length, true)) callback();
    else this._writeCallback = callback;
  }

  _writev(list: any[], callback: any): void {
    if (this.connecting) {
      this._whenConnected(() => this._writev(list, callback), callback);
      return;
    }
    const chunks: Uint8Array[] = [];
    for (let i = 0; i < list.length; i++) {
      const chunk = list[i].chunk;
      chunks.push(typeof chunk === 'string' ? Buffer.from(chunk, list[i].encoding) : chunk);
    }
    this._write(Buffer.concat(chunks), 'buffer', callback);
  }

  _whenConnected(action: () => void, callback: any): void {
    const onClose = () =>
      callback(
        codedError(
          'ERR_SOCKET_CLOSED_BEFORE_CONNECTION',
          'Socket closed before the connection was established',
        ),
      );
    this.once('connect', () => {
      this.off('close', onClose);
      action();
    });
    this.once('close', onClose);
  }

  _final(callback: any): void {
    if (this.connecting) {
      this.once('connect', () => this._final(callback));
      return;
    }
    const connection = this._connection;
    if (connection === null) {
      callback();
      return;
    }
    if (this._pendingCount > 0) {
      // Bytes of the consumer are still on their way.
      this._writeCallback = () => this._final(callback);
      return;
    }
    connection.shutdownWrite();
    currentLoop().addImmediate(callback);
  }

  _read(_size: number): void {
    if (this.connecting) {
      this.once('connect', () => this._resumeReading());
      return;
    }
    this._resumeReading();
  }

  _pauseReading(): void {
    if (!this._readingPaused && this._connection !== null) {
      this._readingPaused = true;
      this._connection.pauseReading();
    }
  }

  _resumeReading(): void {
    if (this._readingPaused && this._connection !== null) {
      this._readingPaused = false;
      this._connection.resumeReading();
    }
  }

  pause(): this {
    // A consumer's socket has no data of its own to hold back.
    if (this._consumer === null) this._pauseReading();
    return super.pause();
  }

  resume(): this {
    if (this._consumer === null) this._resumeReading();
    return super.resume();
  }

  // ---- Ending.

  _destroy(error: any, callback: any): void {
    this.connecting = false;
    this._cancelTimer();
    this._pending = [];
    this._pendingCount = 0;
    this._closeHadError = !!error;
    const connection = this._connection;
    const writeCallback = this._writeCallback;
    this._writeCallback = null;
    callback(error);
    if (this._countedBy !== null) {
      this._countedBy._connectionEnded(this);
      this._countedBy = null;
    }
    if (writeCallback !== null)
      writeCallback(
        error ??
          codedError('ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed'),
      );
    if (connection !== null) {
      if (!this._connectionClosed) connection.close();
    } else enqueueTick(emitCloseLater, this);
  }

  /** The consumer has nothing more to send. */
  _endFromConsumer(): void {
    this.push(null);
    this.resume();
    this.end();
  }

  /** Destroys the socket once everything written has been sent. */
  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }

  resetAndDestroy(): this {
    const connection = this._connection;
    if (connection !== null && !this.connecting) {
      connection.reset();
      this._connectionClosed = true;
    }
    return this.destroy();
  }

  // ---- Connecting.

  connect(...args: any[]): this {
    const { options, callback } = normalizeConnectArguments(args);
    if (callback !== undefined) this.once('connect', callback);
    const port = Number(options.port);
    if (options.path === undefined && !(port >= 0 && port <= 65535 && Number.isInteger(port)))
      throw codedTypeError(
        'ERR_SOCKET_BAD_PORT',
        'Port should be >= 0 and < 65536. Received ' + String(options.port) + '.',
      );
    this.connecting = true;
    const host = options.host || 'localhost';
    this._host = host;
    startConnecting(this, new SocketHandler(this), host, port, options);
    return this;
  }

  // ---- Settings.

  setTimeout(milliseconds: number, callback?: any): this {
    if (typeof milliseconds !== 'number')
      throw invalidArgumentType('msecs', 'of type number', milliseconds);
    this.timeout = milliseconds;
    this._cancelTimer();
    if (milliseconds === 0) {
      if (callback !== undefined) this.removeListener('timeout', callback);
    } else {
      this._touch();
      this._startTimer(milliseconds);
      if (callback !== undefined) this.once('timeout', callback);
    }
    return this;
  }

  _touch(): void {
    this._lastActivity = currentLoop().loopMillis();
  }

  _startTimer(delay: number): void {
    const loop = currentLoop();
    this._timer = loop.setTimer(loop.loopMillis() + delay, () => this._onTimer());
    loop.setTimerReferenced(this._timer, false);
  }

  _cancelTimer(): void {
    if (this._timer !== null) {
      currentLoop().cancelTimer(this._timer);
      this._timer = null;
    }
  }

  _onTimer(): void {
    this._timer = null;
    if (this.timeout === 0) return;
    const left = this._lastActivity + this.timeout - currentLoop().loopMillis();
    if (left > 0) {
      this._startTimer(left);
      return;
    }
    const heard = this.emit('timeout');
    const handler = this._idleHandler;
    if (handler !== null && !handler._onSocketTimeout(this) && !heard) this.destroy();
  }

  setNoDelay(enabled?: boolean): this {
    this._connection?.setNoDelay(enabled === undefined ? true : !!enabled);
    return this;
  }

  setKeepAlive(enabled?: boolean, initialDelay?: number): this {
    this._connection?.setKeepAlive(!!enabled, initialDelay ?? 0);
    return this;
  }

  ref(): this {
    this._referenced = true;
    this._connection?.setReferenced(true);
    return this;
  }

  unref(): this {
    this._referenced = false;
    this._connection?.setReferenced(false);
    return this;
  }

  address(): any {
    const connection = this._connection;
    if (connection === null) return {};
    return {
      address: connection.localAddress,
      family: connection.family,
      port: connection.localPort,
    };
  }

  get remoteAddress(): string | undefined {
    return this._connection?.remoteAddress;
  }
  get remotePort(): number | undefined {
    return this._connection?.remotePort;
  }
  get remoteFamily(): string | undefined {
    return this._connection?.family;
  }
  get localAddress(): string | undefined {
    return this._connection?.localAddress;
  }
  get localPort(): number | undefined {
    return this._connection?.localPort;
  }
  get localFamily(): string | undefined {
    return this._connection?.family;
  }
  get bytesWritten(): number {
    return this._sent + this._pendingCount;
  }
  get bufferSize(): number {
    return this._pendingCount;
  }
  get pending(): boolean {
    return this._connection === null || this.connecting;
  }
  get readyState(): string {
    if (this.connecting) return 'opening';
    if (this.readable && this.writable) return 'open';
    if (this.readable) return 'readOnly';
    return this.writable ? 'writeOnly' : 'closed';
  }
}

function emitCloseLater(socket: Socket): void {
  socket._emitClose();
}
