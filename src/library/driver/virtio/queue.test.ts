import assert from 'node:assert/strict';
import test from 'node:test';

import { FakeDevice } from '../../../../test/virtio/fake-device.ts';
import { load, memory, mmioRecord } from '../../../../test/virtio/machine.ts';

const transport = (await load('driver/virtio/transport')) as typeof import('./transport.ts');
const queues = (await load('driver/virtio/queue')) as typeof import('./queue.ts');

const EVENT_INDEX = 0x20000000;

function open(low = EVENT_INDEX, size = 8): { fake: FakeDevice; device: number; queue: number } {
  const fake = new FakeDevice(4, [low, 1], 1);
  const device = mmioRecord(fake);
  assert.ok(transport.negotiate(device, 0));
  const queue = transport.createQueue(device, 0, size);
  assert.notEqual(queue, 0);
  transport.startDevice(device);
  return { fake, device, queue };
}

function submit(queue: number, length = 16, writable = true): number {
  const buffer = memory.reserveBytes(length);
  assert.ok(queues.appendBuffer(queue, buffer, length, writable));
  return queues.submitChain(queue);
}

test('queue hands chains to the device in order and takes them back', () => {
  for (const low of [EVENT_INDEX, 0]) {
    const { fake, queue } = open(low);
    const out = memory.reserveBytes(4);
    const back = memory.reserveBytes(6);
    memory.store32(out, 0x04030201);
    assert.ok(queues.appendBuffer(queue, out, 4, false));
    assert.ok(queues.appendBuffer(queue, back, 6, true));
    const head = queues.submitChain(queue);
    assert.equal(fake.take(0), null, 'nothing is visible before the flush');
    queues.flushQueue(queue);
    assert.equal(fake.queue(0).notifications, 1);
    const chain = fake.take(0);
    assert.ok(chain);
    assert.equal(chain.head, head);
    assert.deepEqual([...FakeDevice.read(chain)], [1, 2, 3, 4]);
    const length = FakeDevice.write(chain, Uint8Array.of(9, 8, 7));
    assert.equal(queues.takeUsed(queue), -1);
    fake.complete(0, { head, length });
    assert.equal(queues.takeUsed(queue), head);
    assert.equal(queues.usedLength(queue), 3);
    assert.equal(memory.load8(back + 2), 7);
    assert.equal(queues.freeDescriptors(queue), 6);
    queues.releaseChain(queue, head);
    assert.equal(queues.freeDescriptors(queue), 8);
  }
});

test('queue runs through its indices many times, out of order', () => {
  const { fake, queue } = open();
  let state = 1;
  const random = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
  const inDevice: number[] = [];
  let completed = 0;
  while (completed < 150000) {
    while (queues.freeDescriptors(queue) > 0 && random(4) > 0) {
      const parts = Math.min(queues.freeDescriptors(queue), 1 + random(3));
      for (let i = 0; i < parts; i++) assert.ok(queues.appendBuffer(queue, 64, 16, i > 0));
      queues.submitChain(queue);
    }
    queues.flushQueue(queue);
    for (let chain = fake.take(0); chain !== null; chain = fake.take(0)) inDevice.push(chain.head);
    const done: { head: number; length: number }[] = [];
    for (let i = random(inDevice.length + 1); i > 0; i--)
      done.push({ head: inDevice.splice(random(inDevice.length), 1)[0] as number, length: 0 });
    fake.complete(0, ...done);
    for (const { head } of done) {
      assert.equal(queues.takeUsed(queue), head);
      queues.releaseChain(queue, head);
      completed++;
    }
  }
  assert.ok(!queues.queueIsBroken(queue));
  fake.complete(0, ...inDevice.map((head) => ({ head, length: 0 })));
  for (const head of inDevice) {
    assert.equal(queues.takeUsed(queue), head);
    queues.releaseChain(queue, head);
  }
  assert.equal(queues.freeDescriptors(queue), 8);
});

test('queue notifies once for a batch, and not when the device is awake', () => {
  const { fake, queue } = open();
  for (let i = 0; i < 3; i++) submit(queue);
  queues.flushQueue(queue);
  queues.flushQueue(queue);
  assert.equal(fake.queue(0).notifications, 1);
  // The device has not yet looked: its event index lies behind.
  submit(queue);
  queues.flushQueue(queue);
  assert.equal(fake.queue(0).notifications, 1);
  while (fake.take(0) !== null);
  submit(queue);
  queues.flushQueue(queue);
  assert.equal(fake.queue(0).notifications, 2);
});

test('interrupts come only when they are asked for, and none is lost', () => {
  for (const low of [EVENT_INDEX, 0]) {
    const { fake, queue } = open(low);
    const heads = [submit(queue), submit(queue), submit(queue), submit(queue)];
    queues.flushQueue(queue);
    while (fake.take(0) !== null);
    queues.suppressInterrupts(queue);
    fake.complete(0, { head: heads[0] as number, length: 0 });
    assert.equal(fake.interrupts, 0);
    assert.ok(queues.allowInterrupts(queue, 0), 'a completion waits');
    assert.equal(queues.takeUsed(queue), heads[0]);
    assert.ok(!queues.allowInterrupts(queue, 0));
    fake.complete(0, { head: heads[1] as number, length: 0 });
    assert.equal(fake.interrupts, 1);
    assert.equal(queues.takeUsed(queue), heads[1]);
  }
  const { fake, queue } = open();
  const heads = [submit(queue), submit(queue), submit(queue)];
  queues.flushQueue(queue);
  assert.ok(!queues.allowInterrupts(queue, 1));
  fake.complete(0, { head: heads[0] as number, length: 0 });
  assert.equal(fake.interrupts, 0, 'one completion is skipped');
  fake.complete(0, { head: heads[1] as number, length: 0 });
  assert.equal(fake.interrupts, 1);
});

test('a completion of what is not in flight breaks the queue', () => {
  for (const head of [1, 7, 8, 0xffff, 0xffffffff]) {
    const { fake, queue } = open();
    submit(queue);
    queues.flushQueue(queue);
    fake.complete(0, { head, length: 0 });
    assert.equal(queues.takeUsed(queue), -1);
    assert.ok(queues.queueIsBroken(queue), `${head}`);
    assert.ok(!queues.hasUsed(queue));
    assert.ok(!queues.allowInterrupts(queue, 0));
  }
});

test('a completion told twice breaks the queue', () => {
  const { fake, queue } = open();
  const head = submit(queue);
  submit(queue);
  queues.flushQueue(queue);
  fake.complete(0, { head, length: 0 }, { head, length: 0 });
  assert.equal(queues.takeUsed(queue), head);
  assert.equal(queues.takeUsed(queue), -1);
  assert.ok(queues.queueIsBroken(queue));
});

test('a jump of the used index breaks the queue', () => {
  for (const jump of [2, 8, 9, 1000, 0x8000, 0xffff]) {
    const { fake, queue } = open();
    submit(queue);
    queues.flushQueue(queue);
    memory.store16(fake.queue(0).used + 2, jump);
    assert.equal(queues.takeUsed(queue), -1);
    assert.ok(queues.queueIsBroken(queue), `${jump}`);
  }
});

test('a length beyond the buffers is cut and counted', () => {
  const { fake, queue } = open();
  const head = submit(queue, 16);
  const readOnly = submit(queue, 16, false);
  queues.flushQueue(queue);
  fake.complete(0, { head, length: 17 }, { head: readOnly, length: 1 });
  assert.equal(queues.takeUsed(queue), head);
  assert.equal(queues.usedLength(queue), 16);
  assert.equal(queues.takeUsed(queue), readOnly);
  assert.equal(queues.usedLength(queue), 0);
  assert.equal(queues.overlongCompletions(queue), 2);
});

test('what the device writes into the descriptors does not disturb the driver', () => {
  const { fake, queue } = open();
  for (let i = 0; i < 4; i++) {
    assert.ok(queues.appendBuffer(queue, 64, 16, false));
    assert.ok(queues.appendBuffer(queue, 64, 16, true));
    queues.submitChain(queue);
  }
  queues.flushQueue(queue);
  const heads: number[] = [];
  for (let chain = fake.take(0); chain !== null; chain = fake.take(0)) heads.push(chain.head);
  memory.fillBytes(fake.queue(0).descriptors, 0xff, 8 * 16);
  fake.complete(0, ...heads.map((head) => ({ head, length: 16 })));
  for (const head of heads) {
    assert.equal(queues.takeUsed(queue), head);
    queues.releaseChain(queue, head);
  }
  const taken = new Set<number>();
  for (let i = 0; i < 8; i++) taken.add(queues.takeDescriptor(queue));
  assert.deepEqual([...taken].sort(), [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.equal(queues.takeDescriptor(queue), queues.NO_DESCRIPTOR);
});

test('random writes of a hostile device never lead outside of the queue', () => {
  let state = 7;
  const random = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
  for (let round = 0; round < 300; round++) {
    const { fake, device, queue } = open(round % 2 === 0 ? EVENT_INDEX : 0);
    for (let step = 0; step < 30; step++) {
      while (queues.freeDescriptors(queue) > 0) submit(queue);
      queues.flushQueue(queue);
      const { used } = fake.queue(0);
      for (let i = 0; i < 4; i++)
        memory.store32(used + 4 * random(17), random(2) === 0 ? random(9) : state);
      memory.store16(used + 2, memory.load16(used + 2) + random(3));
      for (let head = queues.takeUsed(queue); head >= 0; head = queues.takeUsed(queue)) {
        assert.ok(head < 8);
        assert.ok(queues.usedLength(queue) <= 16);
        queues.releaseChain(queue, head);
      }
      queues.allowInterrupts(queue, 0);
      queues.suppressInterrupts(queue);
      if (!queues.queueIsBroken(queue)) continue;
      assert.ok(transport.negotiate(device, 0));
      assert.ok(transport.activateQueue(device, queue));
      assert.equal(queues.freeDescriptors(queue), 8);
    }
  }
});
