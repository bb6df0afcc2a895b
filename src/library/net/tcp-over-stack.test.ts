import assert from 'node:assert/strict';
import test from 'node:test';
import { TYPE_A } from '../base/dns-message.ts';
import { NetSimulation, type SimulatedDevice } from '../../../test/fakes/net-simulation.ts';
import { DnsClient } from './dns/dns-client.ts';

import { IpAddress, UNSPECIFIED } from './ip-address.ts';
import type { Stack } from './stack.ts';
import type { TcpConnection, TcpFailure, TcpHandler } from './tcp/connection.ts';
import { TcpDnsStreams } from './tcp/tcp-dns-streams.ts';
import { TcpStack } from './tcp/tcp-stack.ts';
import { UdpSocket } from './udp-socket.ts';

const A = IpAddress.ipv4(0x0a000001);
const B = IpAddress.ipv4(0x0a000002);
const PORT = 80;

interface Host {
  stack: Stack;
  tcp: TcpStack;
  device: SimulatedDevice;
}

function host(net: NetSimulation, number: number, address: IpAddress): Host {
  const { stack, device } = net.add(number);
  const tcp = new TcpStack(stack, stack.random);
  stack.register(6, tcp);
  stack.addPolled(tcp);
  stack.ipv4.configuration.addAddress(address.d, 24);
  return { stack, tcp, device };
}

/** Collects what comes, and writes what is given. */
class End implements TcpHandler {
  connection: TcpConnection | null = null;
  readonly received: number[] = [];
  length = 0;
  ended = false;
  gone: TcpFailure | null | undefined = undefined;
  #data: Uint8Array = new Uint8Array(0);
  #at = 0;

  send(data: Uint8Array): void {
    this.#data = data;
    this.onDrain();
  }
  onConnect(): void {
    this.onDrain();
  }
  onData(bytes: Uint8Array, start: number, end: number): void {
    for (let i = start; i < end; i++) this.received.push(bytes[i]!);
    this.length += end - start;
  }
  onDrain(): void {
    if (this.connection === null) return;
    const left = this.#data.length - this.#at;
    this.#at += this.connection.write(this.#data, this.#at, left);
  }
  onEnd(): void {
    this.ended = true;
  }
  onGone(failure: TcpFailure | null): void {
    this.gone = failure;
  }
}

function connect(from: Host, to: IpAddress, handler: End): TcpConnection {
  const connection = from.tcp.connect(null, 0, to, PORT, handler);
  assert.ok(typeof connection !== 'string', String(connection));
  handler.connection = connection;
  return connection;
}

function listen(on: Host): End {
  const end = new End();
  const listener = on.tcp.listen(UNSPECIFIED, PORT, false, 8, (connection) => {
    connection.handler = end;
    end.connection = connection;
  });
  assert.notEqual(listener, null);
  return end;
}

const DATA = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 13 + (i >> 8)) & 255);

function isWhole(end: End): boolean {
  return Buffer.from(end.received).equals(Buffer.from(DATA));
}

test('a connection carries data over IPv4, IPv6 and loopback', () => {
  const net = new NetSimulation();
  const a = host(net, 1, A);
  const b = host(net, 2, B);
  a.stack.ipv6.start(net.nowMillis);
  b.stack.ipv6.start(net.nowMillis);
  net.run(3000);
  const cases: [Host, IpAddress][] = [
    [b, B],
    [b, b.stack.ipv6.configuration.addresses[0]!.address],
    [a, IpAddress.ipv4(0x7f000001)],
    [a, new IpAddress(0, 0, 0, 1)],
  ];
  for (const [server, address] of cases) {
    const end = new End();
    const listener = server.tcp.listen(UNSPECIFIED, PORT, false, 8, (connection) => {
      connection.handler = end;
    });
    const client = new End();
    connect(a, address, client);
    client.send(DATA);
    net.run(5000);
    assert.ok(isWhole(end), `${address}: ${end.length}`);
    server.tcp.closeListener(listener!);
  }
  assert.equal(a.stack.pool.inUse, 0);
  assert.equal(b.stack.pool.inUse, 0);
});

test('a connection survives a path that becomes narrower', () => {
  const net = new NetSimulation();
  const a = host(net, 1, A);
  const b = host(net, 2, B);
  const end = listen(b);
  const client = new End();
  connect(a, B, client);
  net.run(100);
  // What is longer than 1,000 bytes is too big from now on; the router says so.
  const router = host(net, 3, IpAddress.ipv4(0x0a000003));
  let told = 0;
  net.filter = (frame, from) => {
    if (from !== a.device || frame.length <= 1014 || frame[12] !== 8) return frame;
    told++;
    const quoted = frame.slice(14, 42);
    const packet = router.stack.allocate(8 + quoted.length)!;
    packet.bytes.set([3, 4, 0, 0, 0, 0, 1000 >> 8, 1000 & 255], packet.start);
    packet.bytes.set(quoted, packet.start + 8);
    packet.end = packet.start + 8 + quoted.length;
    let sum = 0;
    for (let i = packet.start; i < packet.end; i += 2) {
      sum += packet.bytes[i]! * 256 + packet.bytes[i + 1]!;
    }
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
    packet.bytes[packet.start + 2] = (sum ^ 0xffff) >> 8;
    packet.bytes[packet.start + 3] = (sum ^ 0xffff) & 255;
    router.stack.send(packet, IpAddress.ipv4(0x0a000003), A, 1, -1);
    return null;
  };
  client.send(DATA);
  net.run(10_000);
  assert.ok(told > 0);
  assert.equal(a.stack.pathMtu(B), 1000);
  assert.ok(isWhole(end), String(end.length));
});

test('a connection to a host that is not there fails, and to a closed port is refused', () => {
  const net = new NetSimulation();
  const a = host(net, 1, A);
  host(net, 2, B);
  const refused = new End();
  connect(a, B, refused);
  const lost = new End();
  connect(a, IpAddress.ipv4(0x0a000063), lost);
  assert.equal(a.tcp.connect(null, 0, IpAddress.ipv4(0x08080808), 80, new End()), 'no-route');
  net.run(100);
  assert.equal(refused.gone, 'refused');
  net.run(300_000);
  assert.ok(lost.gone === 'unreachable-host' || lost.gone === 'timed-out', String(lost.gone));
  assert.equal(a.stack.pool.inUse, 0);
});

test('a device that has no room now and then slows a connection down, and no more', () => {
  const net = new NetSimulation();
  const a = host(net, 1, A);
  const b = host(net, 2, B);
  const end = listen(b);
  const client = new End();
  connect(a, B, client);
  net.run(10);
  client.send(DATA);
  for (let i = 0; i < 400; i++) {
    a.device.isFull = i % 2 === 0;
    if (!a.device.isFull) a.stack.onTransmitRoom();
    net.run(10);
  }
  assert.ok(isWhole(end), String(end.length));
});

test('a long DNS answer comes over TCP', () => {
  const net = new NetSimulation();
  const a = host(net, 1, A);
  const b = host(net, 2, B);
  const answer = (query: Uint8Array, count: number): Uint8Array => {
    const bytes = [...query];
    bytes[2] = count === 0 ? 0x83 : 0x81;
    bytes[3] = 0x80;
    bytes[7] = count;
    for (let i = 0; i < count; i++) {
      bytes.push(0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 1, 1, i);
    }
    return Uint8Array.from(bytes);
  };
  const socket = b.stack.udp.bind(UNSPECIFIED, 53, {
    onDatagram: (source, port, _to, bytes, start, end) => {
      const reply = answer(bytes.slice(start, end), 0);
      (socket as UdpSocket).send(reply, 0, reply.length, source, port);
    },
    onError: () => {},
  });
  const server = new End();
  b.tcp.listen(UNSPECIFIED, 53, false, 8, (connection) => {
    connection.handler = server;
    server.connection = connection;
    server.onData = (bytes, start, end) => {
      const reply = answer(bytes.slice(start + 2, end), 50);
      server.send(Uint8Array.of(reply.length >> 8, reply.length & 255, ...reply));
    };
  });
  const client = new DnsClient(a.stack.udp, a.stack.random, new TcpDnsStreams(a.tcp), () =>
    a.stack.wantPoll(),
  );
  client.setServers([B]);
  a.stack.addPolled(client);
  let found = 0;
  client.resolve('many.example', TYPE_A, net.nowMillis, (addresses) => {
    found = addresses.length;
  });
  net.run(1000);
  assert.equal(found, 50);
  assert.ok(server.ended);
});

test('a SYN to everybody is answered by nobody (RFC 1122 §4.2.3.10)', () => {
  const net = new NetSimulation();
  const a = host(net, 1, A);
  const b = host(net, 2, B);
  b.tcp.listen(UNSPECIFIED, PORT, false, 8, () => assert.fail('accepted'));
  const connection = a.tcp.connect(A, 0, IpAddress.ipv4(0x0a0000ff), PORT, null);
  assert.ok(typeof connection !== 'string');
  net.run(5000);
  assert.ok(a.tcp.counters.segmentsSent > 0);
  assert.equal(b.tcp.counters.segmentsReceived, 0);
  assert.equal(a.tcp.connect(A, 0, IpAddress.ipv4(0xe0000001), PORT, null), 'no-route');
});
