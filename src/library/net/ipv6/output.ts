// Ipv6Output: sends packets over IPv6: header, checksum, next hop, fragments. Layer: net.
// RFC 8200 §4.5 and §8, RFC 4861 §5.2 (next hop), RFC 8201 (path MTU), RFC 7739 (identification).

import { completeChecksum, prepareSegmentation } from '../checksum-completion.ts';
import type { IpAddress } from '../ip-address.ts';
import type { Packet } from '../packet.ts';
import { PathMtuCache } from '../path-mtu-cache.ts';
import { DEFAULT_HOP_LIMIT, LOOPBACK_MTU, type StackParts } from '../stack-parts.ts';
import { copyBytes } from '../wire/byte-order.ts';
import { ETHERTYPE_IPV6, IPV6_GROUP_HIGH } from '../wire/ethernet.ts';
import { IPV6_HEADER, Ipv6Header } from '../wire/ipv6.ts';
import { emitFragmentHeader, FRAGMENT_HEADER } from '../wire/ipv6-extensions.ts';
import { PROTOCOL_FRAGMENT } from '../wire/protocol-numbers.ts';
import { type Ipv6Configuration, isLinkLocal, isMulticast6 } from './configuration.ts';
import type { Ipv6Groups } from './groups.ts';
import type { NeighbourDiscovery } from './neighbour-discovery.ts';
import { selectSource } from './source-selection.ts';
import { INCOMPLETE } from '../neighbour.ts';

/** RFC 8200 §5. */
export const MINIMUM_MTU6 = 1280;
const LARGEST_TCP_HEADER = 60;
const MAXIMUM_PAYLOAD = 65535;

export class Ipv6OutputCounters {
  sent = 0;
  noRoute = 0;
  tooLong = 0;
  fragmented = 0;
  fragmentsSent = 0;
  noPacket = 0;
}

export class Ipv6Output {
  readonly counters = new Ipv6OutputCounters();
  readonly pathMtus = new PathMtuCache(MINIMUM_MTU6);
  /** Routers may make them smaller. */
  linkMtu: number;
  hopLimit = DEFAULT_HOP_LIMIT;
  groups: Ipv6Groups | null = null;
  discovery: NeighbourDiscovery | null = null;
  readonly #parts: StackParts;
  readonly #configuration: Ipv6Configuration;
  readonly #header = new Ipv6Header();

  constructor(parts: StackParts, configuration: Ipv6Configuration) {
    this.#parts = parts;
    this.#configuration = configuration;
    this.linkMtu = parts.link.device.mtu;
  }

  /** As `IpLayer.send`. */
  send(
    packet: Packet,
    source: IpAddress,
    destination: IpAddress,
    protocol: number,
    checksumOffset: number,
    nowMillis: number,
  ): boolean {
    const header = this.#header;
    header.setAddresses(source, destination);
    header.nextHeader = protocol;
    header.hopLimit = packet.hopLimit === 0 ? this.hopLimit : packet.hopLimit;
    if (packet.length > MAXIMUM_PAYLOAD) {
      this.counters.tooLong++;
      return this.#lose(packet);
    }
    if (this.#configuration.isLocal(destination)) {
      this.#completeLocal(packet, source, destination, protocol, checksumOffset);
      return this.#sendToSelf(packet);
    }
    const mtu = this.pathMtu(destination, nowMillis);
    const isSegmented = prepareSegmentation(packet, IPV6_HEADER);
    const isWhole = isSegmented || packet.length + IPV6_HEADER <= mtu;
    if (checksumOffset >= 0) {
      const offload = isWhole && this.#parts.link.device.features.transmitChecksum;
      completeChecksum(packet, source, destination, protocol, checksumOffset, offload);
    }
    const isHeard = isMulticast6(destination) && this.#hears(destination);
    if (isHeard && packet.isLooped) this.#copyToSelf(packet);
    // It has gone as far as it may.
    if (!packet.leavesHost) return !this.#lose(packet);
    return isWhole
      ? this.#sendWhole(packet, destination, nowMillis)
      : this.#sendFragments(packet, source, destination, mtu, nowMillis);
  }

  #lose(packet: Packet): boolean {
    this.#parts.pool.give(packet);
    return false;
  }

  /** ICMPv6 is checked when it comes from the host itself, too. */
  #completeLocal(
    packet: Packet,
    source: IpAddress,
    destination: IpAddress,
    protocol: number,
    checksumOffset: number,
  ): void {
    packet.segmentSize = 0;
    if (checksumOffset < 0 || this.#parts.transports.get(protocol) !== null) return;
    completeChecksum(packet, source, destination, protocol, checksumOffset, false);
  }

  #hears(group: IpAddress): boolean {
    // Neighbour discovery's own groups are for others.
    return (
      this.groups !== null &&
      this.groups.has(group) &&
      !this.#configuration.isSolicitedNode(group) &&
      this.#parts.transports.get(this.#header.nextHeader) !== null
    );
  }

  #sendToSelf(packet: Packet): boolean {
    this.#putHeader(packet);
    if (this.#parts.loopback.push(packet)) return true;
    return this.#lose(packet);
  }

  #copyToSelf(packet: Packet): void {
    const copy = this.#parts.pool.take(packet.length);
    if (copy === null) return;
    copyBytes(copy.bytes, copy.start, packet.bytes, packet.start, packet.end);
    copy.end = copy.start + packet.length;
    this.#sendToSelf(copy);
  }

  #putHeader(packet: Packet): void {
    const header = this.#header;
    header.payloadLength = packet.length;
    packet.start -= IPV6_HEADER;
    header.emit(packet.bytes, packet.start);
  }

  #sendWhole(packet: Packet, destination: IpAddress, nowMillis: number): boolean {
    this.#putHeader(packet);
    return this.#toLink(packet, destination, nowMillis);
  }

  #sendFragments(
    packet: Packet,
    source: IpAddress,
    destination: IpAddress,
    mtu: number,
    nowMillis: number,
  ): boolean {
    const header = this.#header;
    const protocol = header.nextHeader;
    const hopLimit = header.hopLimit;
    const size = (mtu - IPV6_HEADER - FRAGMENT_HEADER) & ~7;
    const identification = this.#parts.random();
    this.counters.fragmented++;
    let sent = true;
    for (let at = packet.start; at < packet.end && sent; at += size) {
      const end = Math.min(at + size, packet.end);
      const fragment = this.#parts.pool.take(end - at);
      if (fragment === null) {
        this.counters.noPacket++;
        sent = false;
        break;
      }
      copyBytes(fragment.bytes, fragment.start, packet.bytes, at, end);
      fragment.end = fragment.start + (end - at);
      fragment.start -= FRAGMENT_HEADER;
      const offset = at - packet.start;
      const more = end < packet.end;
      emitFragmentHeader(fragment.bytes, fragment.start, protocol, offset, more, identification);
      this.counters.fragmentsSent++;
      // Sending one may mean to solicit the neighbour first, which uses the header, too.
      header.setAddresses(source, destination);
      header.nextHeader = PROTOCOL_FRAGMENT;
      header.hopLimit = hopLimit;
      sent = this.#sendWhole(fragment, destination, nowMillis);
    }
    this.#parts.pool.give(packet);
    return sent;
  }

  #toLink(packet: Packet, destination: IpAddress, nowMillis: number): boolean {
    this.counters.sent++;
    if (isMulticast6(destination)) {
      return this.#parts.link.transmit(packet, IPV6_GROUP_HIGH, destination.d, ETHERTYPE_IPV6);
    }
    const next = this.#nextHop(destination);
    if (next === null || this.discovery === null) {
      this.counters.noRoute++;
      return this.#lose(packet);
    }
    return this.discovery.neighbours.send(next, packet, nowMillis);
  }

  /** The neighbour to send to; null when no router is known. */
  #nextHop(destination: IpAddress): IpAddress | null {
    const configuration = this.#configuration;
    if (configuration.isOnLink(destination)) return destination;
    const routers = configuration.routers;
    // RFC 4861 §6.3.6: one that is known, before one that does not answer.
    for (let i = 0; i < routers.length && routers.length > 1; i++) {
      const neighbour = this.discovery!.neighbours.find(routers[i]!.address);
      if (neighbour !== null && neighbour.state !== INCOMPLETE) return routers[i]!.address;
    }
    return routers.length === 0 ? null : routers[0]!.address;
  }

  /** As `IpLayer.sourceFor`. */
  sourceFor(destination: IpAddress, nowMillis: number): IpAddress | null {
    const configuration = this.#configuration;
    if (configuration.isLocal(destination)) return destination;
    const isReached =
      isMulticast6(destination) ||
      configuration.isOnLink(destination) ||
      configuration.routers.length > 0;
    if (!isReached) return null;
    const source = selectSource(configuration.addresses, destination, nowMillis);
    // A link-local address means nothing behind a router.
    if (source === null || !isLinkLocal(source) || isMulticast6(destination)) return source;
    return configuration.isOnLink(destination) ? source : null;
  }

  /** The host's own link-local address, when it is known to be unique. */
  linkLocalSource(): IpAddress | null {
    const addresses = this.#configuration.addresses;
    for (let i = 0; i < addresses.length; i++) {
      const one = addresses[i]!;
      if (one.state === 'valid' && isLinkLocal(one.address)) return one.address;
    }
    return null;
  }

  /** As `IpLayer.pathMtu`. */
  pathMtu(destination: IpAddress, nowMillis: number): number {
    if (this.#configuration.isLocal(destination)) return LOOPBACK_MTU;
    return this.pathMtus.get(destination, this.linkMtu, nowMillis);
  }

  /** As `IpLayer.segmentation`. */
  segmentation(): number {
    const features = this.#parts.link.device.features;
    if (!features.segmentation6 || !features.transmitChecksum) return 0;
    return MAXIMUM_PAYLOAD - LARGEST_TCP_HEADER;
  }
}
