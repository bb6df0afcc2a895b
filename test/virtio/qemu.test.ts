// Boots one program with virtio devices on QEMU's machine types, over PCI and over MMIO.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';

import { cacheFolder } from '../../src/cli/paths.ts';
import { compileProgram } from '../../src/compiler/compile.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'virtio-'));
const image = path.join(folder, 'devices');
const MACHINES = [
  { type: 'q35', bus: 'pci' },
  { type: 'pc', bus: 'pci' },
  { type: 'microvm', bus: 'device' },
  { type: 'microvm,acpi=off', bus: 'device' },
  { type: 'microvm,acpi=off,auto-kernel-cmdline=off', bus: 'device' },
] as const;

before(async () => {
  const result = await compileProgram({
    entry: path.join(import.meta.dirname, 'programs/devices.ts'),
    output: image,
    cacheDirectory: cacheFolder(),
    optimize: 1,
    target: 'qemu',
    check: false,
  });
  assert.deepEqual(result.diagnostics, []);
});
after(() => rmSync(folder, { recursive: true }));

interface End {
  status: number | null;
  out: string;
}

function boot(type: string, words: string, devices: string): Promise<End> {
  const child = spawn('qemu-system-x86_64', [
    ...`-accel tcg -cpu max -M ${type} -m 64M -nodefaults -no-user-config -display none -no-reboot`.split(
      ' ',
    ),
    ...'-global virtio-mmio.force-legacy=false -chardev stdio,id=console -serial chardev:console'.split(
      ' ',
    ),
    ...'-device isa-debug-exit,iobase=0xf4'.split(' '),
    '-kernel',
    image,
    '-append',
    `--exit-port 0xf4 -- ${words}`,
    ...devices.split(' ').filter((word) => word !== ''),
  ]);
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (out += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (out += part));
  const timer = setTimeout(() => child.kill('SIGKILL'), 60000);
  return new Promise((resolve) =>
    child.once('close', (status) => {
      clearTimeout(timer);
      resolve({ status, out });
    }),
  );
}

/** What QEMU's debug exit makes of status 0. */
const GOOD = 3;

for (const { type, bus } of MACHINES) {
  test(`Ethernet frames go out and come in on ${type}`, async () => {
    const card = `-netdev user,id=n -device virtio-net-${bus},netdev=n,mac=02:00:00:00:00:09`;
    const { status, out } = await boot(type, 'arp', card);
    assert.equal(
      out,
      '020000000009 1500\n020000000009 000252550a0002020a0002020200000000090a00020f\n',
    );
    assert.equal(status, GOOD);
  });
}
