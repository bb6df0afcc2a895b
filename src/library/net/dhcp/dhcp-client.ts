// DhcpClient: gets the host's IPv4 address from a DHCP server and keeps it. Layer: net.
// RFC 2131 §4.4, with two changes for hosts that start in milliseconds: no wait before the first message, and the address is
// used while other hosts may still object (§4.4.1 asks them first); who objects gets a DECLINE. RFC 5227 §2.4 from then on.

import { IpAddress, UNSPECIFIED_IPV4 } from '../ip-address.ts';
import type { Stack } from '../stack.ts';
import { UdpSocket } from '../udp-socket.ts';
import {
  DHCP_ACKNOWLEDGE,
  DHCP_CLIENT_PORT,
  DHCP_DECLINE,
  DHCP_DISCOVER,
  DHCP_MAXIMUM,
  DHCP_OFFER,
  DHCP_REFUSE,
  DHCP_RELEASE,
  DHCP_REQUEST,
  DHCP_SERVER_PORT,
  DhcpMessage,
} from '../wire/dhcpv4.ts';
import { type DhcpLease, leaseOf } from './lease.ts';

const BROADCAST = IpAddress.ipv4(0xffffffff);
const FIRST_RETRY_MILLIS = 1000;
const LONGEST_RETRY_MILLIS = 64_000;
const REQUEST_TRIES = 4;
/** RFC 2131 §4.4.5. */
const SHORTEST_RENEWAL_MILLIS = 60_000;
/** RFC 2131 §3.1 (5). */
const DECLINE_MILLIS = 10_000;
const REFUSED_MILLIS = 1000;
const CONFLICT_MILLIS = 2000;
const ANNOUNCE_MILLIS = 500;
/** RFC 5227 §1.1, DEFEND_INTERVAL. */
const DEFEND_MILLIS = 10_000;

export type DhcpState =
  'stopped' | 'waiting' | 'selecting' | 'requesting' | 'bound' | 'renewing' | 'rebinding';

export class DhcpCounters {
  sent = 0;
  received = 0;
  /** Malformed, or no answer to what we asked. */
  ignored = 0;
  refused = 0;
  declined = 0;
  expired = 0;
}

export class DhcpClient {
  readonly counters = new DhcpCounters();
  /** Told to the server; '' for none. */
  hostName = '';
  /** There is a lease, another one, or (null) none any more. The address is configured then, or removed. */
  onLease: ((lease: DhcpLease | null, nowMillis: number) => void) | null = null;
  readonly #stack: Stack;
  readonly #message = new DhcpMessage();
  readonly #buffer = new Uint8Array(DHCP_MAXIMUM);
  #socket: UdpSocket | null = null;
  #state: DhcpState = 'stopped';
  #lease: DhcpLease | null = null;
  /** Of the offer that is being requested. */
  #offered = 0;
  #server = 0;
  #transaction = 0;
  #startedMillis = 0;
  #requestedMillis = 0;
  #retryMillis = 0;
  #tries = 0;
  #deadlineMillis = Infinity;
  #boundMillis = 0;
  #announceMillis = Infinity;
  #defendedMillis = -Infinity;

  constructor(stack: Stack) {
    this.#stack = stack;
  }

  get state(): DhcpState {
    return this.#state;
  }

  get lease(): DhcpLease | null {
    return this.#lease;
  }

  /** False when another socket has the client's port. */
  start(nowMillis: number): boolean {
    if (this.#socket === null) {
      const socket = this.#stack.udp.bind(UNSPECIFIED_IPV4, DHCP_CLIENT_PORT, this);
      if (!(socket instanceof UdpSocket)) return false;
      socket.broadcastAllowed = true;
      this.#socket = socket;
      this.#stack.addPolled(this);
      this.#stack.ipv4.arp.onConflict = (address, now) => this.#onConflict(address, now);
    }
    this.#discover(nowMillis);
    return true;
  }

  /** Gives the address back and ends. */
  stop(nowMillis: number): void {
    const socket = this.#socket;
    if (socket === null) return;
    if (this.#lease !== null) {
      const message = this.#prepare(DHCP_RELEASE, nowMillis);
      message.clientAddress = this.#lease.address;
      message.serverIdentifier = this.#lease.server;
      this.#send(IpAddress.ipv4(this.#lease.server));
      this.#drop(nowMillis);
    }
    socket.close();
    this.#socket = null;
    this.#enter('stopped', Infinity);
    this.#stack.removePolled(this);
    this.#stack.ipv4.arp.onConflict = null;
  }

  #enter(state: DhcpState, deadlineMillis: number): void {
    this.#state = state;
    this.#deadlineMillis = deadlineMillis;
    const isConfiguring = state === 'selecting' || state === 'requesting';
    this.#stack.ipv4.input.acceptsDhcp = isConfiguring;
    if (this.#socket !== null) this.#socket.sendsUnaddressed = isConfiguring;
  }

  #discover(nowMillis: number): void {
    this.#transaction = this.#stack.random();
    this.#startedMillis = nowMillis;
    this.#retryMillis = FIRST_RETRY_MILLIS;
    this.#enter('selecting', nowMillis);
    this.#sendDiscover(nowMillis);
  }

  #sendDiscover(nowMillis: number): void {
    const message = this.#prepare(DHCP_DISCOVER, nowMillis);
    message.asksParameters = true;
    message.hostName = this.hostName;
    this.#send(BROADCAST);
    this.#scheduleRetry(nowMillis);
  }

  /** RFC 2131 §4.1: twice as long each time, and a bit by chance. */
  #scheduleRetry(nowMillis: number): void {
    const factor = 0.75 + (this.#stack.random() >>> 16) / 131072;
    this.#deadlineMillis = nowMillis + this.#retryMillis * factor;
    this.#retryMillis = Math.min(2 * this.#retryMillis, LONGEST_RETRY_MILLIS);
  }

  #prepare(type: number, nowMillis: number): DhcpMessage {
    const message = this.#message;
    message.reset();
    message.type = type;
    message.transaction = this.#transaction;
    message.seconds = Math.min(65535, Math.floor((nowMillis - this.#startedMillis) / 1000));
    message.hardwareHigh = this.#stack.link.high;
    message.hardwareLow = this.#stack.link.low;
    return message;
  }

  #send(destination: IpAddress): void {
    const length = this.#message.emit(this.#buffer, 0);
    this.counters.sent++;
    this.#socket?.send(this.#buffer, 0, length, destination, DHCP_SERVER_PORT);
  }

  onError(): void {}

  onDatagram(
    _source: IpAddress,
    sourcePort: number,
    _destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    nowMillis: number,
  ): void {
    const message = this.#message;
    this.counters.received++;
    const link = this.#stack.link;
    const isAnswer =
      sourcePort === DHCP_SERVER_PORT &&
      message.parse(bytes, start, end) &&
      message.isReply &&
      message.transaction === this.#transaction &&
      message.hardwareHigh === link.high &&
      message.hardwareLow === link.low;
    if (!isAnswer || !this.#onMessage(message, nowMillis)) this.counters.ignored++;
  }

  /** False when there was no such question. */
  #onMessage(message: DhcpMessage, nowMillis: number): boolean {
    if (this.#state === 'selecting') {
      if (message.type !== DHCP_OFFER || leaseOf(message, nowMillis) === null) return false;
      this.#request(message, nowMillis);
      return true;
    }
    const isAsking =
      this.#state === 'requesting' || this.#state === 'renewing' || this.#state === 'rebinding';
    if (!isAsking) return false;
    // Any server may answer who rebinds.
    if (this.#state !== 'rebinding' && message.serverIdentifier !== this.#server) return false;
    if (message.type === DHCP_REFUSE) {
      this.counters.refused++;
      this.#drop(nowMillis);
      this.#enter('waiting', nowMillis + REFUSED_MILLIS);
      return true;
    }
    if (message.type !== DHCP_ACKNOWLEDGE) return false;
    const lease = leaseOf(message, this.#requestedMillis);
    if (lease === null) return false;
    this.#bind(lease, nowMillis);
    return true;
  }

  /** The first offer is as good as any. */
  #request(offer: DhcpMessage, nowMillis: number): void {
    this.#offered = offer.yourAddress;
    this.#server = offer.serverIdentifier;
    this.#tries = 0;
    this.#retryMillis = FIRST_RETRY_MILLIS;
    this.#requestedMillis = nowMillis;
    this.#enter('requesting', nowMillis);
    this.#sendRequest(nowMillis);
  }

  #sendRequest(nowMillis: number): void {
    this.#tries++;
    const message = this.#prepare(DHCP_REQUEST, nowMillis);
    message.requestedAddress = this.#offered;
    message.serverIdentifier = this.#server;
    message.asksParameters = true;
    message.hostName = this.hostName;
    this.#send(BROADCAST);
    this.#scheduleRetry(nowMillis);
  }

  #bind(lease: DhcpLease, nowMillis: number): void {
    const previous = this.#lease;
    const isNew = previous === null || !isSameNetwork(previous, lease);
    if (isNew && previous !== null) this.#unconfigure(previous);
    this.#lease = lease;
    this.#server = lease.server;
    this.#enter('bound', lease.renewMillis);
    if (isNew) {
      this.#configure(lease);
      this.#boundMillis = nowMillis;
      this.#stack.ipv4.arp.probe(lease.address);
      this.#announceMillis = nowMillis + ANNOUNCE_MILLIS;
    }
    this.onLease?.(lease, nowMillis);
  }

  #configure(lease: DhcpLease): void {
    const ipv4 = this.#stack.ipv4;
    ipv4.configuration.addAddress(lease.address, lease.prefixLength);
    ipv4.configuration.addGateway(lease.gateway, lease.address);
    const deviceMtu = this.#stack.link.device.mtu;
    // RFC 2132 §5.1: 68 is the least; what is below 576 is a mistake.
    const isSensible = lease.mtu >= 576 && lease.mtu <= deviceMtu;
    ipv4.output.linkMtu = isSensible ? lease.mtu : deviceMtu;
  }

  #unconfigure(lease: DhcpLease): void {
    this.#stack.ipv4.configuration.removeAddress(lease.address);
    this.#stack.ipv4.arp.neighbours.clear();
    this.#announceMillis = Infinity;
  }

  #drop(nowMillis: number): void {
    const lease = this.#lease;
    if (lease === null) return;
    this.#lease = null;
    this.#unconfigure(lease);
    this.onLease?.(null, nowMillis);
  }

  /** Another host uses the address. */
  #onConflict(address: number, nowMillis: number): void {
    const lease = this.#lease;
    if (lease === null || lease.address !== address) return;
    const isEarly = nowMillis - this.#boundMillis < CONFLICT_MILLIS;
    if (!isEarly && nowMillis - this.#defendedMillis >= DEFEND_MILLIS) {
      // RFC 5227 §2.4 (b): once it may have been a mistake of the other.
      this.#defendedMillis = nowMillis;
      this.#stack.ipv4.arp.announce(address);
      return;
    }
    const message = this.#prepare(DHCP_DECLINE, nowMillis);
    message.requestedAddress = lease.address;
    message.serverIdentifier = lease.server;
    this.counters.declined++;
    this.#drop(nowMillis);
    this.#enter('waiting', nowMillis + DECLINE_MILLIS);
    if (this.#socket !== null) this.#socket.sendsUnaddressed = true;
    this.#send(BROADCAST);
  }

  poll(nowMillis: number): number {
    if (this.#announceMillis <= nowMillis && this.#lease !== null) {
      this.#announceMillis = Infinity;
      this.#stack.ipv4.arp.probe(0);
      this.#stack.ipv4.arp.announce(this.#lease.address);
    }
    if (this.#deadlineMillis <= nowMillis) this.#onDeadline(nowMillis);
    return Math.min(this.#deadlineMillis, this.#announceMillis);
  }

  #onDeadline(nowMillis: number): void {
    switch (this.#state) {
      case 'waiting':
        this.#discover(nowMillis);
        return;
      case 'selecting':
        this.#sendDiscover(nowMillis);
        return;
      case 'requesting':
        if (this.#tries < REQUEST_TRIES) this.#sendRequest(nowMillis);
        else this.#discover(nowMillis);
        return;
      case 'bound':
      case 'renewing':
      case 'rebinding':
        this.#extend(this.#lease!, nowMillis);
    }
  }

  /** RFC 2131 §4.4.5: asks the server, then all servers, then gives up the address. */
  #extend(lease: DhcpLease, nowMillis: number): void {
    if (nowMillis >= lease.expireMillis) {
      this.counters.expired++;
      this.#drop(nowMillis);
      this.#discover(nowMillis);
      return;
    }
    const isRebinding = nowMillis >= lease.rebindMillis;
    if (this.#state === 'bound') {
      this.#transaction = this.#stack.random();
      this.#startedMillis = nowMillis;
    }
    const until = isRebinding ? lease.expireMillis : lease.rebindMillis;
    const wait = Math.max((until - nowMillis) / 2, SHORTEST_RENEWAL_MILLIS);
    this.#enter(isRebinding ? 'rebinding' : 'renewing', Math.min(nowMillis + wait, until));
    this.#requestedMillis = nowMillis;
    const message = this.#prepare(DHCP_REQUEST, nowMillis);
    message.clientAddress = lease.address;
    message.asksParameters = true;
    message.hostName = this.hostName;
    this.#send(isRebinding ? BROADCAST : IpAddress.ipv4(lease.server));
  }
}

function isSameNetwork(one: DhcpLease, other: DhcpLease): boolean {
  return (
    one.address === other.address &&
    one.prefixLength === other.prefixLength &&
    one.gateway === other.gateway &&
    one.mtu === other.mtu
  );
}
