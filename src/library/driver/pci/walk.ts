'use machine';
// Walk over PCI: each function that is there, in order of bus, device and function. Layer: driver. A function is
// bus * 256 + device * 8 + function.
// `nextPciFunction` continues after a function; a bus is looked at when a bridge leads to it. PCI Local Bus 3.0 §6.1.

import { load64, reserveBytes, store64, u32, u64 } from '../../machine/intrinsics.ts';
import type { ptr } from '../../machine/types.ts';
import {
  findPciConfigSpace,
  firstPciBus,
  lastPciBus,
  readPciConfig,
} from '../pc/pci-config-space.ts';
import { readPci16, readPci8 } from './registers.ts';

export const NO_FUNCTION: u32 = 0xffffffff;
const DEVICE_STEP: u32 = 8;
const FUNCTION_MASK: u32 = 7;
const HEADER_TYPE: u32 = 0x0e;
const TYPE_BRIDGE: u32 = 1;
const SEVERAL_FUNCTIONS: u32 = 0x80;
const SECONDARY_BUS: u32 = 0x19;

/** A bit for each bus that a bridge leads to. */
const reachable = reserveBytes(32);

export function firstPciFunction(): u32 {
  if (!findPciConfigSpace()) return NO_FUNCTION;
  const first: u32 = firstPciBus() << 8;
  markBus(firstPciBus());
  return present(first) ? first : nextPciFunction(first);
}

export function nextPciFunction(after: u32): u32 {
  let at: u32 = after;
  for (;;) {
    const last: u32 = at & FUNCTION_MASK;
    if (last === 0 && !(present(at) && hasSeveral(at))) at += DEVICE_STEP;
    else at++;
    while ((at & 0xff) === 0 && at >> 8 <= lastPciBus() && !isReachable(at >> 8)) at += 0x100;
    if (at >> 8 > lastPciBus()) return NO_FUNCTION;
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
    if (bus > at >> 8) markBus(bus);
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
  return readPciConfig(pciFunction, 0);
}
