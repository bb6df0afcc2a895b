// TcpStreams: DNS over our own TCP. Layer: net. RFC 7766.

import type { IpAddress } from '../ip-address.ts';
import type { TcpConnection, TcpHandler } from '../tcp/connection.ts';
import type { TcpStack } from '../tcp/tcp-stack.ts';
import type { DnsStream, DnsStreamHandler, DnsStreams } from './dns-stream.ts';

export class TcpStreams implements DnsStreams {
  readonly #tcp: TcpStack;

  constructor(tcp: TcpStack) {
    this.#tcp = tcp;
  }

  open(server: IpAddress, port: number, handler: DnsStreamHandler): DnsStream | null {
    const stream = new TcpStream(handler);
    const connection = this.#tcp.connect(null, 0, server, port, stream);
    if (typeof connection === 'string') return null;
    stream.connection = connection;
    return stream;
  }
}

class TcpStream implements DnsStream, TcpHandler {
  connection: TcpConnection | null = null;
  readonly #handler: DnsStreamHandler;
  /** Of what is written, the part that TCP has not taken yet. */
  #rest = new Uint8Array(0);

  constructor(handler: DnsStreamHandler) {
    this.#handler = handler;
  }

  write(bytes: Uint8Array): void {
    this.#rest = bytes.slice();
    this.onDrain();
  }

  close(): void {
    this.connection?.close();
    this.connection = null;
  }

  onConnect(): void {
    this.#handler.onOpen();
  }

  onData(bytes: Uint8Array, start: number, end: number): void {
    this.#handler.onData(bytes, start, end);
  }

  onDrain(): void {
    if (this.connection === null || this.#rest.length === 0) return;
    const taken = this.connection.write(this.#rest, 0, this.#rest.length);
    this.#rest = this.#rest.slice(taken);
  }

  /** An answer that has not come by now does not come. */
  onEnd(): void {
    this.close();
    this.#handler.onClose();
  }

  onGone(): void {
    this.connection = null;
    this.#handler.onClose();
  }
}
