'use machine';
// Clocks: clock_gettime through the kernel's vDSO page where there is one, else as a system call. Layer: driver.
// `findClock` runs once before the lock-down. vDSO: an ELF image that the auxiliary vector points to.

import {
  callAddress,
  compareBytes,
  f64,
  load16,
  load32,
  load64,
  reserveBytes,
  systemCall,
  u64,
  asciiText,
} from '../../machine/intrinsics.ts';
import type { ptr, u32 } from '../../machine/types.ts';
import { SYS_CLOCK_GETTIME } from './linux-numbers.ts';

const CLOCK_REALTIME: u64 = 0;
const CLOCK_MONOTONIC: u64 = 1;
const PT_LOAD: u32 = 1;
const PT_DYNAMIC: u32 = 2;
const DT_HASH: u64 = 4;
const DT_STRTAB: u64 = 5;
const DT_SYMTAB: u64 = 6;
const SYMBOL_SIZE: u64 = 24;

const timeBuffer = reserveBytes(16);
const clockName = asciiText('__vdso_clock_gettime');
let clockCode: u64 = 0;

export function platformMonotonicNanos(): u64 {
  readClock(CLOCK_MONOTONIC);
  return load64(timeBuffer) * 1000000000 + load64(timeBuffer + 8);
}

export function platformWallClockMillis(): f64 {
  readClock(CLOCK_REALTIME);
  // Whole milliseconds, as Date.now().
  return f64(load64(timeBuffer) * 1000 + load64(timeBuffer + 8) / 1000000);
}

function readClock(clock: u64): void {
  if (clockCode !== 0) callAddress(clockCode, clock, timeBuffer);
  else systemCall(SYS_CLOCK_GETTIME, clock, timeBuffer);
}

/** Looks the function up in the vDSO at `image` (AT_SYSINFO_EHDR; 0: none). */
export function findClock(image: ptr): void {
  if (image === 0) return;
  let header: ptr = image + load64(image + 32);
  const headerSize: u64 = u64(load16(image + 54));
  const headerCount: u32 = load16(image + 56);
  let bias: u64 = 0;
  let dynamic: ptr = 0;
  for (let i: u32 = 0; i < headerCount; i++) {
    const type: u32 = load32(header);
    if (type === PT_LOAD) bias = image + load64(header + 8) - load64(header + 16);
    else if (type === PT_DYNAMIC) dynamic = image + load64(header + 8);
    header += headerSize;
  }
  if (dynamic === 0) return;
  let names: ptr = 0;
  let symbols: ptr = 0;
  let hash: ptr = 0;
  while (load64(dynamic) !== 0) {
    const tag: u64 = load64(dynamic);
    if (tag === DT_STRTAB) names = bias + load64(dynamic + 8);
    else if (tag === DT_SYMTAB) symbols = bias + load64(dynamic + 8);
    else if (tag === DT_HASH) hash = bias + load64(dynamic + 8);
    dynamic += 16;
  }
  if (names === 0 || symbols === 0) return;
  // Without the classic hash table, the string table that follows the symbols bounds them.
  let count: u64 = hash !== 0 ? u64(load32(hash + 4)) : (names - symbols) / SYMBOL_SIZE;
  while (count !== 0) {
    if (compareBytes(names + load32(symbols), clockName, 21) === 0) {
      clockCode = bias + load64(symbols + 8);
      return;
    }
    symbols += SYMBOL_SIZE;
    count--;
  }
}
