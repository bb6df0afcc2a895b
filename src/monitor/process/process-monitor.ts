// Process monitor: the image is a static executable that this machine's kernel starts. Layer: monitor.
// The guest has a session of its own, so that Ctrl-C reaches it once, and only through `stop`.

import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type {
  Guest,
  GuestEnd,
  GuestOptions,
  ListeningAddress,
  Monitor,
  PortMapping,
} from '../monitor.ts';
import { mergedOutput } from '../merged-output.ts';
import { type ListeningSocket, ListeningSockets } from './listening-sockets.ts';

const FIRST_LOOK_MILLIS = 2;
const SLOWEST_LOOK_MILLIS = 500;

export const processMonitor: Monitor = {
  target: 'process',
  start: (options) => new ProcessGuest(options),
};

class ProcessGuest implements Guest {
  readonly id: number;
  readonly output: AsyncIterable<string> | null;
  readonly ended: Promise<GuestEnd>;
  readonly #child: ChildProcess;
  readonly #sockets: ListeningSockets;
  readonly #announced = new Set<number>();
  #running = true;

  constructor(options: GuestOptions) {
    this.#sockets = new ListeningSockets();
    const child = spawn(options.image, imageArguments(options), {
      detached: true,
      stdio: options.output === 'inherit' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.id = child.pid ?? 0;
    this.output = child.stdout && child.stderr ? mergedOutput([child.stdout, child.stderr]) : null;
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status, signal) => {
        this.#running = false;
        resolve({ status: status ?? 128 + (signal ? constants.signals[signal] : 0), signal });
      });
    });
  }

  onListening(callback: (address: ListeningAddress) => void): void {
    let pause = FIRST_LOOK_MILLIS;
    const look = (): void => {
      if (!this.#running) return;
      for (const socket of this.#sockets.of(this.id)) this.#announce(socket, callback);
      setTimeout(look, pause).unref();
      pause = Math.min(pause * 1.5, SLOWEST_LOOK_MILLIS);
    };
    look();
  }

  stop(): void {
    if (this.#running) this.#child.kill('SIGTERM');
  }

  #announce({ host, port }: ListeningSocket, callback: (address: ListeningAddress) => void): void {
    if (this.#announced.has(port)) return;
    this.#announced.add(port);
    callback({ host, port });
  }
}

function imageArguments(options: GuestOptions): string[] {
  return [
    ...options.ports.flatMap((port) => ['--listen', listenText(port)]),
    ...(options.memory === undefined ? [] : ['--memory', options.memory]),
    ...options.environment.flatMap((variable) => ['--env', variable]),
    '--',
    ...options.arguments,
  ];
}

function listenText({ address, host, guest }: PortMapping): string {
  const prefix = address === undefined ? '' : `${address}:`;
  return `${prefix}${host}${host === guest ? '' : `=${guest}`}`;
}
