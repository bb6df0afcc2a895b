// Ipv6Groups: the IPv6 multicast groups that the host has joined, and MLD, which tells routers and switches. Layer: net.
// RFC 2710 (MLDv1; a query of any version is answered with its reports), RFC 3590 (from `::` while there is no address).

import { type IpAddress, UNSPECIFIED } from '../ip-address.ts';
import type { StackParts } from '../stack-parts.ts';
import { put16 } from '../wire/byte-order.ts';
import { transportChecksum } from '../wire/checksum.ts';
import { ICMP_CHECKSUM } from '../wire/icmp.ts';
import { MLD_DONE, MLD_LENGTH, MLD_QUERY, MLD_REPORT, MldMessage } from '../wire/multicast.ts';
import { PROTOCOL_HOP_BY_HOP, PROTOCOL_ICMPV6 } from '../wire/protocol-numbers.ts';
import { ALL_NODES, ALL_ROUTERS6 } from './configuration.ts';
import type { Ipv6Output } from './output.ts';

const MAXIMUM_GROUPS = 48;
const OPTIONS_LENGTH = 8;
/** RFC 2710 §7.10. */
const UNSOLICITED_REPORT_MILLIS = 10_000;

class Group {
  readonly address: IpAddress;
  /** How many sockets and own addresses have joined it. */
  members = 1;
  reportMillis = Infinity;

  constructor(address: IpAddress) {
    this.address = address;
  }
}

export class Ipv6Groups {
  readonly #parts: StackParts;
  readonly #output: Ipv6Output;
  readonly #groups: Group[] = [];
  readonly #message = new MldMessage(UNSPECIFIED);

  constructor(parts: StackParts, output: Ipv6Output) {
    this.#parts = parts;
    this.#output = output;
  }

  has(address: IpAddress): boolean {
    return address.equals(ALL_NODES) || this.#find(address) !== null;
  }

  /** False when there is no room for one more group. */
  join(address: IpAddress, nowMillis: number): boolean {
    const known = this.#find(address);
    if (known !== null) {
      known.members++;
      return true;
    }
    if (this.#groups.length === MAXIMUM_GROUPS) return false;
    const group = new Group(address);
    this.#groups.push(group);
    if (!isReported(address)) return true;
    this.#send(MLD_REPORT, address, address, nowMillis);
    group.reportMillis = nowMillis + this.#delay(UNSOLICITED_REPORT_MILLIS);
    return true;
  }

  leave(address: IpAddress, nowMillis: number): void {
    const group = this.#find(address);
    if (group === null || --group.members > 0) return;
    this.#groups.splice(this.#groups.indexOf(group), 1);
    if (isReported(address)) this.#send(MLD_DONE, address, ALL_ROUTERS6, nowMillis);
  }

  /** A query or another host's report, of which the checksum is right. */
  receive(bytes: Uint8Array, start: number, end: number, nowMillis: number): void {
    const message = this.#message;
    if (!message.parse(bytes, start, end)) return;
    for (let i = 0; i < this.#groups.length; i++) {
      const group = this.#groups[i]!;
      const isMeant = message.group.isUnspecified || message.group.equals(group.address);
      if (!isMeant || !isReported(group.address)) continue;
      if (message.type === MLD_QUERY) {
        const delay = this.#delay(message.maximumDelayMillis);
        group.reportMillis = Math.min(group.reportMillis, nowMillis + delay);
      } else if (message.type === MLD_REPORT && !message.group.isUnspecified) {
        // Another member has answered for all.
        group.reportMillis = Infinity;
      }
    }
  }

  /** Sends the reports that are due; the time of the next. */
  poll(nowMillis: number): number {
    let next = Infinity;
    for (let i = 0; i < this.#groups.length; i++) {
      const group = this.#groups[i]!;
      if (group.reportMillis <= nowMillis) {
        group.reportMillis = Infinity;
        this.#send(MLD_REPORT, group.address, group.address, nowMillis);
      }
      next = Math.min(next, group.reportMillis);
    }
    return next;
  }

  #find(address: IpAddress): Group | null {
    for (let i = 0; i < this.#groups.length; i++) {
      if (this.#groups[i]!.address.equals(address)) return this.#groups[i]!;
    }
    return null;
  }

  #delay(maximumMillis: number): number {
    return ((this.#parts.random() >>> 16) / 65536) * maximumMillis;
  }

  #send(type: number, group: IpAddress, destination: IpAddress, nowMillis: number): void {
    const packet = this.#parts.pool.take(OPTIONS_LENGTH + MLD_LENGTH);
    if (packet === null) return;
    const bytes = packet.bytes;
    const start = packet.start + OPTIONS_LENGTH;
    const end = start + MLD_LENGTH;
    // RFC 2710 §3: hop-by-hop options with a router alert (RFC 2711) and padding.
    bytes.set([PROTOCOL_ICMPV6, 0, 5, 2, 0, 0, 1, 0], packet.start);
    const message = this.#message;
    message.type = type;
    message.maximumDelayMillis = 0;
    message.group = group;
    message.emit(bytes, start);
    const source = this.#output.linkLocalSource() ?? UNSPECIFIED;
    const sum = transportChecksum(source, destination, PROTOCOL_ICMPV6, bytes, start, end);
    put16(bytes, start + ICMP_CHECKSUM, sum);
    packet.end = end;
    packet.hopLimit = 1;
    this.#output.send(packet, source, destination, PROTOCOL_HOP_BY_HOP, -1, nowMillis);
  }
}

/** RFC 2710 §5: not all nodes, nor what never leaves the host. */
function isReported(address: IpAddress): boolean {
  return !address.equals(ALL_NODES) && ((address.a >>> 16) & 15) > 1;
}
