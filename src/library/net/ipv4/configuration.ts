// Ipv4Configuration: the host's IPv4 addresses and routes. Layer: net. Addresses are words in host order.
// RFC 1122 §3.2.1.3 (special addresses), §3.3.1 (routing).

import { IpAddress } from '../ip-address.ts';

const MAXIMUM_ADDRESSES = 8;
const MAXIMUM_ROUTES = 16;

export class Ipv4Interface {
  readonly address: IpAddress;
  readonly mask: number;
  readonly network: number;
  /** 0 where a network has none (RFC 3021, single hosts). */
  readonly broadcast: number;

  constructor(word: number, prefixLength: number) {
    this.address = IpAddress.ipv4(word);
    this.mask = maskOf(prefixLength);
    this.network = (word & this.mask) >>> 0;
    this.broadcast = prefixLength < 31 ? (word | ~this.mask) >>> 0 : 0;
  }
}

export interface Ipv4Route {
  readonly network: number;
  readonly mask: number;
  /** 0: hosts of the network are neighbours. */
  readonly gateway: number;
  /** The same as an address; null for 0. */
  readonly next: IpAddress | null;
  /** What to send from. */
  readonly source: IpAddress;
}

export class Ipv4Configuration {
  readonly interfaces: Ipv4Interface[] = [];
  /** The longest prefix first. */
  readonly #routes: Ipv4Route[] = [];

  /** False when there is no room for one more. */
  addAddress(word: number, prefixLength: number): boolean {
    if (this.interfaces.length === MAXIMUM_ADDRESSES) return false;
    const added = new Ipv4Interface(word, prefixLength);
    this.interfaces.push(added);
    return this.#insert(added.network, added.mask, 0, added.address);
  }

  /** Removes the address and all routes from it. */
  removeAddress(word: number): void {
    for (let i = this.interfaces.length - 1; i >= 0; i--) {
      if (this.interfaces[i]!.address.d === word) this.interfaces.splice(i, 1);
    }
    for (let i = this.#routes.length - 1; i >= 0; i--) {
      if (this.#routes[i]!.source.d === word) this.#routes.splice(i, 1);
    }
  }

  /** A way to `network` through a neighbour; `source` is an own address. */
  addRoute(network: number, prefixLength: number, gateway: number, source: number): boolean {
    const mask = maskOf(prefixLength);
    for (let i = 0; i < this.interfaces.length; i++) {
      const address = this.interfaces[i]!.address;
      if (address.d === source) {
        return this.#insert((network & mask) >>> 0, mask, gateway, address);
      }
    }
    return false;
  }

  /** All else goes through `gateway` (0: nowhere), which is a neighbour even when its address is of no own network. */
  addGateway(gateway: number, source: number): boolean {
    if (gateway === 0) return true;
    const route = this.route(gateway);
    const isNeighbour = route !== null && route.gateway === 0;
    if (!isNeighbour && !this.addRoute(gateway, 32, 0, source)) return false;
    return this.addRoute(0, 0, gateway, source);
  }

  #insert(network: number, mask: number, gateway: number, source: IpAddress): boolean {
    const routes = this.#routes;
    if (routes.length === MAXIMUM_ROUTES) return false;
    let at = 0;
    while (at < routes.length && routes[at]!.mask >= mask) at++;
    const next = gateway === 0 ? null : IpAddress.ipv4(gateway);
    routes.splice(at, 0, { network, mask, gateway, next, source });
    return true;
  }

  /** The best route; null when there is none. */
  route(destination: number): Ipv4Route | null {
    const routes = this.#routes;
    for (let i = 0; i < routes.length; i++) {
      const route = routes[i]!;
      if ((destination & route.mask) >>> 0 === route.network) return route;
    }
    return null;
  }

  /** Whether it is an own address; 127.0.0.0/8 is. */
  isLocal(word: number): boolean {
    if (word >>> 24 === 127) return true;
    const interfaces = this.interfaces;
    for (let i = 0; i < interfaces.length; i++) {
      if (interfaces[i]!.address.d === word) return true;
    }
    return false;
  }

  /** 255.255.255.255, or all hosts of an own network. */
  isBroadcast(word: number): boolean {
    return word === 0xffffffff || this.isDirectedBroadcast(word);
  }

  isDirectedBroadcast(word: number): boolean {
    const interfaces = this.interfaces;
    for (let i = 0; i < interfaces.length; i++) {
      if (word !== 0 && interfaces[i]!.broadcast === word) return true;
    }
    return false;
  }
}

export function isMulticast4(word: number): boolean {
  return word >>> 28 === 14;
}

/** What no packet from the link may come from: RFC 1122 §3.2.1.3, RFC 6890. 0.0.0.0 is DHCP's, and the caller's to judge. */
export function isImpossibleSource(word: number): boolean {
  const first = word >>> 24;
  return first === 127 || first >= 224 || (first === 0 && word !== 0);
}

/** 24 is 255.255.255.0. */
export function maskOf(prefixLength: number): number {
  return prefixLength === 0 ? 0 : (0xffffffff << (32 - prefixLength)) >>> 0;
}

/** -1 when the ones of the mask are not all in front. */
export function prefixLengthOf(mask: number): number {
  const zeros = ~mask;
  if ((zeros & (zeros + 1)) !== 0) return -1;
  return Math.clz32(zeros);
}
