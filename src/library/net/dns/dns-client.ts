// DnsClient: addresses of host names, from the name servers and from what they said before. Layer: net.
// Questions in flight are shared by all who ask the same; answers come from `poll` or a received packet, never within a call.

import { type DnsAnswer, TYPE_A, TYPE_AAAA } from '../../base/dns-message.ts';
import { IpAddress } from '../ip-address.ts';
import type { Udp } from '../udp.ts';
import { get32 } from '../wire/byte-order.ts';
import { getAddress } from '../wire/ipv6.ts';
import { DnsCache } from './dns-cache.ts';
import { DnsQuery, type QueryOwner } from './dns-query.ts';
import type { DnsStreams } from './dns-stream.ts';

const MAXIMUM_QUERIES = 64;
const MAXIMUM_WAITING = 1024;
const MAXIMUM_SERVERS = 4;
/** Of aliases that a server leaves to us to follow. */
const MAXIMUM_ALIASES = 8;
const LOOPBACK4 = IpAddress.ipv4(0x7f000001);
const LOOPBACK6 = new IpAddress(0, 0, 0, 1);

/** No addresses: `isFailure` tells whether that is because no server could be asked. */
export type ResolveDone = (addresses: readonly IpAddress[], isFailure: boolean) => void;

interface Waiting {
  readonly done: ResolveDone;
  readonly type: number;
  /** The question whose answer it waits for, of the name itself or an alias. */
  key: string;
  aliases: number;
  /** Under what its answer is remembered. */
  readonly firstKey: string;
  seconds: number;
}

interface Completion {
  readonly done: ResolveDone;
  readonly addresses: readonly IpAddress[];
  readonly isFailure: boolean;
}

export class DnsCounters {
  questions = 0;
  cacheHits = 0;
  queriesSent = 0;
  failures = 0;
  refused = 0;
}

export class DnsClient implements QueryOwner {
  readonly counters = new DnsCounters();
  readonly udp: Udp;
  readonly random: () => number;
  readonly streams: DnsStreams | null;
  readonly cache = new DnsCache();
  #awaitsServers = false;
  readonly #wantPoll: () => void;
  #servers: readonly IpAddress[] = [];
  readonly #queries: DnsQuery[] = [];
  #waiting: Waiting[] = [];
  #completions: Completion[] = [];

  /** `streams` null: truncated answers have to do. `wantPoll`: is called when `poll` has to be. */
  constructor(udp: Udp, random: () => number, streams: DnsStreams | null, wantPoll: () => void) {
    this.#wantPoll = wantPoll;
    this.udp = udp;
    this.random = random;
    this.streams = streams;
  }

  get servers(): readonly IpAddress[] {
    return this.#servers;
  }

  get awaitsServers(): boolean {
    return this.#awaitsServers;
  }

  /** Whether questions wait a while for servers when there are none. */
  set awaitsServers(awaits: boolean) {
    this.#awaitsServers = awaits;
    this.#retryWaiting();
  }

  #retryWaiting(): void {
    for (let i = 0; i < this.#queries.length; i++) this.#queries[i]!.onServers();
    if (this.#queries.length > 0) this.#wantPoll();
  }

  /** In order of preference; others than before make what is known void. */
  setServers(servers: readonly IpAddress[]): void {
    const kept = servers.slice(0, MAXIMUM_SERVERS);
    const isSame =
      kept.length === this.#servers.length &&
      kept.every((server, i) => server.equals(this.#servers[i]!));
    if (isSame) return;
    this.#servers = kept;
    this.cache.clear();
    this.#retryWaiting();
  }

  /** Addresses of both families: those that there is a way to come first, then IPv4 (of RFC 6724 §6 only rule 1). */
  lookup(name: string, nowMillis: number, done: ResolveDone): void {
    let left = 2;
    let isFailure = true;
    const found: (readonly IpAddress[])[] = [[], []];
    const finish = (at: number, addresses: readonly IpAddress[], failed: boolean): void => {
      found[at] = addresses;
      isFailure &&= failed;
      left--;
      if (left > 0) return;
      const all = this.#byReach(found[0]!.concat(found[1]!));
      done(all, isFailure && all.length === 0);
    };
    this.resolve(name, TYPE_A, nowMillis, (addresses, failed) => finish(0, addresses, failed));
    this.resolve(name, TYPE_AAAA, nowMillis, (addresses, failed) => finish(1, addresses, failed));
  }

  #byReach(addresses: readonly IpAddress[]): IpAddress[] {
    const reached: IpAddress[] = [];
    const others: IpAddress[] = [];
    for (let i = 0; i < addresses.length; i++) {
      const address = addresses[i]!;
      if (this.udp.network.sourceFor(address) !== null) reached.push(address);
      else others.push(address);
    }
    return reached.concat(others);
  }

  /** Addresses of one type. */
  resolve(name: string, type: number, nowMillis: number, done: ResolveDone): void {
    const plain = (name.endsWith('.') ? name.slice(0, -1) : name).toLowerCase();
    this.counters.questions++;
    // RFC 6761 §6.3: never asked of a server.
    if (plain === 'localhost' || plain.endsWith('.localhost')) {
      this.#complete(done, [type === TYPE_A ? LOOPBACK4 : LOOPBACK6], false);
      return;
    }
    const key = keyOf(plain, type);
    const known = this.cache.get(key, nowMillis);
    if (known !== null) {
      this.counters.cacheHits++;
      this.#complete(done, known, false);
      return;
    }
    const waiting = { done, type, key, aliases: 0, firstKey: key, seconds: Infinity };
    if (this.#waiting.length === MAXIMUM_WAITING || !this.#ask(plain, type, nowMillis)) {
      this.counters.refused++;
      this.#complete(done, [], true);
    } else {
      this.#waiting.push(waiting);
    }
  }

  /** False when too many other questions are in flight. */
  #ask(name: string, type: number, nowMillis: number): boolean {
    const key = keyOf(name, type);
    for (let i = 0; i < this.#queries.length; i++) {
      if (this.#queries[i]!.key === key) return true;
    }
    if (this.#queries.length === MAXIMUM_QUERIES) return false;
    const query = new DnsQuery(this, key, name, type);
    this.#queries.push(query);
    this.counters.queriesSent++;
    query.start(nowMillis);
    this.#wantPoll();
    return true;
  }

  #complete(done: ResolveDone, addresses: readonly IpAddress[], isFailure: boolean): void {
    if (isFailure) this.counters.failures++;
    this.#completions.push({ done, addresses, isFailure });
    this.#wantPoll();
  }

  onWork(): void {
    this.#wantPoll();
  }

  onAnswer(query: DnsQuery, answer: DnsAnswer, nowMillis: number): void {
    this.#queries.splice(this.#queries.indexOf(query), 1);
    const mine: Waiting[] = [];
    const others: Waiting[] = [];
    for (let i = 0; i < this.#waiting.length; i++) {
      const one = this.#waiting[i]!;
      (one.key === query.key ? mine : others).push(one);
    }
    this.#waiting = others;
    const addresses = addressesOf(answer);
    for (let i = 0; i < mine.length; i++) this.#answer(mine[i]!, answer, addresses, nowMillis);
  }

  #answer(
    waiting: Waiting,
    answer: DnsAnswer,
    addresses: readonly IpAddress[],
    nowMillis: number,
  ): void {
    if (answer.kind === 'alias') {
      this.#followAlias(waiting, answer.name, nowMillis);
      return;
    }
    if (answer.kind === 'addresses' || answer.kind === 'none') {
      const seconds = Math.min(answer.seconds, waiting.seconds);
      this.cache.set(waiting.firstKey, addresses, seconds, nowMillis);
    }
    this.#complete(waiting.done, addresses, answer.kind === 'failed');
  }

  #followAlias(waiting: Waiting, name: string, nowMillis: number): void {
    waiting.aliases++;
    waiting.key = keyOf(name, waiting.type);
    // The alias's own time is not known here: an answer by this way is kept for a minute at most.
    waiting.seconds = 60;
    if (waiting.aliases > MAXIMUM_ALIASES || !this.#ask(name, waiting.type, nowMillis)) {
      this.#complete(waiting.done, [], true);
      return;
    }
    this.#waiting.push(waiting);
  }

  /** Asks and asks again, and calls those whose answers are there; the time of what is due next. */
  poll(nowMillis: number): number {
    // A question that is over leaves the list while it is gone through.
    const queries = this.#queries.length === 0 ? this.#queries : this.#queries.slice();
    for (let i = 0; i < queries.length; i++) {
      if (queries[i]!.deadlineMillis <= nowMillis) queries[i]!.onDeadline(nowMillis);
    }
    const completions = this.#completions;
    this.#completions = [];
    for (let i = 0; i < completions.length; i++) {
      const one = completions[i]!;
      one.done(one.addresses, one.isFailure);
    }
    let next = this.#completions.length > 0 ? nowMillis : Infinity;
    for (let i = 0; i < this.#queries.length; i++) {
      next = Math.min(next, this.#queries[i]!.deadlineMillis);
    }
    return next;
  }
}

function keyOf(name: string, type: number): string {
  return type + ' ' + name;
}

function addressesOf(answer: DnsAnswer): IpAddress[] {
  const addresses: IpAddress[] = [];
  if (answer.kind !== 'addresses' && answer.kind !== 'truncated') return addresses;
  for (let i = 0; i < answer.addresses.length; i++) {
    const bytes = answer.addresses[i]!;
    addresses.push(bytes.length === 4 ? IpAddress.ipv4(get32(bytes, 0)) : getAddress(bytes, 0));
  }
  return addresses;
}
