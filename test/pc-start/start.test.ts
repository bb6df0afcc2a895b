// Boots a probe on every machine type of QEMU that the target is for, without the monitor: what must work works, and what
// must be stopped ends in words and with its status.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Writable } from 'node:stream';
import path from 'node:path';
import test, { after, before } from 'node:test';

import { ElfFile } from '../../src/compiler/link/elf.ts';
import { buildMachineImage } from '../harness/build-machine-image.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'pc-start-'));
const image = path.join(folder, 'probe');
const program = path.join(import.meta.dirname, 'programs/probe.ts');

before(() => buildMachineImage(program, image, 'qemu'));
after(() => rmSync(folder, { recursive: true }));

interface End {
  status: number | null;
  out: string;
}

interface Machine {
  type?: string;
  memory?: string;
  processor?: string;
  /** Without it the image must find its own way to switch the machine off. */
  debugExit?: boolean;
}

const TYPES = ['q35', 'pc', 'microvm', 'microvm,acpi=off', 'microvm,pit=off,rtc=off,pic=off'];

function machineArguments(commandLine: string, machine: Machine): string[] {
  const { type = 'microvm', memory = '16M', processor = 'max', debugExit = true } = machine;
  const words = debugExit ? `--exit-port 0xf4 ${commandLine}` : commandLine;
  const fixed = '-nodefaults -no-user-config -display none -no-reboot -accel tcg';
  const console = '-chardev stdio,id=console -serial chardev:console';
  const exit = debugExit ? ' -device isa-debug-exit,iobase=0xf4' : '';
  const options = `${fixed} ${console}${exit} -cpu ${processor} -M ${type} -m ${memory}`;
  return [...options.split(' '), '-kernel', image, '-append', words];
}

function boot(commandLine: string, machine: Machine = {}): End {
  const words = machineArguments(commandLine, machine);
  const options = { encoding: 'utf8', timeout: 20000 } as const;
  const { status, stdout, stderr } = spawnSync('qemu-system-x86_64', words, options);
  assert.equal(stderr, '');
  return { status, out: stdout };
}

/** What QEMU's debug exit makes of a status (driver/pc/power.ts). */
function debugStatus(status: number): number {
  return 2 * Math.min(status + 1, 126) + 1;
}

for (const type of TYPES) {
  test(`an image starts on ${type}, writes and ends with its status`, () => {
    assert.deepEqual(boot('', { type }), { status: debugStatus(0), out: 'hello\n' });
  });
  test(`an image switches ${type} off`, () => {
    assert.deepEqual(boot('', { type, debugExit: false }), { status: 0, out: 'hello\n' });
  });
}

test('memory from 4 MiB to beyond 4 GiB will do', () => {
  for (const memory of ['4M', '5M', '17M', '5G'])
    assert.deepEqual(boot('-- m', { memory }).out, 'hello\nend\n');
  assert.deepEqual(boot('-- m', { memory: '5G', type: 'q35' }).out, 'hello\nend\n');
  const { status, out } = boot('', { memory: '1M' });
  assert.notEqual(status, debugStatus(0));
  assert.doesNotMatch(out, /hello/);
});

test('a processor without what an image needs ends in words', () => {
  const old = boot('', { processor: 'qemu64' });
  assert.match(old.out, /^drupe: this processor lacks x86-64-v2/);
  assert.equal(old.status, debugStatus(70));
  const silent = boot('-- e', { processor: 'Nehalem-v1' });
  assert.match(silent.out, /drupe: no source of random numbers/);
  assert.equal(silent.status, debugStatus(70));
});

test('arguments follow --, other words are ignored', () => {
  const { out } = boot('panic=-1 console=ttyS0 --what ip=1::2 -- a "b c" d\\"e "" \\\\ --memory');
  assert.equal(out, 'hello\na\nb c\nd"e\n\n\\\n--memory\nend\n');
});

test('devices that the monitor names are no arguments', () => {
  const { out } = boot(
    'virtio_mmio.device=512@0xfeb00e00:12 -- v virtio_mmio.device=4K@0xd0000000:5',
  );
  assert.equal(out, 'hello\n512@0xfeb00e00:12\n4K@0xd0000000:5\nend\n');
});

test("PCI's configuration space is found where there is one", () => {
  assert.equal(boot('-- f', { type: 'q35' }).out, 'hello\n0x29c08086\nend\n');
  assert.equal(boot('-- f', { type: 'pc' }).out, 'hello\n0x12378086\nend\n');
  assert.equal(boot('-- f').out, 'hello\nno PCI\n\nend\n');
});

test('the environment is what --env says', () => {
  assert.equal(boot('--env A=1 --env "B=2 3" -- d').out, 'hello\nA=1\nB=2 3\nend\n');
});

test('a malformed option ends the image with words', () => {
  for (const words of ['--memory 12Q', '--memory', '--memory 1K', '--control-port 3f8']) {
    const { status, out } = boot(words);
    assert.equal(status, debugStatus(64), words);
    assert.match(out, /^drupe: /);
  }
});

test('no segment is writable and executable', () => {
  const elf = new ElfFile(readFileSync(image));
  for (const { flags } of elf.segments()) assert.notEqual(flags & 3, 3);
});

/** What must be stopped, with the words for it and the status. */
const STOPPED: readonly (readonly [letter: string, words: RegExp, status: number])[] = [
  ['n', /null page at address 0x8,/, 139],
  ['l', /read where no memory is at address 0xf0000,/, 139],
  ['h', /read where no memory is at address 0x100000000000,/, 139],
  ['b', /general protection fault,/, 139],
  ['w', /write to code at address 0x1/, 139],
  ['r', /write to read-only data at address 0x1/, 139],
  ['p', /write to read-only data at address 0x1/, 139],
  ['x', /execution of data at address 0x1/, 139],
  ['y', /execution of data at address 0x/, 139],
  ['g', /stack overflow in native code at address 0x/, 139],
  ['s', /stack overflow in native code at address 0x/, 139],
  ['t', /overflow of an emergency stack at address 0x/, 139],
  ['u', /internal error: the runtime stopped itself,/, 132],
  ['z', /arithmetic fault: division,/, 136],
];

for (const [letter, words, status] of STOPPED) {
  test(`a fault ends in words and registers: ${letter} ${words.source}`, () => {
    const { status: actual, out } = boot(`-- ${letter}`, { type: 'q35' });
    assert.equal(actual, debugStatus(status));
    assert.match(out, words);
    assert.match(out, /\n {3}rax 0x[\da-f]+ rbx /);
    assert.match(out, / rsp 0x[\da-f]+ rflags 0x/);
  });
}

test('a non-maskable interrupt says where a program hangs', async () => {
  const words = machineArguments('--exit-port 0xf4 -- k', {});
  const monitor = ['-chardev', 'socket,id=monitor,fd=3', '-mon', 'chardev=monitor'];
  const child = spawn('qemu-system-x86_64', [...words, ...monitor], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    if (out === '') (child.stdio[3] as Writable).write('nmi\n');
    out += part;
  });
  const status = await new Promise((resolve) => child.once('close', resolve));
  assert.match(out, /stopped by a non-maskable interrupt, code 0x1[^]*at main \(program\.ts:/);
  assert.equal(status, debugStatus(131));
});

test('random bytes differ within a request and between boots', () => {
  const words = (out: string): string[] => out.split('\n').filter((line) => /^0x/.test(line));
  const [first, second] = [words(boot('-- e').out), words(boot('-- e').out)];
  assert.equal(first.length, 32);
  assert.equal(new Set([...first, ...second]).size, 64);
});

test('a wait lasts as long as asked by both clocks, and the wall clock is that of the host', () => {
  for (const type of ['q35', 'microvm', 'microvm,acpi=off']) {
    const before = Math.floor(Date.now() / 1000);
    const [, millis, seconds] = /(\d+) (\d+)\n/.exec(boot('-- c', { type }).out) ?? [];
    const after = Date.now() / 1000;
    assert.ok(Number(millis) >= 100 && Number(millis) < 150, millis);
    assert.ok(Number(seconds) >= before - 1 && Number(seconds) <= after + 1, seconds);
  }
});

test('an image that waits uses next to no processor time', async () => {
  const child = spawn('qemu-system-x86_64', machineArguments('--exit-port 0xf4 -- i', {}));
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (out += part));
  // The image waits for three seconds: the middle one is measured.
  await new Promise((resolve) => setTimeout(resolve, 1200));
  const before = processorMillis(child.pid as number);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const used = processorMillis(child.pid as number) - before;
  await new Promise((resolve) => child.once('close', resolve));
  assert.match(out, /end/);
  assert.ok(used <= 20, `${used} ms`);
});

/** User and system time of a process so far; proc(5), in hundredths of a second. */
function processorMillis(processId: number): number {
  const fields = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
