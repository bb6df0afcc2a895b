'use machine';
// Descriptor tables: segments, task state with its emergency stacks, interrupt table. Layer: machine.
// Intel SDM volume 3, chapters 3, 6 and 8.7.

import { reserveBytes, store16, store32, store64, symbolAddress, u32, u64 } from '../intrinsics.ts';
import type { ptr } from '../types.ts';
import { loadDescriptorTables } from './processor.ts';

const CODE_SELECTOR: u32 = 8;
const TASK_SELECTOR: u32 = 24;
const DOUBLE_FAULT: u32 = 8;
const NON_MASKABLE: u32 = 2;
const PAGE_FAULT: u32 = 14;
const MACHINE_CHECK: u32 = 18;

const taskState = reserveBytes(104);
const interruptTable = reserveBytes(4096);
const segmentsPointer = reserveBytes(16);
const interruptsPointer = reserveBytes(16);

/** The tops of three stacks: double fault, page fault, and NMI or machine check. */
export function installDescriptorTables(doubleFault: ptr, pageFault: ptr, others: ptr): void {
  // RSP0 is not used: there is no user mode. The I/O map lies behind the limit.
  store64(taskState + 36, doubleFault);
  store64(taskState + 44, pageFault);
  store64(taskState + 52, others);
  store16(taskState + 102, 104);
  const segments: ptr = symbolAddress('segmentDescriptors');
  const base: u64 = taskState;
  store64(
    segments + 24,
    103 | ((base & 0xffffff) << 16) | 0x0000890000000000 | (((base >> 24) & 0xff) << 56),
  );
  store64(segments + 32, base >> 32);
  for (let vector: u32 = 0; vector < 256; vector++) setGate(vector);
  setPointer(segmentsPointer, 39, segments);
  setPointer(interruptsPointer, 4095, interruptTable);
  loadDescriptorTables(segmentsPointer, interruptsPointer, TASK_SELECTOR);
}

function setGate(vector: u32): void {
  const gate: ptr = interruptTable + u64(vector) * 16;
  const code: u64 = symbolAddress('interruptStubs') + u64(vector) * 16;
  store16(gate, code & 0xffff);
  store16(gate + 2, CODE_SELECTOR);
  store16(gate + 4, 0x8e00 | stackOf(vector));
  store16(gate + 6, (code >> 16) & 0xffff);
  store32(gate + 8, code >> 32);
  store32(gate + 12, 0);
}

/** Index of the emergency stack; 0: the current one. */
function stackOf(vector: u32): u32 {
  if (vector === DOUBLE_FAULT) return 1;
  if (vector === PAGE_FAULT) return 2;
  if (vector === NON_MASKABLE || vector === MACHINE_CHECK) return 3;
  return 0;
}

function setPointer(at: ptr, limit: u32, address: ptr): void {
  store16(at, limit);
  store64(at + 2, address);
}

/** An interrupt table without entries: the next exception resets the machine. */
export function emptyInterruptTable(): ptr {
  setPointer(interruptsPointer, 0, 0);
  return interruptsPointer;
}
