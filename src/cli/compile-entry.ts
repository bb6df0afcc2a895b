// Compiles an entry for a command: progress, diagnostics and failures in words. Layer: cli.

import { compileProgram, type CompileOptions, type CompileResult } from '../compiler/compile.ts';
import { MissingToolError } from '../compiler/link/find-tools.ts';
import { CommandError, EXIT } from './exit-codes.ts';
import { cacheFolder } from './paths.ts';
import { printDiagnostics } from './print-diagnostics.ts';
import { Progress } from './progress.ts';

export type EntryOptions = Omit<CompileOptions, 'cacheDirectory' | 'onProgress'>;

/** The compiler's passes in words. */
const STAGES: Readonly<Record<string, string>> = {
  machine: 'reading the runtime',
  load: 'reading modules',
  syntax: 'checking',
  check: 'checking types',
  library: 'reading the library',
  lower: 'compiling',
  'lower library': 'compiling the library',
  'emit library': 'writing C',
  optimize: 'optimizing',
  emit: 'writing C',
  link: 'compiling C and linking',
};

/** An image, and what the compiler knows of it. */
export interface Compiled extends CompileResult {
  readonly image: string;
}

/** Prints the diagnostics; throws when there is no image. With `dump` it prints that and ends the command. */
export async function compileEntry(options: EntryOptions): Promise<Compiled> {
  const progress = new Progress();
  let result: CompileResult;
  try {
    result = await compileProgram({
      ...options,
      cacheDirectory: cacheFolder(),
      onProgress: (stage) => progress.stage(STAGES[stage] ?? stage),
    });
  } catch (error) {
    if (error instanceof MissingToolError) throw new CommandError(error.message, EXIT.machine);
    throw error;
  } finally {
    progress.end();
  }
  const { image, dump } = result;
  printDiagnostics(result.diagnostics);
  if (dump !== undefined) {
    process.stdout.write(`${dump}\n`);
    throw new CommandError('', EXIT.success);
  }
  if (image === null) throw new CommandError('', EXIT.diagnostics);
  return { ...result, image };
}
