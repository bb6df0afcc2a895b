// QEMU monitor: a guest is a virtual machine of one QEMU process. Layer: monitor.
// The guest's output is QEMU's own standard output; errors and control have channels of their own (machine.ts).

import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Duplex, Readable } from 'node:stream';
import type { Guest, GuestEnd, GuestOptions, ListeningAddress, Monitor } from '../monitor.ts';
import { mergedOutput } from '../merged-output.ts';
import { ControlChannel } from './control-channel.ts';
import { ControlProtocol } from './control-protocol.ts';
import {
  CONTROL_CHANNEL,
  ERRORS_CHANNEL,
  type Machine,
  machineArguments,
  PROTOCOL_CHANNEL,
} from './machine.ts';
import { PortForwarding } from './port-forwarding.ts';

export const QEMU = process.env['DRUPE_QEMU'] ?? 'qemu-system-x86_64';

/** The guest ended without a word about its status: the machine reset itself, or was ended from outside. */
const LOST_STATUS = 70;
const LOST_REASON = 'the machine reset itself, or never started the image';

/** QEMU itself could not do what was asked. */
export class QemuError extends Error {
  override name = 'QemuError';
}

export function qemuMonitor(machine: Machine): Monitor {
  return { target: 'qemu', start: (options) => new QemuGuest(machine, options) };
}

class QemuGuest implements Guest {
  readonly id: number;
  readonly output: AsyncIterable<string> | null;
  readonly ended: Promise<GuestEnd>;
  readonly #child: ChildProcess;
  readonly #control: ControlChannel;
  readonly #ports: PortForwarding;
  #messages = '';
  #running = true;
  #stops = 0;

  constructor(machine: Machine, options: GuestOptions) {
    const inherits = options.output === 'inherit';
    const child = spawn(QEMU, machineArguments(machine, options), {
      detached: true,
      stdio: ['pipe', inherits ? 'inherit' : 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.id = child.pid ?? 0;
    const errors = child.stdio[ERRORS_CHANNEL] as Readable;
    this.output = inherits ? null : mergedOutput([child.stdout as Readable, errors]);
    if (inherits) errors.on('data', (bytes: Buffer) => process.stderr.write(bytes));
    child.stderr?.setEncoding('utf8').on('data', (part: string) => (this.#messages += part));
    this.#control = new ControlChannel(child.stdio[CONTROL_CHANNEL] as Duplex);
    const protocol = new ControlProtocol(
      (child.stdio as readonly unknown[])[PROTOCOL_CHANNEL] as Duplex,
    );
    this.#ports = new PortForwarding(protocol, machine.network, options.ports);
    this.#control.onPort = (port, isOpen) => this.#ports.change(port, isOpen);
    this.ended = this.#untilEnd();
    this.#feedInput(inherits);
  }

  onListening(callback: (address: ListeningAddress) => void): void {
    this.#ports.onListening(callback);
  }

  stop(): void {
    if (!this.#running) return;
    this.#stops++;
    if (this.#stops === 1 && this.#control.isReady)
      this.#control.sendSignal(constants.signals.SIGTERM);
    else this.#child.kill('SIGKILL');
  }

  #untilEnd(): Promise<GuestEnd> {
    return new Promise((resolve, reject) => {
      this.#child.once('error', (error) => reject(new QemuError(`Cannot start: ${error.message}`)));
      this.#child.once('close', (status, signal) => {
        this.#running = false;
        process.stdin.unref?.();
        const found = this.#control.status;
        if (found !== undefined) resolve({ status: found, signal: null });
        else if (signal !== null && this.#stops > 0) resolve({ status: 143, signal: 'SIGTERM' });
        else if (signal !== null) resolve({ status: 128 + constants.signals[signal], signal });
        else if (status === 1) reject(new QemuError(this.#messages.trim()));
        else resolve({ status: LOST_STATUS, signal: null, reason: LOST_REASON });
      });
    });
  }

  /** Standard input goes to the serial console once the image listens; the control line tells its length. */
  #feedInput(inherits: boolean): void {
    const target = this.#child.stdin;
    target?.on('error', () => {});
    if (!inherits) {
      this.#control.sendInputLength(0);
      return;
    }
    this.#control.onReady = () => {
      let length = 0;
      process.stdin.on('data', (bytes: Buffer) => {
        length += bytes.length;
        if (target?.write(bytes) === false) {
          process.stdin.pause();
          target.once('drain', () => process.stdin.resume());
        }
      });
      process.stdin.on('end', () => this.#control.sendInputLength(length));
      process.stdin.unref?.();
    };
  }
}
