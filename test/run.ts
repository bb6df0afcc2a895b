// Runs the programs under test/ as under Node: `npx tsx test/run.ts [--optimize N] [--batch N] [--node] [names...]`,
// or with `--target qemu [--machine q35|microvm]` on a virtual machine instead of as a process.
// A name is a suite or a program: `language`, `language/closures`, `refusals`. --node only shows what Node prints.

import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { outcomeOnNode } from './harness/on-node.ts';
import { TARGET_NAMES } from '../src/compiler/target.ts';
import { MACHINES } from '../src/monitor/qemu/machine.ts';
import { findPrograms, findRefusals } from './harness/programs.ts';
import { exceptionText } from './harness/on-drupe.ts';
import { checkRefusal } from './harness/refusals.ts';
import { sameAsNode, type Verdict } from './harness/same-as-node.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    optimize: { type: 'string', default: '0' },
    batch: { type: 'string', default: '250' },
    node: { type: 'boolean', default: false },
    target: { type: 'string', default: 'process' },
    machine: { type: 'string', default: 'microvm' },
  },
});

type Report = 'passed' | 'failed' | 'known';
const known = knownDifferences();
const cacheFolder = path.resolve(
  process.env['DRUPE_CACHE'] ?? path.join(homedir(), '.cache', 'drupe'),
);
const programs = findPrograms(positionals);
const refusals = findRefusals(positionals);
if (programs.length + refusals.length === 0) {
  console.error(`Cannot find a program: ${positionals.join(' ')}`);
  process.exit(2);
}

if (values.node) {
  await showNode();
} else {
  const outcomes = [...(await runAll()).map(report), ...unknownNames().map(reportUnknown)];
  const count = (wanted: Report): number => outcomes.filter((outcome) => outcome === wanted).length;
  const failed = count('failed');
  if (count('known') > 0)
    console.log(`${count('known')} known differences (test/known-differences.txt)`);
  console.log(`same as Node: ${count('passed')} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

async function runAll(): Promise<Verdict[]> {
  const verdicts = await sameAsNode(programs, {
    cacheFolder,
    optimize: Number(values.optimize) as 0 | 1 | 2,
    batchSize: Number(values.batch),
    target: oneOf(TARGET_NAMES, values.target),
    machine: oneOf(MACHINES, values.machine),
    onProgress,
  });
  for (const refusal of refusals) {
    onProgress(refusal.name);
    try {
      verdicts.push(await checkRefusal(refusal, cacheFolder));
    } catch (error) {
      verdicts.push({ name: refusal.name, problem: exceptionText(error) });
    }
  }
  onProgress('');
  return verdicts;
}

/** A listed program has to differ: the list is exact. */
function report({ name, problem }: Verdict): Report {
  if (problem === '') {
    if (!known.has(name)) return 'passed';
    console.log(`FAILED ${name}\n    is as under Node: take it off test/known-differences.txt`);
    return 'failed';
  }
  if (known.has(name)) return 'known';
  console.log(`FAILED ${name}\n${problem.replace(/^/gm, '    ')}`);
  return 'failed';
}

/** Listed names that no program has. */
function unknownNames(): string[] {
  const all = new Set([...findPrograms([]), ...findRefusals([])].map(({ name }) => name));
  return [...known].filter((name) => !all.has(name));
}

function reportUnknown(name: string): Report {
  console.log(`FAILED ${name}\n    no such program: take it off test/known-differences.txt`);
  return 'failed';
}

/** Names from test/known-differences.txt: a line each, with the reason behind `#`. */
function knownDifferences(): Set<string> {
  const text = readFileSync(path.join(import.meta.dirname, 'known-differences.txt'), 'utf8');
  const names = text.split('\n').map((line) => line.replace(/#.*/, '').trim());
  return new Set(names.filter((name) => name !== ''));
}

async function showNode(): Promise<void> {
  for (const program of programs) {
    const { output, errors, status } = await outcomeOnNode(program, cacheFolder);
    console.log(`== ${program.name} (status ${status})\n${output}${errors}`);
  }
}

function oneOf<Name extends string>(names: readonly Name[], name: string): Name {
  const found = names.find((known) => known === name);
  if (found === undefined) throw new Error(`Not one of ${names.join(', ')}: "${name}"`);
  return found;
}

function onProgress(stage: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${stage}`);
}
