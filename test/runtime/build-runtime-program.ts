// Builds a host executable of the runtime's machine modules around a test program in the machine subset.
// The platform is host.c: libc's mmap and write. The program exports `testMain` and prints; a failed check traps.

import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import ts from 'typescript';

import {
  emitPackedStrings,
  emitStaticSymbols,
  symbolDescription,
} from '../../src/compiler/emit/static-strings.ts';
import {
  compileMachine,
  MACHINE_HEADER,
  machineDialect,
  type MachineSource,
} from '../../src/compiler/machine/compile-machine.ts';

const library = path.resolve(import.meta.dirname, '../../src/library');
const folder = path.join(tmpdir(), 'drupe-runtime-tests');
const FLAGS = (
  '-std=gnu11 -O2 -fno-strict-aliasing -fwrapv -ffp-contract=off -fno-math-errno -fPIE -march=x86-64-v2 ' +
  '-fvisibility=hidden -g1 -ffunction-sections -fdata-sections -Wno-return-type'
).split(' ');

function librarySources(): MachineSource[] {
  return ['runtime', 'interfaces'].flatMap((name) =>
    readdirSync(path.join(library, name))
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .flatMap((file) => {
        const full = path.join(library, name, file);
        return source(full, `${name}/${file.slice(0, -3)}`, readFileSync(full, 'utf8'));
      }),
  );
}

function source(file: string, name: string, text: string): MachineSource[] {
  const sourceFile = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  return machineDialect(sourceFile) === null ? [] : [{ path: file, name, sourceFile }];
}

/** The path of the executable for `programs/NAME.ts`. Object files are kept by content. */
export function buildRuntimeProgram(name: string): string {
  const file = path.join(import.meta.dirname, 'programs', `${name}.ts`);
  // The program stands beside the runtime's modules, as far as its imports are concerned.
  const place = path.join(library, 'runtime', `test-${name}.ts`);
  const sources = [...librarySources(), ...source(place, 'test', readFileSync(file, 'utf8'))];
  const { modules, header, diagnostics } = compileMachine(sources);
  if (diagnostics.length > 0)
    throw new Error(diagnostics.map((d) => `${d.file}:${d.line} ${d.message}`).join('\n'));
  const symbols = new Set(modules.flatMap((module) => [...module.symbols]));
  const strings = new Set(modules.flatMap((module) => [...module.strings]));
  for (const symbol of symbols) strings.add(symbolDescription(symbol));
  const objects = [
    ...modules.map((module) => compile(module.name.replaceAll('/', '-'), module.c, header)),
    compile('strings', emitPackedStrings(strings), header),
    compile('symbols', emitStaticSymbols(symbols), header),
    compile('host', readFileSync(path.join(import.meta.dirname, 'host.c'), 'utf8'), header),
  ];
  const program = path.join(folder, `${name}-${digestOf(objects.join())}`);
  execFileSync('clang', ['-fuse-ld=lld', '-pie', '-Wl,--gc-sections', '-o', program, ...objects]);
  return program;
}

function compile(name: string, c: string, header: string): string {
  const include = path.join(folder, `header-${digestOf(header)}`);
  const object = path.join(folder, `${name}-${digestOf(header + c)}.o`);
  if (existsSync(object)) return object;
  mkdirSync(include, { recursive: true });
  writeFileSync(path.join(include, MACHINE_HEADER), header);
  const text = path.join(include, `${name}.c`);
  writeFileSync(text, c);
  const options = [...FLAGS, '-I', include, '-c', '-o', object, text];
  const { status, stderr } = spawnSync('clang', options, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return object;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Runs a built program with a heap of `mebibytes`; what it printed. */
export function runRuntimeProgram(program: string, mebibytes: number): string {
  return execFileSync(program, [String(mebibytes)], { encoding: 'utf8' }).trimEnd();
}
