// DHCPv4 messages. Layer: net, pure. RFC 2131 §2 (format), RFC 2132 (options), RFC 3396 (an option in parts is one option).
// What is read is not trusted: texts keep only what a name may contain.

import { fillZero, get16, get32, put16, put32 } from './byte-order.ts';

export const DHCP_SERVER_PORT = 67;
export const DHCP_CLIENT_PORT = 68;
export const DHCP_DISCOVER = 1;
export const DHCP_OFFER = 2;
export const DHCP_REQUEST = 3;
export const DHCP_DECLINE = 4;
export const DHCP_ACKNOWLEDGE = 5;
export const DHCP_REFUSE = 6;
export const DHCP_RELEASE = 7;
/** Room for every message that `emit` writes. */
export const DHCP_MAXIMUM = 576;

const BOOT_REQUEST = 1;
const BOOT_REPLY = 2;
const TRANSACTION = 4;
const SECONDS = 8;
const FLAGS = 10;
const CLIENT_ADDRESS = 12;
const YOUR_ADDRESS = 16;
const HARDWARE_ADDRESS = 28;
const SERVER_NAME = 44;
const BOOT_FILE = 108;
const COOKIE = 236;
const OPTIONS = 240;
const MAGIC_COOKIE = 0x63825363;
const ETHERNET = 1;
/** RFC 1542 §2.1: some relays drop shorter messages. */
const MINIMUM_LENGTH = 300;

const OPTION_PAD = 0;
const OPTION_MASK = 1;
const OPTION_ROUTERS = 3;
const OPTION_DNS = 6;
const OPTION_HOST_NAME = 12;
const OPTION_DOMAIN = 15;
const OPTION_MTU = 26;
const OPTION_REQUESTED = 50;
const OPTION_LEASE = 51;
const OPTION_OVERLOAD = 52;
const OPTION_TYPE = 53;
const OPTION_SERVER = 54;
const OPTION_PARAMETERS = 55;
const OPTION_MAXIMUM_SIZE = 57;
const OPTION_RENEWAL = 58;
const OPTION_REBINDING = 59;
const OPTION_CLIENT = 61;
const OPTION_END = 255;
const MAXIMUM_TEXT = 253;
const MAXIMUM_LIST = 4;

/** Addresses are IPv4 words, 0 for none; times are seconds, -1 for not said. */
export class DhcpMessage {
  isReply = false;
  type = 0;
  transaction = 0;
  seconds = 0;
  isBroadcast = false;
  clientAddress = 0;
  yourAddress = 0;
  hardwareHigh = 0;
  hardwareLow = 0;
  serverIdentifier = 0;
  requestedAddress = 0;
  leaseSeconds = -1;
  renewalSeconds = -1;
  rebindingSeconds = -1;
  /** 0: not said, as the MTU. */
  mask = 0;
  mtu = 0;
  routers: number[] = [];
  nameServers: number[] = [];
  hostName = '';
  domain = '';
  /** Asks for what a client needs to know (option 55) when sent. */
  asksParameters = false;

  reset(): void {
    this.isReply = false;
    this.type = 0;
    this.transaction = 0;
    this.seconds = 0;
    this.isBroadcast = false;
    this.clientAddress = 0;
    this.yourAddress = 0;
    this.hardwareHigh = 0;
    this.hardwareLow = 0;
    this.serverIdentifier = 0;
    this.requestedAddress = 0;
    this.leaseSeconds = -1;
    this.renewalSeconds = -1;
    this.rebindingSeconds = -1;
    this.mask = 0;
    this.mtu = 0;
    this.routers = [];
    this.nameServers = [];
    this.hostName = '';
    this.domain = '';
    this.asksParameters = false;
  }

  /** Reads bytes[start .. end); false when that is no DHCP message over Ethernet. */
  parse(bytes: Uint8Array, start: number, end: number): boolean {
    this.reset();
    if (end - start < OPTIONS || get32(bytes, start + COOKIE) !== MAGIC_COOKIE) return false;
    const operation = bytes[start];
    if (operation !== BOOT_REQUEST && operation !== BOOT_REPLY) return false;
    if (bytes[start + 1] !== ETHERNET || bytes[start + 2] !== 6) return false;
    this.isReply = operation === BOOT_REPLY;
    this.transaction = get32(bytes, start + TRANSACTION);
    this.seconds = get16(bytes, start + SECONDS);
    this.isBroadcast = (bytes[start + FLAGS]! & 0x80) !== 0;
    this.clientAddress = get32(bytes, start + CLIENT_ADDRESS);
    this.yourAddress = get32(bytes, start + YOUR_ADDRESS);
    this.hardwareHigh = get16(bytes, start + HARDWARE_ADDRESS);
    this.hardwareLow = get32(bytes, start + HARDWARE_ADDRESS + 2);
    return this.#allOptions(bytes, start, end) && this.type !== 0;
  }

  /** The options field, then the fields that option 52 says to hold options, too. */
  #allOptions(bytes: Uint8Array, start: number, end: number): boolean {
    let overload = this.#options(bytes, start + OPTIONS, end);
    if (overload < 0) return false;
    if ((overload & 1) !== 0 && this.#options(bytes, start + BOOT_FILE, start + COOKIE) < 0) {
      return false;
    }
    return (
      (overload & 2) === 0 || this.#options(bytes, start + SERVER_NAME, start + BOOT_FILE) >= 0
    );
  }

  /** What option 52 says; -1 when an option does not end. */
  #options(bytes: Uint8Array, start: number, end: number): number {
    let overload = 0;
    let at = start;
    while (at < end) {
      const kind = bytes[at]!;
      at++;
      if (kind === OPTION_END) break;
      if (kind === OPTION_PAD) continue;
      if (at >= end) return -1;
      const length = bytes[at]!;
      at++;
      if (at + length > end) return -1;
      if (kind === OPTION_OVERLOAD && length === 1) overload = bytes[at]! & 3;
      else this.#option(kind, bytes, at, length);
      at += length;
    }
    return overload;
  }

  #option(kind: number, bytes: Uint8Array, at: number, length: number): void {
    switch (kind) {
      case OPTION_TYPE:
        if (length === 1) this.type = bytes[at]!;
        return;
      case OPTION_MTU:
        if (length === 2) this.mtu = get16(bytes, at);
        return;
      case OPTION_ROUTERS:
        addAddresses(this.routers, bytes, at, length);
        return;
      case OPTION_DNS:
        addAddresses(this.nameServers, bytes, at, length);
        return;
      case OPTION_HOST_NAME:
        this.hostName = nameText(this.hostName, bytes, at, length);
        return;
      case OPTION_DOMAIN:
        this.domain = nameText(this.domain, bytes, at, length);
        return;
      default:
        if (length === 4) this.#word(kind, get32(bytes, at));
    }
  }

  #word(kind: number, value: number): void {
    switch (kind) {
      case OPTION_MASK:
        this.mask = value;
        return;
      case OPTION_REQUESTED:
        this.requestedAddress = value;
        return;
      case OPTION_LEASE:
        this.leaseSeconds = value;
        return;
      case OPTION_SERVER:
        this.serverIdentifier = value;
        return;
      case OPTION_RENEWAL:
        this.renewalSeconds = value;
        return;
      case OPTION_REBINDING:
        this.rebindingSeconds = value;
        return;
    }
  }

  /** Writes the message at `start`, where `DHCP_MAXIMUM` bytes are free: its length. */
  emit(bytes: Uint8Array, start: number): number {
    fillZero(bytes, start, start + DHCP_MAXIMUM);
    bytes[start] = this.isReply ? BOOT_REPLY : BOOT_REQUEST;
    bytes[start + 1] = ETHERNET;
    bytes[start + 2] = 6;
    put32(bytes, start + TRANSACTION, this.transaction);
    put16(bytes, start + SECONDS, this.seconds);
    put16(bytes, start + FLAGS, this.isBroadcast ? 0x8000 : 0);
    put32(bytes, start + CLIENT_ADDRESS, this.clientAddress);
    put32(bytes, start + YOUR_ADDRESS, this.yourAddress);
    put16(bytes, start + HARDWARE_ADDRESS, this.hardwareHigh);
    put32(bytes, start + HARDWARE_ADDRESS + 2, this.hardwareLow);
    put32(bytes, start + COOKIE, MAGIC_COOKIE);
    const at = this.#emitOptions(bytes, start + OPTIONS);
    bytes[at] = OPTION_END;
    return Math.max(at + 1 - start, MINIMUM_LENGTH);
  }

  #emitOptions(bytes: Uint8Array, start: number): number {
    let at = start;
    bytes[at] = OPTION_TYPE;
    bytes[at + 1] = 1;
    bytes[at + 2] = this.type;
    at += 3;
    if (!this.isReply) at = this.#emitClient(bytes, at);
    if (this.requestedAddress !== 0) at = word(bytes, at, OPTION_REQUESTED, this.requestedAddress);
    if (this.serverIdentifier !== 0) at = word(bytes, at, OPTION_SERVER, this.serverIdentifier);
    if (this.leaseSeconds >= 0) at = word(bytes, at, OPTION_LEASE, this.leaseSeconds);
    if (this.renewalSeconds >= 0) at = word(bytes, at, OPTION_RENEWAL, this.renewalSeconds);
    if (this.rebindingSeconds >= 0) at = word(bytes, at, OPTION_REBINDING, this.rebindingSeconds);
    if (this.mask !== 0) at = word(bytes, at, OPTION_MASK, this.mask);
    if (this.mtu !== 0) at = halfWord(bytes, at, OPTION_MTU, this.mtu);
    if (this.asksParameters) at = emitParameters(bytes, at);
    at = emitAddresses(bytes, at, OPTION_ROUTERS, this.routers);
    at = emitAddresses(bytes, at, OPTION_DNS, this.nameServers);
    // 576 bytes have room for one long text; a label is 63 bytes at most.
    at = emitText(bytes, at, OPTION_HOST_NAME, this.hostName, 63);
    return emitText(bytes, at, OPTION_DOMAIN, this.domain, 100);
  }

  /** The client's identifier (its hardware address) and the longest message that it takes. */
  #emitClient(bytes: Uint8Array, at: number): number {
    bytes[at] = OPTION_CLIENT;
    bytes[at + 1] = 7;
    bytes[at + 2] = ETHERNET;
    put16(bytes, at + 3, this.hardwareHigh);
    put32(bytes, at + 5, this.hardwareLow);
    return halfWord(bytes, at + 9, OPTION_MAXIMUM_SIZE, 1500);
  }
}

function addAddresses(list: number[], bytes: Uint8Array, start: number, length: number): void {
  for (let at = start; at + 4 <= start + length && list.length < MAXIMUM_LIST; at += 4) {
    const address = get32(bytes, at);
    if (address !== 0) list.push(address);
  }
}

/** `text` with the bytes added; '' when they are not a name's. */
function nameText(text: string, bytes: Uint8Array, at: number, length: number): string {
  let name = text;
  for (let i = at; i < at + length; i++) {
    const unit = bytes[i]!;
    // A final zero is a known mistake of servers.
    if (unit === 0) break;
    const isDigit = unit >= 48 && unit <= 57;
    const lower = unit | 32;
    const isLetter = lower >= 97 && lower <= 122;
    if (!isDigit && !isLetter && unit !== 45 && unit !== 46 && unit !== 95) return '';
    name += String.fromCharCode(unit);
  }
  return name.length > MAXIMUM_TEXT ? '' : name;
}

function word(bytes: Uint8Array, at: number, kind: number, value: number): number {
  bytes[at] = kind;
  bytes[at + 1] = 4;
  put32(bytes, at + 2, value);
  return at + 6;
}

function halfWord(bytes: Uint8Array, at: number, kind: number, value: number): number {
  bytes[at] = kind;
  bytes[at + 1] = 2;
  put16(bytes, at + 2, value);
  return at + 4;
}

function emitParameters(bytes: Uint8Array, at: number): number {
  bytes[at] = OPTION_PARAMETERS;
  bytes[at + 1] = 8;
  bytes[at + 2] = OPTION_MASK;
  bytes[at + 3] = OPTION_ROUTERS;
  bytes[at + 4] = OPTION_DNS;
  bytes[at + 5] = OPTION_HOST_NAME;
  bytes[at + 6] = OPTION_DOMAIN;
  bytes[at + 7] = OPTION_MTU;
  bytes[at + 8] = OPTION_RENEWAL;
  bytes[at + 9] = OPTION_REBINDING;
  return at + 10;
}

function emitAddresses(bytes: Uint8Array, start: number, kind: number, list: number[]): number {
  if (list.length === 0) return start;
  bytes[start] = kind;
  bytes[start + 1] = 4 * list.length;
  let at = start + 2;
  for (let i = 0; i < list.length; i++, at += 4) put32(bytes, at, list[i]!);
  return at;
}

/** Texts longer than `maximum` are left out. */
function emitText(
  bytes: Uint8Array,
  at: number,
  kind: number,
  text: string,
  maximum: number,
): number {
  if (text === '' || text.length > maximum) return at;
  bytes[at] = kind;
  bytes[at + 1] = text.length;
  for (let i = 0; i < text.length; i++) bytes[at + 2 + i] = text.charCodeAt(i);
  return at + 2 + text.length;
}
