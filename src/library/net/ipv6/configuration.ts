// Ipv6Configuration: the host's IPv6 addresses, on-link prefixes and routers, each with its lifetime. Layer: net.
// RFC 4861 §5.1 (the conceptual data of a host), RFC 4862 §5.5.4 (tentative, preferred, deprecated).

import { IpAddress } from '../ip-address.ts';

export type AddressState = 'tentative' | 'valid' | 'duplicate';

const MAXIMUM_ADDRESSES = 8;
const MAXIMUM_PREFIXES = 16;
const MAXIMUM_ROUTERS = 8;

export class OwnAddress {
  readonly address: IpAddress;
  readonly prefixLength: number;
  /** From a router's prefix. */
  readonly isAutomatic: boolean;
  state: AddressState = 'tentative';
  preferredUntilMillis = Infinity;
  validUntilMillis = Infinity;
  /** While tentative. */
  probesSent = 0;
  probeDeadlineMillis = 0;

  constructor(address: IpAddress, prefixLength: number, isAutomatic: boolean) {
    this.address = address;
    this.prefixLength = prefixLength;
    this.isAutomatic = isAutomatic;
  }
}

export interface OnLinkPrefix {
  readonly prefix: IpAddress;
  readonly length: number;
  validUntilMillis: number;
}

export interface DefaultRouter {
  /** Link-local, but for static ones. */
  readonly address: IpAddress;
  /** -1, 0 or 1. */
  preference: number;
  validUntilMillis: number;
}

export class Ipv6Configuration {
  readonly addresses: OwnAddress[] = [];
  readonly prefixes: OnLinkPrefix[] = [];
  /** The most preferred first. */
  readonly routers: DefaultRouter[] = [];

  find(address: IpAddress): OwnAddress | null {
    for (let i = 0; i < this.addresses.length; i++) {
      if (this.addresses[i]!.address.equals(address)) return this.addresses[i]!;
    }
    return null;
  }

  /** Null when there is no room, or it is there already. */
  add(address: IpAddress, prefixLength: number, isAutomatic: boolean): OwnAddress | null {
    if (this.addresses.length === MAXIMUM_ADDRESSES || this.find(address) !== null) return null;
    const own = new OwnAddress(address, prefixLength, isAutomatic);
    this.addresses.push(own);
    return own;
  }

  /** Whether the host answers for it; `::1`, too. */
  isLocal(address: IpAddress): boolean {
    if (isLoopback6(address)) return true;
    const own = this.find(address);
    return own !== null && own.state === 'valid';
  }

  /** Whether it is the solicited-node group of an own address, tentative ones included. */
  isSolicitedNode(address: IpAddress): boolean {
    if (address.a !== 0xff020000 || address.b !== 0 || address.c !== 1) return false;
    if (address.d >>> 24 !== 0xff) return false;
    for (let i = 0; i < this.addresses.length; i++) {
      if ((this.addresses[i]!.address.d & 0xffffff) === (address.d & 0xffffff)) return true;
    }
    return false;
  }

  /** Makes it last until `validUntilMillis`; in the past: removes it. */
  setPrefix(prefix: IpAddress, length: number, validUntilMillis: number): void {
    for (let i = 0; i < this.prefixes.length; i++) {
      const one = this.prefixes[i]!;
      if (one.length === length && hasPrefix(prefix, one.prefix, length)) {
        one.validUntilMillis = validUntilMillis;
        return;
      }
    }
    if (this.prefixes.length === MAXIMUM_PREFIXES) return;
    this.prefixes.push({ prefix, length, validUntilMillis });
  }

  setRouter(address: IpAddress, preference: number, validUntilMillis: number): void {
    const routers = this.routers;
    for (let i = 0; i < routers.length; i++) {
      if (routers[i]!.address.equals(address)) {
        routers.splice(i, 1);
        break;
      }
    }
    if (routers.length === MAXIMUM_ROUTERS) return;
    let at = 0;
    while (at < routers.length && routers[at]!.preference >= preference) at++;
    routers.splice(at, 0, { address, preference, validUntilMillis });
  }

  isOnLink(address: IpAddress): boolean {
    if (isLinkLocal(address)) return true;
    for (let i = 0; i < this.prefixes.length; i++) {
      const one = this.prefixes[i]!;
      if (hasPrefix(address, one.prefix, one.length)) return true;
    }
    return false;
  }

  /** Drops what has expired; the time of the next. */
  expire(nowMillis: number): number {
    let next = Infinity;
    for (let i = this.addresses.length - 1; i >= 0; i--) {
      const until = this.addresses[i]!.validUntilMillis;
      if (until <= nowMillis) this.addresses.splice(i, 1);
      else next = Math.min(next, until);
    }
    for (let i = this.prefixes.length - 1; i >= 0; i--) {
      const until = this.prefixes[i]!.validUntilMillis;
      if (until <= nowMillis) this.prefixes.splice(i, 1);
      else next = Math.min(next, until);
    }
    for (let i = this.routers.length - 1; i >= 0; i--) {
      const until = this.routers[i]!.validUntilMillis;
      if (until <= nowMillis) this.routers.splice(i, 1);
      else next = Math.min(next, until);
    }
    return next;
  }
}

export function hasPrefix(address: IpAddress, prefix: IpAddress, length: number): boolean {
  return commonPrefixLength(address, prefix) >= length;
}

/** How many leading bits are the same: 0 to 128. */
export function commonPrefixLength(one: IpAddress, other: IpAddress): number {
  if (one.a !== other.a) return Math.clz32(one.a ^ other.a);
  if (one.b !== other.b) return 32 + Math.clz32(one.b ^ other.b);
  if (one.c !== other.c) return 64 + Math.clz32(one.c ^ other.c);
  return 96 + Math.clz32(one.d ^ other.d);
}

export function isLoopback6(address: IpAddress): boolean {
  return address.d === 1 && address.c === 0 && address.b === 0 && address.a === 0;
}

/** fe80::/10. */
export function isLinkLocal(address: IpAddress): boolean {
  return address.a >>> 22 === 0x3fa;
}

export function isMulticast6(address: IpAddress): boolean {
  return address.a >>> 24 === 0xff;
}

/** RFC 4291 §2.7.1. */
export function solicitedNode(address: IpAddress): IpAddress {
  return new IpAddress(0xff020000, 0, 1, (0xff000000 | (address.d & 0xffffff)) >>> 0);
}

/** RFC 4291 appendix A: `prefix` with the interface identifier that a hardware address makes. */
export function interfaceAddress(prefix: IpAddress, high: number, low: number): IpAddress {
  const c = (((high ^ 0x0200) << 16) | ((low >>> 24) << 8) | 0xff) >>> 0;
  return new IpAddress(prefix.a, prefix.b, c, (0xfe000000 | (low & 0xffffff)) >>> 0);
}

export const LINK_LOCAL_PREFIX = new IpAddress(0xfe800000, 0, 0, 0);
export const ALL_NODES = new IpAddress(0xff020000, 0, 0, 1);
export const ALL_ROUTERS6 = new IpAddress(0xff020000, 0, 0, 2);
