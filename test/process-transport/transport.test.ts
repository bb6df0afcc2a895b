import assert from 'node:assert/strict';
import { register } from 'node:module';
import test from 'node:test';

import type {
  Connection,
  ConnectionHandler,
  TransportError,
} from '../../src/library/interfaces/transport.ts';

register('./hooks.mjs', import.meta.url);
const { kernel, openDescriptors } = await import('./fake-kernel.ts');
const { dispatchEvents } = await import('../../src/library/driver/process/readiness.ts');
const { StreamTransport } = await import('../../src/library/driver/process/stream-transport.ts');
const { setEventLoop } = await import('../../src/library/interfaces/timer.ts');
const { Loop } = await import('../../src/library/system/loop.ts');

let transport: InstanceType<typeof StreamTransport>;
let errors: unknown[] = [];

/** A fresh loop on the fake kernel. */
function newLoop(): InstanceType<typeof Loop> {
  errors = [];
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

/** Logs what happens; overridden in parts. */
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
  const loop = newLoop();
  const log: string[] = [];
  const listener = transport.listen({ port: 8080, host: '127.0.0.1' }, (server) => {
    server.handler = logging(log, 'server', {
      onData(bytes, start, end) {
        log.push(`server ${Buffer.from(bytes.subarray(start, end))} from ${server.remoteAddress}`);
        send(server, 'pong');
        server.close();
        listener.close();
      },
    });
  });
  const client = transport.connect(
    { host: '127.0.0.1', port: 8080 },
    logging(log, 'client', {
      onConnect: () => send(client, 'ping'),
      onEnd: () => client.close(),
    }),
  );
  loop.run();
  assert.deepEqual(log, [
    'server ping from 127.0.0.1',
    'server close',
    'client pong',
    'client close',
  ]);
  assert.equal(openDescriptors(), 0);
});

test('a request on an open connection costs one read and one write', () => {
  const loop = newLoop();
  let left = 100;
  const listener = transport.listen({ port: 8081 }, (server) => {
    server.handler = logging([], 'server', {
      onData: () => send(server, 'answer'),
      onEnd: () => server.close(),
    });
    listener.close();
  });
  const client = transport.connect(
    { host: '127.0.0.1', port: 8081 },
    logging([], 'client', {
      onConnect: () => send(client, 'request'),
      onData: () => (left-- > 0 ? send(client, 'request') : client.close()),
    }),
  );
  const before = kernel.calls;
  loop.run();
  assert.ok(kernel.calls - before < 100 * 4 + 30, String(kernel.calls - before));
});

test('what does not fit is offered again at drain, and arrives in order', () => {
  const loop = newLoop();
  const total = 1500000;
  const bytes = Uint8Array.from({ length: total }, (_, i) => (i * 7) & 255);
  let received = 0;
  let wrong = 0;
  let drains = 0;
  const listener = transport.listen({ port: 8082 }, (server) => {
    let sent = 0;
    const pump = (): void => {
      sent += server.write(bytes, sent, total - sent);
      if (sent === total) server.shutdownWrite();
    };
    server.handler = logging([], 'server', {
      onDrain: () => {
        drains++;
        pump();
      },
      onEnd: () => server.close(),
    });
    pump();
    listener.close();
  });
  const client = transport.connect(
    { host: '127.0.0.1', port: 8082 },
    logging([], 'client', {
      onData(part, start, end) {
        for (let i = start; i < end; i++) if (part[i] !== bytes[received++]) wrong++;
        // Now and then the reader rests.
        if (received % 3 === 0) {
          client.pauseReading();
          loop.setTimer(kernel.now + 1, () => client.resumeReading());
        }
      },
      onEnd: () => client.close(),
    }),
  );
  loop.run();
  assert.equal(received, total);
  assert.equal(wrong, 0);
  assert.ok(drains > 5);
});

test('a paused connection gets its bytes and its end after it resumes', () => {
  const loop = newLoop();
  const log: string[] = [];
  const listener = transport.listen({ port: 8083 }, (server) => {
    server.handler = logging(log, 'server', { onEnd: () => server.close() });
    server.pauseReading();
    loop.setTimer(50, () => {
      log.push('resume');
      server.resumeReading();
    });
    listener.close();
  });
  const client = transport.connect(
    { host: '127.0.0.1', port: 8083 },
    logging(log, 'client', {
      onConnect() {
        send(client, 'hello');
        client.shutdownWrite();
      },
      onEnd: () => client.close(),
    }),
  );
  loop.run();
  assert.deepEqual(log, ['resume', 'server hello', 'server close', 'client close']);
});

test('a reset is read ECONNRESET, then close', () => {
  const loop = newLoop();
  const log: string[] = [];
  const listener = transport.listen({ port: 8084 }, (server) => {
    server.handler = logging(log, 'server');
    server.reset();
    listener.close();
  });
  transport.connect({ host: '127.0.0.1', port: 8084 }, logging(log, 'client'));
  loop.run();
  assert.deepEqual(
    log,
    ['client connect', 'server close', 'client read ECONNRESET', 'client close'].sort(
      (a, b) => log.indexOf(a) - log.indexOf(b),
    ),
  );
  assert.equal(log.indexOf('client close'), log.indexOf('client read ECONNRESET') + 1);
});

test('nobody listens: connect ECONNREFUSED with its fields', () => {
  const loop = newLoop();
  let seen: TransportError | undefined;
  transport.connect(
    { host: '127.0.0.1', port: 9 },
    logging([], 'client', { onError: (error) => (seen = error) }),
  );
  loop.run();
  assert.equal(seen?.message, 'connect ECONNREFUSED 127.0.0.1:9');
  assert.deepEqual(
    { ...seen },
    {
      errno: -111,
      code: 'ECONNREFUSED',
      syscall: 'connect',
      address: '127.0.0.1',
      port: 9,
    },
  );
});

test('a port in use: the error of Node', () => {
  newLoop();
  const listener = transport.listen({ port: 8085 }, () => {});
  assert.throws(() => transport.listen({ port: 8085 }, () => {}), {
    message: 'listen EADDRINUSE: address already in use :::8085',
    code: 'EADDRINUSE',
    errno: -98,
    syscall: 'listen',
    address: '::',
    port: 8085,
  });
  listener.close();
});

test('asked to stop, the loop ends when the open connection does', () => {
  const loop = newLoop();
  const log: string[] = [];
  transport.listen({ port: 8087 }, (server) => {
    server.handler = logging(log, 'server', {
      onData() {
        loop.shutDown();
        loop.setTimer(loop.loopMillis() + 30, () => {
          send(server, 'late');
          server.close();
        });
      },
    });
  });
  const client = transport.connect(
    { host: '127.0.0.1', port: 8087 },
    logging(log, 'client', { onConnect: () => send(client, 'x'), onEnd: () => client.close() }),
  );
  loop.run();
  assert.deepEqual(log, ['client late', 'server close', 'client close']);
});

test('an exception of a handler goes to the loop and disturbs nothing', () => {
  const loop = newLoop();
  const log: string[] = [];
  const listener = transport.listen({ port: 8086 }, (server) => {
    server.handler = logging(log, 'server', {
      onData() {
        throw new Error('mine');
      },
      onEnd: () => server.close(),
    });
    listener.close();
  });
  const client = transport.connect(
    { host: '127.0.0.1', port: 8086 },
    logging(log, 'client', {
      onConnect() {
        send(client, 'x');
        client.close();
      },
    }),
  );
  loop.run();
  assert.equal((errors[0] as Error).message, 'mine');
  assert.deepEqual(log.toSorted(), ['client close', 'server close']);
});

test('a program without a client may not connect', () => {
  const loop = newLoop();
  const log: string[] = [];
  kernel.clientAllowed = false;
  transport.connect({ host: '127.0.0.1', port: 1 }, logging(log, 'client'));
  loop.run();
  kernel.clientAllowed = true;
  assert.deepEqual(log, ['client connect EACCES 127.0.0.1:1', 'client close']);
});

test('names come from the hosts file, numbers are themselves', () => {
  const loop = newLoop();
  const log: unknown[] = [];
  const note = (error: unknown, addresses: unknown): unknown => log.push([error, addresses]);
  transport.resolve('DB.internal', note);
  transport.resolve('1.2.3.4', note);
  transport.resolve('nowhere', note);
  loop.run();
  assert.deepEqual(log[0], [null, [{ address: '10.0.0.5', family: 4 }]]);
  assert.deepEqual(log[1], [null, [{ address: '1.2.3.4', family: 4 }]]);
  assert.equal((log[2] as [Error])[0].message, 'getaddrinfo ENOTFOUND nowhere');
});
