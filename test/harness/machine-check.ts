// Checks the machine modules: `npx tsx test/harness/machine-check.ts [files...]`. Parses every machine module under
// src/library, compiles all of them, prints diagnostics, and lets clang check the C. With files, prints what concerns them.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import ts from 'typescript';

import {
  compileMachine,
  emitFreestanding,
  MACHINE_HEADER,
  machineDialect,
} from '../../src/compiler/machine/compile-machine.ts';
import type { MachineSource } from '../../src/compiler/machine/compile-machine.ts';
import { belongsTo, type Target, TARGET_NAMES, targetNamed } from '../../src/compiler/target.ts';

const library = path.resolve(import.meta.dirname, '../../src/library');
const FLAGS = (
  '-std=gnu11 -O2 -ffreestanding -fno-strict-aliasing -fwrapv -ffp-contract=off -fno-math-errno -fno-omit-frame-pointer ' +
  '-fPIE -march=x86-64-v2 -ffunction-sections -fdata-sections -fvisibility=hidden -g1 -Wall -Wextra -Wno-unused -Wno-return-type'
).split(' ');

function machineSources(folder: string): MachineSource[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'),
    )
    .map((entry) => path.join(entry.parentPath, entry.name))
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      if (!text.includes('use machine')) return [];
      const sourceFile = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
      if (machineDialect(sourceFile) === null) return [];
      return [{ path: file, name: path.relative(library, file).slice(0, -3), sourceFile }];
    });
}

const wanted = process.argv.slice(2).map((file) => path.resolve(file));
const concerns = (file: string) => wanted.length === 0 || wanted.includes(file);
const all = machineSources(library);
let failures = 0;
for (const target of TARGET_NAMES) check(targetNamed(target));
console.log(`${all.length} machine modules, ${failures} problem${failures === 1 ? '' : 's'}`);
process.exitCode = failures === 0 ? 0 : 1;

/** Each target's images have functions of the same names. */
function check(target: Target): void {
  const result = compileMachine(all.filter(({ name }) => belongsTo(target, name)));

  for (const { code, file, line, column, message } of result.diagnostics.filter(({ file }) =>
    concerns(file),
  )) {
    failures++;
    console.log(`${path.relative(process.cwd(), file)}:${line}:${column} ${code} ${message}`);
  }

  const folder = mkdtempSync(path.join(tmpdir(), 'machine-check-'));
  try {
    writeFileSync(path.join(folder, MACHINE_HEADER), result.header);
    const files = result.modules
      .filter((module) => concerns(module.path))
      .map((module) => ({ name: module.name, c: module.c }));
    if (wanted.length === 0) files.push({ name: 'freestanding', c: emitFreestanding() });
    // What is wrong with the header would be said again for every file.
    if (clang(folder, 'header', `#include "${MACHINE_HEADER}"`))
      for (const { name, c } of files) clang(folder, name, c);
  } finally {
    if (process.env['KEEP'] === undefined) rmSync(folder, { recursive: true });
    else console.log(folder);
  }
}

function clang(folder: string, name: string, c: string): boolean {
  const file = path.join(folder, `${name.replaceAll('/', '-')}.c`);
  writeFileSync(file, c);
  const options = [...FLAGS, '-fsyntax-only', '-fno-caret-diagnostics', '-I', folder, file];
  const { status, stderr } = spawnSync('clang', options, { encoding: 'utf8' });
  if (stderr) console.log(stderr.trimEnd());
  if (status !== 0 || stderr) failures++;
  return status === 0;
}
