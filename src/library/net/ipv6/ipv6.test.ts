import assert from 'node:assert/strict';
import test from 'node:test';
import { hexBytes, hexText } from '../../../../test/fakes/hex-bytes.ts';
import {
  NetSimulation,
  seededRandom,
  SimulatedDevice,
} from '../../../../test/fakes/net-simulation.ts';
import { parseIpv6Text } from '../../base/ip-parse.ts';
import { IpAddress, UNSPECIFIED } from '../ip-address.ts';
import type { IcmpErrorKind } from '../ip-layer.ts';
import { Stack } from '../stack.ts';
import { UdpSocket } from '../udp-socket.ts';
import { put16, put32 } from '../wire/byte-order.ts';
import { transportChecksum } from '../wire/checksum.ts';
import { Ipv6Header, putAddress } from '../wire/ipv6.ts';
import { emitFragmentHeader } from '../wire/ipv6-extensions.ts';
import { NeighbourMessage, type PrefixInformation, RouterAdvertisement } from '../wire/ndp.ts';
import { OwnAddress, solicitedNode } from './configuration.ts';
import { selectSource } from './source-selection.ts';

function address(text: string): IpAddress {
  const words = parseIpv6Text(text);
  assert.ok(words !== null, text);
  return new IpAddress(words[0]!, words[1]!, words[2]!, words[3]!);
}

const OWN = address('fe80::5054:ff:fe00:1');
const PEER = address('fe80::5054:ff:fe00:2');
const ALL = address('ff02::1');
const PREFIX = address('2001:db8:0:1::');
const OWN_GLOBAL = address('2001:db8:0:1:5054:ff:fe00:1');

class Host {
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
  static ready(): Host {
    const host = new Host();
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

function withChecksum(message: Uint8Array, source: IpAddress, destination: IpAddress): Uint8Array {
  const bytes = Uint8Array.from(message);
  put16(bytes, 2, 0);
  put16(bytes, 2, transportChecksum(source, destination, 58, bytes, 0, bytes.length));
  return bytes;
}

function prefix(validSeconds: number, preferredSeconds: number): PrefixInformation {
  return {
    prefix: PREFIX,
    length: 64,
    onLink: true,
    autonomous: true,
    validSeconds,
    preferredSeconds,
  };
}

function udp(port: number, source: IpAddress, destination: IpAddress, length = 4): Uint8Array {
  const bytes = new Uint8Array(8 + length);
  put16(bytes, 0, 9);
  put16(bytes, 2, port);
  put16(bytes, 4, bytes.length);
  put16(bytes, 6, transportChecksum(source, destination, 17, bytes, 0, bytes.length));
  return bytes;
}

test('the start is a report, a probe for duplicates, and a question for routers', () => {
  const host = new Host();
  host.stack.poll(0);
  const group = 'ff0200000000000000000001ff000001';
  const routers = 'ff020000000000000000000000000002';
  assert.deepEqual(host.taken(), [`131 ${group}`, `135 ${group}`, `133 ${routers}`]);
  const own = host.stack.ipv6.configuration.addresses[0]!;
  assert.equal(own.state, 'tentative');
  assert.equal(host.stack.sourceFor(PEER), null);
  host.stack.poll(1000);
  assert.equal(own.state, 'valid');
  assert.equal(String(host.stack.sourceFor(PEER)), String(OWN));
});

test('routers are asked for less and less often until one answers', () => {
  const host = new Host();
  const times: number[] = [];
  for (let now = 0; now < 100_000; now += 100) {
    host.stack.poll(now);
    if (host.taken().some((line) => line.startsWith('133'))) times.push(now / 1000);
  }
  assert.equal(times.length, 5);
  for (const [i, expected] of [0, 4, 12, 28, 60].entries()) {
    assert.ok(Math.abs(times[i]! - expected) <= expected / 8 + 0.1, `${times[i]} ${expected}`);
  }
  host.route(() => {});
  for (let now = 100_000; now < 300_000; now += 1000) host.stack.poll(now);
  assert.ok(!host.taken().some((line) => line.startsWith('133')));
});

test('an address of another host, or that another host wants at the same time, is not used', () => {
  for (const tell of [
    (host: Host) => host.advertise(() => {}, ALL, OWN),
    (host: Host) => host.solicit(UNSPECIFIED, OWN),
  ]) {
    const host = new Host();
    tell(host);
    host.stack.poll(5000);
    assert.equal(host.stack.ipv6.configuration.addresses[0]!.state, 'duplicate');
    assert.equal(host.stack.sourceFor(PEER), null);
    host.taken();
    host.solicit(PEER, OWN);
    assert.deepEqual(host.taken(), [], 'nor is it answered for');
  }
  const host = new Host();
  host.solicit(PEER, OWN);
  host.stack.poll(1000);
  assert.equal(host.stack.ipv6.configuration.addresses[0]!.state, 'valid');
});

test('two hosts of the same hardware address find out', () => {
  const net = new NetSimulation();
  const one = net.add(1).stack;
  const two = net.add(2).stack;
  const shared = address('fe80::1');
  const own = one.ipv6.configuration.add(shared, 64, false)!;
  one.ipv6.neighbours.startAddress(own, net.nowMillis);
  net.run(2000);
  const later = two.ipv6.configuration.add(shared, 64, false)!;
  two.ipv6.neighbours.startAddress(later, net.nowMillis);
  net.run(2000);
  assert.equal(own.state, 'valid');
  assert.equal(later.state, 'duplicate');
});

test('solicitations are answered to whom they came from', () => {
  const host = Host.ready();
  host.solicit(PEER, OWN);
  host.solicit(UNSPECIFIED, OWN);
  host.solicit(PEER, address('fe80::99'));
  const peer = hexText(host.device.sent[0]!, 38, 54);
  assert.deepEqual(host.taken(), [`136 ${peer}`, '136 ff020000000000000000000000000001']);
});

test('discovery is not believed from behind a router, in fragments, or malformed', () => {
  const host = Host.ready();
  const routers = host.stack.ipv6.configuration.routers;
  host.hopLimit = 254;
  host.route(() => {});
  host.solicit(PEER, OWN);
  host.hopLimit = 255;
  host.route(() => {}, address('2001:db8::1'));
  assert.equal(host.stack.ipv6.icmp.counters.discoveryRefused, 3);
  const message = new RouterAdvertisement();
  message.lifetimeSeconds = 1800;
  message.mtu = 1400;
  const bytes = new Uint8Array(message.length);
  message.emit(bytes, 0);
  const whole = withChecksum(bytes, PEER, ALL);
  for (const [from, to] of [
    [0, 16],
    [16, 24],
  ] as const) {
    const fragment = new Uint8Array(8 + to - from);
    emitFragmentHeader(fragment, 0, 58, from, to < 24, 77);
    fragment.set(whole.subarray(from, to), 8);
    host.ip(44, fragment, PEER, ALL);
  }
  assert.equal(host.stack.ipv6.input.reassembly.counters.reassembled, 1);
  assert.equal(host.stack.ipv6.icmp.counters.discoveryRefused, 4);
  // RFC 6980 forbids one fragment as well; but that is a packet as any other (RFC 6946).
  assert.equal(routers.length, 0);
  host.solicit(UNSPECIFIED, OWN);
  host.advertise((one) => {
    one.isSolicited = true;
  }, ALL);
  assert.equal(host.stack.ipv6.neighbours.counters.malformed, 1);
  host.route(() => {});
  assert.equal(routers.length, 1);
});

test('a prefix becomes an address after a probe, with a way out', () => {
  const host = Host.ready();
  host.route((router) => {
    router.prefixes = [prefix(7200, 3600)];
    router.mtu = 1400;
    router.hopLimit = 33;
    router.hasLink = true;
    router.linkHigh = 0x5254;
    router.linkLow = 2;
    router.nameServers = [{ seconds: 600, addresses: [address('2001:db8::53')] }];
  });
  const far = address('2001:db8:ffff::1');
  assert.equal(host.stack.sourceFor(far), null, 'still tentative');
  host.stack.poll(1000);
  host.stack.poll(2001);
  assert.equal(String(host.stack.sourceFor(far)), String(OWN_GLOBAL));
  assert.equal(host.stack.pathMtu(far), 1400);
  assert.equal(String(host.stack.ipv6.routers.nameServers[0]!.address), '2001:db8::53');
  host.device.sent.length = 0;
  assert.equal(host.socket.send(new Uint8Array(4), 0, 4, far, 53), 'sent');
  const frame = host.device.sent[0]!;
  assert.equal(hexText(frame, 0, 6), '525400000002');
  assert.equal(frame[21], 33);
  host.stack.poll(601_001);
  assert.equal(host.stack.ipv6.routers.nameServers.length, 0);
});

test('lifetimes of addresses, prefixes and routers end', () => {
  const host = Host.ready();
  host.stack.setTime(1000);
  host.route((router) => {
    router.prefixes = [prefix(7200, 3600)];
  });
  host.stack.poll(3000);
  const far = address('2001:db8:ffff::1');
  const near = address('2001:db8:0:1::77');
  assert.notEqual(host.stack.sourceFor(far), null);
  host.stack.poll(1_801_001);
  assert.equal(host.stack.sourceFor(far), null, 'the router');
  assert.notEqual(host.stack.sourceFor(near), null);
  host.stack.poll(7_201_001);
  assert.equal(host.stack.ipv6.configuration.addresses.length, 1);
  assert.equal(host.stack.sourceFor(near), null, 'the prefix');
  const isAskedAgain = host.taken().some((line) => line.startsWith('133'));
  assert.ok(isAskedAgain, 'for another router');
});

test('an advertisement cannot end an address sooner than in two hours', () => {
  const hour = 3_600_000;
  const cases: [number, number, number][] = [
    // Hours left, hours advertised, hours left then.
    [10, 5, 5],
    [10, 1, 2],
    [10, 0, 2],
    [1, 0, 1],
    [1, 1.5, 1.5],
    [1, 0.5, 1],
    [1, 20, 20],
  ];
  for (const [left, said, then] of cases) {
    const host = Host.ready();
    host.stack.setTime(1000);
    host.route((router) => {
      router.prefixes = [prefix(left * 3600, 60)];
    });
    host.route((router) => {
      router.prefixes = [prefix(said * 3600, 0)];
    });
    const own = host.stack.ipv6.configuration.addresses[1]!;
    assert.equal((own.validUntilMillis - 1000) / hour, then, `${left} ${said}`);
    assert.equal(own.preferredUntilMillis, 1000, 'what is preferred may end at once');
  }
});

test('prefixes that make no address are passed over', () => {
  const host = Host.ready();
  host.route((router) => {
    router.prefixes = [
      { ...prefix(100, 200) },
      { ...prefix(200, 100), length: 63 },
      { ...prefix(200, 100), prefix: address('fe80::') },
      { ...prefix(200, 100), prefix: address('ff02::') },
      { ...prefix(200, 100), prefix: address('::ffff:0:0') },
      { ...prefix(0, 0) },
      { ...prefix(200, 100), autonomous: false },
    ];
  });
  assert.equal(host.stack.ipv6.configuration.addresses.length, 1);
  const many = Host.ready();
  for (let i = 0; i < 20; i++) {
    many.route(
      (router) => {
        const one = new IpAddress(0x20010db8, i, 0, 0);
        router.prefixes = [{ ...prefix(200, 100), prefix: one }];
        router.nameServers = [{ seconds: 60, addresses: [new IpAddress(0x20010db8, i, 0, 53)] }];
      },
      new IpAddress(0xfe800000, 0, 0, 100 + i),
    );
  }
  assert.equal(many.stack.ipv6.configuration.addresses.length, 8);
  assert.equal(many.stack.ipv6.configuration.prefixes.length, 16);
  assert.equal(many.stack.ipv6.configuration.routers.length, 8);
  assert.equal(many.stack.ipv6.routers.nameServers.length, 4);
});

test('a preferred router comes first, and one that says so is none any more', () => {
  const host = Host.ready();
  const better = address('fe80::99');
  host.route(() => {});
  host.route((router) => {
    router.preference = 1;
  }, better);
  const routers = host.stack.ipv6.configuration.routers;
  assert.deepEqual(
    routers.map((one) => String(one.address)),
    ['fe80::99', String(PEER)],
  );
  host.route((router) => {
    router.lifetimeSeconds = 0;
  }, better);
  assert.deepEqual(
    routers.map((one) => String(one.address)),
    [String(PEER)],
  );
  host.advertise((one) => {
    one.isRouter = true;
  });
  assert.equal(routers.length, 1);
  host.advertise(() => {});
  assert.equal(routers.length, 0);
});

test('echoes are answered, those to all by an own address', () => {
  const host = Host.ready();
  const echo = hexBytes('8000 0000 12340001 616263');
  host.icmp(echo, PEER, OWN);
  host.icmp(echo, PEER, ALL);
  assert.equal(host.device.sent.length, 2);
  for (const frame of host.device.sent) {
    assert.equal(hexText(frame, 22, 38), 'fe80000000000000505400fffe000001');
    assert.equal(transportChecksum(OWN, PEER, 58, frame, 54, frame.length), 0);
    assert.equal(frame[54], 129);
    assert.equal(hexText(frame, 58), '12340001616263');
  }
});

test('what is wrong with a packet is told to its sender, but not of a group', () => {
  const host = Host.ready();
  const cases: [string, number, string, string][] = [
    ['an unknown next header', 200, '00', '0401 00000006'],
    ['an unknown option', 60, '3b00 8004 00000000', '0402 0000002a'],
    ['a route with segments left', 43, '3b00 0001 00000000', '0400 0000002a'],
    ['a fragment of odd length', 44, '1100 0001 00000001 00', '0400 00000004'],
    [
      'a fragment without all headers',
      44,
      '3c00 0001 00000001 1101 0104 00000000',
      '0403 00000000',
    ],
  ];
  for (const [what, nextHeader, payload, expected] of cases) {
    host.ip(nextHeader, hexBytes(payload), PEER, OWN);
    const frame = host.device.sent.pop();
    assert.ok(frame !== undefined, what);
    const text = `${hexText(frame, 54, 56)} ${hexText(frame, 58, 62)}`;
    assert.equal(text, expected, what);
    assert.equal(hexText(frame, 102), payload.replaceAll(' ', ''), what);
    host.ip(nextHeader, hexBytes(payload), PEER, ALL);
    // RFC 4443 §2.4 (e.3) makes one exception.
    assert.equal(host.device.sent.length, what === 'an unknown option' ? 1 : 0, what);
    host.device.sent.length = 0;
  }
  host.ip(17, udp(9999, PEER, OWN), PEER, OWN);
  assert.deepEqual(
    host.taken().map((line) => line.split(' ')[0]),
    ['1'],
  );
  host.ip(60, hexBytes('3b00 c204 00000000'), PEER, ALL);
  host.ip(59, new Uint8Array(0), PEER, OWN);
  assert.equal(host.device.sent.length, 0);
});

test('datagrams come behind extension headers and in fragments', () => {
  const host = Host.ready();
  const whole = udp(7000, PEER, OWN, 40);
  host.ip(60, Uint8Array.of(17, 0, 1, 4, 0, 0, 0, 0, ...whole), PEER, OWN);
  assert.equal(host.received.length, 1);
  const atomic = new Uint8Array(8 + whole.length);
  emitFragmentHeader(atomic, 0, 17, 0, false, 9);
  atomic.set(whole, 8);
  host.ip(44, atomic, PEER, OWN);
  assert.equal(host.received.length, 2);
  for (const [from, to] of [
    [24, 48],
    [0, 24],
  ] as const) {
    const fragment = new Uint8Array(8 + to - from);
    // Only the first one's next header counts.
    emitFragmentHeader(fragment, 0, from === 0 ? 17 : 99, from, to < 48, 9);
    fragment.set(whole.subarray(from, to), 8);
    host.ip(44, fragment, PEER, OWN);
  }
  assert.equal(host.received.length, 3);
  assert.equal(host.received[2]!.length, 40);
});

test('packets from where none can come are dropped', () => {
  const host = Host.ready();
  for (const source of ['::ffff:10.0.0.1', 'ff02::1', '::1', '::', String(OWN)]) {
    const from = address(source);
    host.ip(17, udp(7000, from, OWN), from, OWN);
  }
  const mapped = address('::ffff:10.0.0.1');
  host.ip(17, udp(7000, PEER, mapped), PEER, mapped);
  const loopback = address('::1');
  host.ip(17, udp(7000, PEER, loopback), PEER, loopback);
  host.ip(
    60,
    Uint8Array.of(17, 0, 1, 4, 0, 0, 0, 0, ...udp(7000, UNSPECIFIED, OWN)),
    UNSPECIFIED,
    OWN,
  );
  assert.equal(host.stack.ipv6.input.counters.martian, 8);
  const other = address('fe80::77');
  host.ip(17, udp(7000, PEER, other), PEER, other);
  const group = address('ff02::77');
  host.ip(17, udp(7000, PEER, group), PEER, group);
  assert.equal(host.stack.ipv6.input.counters.notForUs, 2);
  const unsummed = udp(7000, PEER, OWN);
  put16(unsummed, 6, 0);
  host.ip(17, unsummed, PEER, OWN);
  assert.equal(host.stack.udp.counters.badChecksum, 1);
  assert.equal(host.received.length, 0);
});

/** An error of `type` about a datagram from the host's socket to `destination`. */
function errorAbout(
  type: number,
  code: number,
  parameter: number,
  destination: IpAddress,
): Uint8Array {
  const bytes = new Uint8Array(8 + 40 + 8);
  bytes[0] = type;
  bytes[1] = code;
  put32(bytes, 4, parameter);
  const header = new Ipv6Header();
  header.setAddresses(OWN, destination);
  header.nextHeader = 17;
  header.payloadLength = 1000;
  header.emit(bytes, 8);
  put16(bytes, 48, 7000);
  put16(bytes, 50, 53);
  return bytes;
}

test('errors come to the socket, and a smaller path MTU is believed down to 1280', () => {
  const host = Host.ready();
  const far = address('2001:db8::9');
  for (const [type, code] of [
    [1, 4],
    [1, 3],
    [1, 1],
    [3, 0],
  ] as const) {
    host.icmp(errorAbout(type, code, 0, far), PEER, OWN);
  }
  assert.deepEqual(host.errors, [
    'unreachable-port',
    'unreachable-host',
    'prohibited',
    'time-exceeded',
  ]);
  host.icmp(errorAbout(2, 0, 1279, far), PEER, OWN);
  assert.equal(host.stack.pathMtu(far), 1500);
  host.icmp(errorAbout(2, 0, 1300, far), PEER, OWN);
  assert.equal(host.stack.pathMtu(far), 1300);
  host.icmp(errorAbout(2, 0, 1400, far), PEER, OWN);
  assert.equal(host.stack.pathMtu(far), 1300);
  const foreign = errorAbout(1, 4, 0, far);
  putAddress(foreign, 16, PEER);
  host.icmp(foreign, PEER, OWN);
  assert.equal(host.errors.length, 4);
});

test('a query for groups is answered for each, in a while', () => {
  const host = Host.ready();
  host.stack.poll(20_000);
  host.taken();
  const query = new Uint8Array(24);
  query[0] = 130;
  put16(query, 4, 1000);
  const options = hexBytes('3a00 0502 0000 0100');
  host.hopLimit = 1;
  host.stack.setTime(20_000);
  const message = withChecksum(query, PEER, ALL);
  host.ip(0, Uint8Array.of(...options, ...message), PEER, ALL);
  host.stack.poll(21_000);
  const reports = host.taken().filter((line) => line.startsWith('131'));
  assert.deepEqual(reports, ['131 ff0200000000000000000001ff000001']);
});

test('the source is chosen by scope, then age, then likeness', () => {
  const own = (text: string, preferredUntil = Infinity): OwnAddress => {
    const one = new OwnAddress(address(text), 64, true);
    one.state = 'valid';
    one.preferredUntilMillis = preferredUntil;
    return one;
  };
  const list = [own('fe80::1'), own('2001:db8:1::1'), own('2001:db8:2::1', 5), own('fd00::1')];
  const cases: [string, string][] = [
    ['fe80::9', 'fe80::1'],
    ['ff02::1', 'fe80::1'],
    ['ff05::1', '2001:db8:1::1'],
    ['2001:db8:2::9', '2001:db8:1::1'],
    ['2001:db8:2::1', '2001:db8:2::1'],
    ['fd00:1::1', 'fd00::1'],
    ['2600::1', '2001:db8:1::1'],
  ];
  for (const [to, from] of cases) {
    for (const order of [list, [...list].reverse()]) {
      assert.equal(String(selectSource(order, address(to), 10)), from, to);
    }
  }
  assert.equal(String(selectSource(list, address('2001:db8:2::9'), 1)), '2001:db8:2::1');
  assert.equal(selectSource([new OwnAddress(address('2001:db8::1'), 64, true)], PEER, 0), null);
});
