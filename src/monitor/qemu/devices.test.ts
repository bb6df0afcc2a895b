import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';

import { deviceArguments } from './devices.ts';
import { MACHINES } from './machine.ts';

test('no device, no words', () => {
  const nothing = { balloon: false, entropy: false, disks: [] };
  assert.deepEqual(deviceArguments(nothing, 'q35'), []);
});

test('QEMU accepts the devices, on every machine and whatever a disk is called', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'devices-'));
  try {
    const disks = ['a disk', 'a,b=c,,d'].map((name, index) => {
      const file = path.join(folder, name);
      writeFileSync(file, new Uint8Array(4096));
      return { file, readOnly: index === 1 };
    });
    for (const machine of MACHINES) {
      const words = deviceArguments({ balloon: true, entropy: true, disks }, machine);
      const common = `-M ${machine} -accel tcg -nodefaults -display none -S -monitor stdio`;
      const { stdout, stderr } = spawnSync('qemu-system-x86_64', [...common.split(' '), ...words], {
        encoding: 'utf8',
        input: 'info qtree\nquit\n',
        timeout: 20000,
      });
      assert.equal(stderr, '');
      for (const kind of ['balloon', 'rng', 'blk'])
        assert.match(stdout, new RegExp(`virtio-${kind}`));
      assert.equal(stdout.match(/drive = "disk\d"/g)?.length, 2);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
