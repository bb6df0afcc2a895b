// RouterDiscovery: asks for routers, believes what they advertise, and makes addresses of their prefixes. Layer: net.
// RFC 4861 §6.3, RFC 4862 §5.5 (SLAAC), RFC 7559 (asking on), RFC 4191 §3 (preference), RFC 8106 (name servers).
// Interface identifiers come from the hardware address (RFC 4291 appendix A): an image keeps no secret from one start to
// the next, which stable opaque ones (RFC 7217) need, and its host chose the hardware address at will.

import { type IpAddress, UNSPECIFIED } from '../ip-address.ts';
import type { StackParts } from '../stack-parts.ts';
import { isStationAddress } from '../wire/ethernet.ts';
import { ICMP_CHECKSUM } from '../wire/icmp.ts';
import {
  emitRouterSolicitation,
  INFINITE_LIFETIME,
  type NameServers,
  type PrefixInformation,
  RouterAdvertisement,
} from '../wire/ndp.ts';
import { PROTOCOL_ICMPV6 } from '../wire/protocol-numbers.ts';
import {
  ALL_ROUTERS6,
  hasPrefix,
  interfaceAddress,
  type Ipv6Configuration,
  isLinkLocal,
  isMulticast6,
  type OwnAddress,
} from './configuration.ts';
import { NDP_HOP_LIMIT, type NeighbourDiscovery } from './neighbour-discovery.ts';
import { type Ipv6Output, MINIMUM_MTU6 } from './output.ts';

const FIRST_INTERVAL_MILLIS = 4000;
const LONGEST_INTERVAL_MILLIS = 3_600_000;
/** RFC 4862 §5.5.3 (e): an advertisement that nobody has signed leaves an address this long. */
const TWO_HOURS_MILLIS = 7_200_000;
const SLAAC_PREFIX = 64;
const MAXIMUM_SERVERS = 4;

export interface AdvertisedServer {
  readonly address: IpAddress;
  validUntilMillis: number;
}

export class RouterDiscoveryCounters {
  solicitationsSent = 0;
  advertisements = 0;
  malformed = 0;
}

export class RouterDiscovery {
  readonly counters = new RouterDiscoveryCounters();
  /** Name servers that routers told of. */
  readonly nameServers: AdvertisedServer[] = [];
  /** They are others than before. */
  onNameServers: (() => void) | null = null;
  readonly #parts: StackParts;
  readonly #configuration: Ipv6Configuration;
  readonly #output: Ipv6Output;
  readonly #neighbours: NeighbourDiscovery;
  readonly #advertisement = new RouterAdvertisement();
  #intervalMillis = FIRST_INTERVAL_MILLIS;
  #solicitMillis = Infinity;

  constructor(
    parts: StackParts,
    configuration: Ipv6Configuration,
    output: Ipv6Output,
    neighbours: NeighbourDiscovery,
  ) {
    this.#parts = parts;
    this.#configuration = configuration;
    this.#output = output;
    this.#neighbours = neighbours;
  }

  /** Begins to ask. */
  start(nowMillis: number): void {
    this.#intervalMillis = FIRST_INTERVAL_MILLIS;
    this.#solicitMillis = nowMillis;
  }

  /** An advertisement of which the checksum, hop limit and source are right. */
  receive(
    source: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    nowMillis: number,
  ): void {
    const router = this.#advertisement;
    if (!router.parse(bytes, start, end)) {
      this.counters.malformed++;
      return;
    }
    this.counters.advertisements++;
    // Who told once tells again by itself.
    if (router.lifetimeSeconds !== 0) this.#solicitMillis = Infinity;
    const until = nowMillis + router.lifetimeSeconds * 1000;
    this.#configuration.setRouter(source, router.preference, until);
    this.#configuration.expire(nowMillis);
    this.#parameters(router);
    if (router.hasLink && isStationAddress(router.linkHigh, router.linkLow)) {
      const cache = this.#neighbours.neighbours;
      const neighbour = cache.onSolicitation(source, router.linkHigh, router.linkLow, nowMillis);
      neighbour.isRouter = true;
    }
    for (let i = 0; i < router.prefixes.length; i++) this.#prefix(router.prefixes[i]!, nowMillis);
    for (let i = 0; i < router.nameServers.length; i++) {
      this.#servers(router.nameServers[i]!, nowMillis);
    }
  }

  /** RFC 4861 §6.3.4. */
  #parameters(router: RouterAdvertisement): void {
    const neighbours = this.#neighbours.neighbours;
    if (router.hopLimit !== 0) this.#output.hopLimit = router.hopLimit;
    // An hour is the most that a router may say; some milliseconds would flood the link.
    if (router.reachableMillis >= 1000 && router.reachableMillis <= 3_600_000) {
      neighbours.reachableMillis = router.reachableMillis;
    }
    if (router.retransmitMillis >= 100 && router.retransmitMillis <= 60_000) {
      neighbours.retransmitMillis = router.retransmitMillis;
    }
    const mtu = router.mtu;
    if (mtu >= MINIMUM_MTU6 && mtu <= this.#parts.link.device.mtu) this.#output.linkMtu = mtu;
  }

  #prefix(information: PrefixInformation, nowMillis: number): void {
    const prefix = information.prefix;
    if (isLinkLocal(prefix) || isMulticast6(prefix) || prefix.isIpv4) return;
    const validUntil = untilMillis(information.validSeconds, nowMillis);
    if (information.onLink) {
      const length = information.length;
      // All the world is not one link.
      if (length !== 0) this.#configuration.setPrefix(prefix, length, validUntil);
      this.#configuration.expire(nowMillis);
    }
    if (!information.autonomous || information.length !== SLAAC_PREFIX) return;
    if (information.preferredSeconds > information.validSeconds) return;
    const preferredUntil = untilMillis(information.preferredSeconds, nowMillis);
    const own = this.#automaticAddress(prefix);
    if (own !== null) {
      own.preferredUntilMillis = preferredUntil;
      this.#prolong(own, validUntil, nowMillis);
    } else if (information.validSeconds !== 0) {
      this.#addAddress(prefix, preferredUntil, validUntil, nowMillis);
    }
  }

  #automaticAddress(prefix: IpAddress): OwnAddress | null {
    const addresses = this.#configuration.addresses;
    for (let i = 0; i < addresses.length; i++) {
      const own = addresses[i]!;
      if (own.isAutomatic && hasPrefix(own.address, prefix, SLAAC_PREFIX)) return own;
    }
    return null;
  }

  /** RFC 4862 §5.5.3 (e). */
  #prolong(own: OwnAddress, validUntil: number, nowMillis: number): void {
    if (validUntil - nowMillis > TWO_HOURS_MILLIS || validUntil > own.validUntilMillis) {
      own.validUntilMillis = validUntil;
    } else if (own.validUntilMillis - nowMillis > TWO_HOURS_MILLIS) {
      own.validUntilMillis = nowMillis + TWO_HOURS_MILLIS;
    }
  }

  #addAddress(
    prefix: IpAddress,
    preferredUntil: number,
    validUntil: number,
    nowMillis: number,
  ): void {
    const link = this.#parts.link;
    const address = interfaceAddress(prefix, link.high, link.low);
    const own = this.#configuration.add(address, SLAAC_PREFIX, true);
    if (own === null) return;
    own.preferredUntilMillis = preferredUntil;
    own.validUntilMillis = validUntil;
    this.#neighbours.startAddress(own, nowMillis);
  }

  #servers(option: NameServers, nowMillis: number): void {
    const until = untilMillis(option.seconds, nowMillis);
    for (let i = 0; i < option.addresses.length; i++) this.#server(option.addresses[i]!, until);
    this.#expireServers(nowMillis);
  }

  #server(address: IpAddress, until: number): void {
    if (isMulticast6(address) || address.isUnspecified || address.isIpv4) return;
    for (let i = 0; i < this.nameServers.length; i++) {
      const known = this.nameServers[i]!;
      if (!known.address.equals(address)) continue;
      known.validUntilMillis = until;
      return;
    }
    if (this.nameServers.length === MAXIMUM_SERVERS) return;
    this.nameServers.push({ address, validUntilMillis: until });
    this.onNameServers?.();
  }

  /** The time of the next that ends. */
  #expireServers(nowMillis: number): number {
    let next = Infinity;
    for (let i = this.nameServers.length - 1; i >= 0; i--) {
      const until = this.nameServers[i]!.validUntilMillis;
      if (until > nowMillis) {
        next = Math.min(next, until);
        continue;
      }
      this.nameServers.splice(i, 1);
      this.onNameServers?.();
    }
    return next;
  }

  /** Asks when it is time, and drops what has expired; the time of the next. */
  poll(nowMillis: number): number {
    if (this.#solicitMillis <= nowMillis) {
      this.#solicit(nowMillis);
      // RFC 7559 §2.1: twice as long each time, and not all hosts at once.
      const factor = 0.9 + (this.#parts.random() >>> 16) / 327680;
      this.#solicitMillis = nowMillis + this.#intervalMillis * factor;
      this.#intervalMillis = Math.min(2 * this.#intervalMillis, LONGEST_INTERVAL_MILLIS);
    }
    const servers = this.#expireServers(nowMillis);
    const hadRouter = this.#configuration.routers.length > 0;
    const next = this.#configuration.expire(nowMillis);
    // The last router went without a word.
    if (hadRouter && this.#configuration.routers.length === 0) this.start(nowMillis);
    return Math.min(next, servers, this.#solicitMillis);
  }

  #solicit(nowMillis: number): void {
    const packet = this.#parts.pool.take(16);
    if (packet === null) return;
    const link = this.#parts.link;
    const source = this.#output.linkLocalSource() ?? UNSPECIFIED;
    const withLink = !source.isUnspecified;
    const length = emitRouterSolicitation(
      packet.bytes,
      packet.start,
      withLink,
      link.high,
      link.low,
    );
    packet.end = packet.start + length;
    packet.hopLimit = NDP_HOP_LIMIT;
    this.counters.solicitationsSent++;
    this.#output.send(packet, source, ALL_ROUTERS6, PROTOCOL_ICMPV6, ICMP_CHECKSUM, nowMillis);
  }
}

function untilMillis(seconds: number, nowMillis: number): number {
  return seconds === INFINITE_LIFETIME ? Infinity : nowMillis + seconds * 1000;
}
