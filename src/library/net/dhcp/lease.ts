// DhcpLease: what a DHCP server has given, checked. Layer: net, pure. RFC 2131 §4.4.1, RFC 2132.

import { isImpossibleSource, maskOf, prefixLengthOf } from '../ipv4/configuration.ts';
import type { DhcpMessage } from '../wire/dhcpv4.ts';

const INFINITE = 0xffffffff;
/** Less would be asked for anew all the time. */
const MINIMUM_LEASE_SECONDS = 30;
const DEFAULT_LEASE_SECONDS = 3600;

/** Addresses are IPv4 words, 0 for none. */
export class DhcpLease {
  readonly address: number;
  readonly prefixLength: number;
  readonly gateway: number;
  readonly server: number;
  readonly nameServers: readonly number[];
  readonly mtu: number;
  readonly hostName: string;
  readonly domain: string;
  readonly renewMillis: number;
  readonly rebindMillis: number;
  readonly expireMillis: number;

  constructor(message: DhcpMessage, prefixLength: number, requestedMillis: number) {
    this.address = message.yourAddress;
    this.prefixLength = prefixLength;
    this.gateway = message.routers[0] ?? 0;
    this.server = message.serverIdentifier;
    this.nameServers = message.nameServers;
    this.mtu = message.mtu;
    this.hostName = message.hostName;
    this.domain = message.domain;
    // Counted from when it was asked for: the server's clock began before ours (RFC 2131 §4.4.1).
    const seconds = leaseSeconds(message);
    this.expireMillis = requestedMillis + seconds * 1000;
    const rebinding = pick(message.rebindingSeconds, seconds * 0.875, seconds);
    this.rebindMillis = requestedMillis + rebinding * 1000;
    this.renewMillis =
      requestedMillis + pick(message.renewalSeconds, seconds / 2, rebinding) * 1000;
  }
}

/** Null when the message gives no usable address. */
export function leaseOf(message: DhcpMessage, requestedMillis: number): DhcpLease | null {
  const address = message.yourAddress;
  const prefixLength = message.mask === 0 ? classLength(address) : prefixLengthOf(message.mask);
  if (address === 0 || isImpossibleSource(address) || prefixLength < 1) return null;
  const hostBits = (address & ~maskOf(prefixLength)) >>> 0;
  const allOnes = ~maskOf(prefixLength) >>> 0;
  if (prefixLength < 31 && (hostBits === 0 || hostBits === allOnes)) return null;
  if (message.serverIdentifier === 0) return null;
  return new DhcpLease(message, prefixLength, requestedMillis);
}

function leaseSeconds(message: DhcpMessage): number {
  if (message.leaseSeconds === INFINITE) return Infinity;
  if (message.leaseSeconds < 0) return DEFAULT_LEASE_SECONDS;
  return Math.max(message.leaseSeconds, MINIMUM_LEASE_SECONDS);
}

/** What the server said, when it makes sense. */
function pick(said: number, otherwise: number, below: number): number {
  return said > 0 && said < below ? said : otherwise;
}

/** Of the times before masks. */
function classLength(address: number): number {
  if (address >>> 31 === 0) return 8;
  return address >>> 30 === 2 ? 16 : 24;
}
