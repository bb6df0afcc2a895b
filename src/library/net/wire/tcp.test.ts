import assert from 'node:assert/strict';
import test from 'node:test';

import { Random } from '../../../../test/simulation/random.ts';
import {
  ACK,
  PSH,
  TcpSegment,
  writeMaximumSegmentSize,
  writeSack,
  writeSackPermitted,
  writeTcpHeader,
  writeTimestamps,
  writeWindowScale,
} from './tcp.ts';

test('what is written is what is parsed', () => {
  const bytes = new Uint8Array(100);
  let at = 30;
  at = writeMaximumSegmentSize(bytes, at, 1460);
  at = writeSackPermitted(bytes, at);
  at = writeTimestamps(bytes, at, -5, 0x7fffffff);
  at = writeWindowScale(bytes, at, 7);
  assert.equal(at, 30 + 24);
  writeTcpHeader(bytes, 10, 80, 65535, -2, 0x12345678, ACK | PSH, 65535, 44);
  bytes[54] = 99;
  const segment = new TcpSegment();
  assert.ok(segment.parse(bytes, 10, 55));
  assert.equal(segment.sourcePort, 80);
  assert.equal(segment.destinationPort, 65535);
  assert.equal(segment.sequence, -2);
  assert.equal(segment.acknowledgment, 0x12345678);
  assert.equal(segment.flags, ACK | PSH);
  assert.equal(segment.window, 65535);
  assert.equal(segment.maximumSegmentSize, 1460);
  assert.equal(segment.sackPermitted, true);
  assert.equal(segment.timestamp, -5);
  assert.equal(segment.timestampEcho, 0x7fffffff);
  assert.equal(segment.windowShift, 7);
  assert.equal(segment.dataStart, 54);
  assert.equal(segment.dataLength, 1);
});

test('SACK blocks are parsed in order', () => {
  const bytes = new Uint8Array(60);
  const edges = Int32Array.of(1, 2, -4, -3, 5, 6, 0, 0);
  const end = writeSack(bytes, 20, edges, 3);
  writeTcpHeader(bytes, 0, 1, 2, 0, 0, ACK, 0, end);
  const segment = new TcpSegment();
  assert.ok(segment.parse(bytes, 0, end));
  assert.equal(segment.sackCount, 3);
  assert.deepEqual([...segment.sackEdges.subarray(0, 6)], [1, 2, -4, -3, 5, 6]);
});

test('a window scale above 14 counts as 14 (RFC 7323 §2.3)', () => {
  const bytes = new Uint8Array(24);
  writeTcpHeader(bytes, 0, 1, 2, 0, 0, ACK, 0, writeWindowScale(bytes, 20, 200));
  const segment = new TcpSegment();
  assert.ok(segment.parse(bytes, 0, 24));
  assert.equal(segment.windowShift, 14);
});

test('an option that claims more or less than there is makes the segment malformed', () => {
  for (const length of [0, 1, 9, 255]) {
    const bytes = new Uint8Array(28);
    writeTcpHeader(bytes, 0, 1, 2, 0, 0, ACK, 0, 28);
    bytes[20] = 77;
    bytes[21] = length;
    assert.equal(new TcpSegment().parse(bytes, 0, 28), false, String(length));
  }
});

test('random bytes never give data outside of the segment', () => {
  const random = new Random(77);
  const segment = new TcpSegment();
  let parsed = 0;
  for (let i = 0; i < 50000; i++) {
    const bytes = Uint8Array.from({ length: random.integer(0, 80) }, () => random.word());
    if (bytes.length > 12 && random.chance(0.8)) bytes[12] = random.integer(5, 15) << 4;
    const start = random.integer(0, Math.min(3, bytes.length));
    if (!segment.parse(bytes, start, bytes.length)) continue;
    parsed++;
    assert.ok(segment.dataStart >= start + 20 && segment.dataEnd === bytes.length);
    assert.ok(segment.dataStart <= segment.dataEnd && segment.sackCount <= 4);
  }
  assert.ok(parsed > 1000);
});
