// Listener: a local port that takes connections. Layer: net/tcp.

import type { IpAddress } from '../ip-address.ts';
import type { TcpConnection } from './connection.ts';

export class TcpListener {
  /** `::` for every address of both families (IPv6 only with `ipv6Only`), `0.0.0.0` for every IPv4 address. */
  readonly address: IpAddress;
  readonly port: number;
  readonly ipv6Only: boolean;
  /** Half-open connections before SYN cookies take over. */
  readonly backlog: number;
  /** Called for each established connection; must set its handler. */
  readonly onConnection: (connection: TcpConnection) => void;
  halfOpen = 0;
  open = true;
  /** When the last SYN cookie went out: only for a while after it are cookies taken. */
  lastCookieAt = -Infinity;

  constructor(
    address: IpAddress,
    port: number,
    ipv6Only: boolean,
    backlog: number,
    onConnection: (connection: TcpConnection) => void,
  ) {
    this.address = address;
    this.port = port;
    this.ipv6Only = ipv6Only;
    this.backlog = backlog;
    this.onConnection = onConnection;
  }

  /** How well it fits a local address: 0 not at all, the greatest wins. */
  fitness(local: IpAddress): number {
    if (!this.address.isUnspecified) return this.address.equals(local) ? 3 : 0;
    if (this.address.isIpv4) return local.isIpv4 ? 2 : 0;
    return this.ipv6Only && local.isIpv4 ? 0 : 1;
  }

  /** Whether the two would take the same connections. */
  conflictsWith(other: TcpListener): boolean {
    if (this.port !== other.port) return false;
    const shareIpv4 = this.takesIpv4 && other.takesIpv4;
    const shareIpv6 = !this.address.isIpv4 && !other.address.isIpv4;
    if (!shareIpv4 && !shareIpv6) return false;
    if (this.address.isUnspecified || other.address.isUnspecified) return true;
    return this.address.equals(other.address);
  }

  get takesIpv4(): boolean {
    return this.address.isIpv4 || (this.address.isUnspecified && !this.ipv6Only);
  }
}
