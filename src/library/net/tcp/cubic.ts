// CUBIC congestion control. Layer: net/tcp, pure. RFC 9438, with RFC 6928's initial window, appropriate byte counting
// (RFC 3465; RFC 9406 §4.2 for the limit of 8 segments) and the restart window after idleness (RFC 5681 §4.1).

import type { CongestionControl } from './congestion.ts';

/** C, in segments a second cubed. */
const SCALING = 0.4;
/** β: what is left of the window after a loss. */
const DECREASE = 0.7;
/** α, with which Reno and CUBIC share fairly. */
const RENO_INCREASE = (3 * (1 - DECREASE)) / (1 + DECREASE);
const INITIAL_SEGMENTS = 10;
const INITIAL_BYTES = 14600;
const LARGEST_WINDOW = 1 << 28;
const BYTE_COUNTING_SEGMENTS = 8;

export class Cubic implements CongestionControl {
  window = INITIAL_BYTES;
  threshold = Infinity;
  #segmentSize = 1460;
  #untouched = true;
  #afterTimeout = false;
  /** W_max, cwnd_prior and W_est, in bytes. */
  #lastMaximum = 0;
  #priorWindow = 0;
  #renoWindow = 0;
  /** K, in seconds. */
  #period = 0;
  /** Start of the current congestion avoidance stage; negative: not yet. */
  #epoch = -1;
  #lastAcknowledged = 0;
  /** What the window grew by and whole bytes cannot say. */
  #fraction = 0;
  #windowBefore = 0;
  #thresholdBefore = Infinity;
  #maximumBefore = 0;

  setSegmentSize(segmentSize: number): void {
    this.#segmentSize = segmentSize;
    if (this.#untouched) this.window = this.#initialWindow();
  }

  setWindow(window: number): void {
    this.window = Math.max(window, this.#segmentSize);
  }

  onAcknowledged(bytes: number, now: number, roundTrip: number, limited: boolean): void {
    this.#untouched = false;
    const since = now - this.#lastAcknowledged;
    this.#lastAcknowledged = now;
    if (!limited) {
      // RFC 9438 §5.8: time in which the application was the limit does not count.
      if (this.#epoch >= 0) this.#epoch = Math.min(now, this.#epoch + since);
      return;
    }
    if (this.window < this.threshold) this.#slowStart(bytes);
    else this.#avoidCongestion(bytes, now, roundTrip);
    if (this.window > LARGEST_WINDOW) this.window = LARGEST_WINDOW;
  }

  onLoss(now: number, inFlight: number): void {
    this.#untouched = false;
    this.#afterTimeout = false;
    this.#reduce(inFlight);
  }

  onTimeout(now: number, inFlight: number, first: boolean): void {
    this.#untouched = false;
    if (first) {
      this.#windowBefore = this.window;
      this.#thresholdBefore = this.threshold;
      this.#maximumBefore = this.#lastMaximum;
      this.#reduce(inFlight);
    }
    this.#afterTimeout = true;
    this.window = this.#segmentSize;
  }

  onSpuriousTimeout(): void {
    this.window = Math.max(this.window, this.#windowBefore);
    this.threshold = this.#thresholdBefore;
    this.#lastMaximum = this.#maximumBefore;
    this.#afterTimeout = false;
  }

  onIdle(millis: number, timeout: number): void {
    this.#epoch = -1;
    // RFC 2861: halved for each timeout that has passed, but not below the restart window.
    let window = this.window;
    this.threshold = Math.max(this.threshold, Math.floor((window * 3) / 4));
    const restart = Math.min(window, this.#initialWindow());
    for (let left = millis; left > timeout && window > restart; left -= timeout) window /= 2;
    this.window = Math.max(restart, Math.floor(window));
  }

  #initialWindow(): number {
    const size = this.#segmentSize;
    return Math.min(INITIAL_SEGMENTS * size, Math.max(2 * size, INITIAL_BYTES));
  }

  #slowStart(bytes: number): void {
    // RFC 3465 §2.3: after a timeout an ACK may cover what was received before it.
    const limit = (this.#afterTimeout ? 1 : BYTE_COUNTING_SEGMENTS) * this.#segmentSize;
    this.window += Math.min(bytes, limit);
    if (this.window >= this.threshold) this.#afterTimeout = false;
  }

  #avoidCongestion(bytes: number, now: number, roundTrip: number): void {
    if (this.#epoch < 0) this.#startEpoch(now);
    const window = this.window;
    const seconds = (now - this.#epoch) / 1000;
    const increase = this.#renoWindow >= this.#priorWindow ? 1 : RENO_INCREASE;
    this.#renoWindow += (increase * bytes * this.#segmentSize) / window;
    if (this.#cubicWindow(seconds) < this.#renoWindow) {
      this.window = Math.max(window, Math.floor(this.#renoWindow));
      return;
    }
    const ahead = this.#cubicWindow(seconds + roundTrip / 1000);
    const target = Math.min(Math.max(ahead, window), 1.5 * window);
    const exact = window + this.#fraction + ((target - window) * bytes) / window;
    this.window = Math.floor(exact);
    this.#fraction = exact - this.window;
  }

  #startEpoch(now: number): void {
    this.#epoch = now;
    this.#renoWindow = this.window;
    if (this.window >= this.#lastMaximum) {
      this.#lastMaximum = this.window;
      this.#period = 0;
    } else {
      const segments = (this.#lastMaximum - this.window) / this.#segmentSize;
      this.#period = Math.cbrt(segments / SCALING);
    }
  }

  /** W_cubic. */
  #cubicWindow(seconds: number): number {
    const t = seconds - this.#period;
    return SCALING * t * t * t * this.#segmentSize + this.#lastMaximum;
  }

  #reduce(inFlight: number): void {
    const window = this.window;
    this.#epoch = -1;
    this.#priorWindow = window;
    // Fast convergence, §4.7: leave room for flows that have just begun.
    if (window < this.#lastMaximum) this.#lastMaximum = (window * (1 + DECREASE)) / 2;
    else this.#lastMaximum = window;
    const flight = Math.min(window, inFlight);
    this.threshold = Math.max(Math.floor(flight * DECREASE), 2 * this.#segmentSize);
  }
}
