// Neighbour discovery messages and their options. Layer: net, pure. RFC 4861 §4, RFC 8106 §5.1 (RDNSS), RFC 4191 (preference).
// The caller has checked the ICMPv6 checksum, code 0 and hop limit 255.

import type { IpAddress } from '../ip-address.ts';
import { get16, get32, put16, put32, fillZero } from './byte-order.ts';
import { getAddress, putAddress } from './ipv6.ts';

export const NDP_ROUTER_SOLICITATION = 133;
export const NDP_ROUTER_ADVERTISEMENT = 134;
export const NDP_NEIGHBOUR_SOLICITATION = 135;
export const NDP_NEIGHBOUR_ADVERTISEMENT = 136;
export const NDP_REDIRECT = 137;
/** Seconds: for ever. */
export const INFINITE_LIFETIME = 0xffffffff;

const OPTION_SOURCE_LINK = 1;
const OPTION_TARGET_LINK = 2;
const OPTION_PREFIX = 3;
const OPTION_MTU = 5;
const OPTION_RDNSS = 25;
const MAXIMUM_PREFIXES = 8;
const MAXIMUM_SERVERS = 8;
const LINK_OPTION = 8;
const NEIGHBOUR_MESSAGE = 24;

/** A neighbour solicitation or advertisement. */
export class NeighbourMessage {
  type = NDP_NEIGHBOUR_SOLICITATION;
  /** Of advertisements. */
  isRouter = false;
  isSolicited = false;
  isOverride = false;
  target: IpAddress;
  /** The sender's own hardware address (solicitation) or the target's (advertisement), when `hasLink`. */
  hasLink = false;
  linkHigh = 0;
  linkLow = 0;

  constructor(target: IpAddress) {
    this.target = target;
  }

  /** Reads the ICMPv6 message bytes[start .. end); false when it is malformed. */
  parse(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < NEIGHBOUR_MESSAGE || bytes[start + 1] !== 0) return false;
    this.type = bytes[start]!;
    // A solicitation has none: those bits are reserved.
    const flags = this.type === NDP_NEIGHBOUR_ADVERTISEMENT ? bytes[start + 4]! : 0;
    this.isRouter = (flags & 0x80) !== 0;
    this.isSolicited = (flags & 0x40) !== 0;
    this.isOverride = (flags & 0x20) !== 0;
    this.target = getAddress(bytes, start + 8);
    this.hasLink = false;
    // RFC 4861 §7.1: the target is one host's.
    if (this.target.a >>> 24 === 0xff) return false;
    const wanted =
      this.type === NDP_NEIGHBOUR_SOLICITATION ? OPTION_SOURCE_LINK : OPTION_TARGET_LINK;
    let at = start + NEIGHBOUR_MESSAGE;
    while (at < end) {
      const length = optionLength(bytes, at, end);
      if (length === 0) return false;
      if (bytes[at] === wanted && length === LINK_OPTION) this.#takeLink(bytes, at + 2);
      at += length;
    }
    return true;
  }

  #takeLink(bytes: Uint8Array, at: number): void {
    this.hasLink = true;
    this.linkHigh = get16(bytes, at);
    this.linkLow = get32(bytes, at + 2);
  }

  get length(): number {
    return this.hasLink ? NEIGHBOUR_MESSAGE + LINK_OPTION : NEIGHBOUR_MESSAGE;
  }

  /** Writes `length` bytes, the checksum 0. */
  emit(bytes: Uint8Array, start: number): void {
    const isSolicitation = this.type === NDP_NEIGHBOUR_SOLICITATION;
    const isAdvertisement = this.type === NDP_NEIGHBOUR_ADVERTISEMENT;
    fillZero(bytes, start, start + 8);
    bytes[start] = this.type;
    if (isAdvertisement) {
      bytes[start + 4] =
        (this.isRouter ? 0x80 : 0) | (this.isSolicited ? 0x40 : 0) | (this.isOverride ? 0x20 : 0);
    }
    putAddress(bytes, start + 8, this.target);
    if (!this.hasLink) return;
    const kind = isSolicitation ? OPTION_SOURCE_LINK : OPTION_TARGET_LINK;
    emitLinkOption(bytes, start + NEIGHBOUR_MESSAGE, kind, this.linkHigh, this.linkLow);
  }
}

/** A prefix of a router advertisement. Lifetimes in seconds. */
export interface PrefixInformation {
  readonly prefix: IpAddress;
  readonly length: number;
  readonly onLink: boolean;
  readonly autonomous: boolean;
  readonly validSeconds: number;
  readonly preferredSeconds: number;
}

export interface NameServers {
  readonly seconds: number;
  readonly addresses: IpAddress[];
}

export class RouterAdvertisement {
  /** 0: not said. */
  hopLimit = 0;
  managed = false;
  otherConfiguration = false;
  /** -1, 0 or 1. */
  preference = 0;
  /** Seconds; 0: no default router. */
  lifetimeSeconds = 0;
  /** Both 0: not said. */
  reachableMillis = 0;
  retransmitMillis = 0;
  /** 0: not said. */
  mtu = 0;
  hasLink = false;
  linkHigh = 0;
  linkLow = 0;
  prefixes: PrefixInformation[] = [];
  nameServers: NameServers[] = [];

  /** Reads the ICMPv6 message bytes[start .. end); false when it is malformed. */
  parse(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < 16 || bytes[start + 1] !== 0) return false;
    const flags = bytes[start + 5]!;
    this.hopLimit = bytes[start + 4]!;
    this.managed = (flags & 0x80) !== 0;
    this.otherConfiguration = (flags & 0x40) !== 0;
    this.preference = preferenceOf(flags);
    this.lifetimeSeconds = get16(bytes, start + 6);
    this.reachableMillis = get32(bytes, start + 8);
    this.retransmitMillis = get32(bytes, start + 12);
    this.mtu = 0;
    this.hasLink = false;
    this.prefixes = [];
    this.nameServers = [];
    let at = start + 16;
    while (at < end) {
      const length = optionLength(bytes, at, end);
      if (length === 0) return false;
      this.#option(bytes, at, length);
      at += length;
    }
    return true;
  }

  #option(bytes: Uint8Array, at: number, length: number): void {
    switch (bytes[at]) {
      case OPTION_SOURCE_LINK:
        if (length !== LINK_OPTION) return;
        this.hasLink = true;
        this.linkHigh = get16(bytes, at + 2);
        this.linkLow = get32(bytes, at + 4);
        return;
      case OPTION_MTU:
        if (length === 8) this.mtu = get32(bytes, at + 4);
        return;
      case OPTION_PREFIX:
        if (length === 32) this.#prefix(bytes, at);
        return;
      case OPTION_RDNSS:
        this.#servers(bytes, at, length);
        return;
    }
  }

  #prefix(bytes: Uint8Array, at: number): void {
    const length = bytes[at + 2]!;
    if (length > 128 || this.prefixes.length === MAXIMUM_PREFIXES) return;
    this.prefixes.push({
      prefix: getAddress(bytes, at + 16),
      length,
      onLink: (bytes[at + 3]! & 0x80) !== 0,
      autonomous: (bytes[at + 3]! & 0x40) !== 0,
      validSeconds: get32(bytes, at + 4),
      preferredSeconds: get32(bytes, at + 8),
    });
  }

  /** RFC 8106 §5.1: a length of 3 and two more for each further address, in units of 8 bytes. */
  #servers(bytes: Uint8Array, at: number, length: number): void {
    if (length < 24 || length % 16 !== 8 || this.nameServers.length === MAXIMUM_SERVERS) return;
    const addresses: IpAddress[] = [];
    for (let i = at + 8; i < at + length && addresses.length < MAXIMUM_SERVERS; i += 16) {
      addresses.push(getAddress(bytes, i));
    }
    this.nameServers.push({ seconds: get32(bytes, at + 4), addresses });
  }

  get length(): number {
    let length = 16 + (this.hasLink ? 8 : 0) + (this.mtu !== 0 ? 8 : 0);
    length += 32 * this.prefixes.length;
    for (const option of this.nameServers) length += 8 + 16 * option.addresses.length;
    return length;
  }

  /** Writes `length` bytes, the checksum 0: for tests and simulated routers. */
  emit(bytes: Uint8Array, start: number): void {
    fillZero(bytes, start, start + 16);
    bytes[start] = NDP_ROUTER_ADVERTISEMENT;
    bytes[start + 4] = this.hopLimit;
    bytes[start + 5] =
      (this.managed ? 0x80 : 0) |
      (this.otherConfiguration ? 0x40 : 0) |
      ((this.preference & 3) << 3);
    put16(bytes, start + 6, this.lifetimeSeconds);
    put32(bytes, start + 8, this.reachableMillis);
    put32(bytes, start + 12, this.retransmitMillis);
    let at = start + 16;
    if (this.hasLink) {
      emitLinkOption(bytes, at, OPTION_SOURCE_LINK, this.linkHigh, this.linkLow);
      at += 8;
    }
    if (this.mtu !== 0) {
      emitOptionHeader(bytes, at, OPTION_MTU, 8);
      put32(bytes, at + 4, this.mtu);
      at += 8;
    }
    for (const prefix of this.prefixes) {
      emitPrefix(bytes, at, prefix);
      at += 32;
    }
    for (const option of this.nameServers) {
      const length = 8 + 16 * option.addresses.length;
      emitOptionHeader(bytes, at, OPTION_RDNSS, length);
      put32(bytes, at + 4, option.seconds);
      for (let i = 0; i < option.addresses.length; i++) {
        putAddress(bytes, at + 8 + 16 * i, option.addresses[i]!);
      }
      at += length;
    }
  }
}

/** Writes a router solicitation with the sender's hardware address, 16 bytes, or without, 8. The checksum is 0. */
export function emitRouterSolicitation(
  bytes: Uint8Array,
  start: number,
  withLink: boolean,
  high: number,
  low: number,
): number {
  fillZero(bytes, start, start + 8);
  bytes[start] = NDP_ROUTER_SOLICITATION;
  if (!withLink) return 8;
  emitLinkOption(bytes, start + 8, OPTION_SOURCE_LINK, high, low);
  return 16;
}

/** Bytes of the option at `at`; 0 when it has none or does not end within the message. */
function optionLength(bytes: Uint8Array, at: number, end: number): number {
  if (at + 2 > end) return 0;
  const length = bytes[at + 1]! * 8;
  return at + length > end ? 0 : length;
}

/** RFC 4191 §2.2: two bits with sign; the reserved value counts as medium. */
function preferenceOf(flags: number): number {
  const bits = (flags >> 3) & 3;
  if (bits === 1) return 1;
  return bits === 3 ? -1 : 0;
}

/** Clears the option, too. */
function emitOptionHeader(bytes: Uint8Array, at: number, kind: number, length: number): void {
  fillZero(bytes, at, at + length);
  bytes[at] = kind;
  bytes[at + 1] = length >> 3;
}

function emitLinkOption(
  bytes: Uint8Array,
  at: number,
  kind: number,
  high: number,
  low: number,
): void {
  emitOptionHeader(bytes, at, kind, LINK_OPTION);
  put16(bytes, at + 2, high);
  put32(bytes, at + 4, low);
}

function emitPrefix(bytes: Uint8Array, at: number, prefix: PrefixInformation): void {
  emitOptionHeader(bytes, at, OPTION_PREFIX, 32);
  bytes[at + 2] = prefix.length;
  bytes[at + 3] = (prefix.onLink ? 0x80 : 0) | (prefix.autonomous ? 0x40 : 0);
  put32(bytes, at + 4, prefix.validSeconds);
  put32(bytes, at + 8, prefix.preferredSeconds);
  putAddress(bytes, at + 16, prefix.prefix);
}
