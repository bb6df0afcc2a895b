// HostNetwork: a stack with its addresses, routes and name servers, from settings or from the network. Layer: net.

import { DhcpClient } from './dhcp/dhcp-client.ts';
import { DnsClient } from './dns/dns-client.ts';
import type { DnsStreams } from './dns/dns-stream.ts';

import { IpAddress } from './ip-address.ts';
import type { IpSetting } from './ip-setting.ts';
import { hasPrefix } from './ipv6/configuration.ts';
import type { Stack } from './stack.ts';

export class HostNetwork {
  readonly stack: Stack;
  readonly dns: DnsClient;
  /** Null unless IPv4 is automatic. */
  readonly dhcp: DhcpClient | null;
  readonly #ipv4: IpSetting;
  readonly #ipv6: IpSetting;
  #hostName: string;

  /** Starts at once. `streams`: for long DNS answers; null without TCP. */
  constructor(
    stack: Stack,
    ipv4: IpSetting,
    ipv6: IpSetting,
    streams: DnsStreams | null,
    nowMillis: number,
  ) {
    this.stack = stack;
    this.#ipv4 = ipv4;
    this.#ipv6 = ipv6;
    this.#hostName = ipv4.hostName;
    this.dns = new DnsClient(stack.udp, stack.random, streams, () => stack.wantPoll());
    stack.setTime(nowMillis);
    stack.addPolled(this.dns);
    stack.ipv6.routers.onNameServers = () => this.#collectServers();
    this.dhcp = ipv4.mode === 'automatic' ? new DhcpClient(stack) : null;
    this.#startIpv6(nowMillis);
    this.#startIpv4(nowMillis);
    this.dns.awaitsServers = ipv4.mode === 'automatic' || ipv6.mode === 'automatic';
    this.#collectServers();
  }

  /** As set, or as the DHCP server calls it; '' when nobody has said. */
  get hostName(): string {
    return this.#hostName;
  }

  /** Whether there is an address to be reached at: of IPv4 unless that is off. */
  get isConfigured(): boolean {
    if (this.#ipv4.mode !== 'off') return this.stack.ipv4.configuration.interfaces.length > 0;
    const addresses = this.stack.ipv6.configuration.addresses;
    for (let i = 0; i < addresses.length; i++) {
      if (addresses[i]!.state === 'valid') return true;
    }
    return false;
  }

  #startIpv4(nowMillis: number): void {
    const setting = this.#ipv4;
    const ipv4 = this.stack.ipv4;
    const dhcp = this.dhcp;
    if (dhcp !== null) {
      dhcp.hostName = setting.hostName;
      dhcp.onLease = (lease) => {
        if (lease !== null && setting.hostName === '') this.#hostName = lease.hostName;
        this.#collectServers();
        // A server that has said nothing of name servers will not do so later.
        if (lease !== null) this.dns.awaitsServers = false;
      };
      dhcp.start(nowMillis);
    } else if (setting.mode === 'static') {
      const address = setting.address.d;
      ipv4.configuration.addAddress(address, setting.prefixLength);
      if (!setting.gateway.isUnspecified) {
        ipv4.configuration.addGateway(setting.gateway.d, address);
      }
      ipv4.arp.announce(address);
    }
  }

  #startIpv6(nowMillis: number): void {
    const setting = this.#ipv6;
    const ipv6 = this.stack.ipv6;
    if (setting.mode === 'off') return;
    ipv6.start(nowMillis);
    if (setting.mode !== 'static') return;
    const configuration = ipv6.configuration;
    const own = configuration.add(setting.address, setting.prefixLength, false);
    if (own === null) return;
    configuration.setPrefix(setting.address, setting.prefixLength, Infinity);
    if (!setting.gateway.isUnspecified) {
      // It is a neighbour even when its address is of no own prefix.
      if (!hasPrefix(setting.gateway, setting.address, setting.prefixLength)) {
        configuration.setPrefix(setting.gateway, 128, Infinity);
      }
      configuration.setRouter(setting.gateway, 1, Infinity);
    }
    ipv6.neighbours.startAddress(own, nowMillis);
  }

  /** Those that were set, else DHCP's and the routers'. */
  #collectServers(): void {
    const servers: IpAddress[] = this.#ipv4.nameServers.concat(this.#ipv6.nameServers);
    if (servers.length === 0) {
      const leased = this.dhcp?.lease?.nameServers ?? [];
      for (let i = 0; i < leased.length; i++) servers.push(IpAddress.ipv4(leased[i]!));
      const advertised = this.stack.ipv6.routers.nameServers;
      for (let i = 0; i < advertised.length; i++) servers.push(advertised[i]!.address);
    }
    this.dns.setServers(servers);
  }
}
