// Icmpv4: echo replies, errors that we send, errors about what we sent. Layer: net.
// RFC 792, RFC 1122 §3.2.2, RFC 1191. Everything sent is limited in rate.

import type { IcmpErrorKind } from '../ip-layer.ts';
import type { Packet } from '../packet.ts';
import { plateauBelow } from '../path-mtu-cache.ts';
import type { StackParts } from '../stack-parts.ts';
import { TokenBucket } from '../token-bucket.ts';
import { copyBytes, put16 } from '../wire/byte-order.ts';
import { checksum } from '../wire/checksum.ts';
import {
  ICMP_CHECKSUM,
  ICMP_HEADER,
  ICMPV4_ECHO_REPLY,
  ICMPV4_ECHO_REQUEST,
  ICMPV4_PARAMETER_PROBLEM,
  ICMPV4_TIME_EXCEEDED,
  ICMPV4_UNREACHABLE,
  IcmpHeader,
  isIcmpv4Error,
  nextHopMtu,
  UNREACHABLE4_TOO_BIG,
} from '../wire/icmp.ts';
import { Ipv4Header } from '../wire/ipv4.ts';
import { PROTOCOL_ICMPV4 } from '../wire/protocol-numbers.ts';
import { type Ipv4Configuration, isImpossibleSource } from './configuration.ts';
import type { Ipv4Output } from './output.ts';

const ECHOES_PER_SECOND = 1000;
const ERRORS_PER_SECOND = 100;
const ERROR_BURST = 20;
/** RFC 1812 §4.3.2.3: an error is 576 bytes at most, 28 of them its own headers. */
const MAXIMUM_QUOTE = 548;

export class Icmpv4Counters {
  received = 0;
  malformed = 0;
  echoesAnswered = 0;
  errorsReceived = 0;
  errorsSent = 0;
  rateLimited = 0;
}

export class Icmpv4 {
  readonly counters = new Icmpv4Counters();
  readonly #parts: StackParts;
  readonly #configuration: Ipv4Configuration;
  readonly #output: Ipv4Output;
  readonly #header = new IcmpHeader();
  readonly #quoted = new Ipv4Header();
  readonly #echoes = new TokenBucket(ECHOES_PER_SECOND, ECHOES_PER_SECOND / 10);
  readonly #errors = new TokenBucket(ERRORS_PER_SECOND, ERROR_BURST);

  constructor(parts: StackParts, configuration: Ipv4Configuration, output: Ipv4Output) {
    this.#parts = parts;
    this.#configuration = configuration;
    this.#output = output;
  }

  /** The ICMP message bytes[start .. end) of a packet with header `ip`. */
  receive(
    ip: Ipv4Header,
    bytes: Uint8Array,
    start: number,
    end: number,
    isUnicast: boolean,
    nowMillis: number,
  ): void {
    const header = this.#header;
    this.counters.received++;
    if (!header.parse(bytes, start, end) || checksum(bytes, start, end) !== 0) {
      this.counters.malformed++;
      return;
    }
    // RFC 1122 §3.2.2.6: an echo to all is better left unanswered.
    if (header.type === ICMPV4_ECHO_REQUEST && header.code === 0) {
      if (isUnicast) this.#echo(ip, bytes, start, end, nowMillis);
    } else if (isIcmpv4Error(header.type)) {
      this.#onError(bytes, start, end, nowMillis);
    }
  }

  #echo(ip: Ipv4Header, bytes: Uint8Array, start: number, end: number, nowMillis: number): void {
    if (!this.#echoes.take(nowMillis)) {
      this.counters.rateLimited++;
      return;
    }
    const packet = this.#parts.pool.take(end - start);
    if (packet === null) return;
    copyBytes(packet.bytes, packet.start, bytes, start, end);
    packet.end = packet.start + (end - start);
    packet.bytes[packet.start] = ICMPV4_ECHO_REPLY;
    this.counters.echoesAnswered++;
    this.#finish(packet, ip.destination, ip.source, nowMillis);
  }

  #finish(packet: Packet, source: number, destination: number, nowMillis: number): void {
    const at = packet.start + ICMP_CHECKSUM;
    put16(packet.bytes, at, 0);
    put16(packet.bytes, at, checksum(packet.bytes, packet.start, packet.end));
    const addresses = this.#parts.addresses;
    this.#output.send(
      packet,
      addresses.ipv4(source),
      addresses.ipv4(destination),
      PROTOCOL_ICMPV4,
      -1,
      nowMillis,
    );
  }

  /** Tells the sender of the packet `ip`, which is bytes[start .. end), that something is wrong with it. It was sent to us alone. */
  sendError(
    type: number,
    code: number,
    ip: Ipv4Header,
    bytes: Uint8Array,
    start: number,
    end: number,
    nowMillis: number,
  ): void {
    if (!this.#mayComplain(ip, bytes, start)) return;
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
    header.parameter = 0;
    header.emit(packet.bytes, packet.start);
    copyBytes(packet.bytes, packet.start + ICMP_HEADER, bytes, start, start + quote);
    packet.end = packet.start + ICMP_HEADER + quote;
    this.counters.errorsSent++;
    this.#finish(packet, ip.destination, ip.source, nowMillis);
  }

  /** RFC 1122 §3.2.2: not about errors, later fragments, or packets whose source is not one host. */
  #mayComplain(ip: Ipv4Header, bytes: Uint8Array, start: number): boolean {
    if (ip.fragmentOffset !== 0 || ip.source === 0) return false;
    if (ip.protocol === PROTOCOL_ICMPV4 && isIcmpv4Error(bytes[start + ip.headerLength]!)) {
      return false;
    }
    const source = ip.source;
    return (
      this.#configuration.isLocal(source) ||
      !(isImpossibleSource(source) || this.#configuration.isBroadcast(source))
    );
  }

  #onError(bytes: Uint8Array, start: number, end: number, nowMillis: number): void {
    const quoted = this.#quoted;
    const at = start + ICMP_HEADER;
    this.counters.errorsReceived++;
    if (!quoted.parseQuoted(bytes, at, end) || !this.#configuration.isLocal(quoted.source)) {
      this.counters.malformed++;
      return;
    }
    // Only the first fragment says which connection it is about.
    if (quoted.fragmentOffset !== 0) return;
    const kind = errorKind(this.#header.type, this.#header.code);
    if (kind === null) return;
    const mtu = kind === 'too-big' ? this.#lowerMtu(nextHopMtu(bytes, start), nowMillis) : 0;
    if (kind === 'too-big' && mtu === 0) return;
    this.#tell(kind, bytes, at + quoted.headerLength, end, mtu, nowMillis);
  }

  /** The new path MTU to the quoted packet's destination; 0 when it did not become smaller. */
  #lowerMtu(said: number, nowMillis: number): number {
    const destination = this.#parts.addresses.ipv4(this.#quoted.destination);
    const current = this.#output.pathMtu(destination, nowMillis);
    // RFC 1191 §5: old routers do not say it; a size that is not smaller than the packet's is wrong.
    const mtu = said === 0 ? plateauBelow(Math.min(this.#quoted.totalLength, current)) : said;
    if (!this.#output.pathMtus.lower(destination, mtu, current, nowMillis)) return 0;
    return this.#output.pathMtu(destination, nowMillis);
  }

  #tell(
    kind: IcmpErrorKind,
    bytes: Uint8Array,
    start: number,
    end: number,
    mtu: number,
    nowMillis: number,
  ): void {
    const transport = this.#parts.transports.get(this.#quoted.protocol);
    if (transport === null || end - start < 8) return;
    const addresses = this.#parts.addresses;
    const source = addresses.ipv4(this.#quoted.source);
    const destination = addresses.ipv4(this.#quoted.destination);
    transport.onIcmpError(kind, source, destination, bytes, start, end, mtu, nowMillis);
  }

  /** A neighbour did not answer: the same for a packet of our own (from its IP header on). */
  reportUnreachable(packet: Packet, nowMillis: number): void {
    const quoted = this.#quoted;
    if (!quoted.parseQuoted(packet.bytes, packet.start, packet.end)) return;
    if (quoted.fragmentOffset !== 0) return;
    const start = packet.start + quoted.headerLength;
    this.#tell('unreachable-host', packet.bytes, start, packet.end, 0, nowMillis);
  }
}

/** RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1; null for what needs no report. */
function errorKind(type: number, code: number): IcmpErrorKind | null {
  if (type === ICMPV4_TIME_EXCEEDED) return 'time-exceeded';
  if (type === ICMPV4_PARAMETER_PROBLEM) return 'unreachable-protocol';
  if (type !== ICMPV4_UNREACHABLE) return null;
  switch (code) {
    case 0:
    case 5:
    case 6:
    case 11:
      return 'unreachable-network';
    case 2:
      return 'unreachable-protocol';
    case 3:
      return 'unreachable-port';
    case UNREACHABLE4_TOO_BIG:
      return 'too-big';
    case 9:
    case 10:
    case 13:
      return 'prohibited';
    default:
      return 'unreachable-host';
  }
}
