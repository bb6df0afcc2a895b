// Stream connection: one TCP connection on a host socket. Layer: driver.
// Reads until a short read and writes at once, so that a request costs two system calls. All connections share one
// receive buffer. A handler's exception goes to the loop and does not disturb the connection.

import { formatIpv4, formatIpv6 } from '../../base/ip-text.ts';
import { currentLoop, type EventLoop } from '../../interfaces/timer.ts';
import type { Connection, ConnectionHandler, TransportError } from '../../interfaces/transport.ts';
import { connectError, streamError } from '../../interfaces/transport-errors.ts';
import {
  BROKEN,
  callAgain,
  HUNG_UP,
  PEER_ENDED,
  READABLE,
  unwatch,
  watch,
  WRITABLE,
  type Source,
} from './readiness.ts';
import { addressFamily, addressPort, addressWord } from './socket-address.ts';
import {
  closeDescriptor,
  readLocalAddress,
  receiveBytes,
  resetSocket,
  sendBytes,
  setSocketKeepAlive,
  setSocketNoDelay,
  shutdownSocket,
  socketError,
} from './sockets.ts';

const EAGAIN = -11;
const RECEIVE_SIZE = 65536;
/** Full buffers read from one connection before others get their turn. */
const READS_PER_TURN = 8;

const receiveBuffer = new Uint8Array(RECEIVE_SIZE);

/** An address as the kernel gave it, formatted when asked for. */
export class SocketName {
  readonly family: 'IPv4' | 'IPv6';
  readonly port: number;
  readonly #a: number;
  readonly #b: number;
  readonly #c: number;
  readonly #d: number;

  /** Copies the machine layer's current socket address. */
  constructor() {
    const wide = addressFamily() === 10;
    this.family = wide ? 'IPv6' : 'IPv4';
    this.port = addressPort();
    this.#a = addressWord(0);
    this.#b = wide ? addressWord(1) : 0;
    this.#c = wide ? addressWord(2) : 0;
    this.#d = wide ? addressWord(3) : 0;
  }

  get address(): string {
    if (this.family === 'IPv4') return formatIpv4(this.#a);
    return formatIpv6(this.#a, this.#b, this.#c, this.#d);
  }
}

export class StreamConnection implements Connection, Source {
  handler: ConnectionHandler;
  readonly #loop: EventLoop;
  readonly #descriptor: number;
  readonly #remote: SocketName;
  #local: SocketName | undefined;
  #open = true;
  #connecting: boolean;
  /** Accepted sockets inherit it from their listener. */
  #noDelay: boolean;
  #paused = false;
  /** Bytes may wait in the kernel of which no further event will tell. */
  #mayRead = false;
  /** An end or an error lies behind the bytes that wait: a short read is not the last one. */
  #nearsEnd = false;
  #ended = false;
  #wantsDrain = false;
  #referenced = true;
  #failure: TransportError | undefined;

  /** Takes the peer from the machine layer's socket address, and watches the descriptor. */
  constructor(descriptor: number, handler: ConnectionHandler, connecting: boolean) {
    this.handler = handler;
    this.#loop = currentLoop();
    this.#descriptor = descriptor;
    this.#connecting = connecting;
    this.#noDelay = !connecting;
    this.#remote = new SocketName();
    this.#loop.addPending();
    watch(descriptor, this);
  }

  get remoteAddress(): string {
    return this.#remote.address;
  }

  get remotePort(): number {
    return this.#remote.port;
  }

  get family(): 'IPv4' | 'IPv6' {
    return this.#remote.family;
  }

  get localAddress(): string {
    return this.#localName().address;
  }

  get localPort(): number {
    return this.#localName().port;
  }

  #localName(): SocketName {
    let name = this.#local;
    if (name === undefined) {
      readLocalAddress(this.#descriptor);
      name = new SocketName();
      if (this.#open) this.#local = name;
    }
    return name;
  }

  write(bytes: Uint8Array, offset: number, length: number): number {
    if (!this.#open || this.#failure !== undefined) return length;
    if (this.#connecting) {
      this.#wantsDrain = true;
      return 0;
    }
    const sent = sendBytes(this.#descriptor, bytes, offset, length);
    if (sent === length) return length;
    if (sent >= 0) {
      this.#wantsDrain = true;
      return sent;
    }
    if (sent === EAGAIN) {
      this.#wantsDrain = true;
      return 0;
    }
    this.#fail(streamError(sent, 'write'));
    return length;
  }

  pauseReading(): void {
    this.#paused = true;
  }

  resumeReading(): void {
    if (!this.#paused) return;
    this.#paused = false;
    if (this.#mayRead && this.#open) callAgain(this);
  }

  shutdownWrite(): void {
    if (this.#open && this.#failure === undefined) shutdownSocket(this.#descriptor, 1);
  }

  close(): void {
    if (!this.#open) return;
    this.#release();
    closeDescriptor(this.#descriptor);
  }

  reset(): void {
    if (!this.#open) return;
    this.#release();
    resetSocket(this.#descriptor);
  }

  setNoDelay(enabled: boolean): void {
    if (enabled === this.#noDelay || !this.#open) return;
    this.#noDelay = enabled;
    setSocketNoDelay(this.#descriptor, enabled);
  }

  setKeepAlive(enabled: boolean, initialDelayMillis: number): void {
    if (this.#open) {
      setSocketKeepAlive(this.#descriptor, enabled, Math.floor(initialDelayMillis / 1000));
    }
  }

  setReferenced(referenced: boolean): void {
    if (referenced === this.#referenced) return;
    this.#referenced = referenced;
    if (!this.#open) return;
    if (referenced) this.#loop.addPending();
    else this.#loop.removePending();
  }

  onReady(readiness: number): void {
    if (!this.#open) return;
    if (this.#failure !== undefined) return this.#reportFailure();
    if (this.#connecting) {
      if ((readiness & (WRITABLE | BROKEN | HUNG_UP)) === 0) return;
      if (!this.#finishConnecting()) return;
    }
    if ((readiness & (READABLE | PEER_ENDED | BROKEN | HUNG_UP)) !== 0) this.#mayRead = true;
    if ((readiness & (PEER_ENDED | BROKEN | HUNG_UP)) !== 0) this.#nearsEnd = true;
    if (this.#mayRead && !this.#paused && !this.#ended) this.#readAll();
    if (this.#wantsDrain && this.#open && (readiness & WRITABLE) !== 0) {
      this.#wantsDrain = false;
      try {
        this.handler.onDrain();
      } catch (error) {
        this.#loop.uncaught(error);
      }
      this.#loop.afterCallback();
    }
  }

  #readAll(): void {
    for (let turn = 0; turn < READS_PER_TURN; turn++) {
      const got = receiveBytes(this.#descriptor, receiveBuffer, RECEIVE_SIZE);
      if (got > 0) {
        if (got < RECEIVE_SIZE && !this.#nearsEnd) this.#mayRead = false;
        try {
          this.handler.onData(receiveBuffer, 0, got);
        } catch (error) {
          this.#loop.uncaught(error);
        }
        this.#loop.afterCallback();
        if (!this.#mayRead || this.#paused || !this.#open) return;
      } else if (got === EAGAIN) {
        this.#mayRead = false;
        return;
      } else if (got === 0) {
        this.#end();
        return;
      } else {
        this.#failure = streamError(got, 'read');
        this.#reportFailure();
        return;
      }
    }
    callAgain(this);
  }

  #end(): void {
    this.#ended = true;
    this.#mayRead = false;
    try {
      this.handler.onEnd();
    } catch (error) {
      this.#loop.uncaught(error);
    }
    this.#loop.afterCallback();
  }

  /** False when it failed. */
  #finishConnecting(): boolean {
    const number = socketError(this.#descriptor);
    if (number !== 0) {
      this.#failure = connectError(-number, this.remoteAddress, this.remotePort);
      this.#reportFailure();
      return false;
    }
    this.#connecting = false;
    try {
      this.handler.onConnect();
    } catch (error) {
      this.#loop.uncaught(error);
    }
    this.#loop.afterCallback();
    return this.#open;
  }

  /** Reports from the loop, never from inside `write`. */
  #fail(error: TransportError): void {
    this.#failure = error;
    callAgain(this);
  }

  #reportFailure(): void {
    const error = this.#failure as TransportError;
    this.#release();
    closeDescriptor(this.#descriptor);
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
    unwatch(this.#descriptor);
    if (this.#referenced) this.#loop.removePending();
    this.#loop.addClosing(() => this.handler.onClose());
  }
}
