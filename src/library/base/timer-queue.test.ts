import assert from 'node:assert/strict';
import test from 'node:test';
import { Timer, TimerQueue } from './timer-queue.ts';

test('timers leave by due time, then by insertion', () => {
  const queue = new TimerQueue();
  const order: string[] = [];
  for (const [due, name] of [
    [5, 'e'],
    [1, 'a'],
    [3, 'c'],
    [1, 'b'],
    [4, 'd'],
  ] as const) {
    queue.add(due, () => order.push(name));
  }
  assert.equal(queue.nextDue(), 1);
  for (let timer = queue.takeDue(4); timer; timer = queue.takeDue(4)) timer.callback();
  assert.equal(order.join(''), 'abcd');
  assert.equal(queue.takeDue(4), undefined);
  assert.equal(queue.nextDue(), 5);
});

test('random additions and cancellations keep the order', () => {
  let seed = 12345;
  const random = (): number => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) / 2 ** 32;
  const queue = new TimerQueue();
  const live: Timer[] = [];
  for (let i = 0; i < 5000; i++) {
    if (random() < 0.4 && live.length > 0) {
      const [timer] = live.splice(Math.floor(random() * live.length), 1);
      queue.cancel(timer as Timer);
      assert.equal(timer?.active, false);
    } else {
      live.push(queue.add(Math.floor(random() * 100), () => {}));
    }
    assert.equal(queue.size, live.length);
  }
  live.sort((a, b) => a.dueMillis - b.dueMillis || a.sequence - b.sequence);
  for (const expected of live) assert.equal(queue.takeDue(1000), expected);
  assert.equal(queue.referencedCount, 0);
});

test('an unreferenced timer does not count', () => {
  const queue = new TimerQueue();
  const timer = queue.add(1, () => {});
  queue.setReferenced(timer, false);
  assert.equal(queue.referencedCount, 0);
  queue.cancel(timer);
  queue.cancel(timer);
  assert.equal(queue.referencedCount, 0);
});
