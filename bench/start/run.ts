// Start to first answer, and resident memory idle and after load, of each example, compiled and under Node.
// Usage: npx tsx bench/start/run.ts [--rounds N] [--requests N] [--json FILE] [EXAMPLE...]
// The first answer counts from before the process is made until its bytes are here. Only examples that Node can run
// without an adapter.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleForNode, compileImage, ROOT } from '../images.ts';
import { median, writeResults } from '../statistics.ts';

const PORT = 8080;
const EXAMPLES: Record<string, string> = {
  hello: '/',
  'todo-api': '/todos',
  chat: '/',
  mandelbrot: '/',
};

interface Samples {
  readonly millis: number[];
  readonly idleKilobytes: number[];
  readonly loadedKilobytes: number[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '7' },
    requests: { type: 'string', default: '2000' },
    json: { type: 'string' },
  },
});
const folder = mkdtempSync(path.join(tmpdir(), 'bench-start-'));

try {
  if ((await open()) !== null) throw new Error(`Port ${PORT} is in use`);
  const results: Record<string, Record<string, Samples>> = {};
  console.log('                     first answer   resident idle   after load');
  for (const name of positionals.length === 0 ? Object.keys(EXAMPLES) : positionals)
    results[name] = await measure(name);
  writeResults(values.json, results);
} finally {
  rmSync(folder, { recursive: true });
}

async function measure(name: string): Promise<Record<string, Samples>> {
  const entry = path.join(ROOT, 'examples', name, 'server.ts');
  const commands: Record<string, string[]> = {
    node: [process.execPath, bundleForNode(entry, path.join(folder, `${name}.mjs`))],
    drupe: [await compileImage(entry, path.join(folder, name))],
  };
  const sides: Record<string, Samples> = {};
  for (const key of Object.keys(commands))
    sides[key] = { millis: [], idleKilobytes: [], loadedKilobytes: [] };
  for (let round = 0; round < Number(values.rounds); round++)
    for (const [key, samples] of Object.entries(sides))
      await sample(commands[key] ?? [], EXAMPLES[name] ?? '/', samples);
  for (const [key, { millis, idleKilobytes, loadedKilobytes }] of Object.entries(sides)) {
    const cells = [
      `${median(millis).toFixed(1)} ms`,
      `${(median(idleKilobytes) / 1024).toFixed(1)} MB`,
      `${(median(loadedKilobytes) / 1024).toFixed(1)} MB`,
    ];
    console.log(
      `${`${name}, ${key}`.padEnd(20)}${cells.map((cell) => cell.padStart(13)).join(' ')}`,
    );
  }
  return sides;
}

async function sample(command: string[], target: string, samples: Samples): Promise<void> {
  const start = performance.now();
  const child = spawn(command[0] ?? '', command.slice(1), { stdio: 'ignore' });
  try {
    const socket = await opened(child);
    const request = `GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`;
    await answer(socket, request);
    samples.millis.push(performance.now() - start);
    samples.idleKilobytes.push(residentKilobytes(child));
    for (let i = 0; i < Number(values.requests); i++) await answer(socket, request);
    samples.loadedKilobytes.push(residentKilobytes(child));
    socket.destroy();
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}

async function opened(child: ChildProcess): Promise<Socket> {
  for (;;) {
    const socket = await open();
    if (socket !== null) return socket;
    if (child.exitCode !== null) throw new Error(`Cannot start "${child.spawnargs.join(' ')}"`);
  }
}

function open(): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(PORT, '127.0.0.1');
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

/** All of these examples give their answers a length. */
function answer(socket: Socket, request: string): Promise<void> {
  return new Promise((resolve) => {
    let text = '';
    const onData = (part: Buffer): void => {
      text += part.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      const length = Number(/^content-length: (\d+)/im.exec(text)?.[1]);
      if (end < 0 || text.length < end + 4 + length) return;
      socket.off('data', onData);
      resolve();
    };
    socket.on('data', onData);
    socket.write(request);
  });
}

function residentKilobytes(child: ChildProcess): number {
  const text = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(text)?.[1]);
}
