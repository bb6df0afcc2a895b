// Sent segments: what is in flight, in the order of sequence numbers, with when it was sent and what became of it.
// Layer: net/tcp. A ring of parallel arrays, so that a segment costs no allocation. Index 0 is the oldest.
// `inFlight` is RFC 6675's pipe, in bytes: neither acknowledged, nor selectively acknowledged, nor lost.

export const SACKED = 1;
export const LOST = 2;
/** Sent more than once. */
export const RETRANSMITTED = 4;

const SMALLEST = 8;
/** More segments than this are not sent before some are acknowledged. */
const MAXIMUM = 4096;

export class SentSegments {
  count = 0;
  inFlight = 0;
  lostCount = 0;
  sackedCount = 0;
  #first = 0;
  #mask = -1;
  #starts = NO_NUMBERS;
  #ends = NO_NUMBERS;
  #times = NO_TIMES;
  #flags = NO_FLAGS;

  get isFull(): boolean {
    return this.count === MAXIMUM;
  }

  start(index: number): number {
    return this.#starts[(this.#first + index) & this.#mask]!;
  }

  end(index: number): number {
    return this.#ends[(this.#first + index) & this.#mask]!;
  }

  /** When it was sent last. */
  time(index: number): number {
    return this.#times[(this.#first + index) & this.#mask]!;
  }

  flags(index: number): number {
    return this.#flags[(this.#first + index) & this.#mask]!;
  }

  add(start: number, end: number, now: number): void {
    if (this.count > this.#mask) this.#grow();
    const slot = (this.#first + this.count) & this.#mask;
    this.#starts[slot] = start;
    this.#ends[slot] = end;
    this.#times[slot] = now;
    this.#flags[slot] = 0;
    this.count++;
    this.inFlight += (end - start) | 0;
  }

  /** The oldest was acknowledged. */
  removeFirst(): void {
    const slot = this.#first & this.#mask;
    const flags = this.#flags[slot]!;
    if ((flags & (SACKED | LOST)) === 0) {
      this.inFlight -= (this.#ends[slot]! - this.#starts[slot]!) | 0;
    }
    if ((flags & SACKED) !== 0) this.sackedCount--;
    if ((flags & LOST) !== 0) this.lostCount--;
    this.#first = (this.#first + 1) & this.#mask;
    this.count--;
  }

  /** The oldest was acknowledged as far as `sequence`, which lies within it. */
  trimFirst(sequence: number): void {
    const slot = this.#first & this.#mask;
    const bytes = (sequence - this.#starts[slot]!) | 0;
    if ((this.#flags[slot]! & (SACKED | LOST)) === 0) this.inFlight -= bytes;
    this.#starts[slot] = sequence;
  }

  markSacked(index: number): void {
    const slot = (this.#first + index) & this.#mask;
    const flags = this.#flags[slot]!;
    if ((flags & SACKED) !== 0) return;
    if ((flags & LOST) !== 0) this.lostCount--;
    else this.inFlight -= (this.#ends[slot]! - this.#starts[slot]!) | 0;
    this.sackedCount++;
    this.#flags[slot] = (flags & ~LOST) | SACKED;
  }

  markLost(index: number): void {
    const slot = (this.#first + index) & this.#mask;
    const flags = this.#flags[slot]!;
    if ((flags & (SACKED | LOST)) !== 0) return;
    this.inFlight -= (this.#ends[slot]! - this.#starts[slot]!) | 0;
    this.lostCount++;
    this.#flags[slot] = flags | LOST;
  }

  markSentAgain(index: number, now: number): void {
    const slot = (this.#first + index) & this.#mask;
    const flags = this.#flags[slot]!;
    if ((flags & LOST) !== 0) {
      this.inFlight += (this.#ends[slot]! - this.#starts[slot]!) | 0;
      this.lostCount--;
    }
    this.#times[slot] = now;
    this.#flags[slot] = (flags & ~LOST) | RETRANSMITTED;
  }

  /** RFC 2018 §8: the receiver has thrown away what it had acknowledged selectively. */
  forgetSacks(): void {
    for (let i = 0; i < this.count; i++) {
      const slot = (this.#first + i) & this.#mask;
      if ((this.#flags[slot]! & SACKED) === 0) continue;
      this.#flags[slot] = this.#flags[slot]! & ~SACKED;
      this.inFlight += (this.#ends[slot]! - this.#starts[slot]!) | 0;
    }
    this.sackedCount = 0;
  }

  /** Nothing of it is lost after all. */
  forgetLosses(): void {
    for (let i = 0; i < this.count; i++) {
      const slot = (this.#first + i) & this.#mask;
      if ((this.#flags[slot]! & LOST) === 0) continue;
      this.#flags[slot] = this.#flags[slot]! & ~LOST;
      this.inFlight += (this.#ends[slot]! - this.#starts[slot]!) | 0;
    }
    this.lostCount = 0;
  }

  /** The index of the first segment that ends after `sequence`; `count` when there is none. */
  find(sequence: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (((this.end(middle) - sequence) | 0) > 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Gives the memory back. */
  release(): void {
    this.count = 0;
    this.inFlight = 0;
    this.lostCount = 0;
    this.sackedCount = 0;
    this.#first = 0;
    this.#mask = -1;
    this.#starts = NO_NUMBERS;
    this.#ends = NO_NUMBERS;
    this.#times = NO_TIMES;
    this.#flags = NO_FLAGS;
  }

  #grow(): void {
    const capacity = Math.max(SMALLEST, 2 * (this.#mask + 1));
    const starts = new Int32Array(capacity);
    const ends = new Int32Array(capacity);
    const times = new Float64Array(capacity);
    const flags = new Uint8Array(capacity);
    for (let i = 0; i < this.count; i++) {
      const slot = (this.#first + i) & this.#mask;
      starts[i] = this.#starts[slot]!;
      ends[i] = this.#ends[slot]!;
      times[i] = this.#times[slot]!;
      flags[i] = this.#flags[slot]!;
    }
    this.#starts = starts;
    this.#ends = ends;
    this.#times = times;
    this.#flags = flags;
    this.#first = 0;
    this.#mask = capacity - 1;
  }
}

const NO_NUMBERS = new Int32Array(0);
const NO_TIMES = new Float64Array(0);
const NO_FLAGS = new Uint8Array(0);
