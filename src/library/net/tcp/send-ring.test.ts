import assert from 'node:assert/strict';
import test from 'node:test';

import { Random } from '../../../../test/simulation/random.ts';
import { BufferBudget } from './buffer-budget.ts';
import { SendRing } from './send-ring.ts';

test('bytes come out as they went in, whatever the order of writing, reading and forgetting', () => {
  const random = new Random(5);
  const budget = new BufferBudget(1 << 20);
  const ring = new SendRing(8192, budget);
  const model: number[] = [];
  for (let step = 0; step < 5000; step++) {
    const bytes = Uint8Array.from({ length: random.integer(1, 3000) }, () => random.word());
    const taken = ring.append(bytes, 0, bytes.length);
    assert.equal(taken, Math.min(bytes.length, 8192 - model.length));
    model.push(...bytes.subarray(0, taken));
    const offset = random.integer(0, model.length);
    const length = random.integer(0, model.length - offset);
    const copy = new Uint8Array(length + 5);
    ring.copy(offset, length, copy, 5);
    assert.deepEqual([...copy.subarray(5)], model.slice(offset, offset + length));
    const gone = random.integer(0, model.length);
    ring.discard(gone);
    model.splice(0, gone);
    assert.equal(ring.length, model.length);
  }
  ring.release();
  assert.equal(budget.used, 0);
});

test('without budget a ring stays small but works', () => {
  const budget = new BufferBudget(0);
  const ring = new SendRing(65536, budget);
  const bytes = new Uint8Array(10000);
  assert.equal(ring.append(bytes, 0, 10000), 2048);
  assert.equal(ring.append(bytes, 0, 10), 0);
  ring.discard(2048);
  assert.equal(budget.used, 0);
  assert.equal(ring.append(bytes, 0, 10), 10);
  assert.ok(budget.refused > 0);
});

test('an empty ring gives large memory back', () => {
  const budget = new BufferBudget(1 << 20);
  const ring = new SendRing(65536, budget);
  ring.append(new Uint8Array(40000), 0, 40000);
  assert.equal(budget.used, 65536);
  ring.discard(40000);
  assert.equal(budget.used, 0);
});
