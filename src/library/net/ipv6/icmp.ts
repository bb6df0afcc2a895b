// Icmpv6: echo replies, errors that we send, errors about what we sent, and the way to neighbour discovery. Layer: net.
// RFC 4443, RFC 4861 §7.1 (what makes a discovery message valid), RFC 6980 (none of them in fragments), RFC 8201.

import type { IpAddress } from '../ip-address.ts';
import type { IcmpErrorKind } from '../ip-layer.ts';
import type { Packet } from '../packet.ts';
import type { StackParts } from '../stack-parts.ts';
import { TokenBucket } from '../token-bucket.ts';
import { copyBytes, put16 } from '../wire/byte-order.ts';
import { transportChecksum } from '../wire/checksum.ts';
import {
  ICMP_CHECKSUM,
  ICMP_HEADER,
  ICMPV6_ECHO_REPLY,
  ICMPV6_ECHO_REQUEST,
  ICMPV6_PARAMETER_PROBLEM,
  ICMPV6_TIME_EXCEEDED,
  ICMPV6_TOO_BIG,
  ICMPV6_UNREACHABLE,
  IcmpHeader,
  isIcmpv6Error,
} from '../wire/icmp.ts';
import { getAddress, IPV6_HEADER, Ipv6Header } from '../wire/ipv6.ts';
import { ExtensionWalk, UNRECOGNIZED_OPTION } from '../wire/ipv6-extensions.ts';
import { MLD_DONE, MLD_QUERY } from '../wire/multicast.ts';
import {
  NDP_NEIGHBOUR_ADVERTISEMENT,
  NDP_NEIGHBOUR_SOLICITATION,
  NDP_REDIRECT,
  NDP_ROUTER_ADVERTISEMENT,
  NDP_ROUTER_SOLICITATION,
} from '../wire/ndp.ts';
import { PROTOCOL_ICMPV6 } from '../wire/protocol-numbers.ts';
import { type Ipv6Configuration, isLinkLocal, isMulticast6 } from './configuration.ts';
import type { Ipv6Groups } from './groups.ts';
import { NDP_HOP_LIMIT, type NeighbourDiscovery } from './neighbour-discovery.ts';
import { type Ipv6Output, MINIMUM_MTU6 } from './output.ts';
import type { RouterDiscovery } from './router-discovery.ts';

const ECHOES_PER_SECOND = 1000;
const ERRORS_PER_SECOND = 100;
const ERROR_BURST = 20;
/** RFC 4443 §2.4 (c): the error is no longer than the minimum MTU. */
const MAXIMUM_QUOTE = MINIMUM_MTU6 - IPV6_HEADER - ICMP_HEADER;

export class Icmpv6Counters {
  received = 0;
  malformed = 0;
  echoesAnswered = 0;
  errorsReceived = 0;
  errorsSent = 0;
  rateLimited = 0;
  /** Discovery messages from behind a router, in fragments, or from where none may come. */
  discoveryRefused = 0;
}

export class Icmpv6 {
  readonly counters = new Icmpv6Counters();
  readonly #parts: StackParts;
  readonly #configuration: Ipv6Configuration;
  readonly #output: Ipv6Output;
  readonly #groups: Ipv6Groups;
  readonly #neighbours: NeighbourDiscovery;
  readonly #routers: RouterDiscovery;
  readonly #header = new IcmpHeader();
  readonly #quoted = new Ipv6Header();
  readonly #walk = new ExtensionWalk();
  readonly #echoes = new TokenBucket(ECHOES_PER_SECOND, ECHOES_PER_SECOND / 10);
  readonly #errors = new TokenBucket(ERRORS_PER_SECOND, ERROR_BURST);

  constructor(
    parts: StackParts,
    configuration: Ipv6Configuration,
    output: Ipv6Output,
    groups: Ipv6Groups,
    neighbours: NeighbourDiscovery,
    routers: RouterDiscovery,
  ) {
    this.#parts = parts;
    this.#configuration = configuration;
    this.#output = output;
    this.#groups = groups;
    this.#neighbours = neighbours;
    this.#routers = routers;
  }

  /** The ICMPv6 message bytes[start .. end). `hadFragment`: it came behind a fragment header. */
  receive(
    source: IpAddress,
    destination: IpAddress,
    hopLimit: number,
    hadFragment: boolean,
    bytes: Uint8Array,
    start: number,
    end: number,
    nowMillis: number,
  ): void {
    const header = this.#header;
    this.counters.received++;
    const isSound =
      header.parse(bytes, start, end) &&
      transportChecksum(source, destination, PROTOCOL_ICMPV6, bytes, start, end) === 0;
    if (!isSound) {
      this.counters.malformed++;
      return;
    }
    const type = header.type;
    if (isIcmpv6Error(type)) this.#onError(bytes, start, end, nowMillis);
    else if (type === ICMPV6_ECHO_REQUEST) {
      if (header.code === 0) this.#echo(source, destination, bytes, start, end, nowMillis);
    } else if (type >= NDP_ROUTER_SOLICITATION && type <= NDP_REDIRECT) {
      // 255 is left only where no router has handed it on.
      if (hopLimit !== NDP_HOP_LIMIT || hadFragment) this.counters.discoveryRefused++;
      else this.#discover(source, destination, bytes, start, end, nowMillis);
    } else if (type >= MLD_QUERY && type <= MLD_DONE && isLinkLocal(source) && hopLimit === 1) {
      this.#groups.receive(bytes, start, end, nowMillis);
    }
  }

  #discover(
    source: IpAddress,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    nowMillis: number,
  ): void {
    switch (this.#header.type) {
      case NDP_NEIGHBOUR_SOLICITATION:
      case NDP_NEIGHBOUR_ADVERTISEMENT:
        this.#neighbours.receive(source, destination, bytes, start, end, nowMillis);
        return;
      case NDP_ROUTER_ADVERTISEMENT:
        // RFC 4861 §6.1.2.
        if (isLinkLocal(source)) this.#routers.receive(source, bytes, start, end, nowMillis);
        else this.counters.discoveryRefused++;
        return;
      default:
        // Solicitations of routers are not for hosts; redirects are not followed: any host on the link could send them.
        this.counters.discoveryRefused++;
    }
  }

  #echo(
    source: IpAddress,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    nowMillis: number,
  ): void {
    if (source.isUnspecified) return;
    // RFC 4443 §4.2: from the address that was asked, or an own one when that was a group.
    const from = isMulticast6(destination)
      ? this.#output.sourceFor(source, nowMillis)
      : destination;
    if (from === null) return;
    if (!this.#echoes.take(nowMillis)) {
      this.counters.rateLimited++;
      return;
    }
    const packet = this.#parts.pool.take(end - start);
    if (packet === null) return;
    copyBytes(packet.bytes, packet.start, bytes, start, end);
    packet.end = packet.start + (end - start);
    packet.bytes[packet.start] = ICMPV6_ECHO_REPLY;
    this.counters.echoesAnswered++;
    this.#finish(packet, from, source, nowMillis);
  }

  #finish(packet: Packet, source: IpAddress, destination: IpAddress, nowMillis: number): void {
    put16(packet.bytes, packet.start + ICMP_CHECKSUM, 0);
    this.#output.send(packet, source, destination, PROTOCOL_ICMPV6, ICMP_CHECKSUM, nowMillis);
  }

  /** Tells the sender of the packet bytes[start .. end), which begins with its IPv6 header, that something is wrong with it. */
  sendError(
    type: number,
    code: number,
    parameter: number,
    source: IpAddress,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    nowMillis: number,
  ): void {
    if (source.isUnspecified || isMulticast6(source)) return;
    const isMany = isMulticast6(destination);
    // RFC 4443 §2.4 (e.3): the two exceptions, of which a host sends this one.
    if (isMany && !(type === ICMPV6_PARAMETER_PROBLEM && code === UNRECOGNIZED_OPTION)) return;
    if (this.#isAboutError(bytes, start, end)) return;
    const from = isMany ? this.#output.sourceFor(source, nowMillis) : destination;
    if (from === null) return;
    if (!this.#errors.take(nowMillis)) {
      this.counters.rateLimited++;
      return;
    }
    const quote = Math.min(end - start, MAXIMUM_QUOTE);
    const packet = this.#parts.pool.take(ICMP_HEADER + quote);
    if (packet === null) return;
    const header = this.#header;
    header.type = type;
    header.code = code;
    header.parameter = parameter;
    header.emit(packet.bytes, packet.start);
    copyBytes(packet.bytes, packet.start + ICMP_HEADER, bytes, start, start + quote);
    packet.end = packet.start + ICMP_HEADER + quote;
    this.counters.errorsSent++;
    this.#finish(packet, from, source, nowMillis);
  }

  #isAboutError(bytes: Uint8Array, start: number, end: number): boolean {
    const walk = this.#walk;
    walk.walk(bytes, start + IPV6_HEADER, end, bytes[start + 6]!, start + 6);
    if (walk.protocol !== PROTOCOL_ICMPV6) return false;
    const type = bytes[walk.payloadStart];
    return walk.payloadStart < end && (isIcmpv6Error(type!) || type === NDP_REDIRECT);
  }

  #onError(bytes: Uint8Array, start: number, end: number, nowMillis: number): void {
    const quoted = this.#quoted;
    const at = start + ICMP_HEADER;
    this.counters.errorsReceived++;
    if (!quoted.parseQuoted(bytes, at, end)) {
      this.counters.malformed++;
      return;
    }
    const source = getAddress(bytes, at + 8);
    const destination = getAddress(bytes, at + 24);
    if (!this.#configuration.isLocal(source)) {
      this.counters.malformed++;
      return;
    }
    const type = this.#header.type;
    const kind = errorKind(type, this.#header.code);
    let mtu = 0;
    if (type === ICMPV6_TOO_BIG) {
      mtu = this.#lowerMtu(destination, this.#header.parameter, nowMillis);
      if (mtu === 0) return;
    }
    if (kind !== null) this.#tell(kind, source, destination, bytes, at, end, mtu, nowMillis);
  }

  /** The new path MTU; 0 when it did not become smaller. */
  #lowerMtu(destination: IpAddress, said: number, nowMillis: number): number {
    // RFC 8201 §4: below the minimum it is no MTU.
    if (said < MINIMUM_MTU6 || isMulticast6(destination)) return 0;
    const current = this.#output.pathMtu(destination, nowMillis);
    return this.#output.pathMtus.lower(destination, said, current, nowMillis) ? said : 0;
  }

  #tell(
    kind: IcmpErrorKind,
    source: IpAddress,
    destination: IpAddress,
    bytes: Uint8Array,
    at: number,
    end: number,
    mtu: number,
    nowMillis: number,
  ): void {
    const walk = this.#walk;
    const result = walk.walk(bytes, at + IPV6_HEADER, end, bytes[at + 6]!, at + 6);
    if (result !== 'upper' && (result !== 'fragment' || walk.fragmentOffset !== 0)) return;
    const transport = this.#parts.transports.get(walk.protocol);
    const start = walk.payloadStart;
    if (transport === null || end - start < 8) return;
    transport.onIcmpError(kind, source, destination, bytes, start, end, mtu, nowMillis);
  }

  /** A neighbour did not answer: the same for a packet of our own (from its IP header on). */
  reportUnreachable(packet: Packet, nowMillis: number): void {
    const bytes = packet.bytes;
    const at = packet.start;
    if (packet.end - at < IPV6_HEADER) return;
    const source = getAddress(bytes, at + 8);
    const destination = getAddress(bytes, at + 24);
    this.#tell('unreachable-host', source, destination, bytes, at, packet.end, 0, nowMillis);
  }
}

/** RFC 4443 §3. */
function errorKind(type: number, code: number): IcmpErrorKind | null {
  if (type === ICMPV6_TOO_BIG) return 'too-big';
  if (type === ICMPV6_TIME_EXCEEDED) return 'time-exceeded';
  if (type === ICMPV6_PARAMETER_PROBLEM) return 'unreachable-protocol';
  if (type !== ICMPV6_UNREACHABLE) return null;
  switch (code) {
    case 0:
      return 'unreachable-network';
    case 1:
    case 5:
    case 6:
      return 'prohibited';
    case 4:
      return 'unreachable-port';
    default:
      return 'unreachable-host';
  }
}
