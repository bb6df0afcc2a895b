'use machine';
// Memory: the heap's address range and the main stack, both reserved before the lock-down. Layer: driver.
// Pages are touched lazily, so committing needs no system call and the lock-down forbids mmap and mprotect altogether.

import { systemCall, u64 } from '../../machine/intrinsics.ts';
import type { i64, ptr } from '../../machine/types.ts';
import {
  MADV_DONTNEED,
  MAP_LAZY,
  PROT_NONE,
  PROT_READ_WRITE,
  SYS_MADVISE,
  SYS_MMAP,
  SYS_MPROTECT,
} from './linux-numbers.ts';

const GUARD_SIZE: u64 = 0x10000;
const HEAP_ALIGNMENT: u64 = 0x200000;
const STACK_SIZE: u64 = 0x800000;

let reservedLow: u64 = 0;
let reservedHigh: u64 = 0;
/** The main stack without its guard; faults between stackGuardLow and stackLow are overflows. */
export let mainStackLow: u64 = 0;
export let mainStackHigh: u64 = 0;
export let mainStackGuard: u64 = 0;

/** Maps `size` lazily touched bytes with inaccessible guards on both sides; 0 when the kernel refuses. */
function mapGuarded(size: u64, alignment: u64): ptr {
  const total: u64 = size + alignment + GUARD_SIZE * 2;
  const mapped: i64 = systemCall(SYS_MMAP, 0, total, PROT_NONE, MAP_LAZY, 0xffffffffffffffff, 0);
  if (mapped < 0 && mapped > -4096) return 0;
  const start: ptr = (u64(mapped) + GUARD_SIZE + alignment - 1) & ~(alignment - 1);
  if (systemCall(SYS_MPROTECT, start, size, PROT_READ_WRITE) !== 0) return 0;
  return start;
}

export function platformReserveMemory(count: u64): ptr {
  const start: ptr = mapGuarded((count + 4095) & ~u64(4095), HEAP_ALIGNMENT);
  if (start === 0) return 0;
  reservedLow = start;
  reservedHigh = start + count;
  return start;
}

export function platformCommitMemory(address: ptr, count: u64): boolean {
  return (
    address >= reservedLow && count <= reservedHigh - reservedLow && address + count <= reservedHigh
  );
}

export function platformReleaseMemory(address: ptr, count: u64): void {
  systemCall(SYS_MADVISE, address, count, MADV_DONTNEED);
}

/** False when there is no memory for it. */
export function reserveMainStack(): boolean {
  const low: ptr = mapGuarded(STACK_SIZE, 4096);
  if (low === 0) return false;
  mainStackLow = low;
  mainStackHigh = low + STACK_SIZE;
  mainStackGuard = low - GUARD_SIZE;
  return true;
}
