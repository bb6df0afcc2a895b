// TCP stream: one connection of our own TCP as node:net and http see it. Layer: net/tcp, the only part that knows the loop.
// It behaves as a connection on host sockets does: errors come from the loop, `onClose` in the closing phase. A handler's
// exception goes to the loop and does not disturb the connection.

import { currentLoop, type EventLoop } from '../../interfaces/timer.ts';
import { connectError, streamError } from '../../interfaces/transport-errors.ts';
import type { Connection, ConnectionHandler, TransportError } from '../../interfaces/transport.ts';
import type { IpAddress } from '../ip-address.ts';
import type { TcpConnection, TcpFailure, TcpHandler } from './connection.ts';

const EPIPE = -32;

export class TcpStream implements Connection, TcpHandler {
  handler: ConnectionHandler;
  readonly #loop: EventLoop;
  readonly #tcp: TcpConnection;
  /** It came to a listener of both families, where IPv4 is shown as part of IPv6. */
  readonly #mapped: boolean;
  #connecting: boolean;
  #open = true;
  #ended = false;
  #failed = false;
  #referenced = true;

  /** `connecting`: established later, else already. */
  constructor(
    tcp: TcpConnection,
    handler: ConnectionHandler,
    connecting: boolean,
    mapped: boolean,
  ) {
    this.#tcp = tcp;
    this.handler = handler;
    this.#loop = currentLoop();
    this.#connecting = connecting;
    this.#mapped = mapped;
    this.#loop.addPending();
  }

  get remoteAddress(): string {
    return this.#textOf(this.#tcp.remoteAddress);
  }

  get remotePort(): number {
    return this.#tcp.remotePort;
  }

  get localAddress(): string {
    return this.#textOf(this.#tcp.localAddress);
  }

  get localPort(): number {
    return this.#tcp.localPort;
  }

  get family(): 'IPv4' | 'IPv6' {
    return this.#tcp.remoteAddress.isIpv4 && !this.#mapped ? 'IPv4' : 'IPv6';
  }

  #textOf(address: IpAddress): string {
    return address.isIpv4 && this.#mapped ? '::ffff:' + address.toString() : address.toString();
  }

  write(bytes: Uint8Array, offset: number, length: number): number {
    if (!this.#open || this.#failed) return length;
    if (!this.#ended) return this.#tcp.write(bytes, offset, length);
    this.#failed = true;
    this.#loop.addClosing(() => this.#fail(streamError(EPIPE, 'write')));
    return length;
  }

  pauseReading(): void {
    if (this.#open) this.#tcp.pauseReading();
  }

  resumeReading(): void {
    if (this.#open) this.#tcp.resumeReading();
  }

  shutdownWrite(): void {
    if (!this.#open || this.#failed) return;
    this.#ended = true;
    this.#tcp.shutdownWrite();
  }

  close(): void {
    if (!this.#open) return;
    this.#release();
    this.#tcp.close();
  }

  reset(): void {
    if (!this.#open) return;
    this.#release();
    this.#tcp.reset();
  }

  setNoDelay(enabled: boolean): void {
    if (this.#open) this.#tcp.setNoDelay(enabled);
  }

  setKeepAlive(enabled: boolean, initialDelayMillis: number): void {
    if (this.#open) this.#tcp.setKeepAlive(enabled, initialDelayMillis);
  }

  setReferenced(referenced: boolean): void {
    if (referenced === this.#referenced) return;
    this.#referenced = referenced;
    if (!this.#open) return;
    if (referenced) this.#loop.addPending();
    else this.#loop.removePending();
  }

  onConnect(): void {
    this.#connecting = false;
    try {
      this.handler.onConnect();
    } catch (error) {
      this.#loop.uncaught(error);
    }
    this.#loop.afterCallback();
  }

  onData(bytes: Uint8Array, start: number, end: number): void {
    try {
      this.handler.onData(bytes, start, end);
    } catch (error) {
      this.#loop.uncaught(error);
    }
    this.#loop.afterCallback();
  }

  onDrain(): void {
    try {
      this.handler.onDrain();
    } catch (error) {
      this.#loop.uncaught(error);
    }
    this.#loop.afterCallback();
  }

  onEnd(): void {
    try {
      this.handler.onEnd();
    } catch (error) {
      this.#loop.uncaught(error);
    }
    this.#loop.afterCallback();
  }

  /** Ended in order it waits for `close`, as a socket does. */
  onGone(failure: TcpFailure | null): void {
    if (failure === null || !this.#open || this.#failed) return;
    const number = errorNumber(failure);
    const error = this.#connecting
      ? connectError(number, this.remoteAddress, this.remotePort)
      : streamError(number, 'read');
    this.#fail(error);
  }

  #fail(error: TransportError): void {
    if (!this.#open) return;
    this.#failed = true;
    this.#release();
    this.#tcp.reset();
    try {
      this.handler.onError(error);
    } catch (thrown) {
      this.#loop.uncaught(thrown);
    }
    this.#loop.afterCallback();
  }

  /** No event comes any more; `onClose` follows in the closing phase. */
  #release(): void {
    this.#open = false;
    if (this.#referenced) this.#loop.removePending();
    this.#loop.addClosing(() => this.handler.onClose());
  }
}

/** As the host's kernel numbers them. */
function errorNumber(failure: TcpFailure): number {
  switch (failure) {
    case 'refused':
      return -111;
    case 'reset':
      return -104;
    case 'timed-out':
      return -110;
    case 'unreachable-network':
      return -101;
    case 'unreachable-host':
      return -113;
  }
}
