// Datagrams: the contract of UDP sockets that node:dgram and node:dns use on every target. Layer: interfaces.
// The target's Transport opens them; nobody above knows whether host sockets or our own UDP is behind it. Failures are
// negative error numbers (error-numbers.ts), 0 is success. Handlers and `done` run from the event loop, never within a call.

import { currentTransport } from './transport.ts';

export interface DatagramName {
  /** Numeric. */
  readonly address: string;
  readonly family: 'IPv4' | 'IPv6';
  readonly port: number;
}

export interface DatagramHandler {
  /** bytes[start .. end) came from `source`. `bytes` is a shared buffer or a packet, valid only during the call. */
  onDatagram(bytes: Uint8Array, start: number, end: number, source: DatagramName): void;
  /** Receiving failed, as when a connected peer refuses; the socket stays open. */
  onError(number: number): void;
}

export interface DatagramOptions {
  family: 4 | 6;
  /** A numeric address of the family. */
  address: string;
  /** 0: any free port. */
  port: number;
  /** Others that say so may have the same port. */
  reuseAddress?: boolean;
  /** With family 6: leave IPv4 alone. */
  ipv6Only?: boolean;
}

export interface DatagramSocket {
  /** The local name, or the error number of asking for it. */
  localName(): DatagramName | number;
  /** Of a connected socket. */
  remoteName(): DatagramName | number;
  /**
   * Sends bytes[start .. end) as one datagram to a numeric address, or to the connected peer without one. 0: done;
   * 1: it waits for room, `done` follows, and the bytes must stay as they are until then; -ENOBUFS: too many wait already.
   */
  send(
    bytes: Uint8Array,
    start: number,
    end: number,
    address: string | undefined,
    port: number,
    done: (number: number) => void,
  ): number;
  /** Only datagrams of this peer are received from now on. */
  connect(address: string, port: number): number;
  disconnect(): number;
  setBroadcast(enabled: boolean): number;
  setTimeToLive(hops: number): number;
  setMulticastTimeToLive(hops: number): number;
  setMulticastLoopback(enabled: boolean): number;
  /** By an own address (IPv4) or by its zone, `::%2` (IPv6); an unspecified address: the system's choice. */
  setMulticastInterface(address: string): number;
  /** `source`: only what comes from there. */
  joinGroup(group: string, interfaceAddress: string | undefined, source?: string): number;
  leaveGroup(group: string, interfaceAddress: string | undefined, source?: string): number;
  /** Sets the size of the system's buffer, or asks for it with 0: then it is the result. */
  bufferSize(ofReceiving: boolean, size: number): number;
  /** Of datagrams that wait for room. */
  readonly waitingBytes: number;
  readonly waitingCount: number;
  /** A referenced socket keeps the loop alive (the default). */
  setReferenced(referenced: boolean): void;
  /** What waits for room is not sent, nothing is called any more. */
  close(): void;
}

export interface DatagramTransport {
  /** A bound socket, or an error number. */
  openDatagramSocket(options: DatagramOptions, handler: DatagramHandler): DatagramSocket | number;
}

/** The target's datagrams; undefined on a target without network. */
export function currentDatagrams(): DatagramTransport | undefined {
  const transport = currentTransport();
  return transport?.openDatagramSocket === undefined ? undefined : (transport as DatagramTransport);
}
