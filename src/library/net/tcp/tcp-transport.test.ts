import assert from 'node:assert/strict';
import test from 'node:test';

import { World } from '../../../../test/simulation/world.ts';
import { setEventLoop } from '../../interfaces/timer.ts';
import {
  type Connection,
  type ConnectionHandler,
  setNameQuery,
  type TransportError,
} from '../../interfaces/transport.ts';
import { Loop } from '../../system/loop.ts';
import { IpAddress } from '../ip-address.ts';
import type { Host } from '../../../../test/simulation/host.ts';
import { TcpTransport } from './tcp-transport.ts';

interface Setting {
  world: World;
  loop: Loop;
  /** On 10.0.0.1 and 10.0.0.2. */
  client: TcpTransport;
  server: TcpTransport;
  errors: unknown[];
  log: string[];
}

/** Two machines that share one event loop, on a virtual clock. */
function setUp(options: ConstructorParameters<typeof World>[1] = {}): Setting {
  const world = new World(1, options);
  const errors: unknown[] = [];
  const poller = {
    nowMillis: () => world.clock.now,
    wait: (timeout: number) => wait(world, timeout),
    onSignal: () => false,
  };
  const loop = new Loop(
    poller,
    () => {},
    (error) => errors.push(error),
  );
  setEventLoop(loop);
  const transport = (host: Host): TcpTransport =>
    new TcpTransport(host.tcp, {
      hasIpv6: true,
      onPort: () => {},
      isOwnAddress: (address) => address.equals(host.address),
      lookup: (name, done) => {
        const found =
          name === 'example'
            ? [IpAddress.ipv4(0x0a000002), new IpAddress(0xfd000000, 0, 0, 1)]
            : [];
        loop.addClosing(() => done(found));
      },
    });
  return { world, loop, client: transport(world.a), server: transport(world.b), errors, log: [] };
}

/** As a target's poller: the stacks first, then the wait for what comes. */
function wait(world: World, timeout: number): void {
  const { clock, a, b } = world;
  a.deadline = a.tcp.poll(clock.now);
  b.deadline = b.tcp.poll(clock.now);
  const next = Math.min(clock.next(), a.deadline, b.deadline, clock.now + timeout);
  if (next === Infinity) throw new Error('The loop waits for ever');
  clock.now = Math.max(clock.now, next);
  clock.run();
  a.tcp.poll(clock.now);
  b.tcp.poll(clock.now);
}

function logging(
  log: string[],
  name: string,
  over: Partial<ConnectionHandler> = {},
): ConnectionHandler {
  return {
    onConnect: () => log.push(`${name} connect`),
    onData: (bytes, start, end) => log.push(`${name} ${Buffer.from(bytes.subarray(start, end))}`),
    onDrain: () => log.push(`${name} drain`),
    onEnd: () => log.push(`${name} end`),
    onError: (error) => log.push(`${name} ${error.message}`),
    onClose: () => log.push(`${name} close`),
    ...over,
  };
}

const send = (connection: Connection, text: string): number => {
  const bytes = Buffer.from(text);
  return connection.write(bytes, 0, bytes.length);
};

test('a request and its answer, then both sides close', () => {
  const { loop, client, server, log, errors, world } = setUp();
  const listener = server.listen({ port: 8080 }, (connection) => {
    connection.handler = logging(log, 'server', {
      onData(bytes, start, end) {
        const text = Buffer.from(bytes.subarray(start, end));
        log.push(`server ${text} from ${connection.remoteAddress} ${connection.family}`);
        send(connection, 'pong');
        connection.close();
        listener.close();
      },
    });
  });
  assert.equal(listener.address, '::');
  const connection = client.connect(
    { host: '10.0.0.2', port: 8080 },
    logging(log, 'client', {
      onConnect: () => send(connection, 'ping'),
      onEnd: () => connection.close(),
    }),
  );
  loop.run();
  assert.deepEqual(log, [
    'server ping from ::ffff:10.0.0.1 IPv6',
    'server close',
    'client pong',
    'client close',
  ]);
  assert.deepEqual(errors, []);
  // The program is done; what it has closed is still on its way.
  assert.equal(world.a.tcp.isDelivering, true);
  world.touch();
  world.run(world.clock.now + 10);
  assert.equal(world.a.tcp.isDelivering, false);
  assert.equal(world.a.tcp.counters.connections, 0);
  // SYN, ACK with the request, ACK of the answer's FIN with our own.
  assert.equal(world.a.tcp.counters.segmentsSent, 3);
});

test('what does not fit is offered again at drain, and arrives in order', () => {
  const { loop, client, server } = setUp({ link: { delay: 10, loss: 0.01 } });
  const total = 1500000;
  const bytes = Uint8Array.from({ length: total }, (_, i) => (i * 7) & 255);
  let received = 0;
  let wrong = 0;
  let drains = 0;
  const listener = server.listen({ port: 8082 }, (connection) => {
    let sent = 0;
    const pump = (): void => {
      sent += connection.write(bytes, sent, total - sent);
      if (sent === total) connection.shutdownWrite();
    };
    connection.handler = logging([], 'server', {
      onDrain: () => {
        drains++;
        pump();
      },
      onEnd: () => connection.close(),
    });
    pump();
    listener.close();
  });
  const connection = client.connect(
    { host: '10.0.0.2', port: 8082 },
    logging([], 'client', {
      onData(part, start, end) {
        for (let i = start; i < end; i++) if (part[i] !== bytes[received++]) wrong++;
        // Now and then the reader rests.
        if (received % 3 !== 0) return;
        connection.pauseReading();
        loop.setTimer(loop.nowMillis() + 30, () => connection.resumeReading());
      },
      onEnd: () => connection.close(),
    }),
  );
  loop.run();
  assert.equal(received, total);
  assert.equal(wrong, 0);
  assert.ok(drains > 3);
});

test('errors have the codes and words of Node', () => {
  const { loop, client, server, log } = setUp();
  const failures: TransportError[] = [];
  const onError = (error: TransportError): void => void failures.push(error);
  client.connect({ host: '10.0.0.2', port: 1 }, logging(log, 'a', { onError }));
  client.connect(
    { host: '10.0.0.9', port: 1, localAddress: '9.9.9.9' },
    logging(log, 'b', { onError }),
  );
  loop.run();
  assert.deepEqual(
    failures.map(({ message, code, errno, syscall, address, port }) => [
      message,
      code,
      errno,
      syscall,
      address,
      port,
    ]),
    [
      ['connect EADDRNOTAVAIL 10.0.0.9:1', 'EADDRNOTAVAIL', -99, 'connect', '10.0.0.9', 1],
      ['connect ECONNREFUSED 10.0.0.2:1', 'ECONNREFUSED', -111, 'connect', '10.0.0.2', 1],
    ],
  );
  assert.deepEqual(log, ['b close', 'a close']);
  const first = server.listen({ port: 7000 }, () => {});
  const taken = { message: 'listen EADDRINUSE: address already in use 10.0.0.2:7000', errno: -98 };
  assert.throws(() => server.listen({ port: 7000, host: '10.0.0.2' }, () => {}), taken);
  const foreign = {
    code: 'EADDRNOTAVAIL',
    message: /^listen EADDRNOTAVAIL: address not available 1\.2\.3\.4:0$/,
  };
  assert.throws(() => server.listen({ port: 0, host: '1.2.3.4' }, () => {}), foreign);
  first.close();
  assert.ok(server.listen({ port: 0, host: '0.0.0.0' }, () => {}).port >= 32768);
});

test('connecting to nobody ends with ETIMEDOUT, a reset with ECONNRESET', () => {
  const { loop, client, server, log, world } = setUp();
  const listener = server.listen({ port: 80 }, (connection) => {
    connection.handler = logging([], 'server', { onData: () => connection.reset() });
    listener.close();
  });
  const connection = client.connect(
    { host: '10.0.0.2', port: 80 },
    logging(log, 'client', { onConnect: () => send(connection, 'x') }),
  );
  loop.run();
  assert.deepEqual(log.splice(0), ['client read ECONNRESET', 'client close']);
  world.b.tcp.receive = () => {};
  client.connect({ host: '10.0.0.2', port: 80 }, logging(log, 'client'));
  loop.run();
  assert.deepEqual(log, ['client connect ETIMEDOUT 10.0.0.2:80', 'client close']);
});

test('writing after the end is EPIPE, from the loop', () => {
  const { loop, client, server, log } = setUp();
  const listener = server.listen({ port: 80 }, (connection) => {
    connection.handler = logging([], 'server', { onEnd: () => connection.close() });
    listener.close();
  });
  const connection = client.connect(
    { host: '10.0.0.2', port: 80 },
    logging(log, 'client', {
      onConnect() {
        connection.shutdownWrite();
        assert.equal(send(connection, 'x'), 1);
        log.push('written');
      },
    }),
  );
  loop.run();
  assert.deepEqual(log, ['written', 'client write EPIPE', 'client close']);
});

test('each half ends for itself', () => {
  const { loop, client, server, log } = setUp();
  const listener = server.listen({ port: 80 }, (connection) => {
    connection.handler = logging(log, 'server', {
      onEnd() {
        log.push('server end');
        send(connection, 'still here');
        connection.shutdownWrite();
        connection.close();
      },
    });
    listener.close();
  });
  const connection = client.connect(
    { host: '10.0.0.2', port: 80 },
    logging(log, 'client', {
      onConnect: () => connection.shutdownWrite(),
      onEnd() {
        log.push('client end');
        connection.close();
      },
    }),
  );
  loop.run();
  assert.deepEqual(log, [
    'server end',
    'server close',
    'client still here',
    'client end',
    'client close',
  ]);
});

test('an exception in a handler goes to the loop and the connection goes on', () => {
  const { loop, client, server, log, errors } = setUp();
  const listener = server.listen({ port: 80 }, (connection) => {
    connection.handler = logging(log, 'server', {
      onData() {
        throw new Error('mine');
      },
      onEnd: () => connection.close(),
    });
    listener.close();
    throw new Error('also mine');
  });
  const connection = client.connect(
    { host: '10.0.0.2', port: 80 },
    logging(log, 'client', {
      onConnect() {
        send(connection, 'x');
        connection.shutdownWrite();
      },
      onEnd: () => connection.close(),
    }),
  );
  loop.run();
  assert.deepEqual(
    errors.map((error) => (error as Error).message),
    ['also mine', 'mine'],
  );
  assert.deepEqual(log, ['server close', 'client close']);
});

test('what is not referenced does not keep the loop alive', () => {
  const { loop, client, server } = setUp();
  const listener = server.listen({ port: 80 }, (connection) => {
    connection.handler = logging([], 'server');
    connection.setReferenced(false);
    listener.setReferenced(false);
  });
  const connection = client.connect(
    { host: '10.0.0.2', port: 80 },
    logging([], 'client', { onConnect: () => connection.setReferenced(false) }),
  );
  loop.run();
  assert.equal(loop.isAlive(), false);
});

test('a shutdown of the loop closes listeners, not connections', () => {
  const { loop, client, server, log } = setUp();
  server.listen({ port: 80 }, (connection) => {
    connection.handler = logging(log, 'server', { onEnd: () => connection.close() });
  });
  const connection = client.connect(
    { host: '10.0.0.2', port: 80 },
    logging(log, 'client', {
      onConnect() {
        loop.setTimer(loop.nowMillis() + 10, () => {
          loop.shutDown();
          connection.close();
        });
      },
    }),
  );
  loop.run();
  assert.deepEqual(log, ['client close', 'server close']);
});

test('names are resolved by the name servers, numbers by nobody', () => {
  const { loop, client, log } = setUp();
  setNameQuery((transport, name, done) => transport.queryNames(name, done));
  for (const name of ['Example', 'nowhere', '::1', '1.2.3.4']) {
    client.resolve(name, (error, addresses) => {
      log.push(
        error?.message ?? addresses.map(({ address, family }) => `${address}/${family}`).join(' '),
      );
    });
  }
  loop.run();
  assert.deepEqual(log, [
    '10.0.0.2/4 fd00::1/6',
    'getaddrinfo ENOTFOUND nowhere',
    '::1/6',
    '1.2.3.4/4',
  ]);
});
