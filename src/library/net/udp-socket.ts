// UdpSocket: one bound port. Layer: net. `Udp.bind` makes them.

import type { IpAddress } from './ip-address.ts';
import type { IcmpErrorKind } from './ip-layer.ts';
import type { SendResult, Udp } from './udp.ts';

export interface DatagramHandler {
  /** The data is bytes[start .. end), valid only during the call. */
  onDatagram(
    source: IpAddress,
    sourcePort: number,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    nowMillis: number,
  ): void;
  /** A host on the way to `destination` could not deliver a datagram of this socket. */
  onError(kind: IcmpErrorKind, destination: IpAddress, port: number, nowMillis: number): void;
}

const MAXIMUM_GROUPS = 20;

export class UdpSocket {
  readonly localAddress: IpAddress;
  readonly localPort: number;
  readonly onlyIpv6: boolean;
  readonly shared: boolean;
  handler: DatagramHandler;
  /** Null unless connected: then only this peer is heard. */
  remoteAddress: IpAddress | null = null;
  remotePort = 0;
  broadcastAllowed = false;
  /** From 0.0.0.0 while the host has no address: DHCP. */
  sendsUnaddressed = false;
  /** 0: the default. */
  hopLimit = 0;
  /** 0: to members here alone. */
  multicastHopLimit = 1;
  /** What it sends to a group comes back to members here. */
  multicastLooped = true;
  /** For Udp: another socket of the same port. */
  next: UdpSocket | undefined = undefined;
  readonly #udp: Udp;
  readonly #groups: IpAddress[] = [];
  #closed = false;

  constructor(
    udp: Udp,
    localAddress: IpAddress,
    localPort: number,
    handler: DatagramHandler,
    onlyIpv6: boolean,
    shared: boolean,
  ) {
    this.#udp = udp;
    this.localAddress = localAddress;
    this.localPort = localPort;
    this.handler = handler;
    this.onlyIpv6 = onlyIpv6;
    this.shared = shared;
  }

  /** Sends bytes[start .. end); `port` is not 0. */
  send(
    bytes: Uint8Array,
    start: number,
    end: number,
    destination: IpAddress,
    port: number,
  ): SendResult {
    if (this.#closed) return 'closed';
    return this.#udp.send(this, bytes, start, end, destination, port);
  }

  /** From now on hears this peer only; false when there is no route to it. */
  connect(address: IpAddress, port: number): boolean {
    if (this.#udp.network.sourceFor(address) === null) return false;
    this.remoteAddress = address;
    this.remotePort = port;
    return true;
  }

  disconnect(): void {
    this.remoteAddress = null;
    this.remotePort = 0;
  }

  /** False when it is no group, joined already, or there is no room. */
  join(group: IpAddress): boolean {
    if (this.#closed || !this.#udp.network.isMulticast(group)) return false;
    if (this.#indexOf(group) >= 0 || this.#groups.length === MAXIMUM_GROUPS) return false;
    if (!this.#udp.network.joinGroup(group)) return false;
    this.#groups.push(group);
    return true;
  }

  leave(group: IpAddress): boolean {
    const at = this.#indexOf(group);
    if (at < 0) return false;
    this.#groups.splice(at, 1);
    this.#udp.network.leaveGroup(group);
    return true;
  }

  #indexOf(group: IpAddress): number {
    for (let i = 0; i < this.#groups.length; i++) {
      if (this.#groups[i]!.equals(group)) return i;
    }
    return -1;
  }

  /** Frees the port and leaves all groups; the handler hears no more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    while (this.#groups.length > 0) this.leave(this.#groups[0]!);
    this.#udp.remove(this);
  }
}
