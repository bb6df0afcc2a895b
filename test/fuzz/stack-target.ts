// Stack target: hostile frames into a whole stack that is asking for addresses and names. Host tests only.
// Nothing may throw; queues, tables and packets stay within their bounds; afterwards every packet is back in the pool.

import { TYPE_A } from '../../src/library/base/dns-message.ts';
import { HostNetwork } from '../../src/library/net/host-network.ts';
import { IpAddress, UNSPECIFIED, UNSPECIFIED_IPV4 } from '../../src/library/net/ip-address.ts';
import {
  parseIpv4Setting,
  parseIpv6Setting,
  type IpSetting,
} from '../../src/library/net/ip-setting.ts';
import { Stack } from '../../src/library/net/stack.ts';
import { UdpSocket } from '../../src/library/net/udp-socket.ts';
import { DHCP_MAXIMUM, DhcpMessage } from '../../src/library/net/wire/dhcpv4.ts';
import { get16, get32, put16, put32 } from '../../src/library/net/wire/byte-order.ts';
import { checksum, transportChecksum } from '../../src/library/net/wire/checksum.ts';
import { Ipv4Header } from '../../src/library/net/wire/ipv4.ts';
import { getAddress, Ipv6Header } from '../../src/library/net/wire/ipv6.ts';
import { RouterAdvertisement } from '../../src/library/net/wire/ndp.ts';
import { hexBytes } from '../fakes/hex-bytes.ts';
import { NetSimulation, seededRandom, SimulatedDevice } from '../fakes/net-simulation.ts';
import { Mutator } from './mutate.ts';
import type { FuzzTarget } from './target.ts';

const OWN = IpAddress.ipv4(0x0a000001);

/** The first host's frames as the second sends them: datagrams, fragments, ARP, discovery, errors. */
function goodFrames(): Uint8Array[] {
  const net = new NetSimulation();
  const a = net.add(1).stack;
  const { stack: b, device } = net.add(2);
  a.ipv4.configuration.addAddress(OWN.d, 24);
  b.ipv4.configuration.addAddress(0x0a000002, 24);
  a.ipv6.start(net.nowMillis);
  b.ipv6.start(net.nowMillis);
  net.run(3000);
  const ears = { onDatagram() {}, onError() {} };
  const from = b.udp.bind(UNSPECIFIED, 53, ears);
  const to = a.udp.bind(UNSPECIFIED, 7000, ears);
  if (!(from instanceof UdpSocket) || !(to instanceof UdpSocket)) throw new Error('No socket');
  const data = new Uint8Array(3000);
  for (const address of [OWN, a.ipv6.configuration.addresses[0]!.address]) {
    from.send(data, 0, 20, address, 7000);
    from.send(data, 0, 3000, address, 7000);
    net.run(10);
    // The port is closed at the other end: an error comes back.
    to.send(
      data,
      0,
      20,
      address === OWN ? IpAddress.ipv4(0x0a000002) : b.ipv6.configuration.addresses[0]!.address,
      9,
    );
    net.run(10);
  }
  const group = IpAddress.ipv4(0xefff0001);
  from.join(group);
  net.run(20_000);
  return device.sent;
}

/** A frame of the second host's to all, its checksums not made. */
function frameToAll(isIpv4: boolean, payload: Uint8Array): Uint8Array {
  const start = 14 + (isIpv4 ? 20 : 40);
  const frame = new Uint8Array(start + payload.length);
  frame.set(hexBytes(isIpv4 ? 'ffffffffffff 525400000002 0800' : '333300000001 525400000002 86dd'));
  if (isIpv4) {
    const header = new Ipv4Header();
    header.source = 0x0a000002;
    header.destination = 0xffffffff;
    header.protocol = 17;
    header.totalLength = 20 + payload.length;
    header.emit(frame, 14);
  } else {
    const header = new Ipv6Header();
    const all = new IpAddress(0xff020000, 0, 0, 1);
    header.setAddresses(new IpAddress(0xfe800000, 0, 0, 2), all);
    header.nextHeader = 58;
    header.hopLimit = 255;
    header.payloadLength = payload.length;
    header.emit(frame, 14);
  }
  frame.set(payload, start);
  return frame;
}

/** What the victim's DHCP client waits for: an offer, an acknowledgement, a refusal. */
function dhcpFrames(): Uint8Array[] {
  const asked = new Victim().device.sent.find((frame) => frame[23] === 17)!;
  const message = new DhcpMessage();
  if (!message.parse(asked, 42, asked.length)) throw new Error('The client asks for nothing');
  message.isReply = true;
  message.yourAddress = 0x0a000064;
  message.serverIdentifier = 0x0a000002;
  message.mask = 0xffffff00;
  message.leaseSeconds = 600;
  message.routers = [0x0a000002];
  message.nameServers = [0x0a000002];
  return [2, 5, 6].map((type) => {
    message.type = type;
    const payload = new Uint8Array(8 + DHCP_MAXIMUM);
    const length = 8 + message.emit(payload, 8);
    put16(payload, 0, 67);
    put16(payload, 2, 68);
    put16(payload, 4, length);
    return frameToAll(true, payload.slice(0, length));
  });
}

function routerFrame(): Uint8Array {
  const router = new RouterAdvertisement();
  const prefix = new IpAddress(0x20010db8, 0, 0, 0);
  router.lifetimeSeconds = 100;
  router.mtu = 1400;
  router.prefixes = [
    {
      prefix,
      length: 64,
      onLink: true,
      autonomous: true,
      validSeconds: 200,
      preferredSeconds: 100,
    },
  ];
  router.nameServers = [{ seconds: 60, addresses: [prefix] }];
  const payload = new Uint8Array(router.length);
  router.emit(payload, 0);
  return frameToAll(false, payload);
}

/** Makes the checksums right, so that what is behind them is reached. */
function repair(frame: Uint8Array): void {
  if (frame.length < 42) return;
  const type = get16(frame, 12);
  if (type === 0x0800) {
    const header = (frame[14]! & 15) * 4;
    const end = Math.min(frame.length, 14 + get16(frame, 16));
    if (header < 20 || 14 + header + 8 > end) return;
    put16(frame, 24, 0);
    put16(frame, 24, checksum(frame, 14, 14 + header));
    if (frame[23] !== 1 && frame[23] !== 2) return;
    put16(frame, 14 + header + 2, 0);
    put16(frame, 14 + header + 2, checksum(frame, 14 + header, end));
  } else if (type === 0x86dd && frame[20] === 58) {
    const end = Math.min(frame.length, 54 + get16(frame, 18));
    if (end < 62) return;
    put16(frame, 56, 0);
    const source = getAddress(frame, 22);
    put16(frame, 56, transportChecksum(source, getAddress(frame, 38), 58, frame, 54, end));
  }
}

class Victim {
  readonly device = new SimulatedDevice(1);
  readonly stack = new Stack(this.device, seededRandom(1));
  readonly network: HostNetwork;
  now = 0;
  received = 0;
  leases = 0;
  #transaction = 0;

  constructor() {
    this.device.onTransmit = (frame) => {
      if (frame.length > 282 && get16(frame, 36) === 67) this.#transaction = get32(frame, 46);
    };
    const ipv4 = parseIpv4Setting('dhcp') as IpSetting;
    const ipv6 = parseIpv6Setting('auto') as IpSetting;
    this.network = new HostNetwork(this.stack, ipv4, ipv6, null, 0);
    const onLease = this.network.dhcp!.onLease!;
    this.network.dhcp!.onLease = (lease, nowMillis) => {
      if (lease !== null) this.leases++;
      onLease(lease, nowMillis);
    };
    this.stack.ipv4.configuration.addAddress(OWN.d, 24);
    for (const [address, port] of [
      [UNSPECIFIED, 7000],
      [UNSPECIFIED_IPV4, 5353],
    ] as const) {
      const socket = this.stack.udp.bind(address, port, {
        onDatagram: (source, sourcePort, _to, bytes, start, end) => {
          this.received++;
          if (end > bytes.length || start > end) throw new Error('A datagram outside of its frame');
          socket.send(bytes, start, end, source, sourcePort || 1);
        },
        onError: () => {},
      }) as UdpSocket;
    }
  }

  /** Makes a DHCP reply one to what the victim has asked. */
  answer(frame: Uint8Array): void {
    const isReply = frame.length > 282 && get16(frame, 36) === 68 && frame[23] === 17;
    if (isReply) put32(frame, 46, this.#transaction);
  }

  /** Throws when a bound is broken. */
  check(): void {
    const { ipv4, ipv6, pool } = this.stack;
    const bounds: [string, number, number][] = [
      ['packets', pool.inUse, 1056],
      ['ARP', ipv4.arp.neighbours.size, 256],
      ['neighbours', ipv6.neighbours.neighbours.size, 256],
      ['reassembly', ipv4.input.reassembly.totalBytes, 512 * 1024],
      ['reassembly of IPv6', ipv6.input.reassembly.totalBytes, 512 * 1024],
      ['addresses', ipv6.configuration.addresses.length, 8],
      ['prefixes', ipv6.configuration.prefixes.length, 16],
      ['routers', ipv6.configuration.routers.length, 8],
      ['name servers', ipv6.routers.nameServers.length, 4],
    ];
    for (const [what, value, maximum] of bounds) {
      if (value > maximum) throw new Error(`Too many of ${what}: ${value}`);
    }
    this.device.sent.length = 0;
    this.device.offloads.length = 0;
  }
}

/** How deep the frames came. */
export class Reached {
  datagrams = 0;
  leases = 0;
  reassembled = 0;
  overlaps = 0;
  routers = 0;
  discovery = 0;
  errors = 0;
}

/** Frames of one seed into one stack; a new stack after every 5,000. */
export function stackTarget(seed: number): FuzzTarget & { finish(): void; reached(): Reached } {
  const mutator = new Mutator(seededRandom(seed));
  const seeds = [...goodFrames(), ...dhcpFrames(), routerFrame()];
  let victim = new Victim();
  let count = 0;
  const reached = new Reached();
  const finish = (): void => {
    // All that waits is over after some minutes.
    for (let i = 0; i < 100; i++) victim.stack.poll((victim.now += 3000));
    victim.stack.poll((victim.now += 60_000));
    victim.check();
    const { ipv6, ipv4, pool } = victim.stack;
    const waiting = ipv4.arp.neighbours.pending + ipv6.neighbours.neighbours.pending;
    if (pool.inUse !== waiting) throw new Error(`${pool.inUse - waiting} packets lost`);
    reached.datagrams += victim.received;
    reached.leases += victim.leases;
    reached.reassembled +=
      ipv4.input.reassembly.counters.reassembled + ipv6.input.reassembly.counters.reassembled;
    reached.overlaps +=
      ipv4.input.reassembly.counters.overlapping + ipv6.input.reassembly.counters.overlapping;
    reached.routers += ipv6.routers.counters.advertisements;
    reached.discovery += ipv6.neighbours.counters.received;
    reached.errors += ipv4.icmp.counters.errorsReceived + ipv6.icmp.counters.errorsReceived;
  };
  return {
    name: 'stack',
    seeds,
    finish,
    reached: () => reached,
    check(input) {
      if (mutator.below(4) !== 0) {
        victim.answer(input);
        repair(input);
      }
      if (mutator.below(50) === 0) victim.network.dns.resolve('a.b', TYPE_A, victim.now, () => {});
      const before = victim.stack.link.counters;
      const wasIgnored = before.malformed + before.notForUs;
      victim.device.receive(input, mutator.below(2) === 0);
      if (mutator.below(8) === 0) {
        victim.now += mutator.below(mutator.below(20) === 0 ? 5000 : 20);
        victim.stack.poll(victim.now);
        victim.check();
      }
      if (++count % 5000 === 0) {
        finish();
        victim = new Victim();
      }
      return before.malformed + before.notForUs === wasIgnored;
    },
  };
}
