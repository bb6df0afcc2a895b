import assert from 'node:assert/strict';
import test from 'node:test';

import type { NetDeviceHandler } from '../../interfaces/net-device.ts';
import { FakeDevice, type Chain } from '../../../../test/virtio/fake-device.ts';
import { load, machine, memory, mmioRecord } from '../../../../test/virtio/machine.ts';

const { createNetworkDevice } = (await load(
  'driver/virtio/network-device',
)) as typeof import('./network-device.ts');
type VirtioNetDevice = import('./network-device.ts').VirtioNetDevice;

const ALL = 0x20000000 | 0x10000 | 0x8000 | 0x1000 | 0x800 | 0x100 | 0x80 | 0x20 | 8 | 2 | 1;
const PLAIN = { checksumStart: 0, checksumOffset: 0, segmentSize: 0, headerLength: 0 };
const NOTHING: NetDeviceHandler = { onFrame: () => {}, onTransmitRoom: () => {} };

interface Frame {
  bytes: number[];
  checked: boolean;
}

class Card {
  readonly fake: FakeDevice;
  readonly device: VirtioNetDevice;
  readonly frames: Frame[] = [];
  room = 0;

  constructor(low = ALL, buffers = 8, mtu = 1500) {
    this.fake = new FakeDevice(1, [low, 1], 2);
    this.fake.configuration.set([2, 0, 0, 0, 0, 7, 1, 0, 1, 0, mtu & 255, mtu >> 8]);
    const limits = { receiveBuffers: buffers, transmitBuffers: buffers, largeFrames: true };
    const device = createNetworkDevice(mmioRecord(this.fake), limits);
    assert.ok(device);
    this.device = device;
    device.handler = {
      onFrame: (bytes, start, end, checked) =>
        this.frames.push({ bytes: [...bytes.subarray(start, end)], checked }),
      onTransmitRoom: () => this.room++,
    };
  }

  /** The device receives a frame in pieces as long as the driver's buffers. */
  receive(frame: Uint8Array, flags = 0, buffers?: number): void {
    const bytes = new Uint8Array(12 + frame.length);
    bytes[0] = flags;
    bytes.set(frame, 12);
    const done: { head: number; length: number }[] = [];
    const chains: Chain[] = [];
    for (let at = 0; at < bytes.length;) {
      const chain = this.fake.take(0);
      assert.ok(chain, 'the driver has given enough buffers');
      chains.push(chain);
      const length = FakeDevice.write(chain, bytes.subarray(at));
      done.push({ head: chain.head, length });
      at += length;
    }
    memory.store16((chains[0] as Chain).writable[0]!.address + 10, buffers ?? done.length);
    this.fake.complete(0, ...done);
  }

  sent(): Uint8Array | null {
    const chain = this.fake.take(1);
    if (chain === null) return null;
    this.fake.complete(1, { head: chain.head, length: 0 });
    return FakeDevice.read(chain);
  }
}

function pattern(length: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 7 + seed) & 255);
}

test('a card says what was negotiated', () => {
  const { device } = new Card(ALL, 64, 1400);
  assert.deepEqual([...device.hardwareAddress], [2, 0, 0, 0, 0, 7]);
  assert.equal(device.mtu, 1400);
  assert.deepEqual(device.features, {
    transmitChecksum: true,
    receiveChecksum: true,
    segmentation4: true,
    segmentation6: true,
  });
  const plain = new Card(0).device;
  assert.equal(plain.mtu, 1500);
  assert.deepEqual(Object.values(plain.features), [false, false, false, false]);
});

test('large frames are not asked for where buffers do not merge', () => {
  const { fake } = new Card(ALL & ~0x8000);
  assert.equal((fake.driverFeatures[0] as number) & 0x180, 0);
  assert.equal((new Card().fake.driverFeatures[0] as number) & 0x180, 0x180);
});

test('frames of all lengths arrive whole, from one buffer or many', () => {
  const card = new Card();
  for (const length of [14, 60, 1514, 2036, 2037, 4000, 10000]) {
    card.receive(pattern(length), length & 1 ? 1 : 2);
    assert.ok(card.device.poll());
    const frame = card.frames.pop();
    assert.deepEqual(frame, { bytes: [...pattern(length)], checked: true });
  }
  card.receive(pattern(100));
  card.device.poll();
  assert.equal(card.frames.pop()?.checked, false);
  assert.equal(card.device.poll(), false);
  assert.equal(card.device.receivedFrames, 8);
  assert.equal(card.device.droppedFrames, 0);
});

test('buffers go back to the device in batches', () => {
  const card = new Card();
  const before = card.fake.queue(0).notifications;
  for (let round = 0; round < 50; round++) {
    for (let i = 0; i < 8; i++) card.receive(pattern(60, i));
    assert.equal(card.fake.take(0), null);
    card.device.poll();
    assert.equal(card.frames.length, 8);
    card.frames.length = 0;
  }
  assert.equal(card.fake.queue(0).notifications - before, 50);
});

test('malformed frames are dropped and counted, and their buffers go on', () => {
  const card = new Card();
  for (let round = 0; round < 20; round++) {
    // Shorter than the headers; more buffers than there are; longer than a packet can be.
    const short = card.fake.take(0) as Chain;
    card.fake.complete(0, { head: short.head, length: 25 });
    card.device.poll();
    card.receive(pattern(100), 0, 9);
    card.device.poll();
  }
  assert.equal(card.device.droppedFrames, 40);
  assert.equal(card.frames.length, 0);
  card.receive(pattern(10000));
  card.device.poll();
  assert.equal(card.frames.length, 1);
});

test('a frame that is longer than all packets is dropped', () => {
  const card = new Card(ALL, 64);
  card.receive(pattern(70000));
  card.device.poll();
  assert.equal(card.device.droppedFrames, 1);
  card.receive(pattern(65553));
  card.device.poll();
  assert.equal(card.frames[0]?.bytes.length, 65553);
});

test('frames are sent with what the device has to complete', () => {
  const card = new Card();
  const bytes = pattern(3000);
  bytes[20 + 14] = 0x45;
  assert.ok(card.device.transmit(bytes, 20, 120, PLAIN));
  assert.equal(card.sent(), null);
  card.device.flush();
  assert.deepEqual(
    [...(card.sent() as Uint8Array)],
    [...new Uint8Array(12), ...bytes.subarray(20, 120)],
  );
  const offload = { checksumStart: 34, checksumOffset: 16, segmentSize: 1460, headerLength: 54 };
  assert.ok(card.device.transmit(bytes, 20, 3000, offload));
  card.device.flush();
  const sent = card.sent() as Uint8Array;
  assert.deepEqual(
    [...sent.subarray(0, 12)],
    [1, 1, 54, 0, 1460 & 255, 1460 >> 8, 34, 0, 16, 0, 0, 0],
  );
  assert.deepEqual([...sent.subarray(12)], [...bytes.subarray(20)]);
  bytes[20 + 14] = 0x60;
  card.device.transmit(bytes, 20, 3000, offload);
  card.device.flush();
  assert.equal((card.sent() as Uint8Array)[1], 4);
  assert.equal(card.device.transmittedFrames, 3);
});

test('a frame longer than all buffers is lost and counted', () => {
  const card = new Card();
  assert.deepEqual(
    [card.device.features.segmentation4, card.device.features.segmentation6],
    [false, false],
  );
  assert.ok(card.device.transmit(pattern(16385), 0, 16385, PLAIN));
  assert.equal(card.device.oversizedFrames, 1);
  assert.ok(card.device.transmit(pattern(16372), 0, 16372, PLAIN));
  card.device.flush();
  assert.equal(card.sent()?.length, 16384);
});

test('a full queue takes nothing, and says when there is room again', () => {
  const card = new Card();
  const bytes = pattern(5000);
  assert.ok(card.device.transmit(bytes, 0, 5000, PLAIN));
  assert.ok(card.device.transmit(bytes, 0, 5000, PLAIN));
  assert.ok(!card.device.transmit(bytes, 0, 5000, PLAIN));
  assert.ok(!card.device.rest());
  assert.ok(card.sent());
  assert.ok(card.fake.interruptStatus !== 0, 'half of the frames are sent');
  card.device.poll();
  assert.equal(card.room, 1);
  assert.ok(card.device.transmit(bytes, 0, 5000, PLAIN));
  card.device.flush();
  assert.ok(card.sent());
  assert.ok(card.sent());
  assert.equal(card.device.transmitFull, 1);
});

test('an exception of the stack loses no buffer', async () => {
  const { setEventLoop } = (await load(
    'interfaces/timer',
  )) as typeof import('../../interfaces/timer.ts');
  const errors: unknown[] = [];
  setEventLoop({ uncaught: (error: unknown) => errors.push(error) } as never);
  const card = new Card();
  card.device.handler = {
    ...NOTHING,
    onFrame: () => {
      throw new Error('no');
    },
  };
  for (let i = 0; i < 20; i++) {
    card.receive(pattern(60));
    card.device.poll();
  }
  assert.equal(errors.length, 20);
});

test('the device interrupts once, is polled until it is idle, and interrupts again', async () => {
  const { dispatchInterrupts } = (await load(
    'driver/pc/interrupt-handlers',
  )) as typeof import('../pc/interrupt-handlers.ts');
  const card = new Card();
  const [, vector] = machine.routes.at(-1) as [number, number];
  const arrive = (): void => {
    const before = card.fake.interrupts;
    card.receive(pattern(60));
    if (card.fake.interrupts !== before) machine.pending.push(vector);
  };
  arrive();
  assert.equal(card.fake.interrupts, 1);
  dispatchInterrupts(Infinity);
  assert.equal(card.frames.length, 1);
  assert.equal(card.fake.interruptStatus, 0);
  for (let i = 0; i < 5; i++) {
    arrive();
    dispatchInterrupts(Infinity);
  }
  assert.equal(card.frames.length, 6);
  assert.equal(card.fake.interrupts, 1, 'polling needs no interrupts');
  dispatchInterrupts(Infinity);
  arrive();
  assert.equal(card.fake.interrupts, 2);
  dispatchInterrupts(Infinity);
  assert.equal(card.frames.length, 7);
});

test('a device that does the impossible is reset and goes on; in the end it is given up', () => {
  const card = new Card();
  for (let round = 1; round <= 16; round++) {
    card.fake.complete(0, { head: 99, length: 60 });
    card.device.poll();
    assert.equal(card.device.resets, round);
    card.receive(pattern(60));
    card.device.poll();
    assert.equal(card.frames.length, round);
    assert.ok(card.device.transmit(pattern(60), 0, 60, PLAIN));
  }
  card.fake.complete(0, { head: 99, length: 60 });
  card.device.poll();
  assert.equal(card.device.isUsable, false);
  assert.equal(card.fake.status & 0x80, 0x80);
  assert.equal(card.device.transmit(pattern(60), 0, 60, PLAIN), false);
  assert.equal(card.device.poll(), false);
  assert.equal(card.device.rest(), false);
});

test('a hostile device makes nothing but losses', () => {
  let state = 99;
  const random = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
  for (let round = 0; round < 40; round++) {
    const card = new Card(random(2) === 0 ? ALL : ALL & ~0x20008000);
    card.device.handler = {
      ...NOTHING,
      onFrame: (bytes, start, end) =>
        assert.ok(start >= 0 && end <= bytes.length && end - start >= 14),
    };
    for (let step = 0; step < 60 && card.device.isUsable; step++) {
      const index = random(2);
      const { used, size } = card.fake.queue(index);
      const chain = card.fake.take(index);
      const length = random(3) === 0 ? random(2 ** 31) : random(2500);
      if (chain !== null && index === 0)
        memory.store16(chain.writable[0]!.address + 10, random(4) === 0 ? random(65536) : 1);
      if (chain !== null) card.fake.complete(index, { head: chain.head, length });
      if (random(8) === 0) memory.store16(used + 2, memory.load16(used + 2) + random(4));
      if (random(8) === 0) memory.store32(used + 4 + 8 * random(size), random(12));
      card.device.transmit(pattern(3000), 0, random(3000), PLAIN);
      card.device.flush();
      card.device.poll();
      card.device.rest();
    }
  }
});
