// Ipv6: the parts of IPv6 on one link, put together. Layer: net.

import type { StackParts } from '../stack-parts.ts';
import { interfaceAddress, Ipv6Configuration, LINK_LOCAL_PREFIX } from './configuration.ts';
import { Ipv6Groups } from './groups.ts';
import { Icmpv6 } from './icmp.ts';
import { Ipv6Input } from './input.ts';
import { NeighbourDiscovery } from './neighbour-discovery.ts';
import { Ipv6Output } from './output.ts';
import { RouterDiscovery } from './router-discovery.ts';

export class Ipv6 {
  readonly configuration = new Ipv6Configuration();
  readonly output: Ipv6Output;
  readonly groups: Ipv6Groups;
  readonly neighbours: NeighbourDiscovery;
  readonly routers: RouterDiscovery;
  readonly icmp: Icmpv6;
  readonly input: Ipv6Input;
  readonly #parts: StackParts;

  constructor(parts: StackParts) {
    const configuration = this.configuration;
    this.#parts = parts;
    this.output = new Ipv6Output(parts, configuration);
    this.groups = new Ipv6Groups(parts, this.output);
    this.neighbours = new NeighbourDiscovery(parts, configuration, this.output, this.groups);
    this.routers = new RouterDiscovery(parts, configuration, this.output, this.neighbours);
    this.output.groups = this.groups;
    this.output.discovery = this.neighbours;
    this.icmp = new Icmpv6(
      parts,
      configuration,
      this.output,
      this.groups,
      this.neighbours,
      this.routers,
    );
    this.input = new Ipv6Input(parts, configuration, this.icmp, this.groups);
    this.neighbours.onUnreachable = (packet, nowMillis) =>
      this.icmp.reportUnreachable(packet, nowMillis);
  }

  /** Makes the link-local address (RFC 4862 §5.3) and looks for routers. */
  start(nowMillis: number): void {
    const link = this.#parts.link;
    const address = interfaceAddress(LINK_LOCAL_PREFIX, link.high, link.low);
    const own = this.configuration.add(address, 64, false);
    if (own !== null) this.neighbours.startAddress(own, nowMillis);
    this.routers.start(nowMillis);
  }

  /** The time of what is due next. */
  poll(nowMillis: number): number {
    return Math.min(
      this.neighbours.poll(nowMillis),
      this.routers.poll(nowMillis),
      this.input.poll(nowMillis),
      this.groups.poll(nowMillis),
    );
  }
}
