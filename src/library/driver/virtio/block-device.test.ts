import assert from 'node:assert/strict';
import test from 'node:test';

import type { BlockError } from '../../interfaces/block-device.ts';
import { FakeDevice, type Chain } from '../../../../test/virtio/fake-device.ts';
import { load, memory, mmioRecord } from '../../../../test/virtio/machine.ts';

const { createBlockDevice } = (await load(
  'driver/virtio/block-device',
)) as typeof import('./block-device.ts');
const { setEventLoop } = (await load(
  'interfaces/timer',
)) as typeof import('../../interfaces/timer.ts');
type VirtioBlockDevice = import('./block-device.ts').VirtioBlockDevice;

const FLUSH = 0x200;
const READ_ONLY = 0x20;
const EVENT_INDEX = 0x20000000;

let pending = 0;
const errors: unknown[] = [];
setEventLoop({
  addPending: () => pending++,
  removePending: () => pending--,
  afterCallback: () => {},
  uncaught: (error: unknown) => errors.push(error),
  addImmediate: (callback: () => void) => setImmediate(callback),
} as never);

class Disk {
  readonly fake: FakeDevice;
  readonly device: VirtioBlockDevice;
  readonly content = new Uint8Array(512 * 64).map((_, index) => (index >> 9) + index);

  constructor(low = FLUSH | EVENT_INDEX, queueMaximum = 16) {
    this.fake = new FakeDevice(2, [low, 1], 1);
    this.fake.queueMaximum = queueMaximum;
    this.fake.configuration[0] = 64;
    const device = createBlockDevice(mmioRecord(this.fake));
    assert.ok(device);
    this.device = device;
  }

  /** Does the next request as a disk does; its type. */
  serve(status = 0, length?: number): number {
    const chain = this.fake.take(0) as Chain;
    const header = chain.readable[0] as { address: number; length: number };
    assert.equal(header.length, 16);
    const type = memory.load32(header.address);
    const at = memory.load32(header.address + 8) * 512;
    const statusAt = (chain.writable.at(-1) as { address: number }).address;
    let written = 1;
    if (type === 0) {
      const { address, length } = chain.writable[0]!;
      for (let i = 0; i < length; i++) memory.store8(address + i, this.content[at + i] as number);
      written += length;
    } else if (type === 1) {
      const { address, length } = chain.readable[1]!;
      for (let i = 0; i < length; i++) this.content[at + i] = memory.load8(address + i);
    }
    memory.store8(statusAt, status);
    this.fake.complete(0, { head: chain.head, length: length ?? written });
    return type;
  }
}

test('a disk reads, writes and flushes', () => {
  const disk = new Disk();
  assert.equal(disk.device.sectorCount, 64);
  const answers: (BlockError | null)[] = [];
  const note = (error: BlockError | null): void => void answers.push(error);
  const bytes = new Uint8Array(1024);
  assert.ok(disk.device.read(3, bytes, note));
  assert.ok(disk.device.write(10, new Uint8Array(512).fill(7), note));
  assert.ok(disk.device.flush(note));
  disk.device.poll();
  assert.deepEqual([disk.serve(), disk.serve(), disk.serve()], [0, 1, 4]);
  assert.equal(disk.fake.queue(0).notifications, 1);
  assert.equal(pending, 3);
  assert.ok(disk.device.poll());
  assert.deepEqual(answers, [null, null, null]);
  assert.deepEqual(bytes, disk.content.slice(3 * 512, 5 * 512));
  assert.equal(disk.content[10 * 512], 7);
  assert.equal(pending, 0);
  assert.ok(!disk.device.rest());
});

test('a disk that cannot flush has nothing to flush', async () => {
  const disk = new Disk(READ_ONLY);
  assert.ok(disk.device.isReadOnly);
  assert.equal(await new Promise((resolve) => disk.device.flush(resolve)), null);
});

test('a range outside of the disk is refused', () => {
  const { device } = new Disk();
  const never = (): void => assert.fail();
  for (const sector of [64, 63, -1, 0.5, NaN, Infinity])
    assert.throws(() => device.read(sector, new Uint8Array(1024), never), RangeError);
  for (const length of [0, 1, 513, 0x400200])
    assert.throws(() => device.write(0, new Uint8Array(length), never), RangeError);
});

test('what the device says becomes an error', () => {
  const disk = new Disk();
  const answers: (BlockError | null)[] = [];
  for (const status of [0, 1, 2, 3, 255]) {
    disk.device.read(0, new Uint8Array(512), (error) => answers.push(error));
    disk.device.poll();
    disk.serve(status, 0xffffffff);
    disk.device.poll();
  }
  assert.deepEqual(answers, [null, 'failed', 'unsupported', 'failed', 'failed']);
});

test('a full queue takes nothing and says when there is room', () => {
  const disk = new Disk();
  let room = 0;
  disk.device.onRoom = () => room++;
  let accepted = 0;
  const submit = (): boolean => disk.device.read(0, new Uint8Array(512), () => {});
  while (submit()) accepted++;
  assert.equal(accepted, 5);
  disk.device.poll();
  assert.equal(room, 0);
  disk.serve();
  disk.device.poll();
  assert.equal(room, 1);
  assert.ok(submit());
  assert.ok(!submit());
  disk.device.poll();
  for (let i = 0; i < 5; i++) disk.serve();
  disk.device.poll();
  assert.equal(pending, 0);
});

test('a device that does the impossible loses what was under way, each request once', () => {
  const disk = new Disk();
  const answers: (BlockError | null)[] = [];
  const again = (error: BlockError | null): void => {
    answers.push(error);
    if (answers.length === 1)
      disk.device.read(1, new Uint8Array(512), (other) => answers.push(other));
  };
  disk.device.read(0, new Uint8Array(512), again);
  disk.device.write(1, new Uint8Array(512), again);
  disk.device.poll();
  disk.fake.complete(0, { head: 15, length: 1 });
  disk.device.poll();
  assert.deepEqual(answers, ['reset', 'reset']);
  assert.equal(disk.device.resets, 1);
  disk.device.poll();
  disk.serve();
  disk.device.poll();
  assert.deepEqual(answers, ['reset', 'reset', null]);
  assert.equal(pending, 0);
});

test('an exception of a callback does not disturb the others', () => {
  const disk = new Disk();
  let answers = 0;
  for (let i = 0; i < 3; i++)
    disk.device.read(0, new Uint8Array(512), () => {
      answers++;
      throw new Error('no');
    });
  disk.device.poll();
  for (let i = 0; i < 3; i++) disk.serve();
  disk.device.poll();
  assert.equal(answers, 3);
  assert.equal(errors.length, 3);
});
