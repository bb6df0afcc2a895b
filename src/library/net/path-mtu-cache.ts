// PathMtuCache: what "too big" errors said about the way to a destination. Layer: net, pure.
// Bounded, and forgotten after ten minutes, so that a better path is found again. RFC 1191 §6.3, RFC 8201 §4.

import type { IpAddress } from './ip-address.ts';

export const PATH_MTU_MILLIS = 600_000;
const MAXIMUM_ENTRIES = 64;
/** RFC 1191 §7.1, for errors that do not say the size. */
const PLATEAUS = [32000, 17914, 8166, 4352, 2002, 1492, 1006, 552];

interface PathMtu {
  readonly destination: IpAddress;
  mtu: number;
  expiresMillis: number;
}

export class PathMtuCache {
  readonly #entries: PathMtu[] = [];
  readonly #minimum: number;

  /** `minimum`: no error makes it smaller. */
  constructor(minimum: number) {
    this.#minimum = minimum;
  }

  /** The path MTU, `linkMtu` when nothing is known. */
  get(destination: IpAddress, linkMtu: number, nowMillis: number): number {
    const entries = this.#entries;
    // The common case: nobody ever complained.
    if (entries.length === 0) return linkMtu;
    const entry = this.#find(destination);
    if (entry === null) return linkMtu;
    if (entry.expiresMillis <= nowMillis) {
      entries.splice(entries.indexOf(entry), 1);
      return linkMtu;
    }
    return Math.min(entry.mtu, linkMtu);
  }

  /** `current` is what was used so far. True when the path MTU became smaller. */
  lower(destination: IpAddress, mtu: number, current: number, nowMillis: number): boolean {
    const bounded = Math.max(mtu, this.#minimum);
    if (bounded >= current) return false;
    const expiresMillis = nowMillis + PATH_MTU_MILLIS;
    const entry = this.#find(destination);
    if (entry !== null) {
      entry.mtu = bounded;
      entry.expiresMillis = expiresMillis;
      return true;
    }
    if (this.#entries.length === MAXIMUM_ENTRIES) this.#entries.shift();
    this.#entries.push({ destination, mtu: bounded, expiresMillis });
    return true;
  }

  #find(destination: IpAddress): PathMtu | null {
    for (let i = 0; i < this.#entries.length; i++) {
      if (this.#entries[i]!.destination.equals(destination)) return this.#entries[i]!;
    }
    return null;
  }
}

/** The next size to try below a packet of `length` bytes. */
export function plateauBelow(length: number): number {
  for (let i = 0; i < PLATEAUS.length; i++) {
    if (PLATEAUS[i]! < length) return PLATEAUS[i]!;
  }
  return 68;
}
