import assert from 'node:assert/strict';
import test from 'node:test';
import { seededRandom } from '../fakes/net-simulation.ts';
import { Mutator } from './mutate.ts';
import { stackTarget } from './stack-target.ts';
import type { FuzzTarget } from './target.ts';
import { WIRE_TARGETS } from './wire-targets.ts';

const COUNT = 4000;

/** How many inputs were accepted. */
function fuzz(target: FuzzTarget, seed: number, count = COUNT): number {
  const mutator = new Mutator(seededRandom(seed));
  let accepted = 0;
  for (let i = 0; i < count; i++) if (target.check(mutator.next(target.seeds))) accepted++;
  return accepted;
}

for (const target of WIRE_TARGETS) {
  test(`hostile inputs do not confuse the parser of ${target.name}`, () => {
    const accepted = fuzz(target, 2);
    assert.ok(accepted > COUNT / 50 && accepted < COUNT, `${accepted} of ${COUNT} accepted`);
  });
}

test('hostile frames do not confuse a stack', () => {
  const target = stackTarget(3);
  assert.ok(fuzz(target, 3, 5 * COUNT) > COUNT);
  target.finish();
  // Else it would prove little.
  for (const [what, count] of Object.entries(target.reached())) assert.ok(count > 0, what);
});
