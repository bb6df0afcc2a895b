import assert from 'node:assert/strict';
import test from 'node:test';
import { TYPE_A, TYPE_AAAA } from '../../base/dns-message.ts';
import { nameText } from '../../base/dns-name.ts';
import { NetSimulation } from '../../../../test/fakes/net-simulation.ts';
import { IpAddress, UNSPECIFIED } from '../ip-address.ts';
import type { Stack } from '../stack.ts';
import { UdpSocket } from '../udp-socket.ts';
import { DnsClient } from './dns-client.ts';
import type { DnsStream, DnsStreamHandler, DnsStreams } from './dns-stream.ts';

interface Reply {
  code?: number;
  truncated?: boolean;
  /** Type, data; the owner is the question's name. */
  records?: [number, number[]][];
  seconds?: number;
  wrongQuestion?: boolean;
}

function encode(query: Uint8Array, reply: Reply): Uint8Array {
  const bytes = [...query];
  const seconds = reply.seconds ?? 60;
  bytes[2] = 0x81 | (reply.truncated ? 2 : 0);
  bytes[3] = 0x80 | (reply.code ?? 0);
  bytes[7] = reply.records?.length ?? 0;
  if (reply.wrongQuestion) bytes[13] = bytes[13]! ^ 1;
  for (const [type, data] of reply.records ?? []) {
    bytes.push(0xc0, 12, 0, type, 0, 1, 0, 0, seconds >> 8, seconds & 255, 0, data.length, ...data);
  }
  return Uint8Array.from(bytes);
}

function labels(name: string): number[] {
  const parts = name.split('.').map((part) => [part.length, ...Buffer.from(part)]);
  return [...parts.flat(), 0];
}

/** A name server: what it is asked, and its replies by 'TYPE name'. */
class Server {
  readonly asked: string[] = [];
  readonly ports = new Set<number>();
  readonly ids = new Set<number>();
  readonly replies = new Map<string, Reply | null>();
  readonly #socket: UdpSocket;

  constructor(stack: Stack) {
    const socket = stack.udp.bind(UNSPECIFIED, 53, this);
    assert.ok(socket instanceof UdpSocket);
    this.#socket = socket;
  }

  onError(): void {}

  reply(query: Uint8Array): Uint8Array | null {
    const type = query[query.length - 3] === TYPE_A ? 'A' : 'AAAA';
    const key = `${type} ${nameText(query, 12, query.length)}`;
    this.asked.push(key);
    this.ids.add(query[0]! * 256 + query[1]!);
    const reply = this.replies.get(key);
    return reply === null ? null : encode(query, reply ?? { code: 3 });
  }

  onDatagram(
    source: IpAddress,
    port: number,
    _destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): void {
    this.ports.add(port);
    const answer = this.reply(bytes.slice(start, end));
    if (answer !== null) this.#socket.send(answer, 0, answer.length, source, port);
  }
}

const FIRST = IpAddress.ipv4(0x0a000001);
const SECOND = IpAddress.ipv4(0x0a000002);

interface Setup {
  net: NetSimulation;
  one: Server;
  two: Server;
  stack: Stack;
  client: DnsClient;
}

function setup(streams: DnsStreams | null = null): Setup {
  const net = new NetSimulation();
  const a = net.add(1).stack;
  const b = net.add(2).stack;
  const stack = net.add(3).stack;
  a.ipv4.configuration.addAddress(FIRST.d, 24);
  b.ipv4.configuration.addAddress(SECOND.d, 24);
  stack.ipv4.configuration.addAddress(0x0a000003, 24);
  const client = new DnsClient(stack.udp, stack.random, streams, () => stack.wantPoll());
  client.setServers([FIRST, SECOND]);
  stack.addPolled(client);
  return { net, one: new Server(a), two: new Server(b), stack, client };
}

/** What came of asking, after so long. */
function ask(set: Setup, name: string, type: number, millis = 10): string {
  let result = 'nothing yet';
  set.client.resolve(name, type, set.net.nowMillis, (addresses, isFailure) => {
    assert.equal(result, 'nothing yet');
    result = isFailure ? 'failure' : addresses.join(' ');
  });
  assert.equal(result, 'nothing yet', 'never within the call');
  set.net.run(millis);
  return result;
}

test('names have addresses of both families', () => {
  const set = setup();
  set.one.replies.set('A www.example', {
    records: [
      [1, [10, 1, 1, 1]],
      [1, [10, 1, 1, 2]],
    ],
  });
  const v6 = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
  set.one.replies.set('AAAA www.example', { records: [[28, v6]] });
  let found = '';
  set.client.lookup('WWW.Example.', set.net.nowMillis, (addresses) => {
    found = addresses.join(' ');
  });
  set.net.run(10);
  assert.equal(found, '10.1.1.1 10.1.1.2 2001:db8::1');
  assert.equal(set.two.asked.length, 0);
  assert.equal(set.stack.pool.inUse, 0);
});

test('addresses that there is a way to come first', () => {
  const set = setup();
  const near = [0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9];
  set.one.replies.set('A a', {
    records: [
      [1, [8, 8, 8, 8]],
      [1, [10, 0, 0, 9]],
    ],
  });
  set.one.replies.set('AAAA a', { records: [[28, near]] });
  set.stack.ipv6.start(set.net.nowMillis);
  set.net.run(2000);
  let found = '';
  set.client.lookup('a', set.net.nowMillis, (addresses) => {
    found = addresses.join(' ');
  });
  set.net.run(10);
  assert.equal(found, '10.0.0.9 fe80::9 8.8.8.8');
});

test('questions wait for servers while the network may tell of some', () => {
  const set = setup();
  set.one.replies.set('A a', { records: [[1, [10, 1, 1, 1]]] });
  set.client.setServers([]);
  set.client.awaitsServers = true;
  let result = '';
  const wait = (): void =>
    set.client.resolve('a', TYPE_A, set.net.nowMillis, (addresses, isFailure) => {
      result = isFailure ? 'failure' : addresses.join(' ');
    });
  wait();
  set.net.run(3000);
  assert.equal(result, '');
  set.client.setServers([FIRST]);
  set.net.run(10);
  assert.equal(result, '10.1.1.1');
  set.client.setServers([]);
  result = '';
  wait();
  set.net.run(9900);
  assert.equal(result, '');
  set.net.run(200);
  assert.equal(result, 'failure');
  result = '';
  wait();
  set.net.run(100);
  set.client.awaitsServers = false;
  set.net.run(0);
  assert.equal(result, 'failure');
});

test('answers are remembered for their time, missing names too', () => {
  const set = setup();
  set.one.replies.set('A a', { records: [[1, [10, 1, 1, 1]]], seconds: 30 });
  assert.equal(ask(set, 'a', TYPE_A), '10.1.1.1');
  assert.equal(ask(set, 'a', TYPE_A, 29_000), '10.1.1.1');
  assert.equal(set.one.asked.length, 1);
  set.net.run(1000);
  assert.equal(ask(set, 'a', TYPE_A), '10.1.1.1');
  assert.equal(set.one.asked.length, 2);
  assert.equal(ask(set, 'missing', TYPE_A), '');
  assert.equal(set.client.counters.cacheHits, 1);
  assert.equal(set.client.cache.size, 1);
});

test('the cache is bounded', () => {
  const set = setup();
  for (let i = 0; i < 300; i++) set.one.replies.set(`A n${i}`, { records: [[1, [10, 0, 1, 1]]] });
  for (let i = 0; i < 300; i++) assert.equal(ask(set, `n${i}`, TYPE_A), '10.0.1.1');
  assert.equal(set.client.cache.size, 256);
});

test('who asks the same shares the question', () => {
  const set = setup();
  set.one.replies.set('A a', { records: [[1, [10, 1, 1, 1]]] });
  let answers = 0;
  for (let i = 0; i < 5; i++) set.client.resolve('a', TYPE_A, set.net.nowMillis, () => answers++);
  set.net.run(10);
  assert.equal(answers, 5);
  assert.equal(set.one.asked.length, 1);
});

test('a server that is silent or fails is followed by the next', () => {
  const set = setup();
  set.one.replies.set('A a', null);
  set.two.replies.set('A a', { records: [[1, [10, 1, 1, 1]]] });
  assert.equal(ask(set, 'a', TYPE_A, 1000), 'nothing yet');
  set.net.run(1000);
  assert.deepEqual(set.two.asked, ['A a']);
  set.one.replies.set('A b', { code: 2 });
  set.two.replies.set('A b', { records: [[1, [10, 1, 1, 2]]] });
  assert.equal(ask(set, 'b', TYPE_A), '10.1.1.2');
});

test('where no server answers the failure comes in the end', () => {
  const set = setup();
  set.one.replies.set('A a', null);
  set.two.replies.set('A a', null);
  assert.equal(ask(set, 'a', TYPE_A, 30_000), 'failure');
  assert.equal(set.one.asked.length, 3);
  assert.equal(set.two.asked.length, 3);
  // Each attempt from another port with another id.
  assert.equal(set.one.ports.size, 3);
  assert.equal(set.one.ids.size, 3);
  set.client.setServers([]);
  assert.equal(ask(set, 'b', TYPE_A), 'failure');
});

test('an answer to another question is not believed', () => {
  const set = setup();
  set.one.replies.set('A a', { records: [[1, [6, 6, 6, 6]]], wrongQuestion: true });
  set.two.replies.set('A a', { records: [[1, [10, 1, 1, 1]]] });
  assert.equal(ask(set, 'a', TYPE_A, 2000), '10.1.1.1');
});

test('an alias without its addresses is asked for', () => {
  const set = setup();
  set.one.replies.set('A a', { records: [[5, labels('b.example')]] });
  set.one.replies.set('A b.example', { records: [[1, [10, 1, 1, 1]]] });
  assert.equal(ask(set, 'a', TYPE_A), '10.1.1.1');
  assert.equal(ask(set, 'a', TYPE_A), '10.1.1.1');
  assert.deepEqual(set.one.asked, ['A a', 'A b.example']);
  set.one.replies.set('A x', { records: [[5, labels('y')]] });
  set.one.replies.set('A y', { records: [[5, labels('x')]] });
  assert.equal(ask(set, 'x', TYPE_A), 'failure');
});

test('localhost is asked of nobody, and what is no name neither', () => {
  const set = setup();
  assert.equal(ask(set, 'localhost', TYPE_A), '127.0.0.1');
  assert.equal(ask(set, 'app.localhost', TYPE_AAAA), '::1');
  assert.equal(ask(set, 'a b', TYPE_A), '');
  assert.equal(ask(set, '', TYPE_A), '');
  assert.equal(set.one.asked.length, 0);
});

/** Streams to one server, whose answer comes in two parts. */
class Streams implements DnsStreams {
  opened = 0;
  closed = 0;
  fails = false;
  readonly #pending: (() => void)[] = [];
  server: Server | null = null;

  open(_server: IpAddress, port: number, handler: DnsStreamHandler): DnsStream {
    assert.equal(port, 53);
    this.opened++;
    this.#pending.push(() => (this.fails ? handler.onClose() : handler.onOpen()));
    return {
      write: (bytes) => {
        const answer = this.server!.reply(bytes.slice(2))!;
        const framed = Uint8Array.of(answer.length >> 8, answer.length, ...answer);
        this.#pending.push(() => handler.onData(framed, 0, 1));
        this.#pending.push(() => handler.onData(framed, 1, framed.length));
      },
      close: () => this.closed++,
    };
  }

  poll(): number {
    for (const action of this.#pending.splice(0)) action();
    return this.#pending.length > 0 ? 0 : Infinity;
  }
}

test('an answer that is cut off is asked for over TCP', () => {
  const streams = new Streams();
  const set = setup(streams);
  streams.server = set.two;
  set.stack.addPolled(streams);
  set.one.replies.set('A a', { truncated: true });
  const records: [number, number[]][] = Array.from({ length: 40 }, (_, i) => [1, [10, 1, 1, i]]);
  set.two.replies.set('A a', { records });
  assert.equal(ask(set, 'a', TYPE_A).split(' ').length, 40);
  assert.equal(streams.opened, 1);
  assert.equal(streams.closed, 1);
});

test('without TCP the addresses that did fit have to do', () => {
  const set = setup();
  const reply = { truncated: true, records: [[1, [10, 1, 1, 1]]] as [number, number[]][] };
  set.one.replies.set('A a', reply);
  set.two.replies.set('A a', reply);
  assert.equal(ask(set, 'a', TYPE_A, 1000), '10.1.1.1');
  const streams = new Streams();
  streams.fails = true;
  const failing = setup(streams);
  failing.stack.addPolled(streams);
  failing.one.replies.set('A a', reply);
  failing.two.replies.set('A a', { records: [[1, [10, 1, 1, 2]]] });
  assert.equal(ask(failing, 'a', TYPE_A, 1000), '10.1.1.2');
});

test('questions in flight are bounded', () => {
  const set = setup();
  let failures = 0;
  for (let i = 0; i < 100; i++) {
    set.one.replies.set(`A n${i}`, null);
    set.client.resolve(`n${i}`, TYPE_A, set.net.nowMillis, (_, isFailure) => {
      if (isFailure) failures++;
    });
  }
  set.net.run(100);
  assert.equal(failures, 36);
});
