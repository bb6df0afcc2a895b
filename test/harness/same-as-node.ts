// Same as Node: runs programs both ways and compares what they print and how they end. Layer: tests.

import { availableParallelism } from 'node:os';
import { difference } from './difference.ts';
import { compileBatch, type CompiledProgram, removeImages } from './on-drupe.ts';
import { outcomeOnNode } from './on-node.ts';
import type { TargetName } from '../../src/compiler/target.ts';
import type { MachineName } from '../../src/monitor/qemu/machine.ts';
import { runOnQemu } from './on-qemu.ts';
import { inParallel, type Outcome, runForOutcome } from './outcome.ts';
import type { TestProgram } from './programs.ts';

export interface SameAsNodeOptions {
  readonly cacheFolder: string;
  readonly optimize: 0 | 1 | 2;
  readonly target: TargetName;
  /** Of target qemu. */
  readonly machine: MachineName;
  readonly batchSize: number;
  readonly onProgress: (stage: string) => void;
}

export interface Verdict {
  readonly name: string;
  /** Empty: the same. */
  readonly problem: string;
}

export async function sameAsNode(
  programs: readonly TestProgram[],
  options: SameAsNodeOptions,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const width = availableParallelism();
  options.onProgress('programs under Node');
  const expected = new Map<string, Outcome>();
  await inParallel(programs, width, async (program) => {
    expected.set(program.name, await outcomeOnNode(program, options.cacheFolder));
  });
  for (const batch of batches(programs, options.batchSize)) {
    const compiled = await compileBatch(batch, options);
    options.onProgress(`running ${batch.length} programs`);
    verdicts.push(
      ...(await inParallel(compiled, width, (program) =>
        verdictOf(program, expected.get(program.program.name) as Outcome, options),
      )),
    );
    removeImages(compiled);
  }
  return verdicts;
}

/** Programs of one suite share most of the library that they reach. */
function batches(programs: readonly TestProgram[], size: number): TestProgram[][] {
  const found: TestProgram[][] = [];
  for (let i = 0; i < programs.length; i += size) found.push(programs.slice(i, i + size));
  return found;
}

async function verdictOf(
  compiled: CompiledProgram,
  expected: Outcome,
  { target, machine }: SameAsNodeOptions,
): Promise<Verdict> {
  const { name } = compiled.program;
  if (compiled.image === null) return { name, problem: compiled.problem };
  const actual =
    target === 'process'
      ? await runForOutcome(compiled.image, [name])
      : await runOnQemu(machine, compiled.image, [name]);
  const problems: string[] = [];
  if (actual.output !== expected.output) problems.push(difference(expected.output, actual.output));
  if (actual.status !== expected.status) {
    problems.push(`ended with ${actual.status}, under Node with ${expected.status}`);
    if (actual.errors !== '') problems.push(lastLines(actual.errors, 12));
  }
  return { name, problem: problems.join('\n') };
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
