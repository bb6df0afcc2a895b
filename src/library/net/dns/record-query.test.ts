import assert from 'node:assert/strict';
import test from 'node:test';
import { type DnsReply, encodeRecordQuery } from '../../base/dns-records.ts';
import type {
  DatagramHandler,
  DatagramOptions,
  DatagramSocket,
} from '../../interfaces/datagram.ts';
import { setEventLoop } from '../../interfaces/timer.ts';
import {
  type Connection,
  type ConnectionHandler,
  setTransport,
  type Transport,
} from '../../interfaces/transport.ts';
import { Loop } from '../../system/loop.ts';
import { type QueryFailure, type QuerySettings, RecordQuery } from './record-query.ts';

const query = encodeRecordQuery(7, 'a.test', 1)!;
const SETTINGS: QuerySettings = {
  servers: [
    { address: '10.0.0.1', port: 53 },
    { address: 'fd00::1', port: 5353 },
  ],
  timeoutMillis: 100,
  tries: 2,
  localIpv4: '',
  localIpv6: '',
};

interface Asked {
  handler: DatagramHandler;
  options: DatagramOptions;
  to: string;
  at: number;
  isOpen: boolean;
}

/** A transport on which the test answers; `log` has what was asked, when. */
class FakeNetwork {
  now = 0;
  readonly asked: Asked[] = [];
  readonly streams: { handler: ConnectionHandler; written: number[]; isOpen: boolean }[] = [];
  readonly results: (DnsReply | QueryFailure)[] = [];
  /** What `connect` of a datagram socket gives. */
  route = 0;
  readonly loop: Loop;

  constructor() {
    const poller = {
      nowMillis: () => this.now,
      wait: (timeout: number) => {
        if (timeout === Infinity) throw new Error('The loop waits for ever');
        this.now += timeout;
      },
      onSignal: () => false,
    };
    this.loop = new Loop(
      poller,
      () => {},
      (error) => {
        throw error;
      },
    );
    setEventLoop(this.loop);
    const transport: Partial<Transport> = {
      openDatagramSocket: (options, handler) => this.#open(options, handler),
      connect: (_options, handler) => this.#connect(handler),
    };
    setTransport(transport as Transport);
  }

  #open(options: DatagramOptions, handler: DatagramHandler): DatagramSocket {
    const one: Asked = { handler, options, to: '', at: this.now, isOpen: true };
    this.asked.push(one);
    const socket: Partial<DatagramSocket> = {
      connect: (address, port) => {
        one.to = address + ' ' + port;
        return this.route;
      },
      send: (bytes, start, end) => {
        assert.deepEqual([...bytes.subarray(start, end)], [...query]);
        return 0;
      },
      close: () => (one.isOpen = false),
    };
    return socket as DatagramSocket;
  }

  #connect(handler: ConnectionHandler): Connection {
    const stream = { handler, written: [] as number[], isOpen: true };
    this.streams.push(stream);
    const connection: Partial<Connection> & { handler: ConnectionHandler } = {
      handler,
      write: (bytes, offset, length) => {
        stream.written.push(...bytes.subarray(offset, offset + length));
        return length;
      },
      close: () => (stream.isOpen = false),
    };
    return connection as Connection;
  }

  ask(settings = SETTINGS): RecordQuery {
    return new RecordQuery(settings, query, (result) => this.results.push(result));
  }

  /** To the last question. */
  answer(message: Uint8Array): void {
    this.asked.at(-1)!.handler.onDatagram(message, 0, message.length, {
      address: '',
      family: 'IPv4',
      port: 0,
    });
  }

  /** What is left open. */
  get open(): number {
    const all: { isOpen: boolean }[] = [...this.asked, ...this.streams];
    return all.filter((one) => one.isOpen).length;
  }
}

function response(code = 0, flags = 0): Uint8Array {
  const bytes = Uint8Array.from(query);
  bytes[2] = 0x81 | flags;
  bytes[3] = 0x80 | code;
  return bytes;
}

test('silent servers are asked in turn, longer in each round', () => {
  const network = new FakeNetwork();
  network.ask();
  network.loop.run();
  assert.deepEqual(
    network.asked.map(({ to, at, options }) => `${at} ${to} from ${options.address}`),
    [
      '0 10.0.0.1 53 from 0.0.0.0',
      '100 fd00::1 5353 from ::',
      '200 10.0.0.1 53 from 0.0.0.0',
      '400 fd00::1 5353 from ::',
    ],
  );
  assert.deepEqual(network.results, ['timeout']);
  assert.equal(network.now, 600);
  assert.equal(network.open, 0);
});

test('an answer ends it, and comes from the loop', () => {
  const network = new FakeNetwork();
  network.ask({ ...SETTINGS, localIpv4: '10.0.0.9' });
  assert.equal(network.asked[0]!.options.address, '10.0.0.9');
  network.answer(response(3));
  assert.deepEqual(network.results, []);
  assert.equal(network.open, 0);
  network.loop.run();
  assert.deepEqual(network.results, [{ code: 3, truncated: false, records: [] }]);
  assert.equal(network.now, 0);
});

test('answers to other questions are not heard', () => {
  const network = new FakeNetwork();
  network.ask();
  const other = response();
  other[1] = 8;
  network.answer(other);
  assert.equal(network.open, 1);
  network.answer(response());
  network.loop.run();
  assert.equal(network.results.length, 1);
});

test('a server that refuses or cannot be read gives way to the next', () => {
  const network = new FakeNetwork();
  network.ask();
  network.asked[0]!.handler.onError(-111);
  network.answer(Uint8Array.from([...response().slice(0, 7), 1, ...response().slice(8)]));
  assert.equal(network.asked.length, 3);
  network.answer(response());
  network.loop.run();
  assert.equal(typeof network.results[0], 'object');
  assert.equal(network.open, 0);
});

test('the last failure is told', () => {
  const network = new FakeNetwork();
  network.ask({ ...SETTINGS, tries: 1 });
  network.asked[0]!.handler.onError(-113);
  network.asked[1]!.handler.onError(-111);
  network.loop.run();
  assert.deepEqual(network.results, ['refused']);
});

test('without a way to any server it fails at once', () => {
  const network = new FakeNetwork();
  network.route = -101;
  network.ask();
  network.loop.run();
  assert.deepEqual(network.results, ['refused']);
  assert.equal(network.asked.length, 4);
  assert.equal(network.open, 0);
});

test('a truncated answer is asked for by a stream, whose bytes come in any pieces', () => {
  const network = new FakeNetwork();
  network.ask();
  network.answer(response(0, 2));
  const { handler, written } = network.streams[0]!;
  handler.onConnect();
  assert.deepEqual(written, [0, query.length, ...query]);
  // Of a server that answers truncated once more.
  const framed = Uint8Array.from([0, query.length, ...response(5, 2)]);
  for (let i = 0; i < framed.length; i++) {
    assert.equal(network.streams[0]!.isOpen, true);
    handler.onData(framed, i, i + 1);
  }
  network.loop.run();
  assert.deepEqual(network.results, [{ code: 5, truncated: true, records: [] }]);
  assert.equal(network.open, 0);
});

test('a stream that ends, lies or is silent gives way to the next server', () => {
  const network = new FakeNetwork();
  network.ask();
  network.answer(response(0, 2));
  network.streams[0]!.handler.onClose();
  network.answer(response(0, 2));
  network.streams[1]!.handler.onConnect();
  network.streams[1]!.handler.onData(Uint8Array.of(0, 2, 1, 2), 0, 4);
  network.answer(response(0, 2));
  network.loop.run();
  assert.equal(network.asked.length, 4);
  assert.deepEqual(network.results, ['timeout']);
  assert.equal(network.open, 0);
});

test('what is cancelled calls once, and leaves nothing', () => {
  const network = new FakeNetwork();
  const running = network.ask();
  const { handler } = network.asked[0]!;
  running.cancel();
  running.cancel();
  handler.onError(-111);
  network.loop.run();
  assert.deepEqual(network.results, ['cancelled']);
  assert.equal(network.asked.length, 1);
  assert.equal(network.open, 0);
});
