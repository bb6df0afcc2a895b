// The library's virtio modules under Node, on fakes: import this before anything of them.

import '../library-on-node/register.mjs';

import * as memory from '../library-on-node/memory.mjs';
import { addWindow, machine } from '../library-on-node/pc.mjs';
import type { FakeDevice } from './fake-device.ts';

const library = new URL('../../src/library/', import.meta.url).href;
const records = (await import(
  `${library}driver/virtio/device-record.ts`
)) as typeof import('../../src/library/driver/virtio/device-record.ts');

export { machine, memory };
export const load = (name: string): Promise<unknown> => import(`${library}${name}.ts`);

let nextWindow = 0xd0000000;

/** A record of the library for a fake device behind MMIO registers. */
export function mmioRecord(device: FakeDevice, record = memory.reserveBytes(128)): number {
  const address = nextWindow;
  nextWindow += 512;
  addWindow(address, 512, device.mmioRegisters());
  const { base } = machine.windows.at(-1) as { base: number };
  memory.store32(record + records.DEVICE_TRANSPORT, records.TRANSPORT_MMIO);
  memory.store32(record + records.DEVICE_TYPE, device.type);
  memory.store64(record + records.DEVICE_REGISTERS, base);
  memory.store64(record + records.DEVICE_CONFIGURATION, base + 256);
  memory.store32(record + records.DEVICE_CONFIGURATION_SIZE, 256);
  memory.store32(record + records.DEVICE_LINE, 5);
  return record;
}
