'use fast';
// Internet checksum: the ones' complement sum of 16-bit words, and the pseudo headers of IPv4 and IPv6. Layer: net, pure.
// Partial sums are added with `+` (each is below 2^26, whatever is summed) and folded once at the end.
// RFC 1071, RFC 768 (pseudo header), RFC 8200 §8.1.

import type { IpAddress } from '../ip-address.ts';

/** The sum of the 16-bit words of bytes[start .. end), not folded; an odd last byte is the upper half of a word. */
export function sumBytes(bytes: Uint8Array, start: number, end: number): number {
  // Upper and lower bytes are summed apart: neither sum leaves 31 bits below 16 MiB.
  let upper = 0;
  let lower = 0;
  let at = start;
  for (const blocksEnd = end - 15; at < blocksEnd; at += 16) {
    upper =
      (upper +
        bytes[at]! +
        bytes[at + 2]! +
        bytes[at + 4]! +
        bytes[at + 6]! +
        bytes[at + 8]! +
        bytes[at + 10]! +
        bytes[at + 12]! +
        bytes[at + 14]!) |
      0;
    lower =
      (lower +
        bytes[at + 1]! +
        bytes[at + 3]! +
        bytes[at + 5]! +
        bytes[at + 7]! +
        bytes[at + 9]! +
        bytes[at + 11]! +
        bytes[at + 13]! +
        bytes[at + 15]!) |
      0;
  }
  for (; at + 1 < end; at += 2) {
    upper = (upper + bytes[at]!) | 0;
    lower = (lower + bytes[at + 1]!) | 0;
  }
  if (at < end) upper = (upper + bytes[at]!) | 0;
  // Upper bytes count 256 times; what leaves the 16 bits comes back at the other end.
  return (upper >>> 8) + ((upper & 255) << 8) + lower;
}

/** The 16-bit ones' complement sum; `sum` is below 2^31. */
export function foldSum(sum: number): number {
  const once = (sum & 0xffff) + (sum >>> 16);
  return (once & 0xffff) + (once >>> 16);
}

/** What goes into a checksum field: the complement of the folded sum. */
export function finishChecksum(sum: number): number {
  return foldSum(sum) ^ 0xffff;
}

/** The checksum of bytes[start .. end); 0 when the bytes contain their right checksum. */
export function checksum(bytes: Uint8Array, start: number, end: number): number {
  return finishChecksum(sumBytes(bytes, start, end));
}

/** The sum of the pseudo header, not folded, for `length` bytes of transport header and data. */
export function sumPseudoHeader(
  source: IpAddress,
  destination: IpAddress,
  protocol: number,
  length: number,
): number {
  if (destination.isIpv4) return sumWord(source.d) + sumWord(destination.d) + protocol + length;
  return sumAddress(source) + sumAddress(destination) + protocol + sumWord(length);
}

/** The checksum of a transport header with its data and pseudo header; 0 when it contains its right checksum. */
export function transportChecksum(
  source: IpAddress,
  destination: IpAddress,
  protocol: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  return finishChecksum(
    sumPseudoHeader(source, destination, protocol, end - start) + sumBytes(bytes, start, end),
  );
}

function sumAddress(address: IpAddress): number {
  return sumWord(address.a) + sumWord(address.b) + sumWord(address.c) + sumWord(address.d);
}

function sumWord(word: number): number {
  return (word >>> 16) + (word & 0xffff);
}
