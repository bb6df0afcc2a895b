// NeighbourCache: hardware addresses of the hosts on the link, for ARP and for IPv6 neighbour discovery. Layer: net.
// RFC 4861 §7.2 and §7.3 with appendix C. Bounded: neighbours, packets that wait for one and for all, solicitations a second.
// What nobody asked for changes known neighbours only, so that a host cannot fill the table with replies.

import { hashAddress } from './address-cache.ts';
import type { IpAddress } from './ip-address.ts';
import { DELAY, INCOMPLETE, Neighbour, PROBE, REACHABLE, STALE } from './neighbour.ts';
import type { Packet } from './packet.ts';
import { TokenBucket } from './token-bucket.ts';

const BUCKETS = 64;
const MAXIMUM_NEIGHBOURS = 256;
const MAXIMUM_PENDING_EACH = 16;
const MAXIMUM_PENDING = 128;
/** RFC 4861 §10. */
const MAXIMUM_SOLICITATIONS = 3;
const DELAY_FIRST_PROBE_MILLIS = 5000;
const SOLICITATIONS_PER_SECOND = 100;

/** What ARP and neighbour discovery do for the cache. */
export interface NeighbourProtocol {
  /** Asks for the neighbour: all of them, or (PROBE) itself. */
  solicit(neighbour: Neighbour, nowMillis: number): void;
  /** Sends and takes over. */
  transmit(packet: Packet, high: number, low: number): boolean;
  /** `address` did not answer: takes the packet (from its IP header on) over, tells its sender. */
  reportUnreachable(packet: Packet, nowMillis: number): void;
  /** Gives back what is not sent. */
  release(packet: Packet): void;
}

export class NeighbourCounters {
  solicitationsSent = 0;
  solicitationsSuppressed = 0;
  unreachable = 0;
  pendingDropped = 0;
  evicted = 0;
}

export class NeighbourCache {
  readonly counters = new NeighbourCounters();
  /** Router advertisements may change both. */
  reachableMillis = 30_000;
  retransmitMillis = 1000;
  readonly #protocol: NeighbourProtocol;
  readonly #random: () => number;
  readonly #buckets: (Neighbour | null)[] = [];
  readonly #rate = new TokenBucket(SOLICITATIONS_PER_SECOND, SOLICITATIONS_PER_SECOND);
  #size = 0;
  #pending = 0;
  #deadlineMillis = Infinity;

  /** `random`: 32 unsigned random bits. */
  constructor(protocol: NeighbourProtocol, random: () => number) {
    this.#protocol = protocol;
    this.#random = random;
    for (let i = 0; i < BUCKETS; i++) this.#buckets.push(null);
  }

  get size(): number {
    return this.#size;
  }

  /** Packets that wait for an answer. */
  get pending(): number {
    return this.#pending;
  }

  #bucket(index: number): Neighbour | null {
    return this.#buckets[index] as Neighbour | null;
  }

  find(address: IpAddress): Neighbour | null {
    let neighbour = this.#bucket(bucketOf(address));
    while (neighbour !== null && !neighbour.address.equals(address)) neighbour = neighbour.next;
    return neighbour;
  }

  /** Sends `packet` to the neighbour, at once or when it has answered. False: it is lost. */
  send(address: IpAddress, packet: Packet, nowMillis: number): boolean {
    const known = this.find(address);
    if (known === null) return this.#ask(address, packet, nowMillis);
    known.usedMillis = nowMillis;
    if (known.state === INCOMPLETE) return this.#wait(known, packet);
    if (known.state === STALE) this.#enter(known, DELAY, nowMillis + DELAY_FIRST_PROBE_MILLIS);
    return this.#protocol.transmit(packet, known.high, known.low);
  }

  #ask(address: IpAddress, packet: Packet, nowMillis: number): boolean {
    const neighbour = this.#add(address, nowMillis);
    this.#wait(neighbour, packet);
    this.#solicit(neighbour, nowMillis);
    return true;
  }

  #wait(neighbour: Neighbour, packet: Packet): boolean {
    const pending = neighbour.pending;
    // RFC 4861 §7.2.2: the newest packet takes the place of the oldest.
    if (pending.length === MAXIMUM_PENDING_EACH) {
      this.#drop(pending.shift()!);
      this.#pending--;
    } else if (this.#pending === MAXIMUM_PENDING) {
      this.#drop(packet);
      return false;
    }
    pending.push(packet);
    this.#pending++;
    return true;
  }

  #drop(packet: Packet): void {
    this.counters.pendingDropped++;
    this.#protocol.release(packet);
  }

  /** A neighbour asked something of us and said its hardware address (RFC 4861 §7.2.3, RFC 826). */
  onSolicitation(address: IpAddress, high: number, low: number, nowMillis: number): Neighbour {
    let neighbour = this.find(address);
    if (neighbour === null) neighbour = this.#add(address, nowMillis);
    if (!neighbour.hasAddress(high, low)) this.#learn(neighbour, high, low, false, nowMillis);
    return neighbour;
  }

  /** A neighbour told its hardware address (RFC 4861 §7.2.5). `hasLink` false: it told that it is there. */
  onAdvertisement(
    address: IpAddress,
    hasLink: boolean,
    high: number,
    low: number,
    isSolicited: boolean,
    isOverride: boolean,
    nowMillis: number,
  ): Neighbour | null {
    const neighbour = this.find(address);
    if (neighbour === null) return null;
    if (neighbour.state === INCOMPLETE) {
      if (hasLink) this.#learn(neighbour, high, low, isSolicited, nowMillis);
      return neighbour;
    }
    const changes = hasLink && !neighbour.hasAddress(high, low);
    if (changes && !isOverride) {
      if (neighbour.state === REACHABLE) this.#enter(neighbour, STALE, Infinity);
      return neighbour;
    }
    if (changes) this.#learn(neighbour, high, low, isSolicited, nowMillis);
    else if (isSolicited) this.#confirm(neighbour, nowMillis);
    return neighbour;
  }

  /** Packets that went to it have arrived: what an upper layer may know (RFC 4861 §7.3.1). */
  confirm(address: IpAddress, nowMillis: number): void {
    const neighbour = this.find(address);
    if (neighbour !== null && neighbour.state !== INCOMPLETE) this.#confirm(neighbour, nowMillis);
  }

  #learn(
    neighbour: Neighbour,
    high: number,
    low: number,
    isReachable: boolean,
    nowMillis: number,
  ): void {
    neighbour.high = high;
    neighbour.low = low;
    if (isReachable) this.#confirm(neighbour, nowMillis);
    else this.#enter(neighbour, STALE, Infinity);
    const pending = neighbour.pending;
    if (pending.length === 0) return;
    this.#pending -= pending.length;
    for (let i = 0; i < pending.length; i++) this.#protocol.transmit(pending[i]!, high, low);
    pending.length = 0;
  }

  #confirm(neighbour: Neighbour, nowMillis: number): void {
    // RFC 4861 §6.3.2: between half and one and a half, so that hosts do not probe in step.
    const factor = 0.5 + (this.#random() >>> 16) / 65536;
    this.#enter(neighbour, REACHABLE, nowMillis + this.reachableMillis * factor);
  }

  #enter(neighbour: Neighbour, state: number, deadlineMillis: number): void {
    neighbour.state = state;
    neighbour.solicitations = 0;
    this.#schedule(neighbour, deadlineMillis);
  }

  #schedule(neighbour: Neighbour, deadlineMillis: number): void {
    neighbour.deadlineMillis = deadlineMillis;
    if (deadlineMillis < this.#deadlineMillis) this.#deadlineMillis = deadlineMillis;
  }

  #solicit(neighbour: Neighbour, nowMillis: number): void {
    neighbour.solicitations++;
    this.#schedule(neighbour, nowMillis + this.retransmitMillis);
    if (!this.#rate.take(nowMillis)) {
      this.counters.solicitationsSuppressed++;
      return;
    }
    this.counters.solicitationsSent++;
    this.#protocol.solicit(neighbour, nowMillis);
  }

  /** Does what is due; the time of the next. */
  poll(nowMillis: number): number {
    if (nowMillis < this.#deadlineMillis) return this.#deadlineMillis;
    this.#deadlineMillis = Infinity;
    for (let i = 0; i < BUCKETS; i++) {
      let neighbour = this.#bucket(i);
      while (neighbour !== null) {
        const next: Neighbour | null = neighbour.next;
        if (neighbour.deadlineMillis <= nowMillis) this.#onDeadline(neighbour, nowMillis);
        else this.#schedule(neighbour, neighbour.deadlineMillis);
        neighbour = next;
      }
    }
    return this.#deadlineMillis;
  }

  #onDeadline(neighbour: Neighbour, nowMillis: number): void {
    switch (neighbour.state) {
      case REACHABLE:
        this.#enter(neighbour, STALE, Infinity);
        return;
      case DELAY:
        this.#enter(neighbour, PROBE, Infinity);
        this.#solicit(neighbour, nowMillis);
        return;
      default:
        if (neighbour.solicitations < MAXIMUM_SOLICITATIONS) this.#solicit(neighbour, nowMillis);
        else this.#fail(neighbour, nowMillis);
    }
  }

  #fail(neighbour: Neighbour, nowMillis: number): void {
    this.counters.unreachable++;
    this.#remove(neighbour);
    const pending = neighbour.pending;
    this.#pending -= pending.length;
    for (let i = 0; i < pending.length; i++) {
      this.#protocol.reportUnreachable(pending[i]!, nowMillis);
    }
    pending.length = 0;
  }

  #add(address: IpAddress, nowMillis: number): Neighbour {
    if (this.#size === MAXIMUM_NEIGHBOURS) this.#evict();
    const neighbour = new Neighbour(address, nowMillis);
    const bucket = bucketOf(address);
    neighbour.next = this.#bucket(bucket);
    this.#buckets[bucket] = neighbour;
    this.#size++;
    return neighbour;
  }

  #remove(neighbour: Neighbour): void {
    const bucket = bucketOf(neighbour.address);
    let at = this.#bucket(bucket);
    this.#size--;
    if (at === neighbour) {
      this.#buckets[bucket] = neighbour.next;
      return;
    }
    while (at !== null && at.next !== neighbour) at = at.next;
    if (at !== null) at.next = neighbour.next;
  }

  /** Removes the one whose last use is longest ago; one that never answered goes before one that did. */
  #evict(): void {
    let worst: Neighbour | null = null;
    for (let i = 0; i < BUCKETS; i++) {
      for (let one = this.#bucket(i); one !== null; one = one.next) {
        if (worst === null || isWorse(one, worst)) worst = one;
      }
    }
    if (worst === null) return;
    this.counters.evicted++;
    this.#remove(worst);
    this.#pending -= worst.pending.length;
    for (let i = 0; i < worst.pending.length; i++) this.#drop(worst.pending[i]!);
    worst.pending.length = 0;
  }

  /** Forgets all: the addresses of the link changed. */
  clear(): void {
    for (let i = 0; i < BUCKETS; i++) {
      for (let one = this.#bucket(i); one !== null; one = one.next) {
        for (let k = 0; k < one.pending.length; k++) this.#drop(one.pending[k]!);
        one.pending.length = 0;
      }
      this.#buckets[i] = null;
    }
    this.#size = 0;
    this.#pending = 0;
    this.#deadlineMillis = Infinity;
  }
}

function isWorse(one: Neighbour, other: Neighbour): boolean {
  const oneAsked = one.state === INCOMPLETE;
  if (oneAsked !== (other.state === INCOMPLETE)) return oneAsked;
  return one.usedMillis < other.usedMillis;
}

function bucketOf(address: IpAddress): number {
  return hashAddress(address.a, address.b, address.c, address.d) & (BUCKETS - 1);
}
