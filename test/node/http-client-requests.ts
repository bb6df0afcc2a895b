// node:http's client: the bytes of requests, by options, headers and the ways to write a body.

import http, { Agent, get, request } from 'node:http';
import { listen, sleep } from './support/answering.ts';

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab';

/** What arrives at a server from the request that `start` makes; `port` stands for the port. */
async function bytesOf(name: string, start: (port: number) => any): Promise<void> {
  let received = '';
  const { server, port } = await listen((socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const isFirst = received === '';
      received += bytes.toString('latin1');
      if (isFirst && !received.includes('100-continue')) setTimeout(() => socket.write(ANSWER), 20);
      else if (isFirst) socket.write('HTTP/1.1 100 Continue\r\n\r\n');
      else if (received.includes('100-continue')) setTimeout(() => socket.write(ANSWER), 20);
    });
  });
  try {
    const sent = start(port);
    await new Promise<void>((resolve) => {
      sent.on('response', (response: any) => {
        response.resume();
        response.on('end', resolve);
      });
      sent.on('error', (error: any) => {
        console.log('error', error.code, error.message);
        resolve();
      });
    });
  } catch (error: any) {
    console.log(name, 'thrown', error.name, error.code, error.message);
  }
  await sleep(2);
  console.log(name, JSON.stringify(received.replaceAll(String(port), 'PORT')));
  server.close();
}

const host = '127.0.0.1';
const agent = new Agent();

await bytesOf('get url', (port) => get(`http://127.0.0.1:${port}/a/b?c=d#e`));
await bytesOf('get URL', (port) => get(new URL(`http://user:p%20w@127.0.0.1:${port}/x`)));
await bytesOf('url and options', (port) =>
  get(`http://127.0.0.1:${port}/x`, { headers: { A: 'b' }, method: 'DELETE' }),
);
await bytesOf('options', (port) => get({ port, host, path: '/p' }));
await bytesOf('hostname wins', (port) => get({ port, host: 'nowhere.invalid', hostname: host }));
await bytesOf('auth', (port) => get({ port, host, auth: 'a:b' }));
await bytesOf('no keep-alive', (port) => get({ port, host, agent }));
await bytesOf('no agent', (port) => get({ port, host, agent: false }));
await bytesOf('setHost', (port) => get({ port, host, setHost: false }));
await bytesOf('host given', (port) => get({ port, host, headers: { host: 'me' } }));
await bytesOf('connection given', (port) => get({ port, host, headers: { Connection: 'close' } }));
await bytesOf('array', (port) => get({ port, host, headers: ['A', '1', 'a', '2', 'B', '3'] as any }));
await bytesOf('pairs', (port) =>
  get({ port, host, headers: [['A', '1'], ['a', ['2', '3']]] as any }),
);
await bytesOf('odd array', (port) => get({ port, host, headers: ['A'] as any }));
await bytesOf('lists', (port) =>
  get({ port, host, headers: { cookie: ['a', 'b'], 'X-List': ['c', 'd'], n: 5 as any } }),
);
await bytesOf('unique', (port) =>
  get({ port, host, headers: { 'X-List': ['c', 'd'] }, uniqueHeaders: ['x-list'] } as any),
);
await bytesOf('method', (port) => request({ port, host, method: 'patch' }).end());
for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY'])
  await bytesOf('empty ' + method, (port) => request({ port, host, method }).end());

await bytesOf('end with text', (port) => {
  const sent = request({ port, host, method: 'POST' });
  sent.end('h\u00e9llo \u20ac');
  return sent;
});
await bytesOf('end with bytes', (port) => {
  const sent = request({ port, host, method: 'POST' });
  sent.end(Buffer.from([0, 1, 255]));
  return sent;
});
await bytesOf('end with encoding', (port) => {
  const sent = request({ port, host, method: 'POST' });
  sent.end('68690a', 'hex');
  return sent;
});
await bytesOf('get with a body', (port) => {
  const sent = request({ port, host });
  sent.end('body');
  return sent;
});
await bytesOf('chunks', (port) => {
  const sent = request({ port, host, method: 'POST' });
  console.log(sent.write('abc'), sent.write(''), sent.write(Buffer.from('0123456789abcdef0')));
  sent.end('z');
  return sent;
});
await bytesOf('chunks later', (port) => {
  const sent = request({ port, host, method: 'POST' });
  sent.write('abc');
  setTimeout(() => sent.write('defg'), 5);
  setTimeout(() => sent.end(), 10);
  return sent;
});
await bytesOf('length given', (port) => {
  const sent = request({ port, host, method: 'POST', headers: { 'Content-Length': 6 } });
  sent.write('abc');
  sent.end('def');
  return sent;
});
await bytesOf('coding given', (port) => {
  const sent = request({ port, host, method: 'POST', headers: { 'Transfer-Encoding': 'chunked' } });
  sent.end('def');
  return sent;
});
await bytesOf('get, coding given', (port) => {
  const sent = request({ port, host, headers: { 'Transfer-Encoding': 'chunked' } });
  sent.write('a');
  sent.end('def');
  return sent;
});
await bytesOf('trailers', (port) => {
  const sent = request({ port, host, method: 'POST', headers: { Trailer: 'X-T' } });
  sent.write('abc');
  sent.addTrailers({ 'X-T': 'v' });
  sent.end();
  return sent;
});
await bytesOf('trailers without chunks', (port) => {
  const sent = request({ port, host, headers: { Trailer: 'X-T' } });
  sent.end();
  return sent;
});
await bytesOf('removed length', (port) => {
  const sent = request({ port, host, method: 'POST' });
  sent.removeHeader('Content-Length');
  sent.end('abc');
  return sent;
});
await bytesOf('removed connection', (port) => {
  const sent = request({ port, host });
  sent.removeHeader('Connection');
  sent.end();
  return sent;
});
await bytesOf('removed host', (port) => {
  const sent = request({ port, host });
  sent.removeHeader('Host');
  sent.end();
  return sent;
});
await bytesOf('expect', (port) => {
  const sent = request({ port, host, method: 'POST', headers: { Expect: '100-continue' } });
  sent.on('continue', () => sent.end('now'));
  return sent;
});
await bytesOf('flushHeaders', (port) => {
  const sent = request({ port, host, method: 'POST' });
  sent.flushHeaders();
  setTimeout(() => sent.end('later'), 5);
  return sent;
});
await bytesOf('cork', (port) => {
  const sent = request({ port, host, method: 'POST' });
  sent.cork();
  sent.write('a');
  console.log(sent.writableCorked);
  sent.uncork();
  sent.end('b');
  return sent;
});

console.log('# headers');
const sent = request({ port: 1, host, headers: { A: '1', 'b-C': ['2', '3'] } });
sent.on('error', (error: any) => console.log(error.code, error.message, error.syscall, error.address, error.port));
sent.on('close', () => console.log('close', sent.destroyed, sent.closed));
console.log(sent.getHeaders(), sent.getHeaderNames(), sent.getRawHeaderNames());
console.log(sent.getHeader('a'), sent.hasHeader('B-c'), sent.method, sent.path, sent.host, sent.protocol);
sent.setHeader('X', 'y');
sent.appendHeader('X', 'z');
console.log(sent.getHeader('x'), sent.headersSent, sent.writableEnded, sent.writableFinished, sent.finished);
sent.end();
console.log(sent.headersSent, sent.writableEnded, sent.writableFinished, sent.writable);
function attempt(action: () => void): void {
  try {
    action();
    console.log('nothing thrown');
  } catch (error: any) {
    console.log(error.name, error.code, error.message);
  }
}
attempt(() => sent.setHeader('late', '1'));
attempt(() => sent.removeHeader('late'));
await sleep(20);
const options: any = { host, port: 1 };
attempt(() => request({ ...options, path: '/a b' }));
attempt(() => request({ ...options, path: '/\u20ac' }));
attempt(() => request({ ...options, protocol: 'ftp:' }));
attempt(() => request('ftp://a/'));
attempt(() => request('nonsense'));
attempt(() => request({ ...options, method: 5 }));
attempt(() => request({ ...options, method: 'A B' }));
attempt(() => request({ ...options, hostname: 5 }));
attempt(() => request({ ...options, host: {} }));
attempt(() => request({ ...options, agent: {} }));
attempt(() => request({ ...options, agent: 'x' }));
attempt(() => request({ ...options, timeout: 'x' }));
attempt(() => request({ ...options, timeout: -1 }));
attempt(() => request({ ...options, headers: { 'a b': 'c' } }));
attempt(() => request({ ...options, headers: { a: 'b\nc' } }));
attempt(() => request({ ...options, headers: { a: undefined } }));
attempt(() => request({ ...options, maxHeaderSize: 'x' }));
attempt(() => request({ ...options, insecureHTTPParser: 1 }));
attempt(() => request({ ...options, joinDuplicateHeaders: 1 }));
attempt(() => new Agent({ scheduling: 'x' } as any));
attempt(() => new Agent({ maxTotalSockets: 'x' } as any));
attempt(() => new Agent({ maxTotalSockets: 0 }));
const unsent = request({ ...options, method: 'POST' });
unsent.on('error', () => {});
attempt(() => unsent.write(null as any));
attempt(() => unsent.write(5 as any));
attempt(() => unsent.setTimeout('x' as any));
unsent.destroy();
console.log(typeof http.globalAgent, http.globalAgent.keepAlive, http.globalAgent.scheduling, http.request === request);
