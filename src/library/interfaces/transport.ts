// Transport: the byte-stream contract that node:net and http use on every target. Layer: interfaces.
// A target's system module installs one Transport; nobody above knows whether host sockets or our own TCP is behind it.
// All callbacks run from the event loop, never from inside the call that they answer (connect, write, close).

import type { DatagramTransport } from './datagram.ts';

/** An Error as Node's system errors are: `listen EADDRINUSE: address already in use :::8080`. */
export interface TransportError extends Error {
  code: string;
  /** Negative host error number, as Node's. */
  errno: number;
  /** 'listen', 'connect', 'read', 'write', 'getaddrinfo'. */
  syscall: string;
  address?: string;
  port?: number;
  hostname?: string;
}

/** What happens on a connection. `onClose` is the last call, exactly once, after `onError` when there was one. */
export interface ConnectionHandler {
  /** Outgoing connections only: established. */
  onConnect(): void;
  /** bytes[start .. end) have arrived. `bytes` is a shared receive buffer or a packet, valid only during the call. */
  onData(bytes: Uint8Array, start: number, end: number): void;
  /** After `write` accepted fewer bytes than offered: offer the rest now. */
  onDrain(): void;
  /** The peer will send no more. Writing is still possible. */
  onEnd(): void;
  onError(error: TransportError): void;
  onClose(): void;
}

export interface Connection {
  /** Must be set by `onConnection` before it returns; may be exchanged later. */
  handler: ConnectionHandler;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localAddress: string;
  readonly localPort: number;
  readonly family: 'IPv4' | 'IPv6';
  /** Sends bytes[offset .. offset + length) as far as there is room: the number of bytes accepted; the rest must be offered again at `onDrain`. */
  write(bytes: Uint8Array, offset: number, length: number): number;
  pauseReading(): void;
  resumeReading(): void;
  /** Sends the end of the stream after everything accepted so far. */
  shutdownWrite(): void;
  /** Ends both directions in order; `onClose` follows. */
  close(): void;
  /** Ends the connection with a reset; `onClose` follows. */
  reset(): void;
  setNoDelay(enabled: boolean): void;
  setKeepAlive(enabled: boolean, initialDelayMillis: number): void;
  /** A referenced connection keeps the loop alive (the default). */
  setReferenced(referenced: boolean): void;
}

export interface ListenOptions {
  /** Without it: all addresses of both families, `::` where the host has IPv6, else `0.0.0.0`. */
  host?: string;
  /** 0: any free port. */
  port: number;
  backlog?: number;
  /** With an IPv6 host: leave IPv4 alone. */
  ipv6Only?: boolean;
}

export interface ConnectOptions {
  /** A numeric address (use `resolve` for names). */
  host: string;
  port: number;
  localAddress?: string;
  localPort?: number;
}

export interface Listener {
  readonly address: string;
  readonly port: number;
  readonly family: 'IPv4' | 'IPv6';
  /** Stops accepting; open connections stay. */
  close(): void;
  /** A referenced listener keeps the loop alive (the default). */
  setReferenced(referenced: boolean): void;
}

export interface ResolvedAddress {
  address: string;
  family: 4 | 6;
}

/** Without the methods of DatagramTransport it has no datagrams. */
export interface Transport extends Partial<DatagramTransport> {
  /** Throws a TransportError (EADDRINUSE, EACCES, EADDRNOTAVAIL ...) with Node's fields. */
  listen(options: ListenOptions, onConnection: (connection: Connection) => void): Listener;
  /** The result is usable at once for `handler` and `close`; onConnect or onError, onClose follow. */
  connect(options: ConnectOptions, handler: ConnectionHandler): Connection;
  /** Addresses of a host name; the error has syscall 'getaddrinfo', code 'ENOTFOUND'. */
  resolve(
    hostname: string,
    callback: (error: TransportError | null, addresses: ResolvedAddress[]) => void,
  ): void;
  /** Asks the name servers; no addresses when the name is unknown. */
  queryNames(name: string, done: (addresses: ResolvedAddress[]) => void): void;
  /** Numeric addresses of the name servers, in order of preference. */
  hostNameServers?(): string[];
  /** The names that the host itself knows for a numeric address. */
  localNames?(address: string): string[];
}

type NameQuery = (
  transport: Transport,
  name: string,
  done: (addresses: ResolvedAddress[]) => void,
) => void;

let nameQuery: NameQuery | undefined;

/** Code that opens connections lets names be asked of the name servers: images without it carry no resolver. */
export function setNameQuery(query: NameQuery): void {
  nameQuery = query;
}

export function currentNameQuery(): NameQuery | undefined {
  return nameQuery;
}

let installed: Transport | undefined;

/** Called once by the target's system module, before the program's first line. */
export function setTransport(transport: Transport): void {
  installed = transport;
}

/** The target's transport; undefined on a target without network. */
export function currentTransport(): Transport | undefined {
  return installed;
}
