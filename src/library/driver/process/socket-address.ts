'use machine';
// Socket address: the one static sockaddr that system calls read and fill, and numeric host texts. Layer: driver.
// Callers use it at once: the next call overwrites it. RFC 4291 §2.2 for IPv6 texts.

import {
  byteSwap16,
  byteSwap32,
  fillBytes,
  load16,
  load32,
  load8,
  reserveBytes,
  store16,
  store32,
  store8,
  u16,
  u32,
  u64,
} from '../../machine/intrinsics.ts';
import type { ptr, Value } from '../../machine/types.ts';
import { CELL_KIND, KIND_STRING8, STRING_DATA, STRING_LENGTH } from '../../runtime/layout.ts';
import { flattenString } from '../../runtime/strings.ts';
import { AF_INET, AF_INET6 } from './linux-numbers.ts';

/** struct sockaddr_in: family u16, port (big endian) u16, address 4 bytes; sockaddr_in6: family, port, flow u32, address 16 bytes, scope u32. */
export const socketAddress = reserveBytes(32);
/** u32 length that accept4 and getsockname read and fill. */
export const socketAddressSize = reserveBytes(8);

/** Makes room for the largest address before a call that fills it. */
export function clearAddress(): void {
  fillBytes(socketAddress, 0, 32);
  store32(socketAddressSize, 28);
}

/** The unspecified address (`::` or `0.0.0.0`). */
export function setAnyAddress(family: u32): void {
  clearAddress();
  store16(socketAddress, family);
}

export function addressLength(): u64 {
  return load16(socketAddress) === AF_INET6 ? 28 : 16;
}

/** AF_INET or AF_INET6. */
export function addressFamily(): u32 {
  return u32(load16(socketAddress));
}

export function addressPort(): u32 {
  return u32(byteSwap16(load16(socketAddress + 2)));
}

export function setAddressPort(port: u32): void {
  store16(socketAddress + 2, byteSwap16(u16(port)));
}

/** Word 0 of IPv4, words 0 to 3 of IPv6, in host order. */
export function addressWord(index: u32): u32 {
  const start: u64 = load16(socketAddress) === AF_INET6 ? 8 : 4;
  return byteSwap32(load32(socketAddress + start + u64(index) * 4));
}

/** The number of the interface to which an IPv6 address is local; 0: none. */
export function addressZone(): u32 {
  return load16(socketAddress) === AF_INET6 ? load32(socketAddress + 24) : 0;
}

export function setAddressZone(index: u32): void {
  if (load16(socketAddress) === AF_INET6) store32(socketAddress + 24, index);
}

/** Sets the address from a numeric text; the family, or 0 when the text is none. */
export function setAddressText(text: Value): u32 {
  const string: ptr = flattenString(text);
  if (load8(string + u64(CELL_KIND)) !== KIND_STRING8) return 0;
  return parseAddress(string + u64(STRING_DATA), u64(load32(string + u64(STRING_LENGTH))));
}

export function parseAddress(text: ptr, length: u64): u32 {
  clearAddress();
  if (parseIpv4(text, text + length, socketAddress + 4)) {
    store16(socketAddress, AF_INET);
    return AF_INET;
  }
  clearAddress();
  if (parseIpv6(text, text + length)) {
    store16(socketAddress, AF_INET6);
    return AF_INET6;
  }
  return 0;
}

function parseIpv4(text: ptr, end: ptr, to: ptr): boolean {
  let at: ptr = text;
  for (let part: u64 = 0; part < 4; part++) {
    if (part !== 0) {
      if (at >= end || load8(at) !== 46) return false;
      at++;
    }
    let value: u32 = 0;
    const start: ptr = at;
    while (at < end && load8(at) >= 48 && load8(at) <= 57) {
      value = value * 10 + u32(load8(at)) - 48;
      if (value > 255 || at - start > 2) return false;
      at++;
    }
    if (at === start) return false;
    store8(to + part, value);
  }
  return at === end;
}

/** Groups go to the front; those after `::` are moved to the end afterwards. */
function parseIpv6(text: ptr, end: ptr): boolean {
  const base: ptr = socketAddress + 8;
  let at: ptr = text;
  let filled: u64 = 0;
  let gap: u64 = 0;
  let hasGap: boolean = false;
  if (end - at >= 2 && load8(at) === 58 && load8(at + 1) === 58) {
    hasGap = true;
    at += 2;
  }
  while (at < end) {
    if (filled <= 12 && parseIpv4(at, end, base + filled)) {
      filled += 4;
      at = end;
      break;
    }
    if (filled === 16) return false;
    const start: ptr = at;
    let value: u32 = 0;
    while (at < end && hexadecimalDigit(load8(at)) < 16) {
      value = value * 16 + hexadecimalDigit(load8(at));
      at++;
    }
    if (at === start || at - start > 4) return false;
    store16(base + filled, byteSwap16(u16(value)));
    filled += 2;
    if (at === end) break;
    if (load8(at) !== 58) return false;
    at++;
    if (at < end && load8(at) === 58) {
      if (hasGap) return false;
      hasGap = true;
      gap = filled;
      at++;
    } else if (at === end) {
      return false;
    }
  }
  if (!hasGap) return filled === 16;
  if (filled >= 16) return false;
  for (let i: u64 = 0; i < filled - gap; i++) {
    const from: ptr = base + filled - 1 - i;
    store8(base + 15 - i, load8(from));
    store8(from, 0);
  }
  return true;
}

/** 16 and more when it is none. */
function hexadecimalDigit(unit: u32): u32 {
  if (unit >= 48 && unit <= 57) return unit - 48;
  const lower: u32 = unit | 32;
  if (lower >= 97 && lower <= 102) return lower - 87;
  return 16;
}
