// Chooses who starts the guest: by the target, and for qemu by the machine and what accelerates it. Layer: cli.

import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import colors from 'picocolors';
import type { TargetName } from '../compiler/target.ts';
import type { Monitor } from '../monitor/monitor.ts';
import { processMonitor } from '../monitor/process/process-monitor.ts';
import { findAccelerator } from '../monitor/qemu/accelerator.ts';
import type { Machine, MachineName } from '../monitor/qemu/machine.ts';
import type { MachineNetwork } from '../monitor/qemu/network.ts';
import { QEMU, qemuMonitor } from '../monitor/qemu/qemu-monitor.ts';
import { CommandError, EXIT } from './exit-codes.ts';
import { cacheFolder } from './paths.ts';

export interface MachineOptions {
  on: TargetName;
  machine: MachineName;
  gdb?: boolean;
  memory?: string;
  network: string;
  ip: string[];
  capture?: string;
}

const LEAST_MEGABYTES = 4;

/** `usesNetwork`: a machine whose program has no use for a network card gets none. */
export async function chooseMonitor(
  options: MachineOptions,
  image: string,
  usesNetwork: boolean,
): Promise<Monitor> {
  if (options.on === 'process') return processMonitor;
  // With less, the firmware waits for ever.
  if (megabytes(options.memory) < LEAST_MEGABYTES)
    throw new CommandError(`A machine needs ${LEAST_MEGABYTES}M of memory at least`, EXIT.usage);
  const { machine: name } = options;
  const accelerator = await findAccelerator(QEMU, cacheFolder());
  const why = accelerator.reason === '' ? '' : ` (${accelerator.reason})`;
  say(`${name} under ${accelerator.name.toUpperCase()}${why}`);
  const machine: Machine = {
    name,
    accelerator: accelerator.name,
    ...(usesNetwork ? { network: networkOf(options) } : {}),
  };
  if (!options.gdb) return qemuMonitor(machine);
  const debuggerPort = await freePort();
  say(`gdb ${image}.debug -ex 'target remote localhost:${debuggerPort}'`);
  return qemuMonitor({ ...machine, debuggerPort });
}

function networkOf({ network, ip, capture }: MachineOptions): MachineNetwork {
  const settings = ip.map((text) => (/^ip6?=/.test(text) ? text : `ip=${text}`));
  return {
    attachment: network,
    settings,
    ...(capture === undefined ? {} : { captureFile: capture }),
  };
}

/** Of a size as `memorySize` leaves it; infinite when there is none. */
function megabytes(size: string | undefined): number {
  if (size === undefined) return Infinity;
  const scale: Readonly<Record<string, number>> = { G: 1024, M: 1, K: 1 / 1024 };
  return parseInt(size, 10) * (scale[size.at(-1) ?? ''] ?? 1 / 1048576);
}

/** On the error stream: the output is the program's. */
function say(text: string): void {
  process.stderr.write(`${colors.dim(text)}\n`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
