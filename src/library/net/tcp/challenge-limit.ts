// Challenge limit: how many challenge ACKs and resets the stack sends. Layer: net/tcp. RFC 5961 §7.
// The number is drawn anew each second, so that a stranger cannot count what is left of it to find out about others'
// connections; each connection has a limit of its own as well.

const SPAN = 1000;
const LEAST = 500;
const CONNECTION_SPAN = 500;

export class ChallengeLimit {
  readonly #random: () => number;
  #since = -Infinity;
  #left = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  allow(now: number): boolean {
    if (now - this.#since >= SPAN) {
      this.#since = now;
      this.#left = LEAST + ((this.#random() >>> 0) % LEAST);
    }
    if (this.#left === 0) return false;
    this.#left--;
    return true;
  }

  /** As `allow`, for a connection that was last granted one at `last`. */
  allowFor(last: number, now: number): boolean {
    return now - last >= CONNECTION_SPAN && this.allow(now);
  }
}
