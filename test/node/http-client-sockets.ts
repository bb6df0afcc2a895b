// node:http's client: what it does to sockets and messages: joined fields, limits, streams that are no sockets, statuses
// without body on kept connections.

import { Agent, createServer, get, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Duplex } from 'node:stream';
import { listen, sleep } from './support/answering.ts';

const host = '127.0.0.1';

console.log('# joined fields');
const FIELDS =
  'HTTP/1.1 200 OK\r\nConnection: close\r\nA: 1\r\nA: 2\r\nAge: 1\r\nAge: 2\r\nCookie: a\r\ncookie: b\r\n' +
  'Set-Cookie: x\r\nset-cookie: y\r\nContent-Length: 0\r\n\r\n';
const repeating = await listen((socket) => {
  socket.on('error', () => {});
  socket.once('data', () => socket.end(FIELDS));
});
for (const joinDuplicateHeaders of [true, false])
  await new Promise<void>((resolve) =>
    get({ host, port: repeating.port, joinDuplicateHeaders } as any, (response) => {
      console.log(response.headers, response.headersDistinct);
      response.resume();
      response.on('close', resolve);
    }),
  );
await new Promise<void>((resolve) => {
  const limited = get({ host, port: repeating.port }, (response) => {
    console.log(Object.keys(response.headers).join(), response.rawHeaders.length);
    response.resume();
    response.on('close', resolve);
  });
  limited.maxHeadersCount = 2;
});
repeating.server.close();

console.log('# errors are as system errors');
const closing = await listen((socket) => {
  socket.on('error', () => {});
  socket.once('data', () => socket.end());
});
await new Promise<void>((resolve) => {
  const lost = get({ host, port: closing.port });
  lost.on('error', (error: any) =>
    console.log(String(error), Object.keys(error), error.stack.split('\n')[0]),
  );
  lost.on('close', resolve);
});
closing.server.close();

console.log('# a stream that is no socket');
class Answering extends Duplex {
  #isAsked = false;
  _read(): void {}
  _write(chunk: any, _encoding: any, callback: any): void {
    console.log('wrote', JSON.stringify(String(chunk)));
    callback();
    if (this.#isAsked) return;
    this.#isAsked = true;
    setTimeout(() => {
      this.push('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe');
      this.push('llo');
    }, 5);
  }
}
const other = request({ createConnection: () => new Answering() } as any);
other.on('response', (response) => {
  response.setEncoding('utf8');
  response.on('data', (text) => console.log('data', text));
  response.on('end', () => console.log('end'));
});
other.end();
await sleep(50);

console.log('# what belongs together');
const plain = await listen((socket) => {
  socket.on('error', () => {});
  socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab'));
});
const agent = new Agent({ keepAlive: true });
const sent: any = get({ host, port: plain.port, agent });
console.log(sent.setNoDelay(true), sent.setSocketKeepAlive(true), sent.setTimeout(1000) === sent);
console.log(sent.clearTimeout());
await new Promise<void>((resolve) =>
  sent.on('response', (response: any) => {
    console.log(response.req === sent, sent.res === response, response.socket === sent.socket);
    console.log(response.connection === sent.connection, response.method, response.url);
    response.resume();
    response.on('end', resolve);
  }),
);
await sleep(5);
console.log(sent.res.socket, sent.socket !== null, sent.destroyed, sent.writableFinished);
agent.destroy();
plain.server.close();

console.log('# the name is not known');
const unknown = get({ host: 'nowhere.invalid', port: 1 });
await new Promise<void>((resolve) => {
  unknown.on('error', (error: any) => console.log(error.code, error.syscall, error.hostname));
  unknown.on('close', resolve);
});

console.log('# the agent is destroyed');
const silent = await listen((socket) => {
  socket.on('error', () => {});
  socket.resume();
});
const doomed = new Agent();
const lost = get({ host, port: silent.port, agent: doomed });
lost.on('error', (error: any) => console.log(error.code, error.message));
lost.on('close', () => console.log('close'));
await sleep(20);
doomed.destroy();
await sleep(10);
silent.server.close();

console.log('# an answer that does not wait for the request');
const early = await listen((socket) => {
  socket.on('error', () => {});
  socket.once('data', () =>
    socket.end('HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'),
  );
  socket.resume();
});
const upload = request({ host, port: early.port, method: 'POST' });
upload.on('response', (response) => {
  console.log(response.statusCode);
  response.resume();
});
upload.on('error', (error: any) => console.log(error.code));
upload.on('close', () => console.log('close'));
upload.write('x'.repeat(100));
await sleep(50);
console.log(upload.destroyed, upload.write('more'));
early.server.close();

console.log('# without body');
let connections = 0;
const server = createServer((asked, response) => {
  if (asked.url === '/204') response.statusCode = 204;
  if (asked.url === '/304') response.statusCode = 304;
  response.end();
});
server.on('connection', () => connections++);
await new Promise<void>((resolve) => server.listen(0, host, resolve));
const { port } = server.address() as AddressInfo;
const kept = new Agent({ keepAlive: true });
for (const [method, path] of [
  ['HEAD', '/'],
  ['GET', '/204'],
  ['GET', '/304'],
  ['HEAD', '/204'],
  ['POST', '/'],
]) {
  await new Promise<void>((resolve) => {
    const asked = request({ host, port, method: method!, path: path!, agent: kept }, (response) => {
      response.resume();
      response.on('end', () => {
        console.log(method, path, response.statusCode, JSON.stringify(response.headers['content-length']));
        setTimeout(resolve, 3);
      });
    });
    asked.end();
  });
}
console.log(connections);
kept.destroy();
server.close();
