// Receive buffer: bytes that cannot be handed up yet, because some before them are missing or the reader pauses.
// Layer: net/tcp. Bytes in order that the reader takes at once never come here. A ring that begins at `sequence` (the next byte
// for the reader) and a sorted list of the ranges that are there, both bounded: what does not fit is refused, not stored.

import type { BufferBudget } from './buffer-budget.ts';
import { copyBytes } from '../wire/byte-order.ts';

/** Separate ranges out of order; a peer that sends more holes than this has to send again. */
const MAXIMUM_RANGES = 32;
const SMALLEST = 2048;

export class ReceiveBuffer {
  /** Sequence number of the first byte of the ring: the next one that the reader gets. */
  sequence = 0;
  /** Ranges, as sequence numbers: left and right edges in turn, sorted, apart from each other. */
  edges: Int32Array = NO_EDGES;
  ranges = 0;
  #bytes: Uint8Array = NOTHING;
  #start = 0;
  readonly #budget: BufferBudget;

  constructor(budget: BufferBudget) {
    this.#budget = budget;
  }

  /** Bytes in order from `sequence` on: what the reader could have now. */
  readable(): number {
    if (this.ranges === 0 || this.edges[0]! !== this.sequence) return 0;
    return (this.edges[1]! - this.sequence) | 0;
  }

  /** With an empty buffer: the next byte for the reader has this number. */
  moveTo(sequence: number): void {
    this.sequence = sequence;
  }

  /**
   * Stores from[start .. end) as the bytes from `sequence` on, which lie within the window. False: there is no room.
   * `limit`: largest capacity, a power of two.
   */
  store(sequence: number, from: Uint8Array, start: number, end: number, limit: number): boolean {
    const offset = (sequence - this.sequence) | 0;
    const last = (sequence + (end - start)) | 0;
    const needed = offset + (end - start);
    if (needed > this.#bytes.length && !this.#grow(needed, limit)) return false;
    if (!this.#addRange(sequence, last)) return false;
    this.#put(offset, from, start, end);
    return true;
  }

  #put(offset: number, from: Uint8Array, start: number, end: number): void {
    const capacity = this.#bytes.length;
    const at = (this.#start + offset) & (capacity - 1);
    const first = Math.min(end - start, capacity - at);
    copyBytes(this.#bytes, at, from, start, start + first);
    if (start + first < end) copyBytes(this.#bytes, 0, from, start + first, end);
  }

  /** The array that holds the readable bytes: they begin at `readStart`, and `readLength` of them lie in one piece. */
  get readBytes(): Uint8Array {
    return this.#bytes;
  }

  get readStart(): number {
    return this.#start;
  }

  get readLength(): number {
    return Math.min(this.readable(), this.#bytes.length - this.#start);
  }

  /** The reader has got the next `count` bytes, from here or elsewhere. */
  consume(count: number): void {
    const sequence = (this.sequence + count) | 0;
    this.sequence = sequence;
    if (this.ranges === 0) return;
    const edges = this.edges;
    this.#start = (this.#start + count) & (this.#bytes.length - 1);
    let gone = 0;
    while (gone < this.ranges && ((edges[2 * gone + 1]! - sequence) | 0) <= 0) gone++;
    this.#removeRanges(0, gone);
    if (this.ranges === 0) this.release();
    else if (((edges[0]! - sequence) | 0) < 0) edges[0] = sequence;
  }

  /** Gives the memory back; the bytes are gone. */
  release(): void {
    this.#budget.giveBack(this.#bytes.length);
    this.#bytes = NOTHING;
    this.#start = 0;
    this.ranges = 0;
  }

  #grow(needed: number, limit: number): boolean {
    if (needed > limit) return false;
    let capacity = Math.max(this.#bytes.length, SMALLEST);
    while (capacity < needed) capacity *= 2;
    const old = this.#bytes;
    if (!this.#budget.take(capacity - old.length, false)) return false;
    const bytes = new Uint8Array(capacity);
    const tail = old.length - this.#start;
    copyBytes(bytes, 0, old, this.#start, old.length);
    copyBytes(bytes, tail, old, 0, this.#start);
    this.#bytes = bytes;
    this.#start = 0;
    return true;
  }

  /** Merges [left, right) into the list; false when the list is full. */
  #addRange(left: number, right: number): boolean {
    // Most connections never need it.
    if (this.edges.length === 0) this.edges = new Int32Array(2 * MAXIMUM_RANGES);
    const edges = this.edges;
    let first = 0;
    while (first < this.ranges && ((edges[2 * first + 1]! - left) | 0) < 0) first++;
    let next = first;
    while (next < this.ranges && ((edges[2 * next]! - right) | 0) <= 0) next++;
    if (first === next) {
      if (this.ranges === MAXIMUM_RANGES) return false;
      edges.copyWithin(2 * first + 2, 2 * first, 2 * this.ranges);
      this.ranges++;
      edges[2 * first] = left;
      edges[2 * first + 1] = right;
      return true;
    }
    const oldRight = edges[2 * next - 1]!;
    if (((left - edges[2 * first]!) | 0) < 0) edges[2 * first] = left;
    edges[2 * first + 1] = ((oldRight - right) | 0) > 0 ? oldRight : right;
    this.#removeRanges(first + 1, next);
    return true;
  }

  #removeRanges(from: number, to: number): void {
    if (to <= from) return;
    this.edges.copyWithin(2 * from, 2 * to, 2 * this.ranges);
    this.ranges -= to - from;
  }
}

const NOTHING = new Uint8Array(0);
const NO_EDGES = new Int32Array(0);
