// DNS over TCP: streams for answers that do not fit into a datagram (RFC 7766). Layer: net/tcp.

import type { DnsStream, DnsStreamHandler, DnsStreams } from '../dns/dns-stream.ts';
import type { IpAddress } from '../ip-address.ts';
import type { TcpConnection, TcpHandler } from './connection.ts';
import type { TcpStack } from './tcp-stack.ts';

export class TcpDnsStreams implements DnsStreams {
  readonly #tcp: TcpStack;

  constructor(tcp: TcpStack) {
    this.#tcp = tcp;
  }

  open(server: IpAddress, port: number, handler: DnsStreamHandler): DnsStream | null {
    const connection = this.#tcp.connect(null, 0, server, port, null);
    if (typeof connection === 'string') return null;
    const stream = new TcpDnsStream(connection, handler);
    connection.handler = stream;
    return stream;
  }
}

class TcpDnsStream implements DnsStream, TcpHandler {
  readonly #connection: TcpConnection;
  readonly #handler: DnsStreamHandler;
  #open = true;

  constructor(connection: TcpConnection, handler: DnsStreamHandler) {
    this.#connection = connection;
    this.#handler = handler;
    connection.setNoDelay(true);
  }

  /** A question is far smaller than what a fresh connection takes. */
  write(bytes: Uint8Array): void {
    if (this.#open) this.#connection.write(bytes, 0, bytes.length);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#connection.close();
  }

  onConnect(): void {
    this.#handler.onOpen();
  }

  onData(bytes: Uint8Array, start: number, end: number): void {
    this.#handler.onData(bytes, start, end);
  }

  onDrain(): void {}

  onEnd(): void {
    this.#end();
  }

  onGone(): void {
    this.#end();
  }

  #end(): void {
    if (!this.#open) return;
    this.close();
    this.#handler.onClose();
  }
}
