// Checksum completion: the transport checksum of a packet that is about to be sent, by us or by the device. Layer: net.

import type { IpAddress } from './ip-address.ts';
import type { Packet } from './packet.ts';
import { put16 } from './wire/byte-order.ts';
import { finishChecksum, foldSum, sumBytes, sumPseudoHeader } from './wire/checksum.ts';
import { PROTOCOL_TCP, PROTOCOL_UDP } from './wire/protocol-numbers.ts';

/** Fills in the checksum field, which is 0. `isFinal`: the whole packet is one frame, so that the device may do it. */
export function completeChecksum(
  packet: Packet,
  source: IpAddress,
  destination: IpAddress,
  protocol: number,
  checksumOffset: number,
  isFinal: boolean,
): void {
  const at = packet.start + checksumOffset;
  const pseudo = sumPseudoHeader(source, destination, protocol, packet.length);
  if (isFinal && (protocol === PROTOCOL_TCP || protocol === PROTOCOL_UDP)) {
    // From the start of the buffer, until the start of the frame is known.
    packet.checksumStart = packet.start;
    packet.checksumOffset = checksumOffset;
    put16(packet.bytes, at, foldSum(pseudo));
    return;
  }
  const sum = finishChecksum(pseudo + sumBytes(packet.bytes, packet.start, packet.end));
  // RFC 768: 0 would say that there is none.
  put16(packet.bytes, at, sum === 0 && protocol === PROTOCOL_UDP ? 0xffff : sum);
}

/** Whether it is a TCP packet for the device to cut; notes the length of its headers from the IP header on. */
export function prepareSegmentation(packet: Packet, ipHeaderLength: number): boolean {
  if (packet.segmentSize === 0) return false;
  const tcpHeader = (packet.bytes[packet.start + 12]! >> 4) * 4;
  if (packet.length - tcpHeader <= packet.segmentSize) {
    packet.segmentSize = 0;
    packet.headerLength = 0;
    return false;
  }
  packet.headerLength = ipHeaderLength + tcpHeader;
  return true;
}
