// Compiles many programs to one image, which runs the one that its first argument names. Layer: tests.
// A batch that does not compile is halved until the program at fault is alone.

import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compileProgram } from '../../src/compiler/compile.ts';
import type { Diagnostic } from '../../src/compiler/check/diagnostic.ts';
import type { TargetName } from '../../src/compiler/target.ts';
import type { TestProgram } from './programs.ts';

export interface CompiledProgram {
  readonly program: TestProgram;
  /** Null: `problem` says why. */
  readonly image: string | null;
  readonly problem: string;
}

export interface BatchOptions {
  readonly cacheFolder: string;
  readonly optimize: 0 | 1 | 2;
  readonly target: TargetName;
  readonly onProgress: (stage: string) => void;
}

export async function compileBatch(
  programs: readonly TestProgram[],
  options: BatchOptions,
): Promise<CompiledProgram[]> {
  const { image, problem, culprits } = await compileTogether(programs, options);
  if (image !== null) return programs.map((program) => ({ program, image, problem: '' }));
  if (programs.length === 1 || problem.includes('machine modules do not compile')) {
    return programs.map((program) => ({ program, image: null, problem }));
  }
  // Those that the diagnostics name go alone; without names, halves.
  const suspects = programs.filter(({ file }) => culprits.has(file));
  const others = programs.filter(({ file }) => !culprits.has(file));
  const parts =
    suspects.length > 0 && others.length > 0
      ? [...suspects.map((program) => [program]), others]
      : [programs.slice(0, programs.length >> 1), programs.slice(programs.length >> 1)];
  const results: CompiledProgram[] = [];
  for (const part of parts) results.push(...(await compileBatch(part, options)));
  return results;
}

/** Images are large; what they were made of stays in the cache. */
export function removeImages(compiled: readonly CompiledProgram[]): void {
  for (const image of new Set(compiled.map((program) => program.image))) {
    if (image !== null) rmSync(path.dirname(image), { recursive: true, force: true });
  }
}

interface Attempt {
  image: string | null;
  problem: string;
  culprits: Set<string>;
}

async function compileTogether(
  programs: readonly TestProgram[],
  { cacheFolder, optimize, target, onProgress }: BatchOptions,
): Promise<Attempt> {
  const text = switchOver(programs);
  const key = createHash('sha256').update(text).digest('hex').slice(0, 16);
  // Of this process alone: others may run the same programs.
  const folder = path.join(cacheFolder, 'batches', `${key}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const entry = path.join(folder, 'batch.mts');
  writeFileSync(entry, text);
  const names = programs.length === 1 ? (programs[0]?.name ?? '') : `${programs.length} programs`;
  try {
    const { image, diagnostics } = await compileProgram({
      entry,
      output: path.join(folder, 'image'),
      cacheDirectory: cacheFolder,
      optimize,
      target,
      check: false,
      onProgress: (stage) => onProgress(`${names}: ${stage}`),
    });
    const errors = diagnostics.filter(({ category }) => category === 'error');
    return {
      image,
      problem: errors.slice(0, 10).map(diagnosticText).join('\n'),
      culprits: new Set(errors.map(({ file }) => file)),
    };
  } catch (error) {
    return { image: null, problem: exceptionText(error), culprits: new Set() };
  }
}

/** Only the chosen program is evaluated. */
function switchOver(programs: readonly TestProgram[]): string {
  if (programs.length === 1) return `import '${programs[0]?.file}';\n`;
  const cases = programs.map(
    ({ name, file }) => `  case '${name}':\n    await import('${file}');\n    break;`,
  );
  return `switch (process.argv[2]) {\n${cases.join('\n')}\n}\nexport {};\n`;
}

/** A bug of the compiler: the message and where it was thrown. */
export function exceptionText(error: unknown): string {
  const { message, stack = '' } = error as Error;
  const frames = stack.split('\n').filter((line) => line.startsWith('    at '));
  return [message, ...frames.slice(0, 4)].join('\n');
}

export function diagnosticText({ code, file, line, column, message }: Diagnostic): string {
  return `${path.relative(process.cwd(), file)}:${line}:${column} ${code} ${message}`;
}
