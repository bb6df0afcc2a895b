// Ipv4Input: receives IPv4 packets: checks, fragments, and to whom each goes. Layer: net.
// RFC 791, RFC 1122 §3.2.1; RFC 1858 and RFC 3128 (fragments that hide their transport header).

import type { IpAddress } from '../ip-address.ts';
import { type Datagram, Reassembly, REASSEMBLY_HEADROOM } from '../reassembly.ts';
import type { StackParts } from '../stack-parts.ts';
import { get16 } from '../wire/byte-order.ts';
import {
  ICMPV4_TIME_EXCEEDED,
  ICMPV4_UNREACHABLE,
  REASSEMBLY_TIME_EXCEEDED,
  UNREACHABLE4_PORT,
  UNREACHABLE4_PROTOCOL,
} from '../wire/icmp.ts';
import { IPV4_HEADER, Ipv4Header } from '../wire/ipv4.ts';
import {
  PROTOCOL_ICMPV4,
  PROTOCOL_IGMP,
  PROTOCOL_TCP,
  PROTOCOL_UDP,
} from '../wire/protocol-numbers.ts';
import { type Ipv4Configuration, isImpossibleSource, isMulticast4 } from './configuration.ts';
import type { Ipv4Groups } from './groups.ts';
import type { Icmpv4 } from './icmp.ts';

/** RFC 1122 §3.3.2 asks for 60 to 120; less holds less of an attacker's. */
const REASSEMBLY_MILLIS = 30_000;
const DHCP_CLIENT_PORT = 68;

export class Ipv4InputCounters {
  received = 0;
  malformed = 0;
  /** From an address that cannot be a sender. */
  martian = 0;
  notForUs = 0;
  tinyFragments = 0;
  unknownProtocol = 0;
}

export class Ipv4Input {
  readonly counters = new Ipv4InputCounters();
  readonly reassembly: Reassembly;
  /** While an address is being asked for: what comes to UDP port 68 is ours, whatever its destination. */
  acceptsDhcp = false;
  readonly #parts: StackParts;
  readonly #configuration: Ipv4Configuration;
  readonly #icmp: Icmpv4;
  readonly #groups: Ipv4Groups;
  readonly #header = new Ipv4Header();

  constructor(
    parts: StackParts,
    configuration: Ipv4Configuration,
    icmp: Icmpv4,
    groups: Ipv4Groups,
  ) {
    this.#parts = parts;
    this.#configuration = configuration;
    this.#icmp = icmp;
    this.#groups = groups;
    this.reassembly = new Reassembly(REASSEMBLY_MILLIS, true, (datagram, nowMillis) =>
      this.#onTimeout(datagram, nowMillis),
    );
  }

  /** A packet from the link. `isGroupFrame`: the frame was sent to many. */
  receive(
    bytes: Uint8Array,
    start: number,
    end: number,
    isGroupFrame: boolean,
    checksumValid: boolean,
    nowMillis: number,
  ): void {
    const header = this.#header;
    this.counters.received++;
    if (!header.parse(bytes, start, end)) {
      this.counters.malformed++;
      return;
    }
    if (this.#isMartian(header)) {
      this.counters.martian++;
      return;
    }
    const destination = header.destination;
    const isOwn = destination >>> 24 !== 127 && this.#configuration.isLocal(destination);
    // RFC 1122 §4.2.3.10: TCP is between two.
    const isMany =
      header.protocol !== PROTOCOL_TCP &&
      (this.#configuration.isBroadcast(destination) || this.#isJoined(destination));
    // RFC 1122 §3.3.6: what was sent to all in a frame, but to one in IP, is a mistake or worse.
    const isOurs = isOwn ? !isGroupFrame : isMany;
    if (!isOurs && !this.#isForDhcp(header, bytes, start)) {
      this.counters.notForUs++;
      return;
    }
    this.#accept(bytes, start, isOwn, checksumValid, nowMillis);
  }

  /** A packet that the host has sent to itself. */
  receiveLocal(bytes: Uint8Array, start: number, end: number, nowMillis: number): void {
    const header = this.#header;
    this.counters.received++;
    if (!header.parse(bytes, start, end)) return;
    this.#accept(bytes, start, !isMulticast4(header.destination), true, nowMillis);
  }

  #isMartian(header: Ipv4Header): boolean {
    const source = header.source;
    const configuration = this.#configuration;
    if (header.destination === 0) return true;
    // Who has no address yet asks all for one by DHCP; queriers without one ask for groups.
    if (source === 0) {
      const mayAsk = header.protocol === PROTOCOL_UDP || header.protocol === PROTOCOL_IGMP;
      return !mayAsk || configuration.isLocal(header.destination);
    }
    return (
      isImpossibleSource(source) ||
      configuration.isLocal(source) ||
      configuration.isDirectedBroadcast(source)
    );
  }

  #isJoined(destination: number): boolean {
    return isMulticast4(destination) && this.#groups.has(destination);
  }

  #isForDhcp(header: Ipv4Header, bytes: Uint8Array, start: number): boolean {
    return (
      this.acceptsDhcp &&
      header.protocol === PROTOCOL_UDP &&
      !header.isFragment &&
      header.totalLength >= header.headerLength + 8 &&
      get16(bytes, start + header.headerLength + 2) === DHCP_CLIENT_PORT
    );
  }

  #accept(
    bytes: Uint8Array,
    start: number,
    isUnicast: boolean,
    checksumValid: boolean,
    nowMillis: number,
  ): void {
    const header = this.#header;
    const end = start + header.totalLength;
    if (!header.isFragment) {
      this.#deliver(bytes, start, end, isUnicast, checksumValid, nowMillis);
      return;
    }
    const dataStart = start + header.headerLength;
    if (isTinyFragment(header, end - dataStart)) {
      this.counters.tinyFragments++;
      return;
    }
    const datagram = this.reassembly.add(
      this.#parts.addresses.ipv4(header.source),
      this.#parts.addresses.ipv4(header.destination),
      header.identification,
      header.protocol,
      header.fragmentOffset,
      header.moreFragments,
      bytes,
      dataStart,
      end,
      nowMillis,
    );
    // The header counts as well (RFC 791: 65,535 for all).
    if (datagram === null || datagram.length + IPV4_HEADER > 65535) return;
    const from = this.#restoreHeader(datagram, datagram.length);
    this.#deliver(datagram.bytes, from, datagram.end, isUnicast, false, nowMillis);
  }

  /** Writes a header in front of `length` bytes of a datagram, as of a packet that was never cut, into `#header`, too. */
  #restoreHeader(datagram: Datagram, length: number): number {
    const header = this.#header;
    const start = REASSEMBLY_HEADROOM - IPV4_HEADER;
    header.headerLength = IPV4_HEADER;
    header.totalLength = IPV4_HEADER + length;
    header.typeOfService = 0;
    header.identification = datagram.identification;
    header.dontFragment = false;
    header.moreFragments = false;
    header.fragmentOffset = 0;
    header.timeToLive = 1;
    header.protocol = datagram.protocol;
    header.source = datagram.source.d;
    header.destination = datagram.destination.d;
    header.emit(datagram.bytes, start);
    return start;
  }

  #deliver(
    bytes: Uint8Array,
    start: number,
    end: number,
    isUnicast: boolean,
    checksumValid: boolean,
    nowMillis: number,
  ): void {
    const header = this.#header;
    const dataStart = start + header.headerLength;
    const protocol = header.protocol;
    const transport = this.#parts.transports.get(protocol);
    if (transport !== null) {
      const addresses = this.#parts.addresses;
      const source: IpAddress = addresses.ipv4(header.source);
      const destination: IpAddress = addresses.ipv4(header.destination);
      const heard = transport.receive(
        source,
        destination,
        bytes,
        dataStart,
        end,
        checksumValid,
        nowMillis,
      );
      if (heard !== false || !isUnicast) return;
      // The transport may have sent to ourselves, never received: the header still is this packet's.
      this.#refuse(UNREACHABLE4_PORT, bytes, start, end, nowMillis);
    } else if (protocol === PROTOCOL_ICMPV4) {
      this.#icmp.receive(header, bytes, dataStart, end, isUnicast, nowMillis);
    } else if (protocol === PROTOCOL_IGMP) {
      this.#groups.receive(bytes, dataStart, end, nowMillis);
    } else {
      this.counters.unknownProtocol++;
      if (isUnicast) this.#refuse(UNREACHABLE4_PROTOCOL, bytes, start, end, nowMillis);
    }
  }

  #refuse(code: number, bytes: Uint8Array, start: number, end: number, nowMillis: number): void {
    this.#icmp.sendError(ICMPV4_UNREACHABLE, code, this.#header, bytes, start, end, nowMillis);
  }

  /** RFC 792: told only when the first fragment is here. */
  #onTimeout(datagram: Datagram, nowMillis: number): void {
    const length = datagram.leadingLength;
    if (length < 8 || !this.#configuration.isLocal(datagram.destination.d)) return;
    // A datagram may end while another packet is looked at, whose header is in use.
    const header = new Ipv4Header();
    header.protocol = datagram.protocol;
    header.source = datagram.source.d;
    header.destination = datagram.destination.d;
    header.totalLength = IPV4_HEADER + length;
    header.identification = datagram.identification;
    header.moreFragments = true;
    const start = REASSEMBLY_HEADROOM - IPV4_HEADER;
    header.emit(datagram.bytes, start);
    this.#icmp.sendError(
      ICMPV4_TIME_EXCEEDED,
      REASSEMBLY_TIME_EXCEEDED,
      header,
      datagram.bytes,
      start,
      REASSEMBLY_HEADROOM + length,
      nowMillis,
    );
  }

  /** Ends what fragments are too old; the time of the next. */
  poll(nowMillis: number): number {
    return this.reassembly.expire(nowMillis);
  }
}

/** A first fragment without a whole transport header, or one that would begin inside of it. */
function isTinyFragment(header: Ipv4Header, length: number): boolean {
  const needed = header.protocol === PROTOCOL_TCP ? 16 : 8;
  if (header.fragmentOffset === 0) return length < needed;
  return header.fragmentOffset < needed;
}
