// Ipv6Host: a stack on a card of its own, with a peer that says what a test wants it to say. Host tests only.

import assert from 'node:assert/strict';
import { parseIpv6Text } from '../../src/library/base/ip-parse.ts';
import { IpAddress, UNSPECIFIED } from '../../src/library/net/ip-address.ts';
import type { IcmpErrorKind } from '../../src/library/net/ip-layer.ts';
import { solicitedNode } from '../../src/library/net/ipv6/configuration.ts';
import { Stack } from '../../src/library/net/stack.ts';
import { UdpSocket } from '../../src/library/net/udp-socket.ts';
import { put16 } from '../../src/library/net/wire/byte-order.ts';
import { transportChecksum } from '../../src/library/net/wire/checksum.ts';
import { Ipv6Header } from '../../src/library/net/wire/ipv6.ts';
import {
  NeighbourMessage,
  type PrefixInformation,
  RouterAdvertisement,
} from '../../src/library/net/wire/ndp.ts';
import { hexBytes, hexText } from './hex-bytes.ts';
import { seededRandom, SimulatedDevice } from './net-simulation.ts';

export function address(text: string): IpAddress {
  const words = parseIpv6Text(text);
  assert.ok(words !== null, text);
  return new IpAddress(words[0]!, words[1]!, words[2]!, words[3]!);
}

export const OWN = address('fe80::5054:ff:fe00:1');
export const PEER = address('fe80::5054:ff:fe00:2');
export const ALL = address('ff02::1');
export const PREFIX = address('2001:db8:0:1::');
export const OWN_GLOBAL = address('2001:db8:0:1:5054:ff:fe00:1');

export class Ipv6Host {
  readonly device = new SimulatedDevice(1);
  readonly stack = new Stack(this.device, seededRandom(1));
  readonly received: Uint8Array[] = [];
  readonly errors: IcmpErrorKind[] = [];
  readonly socket: UdpSocket;
  hopLimit = 255;

  constructor() {
    this.stack.setTime(0);
    this.stack.ipv6.start(0);
    const socket = this.stack.udp.bind(UNSPECIFIED, 7000, {
      onDatagram: (_s, _p, _d, bytes, start, end) => this.received.push(bytes.slice(start, end)),
      onError: (kind) => this.errors.push(kind),
    });
    assert.ok(socket instanceof UdpSocket);
    this.socket = socket;
  }

  /** With a unique address, and the peer known. */
  static ready(): Ipv6Host {
    const host = new Ipv6Host();
    host.stack.poll(0);
    host.stack.poll(1000);
    host.solicit(PEER, OWN);
    host.device.sent.length = 0;
    return host;
  }

  ip(nextHeader: number, payload: Uint8Array, source: IpAddress, destination: IpAddress): void {
    const header = new Ipv6Header();
    header.setAddresses(source, destination);
    header.nextHeader = nextHeader;
    header.hopLimit = this.hopLimit;
    header.payloadLength = payload.length;
    const frame = new Uint8Array(54 + payload.length);
    frame.set(hexBytes('525400000001 525400000002 86dd'));
    header.emit(frame, 14);
    frame.set(payload, 54);
    this.device.receive(frame);
  }

  /** An ICMPv6 message, its checksum made. */
  icmp(message: Uint8Array, source: IpAddress, destination: IpAddress): void {
    this.ip(58, withChecksum(message, source, destination), source, destination);
  }

  solicit(source: IpAddress, target: IpAddress): void {
    const message = new NeighbourMessage(target);
    message.hasLink = !source.isUnspecified;
    message.linkHigh = 0x5254;
    message.linkLow = 2;
    const bytes = new Uint8Array(message.length);
    message.emit(bytes, 0);
    this.icmp(bytes, source, solicitedNode(target));
  }

  advertise(change: (message: NeighbourMessage) => void, destination = OWN, target = PEER): void {
    const message = new NeighbourMessage(target);
    message.type = 136;
    message.hasLink = true;
    message.linkHigh = 0x5254;
    message.linkLow = 2;
    change(message);
    const bytes = new Uint8Array(message.length);
    message.emit(bytes, 0);
    this.icmp(bytes, PEER, destination);
  }

  route(change: (router: RouterAdvertisement) => void, source = PEER): void {
    const router = new RouterAdvertisement();
    router.lifetimeSeconds = 1800;
    change(router);
    const bytes = new Uint8Array(router.length);
    router.emit(bytes, 0);
    this.icmp(bytes, source, ALL);
  }

  /** ICMPv6 types and destinations of the frames sent since the last call. */
  taken(): string[] {
    return this.device.sent
      .splice(0)
      .map((frame) => `${frame[20] === 0 ? frame[62] : frame[54]} ${hexText(frame, 38, 54)}`);
  }
}

export function withChecksum(
  message: Uint8Array,
  source: IpAddress,
  destination: IpAddress,
): Uint8Array {
  const bytes = Uint8Array.from(message);
  put16(bytes, 2, 0);
  put16(bytes, 2, transportChecksum(source, destination, 58, bytes, 0, bytes.length));
  return bytes;
}

export function prefix(validSeconds: number, preferredSeconds: number): PrefixInformation {
  return {
    prefix: PREFIX,
    length: 64,
    onLink: true,
    autonomous: true,
    validSeconds,
    preferredSeconds,
  };
}

export function udp(
  port: number,
  source: IpAddress,
  destination: IpAddress,
  length = 4,
): Uint8Array {
  const bytes = new Uint8Array(8 + length);
  put16(bytes, 0, 9);
  put16(bytes, 2, port);
  put16(bytes, 4, bytes.length);
  put16(bytes, 6, transportChecksum(source, destination, 17, bytes, 0, bytes.length));
  return bytes;
}
