import assert from 'node:assert/strict';
import test from 'node:test';
import { NetSimulation } from '../../../test/fakes/net-simulation.ts';
import type { DatagramHandler, DatagramOptions, DatagramSocket } from '../interfaces/datagram.ts';
import { setEventLoop } from '../interfaces/timer.ts';
import { Loop } from '../system/loop.ts';
import type { Stack } from './stack.ts';
import { openStackDatagrams } from './stack-datagrams.ts';

interface Setting {
  simulation: NetSimulation;
  /** 10.0.0.1 and 10.0.0.2, both with IPv6. */
  a: Stack;
  b: Stack;
  loop: Loop;
  errors: unknown[];
}

function setUp(): Setting {
  const simulation = new NetSimulation();
  const { stack: a } = simulation.add(1);
  const { stack: b } = simulation.add(2);
  a.ipv4.configuration.addAddress(0x0a000001, 24);
  b.ipv4.configuration.addAddress(0x0a000002, 24);
  const errors: unknown[] = [];
  const poller = { nowMillis: () => simulation.nowMillis, wait: () => {}, onSignal: () => false };
  const loop = new Loop(
    poller,
    () => {},
    (error) => errors.push(error),
  );
  setEventLoop(loop);
  return { simulation, a, b, loop, errors };
}

const silent: DatagramHandler = { onDatagram() {}, onError() {} };

function open(
  stack: Stack,
  options: Partial<DatagramOptions> = {},
  handler: DatagramHandler = silent,
): DatagramSocket {
  const address = options.family === 6 ? '::' : '0.0.0.0';
  const whole = { family: 4, address, port: 0, ...options } as DatagramOptions;
  const socket = openStackDatagrams(stack.udp, whole, handler);
  assert.ok(typeof socket !== 'number', String(socket));
  return socket;
}

function failure(stack: Stack, options: Partial<DatagramOptions>): unknown {
  const whole = { family: 4, address: '0.0.0.0', port: 0, ...options } as DatagramOptions;
  return openStackDatagrams(stack.udp, whole, silent);
}

function logging(log: string[]): DatagramHandler {
  return {
    onDatagram: (bytes, start, end, { address, family, port }) =>
      log.push(`${Buffer.from(bytes.subarray(start, end))} ${address} ${family} ${port}`),
    onError: (number) => log.push(`error ${number}`),
  };
}

function send(socket: DatagramSocket, text: string, address?: string, port = 0): number {
  const bytes = Buffer.from(text);
  return socket.send(bytes, 0, bytes.length, address, port, () => assert.fail('nothing waits'));
}

test('datagrams go to another host and back', () => {
  const { simulation, a, b, loop } = setUp();
  const log: string[] = [];
  const server: DatagramSocket = open(
    b,
    { port: 700 },
    {
      onDatagram(bytes, start, end, source) {
        log.push(`server ${Buffer.from(bytes.subarray(start, end))} ${source.address}`);
        send(server, 'pong', source.address, source.port);
      },
      onError: () => {},
    },
  );
  const client = open(a, { port: 701 }, logging(log));
  assert.equal(send(client, 'ping', '10.0.0.2', 700), 0);
  simulation.run(10);
  assert.deepEqual(log, ['server ping 10.0.0.1', 'pong 10.0.0.2 IPv4 700']);
  assert.ok(loop.isAlive());
  client.close();
  server.setReferenced(false);
  assert.ok(!loop.isAlive());
  server.close();
});

test('names are those of the family', () => {
  const { simulation, a, b } = setUp();
  const log: string[] = [];
  const six = open(b, { family: 6, port: 700 }, logging(log));
  assert.deepEqual(six.localName(), { address: '::', family: 'IPv6', port: 700 });
  const four = open(a, { port: 701 });
  assert.deepEqual(four.localName(), { address: '0.0.0.0', family: 'IPv4', port: 701 });
  assert.equal(four.remoteName(), -107);
  send(four, 'x', '10.0.0.2', 700);
  simulation.run(10);
  assert.deepEqual(log, ['x ::ffff:10.0.0.1 IPv6 701']);
  assert.equal(send(six, 'y', '10.0.0.1', 701), -22);
  assert.equal(send(four, 'y', '::1', 701), -22);
  assert.equal(send(six, 'y', '::ffff:10.0.0.1', 701), 0);
});

test('a connected socket hears its peer, and that nobody is there', () => {
  const { simulation, a, b } = setUp();
  const log: string[] = [];
  const client = open(a, { port: 701 }, logging(log));
  assert.equal(send(client, 'x'), -107);
  assert.equal(client.connect('10.0.0.2', 700), 0);
  assert.deepEqual(client.remoteName(), { address: '10.0.0.2', family: 'IPv4', port: 700 });
  assert.deepEqual(client.localName(), { address: '10.0.0.1', family: 'IPv4', port: 701 });
  assert.equal(send(client, 'x'), 0);
  simulation.run(10);
  assert.deepEqual(log.splice(0), ['error -111']);
  const stranger = open(b, { port: 702 });
  const peer = open(b, { port: 700 });
  send(stranger, 'no', '10.0.0.1', 701);
  send(peer, 'yes', '10.0.0.1', 701);
  simulation.run(10);
  assert.deepEqual(log.splice(0), ['yes 10.0.0.2 IPv4 700']);
  assert.equal(client.disconnect(), 0);
  send(stranger, 'now', '10.0.0.1', 701);
  simulation.run(10);
  assert.deepEqual(log, ['now 10.0.0.2 IPv4 702']);
  assert.equal(client.connect('192.0.2.1', 700), -101);
});

test('what cannot be bound or sent has its error number', () => {
  const { a } = setUp();
  open(a, { port: 700 });
  assert.equal(failure(a, { port: 700 }), -98);
  assert.equal(failure(a, { port: 700, reuseAddress: true }), -98);
  assert.equal(failure(a, { address: '10.0.0.9' }), -99);
  assert.equal(failure(a, { address: 'nonsense' }), -22);
  assert.equal(failure(a, { address: '::' }), -22);
  open(a, { port: 800, reuseAddress: true });
  open(a, { port: 800, reuseAddress: true });
  const socket = open(a);
  const long = new Uint8Array(65508);
  const sendLong = (length: number): number =>
    socket.send(long, 0, length, '10.0.0.2', 9, () => {});
  assert.equal(sendLong(65508), -90);
  assert.equal(sendLong(65507), 0);
  assert.equal(send(socket, 'x', '192.0.2.1', 9), -101);
  assert.equal(send(socket, 'x', '10.0.0.255', 9), -13);
  socket.setBroadcast(true);
  assert.equal(send(socket, 'x', '10.0.0.255', 9), 0);
  socket.close();
  assert.equal(send(socket, 'x', '10.0.0.2', 9), -9);
});

test('large datagrams arrive whole', () => {
  const { simulation, a, b } = setUp();
  let length = 0;
  open(b, { port: 700 }, { ...silent, onDatagram: (_b, start, end) => (length = end - start) });
  const sender = open(a);
  // So that the neighbour is known: few packets wait for that.
  send(sender, 'first', '10.0.0.2', 700);
  simulation.run(10);
  sender.send(new Uint8Array(30000), 0, 30000, '10.0.0.2', 700, () => {});
  simulation.run(10);
  assert.equal(length, 30000);
});

test('members of a group hear it, the sender among them unless it does not want to', () => {
  const { simulation, a, b } = setUp();
  const log: string[] = [];
  const member = open(a, { port: 700 }, logging(log));
  const other = open(b, { port: 700 }, logging(log));
  const group = '239.1.1.1';
  assert.equal(member.joinGroup(group, undefined), 0);
  assert.equal(member.joinGroup(group, undefined), -98);
  assert.equal(member.joinGroup('10.0.0.1', undefined), -22);
  assert.equal(member.joinGroup(group, '10.0.0.9'), -19);
  assert.equal(other.joinGroup(group, '10.0.0.2'), 0);
  send(member, 'all', group, 700);
  simulation.run(10);
  assert.deepEqual(log.splice(0), ['all 10.0.0.1 IPv4 700', 'all 10.0.0.1 IPv4 700']);
  member.setMulticastLoopback(false);
  send(member, 'others', group, 700);
  simulation.run(10);
  assert.deepEqual(log.splice(0), ['others 10.0.0.1 IPv4 700']);
  assert.equal(other.leaveGroup(group, undefined), 0);
  assert.equal(other.leaveGroup(group, undefined), -99);
  send(member, 'nobody', group, 700);
  simulation.run(10);
  assert.deepEqual(log, []);
});

test('a member of one source does not hear others', () => {
  const { simulation, a, b } = setUp();
  const { stack: c } = simulation.add(3);
  c.ipv4.configuration.addAddress(0x0a000003, 24);
  const log: string[] = [];
  const member = open(a, { port: 700 }, logging(log));
  const group = '232.1.1.1';
  assert.equal(member.joinGroup(group, undefined, '10.0.0.2'), 0);
  const shout = (text: string): void => {
    for (const stack of [b, c]) {
      const socket = open(stack, { port: 701 });
      send(socket, text, group, 700);
      socket.close();
    }
    simulation.run(10);
  };
  shout('one');
  assert.deepEqual(log.splice(0), ['one 10.0.0.2 IPv4 701']);
  assert.equal(member.joinGroup(group, undefined, '10.0.0.2'), -99);
  assert.equal(member.joinGroup(group, undefined, '10.0.0.3'), 0);
  shout('two');
  assert.equal(log.splice(0).length, 2);
  assert.equal(member.leaveGroup(group, undefined, '10.0.0.2'), 0);
  shout('three');
  assert.deepEqual(log.splice(0), ['three 10.0.0.3 IPv4 701']);
  assert.equal(member.leaveGroup(group, undefined, '10.0.0.9'), -99);
  assert.equal(member.leaveGroup(group, undefined, '10.0.0.3'), 0);
  shout('four');
  assert.deepEqual(log, []);
});

test('hops are those that were set', () => {
  const { simulation, a } = setUp();
  const hops: number[] = [];
  simulation.filter = (frame) => {
    if (frame[12] === 8 && frame[13] === 0 && frame[23] === 17) hops.push(frame[22]!);
    return frame;
  };
  const socket = open(a);
  socket.setTimeToLive(7);
  socket.setMulticastTimeToLive(3);
  assert.equal(socket.setMulticastTimeToLive(256), -22);
  send(socket, 'x', '10.0.0.2', 9);
  send(socket, 'x', '239.1.1.1', 9);
  simulation.run(10);
  assert.deepEqual(hops.sort(), [3, 7]);
  const log: string[] = [];
  const member = open(a, { port: 700 }, logging(log));
  member.joinGroup('239.1.1.1', undefined);
  socket.setMulticastTimeToLive(0);
  assert.equal(send(socket, 'here alone', '239.1.1.1', 700), 0);
  simulation.run(10);
  assert.equal(hops.length, 2);
  assert.equal(log.length, 1);
});

test('an exception of a handler goes to the loop, and a closed socket hears nothing', () => {
  const { simulation, a, errors } = setUp();
  const socket: DatagramSocket = open(
    a,
    { port: 700 },
    {
      ...silent,
      onDatagram() {
        socket.close();
        throw new Error('thrown');
      },
    },
  );
  const sender = open(a);
  send(sender, 'x', '127.0.0.1', 700);
  send(sender, 'x', '0.0.0.0', 700);
  simulation.run(10);
  assert.deepEqual(errors.map(String), ['Error: thrown']);
});

test('sockets do not hold a machine that is asked to stop', () => {
  const { a, loop } = setUp();
  open(a);
  loop.shutDown();
  assert.ok(!loop.isAlive());
});
