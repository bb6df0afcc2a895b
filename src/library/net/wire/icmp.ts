// ICMP messages of both families: type, code, checksum, and four bytes that depend on the type. Layer: net, pure.
// RFC 792, RFC 1191 §4 (next-hop MTU), RFC 4443. The body begins `ICMP_HEADER` behind the start.

import { get16, get32, put16, put32 } from './byte-order.ts';

export const ICMP_HEADER = 8;
/** Offset of the checksum in the header. */
export const ICMP_CHECKSUM = 2;

export const ICMPV4_ECHO_REPLY = 0;
export const ICMPV4_UNREACHABLE = 3;
export const ICMPV4_REDIRECT = 5;
export const ICMPV4_ECHO_REQUEST = 8;
export const ICMPV4_TIME_EXCEEDED = 11;
export const ICMPV4_PARAMETER_PROBLEM = 12;

export const UNREACHABLE4_NETWORK = 0;
export const UNREACHABLE4_HOST = 1;
export const UNREACHABLE4_PROTOCOL = 2;
export const UNREACHABLE4_PORT = 3;
export const UNREACHABLE4_TOO_BIG = 4;

export const ICMPV6_UNREACHABLE = 1;
export const ICMPV6_TOO_BIG = 2;
export const ICMPV6_TIME_EXCEEDED = 3;
export const ICMPV6_PARAMETER_PROBLEM = 4;
export const ICMPV6_ECHO_REQUEST = 128;
export const ICMPV6_ECHO_REPLY = 129;

export const UNREACHABLE6_NO_ROUTE = 0;
export const UNREACHABLE6_PROHIBITED = 1;
export const UNREACHABLE6_ADDRESS = 3;
export const UNREACHABLE6_PORT = 4;

export const REASSEMBLY_TIME_EXCEEDED = 1;

export class IcmpHeader {
  type = 0;
  code = 0;
  /** Echo: identifier and sequence number. Errors: unused, the MTU or the pointer. */
  parameter = 0;

  /** Reads bytes[start .. end); false when it is too short. The checksum is the caller's (`checksum`, `transportChecksum`). */
  parse(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < ICMP_HEADER) return false;
    this.type = bytes[start]!;
    this.code = bytes[start + 1]!;
    this.parameter = get32(bytes, start + 4);
    return true;
  }

  /** Writes 8 bytes, the checksum 0. */
  emit(bytes: Uint8Array, start: number): void {
    bytes[start] = this.type;
    bytes[start + 1] = this.code;
    put16(bytes, start + ICMP_CHECKSUM, 0);
    put32(bytes, start + 4, this.parameter);
  }
}

/** The MTU of an ICMPv4 "fragmentation needed" message; 0 when its sender is older than RFC 1191. */
export function nextHopMtu(bytes: Uint8Array, start: number): number {
  return get16(bytes, start + 6);
}

/** Whether it tells of an error about another packet: never answered with an error (RFC 1122 §3.2.2, RFC 4443 §2.4). */
export function isIcmpv4Error(type: number): boolean {
  return (
    type === ICMPV4_UNREACHABLE ||
    type === 4 ||
    type === ICMPV4_REDIRECT ||
    type === ICMPV4_TIME_EXCEEDED ||
    type === ICMPV4_PARAMETER_PROBLEM
  );
}

export function isIcmpv6Error(type: number): boolean {
  return type < 128;
}
