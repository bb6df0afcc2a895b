'use fast';
// Send ring: the bytes of one connection that the peer has not acknowledged, or that were not sent yet. Layer: net/tcp.
// It grows by doubling up to a bound and gives large memory back when it is empty. Offsets count from the oldest byte.

import type { BufferBudget } from './buffer-budget.ts';
import { copyBytes } from '../wire/byte-order.ts';

/** What a ring may always take, whatever the budget says, so that every connection goes on. */
const SMALLEST = 2048;
/** An empty ring keeps so much while there is plenty. */
const KEPT = 16384;

export class SendRing {
  /** Bytes that are there; only the ring changes it. */
  length = 0;
  #bytes: Uint8Array = NOTHING;
  #start = 0;
  readonly #maximum: number;
  readonly #budget: BufferBudget;

  /** `maximum`: a power of two. */
  constructor(maximum: number, budget: BufferBudget) {
    this.#maximum = maximum;
    this.#budget = budget;
  }

  /** Appends from[offset .. offset + length) as far as there is room: the number of bytes taken. */
  append(from: Uint8Array, offset: number, length: number): number {
    if (this.length + length > this.#bytes.length) this.#grow(this.length + length);
    const capacity = this.#bytes.length;
    const taken = Math.min(length, capacity - this.length);
    if (taken === 0) return 0;
    const at = (this.#start + this.length) & (capacity - 1);
    const first = Math.min(taken, capacity - at);
    copyBytes(this.#bytes, at, from, offset, offset + first);
    if (first < taken) copyBytes(this.#bytes, 0, from, offset + first, offset + taken);
    this.length += taken;
    return taken;
  }

  /** Copies `length` bytes from `offset` on into `to` at `at`; they are there. */
  copy(offset: number, length: number, to: Uint8Array, at: number): void {
    const capacity = this.#bytes.length;
    const from = (this.#start + offset) & (capacity - 1);
    const first = Math.min(length, capacity - from);
    copyBytes(to, at, this.#bytes, from, from + first);
    if (first < length) copyBytes(to, at + first, this.#bytes, 0, length - first);
  }

  /** Forgets the oldest `count` bytes. */
  discard(count: number): void {
    this.length -= count;
    if (this.length > 0) {
      this.#start = (this.#start + count) & (this.#bytes.length - 1);
      return;
    }
    this.#start = 0;
    if (this.#bytes.length > KEPT || this.#budget.isTight) this.release();
  }

  /** Gives all memory back; the bytes are gone. */
  release(): void {
    this.#budget.giveBack(this.#bytes.length);
    this.#bytes = NOTHING;
    this.#start = 0;
    this.length = 0;
  }

  #grow(wanted: number): void {
    let capacity = Math.max(this.#bytes.length, SMALLEST);
    while (capacity < wanted && capacity < this.#maximum) capacity *= 2;
    while (capacity > this.#bytes.length) {
      if (this.#budget.take(capacity - this.#bytes.length, capacity <= SMALLEST)) {
        this.#moveTo(new Uint8Array(capacity));
        return;
      }
      capacity /= 2;
    }
  }

  #moveTo(bytes: Uint8Array): void {
    if (this.length > 0) this.copy(0, this.length, bytes, 0);
    this.#bytes = bytes;
    this.#start = 0;
  }
}

const NOTHING = new Uint8Array(0);
