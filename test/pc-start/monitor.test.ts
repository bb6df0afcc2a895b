// The QEMU monitor with a real image: what a program says and hears through it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import type { Writable } from 'node:stream';
import test, { after, before } from 'node:test';

import { compileProgram } from '../../src/compiler/compile.ts';
import type { Guest, GuestEnd } from '../../src/monitor/monitor.ts';
import { type MachineName, MACHINES } from '../../src/monitor/qemu/machine.ts';
import { QEMU, qemuMonitor, QemuError } from '../../src/monitor/qemu/qemu-monitor.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'pc-monitor-'));
const image = path.join(folder, 'guest.elf');

before(async () => {
  const { image: made } = await compileProgram({
    entry: path.join(import.meta.dirname, 'programs/guest.ts'),
    output: image,
    cacheDirectory: process.env['DRUPE_CACHE'] ?? path.join(homedir(), '.cache', 'drupe'),
    optimize: 0,
    check: false,
    target: 'qemu',
  });
  assert.equal(made, image);
});
after(() => rmSync(folder, { recursive: true }));

function start(machine: MachineName, words: readonly string[], memory = '64M'): Guest {
  return qemuMonitor({ name: machine, accelerator: 'tcg' }).start({
    image,
    arguments: words,
    environment: ['NAME=a "b" \\c'],
    memory,
    ports: [],
    output: 'pipe',
  });
}

/** Its output and its end; `stopAt`: asked to stop when this was printed. */
async function run(guest: Guest, stopAt?: string): Promise<GuestEnd & { text: string }> {
  let text = '';
  for await (const part of guest.output ?? []) {
    const before = text;
    text += part;
    if (stopAt !== undefined && text.includes(stopAt) && !before.includes(stopAt)) guest.stop();
  }
  return { ...(await guest.ended), text };
}

for (const machine of MACHINES) {
  test(`a guest on ${machine} gets its words and variables, and its output is all there is`, async () => {
    const { text, status } = await run(start(machine, ['x y', '', '--memory']));
    assert.deepEqual(text.split('\n').sort(), ['', 'an error', 'x y||--memory a "b" \\c']);
    assert.equal(status, 0);
  });

  test(`a guest on ${machine} is told of the end of its input, and any status reaches us`, async () => {
    const { text, status } = await run(start(machine, ['input']));
    assert.match(text, /^input 0$/m);
    assert.equal(status, 255);
  });

  test(`a guest on ${machine} that listens to SIGTERM is stopped by it`, async () => {
    const { text, status } = await run(start(machine, ['signal']), 'waiting');
    assert.match(text, /^got SIGTERM$/m);
    assert.equal(status, 5);
  });

  test(`a guest on ${machine} that does not listen ends at once`, async () => {
    const { status } = await run(start(machine, ['deaf']), 'waiting');
    assert.equal(status, 143);
  });
}

/** Without our monitor: what any hypervisor's tools do to a machine. */
for (const machine of ['q35', 'pc', 'microvm']) {
  test(`the power button of ${machine} is SIGTERM`, async () => {
    const options =
      `-M ${machine} -accel tcg -cpu max -m 64M -nodefaults -no-user-config -display none -no-reboot ` +
      '-chardev stdio,id=console -serial chardev:console -chardev socket,id=monitor,fd=3 -mon chardev=monitor ' +
      '-device isa-debug-exit,iobase=0xf4 -kernel';
    const words = [...options.split(' '), image, '-append', '--exit-port 0xf4 -- signal'];
    const child = spawn(QEMU, words, { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      const before = text;
      text += part;
      if (text.includes('waiting') && !before.includes('waiting'))
        (child.stdio[3] as Writable).write('system_powerdown\n');
    });
    const status = await new Promise((resolve) => child.once('close', resolve));
    assert.match(text, /^got SIGTERM$/m);
    assert.equal(status, 2 * (5 + 1) + 1);
  });
}

test('deep recursion is a RangeError, exhausted memory ends with its status and a trace', async () => {
  assert.match((await run(start('microvm', ['deep'], '16M'))).text, /^RangeError$/m);
  const { status, text } = await run(start('microvm', ['memory'], '16M'));
  assert.match(text, /out of memory: heap limit \d+ MiB reached\n[^]*guest\.ts:\d+/);
  assert.equal(status, 134);
});

test('QEMU that cannot start says why', async () => {
  await assert.rejects(start('microvm', [], '1Q').ended, QemuError);
});
