// fetch: bodies while they are under way: both directions, back-pressure, abort, connections that are used again.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen, sleep } from '../node/support/answering.ts';

function failure(error: any): string {
  const cause = error?.cause;
  const reason = cause ? ` | ${cause.name} ${cause.code} ${cause.message}` : '';
  return `${error?.name} ${error?.message}${reason}`;
}

let connections = 0;
let written = 0;
let aborted = 0;
const server = createServer((request, response) => {
  response.on('close', () => {
    if (!response.writableFinished) aborted++;
  });
  if (request.url === '/never') return;
  if (request.url === '/echo') {
    request.pipe(response);
    return;
  }
  if (request.url === '/large') {
    const more = () => {
      while (written < 400) {
        written++;
        if (!response.write(Buffer.alloc(65536, written))) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    more();
    return;
  }
  if (request.url === '/slow') {
    response.write('first');
    setTimeout(() => response.end(' second'), 30);
    return;
  }
  request.resume();
  request.on('end', () => response.end('hello'));
});
server.on('connection', () => connections++);
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

console.log('# connections');
for (let i = 0; i < 3; i++) {
  console.log(await (await fetch(base)).text());
  await sleep(5);
}
console.log(connections);
const both = await Promise.all([fetch(base), fetch(base)]);
console.log((await Promise.all(both.map((response) => response.text()))).join(), connections);

console.log('# echo');
const pieces = ['a', 'bc', '', 'def'];
const body = new ReadableStream({
  async pull(controller) {
    await sleep(2);
    const next = pieces.shift();
    if (next === undefined) controller.close();
    else controller.enqueue(new TextEncoder().encode(next));
  },
});
const echoed = await fetch(base + '/echo', { method: 'POST', body, duplex: 'half' } as any);
console.log(await echoed.text());
const sizes = [0, 0];
const large = new ReadableStream({
  pull(controller) {
    if (sizes[0]! >= 3000000) controller.close();
    else {
      sizes[0]! += 50000;
      controller.enqueue(new Uint8Array(50000));
    }
  },
});
const back = await fetch(base + '/echo', { method: 'POST', body: large, duplex: 'half' } as any);
for await (const chunk of back.body as any) sizes[1] += chunk.length;
console.log(sizes.join());
const bytes = new Uint8Array(1000000).fill(7);
const same = new Uint8Array(await (await fetch(base + '/echo', { method: 'PUT', body: bytes })).arrayBuffer());
console.log(same.length, same.every((byte) => byte === 7));

console.log('# back-pressure');
const held = await fetch(base + '/large');
await sleep(100);
console.log('held back', written < 400);
let total = 0;
for await (const chunk of held.body as any) total += chunk.length;
console.log(total, written);

console.log('# piece by piece');
const slow = await fetch(base + '/slow');
const reader = slow.body!.getReader();
for (;;) {
  const { value, done } = await reader.read();
  if (done) break;
  console.log(new TextDecoder().decode(value));
}

console.log('# abort');
async function abortedBy(name: string, path: string, wait: number): Promise<void> {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), wait);
  try {
    const response = await fetch(base + path, { signal: controller.signal });
    console.log(name, response.status);
    await response.text();
    console.log(name, 'read');
  } catch (error) {
    console.log(name, failure(error), error === controller.signal.reason);
  }
}
await abortedBy('before the response', '/never', 20);
await abortedBy('in the body', '/slow', 15);
await abortedBy('too late', '/', 50);
await sleep(60);
const reasons = new AbortController();
const never = fetch(base + '/never', { signal: reasons.signal });
reasons.abort('because');
await never.catch((reason) => console.log(reason));
await fetch(base + '/never', { signal: AbortSignal.timeout(20) }).catch((error) => console.log(failure(error)));
const request = new Request(base + '/never', { signal: AbortSignal.abort() });
await fetch(request).catch((error) => console.log(failure(error)));
let pulls = 0;
const uploading = new AbortController();
setTimeout(() => uploading.abort(), 20);
await fetch(base + '/echo', {
  method: 'POST',
  duplex: 'half',
  signal: uploading.signal,
  body: new ReadableStream({
    async pull(controller) {
      await sleep(5);
      if (++pulls === 20) controller.close();
      else controller.enqueue(new Uint8Array(10));
    },
  }),
} as any)
  .then((response) => response.text())
  .catch((error) => console.log(failure(error)));

console.log('# cancel');
written = 0;
const given = await fetch(base + '/large');
const some = given.body!.getReader();
await some.read();
await some.cancel();
await sleep(20);
console.log(written < 400, aborted > 0);

console.log('# a kept connection that the server closes');
let accepted = 0;
const closing = await listen((socket) => {
  accepted++;
  socket.on('error', () => {});
  socket.on('data', () => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab');
    setTimeout(() => socket.end(), 5);
  });
});
for (let i = 0; i < 3; i++) {
  console.log(await (await fetch(`http://127.0.0.1:${closing.port}/`)).text(), accepted);
  await sleep(25);
}
closing.server.close();

console.log('# nobody there');
const gone = await listen(() => {});
await new Promise<void>((resolve) => gone.server.close(() => resolve()));
await fetch(`http://127.0.0.1:${gone.port}/`).catch((error) =>
  console.log(error.message, error.cause.code, error.cause.syscall, error.cause.address),
);
server.close();
server.closeAllConnections();
