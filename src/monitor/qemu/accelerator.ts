// Accelerator: KVM where a guest that goes to 64-bit mode and ends proves that it works, else TCG. Layer: monitor.
// Some machines offer /dev/kvm and then hang or abort every guest, so nothing less than a guest is proof.

import { spawn } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROBE_STATUS, probeImage } from './probe-image.ts';

export interface Accelerator {
  readonly name: 'kvm' | 'tcg';
  /** Why not KVM; empty with it. */
  readonly reason: string;
}

const DEVICE = '/dev/kvm';
const LIMIT_MILLIS = 2000;

let found: Promise<Accelerator> | undefined;

/** Asks once after each start of this machine; the answer is kept in a file in `folder`. */
export function findAccelerator(qemu: string, folder: string): Promise<Accelerator> {
  found ??= askOrRemember(qemu, folder);
  return found;
}

async function askOrRemember(qemu: string, folder: string): Promise<Accelerator> {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  const user = process.getuid?.() ?? 0;
  const file = path.join(folder, 'accelerators', `${boot}-${user}-${path.basename(qemu)}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Accelerator;
  const answer = await probe(qemu);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(answer));
  return answer;
}

async function probe(qemu: string): Promise<Accelerator> {
  try {
    accessSync(DEVICE, constants.R_OK | constants.W_OK);
  } catch {
    return { name: 'tcg', reason: `${DEVICE} is not there or not for us` };
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'drupe-probe-'));
  try {
    const image = path.join(folder, 'probe');
    writeFileSync(image, probeImage());
    const reason = await runProbe(qemu, image);
    return { name: reason === '' ? 'kvm' : 'tcg', reason };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Empty when the guest ended as it should. */
function runProbe(qemu: string, image: string): Promise<string> {
  const options =
    '-accel kvm -cpu host -M microvm -m 16M -nodefaults -no-user-config -display none -no-reboot ' +
    '-device isa-debug-exit,iobase=0xf4 -kernel';
  return new Promise((resolve) => {
    const child = spawn(qemu, [...options.split(' '), image], { stdio: 'ignore' });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve(`a guest under KVM hangs on this machine`);
    }, LIMIT_MILLIS);
    child.once('error', (error) => finish(error.message));
    child.once('close', (status, signal) => {
      if (status === PROBE_STATUS) finish('');
      else finish(`a guest under KVM ends with ${signal ?? status} on this machine`);
    });
    const finish = (reason: string): void => {
      clearTimeout(timer);
      resolve(reason);
    };
  });
}
