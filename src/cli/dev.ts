// `drupe dev`: the same program on Node, started again at each change, with the ordinary debugger. Layer: cli.
// tsx watches what the program imports; dev-entry.mjs serves a default export as the image would.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { environmentVariable } from './option-values.ts';
import { entryFile } from './paths.ts';

interface DevOptions {
  env: string[];
  inspect?: boolean | string;
  watch: boolean;
}

export function devCommand(): Command {
  return new Command('dev')
    .description('run a program on Node and start it again whenever one of its files changes')
    .argument('<program>', 'the first file, TypeScript or JavaScript')
    .argument('[arguments...]', "the program's own arguments")
    .option('-e, --env <variable>', 'NAME=VALUE (repeatable)', environmentVariable, [])
    .option('--inspect [address]', "open Node's debugger")
    .option('--no-watch', 'do not start again at changes')
    .passThroughOptions()
    .action(dev);
}

async function dev(
  program: string,
  programArguments: string[],
  options: DevOptions,
): Promise<void> {
  const entry = entryFile(program);
  const adapter = new URL(
    import.meta.url.endsWith('.ts') ? 'dev-entry.mjs' : '../src/cli/dev-entry.mjs',
    import.meta.url,
  );
  const nodeArguments = [
    tsxProgram(),
    ...(options.watch ? ['watch', '--clear-screen=false'] : []),
    ...(options.inspect === undefined ? [] : [inspectFlag(options.inspect)]),
    adapter.pathname,
    entry,
    ...programArguments,
  ];
  const environment = Object.fromEntries(
    options.env.map((text) => text.split(/=(.*)/s).slice(0, 2)),
  );
  const child = spawn(process.execPath, nodeArguments, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // The terminal has told the child already; others have not.
    process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
  }
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => {
      resolve(status ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

function inspectFlag(address: boolean | string): string {
  return address === true ? '--inspect' : `--inspect=${address}`;
}

function tsxProgram(): string {
  const manifest = createRequire(import.meta.url).resolve('tsx/package.json');
  return path.join(path.dirname(manifest), 'dist', 'cli.mjs');
}
