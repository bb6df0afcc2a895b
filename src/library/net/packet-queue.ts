// PacketQueue: packets in order, at most so many. Layer: net. A ring: neither end moves what is in between.

import type { Packet } from './packet.ts';

export class PacketQueue {
  readonly #slots: (Packet | null)[] = [];
  readonly #maximum: number;
  #first = 0;
  #length = 0;

  constructor(maximum: number) {
    this.#maximum = maximum;
    for (let i = 0; i < maximum; i++) this.#slots.push(null);
  }

  get length(): number {
    return this.#length;
  }

  /** The oldest, which stays; null when there is none. */
  get first(): Packet | null {
    return this.#slots[this.#first] as Packet | null;
  }

  /** False when it is full. */
  push(packet: Packet): boolean {
    if (this.#length === this.#maximum) return false;
    this.#slots[(this.#first + this.#length) % this.#maximum] = packet;
    this.#length++;
    return true;
  }

  /** The oldest; null when there is none. */
  shift(): Packet | null {
    if (this.#length === 0) return null;
    const packet = this.#slots[this.#first]!;
    this.#slots[this.#first] = null;
    this.#first = (this.#first + 1) % this.#maximum;
    this.#length--;
    return packet;
  }
}
