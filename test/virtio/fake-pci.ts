// A fake virtio device behind PCI's structures (virtio 1.2 §4.1.4), in the fake configuration space of library-on-node.

import { addWindow, machine } from '../library-on-node/pc.mjs';
import type { FakeDevice } from './fake-device.ts';

const NOTIFY_MULTIPLIER = 4;
const HALVES: Record<number, ['descriptors' | 'available' | 'used', high: boolean]> = {
  32: ['descriptors', false],
  36: ['descriptors', true],
  40: ['available', false],
  44: ['available', true],
  48: ['used', false],
  52: ['used', true],
};

export class FakePci {
  readonly words = Array.from({ length: 64 }, () => 0);
  readonly address: number;
  /** MSI-X table, four words an entry. */
  readonly messages = Array.from({ length: 16 }, () => 1);
  configurationMessage = 0xffff;

  /** `pciFunction`: where; base address 4 with 64 bits holds everything, 0x1000 bytes each. */
  constructor(
    readonly device: FakeDevice,
    pciFunction: number,
    address: number,
  ) {
    this.address = address;
    this.words[0] = (0x1040 + device.type) * 0x10000 + 0x1af4;
    this.words[1] = 0x100000;
    this.words[8] = (address % 2 ** 32) + 4;
    this.words[9] = Math.floor(address / 2 ** 32);
    this.words[13] = 0x40;
    this.words[15] = 11;
    this.capability(0x40, 0x50, 1, 0, 56);
    this.capability(0x50, 0x60, 3, 0x1000, 1);
    this.capability(0x60, 0x70, 4, 0x2000, 64);
    this.capability(0x70, 0x90, 2, 0x3000, NOTIFY_MULTIPLIER * device.queues.length);
    this.words[0x80 / 4] = NOTIFY_MULTIPLIER;
    this.words[0x90 / 4] = 0x11 + 0x30000;
    this.words[0x94 / 4] = 0x4000 + 4;
    machine.pci.set(pciFunction, this.words);
    addWindow(address, 0x5000, { read: this.#read.bind(this), write: this.#write.bind(this) });
  }

  capability(at: number, next: number, type: number, offset: number, size: number): void {
    this.words[at / 4] = 9 + next * 256 + (type === 2 ? 20 : 16) * 0x10000 + type * 0x1000000;
    this.words[at / 4 + 1] = 4;
    this.words[at / 4 + 2] = offset;
    this.words[at / 4 + 3] = size;
  }

  #read(offset: number, width: number): number {
    const { device } = this;
    if (offset >= 0x4000) return this.messages[(offset - 0x4000) / 4] as number;
    if (offset >= 0x2000) return device.readConfiguration(offset - 0x2000, width);
    if (offset === 0x1000) {
      const status = device.interruptStatus;
      device.interruptStatus = 0;
      return status;
    }
    const queue = device.queues[device.selected];
    switch (offset) {
      case 4:
        return device.offeredFeatures();
      case 16:
        return this.configurationMessage;
      case 20:
        return device.status;
      case 21:
        return device.generation;
      case 24:
        return queue === undefined ? 0 : device.queueMaximum;
      case 26:
        return queue?.message ?? 0xffff;
      case 30:
        return device.selected;
    }
    throw new Error(`Read of ${offset}`);
  }

  #write(offset: number, width: number, value: number): void {
    const { device } = this;
    if (offset >= 0x4000) this.messages[(offset - 0x4000) / 4] = value;
    else if (offset >= 0x3000) device.notified(value);
    else if (offset >= 0x2000) device.writeConfiguration(offset - 0x2000, width, value);
    else this.#writeCommon(offset, value);
  }

  #writeCommon(offset: number, value: number): void {
    const { device } = this;
    const queue = device.queues[device.selected];
    const half = HALVES[offset];
    if (half !== undefined && queue !== undefined) {
      const old = queue[half[0]];
      queue[half[0]] = half[1] ? (old % 2 ** 32) + value * 2 ** 32 : value;
    } else if (offset === 0) device.selectFeatures(value);
    else if (offset === 8) device.selectDriverFeatures(value);
    else if (offset === 12) device.setDriverFeatures(value);
    else if (offset === 16) this.configurationMessage = value;
    else if (offset === 20) device.setStatus(value);
    else if (offset === 22) device.selected = value;
    else if (offset === 24 && queue !== undefined) queue.size = value;
    else if (offset === 26 && queue !== undefined) queue.message = value;
    else if (offset === 28 && queue !== undefined) queue.ready = value === 1;
    else throw new Error(`Write of ${offset}`);
  }
}
