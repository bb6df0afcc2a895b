// The command line: `drupe COMMAND`. One file per command beside this one. Layer: cli.

import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import colors from 'picocolors';
import { buildCommand } from './build.ts';
import { checkCommand } from './check.ts';
import { devCommand } from './dev.ts';
import { doctorCommand } from './doctor.ts';
import { CommandError, EXIT } from './exit-codes.ts';
import { runCommand } from './run.ts';

/** Sets the exit code; never throws. */
export async function main(words: readonly string[]): Promise<void> {
  // Whoever read our output has enough of it (`drupe build | head`).
  process.stdout.on('error', () => process.exit());
  try {
    await program().parseAsync([...words], { from: 'user' });
  } catch (error) {
    report(error);
  }
}

function program(): Command {
  const drupe = new Command('drupe')
    .description('compiles one TypeScript program into one sealed machine image')
    .version(version(), '-V, --version')
    .enablePositionalOptions()
    .showHelpAfterError('(drupe --help and drupe COMMAND --help say more)')
    .addHelpText(
      'after',
      '\nExit codes: 0 success, 1 the program has errors, 2 wrong command line, 3 the machine lacks something, 70 a bug in drupe.',
    );
  for (const command of [
    runCommand(),
    buildCommand(),
    devCommand(),
    checkCommand(),
    doctorCommand(),
  ]) {
    drupe.addCommand(command.copyInheritedSettings(drupe));
  }
  for (const command of [drupe, ...drupe.commands]) command.exitOverride();
  return drupe;
}

function version(): string {
  const folder = import.meta.url.endsWith('.ts') ? '../../' : '../';
  const manifest = new URL(`${folder}package.json`, import.meta.url);
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

function report(error: unknown): void {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.success : EXIT.usage;
  } else if (error instanceof CommandError) {
    if (error.message !== '') process.stderr.write(`${colors.red('drupe:')} ${error.message}\n`);
    process.exitCode = error.status;
  } else {
    process.stderr.write(
      `${colors.red('drupe: this is a bug:')} ${(error as Error).stack ?? String(error)}\n`,
    );
    process.exitCode = EXIT.internal;
  }
}
