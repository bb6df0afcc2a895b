// QEMU for the tests of this folder: a machine with the program `devices` and what a test plugs in.

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** What QEMU's debug exit makes of status 0. */
export const GOOD = 3;
const LONGEST_RUN = 60000;

export interface End {
  status: number | null;
  out: string;
}

const COMMON =
  '-accel tcg -m 64M -nodefaults -no-user-config -display none -no-reboot ' +
  '-global virtio-mmio.force-legacy=false -chardev stdio,id=console -device isa-debug-exit,iobase=0xf4';

const SERIAL = '-serial chardev:console';

export class Machine {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<End>;
  out = '';
  readonly #waiting: { text: string; resolve: () => void }[] = [];

  /** Without a console of their own among the devices it is the serial port. */
  constructor(image: string, type: string, words: string, devices: string, processor = 'max') {
    const console = devices.includes('chardev=console') ? '' : SERIAL;
    this.child = spawn('qemu-system-x86_64', [
      ...`${COMMON} ${console} -M ${type} -cpu ${processor} ${devices}`
        .split(' ')
        .filter((word) => word !== ''),
      '-kernel',
      image,
      '-append',
      `--exit-port 0xf4 -- ${words}`,
    ]);
    const timer = setTimeout(() => this.child.kill('SIGKILL'), LONGEST_RUN);
    const take = (part: string): void => {
      this.out += part;
      for (const { text, resolve } of this.#waiting) if (this.out.includes(text)) resolve();
    };
    this.child.stdout.setEncoding('utf8').on('data', take);
    this.child.stderr.setEncoding('utf8').on('data', take);
    this.ended = new Promise((resolve) =>
      this.child.once('close', (status) => {
        clearTimeout(timer);
        for (const { resolve: give } of this.#waiting) give();
        resolve({ status, out: this.out });
      }),
    );
  }

  /** Until the machine has said `text`, or has ended. */
  said(text: string): Promise<void> {
    if (this.out.includes(text)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ text, resolve }));
  }

  /** MiB of the host's memory that QEMU has. */
  async residentMebibytes(): Promise<number> {
    const { readFile } = await import('node:fs/promises');
    const status = await readFile(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  }
}

/** QEMU's machine protocol on a Unix socket. */
export class MachineProtocol {
  readonly #socket: Socket;
  readonly #answers: ((answer: { return?: unknown; error?: unknown }) => void)[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    createInterface({ input: socket }).on('line', (line) => {
      const message = JSON.parse(line) as Record<string, unknown>;
      if ('return' in message || 'error' in message) this.#answers.shift()?.(message);
    });
  }

  static async open(path: string): Promise<MachineProtocol> {
    for (let attempt = 0; ; attempt++) {
      try {
        const socket = await new Promise<Socket>((resolve, reject) => {
          const opened = connect(path, () => resolve(opened)).once('error', reject);
        });
        const protocol = new MachineProtocol(socket);
        await protocol.execute('qmp_capabilities');
        return protocol;
      } catch (error) {
        if (attempt === 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  async execute(command: string, words: Record<string, unknown> = {}): Promise<unknown> {
    const answer = await new Promise<{ return?: unknown; error?: unknown }>((resolve) => {
      this.#answers.push(resolve);
      this.#socket.write(JSON.stringify({ execute: command, arguments: words }) + '\n');
    });
    if (answer.error !== undefined) throw new Error(JSON.stringify(answer.error));
    return answer.return;
  }

  close(): void {
    this.#socket.destroy();
  }
}
