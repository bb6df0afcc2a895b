// Multicast membership: IGMPv2 and MLDv1 messages, which every querier and snooping switch understands. Layer: net, pure.
// RFC 2236 §2 (IGMPv2), RFC 2710 §3 (MLDv1; its 24 bytes begin with an ICMPv6 header).

import type { IpAddress } from '../ip-address.ts';
import { fillZero, get16, get32, put16, put32 } from './byte-order.ts';
import { checksum } from './checksum.ts';
import { getAddress, putAddress } from './ipv6.ts';

export const IGMP_LENGTH = 8;
export const IGMP_QUERY = 0x11;
export const IGMP_REPORT = 0x16;
export const IGMP_LEAVE = 0x17;

export const MLD_LENGTH = 24;
export const MLD_QUERY = 130;
export const MLD_REPORT = 131;
export const MLD_DONE = 132;

export class IgmpMessage {
  type = 0;
  maximumDelayMillis = 0;
  /** 0: all groups. */
  group = 0;

  /** Reads bytes[start .. end): later versions' longer queries, too. */
  parse(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < IGMP_LENGTH || checksum(bytes, start, end) !== 0) return false;
    this.type = bytes[start]!;
    this.maximumDelayMillis = bytes[start + 1]! * 100;
    this.group = get32(bytes, start + 4);
    return true;
  }

  /** Writes 8 bytes. */
  emit(bytes: Uint8Array, start: number): void {
    bytes[start] = this.type;
    bytes[start + 1] = this.maximumDelayMillis / 100;
    put16(bytes, start + 2, 0);
    put32(bytes, start + 4, this.group);
    put16(bytes, start + 2, checksum(bytes, start, start + IGMP_LENGTH));
  }
}

export class MldMessage {
  type = 0;
  maximumDelayMillis = 0;
  /** `::`: all groups. */
  group: IpAddress;

  constructor(group: IpAddress) {
    this.group = group;
  }

  /** Reads bytes[start .. end); the checksum is the caller's. */
  parse(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < MLD_LENGTH) return false;
    this.type = bytes[start]!;
    this.maximumDelayMillis = get16(bytes, start + 4);
    this.group = getAddress(bytes, start + 8);
    return true;
  }

  /** Writes 24 bytes, the checksum 0. */
  emit(bytes: Uint8Array, start: number): void {
    fillZero(bytes, start, start + 8);
    bytes[start] = this.type;
    put16(bytes, start + 4, this.maximumDelayMillis);
    putAddress(bytes, start + 8, this.group);
  }
}
