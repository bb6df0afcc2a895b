// Socket: UDP as an EventEmitter. Layer: node (node:dgram), above interfaces/datagram.ts.
// What needs an address looks it up first, so it happens in a later tick at the earliest; what is sent or connected while
// the socket is being bound waits in a queue for 'listening'.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import type { DatagramName } from '../../interfaces/datagram.ts';
import { Buffer } from '../buffer.ts';
import { validatePort } from '../dns/arguments.ts';
import { validateNumber, validateString } from '../errors.ts';
import { addAbortListener, errorMonitor } from '../events.ts';
import { codedTypeError } from '../stream/errors.ts';
import { Endpoint } from './endpoint.ts';
import {
  addressError,
  alreadyBound,
  alreadyConnected,
  notConnected,
  systemError,
} from './errors.ts';
import { partOf, wholeOf } from './message.ts';
import { SocketOptions } from './options.ts';
import { SocketSettings } from './socket-settings.ts';

type BindState = 'unbound' | 'binding' | 'bound';
type ConnectState = 'disconnected' | 'connecting' | 'connected';

export class Socket extends SocketSettings {
  readonly type: 'udp4' | 'udp6';
  readonly #options: SocketOptions;
  #bindState: BindState = 'unbound';
  #connectState: ConnectState = 'disconnected';
  /** What waits for 'listening'. */
  #queue: (() => void)[] | undefined = undefined;

  constructor(typeOrOptions: any, listener?: any) {
    super();
    const options = new SocketOptions(typeOrOptions);
    this.#options = options;
    this.type = options.type;
    this._endpoint = new Endpoint(options.type === 'udp4' ? 4 : 6, {
      onDatagram: (bytes, start, end, source) => this.#receive(bytes, start, end, source),
      onError: (number) => {
        if (this._endpoint?.receives) this.emit('error', systemError(number, 'recvmsg'));
      },
    });
    if (typeof listener === 'function') this.on('message', listener);
    if (options.signal !== undefined) this.#closeOnAbort(options.signal);
  }

  #closeOnAbort(signal: any): void {
    const onAborted = (): void => {
      if (this._endpoint !== null) this.close();
    };
    if (signal.aborted) {
      onAborted();
      return;
    }
    addAbortListener(signal, onAborted);
    this.once('close', () => signal.removeEventListener('abort', onAborted));
  }

  #receive(bytes: Uint8Array, start: number, end: number, source: DatagramName): void {
    if (!this._endpoint?.receives) return;
    const size = end - start;
    const message = Buffer.allocUnsafeSlow(size);
    message.set(bytes.subarray(start, end), 0);
    const { address, family, port } = source;
    this.emit('message', message, { address, family, port, size });
  }

  // ---- Binding.

  /** `bind([port | options] [, address] [, callback])`. */
  bind(...args: any[]): this {
    this._running();
    if (this.#bindState !== 'unbound') throw alreadyBound();
    this.#bindState = 'binding';
    const callback = args[args.length - 1];
    if (typeof callback === 'function') this.#onceBound(callback);
    const first = args[0];
    if (first !== null && typeof first === 'object') {
      if (Number.isInteger(first.fd) && first.fd > 0) {
        throw codedTypeError('ERR_INVALID_FD_TYPE', 'Unsupported fd type: UNKNOWN');
      }
      this.#bindTo(first.address, first.port);
    } else {
      this.#bindTo(typeof args[1] === 'function' ? '' : args[1], first);
    }
    return this;
  }

  #onceBound(callback: any): void {
    const onListening = (): void => {
      remove();
      callback.call(this);
    };
    const remove = (): void => {
      this.removeListener('error', remove);
      this.removeListener('listening', onListening);
    };
    this.on('error', remove);
    this.on('listening', onListening);
  }

  #bindTo(address: any, port: any): void {
    const any = this.type === 'udp4' ? '0.0.0.0' : '::';
    this.#lookUp(address || any, (error, ip) => {
      const endpoint = this._endpoint;
      if (endpoint === null) return;
      const { reuseAddr, ipv6Only } = this.#options;
      const failure =
        error ??
        asError(endpoint.bind(ip, (port >>> 0) & 0xffff, reuseAddr, ipv6Only), (number) =>
          addressError(number, 'bind', ip, port),
        );
      if (failure === undefined) {
        this.#startReceiving(endpoint);
        return;
      }
      this.#bindState = 'unbound';
      this.emit('error', failure);
    });
  }

  #lookUp(address: any, callback: (error: any, ip: any) => void): void {
    const own = this.type === 'udp4' ? '127.0.0.1' : '::1';
    const family = this.type === 'udp4' ? 4 : 6;
    this.#options.lookup(address || own, family, (error: any, ip: any) =>
      callback(error || undefined, ip),
    );
  }

  #startReceiving(endpoint: Endpoint): void {
    endpoint.startReceiving();
    this.#bindState = 'bound';
    const { recvBufferSize, sendBufferSize } = this.#options;
    if (recvBufferSize !== 0) this.setRecvBufferSize(recvBufferSize);
    if (sendBufferSize !== 0) this.setSendBufferSize(sendBufferSize);
    this.emit('listening');
  }

  /** Runs `action` after 'listening'; an error before drops all that waits. */
  #whenBound(action: () => void): void {
    if (this.#queue === undefined) {
      const queue: (() => void)[] = [];
      this.#queue = queue;
      const onError = (): void => {
        this.removeListener('listening', onListening);
        this.#queue = undefined;
      };
      const onListening = (): void => {
        this.removeListener(errorMonitor, onError);
        this.#queue = undefined;
        for (let i = 0; i < queue.length; i++) queue[i]!();
      };
      this.once(errorMonitor, onError);
      this.once('listening', onListening);
    }
    this.#queue.push(action);
  }

  #bindImplicitly(): void {
    if (this.#bindState === 'unbound') this.bind({ port: 0 }, null);
  }

  // ---- Connecting.

  /** `connect(port [, address] [, callback])`. */
  connect(port: any, addressOrCallback?: any, callback?: any): void {
    const number = validatePort(port, 'Port', false);
    const isShort = typeof addressOrCallback === 'function';
    const address = isShort ? '' : (addressOrCallback ?? '');
    validateString(addressOrCallback === null ? null : address, 'address');
    const done = isShort ? addressOrCallback : callback;
    if (this.#connectState !== 'disconnected') throw alreadyConnected();
    this.#connectState = 'connecting';
    this.#bindImplicitly();
    if (this.#bindState === 'bound') this.#connectTo(number, address, done);
    else this.#whenBound(() => this.#connectTo(number, address, done));
  }

  #connectTo(port: number, address: string, callback: any): void {
    if (callback) this.once('connect', callback);
    this.#lookUp(address, (error, ip) => {
      const endpoint = this._endpoint;
      if (endpoint === null) return;
      const failure =
        error ??
        asError(
          endpoint.apply((socket) => socket.connect(ip, port)),
          (number) => addressError(number, 'connect', address, port),
        );
      if (failure === undefined) {
        this.#connectState = 'connected';
        enqueueTick(emitConnect, this);
        return;
      }
      this.#connectState = 'disconnected';
      enqueueTick(() => {
        if (callback) {
          this.removeListener('connect', callback);
          callback(failure);
        } else this.emit('error', failure);
      });
    });
  }

  disconnect(): void {
    if (this.#connectState !== 'connected') throw notConnected();
    this._check(
      'connect',
      this._running().apply((socket) => socket.disconnect()),
    );
    this.#connectState = 'disconnected';
  }

  remoteAddress(): any {
    const endpoint = this._running();
    if (this.#connectState !== 'connected') throw notConnected();
    return this._named('getpeername', endpoint.remoteName());
  }

  // ---- Sending.

  sendto(buffer: any, offset: any, length: any, port: any, address: any, callback: any): void {
    validateNumber(offset, 'offset');
    validateNumber(length, 'length');
    validateNumber(port, 'port');
    validateString(address, 'address');
    this.send(buffer, offset, length, port, address, callback);
  }

  /**
   * `send(message | list [, port [, address]] [, callback])` or `send(message, offset, length [, port [, address]] [, callback])`;
   * a connected socket takes neither port nor address.
   */
  send(message: any, offset?: any, length?: any, port?: any, address?: any, callback?: any): void {
    let bytes = message;
    if (this.#connectState !== 'connected') {
      if (address || (port && typeof port !== 'function')) bytes = partOf(message, offset, length);
      else [port, address, callback] = [offset, length, port];
    } else {
      if (typeof length === 'number') {
        bytes = partOf(message, offset, length);
        if (typeof port === 'function') [port, callback] = [null, port];
      } else callback = offset;
      if (port || address) throw alreadyConnected();
    }
    const whole = wholeOf(bytes);
    const number = this.#connectState === 'connected' ? 0 : validatePort(port, 'Port', false);
    let done = typeof callback === 'function' ? callback : undefined;
    if (typeof address === 'function') [done, address] = [address, undefined];
    else if (address !== null && address !== undefined) validateString(address, 'address');
    this._running();
    this.#bindImplicitly();
    if (this.#bindState === 'bound') this.#sendTo(whole, number, address, done);
    else this.#whenBound(() => this.#sendQueued(whole, number, address, done));
  }

  /** The socket may have been connected or closed while it was bound. */
  #sendQueued(bytes: Uint8Array, port: number, address: any, done: any): void {
    if (this.#connectState === 'connected' && (port || address)) throw alreadyConnected();
    this._running();
    this.#sendTo(bytes, port, address, done);
  }

  #sendTo(bytes: Uint8Array, port: number, address: any, done: any): void {
    if (port === 0) {
      this.#sendNow(bytes, port, address, undefined, done);
      return;
    }
    this.#lookUp(address, (error, ip) => {
      if (error === undefined) this.#sendNow(bytes, port, address, ip, done);
      else if (done !== undefined) enqueueTick(done, error);
      else enqueueTick(() => this.emit('error', error));
    });
  }

  /** A failure is told to the callback alone. */
  #sendNow(bytes: Uint8Array, port: number, address: any, ip: any, done: any): void {
    const endpoint = this._endpoint;
    if (endpoint === null) return;
    const report = (number: number): void => {
      if (done === undefined) return;
      if (number < 0) done(addressError(number, 'send', address, port || undefined));
      else done(null, bytes.length);
    };
    const result = endpoint.apply((socket) =>
      socket.send(bytes, 0, bytes.length, ip, port, report),
    );
    if (result <= 0 && done !== undefined) enqueueTick(report, result);
  }

  // ---- Ending.

  close(callback?: any): this {
    if (typeof callback === 'function') this.on('close', callback);
    if (this.#queue !== undefined) {
      this.#queue.push(() => this.close());
      return this;
    }
    this._running().close();
    this._endpoint = null;
    enqueueTick(emitClose, this);
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this._endpoint === null) return;
    await new Promise<void>((resolve) => this.close(resolve));
  }
}

function asError(number: number, make: (number: number) => Error): Error | undefined {
  return number < 0 ? make(number) : undefined;
}

function emitConnect(socket: Socket): void {
  socket.emit('connect');
}

function emitClose(socket: Socket): void {
  socket.emit('close');
}
