// Round trip: the estimator and the retransmission timeout of one connection. Layer: net/tcp, pure. RFC 6298.
// Samples never come from segments that were sent twice, unless a timestamp tells which one was answered (Karn).

const INITIAL_TIMEOUT = 1000;
/** RFC 6298 §2.4 says one second; all current systems use less, and §2 allows for better clocks. */
const SHORTEST_TIMEOUT = 200;
const LONGEST_TIMEOUT = 60000;
/** RFC 6298 §5.7: after a lost SYN. */
const TIMEOUT_AFTER_LOST_SYN = 3000;
/** How long a minimum counts: two spans. */
const MINIMUM_SPAN = 30000;

export class RoundTrip {
  /** Smoothed; 0 before the first sample. */
  smoothed = 0;
  variation = 0;
  latest = 0;
  /** The retransmission timeout now in force, with backoff. */
  timeout = INITIAL_TIMEOUT;
  #timeout = INITIAL_TIMEOUT;
  #backoff = 0;
  #minimum = Infinity;
  #minimumBefore = Infinity;
  #minimumSince = 0;

  /** Timeouts in a row. */
  get backoff(): number {
    return this.#backoff;
  }

  /** Least of the last half minute; Infinity before the first sample. */
  get minimum(): number {
    return Math.min(this.#minimum, this.#minimumBefore);
  }

  sample(millis: number, now: number): void {
    const measured = Math.max(millis, 0.001);
    this.latest = measured;
    this.#trackMinimum(measured, now);
    if (this.smoothed === 0) {
      this.smoothed = measured;
      this.variation = measured / 2;
    } else {
      this.variation += (Math.abs(this.smoothed - measured) - this.variation) / 4;
      this.smoothed += (measured - this.smoothed) / 8;
    }
    // The variation's share alone has the lower bound: a steady path must not time out on the peer's delayed ACK.
    const timeout = this.smoothed + Math.max(SHORTEST_TIMEOUT, 4 * this.variation);
    this.#timeout = Math.min(LONGEST_TIMEOUT, timeout);
    this.#backoff = 0;
    this.timeout = this.#timeout;
  }

  /** The retransmission timer has run out. */
  backOff(): void {
    this.#backoff++;
    this.timeout = Math.min(LONGEST_TIMEOUT, this.#timeout * 2 ** this.#backoff);
  }

  /** New data was acknowledged, though without a sample. */
  forgetBackoff(): void {
    this.#backoff = 0;
    this.timeout = this.#timeout;
  }

  /** The handshake is done, but its SYN had to be sent again. */
  afterLostSyn(): void {
    if (this.smoothed === 0) this.#timeout = TIMEOUT_AFTER_LOST_SYN;
    this.forgetBackoff();
  }

  #trackMinimum(measured: number, now: number): void {
    if (now - this.#minimumSince > MINIMUM_SPAN) {
      this.#minimumSince = now;
      this.#minimumBefore = this.#minimum;
      this.#minimum = measured;
    } else if (measured < this.#minimum) {
      this.#minimum = measured;
    }
  }
}
