import assert from 'node:assert/strict';
import test from 'node:test';

import { Random } from '../../../../test/simulation/random.ts';
import { DeadlineHeap, type Timed } from './deadline-heap.ts';

class Entry implements Timed {
  at = Infinity;
  heapIndex = -1;
  heapDeadline = Infinity;
  deadline(): number {
    return this.at;
  }
}

test('entries come up in the order of their deadlines, which move at random', () => {
  const random = new Random(9);
  const heap = new DeadlineHeap<Entry>();
  const entries = Array.from({ length: 200 }, () => new Entry());
  let now = 0;
  for (let step = 0; step < 20000; step++) {
    const entry = random.pick(entries);
    const action = random.integer(0, 9);
    if (action < 6) {
      entry.at = now + random.scale(1, 1000);
      heap.update(entry, entry.at);
    } else if (action === 6) {
      entry.at = Infinity;
    } else if (action === 7) {
      entry.at = Infinity;
      heap.remove(entry);
    } else {
      const earliest = Math.min(...entries.map(({ at }) => at));
      assert.equal(heap.next(), earliest);
      if (earliest === Infinity) continue;
      assert.equal(heap.due(earliest - 1), null);
      now = earliest;
      const due = heap.due(now)!;
      assert.equal(due.at, earliest);
      due.at = Infinity;
    }
  }
});
