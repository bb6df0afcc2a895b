// PacketPool: packets to build and to queue, each taken and given back, within a bound. Layer: net.
// Two sizes: a frame of common Ethernet, and the largest IP packet. Memory is taken when first needed and kept.

import { Packet } from './packet.ts';

/** Transport header and data of a frame of 1,500 bytes and some more. */
export const FRAME_CAPACITY = 1984;
export const LARGE_CAPACITY = 65536;

export class PacketPool {
  readonly #maximumFrames: number;
  readonly #maximumLarge: number;
  readonly #freeFrames: Packet[] = [];
  readonly #freeLarge: Packet[] = [];
  #frames = 0;
  #large = 0;
  /** How often there was no packet to give. */
  exhausted = 0;

  constructor(maximumFrames: number, maximumLarge: number) {
    this.#maximumFrames = maximumFrames;
    this.#maximumLarge = maximumLarge;
  }

  /** Packets taken and not yet given back. */
  get inUse(): number {
    return this.#frames - this.#freeFrames.length + (this.#large - this.#freeLarge.length);
  }

  /** An empty packet with room for `capacity` bytes behind the headroom; null at the bound. */
  take(capacity: number): Packet | null {
    if (capacity > FRAME_CAPACITY) return this.#takeLarge(capacity);
    const free = this.#freeFrames.pop();
    if (free !== undefined) return free;
    if (this.#frames === this.#maximumFrames) {
      this.exhausted++;
      return null;
    }
    this.#frames++;
    return new Packet(FRAME_CAPACITY);
  }

  #takeLarge(capacity: number): Packet | null {
    if (capacity > LARGE_CAPACITY) return null;
    const free = this.#freeLarge.pop();
    if (free !== undefined) return free;
    if (this.#large === this.#maximumLarge) {
      this.exhausted++;
      return null;
    }
    this.#large++;
    return new Packet(LARGE_CAPACITY);
  }

  /** `packet` came from `take` and is not used any more. */
  give(packet: Packet): void {
    packet.reset();
    if (packet.capacity === FRAME_CAPACITY) this.#freeFrames.push(packet);
    else this.#freeLarge.push(packet);
  }
}
