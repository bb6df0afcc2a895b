// Udp: datagram sockets. Layer: net. RFC 768, RFC 1122 §4.1, RFC 6056 (random ports).
// A socket's handler runs while a packet is received; it may send and close. Sending copies the data.

import { type IpAddress, UNSPECIFIED, UNSPECIFIED_IPV4 } from './ip-address.ts';
import type { IcmpErrorKind, IpLayer, TransportProtocol } from './ip-layer.ts';
import { type DatagramHandler, UdpSocket } from './udp-socket.ts';
import { copyBytes, get16 } from './wire/byte-order.ts';
import { transportChecksum } from './wire/checksum.ts';
import { PROTOCOL_UDP } from './wire/protocol-numbers.ts';
import { UDP_CHECKSUM, UDP_HEADER, UdpHeader } from './wire/udp.ts';

const FIRST_EPHEMERAL = 49152;
const EPHEMERAL_PORTS = 16384;
const MAXIMUM_SOCKETS = 4096;
const MAXIMUM_DATA4 = 65535 - 20 - UDP_HEADER;
const MAXIMUM_DATA6 = 65535 - UDP_HEADER;

export class UdpCounters {
  received = 0;
  malformed = 0;
  badChecksum = 0;
  noSocket = 0;
  sent = 0;
  notSent = 0;
}

/** What UDP needs of the network besides `IpLayer`. */
export interface UdpNetwork extends IpLayer {
  isOwnAddress(address: IpAddress): boolean;
  /** Sent to many hosts. */
  isMulticast(address: IpAddress): boolean;
  isBroadcast(address: IpAddress): boolean;
  joinGroup(group: IpAddress): boolean;
  leaveGroup(group: IpAddress): void;
}

export type BindFailure = 'address-in-use' | 'address-not-available' | 'too-many';
/** 'no-memory': packets or the device's queue are used up; the datagram is lost. */
export type SendResult = 'sent' | 'too-long' | 'no-route' | 'no-memory' | 'not-allowed' | 'closed';

export class Udp implements TransportProtocol {
  readonly counters = new UdpCounters();
  readonly network: UdpNetwork;
  readonly #random: () => number;
  /** The sockets of each port, linked by `next`. */
  readonly #ports = new Map<number, UdpSocket>();
  readonly #header = new UdpHeader();
  #sockets = 0;

  constructor(network: UdpNetwork, random: () => number) {
    this.network = network;
    this.#random = random;
  }

  /**
   * A socket at `address` (UNSPECIFIED: both families, unless `onlyIpv6`; UNSPECIFIED_IPV4: all of IPv4) and `port` (0: a
   * free one by chance). `shared`: other shared sockets may have the same.
   */
  bind(
    address: IpAddress,
    port: number,
    handler: DatagramHandler,
    onlyIpv6 = false,
    shared = false,
  ): UdpSocket | BindFailure {
    const isAny = address.isUnspecified;
    if (!isAny && !this.network.isOwnAddress(address) && !this.network.isMulticast(address)) {
      return 'address-not-available';
    }
    if (this.#sockets === MAXIMUM_SOCKETS) return 'too-many';
    const chosen = port === 0 ? this.#freePort() : port;
    if (chosen === 0) return 'too-many';
    const socket = new UdpSocket(this, address, chosen, handler, onlyIpv6, shared);
    const first = this.#ports.get(chosen);
    for (let one = first; one !== undefined; one = one.next) {
      if (conflicts(one, socket)) return 'address-in-use';
    }
    socket.next = first;
    this.#ports.set(chosen, socket);
    this.#sockets++;
    return socket;
  }

  #freePort(): number {
    for (let tries = 0; tries < 64; tries++) {
      const port = FIRST_EPHEMERAL + (this.#random() % EPHEMERAL_PORTS);
      if (!this.#ports.has(port)) return port;
    }
    for (let port = FIRST_EPHEMERAL; port < FIRST_EPHEMERAL + EPHEMERAL_PORTS; port++) {
      if (!this.#ports.has(port)) return port;
    }
    return 0;
  }

  /** For UdpSocket: takes it out. */
  remove(socket: UdpSocket): void {
    const first = this.#ports.get(socket.localPort);
    if (first === socket) {
      if (socket.next === undefined) this.#ports.delete(socket.localPort);
      else this.#ports.set(socket.localPort, socket.next);
      this.#sockets--;
      return;
    }
    for (let one = first; one !== undefined; one = one.next) {
      if (one.next !== socket) continue;
      one.next = socket.next;
      this.#sockets--;
      return;
    }
  }

  /** For UdpSocket: sends bytes[start .. end). */
  send(
    socket: UdpSocket,
    bytes: Uint8Array,
    start: number,
    end: number,
    destination: IpAddress,
    port: number,
  ): SendResult {
    const maximum = destination.isIpv4 ? MAXIMUM_DATA4 : MAXIMUM_DATA6;
    if (end - start > maximum) return 'too-long';
    if (!socket.broadcastAllowed && this.network.isBroadcast(destination)) return 'not-allowed';
    const source = this.#source(socket, destination);
    if (source === null) {
      this.counters.notSent++;
      return 'no-route';
    }
    const packet = this.network.allocate(UDP_HEADER + end - start);
    if (packet === null) {
      this.counters.notSent++;
      return 'no-memory';
    }
    const header = this.#header;
    header.sourcePort = socket.localPort;
    header.destinationPort = port;
    header.length = UDP_HEADER + end - start;
    header.checksum = 0;
    header.emit(packet.bytes, packet.start);
    copyBytes(packet.bytes, packet.start + UDP_HEADER, bytes, start, end);
    packet.end = packet.start + header.length;
    if (this.network.isMulticast(destination)) {
      packet.isLooped = socket.multicastLooped;
      packet.leavesHost = socket.multicastHopLimit !== 0;
      packet.hopLimit = socket.multicastHopLimit;
    } else packet.hopLimit = socket.hopLimit;
    if (!this.network.send(packet, source, destination, PROTOCOL_UDP, UDP_CHECKSUM)) {
      this.counters.notSent++;
      return 'no-memory';
    }
    this.counters.sent++;
    return 'sent';
  }

  /** Null when there is no way, or not from the address that the socket is bound to. */
  #source(socket: UdpSocket, destination: IpAddress): IpAddress | null {
    const bound = socket.localAddress;
    if (bound.isUnspecified || this.network.isMulticast(bound)) {
      if (socket.sendsUnaddressed) return UNSPECIFIED_IPV4;
      return this.network.sourceFor(destination);
    }
    return bound.isIpv4 === destination.isIpv4 ? bound : null;
  }

  receive(
    source: IpAddress,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    checksumValid: boolean,
    nowMillis: number,
  ): boolean {
    const header = this.#header;
    this.counters.received++;
    if (!header.parse(bytes, start, end)) {
      this.counters.malformed++;
      return true;
    }
    const dataEnd = start + header.length;
    if (!checksumValid && !isSound(header, source, destination, bytes, start, dataEnd)) {
      this.counters.badChecksum++;
      return true;
    }
    const port = header.sourcePort;
    const first = this.#ports.get(header.destinationPort);
    const isMany = this.network.isMulticast(destination) || this.network.isBroadcast(destination);
    if (isMany) {
      this.#deliverAll(first, source, port, destination, bytes, start, dataEnd, nowMillis);
      return true;
    }
    const socket = bestSocket(first, source, port, destination);
    if (socket === undefined) {
      this.counters.noSocket++;
      return false;
    }
    const from = start + UDP_HEADER;
    socket.handler.onDatagram(source, port, destination, bytes, from, dataEnd, nowMillis);
    return true;
  }

  /** RFC 1122 §4.1.3.5: each socket that the address fits gets one. */
  #deliverAll(
    first: UdpSocket | undefined,
    source: IpAddress,
    port: number,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    nowMillis: number,
  ): void {
    const from = start + UDP_HEADER;
    let next = first;
    while (next !== undefined) {
      const socket = next;
      next = socket.next;
      if (scoreOf(socket, source, port, destination) < 0) continue;
      socket.handler.onDatagram(source, port, destination, bytes, from, end, nowMillis);
    }
  }

  onIcmpError(
    kind: IcmpErrorKind,
    source: IpAddress,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    _end: number,
    _pathMtu: number,
    nowMillis: number,
  ): void {
    // What is too big for the path is fragmented from now on.
    if (kind === 'too-big') return;
    const port = get16(bytes, start + 2);
    const first = this.#ports.get(get16(bytes, start));
    // Looked up as an answer from there would be.
    const socket = bestSocket(first, destination, port, source);
    socket?.handler.onError(kind, destination, port, nowMillis);
  }
}

/** RFC 768: 0 stands for no checksum; RFC 8200 §8.1: IPv6 has none without. */
function isSound(
  header: UdpHeader,
  source: IpAddress,
  destination: IpAddress,
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  if (header.checksum === 0) return destination.isIpv4;
  return transportChecksum(source, destination, PROTOCOL_UDP, bytes, start, end) === 0;
}

function bestSocket(
  first: UdpSocket | undefined,
  source: IpAddress,
  port: number,
  destination: IpAddress,
): UdpSocket | undefined {
  let best: UdpSocket | undefined;
  let bestScore = -1;
  for (let socket = first; socket !== undefined; socket = socket.next) {
    const score = scoreOf(socket, source, port, destination);
    if (score > bestScore) {
      best = socket;
      bestScore = score;
    }
  }
  return best;
}

/** How well it fits: connected before bound to the address before bound to any; -1: not at all. */
function scoreOf(
  socket: UdpSocket,
  source: IpAddress,
  port: number,
  destination: IpAddress,
): number {
  let score = 0;
  const local = socket.localAddress;
  if (local === UNSPECIFIED || local.equals(UNSPECIFIED)) {
    if (socket.onlyIpv6 && destination.isIpv4) return -1;
  } else if (local.isUnspecified) {
    if (!destination.isIpv4) return -1;
    score = 1;
  } else if (local.equals(destination)) {
    score = 2;
  } else {
    return -1;
  }
  const remote = socket.remoteAddress;
  if (remote === null) return score;
  return socket.remotePort === port && remote.equals(source) ? score + 4 : -1;
}

function conflicts(one: UdpSocket, other: UdpSocket): boolean {
  if (one.shared && other.shared) return false;
  const oneAny = one.localAddress.isUnspecified;
  const otherAny = other.localAddress.isUnspecified;
  if (!oneAny && !otherAny) return one.localAddress.equals(other.localAddress);
  return families(one) === 3 || families(other) === 3 || families(one) === families(other);
}

/** 1: IPv4, 2: IPv6, 3: both. */
function families(socket: UdpSocket): number {
  if (socket.localAddress.isIpv4) return 1;
  return socket.localAddress.isUnspecified && !socket.onlyIpv6 ? 3 : 2;
}
