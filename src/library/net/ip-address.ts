// IpAddress: an IPv4 or IPv6 address as four 32-bit words in host order. Layer: net, pure.
// An IPv4 address is held as IPv4-mapped (RFC 4291 §2.5.5.2: ::ffff:a.b.c.d), so that equality and hashing need one path.

import { formatIpv4, formatIpv6 } from '../base/ip-text.ts';

const MAPPED = 0xffff;

export class IpAddress {
  /** Unsigned 32-bit words, the most significant first. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;

  constructor(a: number, b: number, c: number, d: number) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  /** 0x7f000001 is 127.0.0.1. */
  static ipv4(word: number): IpAddress {
    return new IpAddress(0, 0, MAPPED, word);
  }

  get isIpv4(): boolean {
    return this.a === 0 && this.b === 0 && this.c === MAPPED;
  }

  /** `::` or `0.0.0.0`. */
  get isUnspecified(): boolean {
    return this.a === 0 && this.b === 0 && this.d === 0 && (this.c === 0 || this.c === MAPPED);
  }

  equals(other: IpAddress): boolean {
    return this.d === other.d && this.c === other.c && this.b === other.b && this.a === other.a;
  }

  /** The canonical text: '10.0.2.15', 'fe80::1'. */
  toString(): string {
    return this.isIpv4 ? formatIpv4(this.d) : formatIpv6(this.a, this.b, this.c, this.d);
  }
}

/** `::`: any address of either family. */
export const UNSPECIFIED = new IpAddress(0, 0, 0, 0);
/** `0.0.0.0`. */
export const UNSPECIFIED_IPV4 = IpAddress.ipv4(0);
