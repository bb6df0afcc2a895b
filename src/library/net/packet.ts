// Packet: a buffer that travels down the stack, each layer putting its header in front of what is there. Layer: net.
// Owner: who holds it; `IpLayer.send` takes it over. Packets come from a pool with a bound and go back to it.

import type { PacketOffload } from '../interfaces/net-device.ts';

/** Room in front of a transport header: Ethernet (14), IPv6 (40) and a fragment header (8), rounded up. */
export const PACKET_HEADROOM = 64;

export class Packet implements PacketOffload {
  readonly bytes: Uint8Array;
  /** The packet so far is bytes[start .. end). */
  start = PACKET_HEADROOM;
  end = PACKET_HEADROOM;
  checksumStart = 0;
  checksumOffset = 0;
  segmentSize = 0;
  headerLength = 0;
  /** Time to live or hop limit; 0: the stack's default. */
  hopLimit = 0;
  /** A member of the group that it goes to hears itself. */
  isLooped = true;
  /** False: for members of the group here alone. */
  leavesHost = true;

  /** `capacity`: bytes after the headroom. */
  constructor(capacity: number) {
    this.bytes = new Uint8Array(PACKET_HEADROOM + capacity);
  }

  get length(): number {
    return this.end - this.start;
  }

  /** Bytes after the headroom. */
  get capacity(): number {
    return this.bytes.length - PACKET_HEADROOM;
  }

  /** As after construction. */
  reset(): void {
    this.start = PACKET_HEADROOM;
    this.end = PACKET_HEADROOM;
    this.checksumStart = 0;
    this.checksumOffset = 0;
    this.segmentSize = 0;
    this.headerLength = 0;
    this.hopLimit = 0;
    this.isLooped = true;
    this.leavesHost = true;
  }
}
