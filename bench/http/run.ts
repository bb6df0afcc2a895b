// Requests per second of a server, alternately with Node's and a C server on the same machine and core.
// Usage: npx tsx bench/http/run.ts [--rounds N] [--seconds N] [--connections N] [--program FILE] COMMAND [ARG...]
// COMMAND starts the server under test, listening on port 8080. Servers are pinned to core 0 and wrk to core 1 where
// there are two. Prints the median of each, and the ratios.

import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PORT = 8080;
const here = fileURLToPath(new URL('.', import.meta.url));
const options = {
  rounds: 5,
  seconds: 5,
  connections: 16,
  program: join(here, '../../examples/hello/server.ts'),
};

interface Contestant {
  name: string;
  command: string[];
  results: number[];
}

function readArguments(): string[] {
  const rest = process.argv.slice(2);
  while (rest[0]?.startsWith('--')) {
    const name = rest.shift()!.slice(2);
    const value = rest.shift() ?? '';
    if (name === 'program') options.program = value;
    else if (name === 'rounds' || name === 'seconds' || name === 'connections')
      options[name] = Number(value);
    else throw new Error(`Unknown option "--${name}"`);
  }
  return rest;
}

const pinned = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;
const onCore = (core: number, command: string[]): string[] =>
  pinned ? ['taskset', '-c', String(core), ...command] : command;

function canConnect(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(PORT, '127.0.0.1');
    socket.on('connect', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

async function waitUntil(open: boolean, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if ((await canConnect()) === open) return;
    if (open && server.exitCode !== null)
      throw new Error(`Cannot start "${server.spawnargs.join(' ')}"`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Port ${PORT} did not become ${open ? 'open' : 'free'}`);
}

/** One round of one server: requests per second. */
async function measure(contestant: Contestant): Promise<number> {
  const [file, ...args] = onCore(0, contestant.command);
  const server = spawn(file!, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    await waitUntil(true, server);
    const wrk = onCore(1, [
      'wrk',
      '-t1',
      `-c${options.connections}`,
      `-d${options.seconds}`,
      `http://127.0.0.1:${PORT}/`,
    ]);
    const output = spawnSync(wrk[0]!, wrk.slice(1), { encoding: 'utf8' }).stdout;
    const rate = /Requests\/sec:\s+([\d.]+)/.exec(output);
    if (rate === null) throw new Error(`Cannot read the output of wrk: ${output}`);
    const failed = /Non-2xx.*|Socket errors.*/.exec(output);
    if (failed !== null) console.error(`${contestant.name}: ${failed[0]}`);
    return Number(rate[1]);
  } finally {
    server.kill('SIGKILL');
    await waitUntil(false, server);
  }
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

const command = readArguments();
if (await canConnect()) throw new Error(`Port ${PORT} is in use`);
const directory = mkdtempSync(join(tmpdir(), 'bench-http-'));
try {
  const yardstick = join(directory, 'epoll-server');
  spawnSync('clang', ['-O2', '-o', yardstick, join(here, 'epoll-server.c')], { stdio: 'inherit' });
  if (!existsSync(yardstick)) throw new Error('Cannot compile "epoll-server.c"');
  const script = join(directory, 'server.mjs');
  const bundle = [
    'esbuild',
    options.program,
    '--bundle',
    '--platform=node',
    '--format=esm',
    `--outfile=${script}`,
  ];
  spawnSync('npx', [...bundle, '--log-level=error'], { stdio: 'inherit' });
  const contestants: Contestant[] = [
    { name: 'node', command: ['node', script], results: [] },
    { name: 'c', command: [yardstick, String(PORT)], results: [] },
  ];
  if (command.length > 0) contestants.push({ name: 'drupe', command, results: [] });
  for (let round = 0; round < options.rounds; round++) {
    for (const contestant of contestants) contestant.results.push(await measure(contestant));
  }
  const node = median(contestants[0]!.results);
  const c = median(contestants[1]!.results);
  for (const { name, results } of contestants) {
    const rate = median(results);
    const all = results.map((value) => Math.round(value)).join(' ');
    console.log(
      `${name.padEnd(6)} ${String(Math.round(rate)).padStart(8)} req/s  ${(rate / node).toFixed(2)} x node  ${(rate / c).toFixed(2)} x c  (${all})`,
    );
  }
} finally {
  rmSync(directory, { recursive: true });
}
