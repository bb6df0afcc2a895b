// Feeds every parser of the network stack, and a whole stack, with hostile inputs: `npx tsx test/fuzz/run.ts [COUNT] [SEED] [NAME]`.
// COUNT inputs each, a million when not said. An input that breaks a rule is printed in hexadecimal.

import { seededRandom } from '../fakes/net-simulation.ts';
import { Mutator } from './mutate.ts';
import { stackTarget } from './stack-target.ts';
import type { FuzzTarget } from './target.ts';
import { WIRE_TARGETS } from './wire-targets.ts';

const count = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? 1);
const only = process.argv[4];
let failures = 0;

function fuzz(target: FuzzTarget): void {
  const mutator = new Mutator(seededRandom(seed));
  const began = performance.now();
  let accepted = 0;
  for (let i = 0; i < count; i++) {
    const input = mutator.next(target.seeds);
    const text = Buffer.from(input).toString('hex');
    try {
      if (target.check(input)) accepted++;
    } catch (error) {
      failures++;
      console.log(`${target.name}: input ${i}: ${text}\n${(error as Error).stack}`);
      return;
    }
  }
  const seconds = (performance.now() - began) / 1000;
  console.log(`${target.name}: ${count} inputs, ${accepted} accepted, ${seconds.toFixed(1)} s`);
}

const stack = stackTarget(seed);
for (const target of [...WIRE_TARGETS, stack]) {
  if (only === undefined || target.name === only) fuzz(target);
}
stack.finish();
console.log(`reached in the stack: ${JSON.stringify(stack.reached())}`);
process.exitCode = failures === 0 ? 0 : 1;
