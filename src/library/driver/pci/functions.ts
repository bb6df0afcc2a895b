'use machine';
// What drivers ask of a PCI function: capabilities, memory behind base addresses, bus mastering. Layer: driver.
// Base addresses are those that firmware or the hypervisor has chosen. PCI Local Bus 3.0 §6.2.5, §6.7, §6.8.2.

import { u32, u64, volatileLoad32, volatileStore32 } from '../../machine/intrinsics.ts';
import type { ptr } from '../../machine/types.ts';
import { messageAddress, messageData } from '../pc/interrupts.ts';
import { mapDevice } from '../pc/memory.ts';
import { memoryRangeCount, memoryRangeEnd, memoryRangeStart } from '../pc/start-info.ts';
import { readPciConfig, writePciConfig } from '../pc/pci-config-space.ts';
import { readPci16, readPci8 } from './registers.ts';

const COMMAND: u32 = 4;
const COMMAND_MEMORY: u32 = 2;
const COMMAND_MASTER: u32 = 4;
const STATUS: u32 = 6;
const STATUS_CAPABILITIES: u32 = 0x10;
const FIRST_BASE_ADDRESS: u32 = 0x10;
const CAPABILITIES: u32 = 0x34;
const INTERRUPT_LINE: u32 = 0x3c;
/** More than fit into 256 bytes: the list is a circle. */
const MOST_CAPABILITIES: u32 = 48;

export const CAPABILITY_VENDOR: u32 = 9;
const CAPABILITY_MSIX: u32 = 0x11;
const MSIX_ENABLE: u32 = 0x80000000;
const MSIX_MASK_ALL: u32 = 0x40000000;

/** Offset of the function's next capability with `id` after the one at `after` (0: the first); 0 when there is none. */
export function findCapability(pciFunction: u32, id: u32, after: u32): u32 {
  if ((readPci16(pciFunction, STATUS) & STATUS_CAPABILITIES) === 0) return 0;
  let at: u32 = readPci8(pciFunction, after === 0 ? CAPABILITIES : after + 1) & 0xfc;
  for (let i: u32 = 0; i < MOST_CAPABILITIES && at >= 0x40; i++) {
    if (readPci8(pciFunction, at) === id) return at;
    at = readPci8(pciFunction, at + 1) & 0xfc;
  }
  return 0;
}

/** Lets the function answer at its base addresses, and reach memory. */
export function enablePciFunction(pciFunction: u32): void {
  const command: u32 = readPciConfig(pciFunction, COMMAND) & 0xffff;
  writePciConfig(pciFunction, COMMAND, command | COMMAND_MEMORY | COMMAND_MASTER);
}

/** Line of the old interrupt controllers; 255 when there is none. */
export function pciInterruptLine(pciFunction: u32): u32 {
  return readPci8(pciFunction, INTERRUPT_LINE);
}

/** Maps [offset, offset + size) behind base address `index`; 0 when there is no such memory. */
export function mapBaseAddress(pciFunction: u32, index: u32, offset: u32, size: u32): ptr {
  if (index > 5 || size === 0) return 0;
  const low: u32 = readPciConfig(pciFunction, FIRST_BASE_ADDRESS + index * 4);
  // An I/O port, or below 1 MiB.
  if ((low & 1) !== 0 || (low & 6) === 2) return 0;
  let base: u64 = u64(low) - u64(low & 15);
  if ((low & 6) === 4) {
    if (index === 5) return 0;
    base += u64(readPciConfig(pciFunction, FIRST_BASE_ADDRESS + index * 4 + 4)) * 0x100000000;
  }
  if (base === 0) return 0;
  return mapRegisters(base + u64(offset), u64(size));
}

/** Maps registers of a device; 0 where memory or nothing reasonable is. */
export function mapRegisters(address: u64, size: u64): ptr {
  if (address > 0xffffffffffff || size > 0x10000000) return 0;
  for (let i: u32 = 0; i < memoryRangeCount; i++) {
    if (address < memoryRangeEnd(i) && address + size > memoryRangeStart(i)) return 0;
  }
  return mapDevice(address, size);
}

/** Makes the function interrupt by messages: entry `index` as `vector`. False when it has no such entry. */
export function setMessage(pciFunction: u32, index: u32, vector: u32): boolean {
  const capability: u32 = findCapability(pciFunction, CAPABILITY_MSIX, 0);
  if (capability === 0) return false;
  const control: u32 = readPciConfig(pciFunction, capability);
  if (index > ((control >> 16) & 0x7ff)) return false;
  const table: u32 = readPciConfig(pciFunction, capability + 4);
  const entry: ptr = mapBaseAddress(pciFunction, table & 7, (table & 0xfffffff8) + index * 16, 16);
  if (entry === 0) return false;
  volatileStore32(entry + 12, volatileLoad32(entry + 12) | 1);
  volatileStore32(entry, u32(messageAddress()));
  volatileStore32(entry + 4, u32(messageAddress() / 0x100000000));
  volatileStore32(entry + 8, messageData(vector));
  volatileStore32(entry + 12, volatileLoad32(entry + 12) & 0xfffffffe);
  writePciConfig(pciFunction, capability, (control & ~MSIX_MASK_ALL) | MSIX_ENABLE);
  return true;
}
