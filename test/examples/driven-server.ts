// Driven server: an example on a free port, either under Node as `drupe dev` starts it or as an image. Layer: tests.
// Programs that listen on 8080 are moved: under Node by move-port.mjs, compiled by the image's own --listen.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { connect, createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { compileProgram } from '../../src/compiler/compile.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const START_MILLIS = 20_000;

export interface DrivenServer {
  readonly port: number;
  readonly pid: number;
  /** What it wrote to either stream. */
  log(): string;
  isRunning(): boolean;
  stop(): Promise<void>;
}

export const exampleFile = (name: string): string => path.join(ROOT, 'examples', name, 'server.ts');

/** Compiles as `drupe build` does; throws the diagnostics. */
export async function buildImage(entry: string, output: string): Promise<string> {
  const { image, diagnostics } = await compileProgram({
    entry,
    output,
    cacheDirectory: process.env['DRUPE_CACHE'] ?? path.join(homedir(), '.cache', 'drupe'),
    optimize: 2,
  });
  if (image === null)
    throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return image;
}

export async function startOnNode(entry: string): Promise<DrivenServer> {
  const port = await freePort();
  const imports = ['tsx', path.join(import.meta.dirname, 'move-port.mjs')];
  const child = spawn(
    process.execPath,
    [
      ...imports.flatMap((module) => ['--import', module]),
      path.join(ROOT, 'src/cli/dev-entry.mjs'),
      entry,
    ],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, MOVED_PORT: String(port) },
    },
  );
  return started(child, port);
}

export async function startImage(image: string): Promise<DrivenServer> {
  const port = await freePort();
  const child = spawn(image, ['--listen', `${port}=8080`], { stdio: ['ignore', 'pipe', 'pipe'] });
  return started(child, port);
}

async function started(child: ChildProcess, port: number): Promise<DrivenServer> {
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (part: string) => (log += part));
  }
  const ended = once(child, 'exit');
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const deadline = Date.now() + START_MILLIS;
  while (!(await accepts(port))) {
    if (!isRunning() || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`Cannot start "${child.spawnargs.join(' ')}": ${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return { port, pid: child.pid ?? 0, log: () => log, isRunning, stop };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
