// Ipv6Input: receives IPv6 packets: checks, extension headers, fragments, and to whom each goes. Layer: net.
// RFC 8200, RFC 5722 (overlapping fragments), RFC 6946 (atomic fragments), RFC 7112 (the first has all headers).

import type { IpAddress } from '../ip-address.ts';
import { type Datagram, Reassembly, REASSEMBLY_HEADROOM } from '../reassembly.ts';
import type { StackParts } from '../stack-parts.ts';
import {
  ICMPV6_PARAMETER_PROBLEM,
  ICMPV6_TIME_EXCEEDED,
  ICMPV6_UNREACHABLE,
  REASSEMBLY_TIME_EXCEEDED,
  UNREACHABLE6_PORT,
} from '../wire/icmp.ts';
import { IPV6_HEADER, Ipv6Header } from '../wire/ipv6.ts';
import {
  ERRONEOUS_FIELD,
  type ExtensionResult,
  ExtensionWalk,
  UNRECOGNIZED_NEXT_HEADER,
} from '../wire/ipv6-extensions.ts';
import { PROTOCOL_ICMPV6, PROTOCOL_NO_NEXT_HEADER } from '../wire/protocol-numbers.ts';
import { type Ipv6Configuration, isLoopback6, isMulticast6 } from './configuration.ts';
import type { Ipv6Groups } from './groups.ts';
import type { Icmpv6 } from './icmp.ts';

/** RFC 8200 §4.5 says 60; less holds less of an attacker's. */
const REASSEMBLY_MILLIS = 30_000;
/** RFC 7112 §5. */
const INCOMPLETE_HEADER_CHAIN = 3;

export class Ipv6InputCounters {
  received = 0;
  malformed = 0;
  /** From an address that cannot be a sender. */
  martian = 0;
  notForUs = 0;
  badExtension = 0;
  tinyFragments = 0;
  unknownProtocol = 0;
}

export class Ipv6Input {
  readonly counters = new Ipv6InputCounters();
  readonly reassembly: Reassembly;
  readonly #parts: StackParts;
  readonly #configuration: Ipv6Configuration;
  readonly #icmp: Icmpv6;
  readonly #groups: Ipv6Groups;
  readonly #header = new Ipv6Header();
  readonly #walk = new ExtensionWalk();

  constructor(
    parts: StackParts,
    configuration: Ipv6Configuration,
    icmp: Icmpv6,
    groups: Ipv6Groups,
  ) {
    this.#parts = parts;
    this.#configuration = configuration;
    this.#icmp = icmp;
    this.#groups = groups;
    this.reassembly = new Reassembly(REASSEMBLY_MILLIS, false, (datagram, nowMillis) =>
      this.#onTimeout(datagram, nowMillis),
    );
  }

  /** A packet from the link. */
  receive(
    bytes: Uint8Array,
    start: number,
    end: number,
    checksumValid: boolean,
    nowMillis: number,
  ): void {
    const header = this.#header;
    this.counters.received++;
    if (!header.parse(bytes, start, end)) {
      this.counters.malformed++;
      return;
    }
    const source = this.#source();
    const destination = this.#destination();
    if (this.#isMartian(source, destination)) {
      this.counters.martian++;
      return;
    }
    if (!this.#isOurs(destination)) {
      this.counters.notForUs++;
      return;
    }
    const packetEnd = start + IPV6_HEADER + header.payloadLength;
    this.#open(source, destination, bytes, start, packetEnd, checksumValid, false, nowMillis);
  }

  /** A packet that the host has sent to itself. */
  receiveLocal(bytes: Uint8Array, start: number, end: number, nowMillis: number): void {
    this.counters.received++;
    if (!this.#header.parse(bytes, start, end)) return;
    this.#open(this.#source(), this.#destination(), bytes, start, end, true, false, nowMillis);
  }

  #source(): IpAddress {
    const header = this.#header;
    const addresses = this.#parts.addresses;
    return addresses.get(header.sourceA, header.sourceB, header.sourceC, header.sourceD);
  }

  #destination(): IpAddress {
    const header = this.#header;
    const addresses = this.#parts.addresses;
    return addresses.get(
      header.destinationA,
      header.destinationB,
      header.destinationC,
      header.destinationD,
    );
  }

  /** `isIpv4`: a mapped address, which would look like one of IPv4 to us; RFC 4291 §2.5.5.2 allows none on the wire. */
  #isMartian(source: IpAddress, destination: IpAddress): boolean {
    if (source.isIpv4 || destination.isIpv4) return true;
    if (isMulticast6(source) || this.#configuration.isLocal(source)) return true;
    return isLoopback6(destination) || destination.isUnspecified;
  }

  #isOurs(destination: IpAddress): boolean {
    if (!isMulticast6(destination)) return this.#configuration.isLocal(destination);
    return this.#groups.has(destination) || this.#configuration.isSolicitedNode(destination);
  }

  /** Walks over the extension headers. `wasFragmented`: the packet comes out of the reassembly. */
  #open(
    source: IpAddress,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    checksumValid: boolean,
    wasFragmented: boolean,
    nowMillis: number,
  ): void {
    const walk = this.#walk;
    const headersStart = start + IPV6_HEADER;
    let result = walk.walk(bytes, headersStart, end, this.#header.nextHeader, start + 6);
    let hadFragment = wasFragmented;
    if (result === 'fragment') {
      if (wasFragmented) {
        this.counters.badExtension++;
        return;
      }
      if (walk.fragmentOffset !== 0 || walk.moreFragments) {
        this.#addFragment(source, destination, bytes, start, end, nowMillis);
        return;
      }
      // One fragment that is the whole packet has nothing to do with others of its number.
      result = walk.walk(bytes, walk.payloadStart, end, walk.protocol, walk.protocolAt);
      hadFragment = true;
    }
    if (result === 'upper') {
      this.#deliver(source, destination, bytes, start, end, checksumValid, hadFragment, nowMillis);
    } else {
      this.#complain(result, source, destination, bytes, start, end, nowMillis);
    }
  }

  #complain(
    result: ExtensionResult,
    source: IpAddress,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    nowMillis: number,
  ): void {
    const walk = this.#walk;
    this.counters.badExtension++;
    const isTold =
      result === 'problem' || (result === 'problem-unicast' && !isMulticast6(destination));
    if (!isTold) return;
    const pointer = walk.problemAt - start;
    const code = walk.problemCode;
    this.#problem(code, pointer, source, destination, bytes, start, end, nowMillis);
  }

  #problem(
    code: number,
    pointer: number,
    source: IpAddress,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    nowMillis: number,
  ): void {
    this.#icmp.sendError(
      ICMPV6_PARAMETER_PROBLEM,
      code,
      pointer,
      source,
      destination,
      bytes,
      start,
      end,
      nowMillis,
    );
  }

  #addFragment(
    source: IpAddress,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    nowMillis: number,
  ): void {
    const walk = this.#walk;
    const dataStart = walk.payloadStart;
    const protocol = walk.protocol;
    const offset = walk.fragmentOffset;
    const more = walk.moreFragments;
    const identification = walk.fragmentIdentification;
    const length = end - dataStart;
    // RFC 8200 §4.5: the payload length, and the offset, are wrong.
    if (more && length % 8 !== 0) {
      this.#problem(ERRONEOUS_FIELD, 4, source, destination, bytes, start, end, nowMillis);
    } else if (offset + length > 65535) {
      const pointer = dataStart - 6 - start;
      this.#problem(ERRONEOUS_FIELD, pointer, source, destination, bytes, start, end, nowMillis);
    } else if (offset === 0 && !this.#hasAllHeaders(bytes, dataStart, end, protocol)) {
      this.counters.tinyFragments++;
      const code = INCOMPLETE_HEADER_CHAIN;
      this.#problem(code, 0, source, destination, bytes, start, end, nowMillis);
      return;
    }
    const datagram = this.reassembly.add(
      source,
      destination,
      identification,
      protocol,
      offset,
      more,
      bytes,
      dataStart,
      end,
      nowMillis,
    );
    if (datagram === null) return;
    const from = this.#restoreHeader(this.#header, datagram, datagram.length);
    const whole = datagram.bytes;
    this.#open(source, destination, whole, from, datagram.end, false, true, nowMillis);
  }

  #hasAllHeaders(bytes: Uint8Array, start: number, end: number, protocol: number): boolean {
    const walk = this.#walk;
    return (
      walk.walk(bytes, start, end, protocol, start) === 'upper' && end - walk.payloadStart >= 8
    );
  }

  /** Writes a header in front of `length` bytes of a datagram, as of a packet that was never cut. */
  #restoreHeader(header: Ipv6Header, datagram: Datagram, length: number): number {
    const start = REASSEMBLY_HEADROOM - IPV6_HEADER;
    header.trafficClass = 0;
    header.flowLabel = 0;
    header.payloadLength = length;
    header.nextHeader = datagram.protocol;
    header.hopLimit = 0;
    header.setAddresses(datagram.source, datagram.destination);
    header.emit(datagram.bytes, start);
    return start;
  }

  #deliver(
    source: IpAddress,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    checksumValid: boolean,
    hadFragment: boolean,
    nowMillis: number,
  ): void {
    const walk = this.#walk;
    const protocol = walk.protocol;
    const dataStart = walk.payloadStart;
    const transport = this.#parts.transports.get(protocol);
    if (source.isUnspecified && protocol !== PROTOCOL_ICMPV6) {
      this.counters.martian++;
    } else if (transport !== null) {
      const heard = transport.receive(
        source,
        destination,
        bytes,
        dataStart,
        end,
        checksumValid,
        nowMillis,
      );
      if (heard !== false) return;
      const type = ICMPV6_UNREACHABLE;
      const code = UNREACHABLE6_PORT;
      this.#icmp.sendError(type, code, 0, source, destination, bytes, start, end, nowMillis);
    } else if (protocol === PROTOCOL_ICMPV6) {
      const hopLimit = this.#header.hopLimit;
      this.#icmp.receive(
        source,
        destination,
        hopLimit,
        hadFragment,
        bytes,
        dataStart,
        end,
        nowMillis,
      );
    } else if (protocol !== PROTOCOL_NO_NEXT_HEADER) {
      this.counters.unknownProtocol++;
      const pointer = walk.protocolAt - start;
      const code = UNRECOGNIZED_NEXT_HEADER;
      this.#problem(code, pointer, source, destination, bytes, start, end, nowMillis);
    }
  }

  /** RFC 8200 §4.5: told only when the first fragment is here. */
  #onTimeout(datagram: Datagram, nowMillis: number): void {
    const length = datagram.leadingLength;
    if (length === 0) return;
    // A datagram may end while another packet is looked at, whose header is in use.
    const start = this.#restoreHeader(new Ipv6Header(), datagram, length);
    this.#icmp.sendError(
      ICMPV6_TIME_EXCEEDED,
      REASSEMBLY_TIME_EXCEEDED,
      0,
      datagram.source,
      datagram.destination,
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
