// Ipv4: the parts of IPv4 on one link, put together. Layer: net.

import { Arp } from '../arp.ts';
import type { StackParts } from '../stack-parts.ts';
import { Ipv4Configuration } from './configuration.ts';
import { Ipv4Groups } from './groups.ts';
import { Icmpv4 } from './icmp.ts';
import { Ipv4Input } from './input.ts';
import { Ipv4Output } from './output.ts';

export class Ipv4 {
  readonly configuration = new Ipv4Configuration();
  readonly arp: Arp;
  readonly output: Ipv4Output;
  readonly groups: Ipv4Groups;
  readonly icmp: Icmpv4;
  readonly input: Ipv4Input;

  constructor(parts: StackParts) {
    this.arp = new Arp(parts.link, this.configuration, parts.addresses, parts.random);
    this.output = new Ipv4Output(parts, this.configuration, this.arp);
    this.groups = new Ipv4Groups(parts, this.output);
    this.output.groups = this.groups;
    this.icmp = new Icmpv4(parts, this.configuration, this.output);
    this.input = new Ipv4Input(parts, this.configuration, this.icmp, this.groups);
    this.arp.onUnreachable = (packet, nowMillis) => this.icmp.reportUnreachable(packet, nowMillis);
  }

  /** The time of what is due next. */
  poll(nowMillis: number): number {
    return Math.min(
      this.arp.neighbours.poll(nowMillis),
      this.input.poll(nowMillis),
      this.groups.poll(nowMillis),
    );
  }
}
