// fetch: the bytes of requests, and what is refused before anything is sent.

import { listen } from '../node/support/answering.ts';

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab';
const encoder = new TextEncoder();

function failure(error: any): string {
  const cause = error?.cause;
  const reason = cause ? ` | ${cause.name} ${cause.code} ${cause.message}` : '';
  return `${error?.name} ${error?.message}${reason}`;
}

/** Names in lower case, as both sides compare them; the codings that are asked for are not the same. */
function normalized(received: string, port: number): string {
  return received
    .replaceAll(String(port), 'PORT')
    .replace(/^[A-Za-z-]+(?=: )/gm, (name) => name.toLowerCase())
    .replace('accept-encoding: gzip, deflate', 'accept-encoding: identity');
}

async function sent(name: string, path: string, init?: any): Promise<void> {
  let received = '';
  const { server, port } = await listen((socket) => {
    let timer: any;
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      received += bytes.toString('latin1');
      clearTimeout(timer);
      timer = setTimeout(() => socket.write(ANSWER), 15);
    });
  });
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
    console.log(name, response.status, await response.text());
  } catch (error) {
    console.log(name, failure(error));
  }
  console.log(JSON.stringify(normalized(received, port)));
  server.close();
}

function streamOf(...chunks: any[]): ReadableStream {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

await sent('get', '');
await sent('path', '/a%20b/../c?d=é#e', { headers: { 'X-A': 'b', 'Accept-Language': 'de' } });
await sent('text', '/', { method: 'POST', body: 'h\u00e9\u20ac' });
await sent('bytes', '/', { method: 'POST', body: new Uint8Array([1, 2, 255]) });
await sent('buffer', '/', { method: 'POST', body: new Uint8Array([65, 66]).buffer });
await sent('view', '/', { method: 'POST', body: new DataView(new ArrayBuffer(3), 1) });
await sent('parameters', '/', { method: 'POST', body: new URLSearchParams({ a: 'b c', d: '&' }) });
await sent('stream', '/', {
  method: 'POST',
  duplex: 'half',
  body: streamOf(encoder.encode('ab'), encoder.encode('cde')),
});
await sent('type given', '/', { method: 'POST', body: 'x', headers: { 'content-type': 'a/b' } });
for (const method of ['get', 'POST', 'put', 'DELETE', 'options', 'PATCH', 'HEAD', 'query'])
  await sent(method, '/', { method });
await sent('empty text', '/', { method: 'PUT', body: '' });
await sent('delete with a body', '/', { method: 'DELETE', body: 'x' });
await sent('fields', '/', {
  headers: [
    ['user-agent', 'me'],
    ['accept', 'x'],
    ['cookie', 'a=b'],
    ['x-twice', '1'],
    ['referer', 'http://x/'],
  ],
});
await sent('close', '/', { headers: { connection: 'close' } });
await sent('host', '/', { headers: { host: 'other' } });
await sent('range', '/', { headers: { range: 'bytes=0-1' } });
await sent('if-none-match', '/', { headers: { 'if-none-match': 'x' } });
for (const cache of ['no-store', 'reload', 'no-cache', 'default', 'force-cache'])
  await sent('cache ' + cache, '/', { cache });
await sent('mode', '/', { mode: 'same-origin' });
for (const name of ['expect', 'upgrade', 'keep-alive', 'transfer-encoding'])
  await sent(name, '/', { headers: { [name]: 'chunked' } });
await sent('connection', '/', { headers: { connection: 'other' } });
await sent('another length', '/', { method: 'POST', body: 'abc', headers: { 'content-length': '5' } });
await sent('a stream without duplex', '/', { method: 'POST', body: streamOf('a') });
await sent('a stream that fails', '/', {
  method: 'POST',
  duplex: 'half',
  body: new ReadableStream({ pull: (controller) => controller.error(new Error('mine')) }),
});

console.log('# a Request');
const { server, port } = await listen((socket) => {
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    console.log(normalized(bytes.toString('latin1'), port).split('\r\n')[0]);
    socket.write(ANSWER);
  });
});
const request = new Request(`http://127.0.0.1:${port}/r`, { method: 'POST', body: 'abc', headers: { x: 'y' } });
const response = await fetch(request);
console.log(response.status, request.bodyUsed, await response.text());
await fetch(request).then(
  () => console.log('sent twice'),
  (error) => console.log(error.name),
);
await (await fetch(new Request(`http://127.0.0.1:${port}/s`), { method: 'DELETE' })).text();
await (await fetch(new URL(`http://127.0.0.1:${port}/url`))).text();
server.close();

console.log('# refused');
for (const url of ['ftp://a/', 'file:///x', 'about:blank', '/x', 'http://127.0.0.1:22/', 'http://a:b@c/'])
  await fetch(url).then(
    () => console.log(url, 'fetched'),
    (error) => console.log(url, failure(error)),
  );
for (const init of [
  { method: 'CONNECT' },
  { body: 'x' },
  { signal: 5 },
  { signal: AbortSignal.abort() },
  { mode: 'navigate' },
  { mode: 'x' },
  { redirect: 'x' },
  { cache: 'only-if-cached' },
  { credentials: 'x' },
  { window: 1 },
  { duplex: 'full' },
] as any[])
  await fetch('http://127.0.0.1:1/', init).then(
    () => console.log('fetched'),
    (error) => console.log(Object.keys(init)[0], failure(error)),
  );
await fetch('http://127.0.0.1:1/', { signal: AbortSignal.abort('why') }).catch((error) => console.log(error));
console.log(fetch.length, fetch.name, typeof globalThis.fetch);
const descriptor = Object.getOwnPropertyDescriptor(globalThis, 'fetch')!;
console.log(descriptor.enumerable, descriptor.configurable);
