// Time of classic programs, compiled and under Node, alternately on the same core.
// Usage: npx tsx bench/compute/run.ts [--rounds N] [--json FILE] [NAME...]
// `steady`: one run after a warm-up, measured inside (measure.ts). `whole`: a process that does the work once, with its
// start. Prints medians of milliseconds, and how many times faster than Node the image is (above 1: faster).

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleForNode, compileImage } from '../images.ts';
import { geometricMean, median, writeResults } from '../statistics.ts';

interface Side {
  readonly command: readonly string[];
  readonly steady: number[];
  readonly whole: number[];
  check: string;
}

interface Result {
  readonly name: string;
  readonly node: Side;
  readonly drupe: Side;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, json: { type: 'string' } },
});
const rounds = Number(values.rounds);
const programs = path.join(import.meta.dirname, 'programs');
const names = readdirSync(programs)
  .map((file) => file.replace('.ts', ''))
  .filter((name) => positionals.length === 0 || positionals.includes(name));
const folder = mkdtempSync(path.join(tmpdir(), 'bench-compute-'));
const pinned = spawnSync('taskset', ['--version']).status === 0;

try {
  const results: Result[] = [];
  printRow(['', 'node', 'drupe', 'steady', 'node', 'drupe', 'whole']);
  for (const name of names) {
    const result = await measure(name);
    results.push(result);
    print(result);
  }
  printMeans(results);
  writeResults(values.json, results);
  if (results.some(({ node, drupe }) => node.check !== drupe.check)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

async function measure(name: string): Promise<Result> {
  const entry = path.join(programs, `${name}.ts`);
  const script = bundleForNode(entry, path.join(folder, `${name}.mjs`));
  const image = await compileImage(entry, path.join(folder, name));
  const node = side([process.execPath, script]);
  const drupe = side([image]);
  for (let round = 0; round < rounds; round++) {
    for (const one of [node, drupe]) {
      const start = performance.now();
      run(one, ['--once']);
      one.whole.push(performance.now() - start);
      one.steady.push(run(one, []) ?? NaN);
    }
  }
  return { name, node, drupe };
}

function side(command: readonly string[]): Side {
  return { command, steady: [], whole: [], check: '' };
}

/** The milliseconds that the program measured itself. */
function run(one: Side, options: string[]): number | null {
  const [file = '', ...rest] = [
    ...(pinned ? ['taskset', '-c', '0'] : []),
    ...one.command,
    ...options,
  ];
  const { stdout, stderr, status } = spawnSync(file, rest, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`"${one.command.join(' ')}" ended with ${status}: ${stderr}`);
  const { check, millis } = JSON.parse(stdout) as { check: string; millis: number | null };
  one.check = check;
  return millis;
}

function printRow(cells: readonly string[]): void {
  const [name = '', ...rest] = cells;
  console.log(`${name.padEnd(15)}${rest.map((cell) => cell.padStart(10)).join('')}`);
}

function ratio({ node, drupe }: Result, kind: 'steady' | 'whole'): number {
  return median(node[kind]) / median(drupe[kind]);
}

function print(result: Result): void {
  const { name, node, drupe } = result;
  const cells = [name];
  for (const kind of ['steady', 'whole'] as const) {
    const sides = [node, drupe].map((one) => median(one[kind]).toFixed(2));
    cells.push(...sides, `${ratio(result, kind).toFixed(2)} x`);
  }
  if (node.check !== drupe.check) cells.push(` WRONG: ${drupe.check} instead of ${node.check}`);
  printRow(cells);
}

function printMeans(results: readonly Result[]): void {
  const [steady = '', whole = ''] = (['steady', 'whole'] as const).map(
    (kind) => `${geometricMean(results.map((result) => ratio(result, kind))).toFixed(2)} x`,
  );
  printRow(['geometric mean', '', '', steady, '', '', whole]);
}
