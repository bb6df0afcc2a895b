// Failed connection: one that failed before it had a socket; it reports from the loop, then closes. Layer: interfaces.

import { currentLoop } from './timer.ts';
import type { Connection, ConnectionHandler, TransportError } from './transport.ts';

export class FailedConnection implements Connection {
  handler: ConnectionHandler;
  readonly remoteAddress = '';
  readonly remotePort = 0;
  readonly localAddress = '';
  readonly localPort = 0;
  readonly family = 'IPv4';
  #closed = false;

  constructor(handler: ConnectionHandler, error: TransportError) {
    this.handler = handler;
    currentLoop().addClosing(() => {
      if (this.#closed) return;
      this.#closed = true;
      this.handler.onError(error);
      currentLoop().addClosing(() => this.handler.onClose());
    });
  }

  write(_bytes: Uint8Array, _offset: number, length: number): number {
    return length;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    currentLoop().addClosing(() => this.handler.onClose());
  }

  reset(): void {
    this.close();
  }

  pauseReading(): void {}
  resumeReading(): void {}
  shutdownWrite(): void {}
  setNoDelay(_enabled: boolean): void {}
  setKeepAlive(_enabled: boolean, _initialDelayMillis: number): void {}
  setReferenced(_referenced: boolean): void {}
}
