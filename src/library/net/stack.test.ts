import assert from 'node:assert/strict';
import test from 'node:test';
import { NetSimulation, type SimulatedDevice } from '../../../test/fakes/net-simulation.ts';
import { IpAddress, UNSPECIFIED, UNSPECIFIED_IPV4 } from './ip-address.ts';
import type { IcmpErrorKind } from './ip-layer.ts';
import type { Stack } from './stack.ts';
import { UdpSocket } from './udp-socket.ts';
import { get16 } from './wire/byte-order.ts';

const A = IpAddress.ipv4(0x0a000001);
const B = IpAddress.ipv4(0x0a000002);

class Mailbox {
  readonly received: { from: string; to: string; data: Uint8Array }[] = [];
  readonly errors: IcmpErrorKind[] = [];
  onDatagram(
    source: IpAddress,
    port: number,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): void {
    const data = bytes.slice(start, end);
    this.received.push({ from: `${source}#${port}`, to: String(destination), data });
  }
  onError(kind: IcmpErrorKind): void {
    this.errors.push(kind);
  }
}

function bind(stack: Stack, address: IpAddress, port: number, box: Mailbox): UdpSocket {
  const socket = stack.udp.bind(address, port, box);
  assert.ok(socket instanceof UdpSocket, String(socket));
  return socket;
}

function bytesOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 255);
}

function twoHosts(): { net: NetSimulation; a: Stack; b: Stack; deviceA: SimulatedDevice } {
  const net = new NetSimulation();
  const { stack: a, device: deviceA } = net.add(1);
  const { stack: b } = net.add(2);
  a.ipv4.configuration.addAddress(A.d, 24);
  b.ipv4.configuration.addAddress(B.d, 24);
  return { net, a, b, deviceA };
}

function noPacketIsLost(net: NetSimulation): void {
  for (const { stack } of net.hosts) assert.equal(stack.pool.inUse, 0);
}

test('datagrams go between two hosts over IPv4, the first after ARP', () => {
  const { net, a, b, deviceA } = twoHosts();
  const boxA = new Mailbox();
  const boxB = new Mailbox();
  const from = bind(a, UNSPECIFIED_IPV4, 5000, boxA);
  const to = bind(b, UNSPECIFIED_IPV4, 6000, boxB);
  const data = bytesOf(100);
  assert.equal(from.send(data, 10, 60, B, 6000), 'sent');
  assert.equal(get16(deviceA.sent[0]!, 12), 0x0806);
  net.run(10);
  assert.equal(boxB.received.length, 1);
  assert.equal(boxB.received[0]!.from, '10.0.0.1#5000');
  assert.deepEqual(boxB.received[0]!.data, data.slice(10, 60));
  assert.equal(to.send(data, 0, 1, A, 5000), 'sent');
  net.run(10);
  assert.equal(boxA.received.length, 1);
  // The request told B all that it needs.
  assert.equal(b.ipv4.arp.counters.requestsSent, 0);
  noPacketIsLost(net);
});

test('datagrams go between two hosts over IPv6 link-local addresses', () => {
  const { net, a, b } = twoHosts();
  a.ipv6.start(net.nowMillis);
  b.ipv6.start(net.nowMillis);
  net.run(3000);
  const address = b.ipv6.configuration.addresses[0]!.address;
  assert.equal(String(address), 'fe80::5054:ff:fe00:2');
  assert.equal(b.ipv6.configuration.addresses[0]!.state, 'valid');
  const box = new Mailbox();
  bind(b, UNSPECIFIED, 6000, box);
  const socket = bind(a, UNSPECIFIED, 0, new Mailbox());
  assert.equal(socket.send(bytesOf(5), 0, 5, address, 6000), 'sent');
  net.run(10);
  assert.equal(box.received.length, 1);
  assert.equal(box.received[0]!.from, `fe80::5054:ff:fe00:1#${socket.localPort}`);
  noPacketIsLost(net);
});

test('what is too long for a frame is fragmented and put together again', () => {
  const { net, a, b } = twoHosts();
  a.ipv6.start(net.nowMillis);
  b.ipv6.start(net.nowMillis);
  net.run(3000);
  const box = new Mailbox();
  bind(b, UNSPECIFIED, 6000, box);
  const socket = bind(a, UNSPECIFIED, 0, new Mailbox());
  const to = [B, b.ipv6.configuration.addresses[0]!.address];
  for (const address of to) {
    for (const length of [1472, 1473, 3000, 20_000]) {
      box.received.length = 0;
      assert.equal(socket.send(bytesOf(length), 0, length, address, 6000), 'sent');
      net.run(10);
      assert.equal(box.received.length, 1, `${address} ${length}`);
      assert.deepEqual(box.received[0]!.data, bytesOf(length));
    }
  }
  // Once the neighbour is known there is no queue to be too short for the largest.
  assert.equal(socket.send(bytesOf(65507), 0, 65507, B, 6000), 'sent');
  net.run(10);
  assert.deepEqual(box.received[1]!.data, bytesOf(65507));
  assert.equal(socket.send(bytesOf(65508), 0, 65508, B, 6000), 'too-long');
  noPacketIsLost(net);
});

test('a port where nobody listens is told of, once for the one who asked', () => {
  const { net, a, b } = twoHosts();
  a.ipv6.start(net.nowMillis);
  b.ipv6.start(net.nowMillis);
  net.run(3000);
  const box = new Mailbox();
  const socket = bind(a, UNSPECIFIED, 0, box);
  const other = new Mailbox();
  bind(a, UNSPECIFIED, 0, other);
  socket.send(bytesOf(5), 0, 5, B, 7);
  net.run(10);
  assert.deepEqual(box.errors, ['unreachable-port']);
  socket.send(bytesOf(5), 0, 5, b.ipv6.configuration.addresses[0]!.address, 7);
  net.run(10);
  assert.deepEqual(box.errors, ['unreachable-port', 'unreachable-port']);
  assert.deepEqual(other.errors, []);
  noPacketIsLost(net);
});

test('a neighbour that does not answer is an error after three requests', () => {
  const { net, a } = twoHosts();
  const box = new Mailbox();
  const socket = bind(a, UNSPECIFIED, 0, box);
  socket.send(bytesOf(5), 0, 5, IpAddress.ipv4(0x0a000063), 7);
  net.run(2900);
  assert.deepEqual(box.errors, []);
  net.run(200);
  assert.deepEqual(box.errors, ['unreachable-host']);
  assert.equal(a.ipv4.arp.counters.requestsSent, 3);
  noPacketIsLost(net);
});

test('without a route nothing is sent', () => {
  const { net, a } = twoHosts();
  const socket = bind(a, UNSPECIFIED, 0, new Mailbox());
  assert.equal(socket.send(bytesOf(5), 0, 5, IpAddress.ipv4(0x08080808), 53), 'no-route');
  assert.equal(socket.send(bytesOf(5), 0, 5, new IpAddress(0x20010db8, 0, 0, 1), 53), 'no-route');
  noPacketIsLost(net);
});

test('the host hears itself on loopback and own addresses without a frame', () => {
  const { net, a, deviceA } = twoHosts();
  const box = new Mailbox();
  bind(a, UNSPECIFIED, 6000, box);
  const socket = bind(a, UNSPECIFIED, 5000, box);
  for (const to of [IpAddress.ipv4(0x7f000001), A, new IpAddress(0, 0, 0, 1)]) {
    assert.equal(socket.send(bytesOf(40_000), 0, 40_000, to, 6000), 'sent');
    assert.equal(socket.send(bytesOf(4), 0, 4, to, 6001), 'sent');
  }
  net.run(10);
  assert.deepEqual(
    box.received.map((one) => `${one.from} ${one.to} ${one.data.length}`),
    ['127.0.0.1#5000 127.0.0.1 40000', '10.0.0.1#5000 10.0.0.1 40000', '::1#5000 ::1 40000'],
  );
  assert.deepEqual(box.errors, ['unreachable-port', 'unreachable-port', 'unreachable-port']);
  assert.equal(deviceA.sent.length, 0);
  noPacketIsLost(net);
});

test('the loopback queue is bounded', () => {
  const { net, a } = twoHosts();
  const box = new Mailbox();
  bind(a, UNSPECIFIED, 6000, box);
  const socket = bind(a, UNSPECIFIED, 5000, box);
  const results = new Set<string>();
  for (let i = 0; i < 300; i++) results.add(socket.send(bytesOf(4), 0, 4, A, 6000));
  assert.deepEqual([...results], ['sent', 'no-memory']);
  net.run(10);
  assert.equal(box.received.length, 256);
  noPacketIsLost(net);
});

test('a broadcast needs permission and reaches every socket of the port', () => {
  const { net, a, b } = twoHosts();
  const box = new Mailbox();
  for (let i = 0; i < 2; i++) {
    assert.ok(b.udp.bind(UNSPECIFIED_IPV4, 6000, box, false, true) instanceof UdpSocket);
  }
  const socket = bind(a, UNSPECIFIED_IPV4, 0, new Mailbox());
  const all = IpAddress.ipv4(0x0a0000ff);
  assert.equal(socket.send(bytesOf(3), 0, 3, all, 6000), 'not-allowed');
  socket.broadcastAllowed = true;
  assert.equal(socket.send(bytesOf(3), 0, 3, all, 6000), 'sent');
  assert.equal(socket.send(bytesOf(3), 0, 3, IpAddress.ipv4(0xffffffff), 6000), 'sent');
  net.run(10);
  assert.equal(box.received.length, 4);
  // Nobody listens on this one; a broadcast is never answered with an error.
  socket.send(bytesOf(3), 0, 3, all, 6001);
  net.run(10);
  assert.equal(b.ipv4.icmp.counters.errorsSent, 0);
});

test('a group reaches its members only, the sender among them', () => {
  const { net, a, b } = twoHosts();
  a.ipv6.start(net.nowMillis);
  b.ipv6.start(net.nowMillis);
  net.run(3000);
  for (const group of [IpAddress.ipv4(0xefff0001), new IpAddress(0xff020000, 0, 0, 0x1234)]) {
    const boxA = new Mailbox();
    const boxB = new Mailbox();
    const socketA = bind(a, UNSPECIFIED, 6000, boxA);
    const socketB = bind(b, UNSPECIFIED, 6000, boxB);
    assert.equal(socketA.send(bytesOf(3), 0, 3, group, 6000), 'sent');
    net.run(10);
    assert.equal(boxB.received.length, 0);
    assert.ok(socketB.join(group) && socketA.join(group));
    assert.equal(socketA.send(bytesOf(3), 0, 3, group, 6000), 'sent');
    net.run(10);
    assert.equal(boxB.received.length, 1, String(group));
    assert.equal(boxA.received.length, 1, String(group));
    socketB.close();
    socketA.send(bytesOf(3), 0, 3, group, 6000);
    net.run(10);
    assert.equal(boxB.received.length, 1);
    socketA.close();
  }
  noPacketIsLost(net);
});

test('ports are taken and free as sockets come and go', () => {
  const { a } = twoHosts();
  const box = new Mailbox();
  const socket = bind(a, UNSPECIFIED_IPV4, 6000, box);
  assert.equal(a.udp.bind(UNSPECIFIED, 6000, box), 'address-in-use');
  assert.equal(a.udp.bind(UNSPECIFIED_IPV4, 6000, box), 'address-in-use');
  const v6 = a.udp.bind(UNSPECIFIED, 6000, box, true);
  assert.ok(v6 instanceof UdpSocket, 'IPv6 alone does not meet IPv4');
  assert.equal(a.udp.bind(A, 6000, box), 'address-in-use');
  assert.equal(a.udp.bind(B, 6000, box), 'address-not-available');
  socket.close();
  const exact = bind(a, A, 6000, box);
  const local = bind(a, IpAddress.ipv4(0x7f000001), 6000, box);
  exact.close();
  local.close();
  v6.close();
  bind(a, UNSPECIFIED, 6000, box).close();
  assert.equal(socket.send(bytesOf(1), 0, 1, B, 1), 'closed');
  const ports = new Set<number>();
  for (let i = 0; i < 200; i++) ports.add(bind(a, UNSPECIFIED, 0, box).localPort);
  assert.equal(ports.size, 200);
});

test('a connected socket hears its peer only, and before others', () => {
  const { net, a, b } = twoHosts();
  const any = new Mailbox();
  const peer = new Mailbox();
  assert.ok(b.udp.bind(UNSPECIFIED, 6000, any, false, true) instanceof UdpSocket);
  const connected = b.udp.bind(UNSPECIFIED, 6000, peer, false, true);
  assert.ok(connected instanceof UdpSocket && connected.connect(A, 5000));
  bind(a, UNSPECIFIED, 5000, new Mailbox()).send(bytesOf(1), 0, 1, B, 6000);
  bind(a, UNSPECIFIED, 5001, new Mailbox()).send(bytesOf(2), 0, 2, B, 6000);
  net.run(10);
  assert.deepEqual(
    peer.received.map((one) => one.data.length),
    [1],
  );
  assert.deepEqual(
    any.received.map((one) => one.data.length),
    [2],
  );
});

test('what a device has no room for waits in order, up to a bound', () => {
  const { net, a, b, deviceA } = twoHosts();
  const box = new Mailbox();
  bind(b, UNSPECIFIED, 6000, box);
  const socket = bind(a, UNSPECIFIED, 5000, new Mailbox());
  socket.send(bytesOf(1), 0, 1, B, 6000);
  net.run(10);
  box.received.length = 0;
  deviceA.isFull = true;
  const data = new Uint8Array(4);
  for (let i = 0; i < 256; i++) {
    data[0] = i;
    assert.equal(socket.send(data, 0, 4, B, 6000), 'sent');
  }
  assert.equal(socket.send(data, 0, 4, B, 6000), 'no-memory');
  assert.equal(socket.send(bytesOf(9000), 0, 9000, B, 6000), 'no-memory');
  assert.equal(a.link.counters.delayed, 256);
  assert.equal(a.link.counters.dropped, 2);
  a.onTransmitRoom();
  assert.equal(a.link.waiting, 256);
  deviceA.isFull = false;
  a.onTransmitRoom();
  net.run(10);
  assert.deepEqual(
    box.received.map((one) => one.data[0]),
    Array.from({ length: 256 }, (_, i) => i),
  );
  assert.equal(socket.send(data, 0, 4, B, 6000), 'sent');
  noPacketIsLost(net);
});

test('frames go to the device in one notification a round', () => {
  const { net, a, deviceA } = twoHosts();
  const socket = bind(a, UNSPECIFIED, 5000, new Mailbox());
  socket.send(bytesOf(1), 0, 1, B, 6000);
  net.run(10);
  const before = deviceA.flushes;
  for (let i = 0; i < 10; i++) socket.send(bytesOf(1), 0, 1, B, 6000);
  a.poll(net.nowMillis);
  a.poll(net.nowMillis);
  assert.equal(deviceA.flushes, before + 1);
});

test('checksums are left to a device that can do them, but not of fragments', () => {
  const net = new NetSimulation();
  const features = {
    transmitChecksum: true,
    receiveChecksum: true,
    segmentation4: true,
    segmentation6: false,
  };
  const { stack: a, device } = net.add(1, features);
  const { stack: b } = net.add(2);
  a.ipv4.configuration.addAddress(A.d, 24);
  b.ipv4.configuration.addAddress(B.d, 24);
  const box = new Mailbox();
  bind(b, UNSPECIFIED, 6000, box);
  const socket = bind(a, UNSPECIFIED, 5000, new Mailbox());
  socket.send(bytesOf(4), 0, 4, B, 6000);
  net.run(10);
  const frame = device.sent.at(-1)!;
  assert.deepEqual(device.offloads.at(-1), {
    checksumStart: 34,
    checksumOffset: 6,
    segmentSize: 0,
    headerLength: 0,
  });
  // The pseudo header alone: 10.0.0.1 + 10.0.0.2 + 17 + 12.
  assert.equal(get16(frame, 40), 0x0a00 + 1 + 0x0a00 + 2 + 17 + 12);
  assert.equal(b.udp.counters.badChecksum, 1);
  socket.send(bytesOf(4000), 0, 4000, B, 6000);
  net.run(10);
  assert.equal(device.offloads.at(-1)!.checksumStart, 0);
  assert.deepEqual(
    box.received.map((one) => one.data.length),
    [4000],
  );
  assert.equal(a.segmentation(B), 65535 - 80);
  assert.equal(a.segmentation(new IpAddress(0xfe800000, 0, 0, 1)), 0);
});

test('a segmented TCP packet tells the device the length of its headers', () => {
  const net = new NetSimulation();
  const features = {
    transmitChecksum: true,
    receiveChecksum: true,
    segmentation4: true,
    segmentation6: true,
  };
  const { stack: a, device } = net.add(1, features);
  const { stack: b } = net.add(2);
  a.ipv4.configuration.addAddress(A.d, 24);
  b.ipv4.configuration.addAddress(B.d, 24);
  const packet = a.allocate(32_000)!;
  packet.bytes.fill(0, packet.start, packet.start + 24);
  packet.bytes[packet.start + 12] = 0x60;
  packet.end = packet.start + 24 + 20_000;
  packet.segmentSize = 1448;
  assert.ok(a.send(packet, A, B, 6, 16));
  net.run(10);
  const frame = device.sent.at(-1)!;
  assert.equal(frame.length, 14 + 20 + 24 + 20_000);
  assert.deepEqual(device.offloads.at(-1), {
    checksumStart: 34,
    checksumOffset: 16,
    segmentSize: 1448,
    headerLength: 58,
  });
});
