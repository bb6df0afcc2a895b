// node:http: requests as handlers see them.

import { pipeline, Readable } from 'node:stream';
import { exchange, log as L, sleep } from './support/http-exchange.ts';

await exchange(
  'pipelined',
  (q, r) => r.end(q.url),
  'GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'pipelinedAsyncReverse',
  (q, r) => {
    setTimeout(() => r.end(q.url), 40 - 10 * Number(q.url.slice(1)));
  },
  'GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'echo',
  (q, r) => q.pipe(r),
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello',
);
await exchange(
  'echoChunk',
  (q, r) => q.pipe(r),
  'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n',
);
await exchange(
  'pipelineEcho',
  (q, r) => pipeline(q, r, (e) => L('done', e)),
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello',
);
await exchange(
  'forAwait',
  async (q, r) => {
    let s = '';
    for await (const c of q) s += c;
    r.end(s.toUpperCase());
  },
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello',
);
await exchange(
  'forAwaitLate',
  async (q, r) => {
    await sleep(10);
    let s = '';
    for await (const c of q) s += c;
    r.end(s.toUpperCase());
  },
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello',
);
await exchange(
  'forAwaitGet',
  async (q, r) => {
    await sleep(10);
    let s = '';
    for await (const c of q) s += c;
    r.end('[' + s + ']');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'setEnc',
  (q, r) => {
    q.setEncoding('utf8');
    let s = '';
    q.on('data', (c) => (s += c));
    q.on('end', () => r.end(s));
  },
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nh\xc3\xa9llo',
);
await exchange(
  'unread',
  (q, r) => r.end('no'),
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhelloGET /2 HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'expect',
  (q, r) => {
    q.resume();
    q.on('end', () => r.end('ok'));
  },
  'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab',
);
await exchange(
  'expectNoRead',
  (q, r) => {
    r.end('ok');
  },
  'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab',
);
await exchange(
  'headers',
  (q, r) =>
    r.end(
      JSON.stringify([
        q.headers,
        q.rawHeaders,
        q.headersDistinct,
        q.httpVersion,
        q.method,
        q.url,
        q.complete,
      ]),
    ),
  'GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\nx: 2\r\nCookie: a\r\ncookie: b\r\nSet-Cookie: c\r\nset-cookie: d\r\nContent-Type: 1\r\nContent-type: 2\r\nConnection: keep-alive\r\n__proto__: 3\r\nconstructor: 4\r\n\r\n',
);
await exchange(
  'trailersIn',
  (q, r) => {
    q.resume();
    q.on('end', () => r.end(JSON.stringify([q.trailers, q.rawTrailers, q.complete])));
  },
  'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nA: b\r\na: c\r\n\r\n',
);
await exchange(
  'upgradeNo',
  (q, r) => r.end(String(q.upgrade)),
  'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n',
);
await exchange(
  'strm',
  (q, r) => {
    Readable.from(['a', 'b', 'c']).pipe(r);
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
