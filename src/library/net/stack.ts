// Stack: one network card's IPv4 and IPv6 with UDP; other transports are registered by their number. Layer: net.
// Who runs it calls `setTime`, lets the device hand over its frames, and calls `poll`, which also tells the device of all that
// was sent meanwhile, and says when to call again. Whenever the program or a protocol has run, `poll` comes before the next
// wait. Nothing here waits or reads a clock.

import type { NetDevice, NetDeviceHandler } from '../interfaces/net-device.ts';
import { AddressCache } from './address-cache.ts';
import { EthernetLink } from './ethernet-link.ts';
import type { IpAddress } from './ip-address.ts';
import type { TransportProtocol } from './ip-layer.ts';
import { isMulticast4 } from './ipv4/configuration.ts';
import { Ipv4 } from './ipv4/ipv4.ts';
import { isMulticast6 } from './ipv6/configuration.ts';
import { Ipv6 } from './ipv6/ipv6.ts';
import type { Packet } from './packet.ts';
import { PacketPool } from './packet-pool.ts';
import { PacketQueue } from './packet-queue.ts';
import type { StackParts } from './stack-parts.ts';
import { TransportTable } from './transport-table.ts';
import { Udp, type UdpNetwork } from './udp.ts';
import {
  BROADCAST_HIGH,
  BROADCAST_LOW,
  ETHERNET_HEADER,
  EthernetHeader,
  ETHERTYPE_ARP,
  ETHERTYPE_IPV4,
  ETHERTYPE_IPV6,
  isGroupAddress,
} from './wire/ethernet.ts';
import { PROTOCOL_UDP } from './wire/protocol-numbers.ts';

/** 2 MiB of frames and 2 MiB of large packets, when all are in use. */
const MAXIMUM_FRAMES = 1024;
const MAXIMUM_LARGE = 32;
const MAXIMUM_LOOPBACK = 256;

/** What wants to be called when a time has come: transports, DHCP, DNS. */
export interface Polled {
  /** Does what is due; the time of what is due next, Infinity for nothing. */
  poll(nowMillis: number): number;
}

export class Stack implements UdpNetwork, NetDeviceHandler {
  readonly link: EthernetLink;
  readonly pool = new PacketPool(MAXIMUM_FRAMES, MAXIMUM_LARGE);
  readonly ipv4: Ipv4;
  readonly ipv6: Ipv6;
  readonly udp: Udp;
  readonly random: () => number;
  readonly #transports = new TransportTable();
  readonly #loopback = new PacketQueue(MAXIMUM_LOOPBACK);
  readonly #frame = new EthernetHeader();
  readonly #polled: Polled[] = [];
  #nowMillis = 0;
  #isPollWanted = false;

  /** `random`: 32 unsigned bits that nobody can foresee. */
  constructor(device: NetDevice, random: () => number) {
    this.random = random;
    this.link = new EthernetLink(device, this.pool);
    const parts: StackParts = {
      pool: this.pool,
      link: this.link,
      transports: this.#transports,
      addresses: new AddressCache(),
      loopback: this.#loopback,
      random,
    };
    this.ipv4 = new Ipv4(parts);
    this.ipv6 = new Ipv6(parts);
    this.udp = new Udp(this, random);
    this.register(PROTOCOL_UDP, this.udp);
    device.handler = this;
  }

  register(protocol: number, transport: TransportProtocol): void {
    this.#transports.set(protocol, transport);
  }

  /** Polled before the stack's own protocols, so that what it sends goes out in the same round. */
  addPolled(polled: Polled): void {
    this.#polled.push(polled);
  }

  removePolled(polled: Polled): void {
    const at = this.#polled.indexOf(polled);
    if (at >= 0) this.#polled.splice(at, 1);
  }

  /** The time of what happens until the next call of this or `poll`. */
  setTime(nowMillis: number): void {
    this.#nowMillis = nowMillis;
  }

  get nowMillis(): number {
    return this.#nowMillis;
  }

  onFrame(bytes: Uint8Array, start: number, end: number, checksumValid: boolean): void {
    const frame = this.#frame;
    const counters = this.link.counters;
    counters.framesReceived++;
    if (!frame.parse(bytes, start, end)) {
      counters.malformed++;
      return;
    }
    const isGroup = isGroupAddress(frame.destinationHigh);
    if (!this.#isForUs(frame, isGroup)) {
      counters.notForUs++;
      return;
    }
    const from = start + ETHERNET_HEADER;
    switch (frame.etherType) {
      case ETHERTYPE_IPV4:
        this.ipv4.input.receive(bytes, from, end, isGroup, checksumValid, this.#nowMillis);
        return;
      case ETHERTYPE_IPV6:
        this.ipv6.input.receive(bytes, from, end, checksumValid, this.#nowMillis);
        return;
      case ETHERTYPE_ARP:
        this.ipv4.arp.receive(bytes, from, end, this.#nowMillis);
        return;
      default:
        counters.notForUs++;
    }
  }

  #isForUs(frame: EthernetHeader, isGroup: boolean): boolean {
    const link = this.link;
    // Bridges may give back what we sent to a group.
    if (frame.sourceLow === link.low && frame.sourceHigh === link.high) return false;
    if (isGroup) {
      return frame.destinationHigh !== BROADCAST_HIGH || frame.destinationLow === BROADCAST_LOW;
    }
    return frame.destinationLow === link.low && frame.destinationHigh === link.high;
  }

  onTransmitRoom(): void {
    this.link.drain();
  }

  /** Does what is due at `nowMillis` and sends what was handed over; the time at which to call again at the latest. */
  poll(nowMillis: number): number {
    this.#nowMillis = nowMillis;
    this.#isPollWanted = false;
    this.#receiveLoopback();
    let next = Infinity;
    for (let i = 0; i < this.#polled.length; i++) {
      next = Math.min(next, this.#polled[i]!.poll(nowMillis));
    }
    next = Math.min(next, this.ipv4.poll(nowMillis), this.ipv6.poll(nowMillis));
    this.link.flush();
    // What was sent to ourselves meanwhile waits for the next round, so that two ends here cannot keep us for ever.
    return this.#isPollWanted || this.#loopback.length > 0 ? nowMillis : next;
  }

  /** For what has work since its own `poll` returned: the stack's says "at once". */
  wantPoll(): void {
    this.#isPollWanted = true;
  }

  #receiveLoopback(): void {
    for (let count = this.#loopback.length; count > 0; count--) {
      const packet = this.#loopback.shift()!;
      const bytes = packet.bytes;
      const isIpv4 = bytes[packet.start]! >> 4 === 4;
      const input = isIpv4 ? this.ipv4.input : this.ipv6.input;
      input.receiveLocal(bytes, packet.start, packet.end, this.#nowMillis);
      this.pool.give(packet);
    }
  }

  allocate(capacity: number): Packet | null {
    return this.pool.take(capacity);
  }

  release(packet: Packet): void {
    this.pool.give(packet);
  }

  send(
    packet: Packet,
    source: IpAddress,
    destination: IpAddress,
    protocol: number,
    checksumOffset: number,
  ): boolean {
    const output = destination.isIpv4 ? this.ipv4.output : this.ipv6.output;
    return output.send(packet, source, destination, protocol, checksumOffset, this.#nowMillis);
  }

  sourceFor(destination: IpAddress): IpAddress | null {
    if (destination.isIpv4) return this.ipv4.output.sourceFor(destination);
    return this.ipv6.output.sourceFor(destination, this.#nowMillis);
  }

  pathMtu(destination: IpAddress): number {
    const output = destination.isIpv4 ? this.ipv4.output : this.ipv6.output;
    return output.pathMtu(destination, this.#nowMillis);
  }

  segmentation(destination: IpAddress): number {
    const output = destination.isIpv4 ? this.ipv4.output : this.ipv6.output;
    return output.segmentation();
  }

  isOwnAddress(address: IpAddress): boolean {
    if (address.isIpv4) return this.ipv4.configuration.isLocal(address.d);
    return this.ipv6.configuration.isLocal(address);
  }

  isMulticast(address: IpAddress): boolean {
    return address.isIpv4 ? isMulticast4(address.d) : isMulticast6(address);
  }

  isBroadcast(address: IpAddress): boolean {
    return address.isIpv4 && this.ipv4.configuration.isBroadcast(address.d);
  }

  joinGroup(group: IpAddress): boolean {
    if (group.isIpv4) return this.ipv4.groups.join(group.d, this.#nowMillis);
    return this.ipv6.groups.join(group, this.#nowMillis);
  }

  leaveGroup(group: IpAddress): void {
    if (group.isIpv4) this.ipv4.groups.leave(group.d, this.#nowMillis);
    else this.ipv6.groups.leave(group, this.#nowMillis);
  }
}
