// TokenBucket: how often something may happen: so many a second, and so many at once. Layer: net, pure.

export class TokenBucket {
  readonly #perMilli: number;
  readonly #burst: number;
  #tokens: number;
  #filledMillis = 0;

  constructor(perSecond: number, burst: number) {
    this.#perMilli = perSecond / 1000;
    this.#burst = burst;
    this.#tokens = burst;
  }

  /** True when it may happen now; then it counts. */
  take(nowMillis: number): boolean {
    const elapsed = nowMillis - this.#filledMillis;
    if (elapsed > 0) {
      this.#tokens = Math.min(this.#burst, this.#tokens + elapsed * this.#perMilli);
      this.#filledMillis = nowMillis;
    }
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}
