// IpLayer: what transport protocols (TCP, UDP, ICMP) ask of IP, and what IP hands to them. Layer: net, types only.
// Protocols do no I/O: bytes and the time go in through `receive` and `poll`; packets go out through `send`.

import type { IpAddress } from './ip-address.ts';
import type { Packet } from './packet.ts';

export interface IpLayer {
  /** An empty packet with room for `capacity` bytes of transport header and data; null when the pool is at its bound. */
  allocate(capacity: number): Packet | null;
  /** Gives back a packet that is not sent. */
  release(packet: Packet): void;
  /**
   * Sends bytes[start .. end) of `packet` (transport header and data) and takes the packet over. The transport has set its
   * checksum field to 0; IP completes it (or leaves it to the device). `checksumOffset`: of that field in the transport
   * header, -1 when there is none to complete. `packet.segmentSize` other than 0 asks for segmentation (only where `segmentation` allowed it). False: there is
   * no route or the device's queue is full; the packet is lost, as any packet may be.
   */
  send(
    packet: Packet,
    source: IpAddress,
    destination: IpAddress,
    protocol: number,
    checksumOffset: number,
  ): boolean;
  /** The address to send from to `destination` (RFC 6724 for IPv6); null when there is no route. */
  sourceFor(destination: IpAddress): IpAddress | null;
  /** Bytes of the largest IP packet to `destination` without fragments (RFC 1191, RFC 8201). */
  pathMtu(destination: IpAddress): number;
  /** Largest TCP payload of one `send` with `segmentSize`; 0 where the device does not cut segments for this family. */
  segmentation(destination: IpAddress): number;
}

/** A transport protocol as IP calls it. Bytes are valid only during the call. */
export interface TransportProtocol {
  /**
   * A whole packet's payload: bytes[start .. end). `checksumValid`: the device has found the transport checksum right; else
   * `transportChecksum` of wire/checksum.ts must give 0. False: nobody listens there, and IP answers with an ICMP error (TCP
   * answers for itself and returns nothing). `destination` may be a broadcast or multicast address.
   */
  receive(
    source: IpAddress,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    checksumValid: boolean,
    nowMillis: number,
  ): boolean | void;
  /**
   * An ICMP error about a packet that this protocol sent: bytes[start .. end) is the beginning of its transport header (8
   * bytes or more). `kind`: 'unreachable-host' and the like say what to report; 'too-big' comes with the new path MTU.
   */
  onIcmpError(
    kind: IcmpErrorKind,
    source: IpAddress,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    pathMtu: number,
    nowMillis: number,
  ): void;
}

export type IcmpErrorKind =
  | 'unreachable-network'
  | 'unreachable-host'
  | 'unreachable-protocol'
  | 'unreachable-port'
  | 'prohibited'
  | 'too-big'
  | 'time-exceeded';
