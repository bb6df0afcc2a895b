// Runs an image on a machine of QEMU under TCG and tells how it ended. Layer: tests.

import { spawn } from 'node:child_process';
import type { Duplex, Readable } from 'node:stream';
import { ControlChannel } from '../../src/monitor/qemu/control-channel.ts';
import {
  CONTROL_CHANNEL,
  ERRORS_CHANNEL,
  machineArguments,
  type MachineName,
} from '../../src/monitor/qemu/machine.ts';
import { QEMU } from '../../src/monitor/qemu/qemu-monitor.ts';
import type { Outcome } from './outcome.ts';

/** Emulated, and on a busy machine. */
const LIMIT_MILLIS = 90_000;

export function runOnQemu(
  name: MachineName,
  image: string,
  programArguments: readonly string[],
): Promise<Outcome> {
  const words = machineArguments(
    { name, accelerator: 'tcg' },
    {
      image,
      arguments: programArguments,
      environment: ['NO_COLOR=1', 'TZ=UTC'],
      memory: '1G',
      ports: [],
      output: 'pipe',
    },
  );
  return new Promise((resolve) => {
    const child = spawn(QEMU, words, { stdio: Array<'pipe'>(6).fill('pipe') });
    const control = new ControlChannel(child.stdio[CONTROL_CHANNEL] as Duplex);
    control.sendInputLength(0);
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (output += part));
    for (const stream of [child.stderr, child.stdio[ERRORS_CHANNEL] as Readable])
      stream.setEncoding('utf8').on('data', (part: string) => (errors += part));
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, LIMIT_MILLIS);
    child.once('error', (error) => (errors += error.message));
    child.once('close', (status, signal) => {
      clearTimeout(timer);
      const ended = late ? `no end after ${LIMIT_MILLIS / 1000} s` : `QEMU ${signal ?? status}`;
      resolve({ output, errors, status: control.status ?? ended });
    });
  });
}
