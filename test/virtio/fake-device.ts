// A virtio device on the fake memory of library-on-node: registers (MMIO and PCI), rings, and what a test makes it do.
// It follows virtio 1.2 unless a test tells it to lie.

import * as memory from '../library-on-node/memory.mjs';

export interface Chain {
  head: number;
  /** What the driver offers to be read, and to be written. */
  readable: { address: number; length: number }[];
  writable: { address: number; length: number }[];
}

class FakeQueue {
  size = 0;
  ready = false;
  descriptors = 0;
  available = 0;
  used = 0;
  lastAvailable = 0;
  notifications = 0;
  message = 0xffff;
}

export class FakeDevice {
  status = 0;
  readonly queues: FakeQueue[] = [];
  readonly configuration = new Uint8Array(64);
  readonly driverFeatures = [0, 0];
  interruptStatus = 0;
  interrupts = 0;
  resets = 0;
  generation = 0;
  queueMaximum = 256;
  /** Called when the driver notifies a queue. */
  onNotify: (queue: number) => void = () => {};
  onConfigurationWrite: (offset: number) => void = () => {};
  #featureWord = 0;
  #driverWord = 0;
  selected = 0;

  constructor(
    readonly type: number,
    readonly features: readonly [low: number, high: number],
    queues: number,
  ) {
    for (let i = 0; i < queues; i++) this.queues.push(new FakeQueue());
  }

  hasEventIndex(): boolean {
    return ((this.driverFeatures[0] as number) & 0x20000000) !== 0;
  }

  queue(index: number): FakeQueue {
    return this.queues[index] as FakeQueue;
  }

  setStatus(value: number): void {
    if (value !== 0) {
      this.status = value;
      return;
    }
    this.status = 0;
    this.resets++;
    this.interruptStatus = 0;
    for (let i = 0; i < this.queues.length; i++) this.queues[i] = new FakeQueue();
  }

  selectFeatures(word: number): void {
    this.#featureWord = word;
  }

  offeredFeatures(): number {
    return (this.features[this.#featureWord as 0 | 1] ?? 0) >>> 0;
  }

  selectDriverFeatures(word: number): void {
    this.#driverWord = word;
  }

  setDriverFeatures(value: number): void {
    this.driverFeatures[this.#driverWord] = value >>> 0;
  }

  // The rings, from the device's side.

  /** The next chain that the driver made available. */
  take(index: number): Chain | null {
    const queue = this.queue(index);
    if (!queue.ready || memory.load16(queue.available + 2) === (queue.lastAvailable & 0xffff))
      return null;
    const slot = queue.lastAvailable % queue.size;
    const head = memory.load16(queue.available + 4 + slot * 2);
    queue.lastAvailable = (queue.lastAvailable + 1) & 0xffff;
    if (this.hasEventIndex()) memory.store16(queue.used + 4 + queue.size * 8, queue.lastAvailable);
    const chain: Chain = { head, readable: [], writable: [] };
    for (let at = head, steps = 0; steps < queue.size; steps++) {
      const descriptor = queue.descriptors + at * 16;
      const part = { address: memory.load64(descriptor), length: memory.load32(descriptor + 8) };
      const flags = memory.load16(descriptor + 12);
      ((flags & 2) === 0 ? chain.readable : chain.writable).push(part);
      if ((flags & 1) === 0) return chain;
      at = memory.load16(descriptor + 14);
    }
    throw new Error('The chain is a circle');
  }

  /** Says that chains are done; interrupts when the driver wants that. */
  complete(index: number, ...done: { head: number; length: number }[]): void {
    const queue = this.queue(index);
    const old = memory.load16(queue.used + 2);
    for (const [i, { head, length }] of done.entries()) {
      const element = queue.used + 4 + ((old + i) % queue.size) * 8;
      memory.store32(element, head);
      memory.store32(element + 4, length);
    }
    const next = (old + done.length) & 0xffff;
    memory.store16(queue.used + 2, next);
    if (!this.hasEventIndex()) {
      if (memory.load16(queue.available) === 0) this.interrupt();
      return;
    }
    const event = memory.load16(queue.available + 4 + queue.size * 2);
    if (((next - event - 1) & 0xffff) < ((next - old) & 0xffff)) this.interrupt();
  }

  interrupt(): void {
    this.interruptStatus |= 1;
    this.interrupts++;
  }

  notified(index: number): void {
    const queue = this.queues[index];
    if (queue === undefined) throw new Error(`Queue ${index} does not exist`);
    queue.notifications++;
    this.onNotify(index);
  }

  static read(chain: Chain): Uint8Array {
    const bytes: number[] = [];
    for (const { address, length } of chain.readable)
      for (let i = 0; i < length; i++) bytes.push(memory.load8(address + i));
    return Uint8Array.from(bytes);
  }

  /** Writes into the chain from its start; the number of bytes written. */
  static write(chain: Chain, bytes: Uint8Array): number {
    let at = 0;
    for (const { address, length } of chain.writable)
      for (let i = 0; i < length && at < bytes.length; i++)
        memory.store8(address + i, bytes[at++] as number);
    return at;
  }

  // Registers over MMIO (virtio 1.2 §4.2.2).

  mmioRegisters(): {
    read(offset: number, width: number): number;
    write(offset: number, width: number, value: number): void;
  } {
    return {
      read: (offset, width) =>
        offset >= 0x100 ? this.readConfiguration(offset - 0x100, width) : this.#readMmio(offset),
      write: (offset, width, value) => {
        if (offset >= 0x100) this.writeConfiguration(offset - 0x100, width, value);
        else this.#writeMmio(offset, value);
      },
    };
  }

  readConfiguration(offset: number, width: number): number {
    let value = 0;
    for (let i = 0; i < width; i++) value += (this.configuration[offset + i] ?? 0) * 256 ** i;
    return value;
  }

  writeConfiguration(offset: number, width: number, value: number): void {
    for (let i = 0; i < width; i++)
      this.configuration[offset + i] = Math.floor(value / 256 ** i) & 255;
    this.onConfigurationWrite(offset);
  }

  #readMmio(offset: number): number {
    switch (offset) {
      case 0:
        return 0x74726976;
      case 4:
        return 2;
      case 8:
        return this.type;
      case 0x10:
        return this.offeredFeatures();
      case 0x34:
        return this.queues[this.selected] === undefined ? 0 : this.queueMaximum;
      case 0x44:
        return Number(this.queue(this.selected).ready);
      case 0x60:
        return this.interruptStatus;
      case 0x70:
        return this.status;
      case 0xfc:
        return this.generation;
    }
    throw new Error(`Read of register ${offset}`);
  }

  #writeMmio(offset: number, value: number): void {
    const queue = this.queues[this.selected] ?? new FakeQueue();
    const halves: Record<number, ['descriptors' | 'available' | 'used', high: boolean]> = {
      0x80: ['descriptors', false],
      0x84: ['descriptors', true],
      0x90: ['available', false],
      0x94: ['available', true],
      0xa0: ['used', false],
      0xa4: ['used', true],
    };
    const half = halves[offset];
    if (half !== undefined) {
      queue[half[0]] = half[1] ? (queue[half[0]] % 2 ** 32) + value * 2 ** 32 : value;
      return;
    }
    if (offset === 0x14) this.selectFeatures(value);
    else if (offset === 0x20) this.setDriverFeatures(value);
    else if (offset === 0x24) this.selectDriverFeatures(value);
    else if (offset === 0x30) this.selected = value;
    else if (offset === 0x38) queue.size = value;
    else if (offset === 0x44) queue.ready = value === 1;
    else if (offset === 0x50) this.notified(value);
    else if (offset === 0x64) this.interruptStatus &= ~value;
    else if (offset === 0x70) this.setStatus(value);
    else throw new Error(`Write of register ${offset}`);
  }
}
