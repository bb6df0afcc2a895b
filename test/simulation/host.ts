// Host: a TCP stack on an IP layer in memory. Packets come from a bounded pool, checksums are computed as IP does, and large
// packets are cut into segments as a device does. What is sent goes to `wire`.

import type { IpAddress } from '../../src/library/net/ip-address.ts';
import type { IpLayer } from '../../src/library/net/ip-layer.ts';
import { Packet } from '../../src/library/net/packet.ts';
import { TcpStack } from '../../src/library/net/tcp/tcp-stack.ts';
import { DEFAULT_LIMITS, type TcpLimits } from '../../src/library/net/tcp/limits.ts';
import { get32, put16, put32 } from '../../src/library/net/wire/byte-order.ts';
import { transportChecksum } from '../../src/library/net/wire/checksum.ts';
import { Random } from './random.ts';

/** A TCP segment on its way: header and data. */
export interface Datagram {
  source: IpAddress;
  destination: IpAddress;
  bytes: Uint8Array;
}

export interface HostOptions {
  seed?: number;
  mtu?: number;
  /** Largest payload that the device cuts; 0: none. */
  segmentation?: number;
  packets?: number;
  limits?: Partial<TcpLimits>;
}

const FIN_AND_PUSH = 9;

export class Host implements IpLayer {
  readonly address: IpAddress;
  readonly tcp: TcpStack;
  mtu: number;
  readonly #segmentation: number;
  readonly #packets: number;
  outstanding = 0;
  /** Probability that there is no packet, or that the device refuses one. */
  refusals = 0;
  readonly #random: Random;
  /** When the stack wants to be polled. */
  deadline = 0;
  wire: (datagram: Datagram) => void = () => {};

  constructor(address: IpAddress, options: HostOptions = {}) {
    this.address = address;
    this.mtu = options.mtu ?? 1500;
    this.#segmentation = options.segmentation ?? 0;
    this.#packets = options.packets ?? 64;
    const random = new Random(options.seed ?? 1);
    this.#random = random;
    this.tcp = new TcpStack(this, () => random.word(), { ...DEFAULT_LIMITS, ...options.limits });
  }

  /** Polls until nothing is left to do at `now`. */
  poll(now: number): void {
    for (let i = 0; i < 1000; i++) {
      this.deadline = this.tcp.poll(now);
      if (this.deadline > now) return;
    }
    throw new Error(`The stack asks for polls without end at ${now}`);
  }

  receive(datagram: Datagram, now: number): void {
    const { source, destination, bytes } = datagram;
    // At an offset, as after the headers of real packets.
    const whole = new Uint8Array(bytes.length + 34);
    whole.set(bytes, 34);
    this.tcp.receive(source, destination, whole, 34, whole.length, false, now);
    // The bytes are valid during the call only.
    whole.fill(0xee);
  }

  allocate(capacity: number): Packet | null {
    if (this.outstanding >= this.#packets || this.#random.chance(this.refusals)) return null;
    this.outstanding++;
    return new Packet(capacity);
  }

  release(_packet: Packet): void {
    this.outstanding--;
  }

  send(packet: Packet, source: IpAddress, destination: IpAddress): boolean {
    this.outstanding--;
    if (this.#random.chance(this.refusals)) return false;
    const bytes = packet.bytes.subarray(packet.start, packet.end);
    const headerLength = (bytes[12]! >> 4) << 2;
    const data = bytes.length - headerLength;
    const size = packet.segmentSize === 0 ? Math.max(1, data) : packet.segmentSize;
    if (packet.segmentSize !== 0 && data > this.#segmentation) throw new Error('Too much to cut');
    for (let at = 0; at === 0 || at < data; at += size) {
      const end = Math.min(at + size, data);
      this.#sendOne(cutSegment(bytes, headerLength, at, end, end < data), source, destination);
    }
    return true;
  }

  #sendOne(bytes: Uint8Array, source: IpAddress, destination: IpAddress): void {
    const headers = destination.isIpv4 ? 20 : 40;
    if (bytes.length + headers > this.mtu) {
      throw new Error(`A packet of ${bytes.length + headers} bytes with an MTU of ${this.mtu}`);
    }
    put16(bytes, 16, 0);
    put16(bytes, 16, transportChecksum(source, destination, 6, bytes, 0, bytes.length));
    this.wire({ source, destination, bytes });
  }

  sourceFor(_destination: IpAddress): IpAddress | null {
    return this.address;
  }

  pathMtu(_destination: IpAddress): number {
    return this.mtu;
  }

  segmentation(_destination: IpAddress): number {
    return this.#segmentation;
  }
}

function cutSegment(
  bytes: Uint8Array,
  headerLength: number,
  from: number,
  to: number,
  more: boolean,
): Uint8Array {
  const segment = new Uint8Array(headerLength + to - from);
  segment.set(bytes.subarray(0, headerLength));
  segment.set(bytes.subarray(headerLength + from, headerLength + to), headerLength);
  put32(segment, 4, (get32(bytes, 4) + from) | 0);
  if (more) segment[13] = segment[13]! & ~FIN_AND_PUSH;
  return segment;
}
