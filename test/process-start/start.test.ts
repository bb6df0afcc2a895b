import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';

import { ElfFile } from '../../src/compiler/link/elf.ts';
import { buildMachineImage } from '../harness/build-machine-image.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'process-start-'));
const image = path.join(folder, 'probe');

before(() => buildMachineImage(path.join(import.meta.dirname, 'programs/probe.ts'), image));
after(() => rmSync(folder, { recursive: true }));

function run(...args: string[]): {
  status: number | null;
  signal: string | null;
  out: string;
  err: string;
} {
  const { status, signal, stdout, stderr } = spawnSync(image, args, {
    encoding: 'utf8',
    env: { A: '1', B: 'zwei' },
    timeout: 10000,
  });
  return { status, signal, out: stdout, err: stderr };
}

test('an image starts, writes and ends', () => {
  assert.deepEqual(run(), { status: 0, signal: null, out: 'hello\n', err: '' });
});

test('no segment is writable and executable, and the stack is not executable', () => {
  const elf = new ElfFile(readFileSync(image));
  for (const { flags } of elf.segments()) assert.notEqual(flags & 3, 3);
  const stack = elf.segments().find(({ type }) => type === 0x6474e551);
  assert.equal((stack?.flags ?? 1) & 1, 0);
  assert.equal(elf.sections.length, 0);
});

test('the program sees its own arguments only', () => {
  assert.equal(run('--memory', '64M', 'a', '--x', '--', 'ä').out, 'hello\na\n--x\n--\nä\nend\n');
  assert.equal(run('--', 'a', '--memory').out, 'hello\na\n--memory\nend\n');
});

test('the environment passes through, --env adds to it and --no-env leaves it out', () => {
  assert.equal(run('d').out, 'hello\nA=1\nB=zwei\nend\n');
  assert.equal(run('--env', 'C=3', 'd').out, 'hello\nA=1\nB=zwei\nC=3\nend\n');
  assert.equal(run('--no-env', '--env', 'C=3', 'd').out, 'hello\nC=3\nend\n');
});

test('a malformed option ends the image with words', () => {
  for (const args of [
    ['--memory', '12Q'],
    ['--memory', '1K'],
    ['--memory'],
    ['--listen', 'x'],
    ['--listen', '1.2.3:80'],
  ]) {
    const { status, err } = run(...args);
    assert.equal(status, 64, args.join(' '));
    assert.match(err, /^drupe: /);
  }
});

test('clocks and stream sockets work after the lock-down', () => {
  assert.equal(run('t').out, 'hello\nclock\nend\n');
  assert.equal(run('v').out, 'hello\nsocket\nend\n');
});

for (const [letter, what] of Object.entries({
  o: 'open',
  e: 'execve',
  f: 'fork',
  m: 'mmap',
  p: 'mprotect',
  c: 'connect',
  u: 'a datagram socket',
  x: 'a socket of another family',
})) {
  test(`${what} kills the process`, () => {
    const { signal, out } = run(letter);
    assert.equal(signal, 'SIGSYS');
    assert.equal(out, 'hello\n');
  });
}

test('with --listen, sockets and bind are forbidden too', () => {
  assert.equal(run('--listen', '127.0.0.1:39517', 'a').out, 'hello\na\nend\n');
  assert.equal(run('--listen', '[::1]:39517=80', 'v').signal, 'SIGSYS');
  assert.equal(run('--listen', '39517', 'b').signal, 'SIGSYS');
});

test('a bad address ends in words, with the position in the program', () => {
  const { status, err } = run('s');
  assert.equal(status, 139);
  assert.match(err, /FATAL: memory fault \(SIGSEGV\) at address 0x1234/);
  assert.match(err, /\n {4}at (readThrough|main) \(program\.ts:\d+:\d+\)\n/);
});

test('an overflow of the stack ends in words', () => {
  const { status, err } = run('g');
  assert.equal(status, 139);
  assert.match(err, /stack overflow in native code/);
  assert.match(err, /\n {4}at program\.ts:\d+:\d+\n/);
});

test('writing to code ends in words', () => {
  const { status, err } = run('w');
  assert.equal(status, 139);
  assert.match(err, /main \(program\.ts/);
});
