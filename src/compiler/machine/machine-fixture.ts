// For the tests of the machine subset: compiles small programs given as text, and runs them under a C `main`.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import ts from 'typescript';

import { emitStaticStrings, emitStaticSymbols } from '../emit/static-strings.ts';
import { compileMachine, MACHINE_HEADER, type MachineResult } from './compile-machine.ts';

const FLAGS = (
  '-std=gnu11 -O2 -fno-strict-aliasing -fwrapv -ffp-contract=off -fno-math-errno -fPIE -pie -march=x86-64-v2 ' +
  '-fvisibility=hidden -g1 -Wall -Wextra -Wno-unused -Werror'
).split(' ');

const IMPORTS = `import type { i8, i16, i32, i64, u8, u16, u32, u64, f64, ptr, Value } from '../machine/types.ts';\n`;

/** Compiles modules given as `name: text`; the directive and the imports of the types are added. */
export function compileTexts(texts: Readonly<Record<string, string>>): MachineResult {
  return compileMachine(
    Object.entries(texts).map(([name, text]) => {
      const file = `/library/${name}.ts`;
      const whole = text.startsWith("'use machine") ? text : `'use machine'; ${IMPORTS}${text}`;
      const sourceFile = ts.createSourceFile(file, whole, ts.ScriptTarget.ESNext, true);
      return { path: file, name, sourceFile };
    }),
  );
}

/** What the diagnostics of one module say, as `CODE message`. */
export function diagnosticsOf(text: string): string[] {
  return compileTexts({ 'test/module': text }).diagnostics.map(
    ({ code, message }) => `${code} ${message}`,
  );
}

/** Compiles, links with a C `main` that has `body`, runs, and gives what it printed. */
export function runTexts(texts: Readonly<Record<string, string>>, body: string): string {
  const result = compileTexts(texts);
  if (result.diagnostics.length > 0)
    throw new Error(result.diagnostics.map((each) => `${each.line}: ${each.message}`).join('\n'));
  const folder = mkdtempSync(path.join(tmpdir(), 'machine-test-'));
  try {
    const files = result.modules.map((module, index) => [`module${index}.c`, module.c] as const);
    const strings = new Set(result.modules.flatMap((module) => [...module.strings]));
    const symbols = new Set(result.modules.flatMap((module) => [...module.symbols]));
    const main = `#include <stdio.h>\n#include <inttypes.h>\n#include "${MACHINE_HEADER}"\nint main(void) {\n${body}\nreturn 0; }\n`;
    const all = [
      ...files,
      ['strings.c', emitStaticStrings(strings)] as const,
      ['symbols.c', emitStaticSymbols(symbols)] as const,
      ['main.c', main] as const,
    ];
    writeFileSync(path.join(folder, MACHINE_HEADER), result.header);
    for (const [name, c] of all) writeFileSync(path.join(folder, name), c);
    const program = path.join(folder, 'program');
    const inputs = all.map(([name]) => path.join(folder, name));
    execFileSync('clang', [...FLAGS, '-I', folder, '-o', program, ...inputs], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return execFileSync(program, { encoding: 'utf8' }).trimEnd();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs functions of one module: each call, as C, is printed as a signed 64-bit number. */
export function results(text: string, calls: readonly string[]): string[] {
  const body = calls.map((call) => `printf("%" PRId64 "\\n", (int64_t)(${call}));`).join('\n');
  return runTexts({ 'test/module': text }, body).split('\n');
}
