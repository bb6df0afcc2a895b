import assert from 'node:assert/strict';
import test from 'node:test';
import { hexBytes, hexText } from '../../../../test/fakes/hex-bytes.ts';
import { seededRandom, SimulatedDevice } from '../../../../test/fakes/net-simulation.ts';
import { IpAddress, UNSPECIFIED_IPV4 } from '../ip-address.ts';
import type { IcmpErrorKind } from '../ip-layer.ts';
import { Stack } from '../stack.ts';
import { UdpSocket } from '../udp-socket.ts';
import { get16, put16, put32 } from '../wire/byte-order.ts';
import { checksum } from '../wire/checksum.ts';
import { Ipv4Header } from '../wire/ipv4.ts';

const OWN = 0x0a000001;
const PEER = 0x0a000002;
const PEER_ADDRESS = IpAddress.ipv4(PEER);
const PEER_HARDWARE = '525400000002';
const OWN_HARDWARE = '525400000001';

class Host {
  readonly device = new SimulatedDevice(1);
  readonly stack = new Stack(this.device, seededRandom(1));
  readonly received: Uint8Array[] = [];
  readonly errors: IcmpErrorKind[] = [];
  readonly socket: UdpSocket;
  now = 0;

  constructor() {
    this.stack.ipv4.configuration.addAddress(OWN, 24);
    this.stack.ipv4.configuration.addGateway(PEER, OWN);
    const socket = this.stack.udp.bind(UNSPECIFIED_IPV4, 7000, {
      onDatagram: (_s, _p, _d, bytes, start, end) => this.received.push(bytes.slice(start, end)),
      onError: (kind) => this.errors.push(kind),
    });
    assert.ok(socket instanceof UdpSocket);
    this.socket = socket;
    // The peer asks for us, so that it is known.
    this.arp(1, PEER, PEER_HARDWARE, OWN);
    this.device.sent.length = 0;
  }

  arp(
    operation: number,
    sender: number,
    hardware: string,
    target: number,
    to = OWN_HARDWARE,
  ): void {
    const frame = hexBytes(
      `${to} ${hardware} 0806 0001 0800 06 04 0000 ${hardware} 00000000 000000000000 00000000`,
    );
    put16(frame, 20, operation);
    put32(frame, 28, sender);
    put32(frame, 38, target);
    this.device.receive(frame);
  }

  /** An IPv4 packet of the peer's; `fields` change the header before its checksum is made. */
  ip(
    protocol: number,
    payload: Uint8Array,
    fields: Partial<Ipv4Header> = {},
    to = OWN_HARDWARE,
  ): void {
    const header = Object.assign(new Ipv4Header(), {
      source: PEER,
      destination: OWN,
      timeToLive: 64,
      protocol,
      totalLength: 20 + payload.length,
      ...fields,
    });
    const frame = new Uint8Array(34 + payload.length);
    frame.set(hexBytes(`${to} ${PEER_HARDWARE} 0800`));
    header.emit(frame, 14);
    frame.set(payload, 34);
    this.device.receive(frame);
  }

  /** A datagram without a checksum. */
  udp(port: number, length = 4): Uint8Array {
    const bytes = new Uint8Array(8 + length);
    put16(bytes, 0, 9);
    put16(bytes, 2, port);
    put16(bytes, 4, 8 + length);
    return bytes;
  }

  /** Frames sent since the last call. */
  taken(): Uint8Array[] {
    return this.device.sent.splice(0);
  }
}

function icmp(type: number, code: number, parameter: number, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + body.length);
  bytes[0] = type;
  bytes[1] = code;
  put32(bytes, 4, parameter);
  bytes.set(body, 8);
  put16(bytes, 2, checksum(bytes, 0, bytes.length));
  return bytes;
}

test('an echo is answered with the same data', () => {
  const host = new Host();
  host.ip(1, icmp(8, 0, 0x12340001, hexBytes('6162636465')));
  const [frame] = host.taken();
  assert.equal(hexText(frame!, 0, 14), `${PEER_HARDWARE}${OWN_HARDWARE}0800`);
  assert.equal(hexText(frame!, 26, 34), '0a0000010a000002');
  assert.equal(hexText(frame!, 34), hexText(icmp(0, 0, 0x12340001, hexBytes('6162636465'))));
});

test('echoes to all, of no card, or too many, are not answered', () => {
  const host = new Host();
  const echo = icmp(8, 0, 1, hexBytes('61'));
  host.ip(1, echo, { destination: 0x0a0000ff }, 'ffffffffffff');
  host.ip(1, echo, { destination: 0xffffffff }, 'ffffffffffff');
  host.ip(1, echo, { destination: 0xe0000001 }, '01005e000001');
  host.ip(1, echo, {}, 'ffffffffffff');
  host.ip(1, echo, {}, '525400000077');
  const bad = Uint8Array.from(echo);
  bad[8] = 0x62;
  host.ip(1, bad);
  assert.equal(host.taken().length, 0);
  for (let i = 0; i < 300; i++) host.ip(1, echo);
  assert.equal(host.taken().length, 100);
  assert.equal(host.stack.ipv4.icmp.counters.rateLimited, 200);
});

test('packets from where none can come are dropped', () => {
  const host = new Host();
  for (const source of [0x7f000001, 0xe0000001, 0xffffffff, 0xf0000001, 0, 1, OWN, 0x0a0000ff]) {
    host.ip(17, host.udp(7000), { source });
  }
  assert.equal(host.stack.ipv4.input.counters.martian, 8);
  host.ip(17, host.udp(7000), { destination: 0x7f000001 });
  host.ip(17, host.udp(7000), { destination: 0x0a000003 });
  assert.equal(host.stack.ipv4.input.counters.notForUs, 2);
  host.ip(17, host.udp(7000), { destination: 0 });
  assert.equal(host.received.length, 0);
  host.ip(17, host.udp(7000));
  assert.equal(host.received.length, 1);
});

test('a closed port and an unknown protocol are told of, but never a broadcast, an error or a later fragment', () => {
  const host = new Host();
  host.ip(17, host.udp(9999));
  host.ip(99, new Uint8Array(30));
  const [port, protocol] = host.taken();
  assert.equal(hexText(port!, 34, 36), '0303');
  assert.equal(checksum(port!, 34, port!.length), 0);
  // The quoted packet is what came.
  assert.equal(hexText(port!, 62), hexText(host.udp(9999)));
  assert.equal(hexText(protocol!, 34, 36), '0302');
  host.ip(17, host.udp(9999), { destination: 0x0a0000ff }, 'ffffffffffff');
  host.ip(17, host.udp(9999), { source: 0 });
  host.ip(99, new Uint8Array(30), { destination: 0xe0000001 }, '01005e000001');
  assert.equal(host.taken().length, 0);
  for (let i = 0; i < 100; i++) host.ip(17, host.udp(9999));
  assert.ok(host.taken().length <= 20);
});

test('fragments become datagrams, and tiny ones do not', () => {
  const host = new Host();
  const whole = host.udp(7000, 40);
  const first = { identification: 5, moreFragments: true };
  host.ip(17, whole.slice(0, 24), first);
  host.ip(17, whole.slice(24), { identification: 5, fragmentOffset: 24 });
  assert.equal(host.received.length, 1);
  assert.equal(host.received[0]!.length, 40);
  // RFC 1858: the ports of TCP would lie in the second.
  host.ip(6, new Uint8Array(8), { ...first, identification: 6 });
  host.ip(6, new Uint8Array(16), { identification: 6, fragmentOffset: 8 });
  assert.equal(host.stack.ipv4.input.counters.tinyFragments, 2);
  assert.equal(host.stack.ipv4.input.reassembly.size, 0);
});

test('a datagram that stays incomplete is told of when its beginning is here', () => {
  const host = new Host();
  const whole = host.udp(7000, 40);
  host.ip(17, whole.slice(0, 24), { identification: 5, moreFragments: true });
  host.ip(17, whole.slice(0, 24), { identification: 6, moreFragments: true, fragmentOffset: 24 });
  host.stack.poll(30_000);
  const frames = host.taken().filter((frame) => get16(frame, 12) === 0x0800);
  assert.equal(frames.length, 1);
  assert.equal(hexText(frames[0]!, 34, 36), '0b01');
  assert.equal(hexText(frames[0]!, 62), hexText(whole.slice(0, 24)));
});

/** What an ICMP error quotes: the beginning of a datagram that the host has sent to `destination`. */
function quote(host: Host, destination: number, length = 8): Uint8Array {
  const bytes = new Uint8Array(20 + length);
  const header = Object.assign(new Ipv4Header(), {
    source: OWN,
    destination,
    protocol: 17,
    totalLength: 1500,
    timeToLive: 1,
  });
  header.emit(bytes, 0);
  put16(bytes, 20, host.socket.localPort);
  put16(bytes, 22, 53);
  return bytes;
}

test('a smaller path MTU is believed down to 552, and forgotten after ten minutes', () => {
  const host = new Host();
  const far = IpAddress.ipv4(0x08080808);
  const tooBig = (mtu: number): void => host.ip(1, icmp(3, 4, mtu, quote(host, far.d)));
  assert.equal(host.stack.pathMtu(far), 1500);
  tooBig(1400);
  assert.equal(host.stack.pathMtu(far), 1400);
  tooBig(1450);
  assert.equal(host.stack.pathMtu(far), 1400, 'an error does not make it larger');
  tooBig(68);
  assert.equal(host.stack.pathMtu(far), 552);
  assert.equal(host.stack.pathMtu(PEER_ADDRESS), 1500, 'another destination');
  const data = new Uint8Array(1000);
  host.taken();
  assert.equal(host.socket.send(data, 0, 1000, far, 53), 'sent');
  const sizes = host.taken().map((frame) => frame.length - 14);
  assert.deepEqual(sizes, [548, 500]);
  host.stack.setTime(600_000);
  assert.equal(host.stack.pathMtu(far), 1500);
});

test('a router without the size of its MTU makes us try the next common one', () => {
  const host = new Host();
  const far = IpAddress.ipv4(0x08080808);
  host.ip(1, icmp(3, 4, 0, quote(host, far.d)));
  assert.equal(host.stack.pathMtu(far), 1492);
  host.ip(1, icmp(3, 4, 0, quote(host, far.d)));
  assert.equal(host.stack.pathMtu(far), 1006);
});

test('errors come to the socket that they are about, and to none when they are made up', () => {
  const host = new Host();
  const far = 0x08080808;
  host.ip(1, icmp(3, 3, 0, quote(host, far)));
  host.ip(1, icmp(3, 1, 0, quote(host, far)));
  host.ip(1, icmp(3, 13, 0, quote(host, far)));
  host.ip(1, icmp(11, 0, 0, quote(host, far)));
  assert.deepEqual(host.errors, [
    'unreachable-port',
    'unreachable-host',
    'prohibited',
    'time-exceeded',
  ]);
  const foreign = quote(host, far);
  put32(foreign, 12, 0x0a000009);
  host.ip(1, icmp(3, 3, 0, foreign));
  host.ip(1, icmp(3, 3, 0, quote(host, far, 4)));
  host.ip(1, icmp(3, 3, 0, quote(host, far).slice(0, 19)));
  const later = quote(host, far);
  later[7] = 1;
  host.ip(1, icmp(3, 3, 0, later));
  assert.equal(host.errors.length, 4);
});

test('ARP requests for us are answered, and only those', () => {
  const host = new Host();
  host.arp(1, PEER, PEER_HARDWARE, OWN, 'ffffffffffff');
  host.arp(1, PEER, PEER_HARDWARE, 0x0a000003, 'ffffffffffff');
  host.arp(1, 0, PEER_HARDWARE, OWN, 'ffffffffffff');
  const frames = host.taken();
  assert.deepEqual(
    frames.map((frame) => hexText(frame, 20, 42)),
    [
      `0002${OWN_HARDWARE}0a000001${PEER_HARDWARE}0a000002`,
      // A probe is answered so that the prober gives up.
      `0002${OWN_HARDWARE}0a000001${PEER_HARDWARE}00000000`,
    ],
  );
});

test('ARP cannot be filled or turned by who was not asked', () => {
  const host = new Host();
  const cache = host.stack.ipv4.arp.neighbours;
  assert.equal(cache.size, 1);
  for (let i = 3; i < 200; i++) host.arp(2, 0x0a000000 + i, '525400000099', OWN);
  host.arp(1, 0x0a000050, '525400000099', 0x0a000051, 'ffffffffffff');
  host.arp(1, 0x0b000001, '525400000099', OWN);
  host.arp(1, 0x0a0000ff, '525400000099', OWN);
  host.arp(1, 0x0a000050, 'ffffffffffff', OWN);
  assert.equal(cache.size, 1);
  // A known neighbour may have got another card.
  host.arp(1, PEER, '525400000099', PEER, 'ffffffffffff');
  assert.equal(cache.find(PEER_ADDRESS)!.low, 0x00000099);
});

test('who uses our address is told that it is ours, now and then', () => {
  const host = new Host();
  host.stack.setTime(1);
  for (let i = 0; i < 5; i++) host.arp(1, OWN, '525400000099', OWN, 'ffffffffffff');
  const frames = host.taken();
  assert.equal(frames.length, 1);
  assert.equal(hexText(frames[0]!, 0, 6), 'ffffffffffff');
  assert.equal(hexText(frames[0]!, 28, 32), '0a000001');
  assert.equal(host.stack.ipv4.arp.counters.conflicts, 5);
});

test('groups are reported, asked for, and left', () => {
  const host = new Host();
  const group = IpAddress.ipv4(0xefff0001);
  assert.ok(host.socket.join(group));
  assert.ok(!host.socket.join(group), 'once is enough');
  const igmp = (): string[] =>
    host
      .taken()
      .filter((frame) => frame[23] === 2)
      .map((frame) => hexText(frame, 30, 35) + ' ' + hexText(frame, 38));
  assert.deepEqual(igmp(), ['efff000116 efff0001']);
  host.stack.poll(20_000);
  assert.deepEqual(igmp(), ['efff000116 efff0001'], 'once more, since one may be lost');
  const query = hexBytes('1164 0000 00000000');
  put16(query, 2, checksum(query, 0, 8));
  host.stack.setTime(20_000);
  host.ip(2, query, { destination: 0xe0000001 }, '01005e000001');
  host.stack.poll(30_001);
  assert.deepEqual(igmp(), ['efff000116 efff0001']);
  host.socket.leave(group);
  assert.deepEqual(igmp(), ['e000000217 efff0001']);
});
