// DnsCache: answers of name servers, as long as they last. Layer: net, pure. Bounded: the oldest goes first.
// RFC 2181 §8, RFC 2308 (names that are missing are remembered as well).

import type { IpAddress } from '../ip-address.ts';

const MAXIMUM_ENTRIES = 256;
/** However long the zone says. */
const LONGEST_SECONDS = 86_400;
const LONGEST_NEGATIVE_SECONDS = 900;

interface CacheEntry {
  /** None: the name has no such address. */
  readonly addresses: readonly IpAddress[];
  readonly validUntilMillis: number;
}

export class DnsCache {
  readonly #entries = new Map<string, CacheEntry>();
  /** In the order in which they came; some may have been replaced. */
  readonly #keys: string[] = [];

  get size(): number {
    return this.#entries.size;
  }

  /** Null when nothing is known. */
  get(key: string, nowMillis: number): readonly IpAddress[] | null {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.validUntilMillis <= nowMillis) return null;
    return entry.addresses;
  }

  set(key: string, addresses: readonly IpAddress[], seconds: number, nowMillis: number): void {
    const longest = addresses.length === 0 ? LONGEST_NEGATIVE_SECONDS : LONGEST_SECONDS;
    const validUntilMillis = nowMillis + Math.min(seconds, longest) * 1000;
    if (seconds === 0) return;
    if (!this.#entries.has(key)) {
      if (this.#keys.length === MAXIMUM_ENTRIES) this.#entries.delete(this.#keys.shift()!);
      this.#keys.push(key);
    }
    this.#entries.set(key, { addresses, validUntilMillis });
  }

  /** Forgets all: the servers are others. */
  clear(): void {
    this.#entries.clear();
    this.#keys.length = 0;
  }
}
