// node:http: events, errors and back-pressure of requests and responses.

import { pipeline, Readable } from 'node:stream';
import { exchange, log as L, sleep } from './support/http-exchange.ts';

await exchange(
  'events',
  (q, r) => {
    for (const e of ['end', 'close', 'aborted', 'error']) q.on(e, (x) => L('q', e, x && x.code));
    for (const e of ['finish', 'close', 'error', 'prefinish'])
      r.on(e, (x) => L('r', e, x && x.code));
    r.end('x', () => L('cb'));
    L(r.writableEnded, r.writableFinished, r.finished, r.headersSent);
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'eventsPost',
  (q, r) => {
    for (const e of ['data', 'end', 'close', 'aborted', 'error'])
      q.on(e, (x) => L('q', e, String(x)));
    for (const e of ['finish', 'close', 'error']) r.on(e, (x) => L('r', e, x && x.code));
    q.on('end', () => r.end('x'));
  },
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello',
);
await exchange(
  'writecb',
  (q, r) => {
    r.write('a', () => L('w1'));
    r.write('b', () => L('w2'));
    r.end('c', () => L('e'));
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'afterEnd',
  (q, r) => {
    r.on('error', (e) => L('err', e.code, e.message));
    r.end('x');
    L(r.write('y', (e) => L('wcb', e && e.code)));
    r.end('z', (e) => L('ecb', e && e.code));
    r.end((e) => L('ecb2', e && e.code));
    try {
      r.setHeader('a', 'b');
    } catch (e) {
      L(e.code, e.message);
    }
    try {
      r.writeHead(200);
    } catch (e) {
      L(e.code, e.message);
    }
    try {
      r.removeHeader('a');
    } catch (e) {
      L(e.code, e.message);
    }
    try {
      r.appendHeader('a', 'b');
    } catch (e) {
      L(e.code, e.message);
    }
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'valid',
  (q, r) => {
    for (const [n, v] of [
      ['a b', 'x'],
      ['', 'x'],
      ['a', 'x\n'],
      ['a', undefined],
      ['a', '\u0100'],
      ['é', 'x'],
      [5, 'x'],
    ])
      try {
        r.setHeader(n, v);
        L('ok', n);
      } catch (e) {
        L(e.name, e.code, e.message);
      }
    try {
      r.writeHead(99);
    } catch (e) {
      L(e.name, e.code, e.message);
    }
    try {
      r.writeHead('abc');
    } catch (e) {
      L(e.name, e.code, e.message);
    }
    try {
      r.write(5);
    } catch (e) {
      L(e.name, e.code, e.message);
    }
    try {
      r.write(null);
    } catch (e) {
      L(e.name, e.code, e.message);
    }
    try {
      r.statusMessage = 'a\nb';
      r.writeHead(200);
    } catch (e) {
      L(e.name, e.code, e.message);
    }
    try {
      r.getHeader(5);
    } catch (e) {
      L(e.name, e.code, e.message);
    }
    r.statusMessage = 'OK';
    L(r.hasHeader('A'), JSON.stringify(r.getHeaders()));
    r.end();
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'trailersBad',
  (q, r) => {
    r.setHeader('Trailer', 'X-T');
    r.setHeader('content-length', 1);
    try {
      r.write('a');
    } catch (e) {
      L(e.code, e.message);
      q.socket.destroy();
    }
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'big',
  (q, r) => {
    r.end('x'.repeat(200000));
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'bigBuf',
  (q, r) => {
    r.write(Buffer.alloc(100000, 97));
    r.end(Buffer.alloc(100000, 98));
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'drain',
  (q, r) => {
    let n = 0;
    (function go() {
      while (n < 20) {
        n++;
        if (!r.write('y'.repeat(5000))) {
          L('full');
          r.once('drain', () => {
            L('drain');
            go();
          });
          return;
        }
      }
      r.end();
    })();
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'destroy',
  (q, r) => {
    q.on('close', () => L('qclose'));
    q.on('error', (e) => L('qerr', e.code));
    q.on('aborted', () => L('aborted'));
    r.on('close', () => L('rclose'));
    r.destroy();
    L(r.destroyed);
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'sockDestroy',
  (q, r) => {
    q.on('close', () => L('qclose', q.aborted));
    q.on('aborted', () => L('aborted'));
    q.on('error', (e) => L('qerr', e.code, e.message));
    r.on('close', () => L('rclose', r.writableFinished));
    setTimeout(() => q.socket.destroy(), 5);
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'throwBad',
  (q, r) => {
    L(
      q.socket === r.socket,
      r.req === q,
      q.socket.remoteAddress,
      typeof q.socket.remotePort,
      q.readable,
      q.readableEnded,
      q.destroyed,
      r.writable,
      r.destroyed,
      r.statusCode,
      r.statusMessage,
      q.readableFlowing,
      q.readableLength,
    );
    r.end();
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'socketEnd',
  (q, r) => {
    q.socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi');
    q.socket.end();
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange('endCb', (q, r) => r.end(() => L('done')), 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
await exchange('halfClose', (q, r) => r.end('x'), 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', {
  end: true,
});
await exchange(
  'halfCloseLate',
  (q, r) => {
    r.on('close', () => L('rclose', r.writableFinished));
    q.on('close', () => L('qclose'));
    setTimeout(() => r.end('x'), 40);
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
  { end: true },
);
await exchange(
  'eofBody',
  (q, r) => {
    q.on('data', (d) => L('data', String(d)));
    q.on('end', () => L('end'));
    q.on('aborted', () => L('aborted'));
    q.on('error', (e) => L('err', e.code, e.message));
    q.on('close', () => L('close'));
    r.on('close', () => L('rclose'));
  },
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab',
  { end: true },
);
await exchange(
  'rst',
  (q, r) => {
    q.on('aborted', () => L('aborted'));
    q.on('error', (e) => L('err', e.code, e.message));
    q.on('close', () => L('close'));
    r.on('close', () => L('rclose'));
  },
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab',
  { reset: true },
);
