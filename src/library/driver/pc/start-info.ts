'use machine';
// Start info: what the hypervisor says at the entry: memory map, command line, ACPI's root. Layer: driver.
// Read once under the entry's page tables and copied: afterwards its memory may hold anything. Xen's
// public/arch-x86/hvm/start_info.h.

import {
  asciiText,
  load32,
  load64,
  load8,
  reserveBytes,
  store64,
  store8,
  u64,
} from '../../machine/intrinsics.ts';
import type { ptr, u32 } from '../../machine/types.ts';
import { endWithWords } from './power.ts';

const MAGIC: u32 = 0x336ec578;
const TYPE_RAM: u32 = 1;
const MAXIMUM_RANGES: u32 = 32;
const MAXIMUM_COMMAND_LINE: u64 = 16384;
const PAGE_MASK: u64 = 4095;

const ranges = reserveBytes(512);
const text = reserveBytes(16385);

/** Ranges of usable memory, whole pages. */
export let memoryRangeCount: u32 = 0;
/** Physical address of ACPI's root pointer, 0 when it was not told. */
export let acpiRoot: u64 = 0;

export function readStartInfo(info: ptr): void {
  if (load32(info) !== MAGIC) endWithWords(asciiText('not started as a PVH guest'));
  acpiRoot = load64(info + 32);
  copyCommandLine(load64(info + 24));
  if (load32(info + 4) === 0) endWithWords(asciiText('the hypervisor gives no memory map'));
  const map: ptr = load64(info + 40);
  const count: u32 = load32(info + 48);
  for (let i: u32 = 0; i < count; i++) {
    const entry: ptr = map + u64(i) * 24;
    if (load32(entry + 16) === TYPE_RAM) addRange(load64(entry), load64(entry + 8));
  }
}

function addRange(address: u64, size: u64): void {
  const start: u64 = (address + PAGE_MASK) & ~PAGE_MASK;
  const end: u64 = (address + size) & ~PAGE_MASK;
  if (end <= start || memoryRangeCount === MAXIMUM_RANGES) return;
  store64(ranges + u64(memoryRangeCount) * 16, start);
  store64(ranges + u64(memoryRangeCount) * 16 + 8, end);
  memoryRangeCount++;
}

export function memoryRangeStart(index: u32): u64 {
  return load64(ranges + u64(index) * 16);
}

export function memoryRangeEnd(index: u32): u64 {
  return load64(ranges + u64(index) * 16 + 8);
}

function copyCommandLine(from: ptr): void {
  if (from === 0) return;
  let at: u64 = 0;
  while (load8(from + at) !== 0) {
    if (at === MAXIMUM_COMMAND_LINE) endWithWords(asciiText('the command line is too long'));
    store8(text + at, load8(from + at));
    at++;
  }
}

/** Zero-terminated, ours to write on. */
export function commandLineText(): ptr {
  return text;
}
