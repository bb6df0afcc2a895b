// Generators as tasks of a round-robin scheduler, destructuring and closures.

import { measure } from '../measure.ts';

function* task(limit: number): Generator<number, number, number> {
  let sum = 0;
  for (let i = 0; i < limit; i++) sum += yield i;
  return sum;
}

measure(() => {
  let queue = Array.from({ length: 100 }, (_, i) => ({ iterator: task(500 + i), input: 0 }));
  let total = 0;
  while (queue.length > 0) {
    queue = queue.filter((entry) => {
      const { done, value } = entry.iterator.next(entry.input);
      entry.input = value & 7;
      if (done) total += value;
      return !done;
    });
  }
  return total;
});
