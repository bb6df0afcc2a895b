'use machine';
// Relocation of the static position-independent image by itself, and its read-only data. Layer: driver.
// Runs first: until it is done no data that holds an address may be read, so it uses addresses relative to the
// instruction pointer only. ELF gABI chapter 5; RELR: the generic ABI's relative relocation encoding.

import {
  load16,
  load32,
  load64,
  store64,
  symbolAddress,
  systemCall,
  u64,
} from '../../machine/intrinsics.ts';
import type { ptr, u32 } from '../../machine/types.ts';
import { PROT_READ, SYS_MPROTECT } from './linux-numbers.ts';

const DT_RELA: u64 = 7;
const DT_RELASZ: u64 = 8;
const DT_RELRSZ: u64 = 35;
const DT_RELR: u64 = 36;
const R_X86_64_RELATIVE: u32 = 8;
const PT_GNU_RELRO: u32 = 0x6474e552;

export function relocateImage(): void {
  const base: ptr = symbolAddress('__ehdr_start');
  let entry: ptr = symbolAddress('_DYNAMIC');
  let rela: ptr = 0;
  let relaSize: u64 = 0;
  let relr: ptr = 0;
  let relrSize: u64 = 0;
  while (load64(entry) !== 0) {
    const tag: u64 = load64(entry);
    const value: u64 = load64(entry + 8);
    if (tag === DT_RELA) rela = base + value;
    else if (tag === DT_RELASZ) relaSize = value;
    else if (tag === DT_RELR) relr = base + value;
    else if (tag === DT_RELRSZ) relrSize = value;
    entry += 16;
  }
  applyRela(base, rela, relaSize);
  applyRelr(base, relr, relrSize);
}

function applyRela(base: ptr, table: ptr, size: u64): void {
  const end: ptr = table + size;
  for (let p: ptr = table; p < end; p += 24) {
    if (load32(p + 8) === R_X86_64_RELATIVE) store64(base + load64(p), base + load64(p + 16));
  }
}

/** An even word is the address of a relocated word; an odd one a bitmap of the 63 words after it. */
function applyRelr(base: ptr, table: ptr, size: u64): void {
  const end: ptr = table + size;
  let next: ptr = 0;
  for (let p: ptr = table; p < end; p += 8) {
    let word: u64 = load64(p);
    if ((word & 1) === 0) {
      next = base + word;
      store64(next, load64(next) + base);
      next += 8;
    } else {
      let where: ptr = next;
      word = word >>> 1;
      while (word !== 0) {
        if ((word & 1) !== 0) store64(where, load64(where) + base);
        where += 8;
        word = word >>> 1;
      }
      next += 504;
    }
  }
}

/** Write-protects what only relocation had to write. */
export function protectRelocated(): void {
  const base: ptr = symbolAddress('__ehdr_start');
  let header: ptr = base + load64(base + 32);
  const size: u64 = u64(load16(base + 54));
  const count: u32 = load16(base + 56);
  for (let i: u32 = 0; i < count; i++) {
    if (load32(header) === PT_GNU_RELRO) {
      const start: u64 = (base + load64(header + 16)) & ~u64(4095);
      const end: u64 = (base + load64(header + 16) + load64(header + 40)) & ~u64(4095);
      if (end > start) systemCall(SYS_MPROTECT, start, end - start, PROT_READ);
    }
    header += size;
  }
}
