import assert from 'node:assert/strict';
import test from 'node:test';

import { FakeDevice, type Chain } from '../../../../test/virtio/fake-device.ts';
import { load, machine, mmioRecord } from '../../../../test/virtio/machine.ts';

const records = (await load('driver/virtio/device-record')) as typeof import('./device-record.ts');
const entropy = (await load(
  'driver/virtio/entropy-device',
)) as typeof import('./entropy-device.ts');

test('seeds come from the device, at the start and then once a minute', () => {
  const fake = new FakeDevice(4, [0x20000000, 1], 1);
  mmioRecord(fake, records.addDevice());
  const give = (): void => {
    const chain = fake.take(0) as Chain;
    const length = FakeDevice.write(
      chain,
      Uint8Array.from({ length: 64 }, (_, i) => i + 1),
    );
    fake.complete(0, { head: chain.head, length });
  };
  fake.onNotify = give;
  entropy.openEntropyDevice();
  assert.ok(entropy.waitForSeed());
  assert.deepEqual(machine.seeds, [Array.from({ length: 64 }, (_, i) => i + 1)]);
  for (let i = 0; i < 5; i++) entropy.refreshSeed();
  assert.equal(fake.queue(0).notifications, 1);
  machine.now += 61e9;
  entropy.refreshSeed();
  entropy.refreshSeed();
  assert.equal(machine.seeds.length, 2);
  assert.equal(fake.queue(0).notifications, 2);
  entropy.refreshSeedSoon();
  entropy.refreshSeed();
  entropy.refreshSeed();
  assert.equal(machine.seeds.length, 3);

  // A device that does the impossible is never asked again.
  fake.onNotify = () => fake.complete(0, { head: 1, length: 64 });
  entropy.refreshSeedSoon();
  entropy.refreshSeed();
  entropy.refreshSeed();
  assert.equal(fake.status & 0x80, 0x80);
  machine.now += 61e9;
  entropy.refreshSeed();
  assert.equal(machine.seeds.length, 3);
  assert.equal(entropy.waitForSeed(), false);
});
