// node:http: the bytes of responses.

import { pipeline, Readable } from 'node:stream';
import { exchange, log as L, sleep } from './support/http-exchange.ts';

await exchange('plain', (q, r) => r.end('hello'), 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
await exchange(
  'writes',
  (q, r) => {
    r.write('a');
    r.write('bc');
    r.end('d');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'writeEmpty',
  (q, r) => {
    r.write('');
    r.end();
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'asyncWrites',
  async (q, r) => {
    r.write('a');
    await sleep(5);
    r.write('b');
    await sleep(5);
    r.end();
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'writeHead',
  (q, r) => {
    r.writeHead(201, 'Yes', { 'X-A': '1', 'x-b': ['2', '3'] });
    r.end('x');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'writeHeadArr',
  (q, r) => {
    r.writeHead(200, ['X-A', '1', 'X-A', '2']);
    r.end('x');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'writeHeadMerge',
  (q, r) => {
    r.setHeader('x-a', '0');
    r.setHeader('Q', 1);
    r.writeHead(200, { 'X-A': '1', z: 'y' });
    r.end('x');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'setHeaders',
  (q, r) => {
    r.setHeader('Content-Type', 'text/plain');
    r.setHeader('Set-Cookie', ['a=1', 'b=2']);
    r.appendHeader('X', '1');
    r.appendHeader('x', '2');
    r.removeHeader('none');
    r.end('x');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'cl',
  (q, r) => {
    r.setHeader('Content-Length', 5);
    r.write('he');
    r.end('llo');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'clWriteHead',
  (q, r) => {
    r.writeHead(200, { 'Content-Length': 5 });
    r.end('hello');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'noDate',
  (q, r) => {
    r.sendDate = false;
    r.end('x');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'rmDate',
  (q, r) => {
    r.removeHeader('Date');
    r.end('x');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'rmConn',
  (q, r) => {
    r.removeHeader('Connection');
    r.end('x');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'rmTE',
  (q, r) => {
    r.removeHeader('Transfer-Encoding');
    r.write('x');
    r.end('y');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'rmCL',
  (q, r) => {
    r.removeHeader('Content-Length');
    r.end('y');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'connClose',
  (q, r) => {
    r.setHeader('Connection', 'close');
    r.end('y');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'connKA',
  (q, r) => {
    r.setHeader('Connection', 'keep-alive');
    r.end('y');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'kaHeader',
  (q, r) => {
    r.setHeader('Keep-Alive', 'timeout=99');
    r.end('y');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  's204',
  (q, r) => {
    r.statusCode = 204;
    r.end();
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  's204body',
  (q, r) => {
    r.writeHead(204);
    r.end('xx');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  's304',
  (q, r) => {
    r.statusCode = 304;
    r.setHeader('ETag', '"x"');
    r.end();
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  's304te',
  (q, r) => {
    r.writeHead(304, { 'Transfer-Encoding': 'chunked' });
    r.end();
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  's404',
  (q, r) => {
    r.statusCode = 404;
    r.end('no');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  's799',
  (q, r) => {
    r.statusCode = 799;
    r.end('no');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'msg',
  (q, r) => {
    r.statusMessage = 'Fine';
    r.end('no');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange('head', (q, r) => r.end('hello'), 'HEAD / HTTP/1.1\r\nHost: a\r\n\r\n');
await exchange(
  'headCL',
  (q, r) => {
    r.setHeader('Content-Length', 5);
    r.end('hello');
  },
  'HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange('http10', (q, r) => r.end('hi'), 'GET / HTTP/1.0\r\n\r\n');
await exchange(
  'http10ka',
  (q, r) => {
    r.setHeader('Content-Length', 2);
    r.end('hi');
  },
  'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
);
await exchange(
  'http10chunk',
  (q, r) => {
    r.write('a');
    r.end('hi');
  },
  'GET / HTTP/1.0\r\n\r\n',
);
await exchange(
  'http10te',
  (q, r) => {
    r.write('a');
    r.end('hi');
  },
  'GET / HTTP/1.0\r\nTE: chunked\r\n\r\n',
);
await exchange(
  'trailers',
  (q, r) => {
    r.setHeader('Trailer', 'X-T');
    r.write('a');
    r.addTrailers({ 'X-T': 'v' });
    r.end();
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange('utf8', (q, r) => r.end('hé€😀'), 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
await exchange('latin1', (q, r) => r.end('é', 'latin1'), 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
await exchange(
  'hex',
  (q, r) => {
    r.write('6162', 'hex');
    r.end('YQ==', 'base64');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange('buf', (q, r) => r.end(Buffer.from('abc')), 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
await exchange(
  'u8',
  (q, r) => {
    r.write(new Uint8Array([65, 66]));
    r.end();
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'te',
  (q, r) => {
    r.setHeader('Transfer-Encoding', 'chunked');
    r.end('abc');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange('endOnly', (q, r) => r.end(), 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
await exchange(
  'early',
  (q, r) => {
    r.writeEarlyHints({ link: '</a>; rel=preload' });
    r.writeProcessing();
    r.end('ok');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'flush',
  (q, r) => {
    r.flushHeaders();
    L(r.headersSent);
    setTimeout(() => r.end('late'), 10);
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
await exchange(
  'cork',
  (q, r) => {
    r.cork();
    r.write('a');
    r.write('b');
    r.uncork();
    r.end('c');
  },
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
);
