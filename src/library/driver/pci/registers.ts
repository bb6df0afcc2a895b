'use machine';
// PCI configuration registers narrower than a word. Layer: driver.

import type { u32 } from '../../machine/types.ts';
import { readPciConfig } from '../pc/pci-config-space.ts';

export function readPci8(pciFunction: u32, offset: u32): u32 {
  return (readPciConfig(pciFunction, offset & 0xfffffffc) >> ((offset & 3) * 8)) & 0xff;
}

export function readPci16(pciFunction: u32, offset: u32): u32 {
  return (readPciConfig(pciFunction, offset & 0xfffffffc) >> ((offset & 2) * 8)) & 0xffff;
}
