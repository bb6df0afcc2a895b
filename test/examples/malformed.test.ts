// Malformed HTTP against the compiled hello: refused as the specification says and as Node refuses it, and the server goes
// on serving, with the memory that it had. Layer: tests.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import {
  buildImage,
  type DrivenServer,
  exampleFile,
  startImage,
  startOnNode,
} from './driven-server.ts';
import { request } from './exchange.ts';
import { type MalformedCase, malformedCases } from './malformed-cases.ts';
import { Wire } from './wire.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'drupe-malformed-'));
const get = request('GET', '/');
let image: DrivenServer;
let node: DrivenServer;

before(async () => {
  const hello = exampleFile('hello');
  image = await startImage(await buildImage(hello, path.join(folder, 'hello')));
  node = await startOnNode(hello);
});
after(async () => {
  await Promise.all([image?.stop(), node?.stop()]);
  rmSync(folder, { recursive: true });
});

for (const malformed of malformedCases) {
  test(`malformed: ${malformed.name}`, async () => {
    const [status, onNode] = await Promise.all([
      firstStatus(image.port, malformed),
      firstStatus(node.port, malformed),
    ]);
    assert.ok(malformed.allowed.includes(status), `answered with ${status}, Node with ${onNode}`);
    if (malformed.asNode !== false) assert.equal(status, onNode);
    await serves();
  });
}

async function firstStatus(port: number, malformed: MalformedCase): Promise<number | 'dropped'> {
  const wire = new Wire(port);
  wire.send(Buffer.from(malformed.text, 'latin1'));
  if (malformed.end) wire.end();
  const hasHead = (): boolean => wire.received.includes('\r\n\r\n');
  const isAnswered = await wire.until(() => hasHead() || wire.state !== 'open');
  const head = wire.received.toString('latin1');
  wire.close();
  assert.ok(isAnswered, 'neither answered nor dropped');
  return head === '' ? 'dropped' : Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]);
}

async function serves(): Promise<void> {
  const wire = new Wire(image.port);
  wire.send(get);
  const [answer] = await wire.responses(['GET']);
  wire.close();
  assert.equal(answer?.status, 200, image.log());
  assert.equal(answer.body.toString(), 'hello');
}

test('a client that sends a byte at a time does not keep others from being served', async () => {
  const slow = new Wire(image.port);
  for (const byte of get) {
    slow.send(byte);
    await serves();
  }
  const [answer] = await slow.responses(['GET']);
  slow.close();
  assert.equal(answer?.status, 200);
});

test('300 clients that stop in the middle of a head do not keep others from being served', async () => {
  const idle = Array.from({ length: 300 }, () => new Wire(image.port));
  for (const wire of idle) wire.send('GET / HTTP/1.1\r\nHost: ');
  await serves();
  for (const wire of idle) wire.send('a\r\n\r\n');
  for (const wire of idle) {
    assert.equal((await wire.responses(['GET']))[0]?.status, 200);
    wire.close();
  }
});

test('a client that never reads its answers is not read from for ever', async () => {
  const greedy = new Wire(image.port);
  greedy.pause();
  const before = residentKilobytes();
  // Their answers would be 200 MB.
  const many = get.repeat(2000);
  for (let i = 0; i < 600; i++) greedy.send(many);
  for (let i = 0; i < 20; i++) await serves();
  const grown = residentKilobytes() - before;
  greedy.reset();
  assert.ok(grown < 40_000, `${grown} KB more`);
  await serves();
});

test('a body of 64 MB that nobody reads is received in little memory', async () => {
  const before = residentKilobytes();
  const wire = new Wire(image.port);
  const size = 64 * 1024 * 1024;
  wire.send(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${size}\r\n\r\n`);
  const part = Buffer.alloc(1024 * 1024, 'x');
  for (let sent = 0; sent < size; sent += part.length) wire.send(part);
  wire.send(get);
  const answers = await wire.responses(['POST', 'GET']);
  wire.close();
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200],
  );
  const grown = residentKilobytes() - before;
  assert.ok(grown < 20_000, `${grown} KB more`);
});

test('10,000 malformed requests leave no connection and no memory behind', async () => {
  await storm(1000);
  const before = residentKilobytes();
  await storm(10_000);
  const grown = residentKilobytes() - before;
  assert.ok(grown < 20_000, `${grown} KB more`);
  await serves();
});

/** Twenty at once. */
async function storm(count: number): Promise<void> {
  const texts = malformedCases.map(({ text }) => text).filter((text) => text.length < 1500);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const wire = new Wire(image.port);
      wire.send(Buffer.from(texts[next++ % texts.length] ?? '', 'latin1'));
      wire.end();
      await wire.until(() => wire.state !== 'open');
      wire.close();
    }
  };
  await Promise.all(Array.from({ length: 20 }, worker));
}

function residentKilobytes(): number {
  const text = readFileSync(`/proc/${image.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(text)?.[1]);
}
