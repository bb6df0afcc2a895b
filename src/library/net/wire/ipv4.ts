// IPv4 headers. Layer: net, pure. RFC 791 §3.1. Options are skipped when read and never written.

import { get16, get32, put16, put32 } from './byte-order.ts';
import { checksum } from './checksum.ts';

export const IPV4_HEADER = 20;

const TYPE_OF_SERVICE = 1;
const TOTAL_LENGTH = 2;
const IDENTIFICATION = 4;
const FRAGMENT = 6;
const TIME_TO_LIVE = 8;
const PROTOCOL = 9;
const CHECKSUM = 10;
const SOURCE = 12;
const DESTINATION = 16;
const DONT_FRAGMENT = 0x4000;
const MORE_FRAGMENTS = 0x2000;
const OFFSET_MASK = 0x1fff;

export class Ipv4Header {
  /** With options; `emit` writes 20. */
  headerLength = IPV4_HEADER;
  /** Header and payload. */
  totalLength = 0;
  typeOfService = 0;
  identification = 0;
  dontFragment = false;
  moreFragments = false;
  /** In bytes. */
  fragmentOffset = 0;
  timeToLive = 0;
  protocol = 0;
  source = 0;
  destination = 0;

  get isFragment(): boolean {
    return this.moreFragments || this.fragmentOffset !== 0;
  }

  /** Reads bytes[start .. end), which may have padding behind the packet; false for a bad header. */
  parse(bytes: Uint8Array, start: number, end: number): boolean {
    if (!this.parseQuoted(bytes, start, end)) return false;
    if (start + this.totalLength > end) return false;
    return checksum(bytes, start, start + this.headerLength) === 0;
  }

  /** As `parse`, of a packet that an ICMP error quotes: it may be cut off behind its header, and its checksum is not looked at. */
  parseQuoted(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < IPV4_HEADER) return false;
    const first = bytes[start]!;
    const headerLength = (first & 15) * 4;
    const totalLength = get16(bytes, start + TOTAL_LENGTH);
    if (first >> 4 !== 4 || headerLength < IPV4_HEADER || headerLength > totalLength) return false;
    if (start + headerLength > end) return false;
    const fragment = get16(bytes, start + FRAGMENT);
    this.headerLength = headerLength;
    this.totalLength = totalLength;
    this.typeOfService = bytes[start + TYPE_OF_SERVICE]!;
    this.identification = get16(bytes, start + IDENTIFICATION);
    this.dontFragment = (fragment & DONT_FRAGMENT) !== 0;
    this.moreFragments = (fragment & MORE_FRAGMENTS) !== 0;
    this.fragmentOffset = (fragment & OFFSET_MASK) * 8;
    this.timeToLive = bytes[start + TIME_TO_LIVE]!;
    this.protocol = bytes[start + PROTOCOL]!;
    this.source = get32(bytes, start + SOURCE);
    this.destination = get32(bytes, start + DESTINATION);
    return true;
  }

  /** Writes 20 bytes with their checksum. */
  emit(bytes: Uint8Array, start: number): void {
    bytes[start] = 0x45;
    bytes[start + TYPE_OF_SERVICE] = this.typeOfService;
    put16(bytes, start + TOTAL_LENGTH, this.totalLength);
    put16(bytes, start + IDENTIFICATION, this.identification);
    put16(
      bytes,
      start + FRAGMENT,
      (this.dontFragment ? DONT_FRAGMENT : 0) |
        (this.moreFragments ? MORE_FRAGMENTS : 0) |
        (this.fragmentOffset >> 3),
    );
    bytes[start + TIME_TO_LIVE] = this.timeToLive;
    bytes[start + PROTOCOL] = this.protocol;
    put16(bytes, start + CHECKSUM, 0);
    put32(bytes, start + SOURCE, this.source);
    put32(bytes, start + DESTINATION, this.destination);
    put16(bytes, start + CHECKSUM, checksum(bytes, start, start + IPV4_HEADER));
  }
}
