// NeighbourDiscovery: finds IPv6 neighbours, answers for own addresses, and detects duplicates of them. Layer: net.
// RFC 4861 §7, RFC 4862 §5.4. The caller has checked hop limit, checksum, and that the message was never in fragments.

import type { IpAddress } from '../ip-address.ts';
import { UNSPECIFIED } from '../ip-address.ts';
import { type Neighbour, PROBE } from '../neighbour.ts';
import { NeighbourCache, type NeighbourProtocol } from '../neighbour-cache.ts';
import type { Packet } from '../packet.ts';
import type { StackParts } from '../stack-parts.ts';
import { TokenBucket } from '../token-bucket.ts';
import { ETHERTYPE_IPV6, isStationAddress } from '../wire/ethernet.ts';
import { ICMP_CHECKSUM } from '../wire/icmp.ts';
import {
  NDP_NEIGHBOUR_ADVERTISEMENT,
  NDP_NEIGHBOUR_SOLICITATION,
  NeighbourMessage,
} from '../wire/ndp.ts';
import { PROTOCOL_ICMPV6 } from '../wire/protocol-numbers.ts';
import {
  ALL_NODES,
  type Ipv6Configuration,
  isMulticast6,
  type OwnAddress,
  solicitedNode,
} from './configuration.ts';
import type { Ipv6Groups } from './groups.ts';
import type { Ipv6Output } from './output.ts';

export const NDP_HOP_LIMIT = 255;
const ADVERTISEMENTS_PER_SECOND = 200;

export class NeighbourDiscoveryCounters {
  received = 0;
  malformed = 0;
  solicitationsSent = 0;
  advertisementsSent = 0;
  duplicates = 0;
  conflicts = 0;
}

export class NeighbourDiscovery implements NeighbourProtocol {
  readonly counters = new NeighbourDiscoveryCounters();
  readonly neighbours: NeighbourCache;
  /** Solicitations before an address is used; 0: it is used at once. */
  duplicateProbes = 1;
  /** An address became usable, or turned out to be another host's. */
  onAddress: ((own: OwnAddress, nowMillis: number) => void) | null = null;
  onUnreachable: ((packet: Packet, nowMillis: number) => void) | null = null;
  readonly #parts: StackParts;
  readonly #configuration: Ipv6Configuration;
  readonly #output: Ipv6Output;
  readonly #groups: Ipv6Groups;
  readonly #message = new NeighbourMessage(UNSPECIFIED);
  readonly #advertisements = new TokenBucket(ADVERTISEMENTS_PER_SECOND, ADVERTISEMENTS_PER_SECOND);
  #nowMillis = 0;

  constructor(
    parts: StackParts,
    configuration: Ipv6Configuration,
    output: Ipv6Output,
    groups: Ipv6Groups,
  ) {
    this.#parts = parts;
    this.#configuration = configuration;
    this.#output = output;
    this.#groups = groups;
    this.neighbours = new NeighbourCache(this, parts.random);
  }

  /** A solicitation or advertisement. */
  receive(
    source: IpAddress,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    nowMillis: number,
  ): void {
    const message = this.#message;
    this.counters.received++;
    this.#nowMillis = nowMillis;
    const isSound =
      message.parse(bytes, start, end) &&
      (!message.hasLink || isStationAddress(message.linkHigh, message.linkLow));
    if (!isSound) this.counters.malformed++;
    else if (message.type === NDP_NEIGHBOUR_SOLICITATION) this.#onSolicitation(source, destination);
    else this.#onAdvertisement(destination);
  }

  #onSolicitation(source: IpAddress, destination: IpAddress): void {
    const message = this.#message;
    const isProbe = source.isUnspecified;
    // RFC 4861 §7.1.1.
    if (isProbe && (message.hasLink || !isSolicitedNodeGroup(destination))) {
      this.counters.malformed++;
      return;
    }
    const own = this.#configuration.find(message.target);
    if (own === null) return;
    if (own.state === 'tentative') {
      // RFC 4862 §5.4.3: another host wants the same address.
      if (isProbe) this.#fail(own);
      return;
    }
    if (own.state !== 'valid' || !this.#advertisements.take(this.#nowMillis)) return;
    if (!isProbe && message.hasLink && this.#isNeighbour(source)) {
      this.neighbours.onSolicitation(source, message.linkHigh, message.linkLow, this.#nowMillis);
    }
    this.#advertise(own.address, isProbe ? ALL_NODES : source, !isProbe);
  }

  #isNeighbour(source: IpAddress): boolean {
    return this.#configuration.isOnLink(source) || this.neighbours.find(source) !== null;
  }

  #onAdvertisement(destination: IpAddress): void {
    const message = this.#message;
    if (message.isSolicited && isMulticast6(destination)) {
      this.counters.malformed++;
      return;
    }
    const own = this.#configuration.find(message.target);
    if (own !== null) {
      if (own.state === 'tentative') this.#fail(own);
      else this.counters.conflicts++;
      return;
    }
    const neighbour = this.neighbours.onAdvertisement(
      message.target,
      message.hasLink,
      message.linkHigh,
      message.linkLow,
      message.isSolicited,
      message.isOverride,
      this.#nowMillis,
    );
    if (neighbour !== null) this.#noteRouter(neighbour, message.isRouter);
  }

  /** RFC 4861 §7.2.5: who is no router any more is no default router. */
  #noteRouter(neighbour: Neighbour, isRouter: boolean): void {
    if (neighbour.isRouter && !isRouter) {
      const routers = this.#configuration.routers;
      for (let i = routers.length - 1; i >= 0; i--) {
        if (routers[i]!.address.equals(neighbour.address)) routers.splice(i, 1);
      }
    }
    neighbour.isRouter = isRouter;
  }

  /** Begins to find out whether another host has it (RFC 4862 §5.4.2). */
  startAddress(own: OwnAddress, nowMillis: number): void {
    this.#groups.join(solicitedNode(own.address), nowMillis);
    own.probesSent = 0;
    own.probeDeadlineMillis = nowMillis;
    this.#continueAddress(own, nowMillis);
  }

  #continueAddress(own: OwnAddress, nowMillis: number): void {
    if (own.probesSent === this.duplicateProbes) {
      own.state = 'valid';
      this.onAddress?.(own, nowMillis);
      return;
    }
    own.probesSent++;
    own.probeDeadlineMillis = nowMillis + this.neighbours.retransmitMillis;
    this.#nowMillis = nowMillis;
    this.#sendSolicitation(own.address, UNSPECIFIED, null);
  }

  #fail(own: OwnAddress): void {
    own.state = 'duplicate';
    this.counters.duplicates++;
    this.onAddress?.(own, this.#nowMillis);
  }

  /** The neighbours' and the tentative addresses' deadlines. */
  poll(nowMillis: number): number {
    this.#nowMillis = nowMillis;
    let next = this.neighbours.poll(nowMillis);
    const addresses = this.#configuration.addresses;
    for (let i = 0; i < addresses.length; i++) {
      const own = addresses[i]!;
      if (own.state !== 'tentative') continue;
      if (own.probeDeadlineMillis <= nowMillis) this.#continueAddress(own, nowMillis);
      if (own.state === 'tentative') next = Math.min(next, own.probeDeadlineMillis);
    }
    return next;
  }

  solicit(neighbour: Neighbour, nowMillis: number): void {
    this.#nowMillis = nowMillis;
    const target = neighbour.address;
    const source = this.#output.sourceFor(target, nowMillis) ?? this.#output.linkLocalSource();
    if (source === null) return;
    this.#sendSolicitation(target, source, neighbour.state === PROBE ? neighbour : null);
  }

  /** To the neighbour itself, or (null) to the group of all that the address may belong to. */
  #sendSolicitation(target: IpAddress, source: IpAddress, neighbour: Neighbour | null): void {
    const message = this.#message;
    message.type = NDP_NEIGHBOUR_SOLICITATION;
    message.target = target;
    message.hasLink = !source.isUnspecified;
    this.counters.solicitationsSent++;
    this.#send(source, neighbour === null ? solicitedNode(target) : target);
  }

  #advertise(target: IpAddress, destination: IpAddress, isSolicited: boolean): void {
    const message = this.#message;
    message.type = NDP_NEIGHBOUR_ADVERTISEMENT;
    message.isRouter = false;
    message.isSolicited = isSolicited;
    message.isOverride = true;
    message.target = target;
    message.hasLink = true;
    this.counters.advertisementsSent++;
    this.#send(target, destination);
  }

  #send(source: IpAddress, destination: IpAddress): void {
    const message = this.#message;
    message.linkHigh = this.#parts.link.high;
    message.linkLow = this.#parts.link.low;
    const packet = this.#parts.pool.take(message.length);
    if (packet === null) return;
    message.emit(packet.bytes, packet.start);
    packet.end = packet.start + message.length;
    packet.hopLimit = NDP_HOP_LIMIT;
    const offset = ICMP_CHECKSUM;
    this.#output.send(packet, source, destination, PROTOCOL_ICMPV6, offset, this.#nowMillis);
  }

  transmit(packet: Packet, high: number, low: number): boolean {
    return this.#parts.link.transmit(packet, high, low, ETHERTYPE_IPV6);
  }

  reportUnreachable(packet: Packet, nowMillis: number): void {
    this.onUnreachable?.(packet, nowMillis);
    this.release(packet);
  }

  release(packet: Packet): void {
    this.#parts.pool.give(packet);
  }
}

function isSolicitedNodeGroup(address: IpAddress): boolean {
  return (
    address.a === 0xff020000 && address.b === 0 && address.c === 1 && address.d >>> 24 === 0xff
  );
}
