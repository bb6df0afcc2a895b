// `drupe check`: diagnostics only, for people or, with --json, for programs. Layer: cli.

import { Command } from 'commander';
import { compileProgram } from '../compiler/compile.ts';
import type { Diagnostic } from '../compiler/check/diagnostic.ts';
import { EXIT } from './exit-codes.ts';
import { cacheFolder, cachedImage, entryFile } from './paths.ts';
import { printDiagnostics } from './print-diagnostics.ts';
import { Progress } from './progress.ts';

interface CheckOptions {
  json?: boolean;
  check: boolean;
}

export function checkCommand(): Command {
  return new Command('check')
    .description('say what keeps programs from being compiled, without compiling them')
    .argument('<programs...>', 'the first file of each program')
    .option('--json', 'print the diagnostics as a JSON array')
    .option('--no-check', 'leave out the type checker')
    .addHelpText(
      'after',
      '\nThe exit status is 1 when there are errors. docs/diagnostics.md lists all codes.',
    )
    .action(check);
}

async function check(programs: string[], options: CheckOptions): Promise<void> {
  const progress = new Progress();
  const diagnostics: Diagnostic[] = [];
  try {
    for (const program of programs) {
      progress.stage(`checking ${program}`);
      diagnostics.push(...(await diagnosticsOf(entryFile(program), options.check)));
    }
  } finally {
    progress.end();
  }
  if (options.json) process.stdout.write(`${JSON.stringify(diagnostics, null, 2)}\n`);
  else if (diagnostics.length > 0) printDiagnostics(diagnostics);
  else process.stderr.write('nothing to report\n');
  if (diagnostics.some(({ category }) => category === 'error')) process.exitCode = EXIT.diagnostics;
}

async function diagnosticsOf(entry: string, withTypes: boolean): Promise<Diagnostic[]> {
  const { diagnostics } = await compileProgram({
    entry,
    output: cachedImage(entry),
    cacheDirectory: cacheFolder(),
    optimize: 0,
    check: withTypes,
    diagnosticsOnly: true,
  });
  return diagnostics;
}
