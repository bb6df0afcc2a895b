// Operating system: node:os. Layer: node. The image is its own operating system: answers are what is true inside it.

import { currentHost } from '../interfaces/host.ts';
import { currentLoop } from '../interfaces/timer.ts';
import process from './process.ts';

export const EOL = '\n';
export const devNull = '/dev/null';
export const constants = {
  signals: {
    SIGHUP: 1,
    SIGINT: 2,
    SIGQUIT: 3,
    SIGABRT: 6,
    SIGKILL: 9,
    SIGUSR1: 10,
    SIGSEGV: 11,
    SIGUSR2: 12,
    SIGPIPE: 13,
    SIGALRM: 14,
    SIGTERM: 15,
  },
};

export function platform(): string {
  return process.platform;
}

export function type(): string {
  return 'Linux';
}

export function arch(): string {
  return process.arch;
}

export function machine(): string {
  return 'x86_64';
}

export function endianness(): string {
  return 'LE';
}

/** HOSTNAME of the environment, or the target's name. */
export function hostname(): string {
  return process.env.HOSTNAME ?? currentHost().target;
}

export function release(): string {
  return process.version.slice(1);
}

export function version(): string {
  return 'Drupe ' + currentHost().target;
}

export function homedir(): string {
  return process.env.HOME ?? '/';
}

export function tmpdir(): string {
  const path = process.env.TMPDIR || process.env.TMP || process.env.TEMP || '/tmp';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** Seconds since the image started. */
export function uptime(): number {
  return currentLoop().nowMillis() / 1000;
}

export function loadavg(): number[] {
  return [0, 0, 0];
}

/** One virtual CPU runs one event loop. */
export function cpus(): any[] {
  const times = { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 };
  return [{ model: 'virtual', speed: 0, times }];
}

export function availableParallelism(): number {
  return 1;
}

export function totalmem(): number {
  return process.memoryUsage().heapTotal;
}

export function freemem(): number {
  const usage = process.memoryUsage();
  return usage.heapTotal - usage.heapUsed;
}

export function networkInterfaces(): any {
  return {};
}

export function userInfo(): any {
  const username = process.env.USER ?? 'root';
  return { uid: 0, gid: 0, username, homedir: homedir(), shell: null };
}

const os = {
  EOL,
  devNull,
  constants,
  platform,
  type,
  arch,
  machine,
  endianness,
  hostname,
  release,
  version,
  homedir,
  tmpdir,
  uptime,
  loadavg,
  cpus,
  availableParallelism,
  totalmem,
  freemem,
  networkInterfaces,
  userInfo,
};
export default os;
