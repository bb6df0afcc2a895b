// TCP segments on the wire: a checked view for reading and writers for headers and options. Layer: net, pure.
// Sequence numbers are signed 32-bit integers everywhere (tcp/sequence.ts compares them); ports and windows are unsigned.
// RFC 9293 §3.1 (header), RFC 7323 (window scale, timestamps), RFC 2018 (SACK). Unknown options are skipped.

import { get16, get32, put16, put32 } from './byte-order.ts';

export const TCP_HEADER = 20;
export const TCP_CHECKSUM_OFFSET = 16;
/** A header with all its options. */
export const TCP_HEADER_MAXIMUM = 60;

export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const PSH = 8;
export const ACK = 16;
export const URG = 32;

const OPTION_END = 0;
const OPTION_NOTHING = 1;
const OPTION_MSS = 2;
const OPTION_WINDOW_SCALE = 3;
const OPTION_SACK_PERMITTED = 4;
const OPTION_SACK = 5;
const OPTION_TIMESTAMPS = 8;
/** RFC 7323 §2.3: greater shifts count as this. */
const MAXIMUM_WINDOW_SHIFT = 14;
/** No more blocks fit into 40 bytes. */
const SACK_BLOCKS = 4;

/** Bytes of the timestamps option with its padding. */
export const TIMESTAMPS_LENGTH = 12;

/** One received segment, filled anew by each `parse`; the bytes stay where they are. */
export class TcpSegment {
  sourcePort = 0;
  destinationPort = 0;
  sequence = 0;
  acknowledgment = 0;
  flags = 0;
  /** As sent, not scaled. */
  window = 0;
  /** The data is bytes[dataStart .. dataEnd) of the parsed array. */
  dataStart = 0;
  dataEnd = 0;
  dataLength = 0;
  /** 0: no such option. */
  maximumSegmentSize = 0;
  /** -1: no such option. */
  windowShift = -1;
  sackPermitted = false;
  hasTimestamps = false;
  timestamp = 0;
  timestampEcho = 0;
  sackCount = 0;
  /** Left and right edges in turn. */
  readonly sackEdges = new Int32Array(2 * SACK_BLOCKS);

  /** False when the header or its options are malformed. */
  parse(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < TCP_HEADER) return false;
    const headerLength = (bytes[start + 12]! >> 4) << 2;
    if (headerLength < TCP_HEADER || headerLength > end - start) return false;
    this.sourcePort = get16(bytes, start);
    this.destinationPort = get16(bytes, start + 2);
    this.sequence = get32(bytes, start + 4) | 0;
    this.acknowledgment = get32(bytes, start + 8) | 0;
    this.flags = bytes[start + 13]! & 63;
    this.window = get16(bytes, start + 14);
    this.dataStart = start + headerLength;
    this.dataEnd = end;
    this.dataLength = end - start - headerLength;
    this.maximumSegmentSize = 0;
    this.windowShift = -1;
    this.sackPermitted = false;
    this.hasTimestamps = false;
    this.sackCount = 0;
    if (headerLength === TCP_HEADER) return true;
    return this.#parseOptions(bytes, start + TCP_HEADER, start + headerLength);
  }

  #parseOptions(bytes: Uint8Array, start: number, end: number): boolean {
    let at = start;
    while (at < end) {
      const kind = bytes[at]!;
      if (kind === OPTION_END) return true;
      if (kind === OPTION_NOTHING) {
        at++;
        continue;
      }
      if (at + 1 >= end) return false;
      const length = bytes[at + 1]!;
      if (length < 2 || at + length > end) return false;
      this.#takeOption(bytes, at, kind, length);
      at += length;
    }
    return true;
  }

  /** An option of a wrong length counts as absent. */
  #takeOption(bytes: Uint8Array, at: number, kind: number, length: number): void {
    switch (kind) {
      case OPTION_MSS:
        if (length === 4) this.maximumSegmentSize = get16(bytes, at + 2);
        break;
      case OPTION_WINDOW_SCALE:
        if (length === 3) this.windowShift = Math.min(bytes[at + 2]!, MAXIMUM_WINDOW_SHIFT);
        break;
      case OPTION_SACK_PERMITTED:
        if (length === 2) this.sackPermitted = true;
        break;
      case OPTION_TIMESTAMPS:
        if (length === 10) {
          this.hasTimestamps = true;
          this.timestamp = get32(bytes, at + 2) | 0;
          this.timestampEcho = get32(bytes, at + 6) | 0;
        }
        break;
      case OPTION_SACK:
        if (length <= 2 + 8 * SACK_BLOCKS && (length & 7) === 2) {
          const count = length >> 3;
          for (let i = 0; i < 2 * count; i++) {
            this.sackEdges[i] = get32(bytes, at + 2 + 4 * i) | 0;
          }
          this.sackCount = count;
        }
        break;
    }
  }
}

/** The fixed header with checksum and urgent pointer 0; `headerLength` includes the options that follow. */
export function writeTcpHeader(
  bytes: Uint8Array,
  at: number,
  sourcePort: number,
  destinationPort: number,
  sequence: number,
  acknowledgment: number,
  flags: number,
  window: number,
  headerLength: number,
): void {
  put16(bytes, at, sourcePort);
  put16(bytes, at + 2, destinationPort);
  put32(bytes, at + 4, sequence);
  put32(bytes, at + 8, acknowledgment);
  bytes[at + 12] = (headerLength >> 2) << 4;
  bytes[at + 13] = flags;
  put16(bytes, at + 14, window);
  put32(bytes, at + 16, 0);
}

/** Four bytes; all writers return the offset behind what they wrote. */
export function writeMaximumSegmentSize(bytes: Uint8Array, at: number, size: number): number {
  bytes[at] = OPTION_MSS;
  bytes[at + 1] = 4;
  put16(bytes, at + 2, size);
  return at + 4;
}

/** Four bytes with padding. */
export function writeWindowScale(bytes: Uint8Array, at: number, shift: number): number {
  bytes[at] = OPTION_NOTHING;
  bytes[at + 1] = OPTION_WINDOW_SCALE;
  bytes[at + 2] = 3;
  bytes[at + 3] = shift;
  return at + 4;
}

/** Four bytes with padding. */
export function writeSackPermitted(bytes: Uint8Array, at: number): number {
  bytes[at] = OPTION_NOTHING;
  bytes[at + 1] = OPTION_NOTHING;
  bytes[at + 2] = OPTION_SACK_PERMITTED;
  bytes[at + 3] = 2;
  return at + 4;
}

/** TIMESTAMPS_LENGTH bytes. */
export function writeTimestamps(
  bytes: Uint8Array,
  at: number,
  timestamp: number,
  echo: number,
): number {
  bytes[at] = OPTION_NOTHING;
  bytes[at + 1] = OPTION_NOTHING;
  bytes[at + 2] = OPTION_TIMESTAMPS;
  bytes[at + 3] = 10;
  put32(bytes, at + 4, timestamp);
  put32(bytes, at + 8, echo);
  return at + TIMESTAMPS_LENGTH;
}

/** 4 + 8 * count bytes: the first `count` blocks of `edges`. */
export function writeSack(bytes: Uint8Array, at: number, edges: Int32Array, count: number): number {
  bytes[at] = OPTION_NOTHING;
  bytes[at + 1] = OPTION_NOTHING;
  bytes[at + 2] = OPTION_SACK;
  bytes[at + 3] = 2 + 8 * count;
  let next = at + 4;
  for (let i = 0; i < 2 * count; i++) {
    put32(bytes, next, edges[i]!);
    next += 4;
  }
  return next;
}
