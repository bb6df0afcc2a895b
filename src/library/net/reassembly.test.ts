import assert from 'node:assert/strict';
import test from 'node:test';
import { seededRandom } from '../../../test/fakes/net-simulation.ts';
import { IpAddress } from './ip-address.ts';
import { type Datagram, Reassembly, REASSEMBLY_HEADROOM } from './reassembly.ts';

const A = IpAddress.ipv4(0x0a000001);
const B = IpAddress.ipv4(0x0a000002);
const DATA = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 7 + (i >> 8)) & 255);

function reassembly(): Reassembly {
  return new Reassembly(30_000, true, () => {});
}

function add(
  to: Reassembly,
  offset: number,
  length: number,
  more: boolean,
  id = 1,
  now = 0,
): Datagram | null {
  return to.add(A, B, id, 17, offset, more, DATA, offset, offset + length, now);
}

function isWhole(datagram: Datagram | null, length: number): boolean {
  assert.ok(datagram !== null);
  assert.equal(datagram.length, length);
  const data = datagram.bytes.subarray(REASSEMBLY_HEADROOM, datagram.end);
  assert.deepEqual(data, DATA.subarray(0, length));
  return true;
}

test('fragments in any order become the datagram', () => {
  const random = seededRandom(5);
  for (let round = 0; round < 200; round++) {
    const length = 1 + (random() % 9000);
    const pieces: [number, number][] = [];
    for (let at = 0; at < length;) {
      const size = Math.min(8 * (1 + (random() % 180)), length - at);
      pieces.push([at, size]);
      at += size;
    }
    pieces.sort(() => (random() & 1) - 0.5);
    const to = reassembly();
    let result: Datagram | null = null;
    for (const [at, size] of pieces) {
      assert.equal(result, null);
      result = add(to, at, size, at + size < length);
      // A repetition changes nothing.
      if (result === null && random() % 3 === 0) add(to, at, size, at + size < length);
    }
    isWhole(result, length);
    assert.equal(to.size, 0);
    assert.equal(to.totalBytes, 0);
  }
});

test('the largest datagram is put together', () => {
  const to = reassembly();
  for (let at = 0; at < 64_000; at += 1600) assert.equal(add(to, at, 1600, true), null);
  isWhole(add(to, 64_000, 1535, false), 65_535);
});

test('overlapping fragments end their datagram', () => {
  const attacks: [string, [number, number, boolean][]][] = [
    [
      'teardrop: one inside another',
      [
        [0, 40, true],
        [16, 8, false],
      ],
    ],
    [
      'the end of one over the beginning of the next',
      [
        [8, 16, true],
        [0, 16, true],
      ],
    ],
    [
      'the beginning over the end of the one before',
      [
        [0, 16, true],
        [8, 16, true],
      ],
    ],
    [
      'one around another',
      [
        [8, 8, true],
        [0, 24, true],
      ],
    ],
    [
      'the same place, longer',
      [
        [0, 8, true],
        [0, 16, true],
      ],
    ],
    [
      'two different ends',
      [
        [16, 8, false],
        [32, 8, false],
      ],
    ],
    [
      'data behind the end',
      [
        [16, 8, false],
        [24, 8, true],
      ],
    ],
    [
      'an end in front of data',
      [
        [24, 8, true],
        [8, 8, false],
      ],
    ],
    [
      'the same place, now the last',
      [
        [8, 8, true],
        [8, 8, false],
      ],
    ],
    [
      'the same place, not the last any more',
      [
        [8, 8, false],
        [8, 8, true],
      ],
    ],
  ];
  for (const [what, fragments] of attacks) {
    const to = reassembly();
    for (const [offset, length, more] of fragments) add(to, offset, length, more);
    assert.equal(to.size, 0, what);
    assert.equal(to.totalBytes, 0, what);
    assert.equal(to.counters.overlapping, 1, what);
  }
});

test('fragments that cannot be are dropped', () => {
  const to = reassembly();
  assert.equal(add(to, 0, 0, true), null);
  assert.equal(add(to, 0, 9, true), null, 'not the last, and no multiple of 8');
  assert.equal(add(to, 65_528, 8, false), null, 'ping of death');
  assert.equal(to.counters.malformed, 3);
  assert.equal(to.size, 0);
});

test('datagrams differ by addresses, number and protocol', () => {
  const to = reassembly();
  add(to, 0, 8, true, 1);
  assert.equal(add(to, 8, 8, false, 2), null);
  assert.equal(to.add(B, A, 1, 17, 8, false, DATA, 8, 16, 0), null);
  assert.equal(to.add(A, B, 1, 6, 8, false, DATA, 8, 16, 0), null);
  isWhole(add(to, 8, 8, false, 1), 16);
});

test('of IPv6 the protocol is what the first fragment says', () => {
  const to = new Reassembly(30_000, false, () => {});
  to.add(A, B, 1, 99, 8, false, DATA, 8, 16, 0);
  const datagram = to.add(A, B, 1, 17, 0, true, DATA, 0, 8, 0);
  isWhole(datagram, 16);
  assert.equal(datagram!.protocol, 17);
});

test('what stays incomplete is dropped after its time', () => {
  const late: number[] = [];
  const to = new Reassembly(30_000, true, (one) => late.push(one.leadingLength));
  add(to, 0, 24, true, 1, 0);
  add(to, 8, 8, true, 2, 10_000);
  assert.equal(to.expire(29_999), 30_000);
  assert.equal(to.expire(30_000), 40_000);
  assert.equal(add(to, 24, 8, false, 1, 30_001), null, 'too late');
  assert.equal(to.expire(100_000), Infinity);
  assert.deepEqual(late, [24, 0, 0]);
  assert.equal(to.totalBytes, 0);
});

test('datagrams, fragments and bytes are bounded', () => {
  const to = reassembly();
  for (let id = 0; id < 1000; id++) add(to, 0, 8, true, id);
  assert.equal(to.size, 16);
  const tiny = reassembly();
  for (let at = 0; at < 8 * 300; at += 16) add(tiny, at, 8, true);
  assert.equal(tiny.counters.tooMany, 1);
  const large = reassembly();
  for (let id = 0; id < 16; id++) add(large, 65_520, 8, true, id);
  assert.ok(large.totalBytes <= 512 * 1024);
  assert.ok(large.counters.evicted >= 8);
  assert.ok(large.size >= 7);
});
