// Build times of the examples: `cold` with an empty cache, `warm` with nothing changed, `edit` from a changed line until
// the new program answers, as `drupe run` does it: a new process of the compiler, then the image's start.
// Usage: npx tsx bench/build/run.ts [--rounds N] [--json FILE] [EXAMPLE...]

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../images.ts';
import { median, writeResults } from '../statistics.ts';

const COMMAND = path.join(ROOT, 'bin/drupe.js');

interface Samples {
  readonly cold: number[];
  readonly warm: number[];
  /** The edited program asks for nothing of the library that it did not use before. */
  readonly edit: number[];
  /** It does: `console` in a program that had none. */
  readonly more: number[];
}

const EDIT = 'function edited(count: number): number {\n  return count + 1;\n}\nedited(1);';
const EDIT_ASKING_MORE = "console.log('edited', [3, 1, 2].toSorted(), new Map([[1, 2]]));";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, json: { type: 'string' } },
});
const rounds = Number(values.rounds);
const names = positionals.length === 0 ? ['hello', 'todo-api', 'mandelbrot'] : positionals;
const results: Record<string, Samples> = {};
console.log('                   cold      warm      edit  edit that asks for more of the library');
for (const name of names) {
  const samples: Samples = { cold: [], warm: [], edit: [], more: [] };
  results[name] = samples;
  for (let round = 0; round < rounds; round++) await sample(name, samples);
  const cells = [samples.cold, samples.warm, samples.edit, samples.more].map((list) =>
    `${(median(list) / 1000).toFixed(2)} s`.padStart(9),
  );
  console.log(`${name.padEnd(14)}${cells.join(' ')}`);
}
writeResults(values.json, results);

async function sample(name: string, samples: Samples): Promise<void> {
  const folder = mkdtempSync(path.join(ROOT, 'node_modules', '.bench-build-'));
  const environment = { ...process.env, DRUPE_CACHE: path.join(folder, 'cache') };
  try {
    cpSync(path.join(ROOT, 'examples', name), path.join(folder, 'program'), { recursive: true });
    const entry = path.join(folder, 'program', 'server.ts');
    for (const kind of ['cold', 'warm'] as const) {
      const start = performance.now();
      const { status, stderr } = spawnSync(
        process.execPath,
        [COMMAND, 'build', entry, '--out', path.join(folder, 'out')],
        { encoding: 'utf8', env: environment },
      );
      if (status !== 0) throw new Error(stderr);
      samples[kind].push(performance.now() - start);
    }
    samples.edit.push(await editToAnswer(entry, EDIT, environment));
    samples.more.push(await editToAnswer(entry, EDIT_ASKING_MORE, environment));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** From the edit until `drupe run` answers. */
async function editToAnswer(
  entry: string,
  edit: string,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  appendFileSync(entry, `\n${edit}\n`);
  const start = performance.now();
  const child = spawn(process.execPath, [COMMAND, 'run', entry], {
    stdio: 'ignore',
    env: environment,
  });
  const ended = once(child, 'exit');
  try {
    while (!(await answers())) {
      if (child.exitCode !== null) throw new Error(`"drupe run ${entry}" has ended`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return performance.now() - start;
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ port: 8080, host: '127.0.0.1', agent: false }, (response) => {
      response.resume().once('end', () => resolve(true));
    });
    request.once('error', () => resolve(false));
  });
}
