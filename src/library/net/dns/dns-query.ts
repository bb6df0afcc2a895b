// DnsQuery: one question, asked of one server after another until one answers. Layer: net.
// RFC 1035 §4.2 and §7, RFC 5452 (random ids and ports, one socket an attempt), RFC 7766 (TCP after a truncated answer).

import { type DnsAnswer, encodeQuery, parseAnswer } from '../../base/dns-message.ts';
import { type IpAddress, UNSPECIFIED } from '../ip-address.ts';
import type { IcmpErrorKind } from '../ip-layer.ts';
import type { Udp } from '../udp.ts';
import { UdpSocket } from '../udp-socket.ts';
import type { DnsStream, DnsStreams } from './dns-stream.ts';

const DNS_PORT = 53;
const FIRST_TRY_MILLIS = 1500;
const LONGEST_TRY_MILLIS = 5000;
const STREAM_MILLIS = 5000;
const ROUNDS = 3;
/** How long a question waits for the network to say whom to ask. */
const NO_SERVER_MILLIS = 10_000;
const MAXIMUM_MESSAGE = 65535;

/** What a query needs of its client. */
export interface QueryOwner {
  readonly udp: Udp;
  readonly streams: DnsStreams | null;
  readonly servers: readonly IpAddress[];
  /** There may be servers soon. */
  readonly awaitsServers: boolean;
  readonly random: () => number;
  /** The query's deadline is now. */
  onWork(): void;
  /** The query is over. Not called from within `start`. */
  onAnswer(query: DnsQuery, answer: DnsAnswer, nowMillis: number): void;
}

export class DnsQuery {
  readonly key: string;
  readonly name: string;
  readonly type: number;
  /** When to call `onDeadline`. */
  deadlineMillis = Infinity;
  readonly #owner: QueryOwner;
  #query: Uint8Array = new Uint8Array(0);
  #attempt = 0;
  #socket: UdpSocket | null = null;
  #stream: DnsStream | null = null;
  /** What a stream has brought: two bytes of length, then the message. */
  #received = new Uint8Array(0);
  #receivedLength = 0;
  #nowMillis = 0;
  #startedMillis = 0;
  /** The best that there is when nothing better comes. */
  #truncated: DnsAnswer | null = null;
  #isOver = false;

  constructor(owner: QueryOwner, key: string, name: string, type: number) {
    this.#owner = owner;
    this.key = key;
    this.name = name;
    this.type = type;
  }

  /** The first attempt is made at the next `onDeadline`. */
  start(nowMillis: number): void {
    this.#startedMillis = nowMillis;
    this.deadlineMillis = nowMillis;
  }

  /** There are servers to ask now. */
  onServers(): void {
    if (this.#attempt === 0) this.deadlineMillis = this.#startedMillis;
  }

  onDeadline(nowMillis: number): void {
    this.#nowMillis = nowMillis;
    this.#release();
    const servers = this.#owner.servers;
    const patienceMillis = this.#startedMillis + NO_SERVER_MILLIS;
    if (servers.length === 0 && this.#owner.awaitsServers && nowMillis < patienceMillis) {
      this.deadlineMillis = patienceMillis;
      return;
    }
    // A lone server gets as many chances; of several, each.
    if (servers.length === 0 || this.#attempt >= ROUNDS * servers.length) {
      this.#finish(this.#truncated ?? { kind: 'failed' });
      return;
    }
    const round = Math.floor(this.#attempt / servers.length);
    const server = servers[this.#attempt % servers.length]!;
    this.#attempt++;
    const wait = Math.min(FIRST_TRY_MILLIS * 2 ** round, LONGEST_TRY_MILLIS);
    this.deadlineMillis = nowMillis + wait;
    this.#ask(server);
  }

  #ask(server: IpAddress): void {
    const query = encodeQuery(this.#owner.random() & 0xffff, this.name, this.type);
    if (query === undefined) {
      this.#finish({ kind: 'none', seconds: 0 });
      return;
    }
    this.#query = query;
    const socket = this.#owner.udp.bind(UNSPECIFIED, 0, this);
    if (!(socket instanceof UdpSocket)) return;
    this.#socket = socket;
    // Without a route the next server may have one.
    const isAsked =
      socket.connect(server, DNS_PORT) &&
      socket.send(query, 0, query.length, server, DNS_PORT) === 'sent';
    if (!isAsked) this.#tryNext();
  }

  /** In the next round of polling, not deeper in this one. */
  #tryNext(): void {
    this.deadlineMillis = this.#nowMillis;
    this.#owner.onWork();
  }

  onDatagram(
    source: IpAddress,
    _sourcePort: number,
    _destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    nowMillis: number,
  ): void {
    this.#nowMillis = nowMillis;
    const answer = parseAnswer(bytes.subarray(start, end), end - start, this.#query);
    if (answer.kind === 'other') return;
    if (answer.kind === 'failed') this.#tryNext();
    else if (answer.kind === 'truncated') this.#onTruncated(answer, source);
    else this.#finish(answer);
  }

  onError(_kind: IcmpErrorKind, _destination: IpAddress, _port: number, nowMillis: number): void {
    this.#nowMillis = nowMillis;
    this.#tryNext();
  }

  #onTruncated(answer: DnsAnswer, server: IpAddress): void {
    this.#truncated = answer;
    this.#release();
    const streams = this.#owner.streams;
    if (streams === null) {
      this.#tryNext();
      return;
    }
    this.#receivedLength = 0;
    this.#received = new Uint8Array(512);
    this.deadlineMillis = this.#nowMillis + STREAM_MILLIS;
    this.#stream = streams.open(server, DNS_PORT, this);
    if (this.#stream === null) this.#tryNext();
  }

  onOpen(): void {
    const query = this.#query;
    const framed = new Uint8Array(2 + query.length);
    framed[0] = query.length >> 8;
    framed[1] = query.length;
    framed.set(query, 2);
    this.#stream?.write(framed);
  }

  onData(bytes: Uint8Array, start: number, end: number): void {
    if (this.#stream === null) return;
    const length = this.#receivedLength + (end - start);
    if (length > 2 + MAXIMUM_MESSAGE) return this.onClose();
    if (length > this.#received.length) {
      const grown = new Uint8Array(Math.min(2 * length, 2 + MAXIMUM_MESSAGE));
      grown.set(this.#received.subarray(0, this.#receivedLength));
      this.#received = grown;
    }
    this.#received.set(bytes.subarray(start, end), this.#receivedLength);
    this.#receivedLength = length;
    const expected = 2 + ((this.#received[0]! << 8) | this.#received[1]!);
    if (length < 2 || length < expected) return;
    const message = this.#received.subarray(2, expected);
    const answer = parseAnswer(message, message.length, this.#query);
    if (answer.kind === 'addresses' || answer.kind === 'none' || answer.kind === 'alias') {
      this.#finish(answer);
    } else {
      this.onClose();
    }
  }

  onClose(): void {
    this.#release();
    this.#tryNext();
  }

  #release(): void {
    const stream = this.#stream;
    this.#stream = null;
    stream?.close();
    this.#socket?.close();
    this.#socket = null;
  }

  #finish(answer: DnsAnswer): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.deadlineMillis = Infinity;
    this.#release();
    this.#owner.onAnswer(this, answer, this.#nowMillis);
  }
}
