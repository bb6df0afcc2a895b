// Reassembly: fragments put together again, for IPv4 and IPv6. Layer: net. RFC 791 §3.2, RFC 815, RFC 8200 §4.5.
// Everything an attacker can fill is bounded: datagrams, fragments of one, bytes of all, time. A fragment that overlaps
// another ends its datagram (RFC 5722); an exact repetition is ignored. Where there is no room the oldest datagram goes.

import type { IpAddress } from './ip-address.ts';
import { copyBytes } from './wire/byte-order.ts';

/** Bytes in front of the data in a datagram's buffer, for the header that IP writes there. */
export const REASSEMBLY_HEADROOM = 64;
const MAXIMUM_DATAGRAMS = 16;
/** Of 552 bytes, the smallest that a sound path cuts to: 124 for the largest datagram. */
const MAXIMUM_FRAGMENTS = 128;
const MAXIMUM_TOTAL = 512 * 1024;
const MAXIMUM_LENGTH = 65535;
const FIRST_SIZE = 4096;

export class ReassemblyCounters {
  fragments = 0;
  reassembled = 0;
  timedOut = 0;
  overlapping = 0;
  malformed = 0;
  tooMany = 0;
  evicted = 0;
}

/** One datagram in the making. Its data is bytes[REASSEMBLY_HEADROOM ..). */
export class Datagram {
  readonly source: IpAddress;
  readonly destination: IpAddress;
  readonly identification: number;
  /** Of IPv4 part of the key, of IPv6 what the first fragment says. */
  protocol: number;
  readonly expiresMillis: number;
  bytes = new Uint8Array(REASSEMBLY_HEADROOM + FIRST_SIZE);
  /** Of the data, -1 until the last fragment is here. */
  length = -1;
  /** Sorted, not overlapping, not even touching: starts[i] .. ends[i]. */
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** Every fragment, to tell a repetition from an overlap: offset * 65536 + length. */
  readonly fragments: number[] = [];

  constructor(
    source: IpAddress,
    destination: IpAddress,
    identification: number,
    protocol: number,
    expiresMillis: number,
  ) {
    this.source = source;
    this.destination = destination;
    this.identification = identification;
    this.protocol = protocol;
    this.expiresMillis = expiresMillis;
  }

  get isComplete(): boolean {
    return this.length >= 0 && this.starts[0] === 0 && this.ends[0] === this.length;
  }

  /** Bytes that are here from the beginning on. */
  get leadingLength(): number {
    return this.starts[0] === 0 ? this.ends[0]! : 0;
  }

  get end(): number {
    return REASSEMBLY_HEADROOM + this.length;
  }
}

export class Reassembly {
  readonly counters = new ReassemblyCounters();
  readonly #lifetimeMillis: number;
  readonly #protocolIsKey: boolean;
  readonly #onTimeout: (datagram: Datagram, nowMillis: number) => void;
  /** Oldest first. */
  readonly #datagrams: Datagram[] = [];
  #totalBytes = 0;

  /** `protocolIsKey`: IPv4. `onTimeout` hears of datagrams that stayed incomplete. */
  constructor(
    lifetimeMillis: number,
    protocolIsKey: boolean,
    onTimeout: (datagram: Datagram, nowMillis: number) => void,
  ) {
    this.#lifetimeMillis = lifetimeMillis;
    this.#protocolIsKey = protocolIsKey;
    this.#onTimeout = onTimeout;
  }

  get size(): number {
    return this.#datagrams.length;
  }

  /** Bytes that the buffers take. */
  get totalBytes(): number {
    return this.#totalBytes;
  }

  /**
   * Takes bytes[start .. end), which belong at `offset` of the datagram. The datagram when it is complete with that; it is
   * the caller's then.
   */
  add(
    source: IpAddress,
    destination: IpAddress,
    identification: number,
    protocol: number,
    offset: number,
    moreFragments: boolean,
    bytes: Uint8Array,
    start: number,
    end: number,
    nowMillis: number,
  ): Datagram | null {
    this.counters.fragments++;
    const length = end - start;
    // Only the last may end between two multiples of 8. The largest offset and length make the "ping of death".
    const isMalformed =
      length === 0 || (moreFragments && length % 8 !== 0) || offset + length > MAXIMUM_LENGTH;
    if (isMalformed) {
      this.counters.malformed++;
      return null;
    }
    this.expire(nowMillis);
    const datagram =
      this.#find(source, destination, identification, protocol) ??
      this.#create(source, destination, identification, protocol, nowMillis);
    if (!this.#insert(datagram, offset, length, moreFragments)) return null;
    if (offset === 0) datagram.protocol = protocol;
    copyBytes(datagram.bytes, REASSEMBLY_HEADROOM + offset, bytes, start, end);
    if (!datagram.isComplete) return null;
    this.counters.reassembled++;
    this.#remove(datagram);
    return datagram;
  }

  #find(
    source: IpAddress,
    destination: IpAddress,
    identification: number,
    protocol: number,
  ): Datagram | null {
    for (let i = 0; i < this.#datagrams.length; i++) {
      const one = this.#datagrams[i]!;
      if (
        one.identification === identification &&
        (!this.#protocolIsKey || one.protocol === protocol) &&
        one.source.equals(source) &&
        one.destination.equals(destination)
      ) {
        return one;
      }
    }
    return null;
  }

  #create(
    source: IpAddress,
    destination: IpAddress,
    identification: number,
    protocol: number,
    nowMillis: number,
  ): Datagram {
    if (this.#datagrams.length === MAXIMUM_DATAGRAMS) this.#evict(null);
    const expires = nowMillis + this.#lifetimeMillis;
    const datagram = new Datagram(source, destination, identification, protocol, expires);
    this.#datagrams.push(datagram);
    this.#totalBytes += datagram.bytes.length;
    return datagram;
  }

  /** Notes the fragment and makes room for it; false when it is not to be copied. */
  #insert(datagram: Datagram, offset: number, length: number, moreFragments: boolean): boolean {
    const key = offset * 65536 + length;
    const isLast = !moreFragments;
    if (datagram.fragments.indexOf(key) >= 0) {
      // The same place and length, but now the last one, or not any more: somebody else's.
      if (isLast !== (datagram.length === offset + length)) this.#refuse(datagram);
      return false;
    }
    if (datagram.fragments.length === MAXIMUM_FRAGMENTS) {
      this.counters.tooMany++;
      this.#remove(datagram);
      return false;
    }
    if (
      contradictsLength(datagram, offset + length, isLast) ||
      !addRange(datagram, offset, length)
    ) {
      this.#refuse(datagram);
      return false;
    }
    datagram.fragments.push(key);
    if (isLast) datagram.length = offset + length;
    return this.#reserve(datagram, offset + length);
  }

  #refuse(datagram: Datagram): void {
    this.counters.overlapping++;
    this.#remove(datagram);
  }

  #reserve(datagram: Datagram, length: number): boolean {
    const needed = REASSEMBLY_HEADROOM + length;
    const old = datagram.bytes;
    if (needed <= old.length) return true;
    const size = Math.min(Math.max(needed, 2 * old.length), REASSEMBLY_HEADROOM + MAXIMUM_LENGTH);
    while (this.#totalBytes - old.length + size > MAXIMUM_TOTAL) {
      if (!this.#evict(datagram)) return false;
    }
    datagram.bytes = new Uint8Array(size);
    datagram.bytes.set(old);
    this.#totalBytes += size - old.length;
    return true;
  }

  /** Ends the oldest datagram but `kept`. */
  #evict(kept: Datagram | null): boolean {
    for (let i = 0; i < this.#datagrams.length; i++) {
      const one = this.#datagrams[i]!;
      if (one === kept) continue;
      this.counters.evicted++;
      this.#remove(one);
      return true;
    }
    return false;
  }

  #remove(datagram: Datagram): void {
    this.#datagrams.splice(this.#datagrams.indexOf(datagram), 1);
    this.#totalBytes -= datagram.bytes.length;
  }

  /** Ends what is too old; the time of the next, Infinity for none. */
  expire(nowMillis: number): number {
    for (;;) {
      const oldest = this.#datagrams[0];
      if (oldest === undefined) return Infinity;
      if (oldest.expiresMillis > nowMillis) return oldest.expiresMillis;
      this.counters.timedOut++;
      this.#remove(oldest);
      this.#onTimeout(oldest, nowMillis);
    }
  }
}

/** Whether a fragment that ends at `end` does not go with what is known of the datagram's length. */
function contradictsLength(datagram: Datagram, end: number, isLast: boolean): boolean {
  if (datagram.length >= 0 && (isLast || end > datagram.length)) return true;
  const count = datagram.ends.length;
  return isLast && count > 0 && datagram.ends[count - 1]! > end;
}

/** Adds a range, joining it with those that it touches; false when it overlaps one. */
function addRange(datagram: Datagram, start: number, length: number): boolean {
  const starts = datagram.starts;
  const ends = datagram.ends;
  const end = start + length;
  let at = starts.length;
  while (at > 0 && starts[at - 1]! >= start) at--;
  const before = at > 0 ? ends[at - 1]! : -1;
  const after = at < starts.length ? starts[at]! : Infinity;
  if (before > start || after < end) return false;
  if (before === start && after === end) {
    ends[at - 1] = ends[at]!;
    starts.splice(at, 1);
    ends.splice(at, 1);
  } else if (before === start) {
    ends[at - 1] = end;
  } else if (after === end) {
    starts[at] = start;
  } else {
    starts.splice(at, 0, start);
    ends.splice(at, 0, end);
  }
  return true;
}
