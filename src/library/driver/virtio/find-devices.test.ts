import assert from 'node:assert/strict';
import test from 'node:test';

import { FakeDevice, type Chain } from '../../../../test/virtio/fake-device.ts';
import { FakePci } from '../../../../test/virtio/fake-pci.ts';
import { load, machine, memory } from '../../../../test/virtio/machine.ts';
import { addWindow } from '../../../../test/library-on-node/pc.mjs';

const found = (await load('driver/virtio/find-devices')) as typeof import('./find-devices.ts');
const pci = (await load('driver/virtio/pci')) as typeof import('./pci.ts');
const records = (await load('driver/virtio/device-record')) as typeof import('./device-record.ts');
const transport = (await load('driver/virtio/transport')) as typeof import('./transport.ts');
const queues = (await load('driver/virtio/queue')) as typeof import('./queue.ts');

const VERSION_1 = 1;
const OUTER = 0;
/** Device 3, function 2; a bridge to bus 5; device 1 there. */
const CARD = (3 << 3) | 2;
const BRIDGE = 4 << 3;
const BEHIND = (5 << 8) | (1 << 3);

test('devices are found by name and on PCI, behind bridges too', () => {
  const rng = new FakeDevice(4, [0, VERSION_1], 1);
  addWindow(0xd0001000, 0x200, rng.mmioRegisters());
  const legacy = new FakeDevice(4, [0, 0], 1).mmioRegisters();
  addWindow(0xd0002000, 0x200, {
    read: (offset: number, width: number) => (offset === 4 ? 1 : legacy.read(offset, width)),
    write: legacy.write,
  });
  machine.words.push(
    '4K@0xd0001000:7',
    '512@0xD0002000:8',
    '512',
    '512@',
    '512@x:1',
    '4K@0xd0009000:9',
  );
  const card = new FakeDevice(1, [0x20000000, VERSION_1], 2);
  const disk = new FakeDevice(2, [0x20000000, VERSION_1], 1);
  machine.pci.set(OUTER, [0x12378086, 0, 0, 0]);
  machine.pci.set(3 << 3, [0x12378086, 0, 0, 0x800000]);
  const cardPci = new FakePci(card, CARD, 0x4200000000);
  machine.pci.set(BRIDGE, [0x000c1b36, 0, 0, 0x10000, 0, 0, 0x000500]);
  void new FakePci(disk, BEHIND, 0xfe000000);
  void new FakePci(new FakeDevice(2, [0, VERSION_1], 1), 6 << 8, 0xfd000000);

  assert.equal(found.takeVirtioDevice(5), 0);
  assert.equal(found.legacyDevices, 1);
  assert.match(machine.console.join(''), /^drupe: there are virtio devices of the old kind/);
  const mmio = found.takeVirtioDevice(4);
  assert.notEqual(mmio, 0);
  assert.equal(memory.load32(mmio + records.DEVICE_LINE), 7);
  assert.equal(found.takeVirtioDevice(4), 0, 'a device is taken once');
  assert.notEqual(found.takeVirtioDevice(2), 0);
  assert.equal(found.takeVirtioDevice(2), 0, 'no bridge leads to bus 6');

  const record = found.takeVirtioDevice(1);
  assert.equal(transport.connectInterrupts(record, 61, 62), 2);
  assert.deepEqual(cardPci.messages.slice(0, 8), [0xfee00000, 0, 62, 0, 0xfee00000, 0, 61, 0]);
  assert.ok(
    machine.pciWrites.some(([at, offset, value]) => at === CARD && offset === 4 && value === 6),
  );
  assert.ok(transport.negotiate(record, 0));
  assert.equal(cardPci.configurationMessage, 0);
  const second = transport.createQueue(record, 1, 16);
  assert.equal(card.queue(1).message, 1);
  assert.equal(transport.createQueue(record, 2, 16), 0, 'there is no third queue');
  transport.startDevice(record);
  assert.equal(card.status, 15);
  const buffer = memory.reserveBytes(4);
  assert.ok(queues.appendBuffer(second, buffer, 4, true));
  queues.submitChain(second);
  queues.flushQueue(second);
  assert.equal(card.queue(1).notifications, 1);
  card.complete(1, { head: (card.take(1) as Chain).head, length: 4 });
  assert.equal(queues.takeUsed(second), 0);
  assert.equal(transport.readConfiguration32(record, 60), 0);
  assert.equal(transport.readConfiguration32(record, 61), 0, 'beyond the end');
});

test('a device whose structures are missing or wrong is left alone', () => {
  const cases: ((fake: FakePci) => unknown)[] = [
    (fake) => fake.capability(0x40, 0x50, 1, 0, 40),
    (fake) => fake.capability(0x40, 0x50, 9, 0, 56),
    (fake) => fake.capability(0x70, 0x90, 2, 0x3000, 0),
    (fake) => fake.capability(0x70, 0x90, 2, 0x3000, 0x40000000),
    (fake) => (fake.words[0x44 / 4] = 6),
    (fake) => (fake.words[0x54 / 4] = 5),
    (fake) => (fake.words[8] = 1),
    (fake) => fake.words.splice(8, 2, 4, 0),
    (fake) => fake.words.splice(8, 2, 0xfffffff4, 0xffffffff),
    (fake) => (fake.words[13] = 0),
    (fake) => (fake.words[1] = 0),
    // A list that is a circle.
    (fake) => fake.capability(0x40, 0x40, 1, 0, 56),
  ];
  let address = 0x10000000;
  for (const [index, spoil] of cases.entries()) {
    address += 0x10000;
    const fake = new FakePci(new FakeDevice(2, [0, VERSION_1], 1), (31 << 3) | 1, address);
    const good = memory.reserveBytes(128);
    assert.ok(pci.readPciDevice(good, (31 << 3) | 1));
    spoil(fake);
    const record = memory.reserveBytes(128);
    assert.ok(!pci.readPciDevice(record, (31 << 3) | 1), `case ${index}`);
  }
});

test('a notification outside of its structure is refused', () => {
  const device = new FakeDevice(2, [0, VERSION_1], 3);
  const fake = new FakePci(device, (30 << 3) | 1, 0x20000000);
  fake.capability(0x70, 0x90, 2, 0x3000, 9);
  const record = memory.reserveBytes(128);
  memory.store32(record, records.TRANSPORT_PCI);
  assert.ok(pci.readPciDevice(record, (30 << 3) | 1));
  assert.ok(transport.negotiate(record, 0));
  assert.notEqual(transport.createQueue(record, 1, 8), 0);
  assert.equal(transport.createQueue(record, 2, 8), 0);
});

test('a device that does not keep to the protocol is given up', () => {
  const old = new FakeDevice(2, [0, 0], 1);
  const stubborn = new FakeDevice(2, [0, VERSION_1], 1);
  stubborn.setStatus = (value: number) => (stubborn.status = value & ~8);
  const restless = new FakeDevice(2, [0, VERSION_1], 1);
  restless.setStatus = () => (restless.status = 3);
  let address = 0x30000000;
  for (const device of [old, stubborn, restless]) {
    void new FakePci(device, (29 << 3) | 1, (address += 0x10000));
    const record = memory.reserveBytes(128);
    memory.store32(record, records.TRANSPORT_PCI);
    assert.ok(pci.readPciDevice(record, (29 << 3) | 1));
    assert.ok(!transport.negotiate(record, 0));
  }
  assert.equal(old.status & 0x80, 0x80);
});
