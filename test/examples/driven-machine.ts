// Driven machine: an example on a virtual machine of QEMU under TCG, its port forwarded by QEMU's user network. Layer: tests.

import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { homedir } from 'node:os';
import path from 'node:path';
import { compileProgram } from '../../src/compiler/compile.ts';
import type { MachineName } from '../../src/monitor/qemu/machine.ts';
import { qemuMonitor } from '../../src/monitor/qemu/qemu-monitor.ts';

const START_MILLIS = 60_000;
const GUEST_PORT = 8080;

export interface DrivenMachine {
  readonly port: number;
  /** What it wrote. */
  log(): string;
  /** Asks for an orderly end; the exit status. */
  stop(): Promise<number>;
}

export async function buildMachineImage(entry: string, output: string): Promise<string> {
  const { image, diagnostics } = await compileProgram({
    entry,
    output,
    cacheDirectory: process.env['DRUPE_CACHE'] ?? path.join(homedir(), '.cache', 'drupe'),
    optimize: 2,
    target: 'qemu',
  });
  if (image === null)
    throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return image;
}

export async function startOnMachine(image: string, name: MachineName): Promise<DrivenMachine> {
  const port = await freePort();
  const guest = qemuMonitor({
    name,
    accelerator: 'tcg',
    network: { attachment: 'user', settings: [] },
  }).start({
    image,
    arguments: [],
    environment: [],
    memory: '32M',
    ports: [{ address: '127.0.0.1', host: port, guest: GUEST_PORT }],
    output: 'pipe',
  });
  let log = '';
  void (async () => {
    for await (const part of guest.output ?? []) log += part;
  })();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Cannot start: ${log}`)), START_MILLIS);
    guest.onListening(() => (clearTimeout(timer), resolve()));
  });
  return {
    port,
    log: () => log,
    stop: async () => {
      guest.stop();
      return (await guest.ended).status;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
