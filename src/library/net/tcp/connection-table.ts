// Connection table: connections by their two addresses and ports. Layer: net/tcp. A chained hash table that allocates
// nothing on lookup; the hash is keyed, so that nobody outside can aim at one bucket.

import type { IpAddress } from '../ip-address.ts';
import type { TcpConnection } from './connection.ts';

const SMALLEST = 64;

export class ConnectionTable {
  size = 0;
  readonly #key: number;
  readonly #otherKey: number;
  #buckets: (TcpConnection | null)[];

  constructor(key: number, otherKey: number) {
    this.#key = key;
    this.#otherKey = otherKey;
    this.#buckets = emptyBuckets(SMALLEST);
  }

  find(
    local: IpAddress,
    localPort: number,
    remote: IpAddress,
    remotePort: number,
  ): TcpConnection | null {
    const hash = this.#hash(local, localPort, remote, remotePort);
    let found = this.#buckets[hash & (this.#buckets.length - 1)] as TcpConnection | null;
    while (found !== null) {
      if (
        found.remotePort === remotePort &&
        found.localPort === localPort &&
        found.remoteAddress.equals(remote) &&
        found.localAddress.equals(local)
      ) {
        return found;
      }
      found = found.nextInBucket;
    }
    return null;
  }

  /** There is none with these addresses and ports. */
  add(connection: TcpConnection): void {
    if (this.size >= this.#buckets.length) this.#grow();
    const hash = this.#hash(
      connection.localAddress,
      connection.localPort,
      connection.remoteAddress,
      connection.remotePort,
    );
    connection.hash = hash;
    const bucket = hash & (this.#buckets.length - 1);
    connection.nextInBucket = this.#buckets[bucket]!;
    this.#buckets[bucket] = connection;
    this.size++;
  }

  remove(connection: TcpConnection): void {
    const bucket = connection.hash & (this.#buckets.length - 1);
    let before: TcpConnection | null = null;
    let found = this.#buckets[bucket] as TcpConnection | null;
    while (found !== null && found !== connection) {
      before = found;
      found = found.nextInBucket;
    }
    if (found === null) return;
    if (before === null) this.#buckets[bucket] = connection.nextInBucket;
    else before.nextInBucket = connection.nextInBucket;
    connection.nextInBucket = null;
    this.size--;
  }

  /** Every connection, for tests and for shutting down. */
  all(): TcpConnection[] {
    const found: TcpConnection[] = [];
    for (let i = 0; i < this.#buckets.length; i++) {
      for (let c = this.#buckets[i]!; c !== null; c = c.nextInBucket!) found.push(c);
    }
    return found;
  }

  #grow(): void {
    const old = this.#buckets;
    this.#buckets = emptyBuckets(2 * old.length);
    const mask = this.#buckets.length - 1;
    for (let i = 0; i < old.length; i++) {
      let next = old[i] as TcpConnection | null;
      while (next !== null) {
        const connection = next;
        next = connection.nextInBucket!;
        connection.nextInBucket = this.#buckets[connection.hash & mask]!;
        this.#buckets[connection.hash & mask] = connection;
      }
    }
  }

  /** The final mix of B. Jenkins' lookup3 over both addresses, the ports and the key. */
  #hash(local: IpAddress, localPort: number, remote: IpAddress, remotePort: number): number {
    let a = (remote.d + this.#key) | 0;
    let b = (local.d + this.#otherKey) | 0;
    let c = ((remotePort << 16) | localPort) ^ this.#key;
    if (remote.a !== 0 || remote.b !== 0) {
      a = (a + rotate(remote.c, 5)) | 0;
      b = (b + rotate(remote.b, 11)) | 0;
      c = (c + rotate(remote.a, 17)) | 0;
    }
    c = ((c ^ b) - rotate(b, 14)) | 0;
    a = ((a ^ c) - rotate(c, 11)) | 0;
    b = ((b ^ a) - rotate(a, 25)) | 0;
    c = ((c ^ b) - rotate(b, 16)) | 0;
    a = ((a ^ c) - rotate(c, 4)) | 0;
    b = ((b ^ a) - rotate(a, 14)) | 0;
    return ((c ^ b) - rotate(b, 24)) | 0;
  }
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function emptyBuckets(count: number): (TcpConnection | null)[] {
  const buckets: (TcpConnection | null)[] = [];
  for (let i = 0; i < count; i++) buckets.push(null);
  return buckets;
}
