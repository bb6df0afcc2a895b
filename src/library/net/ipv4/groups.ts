// Ipv4Groups: the IPv4 multicast groups that the host has joined, and IGMP, which tells routers and switches. Layer: net.
// RFC 1112 §7, RFC 2236 (IGMPv2; a query of any version is answered with its reports).

import { IpAddress } from '../ip-address.ts';
import type { StackParts } from '../stack-parts.ts';
import {
  IGMP_LEAVE,
  IGMP_LENGTH,
  IGMP_QUERY,
  IGMP_REPORT,
  IgmpMessage,
} from '../wire/multicast.ts';
import { PROTOCOL_IGMP } from '../wire/protocol-numbers.ts';
import type { Ipv4Output } from './output.ts';

const MAXIMUM_GROUPS = 32;
export const ALL_HOSTS = 0xe0000001;
const ALL_ROUTERS = 0xe0000002;
/** RFC 2236 §8.10. */
const UNSOLICITED_REPORT_MILLIS = 10_000;

class Group {
  readonly address: number;
  /** How many sockets have joined it. */
  members = 1;
  reportMillis = Infinity;

  constructor(address: number) {
    this.address = address;
  }
}

export class Ipv4Groups {
  readonly #parts: StackParts;
  readonly #output: Ipv4Output;
  readonly #groups: Group[] = [];
  readonly #message = new IgmpMessage();

  constructor(parts: StackParts, output: Ipv4Output) {
    this.#parts = parts;
    this.#output = output;
  }

  has(address: number): boolean {
    return address === ALL_HOSTS || this.#find(address) !== null;
  }

  /** False when there is no room for one more group. */
  join(address: number, nowMillis: number): boolean {
    const known = this.#find(address);
    if (known !== null) {
      known.members++;
      return true;
    }
    if (this.#groups.length === MAXIMUM_GROUPS) return false;
    const group = new Group(address);
    this.#groups.push(group);
    if (address === ALL_HOSTS) return true;
    this.#send(IGMP_REPORT, address, address, nowMillis);
    // Once more, since the first may be lost.
    group.reportMillis = nowMillis + this.#delay(UNSOLICITED_REPORT_MILLIS);
    return true;
  }

  leave(address: number, nowMillis: number): void {
    const group = this.#find(address);
    if (group === null || --group.members > 0) return;
    this.#groups.splice(this.#groups.indexOf(group), 1);
    if (address !== ALL_HOSTS) this.#send(IGMP_LEAVE, address, ALL_ROUTERS, nowMillis);
  }

  receive(bytes: Uint8Array, start: number, end: number, nowMillis: number): void {
    const message = this.#message;
    if (!message.parse(bytes, start, end)) return;
    for (let i = 0; i < this.#groups.length; i++) {
      const group = this.#groups[i]!;
      const isMeant = message.group === 0 || message.group === group.address;
      if (!isMeant || group.address === ALL_HOSTS) continue;
      if (message.type === IGMP_QUERY) {
        // Version 1 asks without a time: ten seconds.
        const delay = this.#delay(message.maximumDelayMillis || UNSOLICITED_REPORT_MILLIS);
        group.reportMillis = Math.min(group.reportMillis, nowMillis + delay);
      } else if (message.type === IGMP_REPORT && message.group !== 0) {
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
        this.#send(IGMP_REPORT, group.address, group.address, nowMillis);
      }
      next = Math.min(next, group.reportMillis);
    }
    return next;
  }

  #find(address: number): Group | null {
    for (let i = 0; i < this.#groups.length; i++) {
      if (this.#groups[i]!.address === address) return this.#groups[i]!;
    }
    return null;
  }

  #delay(maximumMillis: number): number {
    return ((this.#parts.random() >>> 16) / 65536) * maximumMillis;
  }

  #send(type: number, group: number, destination: number, nowMillis: number): void {
    const packet = this.#parts.pool.take(IGMP_LENGTH);
    if (packet === null) return;
    const message = this.#message;
    message.type = type;
    message.maximumDelayMillis = 0;
    message.group = group;
    message.emit(packet.bytes, packet.start);
    packet.end = packet.start + IGMP_LENGTH;
    packet.hopLimit = 1;
    const to = IpAddress.ipv4(destination);
    this.#output.send(packet, this.#output.sourceOrNone(to), to, PROTOCOL_IGMP, -1, nowMillis);
  }
}
