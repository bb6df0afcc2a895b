// UDP headers. Layer: net, pure. RFC 768; RFC 8200 §8.1 for the checksum over IPv6.

import { get16, put16 } from './byte-order.ts';

export const UDP_HEADER = 8;
/** Offset of the checksum in the header. */
export const UDP_CHECKSUM = 6;

const SOURCE_PORT = 0;
const DESTINATION_PORT = 2;
const LENGTH = 4;

export class UdpHeader {
  sourcePort = 0;
  destinationPort = 0;
  /** Header and data. */
  length = 0;
  /** 0: the sender computed none. */
  checksum = 0;

  /** Reads bytes[start .. end); false when the length field does not fit. */
  parse(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < UDP_HEADER) return false;
    this.sourcePort = get16(bytes, start + SOURCE_PORT);
    this.destinationPort = get16(bytes, start + DESTINATION_PORT);
    this.length = get16(bytes, start + LENGTH);
    this.checksum = get16(bytes, start + UDP_CHECKSUM);
    return this.length >= UDP_HEADER && start + this.length <= end && this.destinationPort !== 0;
  }

  /** Writes 8 bytes. */
  emit(bytes: Uint8Array, start: number): void {
    put16(bytes, start + SOURCE_PORT, this.sourcePort);
    put16(bytes, start + DESTINATION_PORT, this.destinationPort);
    put16(bytes, start + LENGTH, this.length);
    put16(bytes, start + UDP_CHECKSUM, this.checksum);
  }
}
