// AddressCache: address objects of recent peers, so that a received packet makes no new one. Layer: net.
// Direct-mapped: a peer's slot is lost to another of the same hash.

import { IpAddress } from './ip-address.ts';

const SLOTS = 256;

export class AddressCache {
  readonly #slots: IpAddress[] = [];

  constructor() {
    for (let i = 0; i < SLOTS; i++) this.#slots.push(new IpAddress(0, 0, 0, 0));
  }

  get(a: number, b: number, c: number, d: number): IpAddress {
    const at = hashAddress(a, b, c, d) & (SLOTS - 1);
    const found = this.#slots[at]!;
    if (found.d === d && found.c === c && found.b === b && found.a === a) return found;
    const address = new IpAddress(a, b, c, d);
    this.#slots[at] = address;
    return address;
  }

  ipv4(word: number): IpAddress {
    return this.get(0, 0, 0xffff, word);
  }
}

/** 32 bits of which every one depends on the words; not for what an attacker may not foresee. */
export function hashAddress(a: number, b: number, c: number, d: number): number {
  let hash = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ c, 0xc2b2ae35);
  hash = Math.imul(hash ^ d, 0x9e3779b1);
  return hash ^ (hash >>> 15);
}
