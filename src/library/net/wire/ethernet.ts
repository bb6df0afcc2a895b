// Ethernet II frames. Layer: net, pure. IEEE 802.3 §3.1.1; the type numbers are IANA's.
// A hardware address is two numbers: `high` its first two bytes, `low` (unsigned) its last four.

import { get16, get32, put16, put32 } from './byte-order.ts';

export const ETHERNET_HEADER = 14;
export const ETHERTYPE_IPV4 = 0x0800;
export const ETHERTYPE_ARP = 0x0806;
export const ETHERTYPE_IPV6 = 0x86dd;
export const BROADCAST_HIGH = 0xffff;
export const BROADCAST_LOW = 0xffffffff;

const DESTINATION = 0;
const SOURCE = 6;
const ETHERTYPE = 12;
const GROUP_BIT = 0x0100;

export class EthernetHeader {
  destinationHigh = 0;
  destinationLow = 0;
  sourceHigh = 0;
  sourceLow = 0;
  etherType = 0;

  /** Reads bytes[start .. end); false when that is no frame. The payload begins `ETHERNET_HEADER` behind `start`. */
  parse(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < ETHERNET_HEADER) return false;
    this.destinationHigh = get16(bytes, start + DESTINATION);
    this.destinationLow = get32(bytes, start + DESTINATION + 2);
    this.sourceHigh = get16(bytes, start + SOURCE);
    this.sourceLow = get32(bytes, start + SOURCE + 2);
    this.etherType = get16(bytes, start + ETHERTYPE);
    // Smaller numbers are lengths (IEEE 802.2), which nobody sends to us. A group cannot be a sender.
    return this.etherType >= 0x0600 && (this.sourceHigh & GROUP_BIT) === 0;
  }

  /** Writes `ETHERNET_HEADER` bytes. */
  emit(bytes: Uint8Array, start: number): void {
    put16(bytes, start + DESTINATION, this.destinationHigh);
    put32(bytes, start + DESTINATION + 2, this.destinationLow);
    put16(bytes, start + SOURCE, this.sourceHigh);
    put32(bytes, start + SOURCE + 2, this.sourceLow);
    put16(bytes, start + ETHERTYPE, this.etherType);
  }
}

/** Of a broadcast or multicast address. */
export function isGroupAddress(high: number): boolean {
  return (high & GROUP_BIT) !== 0;
}

/** What can be the address of one card. */
export function isStationAddress(high: number, low: number): boolean {
  return (high & GROUP_BIT) === 0 && (high !== 0 || low !== 0);
}

/** RFC 1112 §6.4: 01:00:5e and the last 23 bits of the group. */
export const IPV4_GROUP_HIGH = 0x0100;

export function ipv4GroupLow(group: number): number {
  return (0x5e000000 | (group & 0x7fffff)) >>> 0;
}

/** RFC 2464 §7: 33:33 and the last 32 bits of the group. */
export const IPV6_GROUP_HIGH = 0x3333;
