import assert from 'node:assert/strict';
import test from 'node:test';

import { FakeDevice, type Chain } from '../../../../test/virtio/fake-device.ts';
import { load, machine, memory, mmioRecord } from '../../../../test/virtio/machine.ts';

const records = (await load('driver/virtio/device-record')) as typeof import('./device-record.ts');
const device = (await load('driver/virtio/console-device')) as typeof import('./console-device.ts');

const fake = new FakeDevice(3, [0x20000000, 1], 2);
let shown = '';

function show(): void {
  for (let chain = fake.take(1); chain !== null; chain = fake.take(1)) {
    shown += Buffer.from(FakeDevice.read(chain)).toString('latin1');
    fake.complete(1, { head: chain.head, length: 0 });
  }
}

function write(text: string): void {
  device.writeConsoleDevice(memory.asciiText(text), text.length);
}

function type(text: string): void {
  const chain = fake.take(0) as Chain;
  fake.complete(0, { head: chain.head, length: FakeDevice.write(chain, Buffer.from(text)) });
}

function read(count: number): string {
  const buffer = memory.reserveBytes(count);
  const got = device.readConsoleDevice(buffer, count);
  return String.fromCharCode(...Array.from({ length: got }, (_, i) => memory.load8(buffer + i)));
}

test('a console shows what is written, however long, and in order', () => {
  mmioRecord(fake, records.addDevice());
  assert.ok(device.openConsoleDevice());
  write('hello\n');
  show();
  assert.equal(shown, 'hello\n');
  shown = '';
  fake.onNotify = (queue) => queue === 1 && show();
  const long = Array.from({ length: 9000 }, (_, i) => String.fromCharCode(33 + (i % 90))).join('');
  write(long);
  device.drainConsoleDevice();
  assert.equal(shown, long);
});

test('input waits until it is asked for, and the vector tells of it once', () => {
  const interrupts = fake.interrupts;
  type('abc');
  assert.equal(fake.interrupts, interrupts);
  machine.pending.length = 0;
  device.setConsoleDeviceInput(true);
  assert.deepEqual(machine.pending, [device.consoleDeviceVector()]);
  assert.equal(read(2), 'ab');
  type('def');
  assert.equal(read(10), 'cdef');
  assert.equal(read(10), '');
  type('g');
  assert.equal(fake.interrupts, interrupts + 1);
  assert.equal(read(10), 'g');
  assert.equal(fake.interruptStatus, 0);
  device.setConsoleDeviceInput(false);
  type('h');
  assert.equal(fake.interrupts, interrupts + 1);
  for (let i = 0; i < 100; i++) {
    device.setConsoleDeviceInput(true);
    assert.equal(read(10), 'h');
    type('h');
  }
});

test('a device that does the impossible is a console no more', () => {
  assert.equal(read(10), 'h');
  fake.complete(0, { head: 77, length: 5 });
  assert.equal(read(10), '');
  fake.onNotify = () => fake.complete(1, { head: 99, length: 0 });
  write('x'.repeat(5000));
  device.drainConsoleDevice();
  assert.equal(fake.status & 0x80, 0x80);
  write('more');
});
