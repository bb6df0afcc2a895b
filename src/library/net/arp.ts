// Arp: finds IPv4 neighbours, answers for own addresses, notices when another host uses one. Layer: net.
// RFC 826, RFC 1122 §2.3.2, RFC 5227 (probes, announcements, conflicts).

import type { AddressCache } from './address-cache.ts';
import type { EthernetLink } from './ethernet-link.ts';
import type { Ipv4Configuration } from './ipv4/configuration.ts';
import { INCOMPLETE, type Neighbour, PROBE } from './neighbour.ts';
import { NeighbourCache, type NeighbourProtocol } from './neighbour-cache.ts';
import type { Packet } from './packet.ts';
import { TokenBucket } from './token-bucket.ts';
import { ARP_LENGTH, ARP_REPLY, ARP_REQUEST, ArpMessage } from './wire/arp.ts';
import {
  BROADCAST_HIGH,
  BROADCAST_LOW,
  ETHERTYPE_ARP,
  ETHERTYPE_IPV4,
  isStationAddress,
} from './wire/ethernet.ts';

const REPLIES_PER_SECOND = 200;
/** RFC 5227 §1.1, DEFEND_INTERVAL. */
const DEFEND_MILLIS = 10_000;

export class ArpCounters {
  received = 0;
  malformed = 0;
  requestsSent = 0;
  repliesSent = 0;
  conflicts = 0;
}

export class Arp implements NeighbourProtocol {
  readonly counters = new ArpCounters();
  readonly neighbours: NeighbourCache;
  /** Another host has said to have this own address (IPv4 word), or asked for it as we did with `probe`. */
  onConflict: ((address: number, nowMillis: number) => void) | null = null;
  /** IP's report about packets to neighbours that did not answer. */
  onUnreachable: ((packet: Packet, nowMillis: number) => void) | null = null;
  readonly #link: EthernetLink;
  readonly #configuration: Ipv4Configuration;
  readonly #addresses: AddressCache;
  readonly #message = new ArpMessage();
  readonly #replies = new TokenBucket(REPLIES_PER_SECOND, REPLIES_PER_SECOND);
  #probed = 0;
  #defendedMillis = -Infinity;

  constructor(
    link: EthernetLink,
    configuration: Ipv4Configuration,
    addresses: AddressCache,
    random: () => number,
  ) {
    this.#link = link;
    this.#configuration = configuration;
    this.#addresses = addresses;
    this.neighbours = new NeighbourCache(this, random);
  }

  receive(bytes: Uint8Array, start: number, end: number, nowMillis: number): void {
    const message = this.#message;
    this.counters.received++;
    const isSound =
      message.parse(bytes, start, end) && isStationAddress(message.senderHigh, message.senderLow);
    if (!isSound) {
      this.counters.malformed++;
      return;
    }
    if (message.senderHigh === this.#link.high && message.senderLow === this.#link.low) return;
    if (this.#isConflict(message)) {
      this.counters.conflicts++;
      this.#defend(
        message.senderAddress === 0 ? message.targetAddress : message.senderAddress,
        nowMillis,
      );
      return;
    }
    if (message.senderAddress !== 0 && this.#isNeighbour(message.senderAddress)) {
      this.#learn(message, nowMillis);
    }
    if (message.operation === ARP_REQUEST && this.#isOwn(message.targetAddress)) {
      if (this.#replies.take(nowMillis)) this.#reply(message);
    }
  }

  /** RFC 5227 §2.1.1: somebody has the address, or wants it at the same time. */
  #isConflict(message: ArpMessage): boolean {
    const sender = message.senderAddress;
    if (sender === 0) {
      return (
        message.operation === ARP_REQUEST &&
        this.#probed !== 0 &&
        message.targetAddress === this.#probed &&
        !this.#isOwn(message.targetAddress)
      );
    }
    return sender === this.#probed || this.#isOwn(sender);
  }

  /** RFC 5227 §2.4 (c), unless somebody else decides: the address stays ours, which others are told now and then. */
  #defend(address: number, nowMillis: number): void {
    if (this.onConflict !== null) {
      this.onConflict(address, nowMillis);
    } else if (nowMillis - this.#defendedMillis >= DEFEND_MILLIS && this.#isOwn(address)) {
      this.#defendedMillis = nowMillis;
      this.announce(address);
    }
  }

  #isOwn(address: number): boolean {
    return address >>> 24 !== 127 && this.#configuration.isLocal(address);
  }

  /** Neighbours are hosts of our networks, or gateways outside of them. */
  #isNeighbour(address: number): boolean {
    const route = this.#configuration.route(address);
    if (route === null || this.#configuration.isBroadcast(address)) return false;
    return route.gateway === 0 || this.neighbours.find(this.#addresses.ipv4(address)) !== null;
  }

  #learn(message: ArpMessage, nowMillis: number): void {
    const address = this.#addresses.ipv4(message.senderAddress);
    const neighbours = this.neighbours;
    if (message.operation === ARP_REQUEST && this.#isOwn(message.targetAddress)) {
      neighbours.onSolicitation(address, message.senderHigh, message.senderLow, nowMillis);
      return;
    }
    // A reply counts as an answer only when we asked; announcements and replies to others change known neighbours.
    const known = neighbours.find(address);
    if (known === null) return;
    const isAnswer =
      message.operation === ARP_REPLY && (known.state === INCOMPLETE || known.state === PROBE);
    neighbours.onAdvertisement(
      address,
      true,
      message.senderHigh,
      message.senderLow,
      isAnswer,
      true,
      nowMillis,
    );
  }

  #reply(request: ArpMessage): void {
    const own = request.targetAddress;
    request.operation = ARP_REPLY;
    request.targetAddress = request.senderAddress;
    request.targetHigh = request.senderHigh;
    request.targetLow = request.senderLow;
    request.senderAddress = own;
    this.counters.repliesSent++;
    this.#send(request.targetHigh, request.targetLow);
  }

  solicit(neighbour: Neighbour): void {
    const route = this.#configuration.route(neighbour.address.d);
    if (route === null) return;
    const isProbe = neighbour.state === PROBE;
    this.#request(
      route.source.d,
      neighbour.address.d,
      isProbe ? neighbour.high : BROADCAST_HIGH,
      isProbe ? neighbour.low : BROADCAST_LOW,
    );
  }

  /** Asks whether a host has the address that we are about to use; `onConflict` tells. 0 ends the watch. */
  probe(address: number): void {
    this.#probed = address;
    if (address !== 0) this.#request(0, address, BROADCAST_HIGH, BROADCAST_LOW);
  }

  /** Tells all neighbours that the address is ours. */
  announce(address: number): void {
    this.#request(address, address, BROADCAST_HIGH, BROADCAST_LOW);
  }

  #request(sender: number, target: number, high: number, low: number): void {
    const message = this.#message;
    message.operation = ARP_REQUEST;
    message.senderAddress = sender;
    message.targetAddress = target;
    message.targetHigh = 0;
    message.targetLow = 0;
    this.counters.requestsSent++;
    this.#send(high, low);
  }

  #send(high: number, low: number): void {
    const message = this.#message;
    message.senderHigh = this.#link.high;
    message.senderLow = this.#link.low;
    const packet = this.#link.pool.take(ARP_LENGTH);
    if (packet === null) return;
    message.emit(packet.bytes, packet.start);
    packet.end = packet.start + ARP_LENGTH;
    this.#link.transmit(packet, high, low, ETHERTYPE_ARP);
  }

  transmit(packet: Packet, high: number, low: number): boolean {
    return this.#link.transmit(packet, high, low, ETHERTYPE_IPV4);
  }

  reportUnreachable(packet: Packet, nowMillis: number): void {
    this.onUnreachable?.(packet, nowMillis);
    this.release(packet);
  }

  release(packet: Packet): void {
    this.#link.pool.give(packet);
  }
}
