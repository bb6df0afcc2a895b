// node:http's client: the order of events when things go well, and when they do not.

import { Agent, createServer, get, request } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Duplex, pipeline } from 'node:stream';
import { listen, observe, sleep } from './support/answering.ts';

const host = '127.0.0.1';

/** Prints what a request to a server with `onConnection` reports. */
async function part(
  name: string,
  onConnection: (socket: any) => void,
  start: (options: any, lines: string[]) => any,
): Promise<void> {
  const lines: string[] = [];
  const sockets = new Set<any>();
  const { server, port } = await listen((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  const sent = start({ host, port }, lines);
  observe(sent, lines);
  sent.on('socket', () => lines.push('socket'));
  sent.on('prefinish', () => lines.push('prefinish'));
  sent.on('finish', () => lines.push('finish'));
  await Promise.race([
    new Promise<void>((resolve) => sent.on('close', () => resolve())),
    sleep(300).then(() => lines.push('no close')),
  ]);
  lines.push(`close ${sent.destroyed} ${sent.closed} ${sent.aborted}`);
  await sleep(10);
  console.log(`# ${name}\n${lines.join('\n').replaceAll(String(port), 'PORT')}`);
  for (const socket of sockets) socket.destroy();
  server.close();
}

const answer = (text: string) => (socket: any) => socket.once('data', () => socket.write(text));
const silent = () => {};
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab';
const kept = () => new Agent({ keepAlive: true });

await part('kept', answer(OK), (options) => get({ ...options, agent: kept() }));
await part('not kept', answer(OK), (options) => get({ ...options, agent: false }));
await part('no agent', answer(OK), (options) =>
  get({ ...options, createConnection: (given: any) => connect(given.port, given.host) }),
);
await part('createConnection calls back', answer(OK), (options) =>
  get({
    ...options,
    createConnection: (given: any, done: any) => {
      setTimeout(() => done(null, connect(given.port, given.host)), 5);
    },
  }),
);
await part('createConnection fails', silent, (options) =>
  get({
    ...options,
    createConnection: (_given: any, done: any) => done(new Error('no connection')),
  }),
);
await part('answer before the end of the request', answer(OK), (options) => {
  const sent = request({ ...options, method: 'POST', agent: kept() });
  sent.write('abc');
  setTimeout(() => sent.end('def'), 30);
  return sent;
});
await part('closed without answer', (socket) => socket.once('data', () => socket.end()), (options) =>
  get(options),
);
await part('reset without answer', (socket) => socket.once('data', () => socket.resetAndDestroy()), (options) =>
  get(options),
);
await part(
  'reset within the body',
  (socket) =>
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab');
      setTimeout(() => socket.resetAndDestroy(), 10);
    }),
  (options) => get(options),
);
await part('destroyed at once', silent, (options) => get(options).destroy());
await part('destroyed at once with an error', silent, (options) => get(options).destroy(new Error('mine')));
await part('destroyed on socket', silent, (options) => {
  const sent = get(options);
  sent.on('socket', () => sent.destroy());
  return sent;
});
await part('destroyed after the connection', silent, (options) => {
  const sent = get(options);
  setTimeout(() => sent.destroy(), 20);
  return sent;
});
await part('destroyed with an error after the connection', silent, (options) => {
  const sent = get(options);
  setTimeout(() => sent.destroy(new Error('mine')), 20);
  return sent;
});
await part('destroyed on response', answer('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab'), (options) => {
  const sent = get(options);
  sent.on('response', () => sent.destroy());
  return sent;
});
await part('response destroyed', answer('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab'), (options) => {
  const sent = get(options);
  sent.on('response', (response: any) => response.destroy());
  return sent;
});
await part('response destroyed with an error', answer('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab'), (options) => {
  const sent = get(options);
  sent.on('response', (response: any) => response.destroy(new Error('mine')));
  return sent;
});
await part('abort', silent, (options) => {
  const sent = get(options);
  setTimeout(() => sent.abort(), 20);
  return sent;
});
await part('abort at once', silent, (options) => {
  const sent = get(options);
  sent.abort();
  return sent;
});
await part('abort on response', answer('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab'), (options) => {
  const sent = get(options);
  sent.on('response', () => sent.abort());
  return sent;
});
await part('signal', silent, (options) => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 20);
  return get({ ...options, signal: controller.signal });
});
await part('signal aborted before', silent, (options) =>
  get({ ...options, signal: AbortSignal.abort() }),
);
await part('timeout option', silent, (options) => {
  const sent = get({ ...options, timeout: 20, agent: kept() });
  sent.on('timeout', () => sent.destroy());
  return sent;
});
await part('setTimeout', silent, (options) => {
  const sent = get(options);
  sent.setTimeout(20, () => sent.destroy(new Error('too late')));
  return sent;
});
await part('timeout in the body', answer('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab'), (options, lines) => {
  const sent = get({ ...options, timeout: 20 });
  sent.on('response', (response: any) => response.on('timeout', () => lines.push('response timeout')));
  sent.on('timeout', () => setTimeout(() => sent.destroy(), 5));
  return sent;
});
await part('timeout that does not come', answer(OK), (options, lines) => {
  const sent = get({ ...options, timeout: 30, agent: kept() });
  setTimeout(() => lines.push('later'), 60);
  return sent;
});
await part(
  'continue',
  (socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 100 Continue\r\n\r\n');
      socket.once('data', () => socket.write(OK));
    });
  },
  (options) => {
    const sent = request({ ...options, method: 'POST', headers: { Expect: '100-continue' } });
    sent.on('continue', () => sent.end('body'));
    return sent;
  },
);
await part('early hints', answer('HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n' + OK), (options) => get(options));
const SWITCH = 'HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nraw';
await part('upgrade', answer(SWITCH), (options, lines) => {
  const sent = get({ ...options, headers: { Connection: 'Upgrade', Upgrade: 'x' } });
  sent.on('upgrade', (response: any, socket: any, rest: any) => {
    lines.push(`upgrade ${response.statusCode} ${response.headers.upgrade} ${rest} ${socket.listenerCount('error')}`);
    socket.on('data', (bytes: any) => {
      lines.push('socket data ' + bytes);
      socket.destroy();
    });
    socket.write('hello');
  });
  return sent;
});
await part('upgrade without listener', answer(SWITCH), (options) =>
  get({ ...options, headers: { Connection: 'Upgrade', Upgrade: 'x' } }),
);
await part('CONNECT', answer('HTTP/1.1 200 OK\r\n\r\ntunnel'), (options, lines) => {
  const sent = request({ ...options, method: 'CONNECT', path: 'a:1' });
  sent.on('connect', (response: any, socket: any, rest: any) => {
    lines.push(`connect ${response.statusCode} ${rest}`);
    socket.destroy();
  });
  sent.end();
  return sent;
});
await part('CONNECT without listener', answer('HTTP/1.1 200 OK\r\n\r\ntunnel'), (options) =>
  request({ ...options, method: 'CONNECT', path: 'a:1' }).end(),
);
await part('write after end', answer(OK), (options, lines) => {
  const sent = request({ ...options, method: 'POST' });
  sent.end('a');
  sent.write('b', (error: any) => lines.push('write: ' + error.code));
  return sent;
});
await part('write after destroy', silent, (options, lines) => {
  const sent = request({ ...options, method: 'POST' });
  sent.destroy();
  sent.write('b', (error: any) => lines.push('write: ' + error.code));
  return sent;
});
await part('callbacks of write and end', answer(OK), (options, lines) => {
  const sent = request({ ...options, method: 'POST' });
  sent.write('b', () => lines.push('written'));
  sent.end('c', () => lines.push('ended'));
  return sent;
});
await part('end twice', answer(OK), (options, lines) => {
  const sent = request({ ...options, method: 'POST' });
  sent.end('c');
  sent.end(() => lines.push('ended again'));
  return sent;
});

console.log('# nobody there');
const lines: string[] = [];
const { server: gone, port: closedPort } = await listen(silent);
await new Promise<void>((resolve) => gone.close(() => resolve()));
const refused = get({ host, port: closedPort });
observe(refused, lines);
await new Promise<void>((resolve) => refused.on('close', () => resolve()));
console.log(lines.join('\n').replaceAll(String(closedPort), 'PORT'));

console.log('# bodies');
const server = createServer((asked, response) => {
  if (asked.url === '/large') {
    for (let i = 0; i < 64; i++) response.write(Buffer.alloc(65536, i));
    response.end();
  } else asked.pipe(response);
});
await new Promise<void>((resolve) => server.listen(0, host, resolve));
const { port } = server.address() as AddressInfo;
const agent = kept();

/** All of a response's body. */
async function bodyOf(sent: any): Promise<any> {
  const response: any = await new Promise((resolve) => sent.on('response', resolve));
  const chunks: any[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const large = await bodyOf(get({ host, port, agent, path: '/large' }));
console.log(large.length, large[0], large[65536 * 63]);
const echo = request({ host, port, agent, method: 'POST' });
const echoed = bodyOf(echo);
for (let i = 0; i < 40; i++)
  if (!echo.write(Buffer.alloc(50000, i))) await new Promise<void>((resolve) => echo.once('drain', resolve));
echo.end();
const back = await echoed;
console.log(back.length, back[0], back[50000 * 39]);

const slow = get({ host, port, agent, path: '/large' });
const slowly: any = await new Promise((resolve) => slow.on('response', resolve));
await sleep(20);
console.log('held back', slowly.readableLength > 0, slowly.readableLength < 1000000);
let size = 0;
for await (const chunk of slowly) size += chunk.length;
console.log(size);

const first = get({ host, port, agent, path: '/large' });
const broken: any = await new Promise((resolve) => first.on('response', resolve));
for await (const chunk of broken) {
  console.log(chunk.length > 0);
  break;
}
await sleep(5);
console.log(broken.destroyed, first.destroyed, first.aborted);

await new Promise<void>((resolve) => {
  const piped = request({ host, port, agent, method: 'PUT' }, (response) => {
    response.setEncoding('utf8');
    response.on('data', (text) => console.log(text));
    response.on('end', resolve);
  });
  pipeline(Duplex.from(['a', 'b', 'c']), piped, (error) => console.log('pipeline', error));
});
agent.destroy();
server.close();
server.closeAllConnections();
