import assert from 'node:assert/strict';
import { register } from 'node:module';
import test from 'node:test';

import type { DatagramHandler, DatagramSocket } from '../../src/library/interfaces/datagram.ts';

register('./hooks.mjs', import.meta.url);
const { kernel, openDescriptors } = await import('./fake-kernel.ts');
const { datagrams, makeRoom } = await import('./fake-datagrams.ts');
const { dispatchEvents } = await import('../../src/library/driver/process/readiness.ts');
const { StreamTransport } = await import('../../src/library/driver/process/stream-transport.ts');
const { setEventLoop } = await import('../../src/library/interfaces/timer.ts');
const { Loop } = await import('../../src/library/system/loop.ts');

const ENOBUFS = -105;
let errors: unknown[] = [];
let transport: InstanceType<typeof StreamTransport>;

function newLoop(): InstanceType<typeof Loop> {
  errors = [];
  makeRoom(Infinity);
  const poller = {
    nowMillis: () => kernel.now,
    wait: (timeout: number) => dispatchEvents(timeout, () => {}),
    onSignal: () => false,
  };
  const loop = new Loop(
    poller,
    () => {},
    (error) => errors.push(error),
  );
  setEventLoop(loop);
  transport = new StreamTransport();
  return loop;
}

function open(port: number, over: Partial<DatagramHandler> = {}): DatagramSocket {
  const handler: DatagramHandler = { onDatagram() {}, onError() {}, ...over };
  const socket = transport.openDatagramSocket({ family: 4, address: '127.0.0.1', port }, handler);
  assert.ok(typeof socket !== 'number');
  return socket;
}

function send(
  socket: DatagramSocket,
  text: string,
  port: number,
  done: (number: number) => void = () => assert.fail('nothing waits'),
): number {
  const bytes = Buffer.from(text);
  return socket.send(bytes, 0, bytes.length, '127.0.0.1', port, done);
}

test('datagrams arrive with their sender', () => {
  const loop = newLoop();
  const log: string[] = [];
  const server: DatagramSocket = open(700, {
    onDatagram(bytes, start, end, source) {
      log.push(`${Buffer.from(bytes.subarray(start, end))} ${source.address} ${source.port}`);
      if (log.length === 2) server.close();
    },
  });
  const client = open(701);
  assert.equal(send(client, 'one', 700), 0);
  assert.equal(send(client, '', 700), 0);
  client.close();
  loop.run();
  assert.deepEqual(log, ['one 127.0.0.1 701', ' 127.0.0.1 701']);
  assert.equal(openDescriptors(), 0);
});

test('a datagram waits for room and keeps its place', () => {
  const loop = newLoop();
  const log: string[] = [];
  const server: DatagramSocket = open(700, {
    onDatagram(bytes, start, end) {
      const text = String(Buffer.from(bytes.subarray(start, end)));
      log.push(text);
      if (text === 'c') server.close();
    },
  });
  const client = open(701);
  makeRoom(1);
  assert.equal(send(client, 'a', 700), 0);
  assert.equal(
    send(client, 'bb', 700, (number) => log.push(`done ${number}`)),
    1,
  );
  makeRoom(2);
  // There is room, but another waits.
  assert.equal(
    send(client, 'c', 700, (number) => log.push(`done ${number}`)),
    1,
  );
  assert.deepEqual([client.waitingCount, client.waitingBytes], [2, 3]);
  client.setReferenced(false);
  loop.run();
  assert.deepEqual(
    log.filter((text) => !text.startsWith('done')),
    ['a', 'bb', 'c'],
  );
  assert.equal(log.length, 5);
  assert.deepEqual([client.waitingCount, client.waitingBytes], [0, 0]);
  client.close();
});

test('what waits is bounded, and dropped at close', () => {
  newLoop();
  const client = open(701);
  makeRoom(0);
  let waiting = 0;
  while (send(client, 'x', 700) === 1) waiting++;
  assert.equal(waiting, 4096);
  assert.equal(send(client, 'x', 700), ENOBUFS);
  client.close();
  assert.equal(client.waitingCount, 0);
  assert.equal(openDescriptors(), 0);
});

test('a failure of a datagram that waited is told', () => {
  const loop = newLoop();
  const client = open(701);
  makeRoom(0);
  const results: number[] = [];
  const long = Buffer.alloc(65507);
  const done = (number: number): void => void results.push(number);
  assert.equal(client.send(long, 0, 1, 'nonsense', 9, done), -22);
  assert.equal(client.send(long, 0, long.length, '127.0.0.1', 9, done), 1);
  assert.equal(client.send(Buffer.alloc(65508), 0, 65508, '127.0.0.1', 9, done), 1);
  makeRoom(5);
  setTimeoutOnLoop(loop, () => client.close());
  loop.run();
  assert.deepEqual(results, [0, -90]);
});

test('one socket does not keep others waiting, and an error does not end it', () => {
  const loop = newLoop();
  const log: string[] = [];
  let left = 40;
  const busy: DatagramSocket = open(700, {
    onDatagram() {
      log.push('busy');
      left--;
      if (left === 0) busy.close();
    },
    onError: (number) => log.push(`error ${number}`),
  });
  const other: DatagramSocket = open(702, {
    onDatagram() {
      log.push('other');
      other.close();
    },
  });
  const client = open(701);
  for (let i = 0; i < 40; i++) send(client, 'x', 700);
  send(client, 'y', 702);
  client.close();
  datagrams.failure = -111;
  loop.run();
  assert.equal(log[0], 'error -111');
  assert.equal(log.indexOf('other'), 32);
  assert.equal(log.length, 42);
});

test('an exception of a handler goes to the loop', () => {
  const loop = newLoop();
  const server: DatagramSocket = open(700, {
    onDatagram() {
      server.close();
      throw new Error('thrown');
    },
  });
  const client = open(701);
  send(client, 'x', 700);
  client.close();
  loop.run();
  assert.deepEqual(errors.map(String), ['Error: thrown']);
});

test('sockets do not hold an image that is asked to stop', () => {
  const loop = newLoop();
  const server = open(700);
  setTimeoutOnLoop(loop, () => loop.shutDown());
  loop.run();
  server.close();
  assert.equal(openDescriptors(), 0);
});

test('a program without datagrams may not open one', () => {
  newLoop();
  kernel.clientAllowed = false;
  const handler = { onDatagram() {}, onError() {} };
  const options = { family: 4, address: '127.0.0.1', port: 0 } as const;
  assert.equal(transport.openDatagramSocket(options, handler), -13);
  kernel.clientAllowed = true;
});

function setTimeoutOnLoop(loop: InstanceType<typeof Loop>, callback: () => void): void {
  loop.setTimer(loop.nowMillis() + 5, callback);
}
