import assert from 'node:assert/strict';
import test from 'node:test';

import { Script } from '../../../../test/simulation/script.ts';

const SACK = { mss: 1000, sackOk: true };

/** Past the quick acknowledgments of a connection's start; `next` is the sequence number that follows. */
function settled(options = SACK): { script: Script; next: number } {
  const script = Script.accepted(options);
  let next = 1;
  for (let i = 0; i < 8; i++) {
    script.receive('A', next, 1, { data: 1000 });
    next += 1000;
  }
  script.wait(50);
  script.sent();
  script.told();
  return { script, next };
}

test('data in order is handed up from the packet itself, without a copy', () => {
  const script = Script.accepted();
  script.receive('PA', 1, 1, { data: 'hello' });
  assert.deepEqual(script.told(), ['data hello']);
  assert.equal(script.dataArray, script.injected);
});

test('the ACK rides on the answer', () => {
  const { script, next } = settled();
  script.onData = () => void script.write('answer');
  script.receive('PA', next, 1, { data: 'request' });
  assert.deepEqual(script.sent(), [`PA 1+6 ack ${next + 7}`]);
  script.wait(100);
  assert.deepEqual(script.sent(), []);
});

test('the first segments of a connection are acknowledged at once', () => {
  const script = Script.accepted();
  script.receive('PA', 1, 1, { data: 'hello' });
  assert.deepEqual(script.sent(), ['A 1+0 ack 6']);
});

test('a single segment is acknowledged after 40 ms (RFC 9293 §3.8.6.3)', () => {
  const { script, next } = settled();
  script.receive('PA', next, 1, { data: 'hello' });
  script.wait(39);
  assert.deepEqual(script.sent(), []);
  script.wait(1);
  assert.deepEqual(script.sent(), [`A 1+0 ack ${next + 5}`]);
});

test('every second full segment is acknowledged at once', () => {
  const { script, next } = settled();
  script.receive('A', next, 1, { data: 1000 });
  assert.deepEqual(script.sent(), []);
  script.receive('A', next + 1000, 1, { data: 1000 });
  assert.deepEqual(script.sent(), [`A 1+0 ack ${next + 2000}`]);
});

test('a long burst within one poll is acknowledged on the way', () => {
  const { script, next } = settled();
  for (let i = 0; i < 9; i++) script.give('A', next + 1000 * i, 1, { data: 1000 });
  assert.deepEqual(script.sent(), [`A 1+0 ack ${next + 8000}`]);
});

test('segments out of order are acknowledged one by one, with what is there (RFC 2018 §4)', () => {
  const script = Script.accepted(SACK);
  script.receive('A', 1001, 1, { data: 1000 });
  script.receive('A', 3001, 1, { data: 1000 });
  script.receive('A', 5001, 1, { data: 1000 });
  script.receive('A', 2001, 1, { data: 1000 });
  assert.deepEqual(script.sent(), [
    'A 1+0 ack 1 [1001-2001]',
    'A 1+0 ack 1 [3001-4001] [1001-2001]',
    'A 1+0 ack 1 [5001-6001] [3001-4001] [1001-2001]',
    'A 1+0 ack 1 [1001-4001] [5001-6001]',
  ]);
  assert.deepEqual(script.told(), []);
});

test('what fills a hole is acknowledged at once with all that follows (RFC 5681 §4.2)', () => {
  const { script, next } = settled();
  script.receive('A', next + 1000, 1, { data: 1000 });
  script.sent();
  script.receive('A', next, 1, { data: 1000 });
  assert.deepEqual(script.sent(), [`A 1+0 ack ${next + 2000}`]);
  assert.deepEqual(script.told(), ['data 1000', 'data 1000']);
});

test('a segment that comes twice is told of in the first block (RFC 2883 §4)', () => {
  const script = Script.accepted(SACK);
  script.receive('A', 1, 1, { data: 1000 });
  script.receive('A', 2001, 1, { data: 1000 });
  script.sent();
  script.receive('A', 1, 1, { data: 1000 });
  script.receive('A', 2001, 1, { data: 1000 });
  assert.deepEqual(script.sent(), [
    'A 1+0 ack 1001 [1-1001] [2001-3001]',
    'A 1+0 ack 1001 [2001-3001] [2001-3001]',
  ]);
  assert.deepEqual(script.told(), ['data 1000']);
});

test('the part of a segment that is new counts', () => {
  const script = Script.accepted();
  script.receive('A', 1, 1, { data: 'abc' });
  script.receive('A', 1, 1, { data: 'abcdef' });
  assert.deepEqual(script.told(), ['data abc', 'data def']);
});

test('a pausing reader closes the window, and resuming opens it at once', () => {
  const limits = { receiveWindow: 4096, largestReceiveWindow: 4096 };
  const script = Script.accepted(SACK, { limits });
  script.connection!.pauseReading();
  for (let i = 0; i < 4; i++) script.receive('A', 1 + 1024 * i, 1, { data: 1024 });
  script.wait(100);
  script.sent();
  assert.equal(script.last.window, 0);
  assert.deepEqual(script.told(), []);
  script.connection!.resumeReading();
  script.poll();
  assert.deepEqual(script.told(), ['data 4096']);
  assert.deepEqual(script.sent(), ['A 1+0 ack 4097']);
  assert.equal(script.last.window, 4096);
});

test('a little room is not offered (silly window, RFC 9293 §3.8.6.2.2)', () => {
  const script = Script.accepted(SACK, { limits: { receiveWindow: 4096 } });
  script.connection!.pauseReading();
  for (let i = 0; i < 4; i++) script.receive('A', 1 + 1000 * i, 1, { data: 1000 });
  script.wait(100);
  script.sent();
  assert.equal(script.last.window, 96);
  script.receive('A', 4001, 1, { data: 100 });
  script.wait(100);
  script.sent();
  // 96 bytes were taken: the offer goes down to nothing, not to scraps.
  assert.equal(script.last.window, 0);
  assert.equal(script.connection!.receive.next - script.connection!.receive.windowEdge, 0);
});

test('what lies beyond the window is cut off', () => {
  const script = Script.accepted(SACK, { limits: { receiveWindow: 2048 } });
  script.receive('A', 1, 1, { data: 3000 });
  assert.deepEqual(script.told(), ['data 2048']);
});

test('a probe of the closed window is answered and not taken', () => {
  const script = Script.accepted(SACK, { limits: { receiveWindow: 2048 } });
  script.connection!.pauseReading();
  script.receive('A', 1, 1, { data: 2048 });
  script.sent();
  script.receive('A', 2049, 1, { data: 1 });
  assert.deepEqual(script.sent(), ['A 1+0 ack 2049']);
  assert.equal(script.last.window, 0);
});

test('the window is scaled where both sides scale (RFC 7323 §2)', () => {
  const script = Script.accepted({ mss: 1000, shift: 3, window: 100 });
  script.write(2000);
  script.poll();
  assert.deepEqual(script.sent(), ['A 1+800 ack 1']);
});

test('the urgent pointer is ignored: the data is in line', () => {
  const script = Script.accepted();
  script.receive('UPA', 1, 1, { data: 'urgent', urgent: 3 });
  assert.deepEqual(script.told(), ['data urgent']);
});

test('timestamps of the peer are echoed (RFC 7323 §4.3)', () => {
  const script = Script.accepted({ mss: 1000, timestamps: [500, 0] });
  script.receive('PA', 1, 1, { data: 'a', timestamps: [600, 0] });
  script.sent();
  assert.equal(script.last.timestampEcho, 600);
  // Not from a segment out of order.
  script.receive('PA', 12, 1, { data: 'c', timestamps: [700, 0] });
  script.sent();
  assert.equal(script.last.timestampEcho, 600);
});

test('an old duplicate is known by its timestamp, answered and dropped (PAWS, RFC 7323 §5.3)', () => {
  const script = Script.accepted({ mss: 1000, timestamps: [500, 0] });
  script.receive('PA', 1, 1, { data: 'new', timestamps: [600, 0] });
  script.told();
  script.sent();
  script.receive('PA', 4, 1, { data: 'old', timestamps: [550, 0] });
  assert.deepEqual(script.told(), []);
  assert.deepEqual(script.sent(), ['A 1+0 ack 4']);
  assert.equal(script.host.tcp.counters.droppedOldTimestamp, 1);
});

test('the receive window grows for a reader that keeps up, within its bound', () => {
  const limits = { receiveWindow: 8192, largestReceiveWindow: 32768 };
  const script = Script.accepted(SACK, { limits }, 50);
  let next = 1;
  for (let i = 0; i < 100; i++) {
    script.now += 5;
    script.receive('A', next, 1, { data: 1000 });
    next += 1000;
  }
  assert.equal(script.connection!.receive.limit, 32768);
});

test('memory for data out of order is bounded; what was dropped may come again', () => {
  const script = Script.accepted(SACK, { limits: { buffers: 4096 } });
  script.receive('A', 1001, 1, { data: 1000 });
  script.receive('A', 9001, 1, { data: 1000 });
  assert.equal(script.host.tcp.counters.droppedNoBuffer, 1);
  script.receive('A', 1, 1, { data: 1000 });
  assert.deepEqual(script.told(), ['data 1000', 'data 1000']);
  assert.equal(script.host.tcp.bufferedBytes, 0);
});

test('a reset in place ends the connection; in the window it is challenged; outside it is ignored (RFC 5961 §3)', () => {
  const script = Script.accepted();
  script.now += 10000;
  script.receive('R', 99000, 0);
  assert.deepEqual(script.sent(), []);
  script.receive('R', 100, 0);
  assert.deepEqual(script.sent(), ['A 1+0 ack 1']);
  assert.equal(script.state, 'ESTABLISHED');
  script.receive('R', 1, 0);
  assert.deepEqual(script.told(), ['gone reset']);
});

test('a SYN on a connection is challenged (RFC 5961 §4)', () => {
  const script = Script.accepted();
  script.receive('S', 100, 0);
  assert.deepEqual(script.sent(), ['A 1+0 ack 1']);
  assert.equal(script.state, 'ESTABLISHED');
});

test('an ACK of what was never sent is challenged and its data dropped (RFC 5961 §5)', () => {
  const script = Script.accepted();
  script.receive('PA', 1, 500, { data: 'forged' });
  assert.deepEqual(script.sent(), ['A 1+0 ack 1']);
  assert.deepEqual(script.told(), []);
});

test('challenges are limited, for a connection and for all (RFC 5961 §7)', () => {
  const script = Script.accepted();
  for (let i = 0; i < 100; i++) script.receive('S', 100, 0);
  assert.equal(script.sent().length, 1);
  const nobody = new Script();
  for (let i = 0; i < 3000; i++) nobody.receive('A', 1, 1);
  const answers = nobody.sent().length;
  assert.ok(answers >= 500 && answers < 1000, String(answers));
});

test('without the ACK flag data is dropped', () => {
  const script = Script.accepted();
  script.receive('P', 1, 0, { data: 'x' });
  assert.deepEqual(script.told(), []);
});
