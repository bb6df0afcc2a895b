// Link: joins two hosts and loses, delays, reorders, duplicates and corrupts what they send, by a seeded generator.

import type { Clock } from './clock.ts';
import type { Datagram, Host } from './host.ts';
import type { Random } from './random.ts';

export interface LinkOptions {
  /** Milliseconds one way. */
  delay: number;
  /** Up to so many more, drawn for each packet: greater than the packets' distance it reorders. */
  jitter: number;
  loss: number;
  duplication: number;
  corruption: number;
  /** Bytes a millisecond; Infinity: no queue. */
  rate: number;
  /** Bytes that wait before packets are dropped. */
  queue: number;
}

export const PERFECT: LinkOptions = {
  delay: 1,
  jitter: 0,
  loss: 0,
  duplication: 0,
  corruption: 0,
  rate: Infinity,
  queue: Infinity,
};

const HEADERS = 20;
/** A storm, not a transfer. */
const MOST_PACKETS = 3000000;

export class Link {
  sent = 0;
  lost = 0;
  inFlight = 0;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #options: LinkOptions;

  constructor(clock: Clock, random: Random, a: Host, b: Host, options: LinkOptions) {
    this.#clock = clock;
    this.#random = random;
    this.#options = options;
    a.wire = this.#direction(b);
    b.wire = this.#direction(a);
  }

  get loss(): number {
    return this.#options.loss;
  }

  get delay(): number {
    return this.#options.delay;
  }

  #direction(to: Host): (datagram: Datagram) => void {
    const options = this.#options;
    const random = this.#random;
    const clock = this.#clock;
    let freeAt = 0;
    return (datagram) => {
      this.sent++;
      if (this.sent > MOST_PACKETS) throw new Error(`Packets without end at ${clock.now}`);
      const size = datagram.bytes.length + HEADERS;
      const waiting = Math.max(0, freeAt - clock.now);
      if (random.chance(options.loss) || waiting * options.rate > options.queue) {
        this.lost++;
        return;
      }
      freeAt = clock.now + waiting + size / options.rate;
      const transit = freeAt - clock.now + options.delay;
      const bytes = random.chance(options.corruption) ? this.#corrupt(datagram.bytes) : null;
      this.#deliver(bytes === null ? datagram : { ...datagram, bytes }, to, transit);
      if (random.chance(options.duplication)) this.#deliver(datagram, to, transit);
    };
  }

  #deliver(datagram: Datagram, to: Host, transit: number): void {
    this.inFlight++;
    const jitter = this.#options.jitter * this.#random.fraction();
    this.#clock.after(transit + jitter, () => {
      this.inFlight--;
      to.receive(datagram, this.#clock.now);
      to.deadline = this.#clock.now;
    });
  }

  /** One bit: the checksum finds it for certain. */
  #corrupt(bytes: Uint8Array): Uint8Array {
    const copy = bytes.slice();
    const bit = this.#random.integer(0, 8 * copy.length - 1);
    copy[bit >> 3] = copy[bit >> 3]! ^ (1 << (bit & 7));
    return copy;
  }
}
