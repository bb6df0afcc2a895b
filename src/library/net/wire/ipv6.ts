// IPv6 headers, without extension headers. Layer: net, pure. RFC 8200 §3.

import { IpAddress } from '../ip-address.ts';
import { get16, get32, put16, put32 } from './byte-order.ts';

export const IPV6_HEADER = 40;

const PAYLOAD_LENGTH = 4;
const NEXT_HEADER = 6;
const HOP_LIMIT = 7;
const SOURCE = 8;
const DESTINATION = 24;

export class Ipv6Header {
  trafficClass = 0;
  flowLabel = 0;
  /** Behind these 40 bytes. */
  payloadLength = 0;
  nextHeader = 0;
  hopLimit = 0;
  sourceA = 0;
  sourceB = 0;
  sourceC = 0;
  sourceD = 0;
  destinationA = 0;
  destinationB = 0;
  destinationC = 0;
  destinationD = 0;

  /** Reads bytes[start .. end), which may have padding behind the packet; false for a bad header. */
  parse(bytes: Uint8Array, start: number, end: number): boolean {
    return this.parseQuoted(bytes, start, end) && start + IPV6_HEADER + this.payloadLength <= end;
  }

  /** As `parse`, of a packet that an ICMP error quotes: it may be cut off behind its header. */
  parseQuoted(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < IPV6_HEADER) return false;
    const first = get32(bytes, start);
    if (first >>> 28 !== 6) return false;
    this.trafficClass = (first >>> 20) & 255;
    this.flowLabel = first & 0xfffff;
    this.payloadLength = get16(bytes, start + PAYLOAD_LENGTH);
    this.nextHeader = bytes[start + NEXT_HEADER]!;
    this.hopLimit = bytes[start + HOP_LIMIT]!;
    this.sourceA = get32(bytes, start + SOURCE);
    this.sourceB = get32(bytes, start + SOURCE + 4);
    this.sourceC = get32(bytes, start + SOURCE + 8);
    this.sourceD = get32(bytes, start + SOURCE + 12);
    this.destinationA = get32(bytes, start + DESTINATION);
    this.destinationB = get32(bytes, start + DESTINATION + 4);
    this.destinationC = get32(bytes, start + DESTINATION + 8);
    this.destinationD = get32(bytes, start + DESTINATION + 12);
    return true;
  }

  setAddresses(source: IpAddress, destination: IpAddress): void {
    this.sourceA = source.a;
    this.sourceB = source.b;
    this.sourceC = source.c;
    this.sourceD = source.d;
    this.destinationA = destination.a;
    this.destinationB = destination.b;
    this.destinationC = destination.c;
    this.destinationD = destination.d;
  }

  /** Writes 40 bytes. */
  emit(bytes: Uint8Array, start: number): void {
    put32(bytes, start, 0x60000000 | (this.trafficClass << 20) | this.flowLabel);
    put16(bytes, start + PAYLOAD_LENGTH, this.payloadLength);
    bytes[start + NEXT_HEADER] = this.nextHeader;
    bytes[start + HOP_LIMIT] = this.hopLimit;
    put32(bytes, start + SOURCE, this.sourceA);
    put32(bytes, start + SOURCE + 4, this.sourceB);
    put32(bytes, start + SOURCE + 8, this.sourceC);
    put32(bytes, start + SOURCE + 12, this.sourceD);
    put32(bytes, start + DESTINATION, this.destinationA);
    put32(bytes, start + DESTINATION + 4, this.destinationB);
    put32(bytes, start + DESTINATION + 8, this.destinationC);
    put32(bytes, start + DESTINATION + 12, this.destinationD);
  }
}

/** The address in the 16 bytes at `at`. */
export function getAddress(bytes: Uint8Array, at: number): IpAddress {
  return new IpAddress(
    get32(bytes, at),
    get32(bytes, at + 4),
    get32(bytes, at + 8),
    get32(bytes, at + 12),
  );
}

/** Writes 16 bytes. */
export function putAddress(bytes: Uint8Array, at: number, address: IpAddress): void {
  put32(bytes, at, address.a);
  put32(bytes, at + 4, address.b);
  put32(bytes, at + 8, address.c);
  put32(bytes, at + 12, address.d);
}
