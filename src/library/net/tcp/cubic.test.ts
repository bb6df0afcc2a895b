import assert from 'node:assert/strict';
import test from 'node:test';

import { Cubic } from './cubic.ts';

const SIZE = 1000;

function afterLoss(segments: number): Cubic {
  const cubic = new Cubic();
  cubic.setSegmentSize(SIZE);
  cubic.onAcknowledged(1, 0, 100, false);
  cubic.setWindow(segments * SIZE);
  cubic.onLoss(0, segments * SIZE);
  cubic.setWindow(cubic.threshold);
  return cubic;
}

/** Acknowledges whole windows, a round trip each; the time at the end. */
function grow(cubic: Cubic, from: number, to: number, roundTrip: number): void {
  for (let now = from; now < to; now += roundTrip) {
    for (let sent = cubic.window; sent > 0; sent -= SIZE) {
      cubic.onAcknowledged(SIZE, now, roundTrip, true);
    }
  }
}

test('the initial window is ten segments, or 14,600 bytes of larger ones (RFC 6928)', () => {
  const cubic = new Cubic();
  cubic.setSegmentSize(1000);
  assert.equal(cubic.window, 10000);
  cubic.setSegmentSize(1460);
  assert.equal(cubic.window, 14600);
  cubic.setSegmentSize(8960);
  assert.equal(cubic.window, 17920);
});

test('slow start counts bytes, at most eight segments an ACK (RFC 3465, RFC 9406 §4.2)', () => {
  const cubic = new Cubic();
  cubic.setSegmentSize(SIZE);
  cubic.onAcknowledged(2000, 0, 100, true);
  assert.equal(cubic.window, 12000);
  cubic.onAcknowledged(20000, 0, 100, true);
  assert.equal(cubic.window, 20000);
});

test('the window comes back to where the loss was in the time of RFC 9438 §4.2, and goes on behind it', () => {
  const segments = 1000;
  const cubic = afterLoss(segments);
  assert.equal(cubic.window, 700 * SIZE);
  const period = 1000 * Math.cbrt((segments * 0.3) / 0.4);
  grow(cubic, 0, period, 100);
  assert.ok(Math.abs(cubic.window / SIZE - segments) < 10, String(cubic.window));
  grow(cubic, period, 2 * period, 100);
  assert.ok(cubic.window > 1200 * SIZE, String(cubic.window));
});

test('where Reno would be faster it grows as Reno does (RFC 9438 §4.3)', () => {
  const cubic = afterLoss(20);
  grow(cubic, 0, 1000, 10);
  // 100 round trips of α = 0.53 segments, then one segment each above the former window.
  assert.ok(cubic.window > 80 * SIZE, String(cubic.window));
});

test('time without anything to send does not count (RFC 9438 §5.8)', () => {
  const idle = afterLoss(1000);
  grow(idle, 0, 1000, 100);
  const before = idle.window;
  for (let now = 1000; now < 60000; now += 100) idle.onAcknowledged(SIZE, now, 100, false);
  grow(idle, 60000, 60200, 100);
  assert.ok(idle.window < before * 1.2, `${before} to ${idle.window}`);
});

test('a second loss before the window is back lowers its aim (fast convergence, RFC 9438 §4.7)', () => {
  const cubic = afterLoss(1000);
  grow(cubic, 0, 500, 100);
  cubic.onLoss(500, cubic.window);
  cubic.setWindow(cubic.threshold);
  grow(cubic, 500, 10500, 100);
  assert.ok(cubic.window < 950 * SIZE, String(cubic.window));
});
