// Builds an image around a program in the machine subset, without runtime start and compiler: what is tested is the
// target's entry, its memory and the linker step alone.

import { readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

import {
  emitStaticStrings,
  emitStaticSymbols,
  symbolDescription,
} from '../../src/compiler/emit/static-strings.ts';
import { link, type LinkResult } from '../../src/compiler/link/link.ts';
import { type Target, targetNamed, type TargetName } from '../../src/compiler/target.ts';
import {
  compileMachine,
  emitFreestanding,
  MACHINE_HEADER,
  machineDialect,
  type MachineSource,
} from '../../src/compiler/machine/compile-machine.ts';

const root = path.resolve(import.meta.dirname, '../..');
const library = path.join(root, 'src/library');
/** Replaces the runtime's start: reserves the heap as it would, and nothing else. */
const RUNTIME_START = `'use machine';
import type { ptr, u64 } from '../machine/types.ts';
import { store64 } from '../machine/intrinsics.ts';
import { platformReserveMemory } from '../interfaces/platform.ts';
export function initializeRuntime(limit: u64, low: ptr, high: ptr): void {
  store64(platformReserveMemory(limit), 1);
}`;

/** Modules that only the target's assembly names, besides those that its start imports. */
const STARTS: Readonly<Record<TargetName, readonly string[]>> = {
  process: ['driver/process/process-start.ts'],
  qemu: ['driver/pc/pc-start.ts', 'driver/pc/fault.ts'],
};

/** `program`: the path of a file that exports programInstall, programUsesClient and programMain. */
export async function buildMachineImage(
  program: string,
  output: string,
  targetName: TargetName = 'process',
): Promise<LinkResult> {
  const target: Target = targetNamed(targetName);
  const sources: MachineSource[] = [];
  const add = (file: string, name: string, text: string): void => {
    const sourceFile = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
    if (machineDialect(sourceFile) !== null) sources.push({ path: file, name, sourceFile });
  };
  for (const name of reachedModules(program, STARTS[targetName])) {
    const file = path.join(library, name);
    const text = name === 'runtime/start.ts' ? RUNTIME_START : readFileSync(file, 'utf8');
    add(file, name.slice(0, -3), text);
  }
  add(path.join(library, 'system/test-program.ts'), 'program', readFileSync(program, 'utf8'));
  const { modules, header, diagnostics } = compileMachine(sources);
  if (diagnostics.length > 0) {
    throw new Error(diagnostics.map((d) => `${d.file}:${d.line} ${d.message}`).join('\n'));
  }
  const symbols = modules.flatMap((module) => [...module.symbols]);
  const strings = [
    ...modules.flatMap((module) => [...module.strings]),
    ...symbols.map(symbolDescription),
  ];
  const result = await link({
    objects: [
      ...modules,
      { name: 'strings', c: emitStaticStrings(strings) },
      { name: 'symbols', c: emitStaticSymbols(symbols) },
      { name: 'freestanding', c: emitFreestanding(), flags: ['-fno-builtin'] },
    ],
    assembly: target.assembly.map((file) => path.join(library, file)),
    header: { name: MACHINE_HEADER, text: header },
    output,
    cacheDirectory: path.join(root, '.drupe/cache'),
    optimize: 2,
    debug: false,
    layout: target.layout,
    positions: {
      files: new Map([['program.ts', 'program.ts']]),
      functions: new Map([
        ['dr_programMain', { name: 'main' }],
        ['dr_readThrough', { name: 'readThrough' }],
      ]),
    },
  });
  if (result === null) throw new Error('The link was not approved');
  return result;
}

/** Machine modules that the target's start and the program import, directly or not; 'folder/name.ts'. */
function reachedModules(program: string, starts: readonly string[]): string[] {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    if (name !== 'runtime/start.ts')
      visitImports(readFileSync(path.join(library, name), 'utf8'), name);
  };
  const visitImports = (text: string, from: string): void => {
    for (const [, specifier] of text.matchAll(/from '(\.[^']+)'/g)) {
      const name = path.posix.join(path.posix.dirname(from), specifier as string);
      if (!/^machine\/(types|intrinsics)\.ts$/.test(name)) visit(name);
    }
  };
  seen.add('runtime/start.ts');
  for (const start of starts) visit(start);
  visitImports(readFileSync(program, 'utf8'), 'system/test-program.ts');
  return [...seen];
}
