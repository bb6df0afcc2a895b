import assert from 'node:assert/strict';
import test from 'node:test';

import { Random } from '../../../../test/simulation/random.ts';
import { BufferBudget } from './buffer-budget.ts';
import { ReceiveBuffer } from './receive-buffer.ts';

const LIMIT = 8192;

/** Takes what is readable, as `deliver` does. */
function read(buffer: ReceiveBuffer): number[] {
  const got: number[] = [];
  while (buffer.readable() > 0) {
    const start = buffer.readStart;
    const length = buffer.readLength;
    got.push(...buffer.readBytes.subarray(start, start + length));
    buffer.consume(length);
  }
  return got;
}

test('bytes that come in any order, twice and overlapping are read once and in order, also past 2^31 and 2^32', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = new Random(seed);
    const budget = new BufferBudget(1 << 20);
    const buffer = new ReceiveBuffer(budget);
    const origin = random.pick([0, 0x7fffff00, -200]) | 0;
    buffer.moveTo(origin);
    const stream = Uint8Array.from({ length: 40000 }, () => random.word());
    const got: number[] = [];
    for (let step = 0; got.length < stream.length; step++) {
      assert.ok(step < 20000, `seed ${seed} does not end`);
      const from = got.length + random.integer(0, random.pick([0, 0, 500, LIMIT - 1]));
      const to = Math.min(from + random.integer(1, 1500), got.length + LIMIT, stream.length);
      if (to <= from) continue;
      const bytes = new Uint8Array(to - from + 9);
      bytes.set(stream.subarray(from, to), 9);
      if (from === got.length && buffer.readable() === 0 && random.chance(0.5)) {
        // Handed up past the buffer.
        buffer.consume(to - from);
        got.push(...stream.subarray(from, to));
      } else {
        buffer.store((origin + from) | 0, bytes, 9, bytes.length, LIMIT);
      }
      if (random.chance(0.3)) got.push(...read(buffer));
    }
    assert.deepEqual(got, [...stream]);
    buffer.release();
    assert.equal(budget.used, 0);
  }
});

test('ranges merge when a hole between them is filled', () => {
  const buffer = new ReceiveBuffer(new BufferBudget(1 << 20));
  const bytes = new Uint8Array(100);
  buffer.moveTo(0);
  for (const at of [100, 300, 500]) assert.ok(buffer.store(at, bytes, 0, 100, LIMIT));
  assert.equal(buffer.ranges, 3);
  assert.ok(buffer.store(200, bytes, 0, 100, LIMIT));
  assert.deepEqual([...buffer.edges.subarray(0, 2 * buffer.ranges)], [100, 400, 500, 600]);
  assert.equal(buffer.readable(), 0);
});

test('more holes than there are places for are refused', () => {
  const buffer = new ReceiveBuffer(new BufferBudget(1 << 20));
  const bytes = new Uint8Array(1);
  buffer.moveTo(0);
  let stored = 0;
  for (let at = 1; at < 100; at += 2) if (buffer.store(at, bytes, 0, 1, LIMIT)) stored++;
  assert.equal(stored, 32);
  assert.ok(buffer.store(2, bytes, 0, 1, LIMIT), 'one that joins two ranges has a place');
});

test('nothing is stored beyond the limit or the budget', () => {
  const budget = new BufferBudget(4096);
  const buffer = new ReceiveBuffer(budget);
  buffer.moveTo(0);
  const bytes = new Uint8Array(100);
  assert.equal(buffer.store(LIMIT, bytes, 0, 1, LIMIT), false);
  assert.equal(buffer.store(5000, bytes, 0, 100, LIMIT), false);
  assert.equal(buffer.store(4000, bytes, 0, 50, LIMIT), true);
});
