// The peer's side: runs in a network namespace of its own, starts the machine on a TAP device there, and talks to it by
// Linux's own TCP. Layer: tests. Prints a line of JSON for each check: [name, problem or null].

import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type MachineName } from '../../src/monitor/qemu/machine.ts';
import { qemuMonitor } from '../../src/monitor/qemu/qemu-monitor.ts';

const [image = '', machine = 'microvm'] = process.argv.slice(2);
const TAP = 'peer0';
const GUEST4 = '10.77.0.2';
const GUEST6 = 'fd77::2';
const MEGABYTE = 1 << 20;

function ip(words: string): void {
  execFileSync('ip', words.split(' '));
}

ip('link set lo up');
ip(`tuntap add dev ${TAP} mode tap`);
ip(`link set ${TAP} up`);
ip(`addr add 10.77.0.1/24 dev ${TAP}`);
ip(`addr add fd77::1/64 dev ${TAP} nodad`);

const guest = qemuMonitor({
  name: machine as MachineName,
  accelerator: 'tcg',
  network: {
    attachment: `tap:${TAP}`,
    settings: [`ip=${GUEST4}::10.77.0.1:255.255.255.0::eth0:off`, `ip6=${GUEST6}/64`],
  },
}).start({ image, arguments: [], environment: [], memory: '64M', ports: [], output: 'pipe' });
let log = '';
for await (const part of guest.output ?? []) {
  log += part;
  if (log.includes('ready')) break;
}

async function check(name: string, run: () => Promise<void>): Promise<void> {
  let problem: string | null = null;
  try {
    await Promise.race([run(), late()]);
  } catch (error) {
    problem = (error as Error).message;
  }
  console.log(JSON.stringify([name, problem]));
}

function late(): Promise<never> {
  return new Promise((_, reject) =>
    setTimeout(() => reject(new Error('took longer than a minute')), 60_000).unref(),
  );
}

function equal(actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`${String(actual)} instead of ${String(expected)}`);
}

async function open(port: number, host = GUEST4): Promise<Socket> {
  const socket = connect({ port, host, allowHalfOpen: true });
  await once(socket, 'connect');
  return socket;
}

async function everything(socket: Socket): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Bytes that are nowhere the same for long. */
function testBytes(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let i = 0, x = 1; i < length; i++, x = (x * 48271) % 2147483647) bytes[i] = x & 255;
  return bytes;
}

async function echo(length: number, host?: string): Promise<void> {
  const sent = testBytes(length);
  const socket = await open(7, host);
  const answer = everything(socket);
  socket.end(sent);
  const received = await answer;
  equal(received.length, sent.length);
  equal(received.equals(sent), true);
}

await check('bytes come back over IPv4', () => echo(100_000));
await check('bytes come back over IPv6', () => echo(100_000, GUEST6));
await check('8 MB go in', async () => {
  const sent = testBytes(8 * MEGABYTE);
  let sum = 0;
  const socket = await open(9);
  socket.end(sent);
  const [count] = (await everything(socket)).toString().split(' ');
  for (let i = 0; i < sent.length; i += 997) sum = (sum + sent[i]!) % 65521;
  equal(Number(count), sent.length);
});
await check('8 MB come out', async () => {
  const socket = await open(19);
  socket.write(String(8 * MEGABYTE));
  const received = await everything(socket);
  equal(received.length, 8 * MEGABYTE);
  for (let i = 0; i < received.length; i += 65536)
    equal(received.toString('latin1', i, i + 8), 'abcdefgh');
});
await check('the guest still answers after our half of a connection has ended', async () => {
  const socket = await open(9);
  socket.end('12345');
  equal((await everything(socket)).toString().startsWith('5 '), true);
});
await check('a reset arrives as one', async () => {
  const socket = await open(13);
  socket.write('x');
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  equal(error.code, 'ECONNRESET');
});
await check('our reset does not disturb the guest', async () => {
  const socket = await open(7);
  socket.write('some');
  socket.resetAndDestroy();
  await echo(1000);
});
await check('a port where nobody listens refuses', async () => {
  const socket = connect(4, GUEST4);
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  equal(error.code, 'ECONNREFUSED');
});
await check('1,000 connections at once', async () => {
  const sockets = await Promise.all(Array.from({ length: 1000 }, () => open(7)));
  const answers = sockets.map((socket, i) => {
    const answer = everything(socket);
    socket.end(`connection ${i}`);
    return answer;
  });
  const texts = await Promise.all(answers);
  texts.forEach((text, i) => equal(text.toString(), `connection ${i}`));
});
await check('a smaller path MTU is found', async () => {
  ip(`link set ${TAP} mtu 1280`);
  await echo(200_000);
  ip(`link set ${TAP} mtu 1500`);
});
// Not every machine has the command.
const ping = spawnSync('ping', ['-V']).status === 0 ? check : async (): Promise<void> => {};
await ping('ping is answered, large ones in fragments too', async () => {
  execFileSync('ping', ['-c', '2', '-W', '5', GUEST4]);
  execFileSync('ping', ['-c', '1', '-W', '5', '-s', '4000', GUEST4]);
  execFileSync('ping', ['-c', '1', '-W', '5', '-s', '4000', GUEST6]);
});
guest.stop();
await check('the machine ends in order', async () => equal((await guest.ended).status, 0));
process.exit(0);
