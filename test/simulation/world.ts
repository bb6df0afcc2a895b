// World: two hosts, the link between them and the clock that drives them.

import { IpAddress } from '../../src/library/net/ip-address.ts';
import { Clock } from './clock.ts';
import { Host, type HostOptions } from './host.ts';
import { Link, type LinkOptions, PERFECT } from './link.ts';
import { Random } from './random.ts';

export class World {
  readonly clock = new Clock();
  readonly random: Random;
  readonly a: Host;
  readonly b: Host;
  readonly link: Link;

  constructor(
    seed: number,
    options: { link?: Partial<LinkOptions>; a?: HostOptions; b?: HostOptions; ipv6?: boolean } = {},
  ) {
    this.random = new Random(seed);
    const address = (last: number): IpAddress =>
      options.ipv6 === true
        ? new IpAddress(0xfd000000, 0, 0, last)
        : IpAddress.ipv4(0x0a000000 + last);
    this.a = new Host(address(1), { seed: seed * 2 + 1, ...options.a });
    this.b = new Host(address(2), { seed: seed * 2 + 2, ...options.b });
    const link = { ...PERFECT, ...options.link };
    this.link = new Link(this.clock, this.random, this.a, this.b, link);
  }

  /** Lets time pass until `done`, or until `limit`; true when `done` came first. */
  run(limit: number, done: () => boolean = () => false): boolean {
    const { clock, a, b } = this;
    for (;;) {
      if (done()) return true;
      const next = Math.min(clock.next(), a.deadline, b.deadline);
      if (next > limit) {
        clock.now = Math.max(clock.now, limit);
        return done();
      }
      clock.now = Math.max(clock.now, next);
      clock.run();
      if (a.deadline <= clock.now) a.poll(clock.now);
      if (b.deadline <= clock.now) b.poll(clock.now);
    }
  }

  /** For what a program does outside of its callbacks: the stacks are polled next. */
  touch(): void {
    this.a.deadline = this.clock.now;
    this.b.deadline = this.clock.now;
  }
}
