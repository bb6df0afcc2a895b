import assert from 'node:assert/strict';
import test from 'node:test';

import { FakeDevice, type Chain } from '../../../../test/virtio/fake-device.ts';
import { load, mmioRecord } from '../../../../test/virtio/machine.ts';
import { heap } from '../../../../test/library-on-node/heap-loan.mjs';

const { createBalloon } = (await load('driver/virtio/balloon')) as typeof import('./balloon.ts');
const rings = (await load('driver/virtio/balloon-rings')) as typeof import('./balloon-rings.ts');
const { setEventLoop } = (await load(
  'interfaces/timer',
)) as typeof import('../../interfaces/timer.ts');
type VirtioBalloon = import('./balloon.ts').VirtioBalloon;

const STATISTICS = 2;
const ON_NEED = 4;
const HINTS = 8;
const REPORTING = 0x20;

const timers: (() => void)[] = [];
setEventLoop({
  nowMillis: () => 0,
  setTimer: (_: number, callback: () => void) => timers.push(callback),
  setTimerReferenced: () => {},
} as never);

class Balloon {
  readonly fake: FakeDevice;
  readonly device: VirtioBalloon;
  /** Pages that the host has. */
  readonly pages = new Set<number>();

  constructor(low = STATISTICS | ON_NEED, queues = 5) {
    Object.assign(heap, { blocks: 256, used: 16, lent: 0, revocable: false });
    this.fake = new FakeDevice(5, [low, 1], queues);
    const device = createBalloon(mmioRecord(this.fake));
    assert.ok(device);
    this.device = device;
  }

  setTarget(pages: number): void {
    this.fake.configuration.set(new Uint8Array(Uint32Array.of(pages).buffer));
  }

  get actual(): number {
    return this.fake.readConfiguration(4, 4);
  }

  /** The host answers all messages; the number of them. */
  serve(): number {
    let count = 0;
    for (const index of [0, 1]) {
      for (let chain = this.fake.take(index); chain !== null; chain = this.fake.take(index)) {
        const words = new Uint32Array(FakeDevice.read(chain).buffer);
        for (const page of words) {
          assert.equal(this.pages.has(page), index === 1, `page ${page}`);
          if (index === 0) this.pages.add(page);
          else this.pages.delete(page);
        }
        this.fake.complete(index, { head: chain.head, length: 0 });
        count++;
      }
    }
    return count;
  }

  settle(): void {
    for (let i = 0; i < 200; i++) {
      const worked = this.device.poll();
      if (this.serve() === 0 && !worked) return;
    }
    assert.fail('never settles');
  }

  /** What the host has is what is lent. */
  check(blocks: number): void {
    assert.equal(heap.lent, blocks);
    assert.equal(this.device.blocks, blocks);
    assert.equal(this.actual, blocks * 16);
    assert.equal(this.pages.size, blocks * 16);
    const first = (heap.address >> 12) + (heap.blocks - blocks) * 16;
    for (const page of this.pages) assert.ok(page >= first && page < first + blocks * 16);
  }
}

test('a balloon grows and shrinks as the host wants', () => {
  const balloon = new Balloon();
  for (const blocks of [100, 40, 41, 240, 0]) {
    balloon.setTarget(blocks * 16 + 5);
    balloon.settle();
    balloon.check(blocks);
  }
});

test('a balloon takes no more than is free, and tries again', () => {
  const balloon = new Balloon();
  balloon.setTarget(256 * 16);
  balloon.settle();
  balloon.check(240);
  heap.used = 6;
  assert.equal(timers.length, 1);
  (timers.pop() as () => void)();
  balloon.settle();
  balloon.check(250);
  assert.ok(!balloon.device.rest());
  timers.length = 0;
});

test('memory that the program took back is told afterwards', () => {
  const balloon = new Balloon();
  balloon.setTarget(100 * 16);
  balloon.settle();
  assert.ok(heap.revocable);
  heap.lent -= 30;
  balloon.setTarget(70 * 16);
  balloon.settle();
  balloon.check(70);
});

test('memory is not taken back while the host is about to get it, nor without its leave', () => {
  const balloon = new Balloon();
  balloon.setTarget(16);
  balloon.device.poll();
  assert.ok(!heap.revocable);
  balloon.settle();
  assert.ok(heap.revocable);
  const strict = new Balloon(STATISTICS);
  strict.setTarget(16);
  strict.settle();
  assert.ok(!heap.revocable);
});

test('memory that the program takes back while it is being told of as such is told once', () => {
  const balloon = new Balloon();
  balloon.setTarget(100 * 16);
  balloon.settle();
  balloon.setTarget(84 * 16);
  balloon.device.poll();
  heap.lent -= 5;
  balloon.settle();
  balloon.check(84);
  balloon.setTarget(60 * 16);
  balloon.device.poll();
  heap.lent -= 20;
  balloon.setTarget(64 * 16);
  balloon.settle();
  balloon.check(64);
});

test('the host gets statistics whenever it asks', () => {
  const balloon = new Balloon();
  const read = (): Map<number, number> => {
    const chain = balloon.fake.take(2) as Chain;
    const bytes = FakeDevice.read(chain);
    const data = new DataView(bytes.buffer);
    const result = new Map<number, number>();
    for (let at = 0; at < bytes.length; at += 10)
      result.set(data.getUint16(at, true), Number(data.getBigUint64(at + 2, true)));
    balloon.fake.complete(2, { head: chain.head, length: 0 });
    return result;
  };
  assert.deepEqual(
    [...read()],
    [
      [4, 240 * 65536],
      [5, 256 * 65536],
      [6, 240 * 65536],
    ],
  );
  heap.used = 20;
  assert.ok(balloon.device.poll());
  assert.equal(read().get(4), 236 * 65536);
});

test('free pages are reported through the queue that the device has for them', () => {
  for (const [low, index] of [
    [STATISTICS | REPORTING, 3],
    [STATISTICS | REPORTING | HINTS, 4],
    [REPORTING, 2],
  ] as const) {
    const balloon = new Balloon(low);
    const ranges: number[][] = [];
    balloon.fake.onNotify = (queue) => {
      assert.equal(queue, index);
      const chain = balloon.fake.take(queue) as Chain;
      for (const { address, length } of chain.writable) ranges.push([address, length]);
      balloon.fake.complete(queue, { head: chain.head, length: 0 });
    };
    rings.reportFreePages(0x200000, 0x50000);
    assert.deepEqual(ranges, [[0x200000, 0x50000]]);
  }
});

test('a device that does not answer a report is reset', () => {
  const balloon = new Balloon(REPORTING);
  rings.reportFreePages(0x200000, 0x10000);
  assert.equal(balloon.fake.status, 0);
  rings.reportFreePages(0x200000, 0x10000);
});

test('a device that does the impossible keeps what it has, and no more', () => {
  const balloon = new Balloon();
  balloon.setTarget(160);
  balloon.settle();
  balloon.fake.complete(0, { head: 3, length: 0 });
  balloon.setTarget(320);
  balloon.device.poll();
  balloon.device.poll();
  balloon.device.poll();
  assert.equal(balloon.device.isUsable, false);
  assert.equal(balloon.device.poll(), false);
});
