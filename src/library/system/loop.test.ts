import assert from 'node:assert/strict';
import test from 'node:test';
import { Loop, type Poller } from './loop.ts';

class FakePoller implements Poller {
  now = 1000.25;
  waits: number[] = [];
  nowMillis(): number {
    return this.now;
  }
  wait(timeoutMillis: number): void {
    this.waits.push(timeoutMillis);
    if (timeoutMillis === Infinity) throw new Error('waits for ever');
    this.now += timeoutMillis;
  }
  onSignal(): boolean {
    return false;
  }
}

function setup(): { loop: Loop; poller: FakePoller; log: string[]; errors: unknown[] } {
  const poller = new FakePoller();
  const log: string[] = [];
  const errors: unknown[] = [];
  const loop = new Loop(
    poller,
    () => log.push('.'),
    (error) => errors.push(error),
  );
  return { loop, poller, log, errors };
}

test('a loop without work ends at once', () => {
  const { loop, poller } = setup();
  loop.run();
  assert.deepEqual(poller.waits, []);
});

test('immediates run before timers that are not yet due, jobs after each', () => {
  const { loop, log } = setup();
  loop.setTimer(5, () => log.push('timer'));
  loop.addImmediate(() => {
    log.push('a');
    loop.addImmediate(() => log.push('c'));
  });
  loop.addImmediate(() => log.push('b'));
  loop.run();
  assert.deepEqual(log, ['a', '.', 'b', '.', 'c', '.', 'timer', '.']);
});

test('the loop sleeps until the first timer', () => {
  const { loop, poller, log } = setup();
  loop.setTimer(20, () => log.push('late'));
  const early = loop.setTimer(10, () => log.push('cancelled'));
  loop.cancelTimer(early);
  loop.run();
  assert.deepEqual(log, ['late', '.']);
  assert.deepEqual(poller.waits, [20]);
});

test('an unreferenced timer does not keep the loop alive', () => {
  const { loop, log } = setup();
  loop.setTimerReferenced(
    loop.setTimer(10, () => log.push('never')),
    false,
  );
  loop.run();
  assert.deepEqual(log, []);
});

test('an exception in a callback is reported and the round goes on', () => {
  const { loop, log, errors } = setup();
  loop.addImmediate(() => {
    throw new RangeError('one');
  });
  loop.addImmediate(() => log.push('two'));
  loop.run();
  assert.equal((errors[0] as Error).message, 'one');
  assert.deepEqual(log, ['.', 'two', '.']);
});

test('closings run after immediates of the round', () => {
  const { loop, log } = setup();
  loop.addClosing(() => log.push('closed'));
  loop.addImmediate(() => log.push('immediate'));
  loop.run();
  assert.deepEqual(log, ['immediate', '.', 'closed', '.']);
});

test('a loop that shuts down waits for what is in flight, not for timers', () => {
  const { loop, log } = setup();
  const again = (): void => void loop.setTimer(loop.loopMillis() + 10, again);
  again();
  loop.addPending();
  loop.onShutdown(() => log.push('shutdown'));
  loop.setTimer(25, () => loop.shutDown());
  loop.setTimer(45, () => {
    log.push('answered');
    loop.removePending();
  });
  loop.run();
  assert.deepEqual(
    log.filter((word) => word !== '.'),
    ['shutdown', 'answered'],
  );
});
