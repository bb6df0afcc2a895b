import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { findTools } from '../../compiler/link/find-tools.ts';
import { ElfFile } from '../../compiler/link/elf.ts';
import { probeImage } from './probe-image.ts';

test('the probe image has the code of probe.S', async () => {
  const { clang, lld } = await findTools();
  const folder = mkdtempSync(path.join(tmpdir(), 'drupe-probe-'));
  const [object, image] = [path.join(folder, 'probe.o'), path.join(folder, 'probe')];
  const source = path.join(import.meta.dirname, 'probe.S');
  const target = ['-c', '--target=x86_64-unknown-linux-gnu', '-x', 'assembler'];
  execFileSync(clang.path, [...target, source, '-o', object]);
  const layout = ['-static', '--no-pie', '-N', '--entry=_start', '--image-base=0x100000'];
  execFileSync(lld.path, [...layout, '--build-id=none', '-s', '-o', image, object]);
  const made = new ElfFile(readFileSync(image)).contents('.text');
  rmSync(folder, { recursive: true });
  assert.ok(made.length > 100);
  assert.deepEqual(new ElfFile(probeImage()).contents('.text'), made);
});
