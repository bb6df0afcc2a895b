'use machine';
// Walk over PCI: each function that is there, in order of bus, device and function. Layer: driver.
// `nextPciFunction` continues after a function; a bus is looked at when a bridge leads to it. PCI Local Bus 3.0 §6.1.

import { load64, reserveBytes, store64, u32, u64 } from '../../machine/intrinsics.ts';
import type { ptr } from '../../machine/types.ts';
import { hasPci, readPci16, readPci32, readPci8 } from './config-space.ts';

export const NO_FUNCTION: u32 = 0xffffffff;
const END: u32 = 0x1000000;
const DEVICE_STEP: u32 = 0x800;
const FUNCTION_STEP: u32 = 0x100;
const FUNCTION_MASK: u32 = 0x700;
const HEADER_TYPE: u32 = 0x0e;
const TYPE_BRIDGE: u32 = 1;
const SEVERAL_FUNCTIONS: u32 = 0x80;
const SECONDARY_BUS: u32 = 0x19;

/** A bit for each bus that a bridge leads to. */
const reachable = reserveBytes(32);

export function firstPciFunction(): u32 {
  if (!hasPci()) return NO_FUNCTION;
  markBus(0);
  return present(0) ? 0 : nextPciFunction(0);
}

export function nextPciFunction(after: u32): u32 {
  let at: u32 = after;
  for (;;) {
    const last: u32 = at & FUNCTION_MASK;
    if (last === 0 && !(present(at) && hasSeveral(at))) at += DEVICE_STEP;
    else if (last === FUNCTION_MASK) at += DEVICE_STEP - FUNCTION_MASK;
    else at += FUNCTION_STEP;
    while ((at & 0xffff) === 0 && at < END && !isReachable(at >> 16)) at += 0x10000;
    if (at >= END) return NO_FUNCTION;
    if (present(at)) return at;
  }
}

function hasSeveral(at: u32): boolean {
  return (readPci8(at, HEADER_TYPE) & SEVERAL_FUNCTIONS) !== 0;
}

/** A bridge's bus is noted. */
function present(at: u32): boolean {
  if (readPci16(at, 0) === 0xffff) return false;
  if ((readPci8(at, HEADER_TYPE) & 0x7f) === TYPE_BRIDGE) {
    const bus: u32 = readPci8(at, SECONDARY_BUS);
    if (bus > at >> 16) markBus(bus);
  }
  return true;
}

function wordOf(bus: u32): ptr {
  return reachable + u64(bus >> 6) * 8;
}

function markBus(bus: u32): void {
  store64(wordOf(bus), load64(wordOf(bus)) | (u64(1) << u64(bus & 63)));
}

function isReachable(bus: u32): boolean {
  return (load64(wordOf(bus)) & (u64(1) << u64(bus & 63))) !== 0;
}

/** First word of a function: vendor, device << 16. */
export function pciIdentity(pciFunction: u32): u32 {
  return readPci32(pciFunction, 0);
}
