// Ipv4Output: sends packets over IPv4: header, checksum, route, fragments. Layer: net.
// RFC 791 §3.2, RFC 1122 §3.3, RFC 1191 (nothing that fits is fragmented on the way), RFC 6864 (identification).

import type { Arp } from '../arp.ts';
import { hashAddress } from '../address-cache.ts';
import { completeChecksum, prepareSegmentation } from '../checksum-completion.ts';
import { type IpAddress, UNSPECIFIED_IPV4 } from '../ip-address.ts';
import type { Packet } from '../packet.ts';
import { PathMtuCache } from '../path-mtu-cache.ts';
import { DEFAULT_HOP_LIMIT, LOOPBACK_MTU, type StackParts } from '../stack-parts.ts';
import { copyBytes } from '../wire/byte-order.ts';
import {
  BROADCAST_HIGH,
  BROADCAST_LOW,
  ETHERTYPE_IPV4,
  IPV4_GROUP_HIGH,
  ipv4GroupLow,
} from '../wire/ethernet.ts';
import { IPV4_HEADER, Ipv4Header } from '../wire/ipv4.ts';
import { type Ipv4Configuration, isMulticast4 } from './configuration.ts';
import type { Ipv4Groups } from './groups.ts';

/** RFC 1191 §3 allows 68; what is below 552 is an attack rather than a link. */
export const MINIMUM_PATH_MTU4 = 552;
const IDENTIFICATION_SLOTS = 64;
const LARGEST_HEADERS = 80;
const MAXIMUM_PACKET = 65535;

export class Ipv4OutputCounters {
  sent = 0;
  noRoute = 0;
  tooLong = 0;
  fragmented = 0;
  fragmentsSent = 0;
  noPacket = 0;
}

export class Ipv4Output {
  readonly counters = new Ipv4OutputCounters();
  readonly pathMtus = new PathMtuCache(MINIMUM_PATH_MTU4);
  /** Of the link; DHCP may make it smaller than the device's. */
  linkMtu: number;
  groups: Ipv4Groups | null = null;
  readonly #parts: StackParts;
  readonly #configuration: Ipv4Configuration;
  readonly #arp: Arp;
  readonly #header = new Ipv4Header();
  readonly #identifications = new Uint16Array(IDENTIFICATION_SLOTS);
  readonly #identificationKey: number;

  constructor(parts: StackParts, configuration: Ipv4Configuration, arp: Arp) {
    this.#parts = parts;
    this.#configuration = configuration;
    this.#arp = arp;
    this.linkMtu = parts.link.device.mtu;
    this.#identificationKey = parts.random();
    for (let i = 0; i < IDENTIFICATION_SLOTS; i++) this.#identifications[i] = parts.random();
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
    header.source = source.d;
    header.destination = destination.d;
    header.protocol = protocol;
    header.timeToLive = packet.hopLimit === 0 ? DEFAULT_HOP_LIMIT : packet.hopLimit;
    if (packet.length + IPV4_HEADER > MAXIMUM_PACKET) {
      this.counters.tooLong++;
      return this.#lose(packet);
    }
    if (this.#configuration.isLocal(destination.d)) return this.#sendToSelf(packet);
    const mtu = this.pathMtu(destination, nowMillis);
    const device = this.#parts.link.device;
    const isSegmented = prepareSegmentation(packet, IPV4_HEADER);
    const isWhole = isSegmented || packet.length + IPV4_HEADER <= mtu;
    if (checksumOffset >= 0) {
      const offload = isWhole && device.features.transmitChecksum;
      completeChecksum(packet, source, destination, protocol, checksumOffset, offload);
    }
    const isHeard = isMulticast4(destination.d) && this.#hears(destination.d);
    if (isHeard && packet.isLooped) this.#copyToSelf(packet);
    // It has gone as far as it may.
    if (!packet.leavesHost) return !this.#lose(packet);
    return isWhole
      ? this.#sendWhole(packet, destination, nowMillis)
      : this.#sendFragments(packet, destination, mtu, nowMillis);
  }

  #lose(packet: Packet): boolean {
    this.#parts.pool.give(packet);
    return false;
  }

  #sendToSelf(packet: Packet): boolean {
    this.#putHeader(packet, 0, 0, false);
    packet.segmentSize = 0;
    if (this.#parts.loopback.push(packet)) return true;
    return this.#lose(packet);
  }

  #hears(group: number): boolean {
    // Our own membership reports are for others.
    return (
      this.groups !== null &&
      this.groups.has(group) &&
      this.#parts.transports.get(this.#header.protocol) !== null
    );
  }

  /** A member of the group that it sends to hears itself. */
  #copyToSelf(packet: Packet): void {
    const copy = this.#parts.pool.take(packet.length);
    if (copy === null) return;
    copyBytes(copy.bytes, copy.start, packet.bytes, packet.start, packet.end);
    copy.end = copy.start + packet.length;
    this.#sendToSelf(copy);
  }

  #sendWhole(packet: Packet, destination: IpAddress, nowMillis: number): boolean {
    // A packet that is not cut on the way needs no identification.
    this.#putHeader(packet, 0, 0, false);
    return this.#toLink(packet, destination, nowMillis);
  }

  #sendFragments(packet: Packet, destination: IpAddress, mtu: number, nowMillis: number): boolean {
    const size = (mtu - IPV4_HEADER) & ~7;
    const identification = this.#identify(destination.d);
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
      this.#putHeader(fragment, identification, at - packet.start, end < packet.end);
      this.counters.fragmentsSent++;
      sent = this.#toLink(fragment, destination, nowMillis);
    }
    this.#parts.pool.give(packet);
    return sent;
  }

  /** RFC 6864 §4.2: not the same again soon. Counted by destination, so that others cannot count along (RFC 7739 §4). */
  #identify(destination: number): number {
    const slot =
      hashAddress(this.#identificationKey, 0, 0, destination) & (IDENTIFICATION_SLOTS - 1);
    const identification = this.#identifications[slot]!;
    this.#identifications[slot] = identification + 1 + (this.#parts.random() & 7);
    return identification;
  }

  #putHeader(
    packet: Packet,
    identification: number,
    fragmentOffset: number,
    moreFragments: boolean,
  ): void {
    const header = this.#header;
    header.totalLength = IPV4_HEADER + packet.length;
    header.identification = identification;
    header.fragmentOffset = fragmentOffset;
    header.moreFragments = moreFragments;
    header.dontFragment = fragmentOffset === 0 && !moreFragments;
    packet.start -= IPV4_HEADER;
    header.emit(packet.bytes, packet.start);
  }

  #toLink(packet: Packet, destination: IpAddress, nowMillis: number): boolean {
    const word = destination.d;
    const link = this.#parts.link;
    this.counters.sent++;
    if (isMulticast4(word)) {
      return link.transmit(packet, IPV4_GROUP_HIGH, ipv4GroupLow(word), ETHERTYPE_IPV4);
    }
    if (this.#configuration.isBroadcast(word)) {
      return link.transmit(packet, BROADCAST_HIGH, BROADCAST_LOW, ETHERTYPE_IPV4);
    }
    const route = this.#configuration.route(word);
    if (route === null) {
      this.counters.noRoute++;
      return this.#lose(packet);
    }
    return this.#arp.neighbours.send(route.next ?? destination, packet, nowMillis);
  }

  /** As `IpLayer.sourceFor`. */
  sourceFor(destination: IpAddress): IpAddress | null {
    const word = destination.d;
    if (this.#configuration.isLocal(word)) return destination;
    const route = this.#configuration.route(word);
    if (route !== null) return route.source;
    // Groups and broadcasts need no route.
    const first = this.#configuration.interfaces[0];
    if (first !== undefined && (isMulticast4(word) || word === 0xffffffff)) return first.address;
    return null;
  }

  /** As `sourceFor`; 0.0.0.0 while there is no address. */
  sourceOrNone(destination: IpAddress): IpAddress {
    return this.sourceFor(destination) ?? UNSPECIFIED_IPV4;
  }

  /** As `IpLayer.pathMtu`. */
  pathMtu(destination: IpAddress, nowMillis: number): number {
    if (this.#configuration.isLocal(destination.d)) return LOOPBACK_MTU;
    return this.pathMtus.get(destination, this.linkMtu, nowMillis);
  }

  /** As `IpLayer.segmentation`. */
  segmentation(): number {
    const features = this.#parts.link.device.features;
    if (!features.segmentation4 || !features.transmitChecksum) return 0;
    return MAXIMUM_PACKET - LARGEST_HEADERS;
  }
}
