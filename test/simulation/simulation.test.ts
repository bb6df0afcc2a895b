import assert from 'node:assert/strict';
import test from 'node:test';

import { runSchedule } from './schedule.ts';

// The long version: `npx tsx test/simulation/run.ts --seed N --count N`.
test('every byte arrives once and in order, and nothing is left over, in some hundred random schedules', () => {
  let bytes = 0;
  for (let seed = 1; seed <= 300; seed++) {
    try {
      bytes += runSchedule(seed).bytes;
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
    }
  }
  assert.ok(bytes > 1000000);
});
