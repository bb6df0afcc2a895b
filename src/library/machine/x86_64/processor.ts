'use machine';
// Processor: privileged instructions (pc-instructions.S) and what CPUID says. Layer: machine.
// Intel SDM volume 2 (CPUID), 4 (model-specific registers).

import { load32, reserveBytes } from '../intrinsics.ts';
import type { ptr, u32, u64 } from '../types.ts';

export declare function readProcessorLeaf(leaf: u32, subleaf: u32, to: ptr): void;
export declare function readControl2(): u64;
export declare function readControl3(): u64;
export declare function writeControl3(value: u64): void;
export declare function readControl4(): u64;
export declare function writeControl4(value: u64): void;
export declare function invalidatePage(address: ptr): void;
export declare function loadDescriptorTables(segments: ptr, interrupts: ptr, task: u32): void;
export declare function loadInterruptTable(interrupts: ptr): void;
/** 1 when a word was stored at `to`; only where CPUID has RDRAND. */
export declare function randomFromProcessor(to: ptr): u32;
/** 1 when a word was stored at `to`; only where CPUID has RDSEED. */
export declare function seedFromProcessor(to: ptr): u32;
export declare function readOrderedTimestamp(): u64;
/** With interrupts closed. */
export declare function haltForever(): never;
/** See pc-start.S: the accepted vector, or 0. */
export declare function waitForInterrupt(halt: u32): u32;

// Bits of CPUID 1 ECX.
export const FEATURE_X2APIC: u32 = 0x200000;
export const FEATURE_TSC_DEADLINE: u32 = 0x1000000;
export const FEATURE_RDRAND: u32 = 0x40000000;
export const FEATURE_HYPERVISOR: u32 = 0x80000000;
// Bits of CPUID 7 EBX and ECX.
export const FEATURE_SMEP: u32 = 0x80;
export const FEATURE_RDSEED: u32 = 0x40000;
export const FEATURE_SMAP: u32 = 0x100000;
export const FEATURE_UMIP: u32 = 4;
// Bits of CPUID 0x80000001 EDX.
export const FEATURE_GIGABYTE_PAGES: u32 = 0x4000000;

const answer = reserveBytes(16);

function leafWord(leaf: u32, word: u32): u32 {
  const range: u32 = leaf & 0xf0000000;
  readProcessorLeaf(range, 0, answer);
  if (load32(answer) < leaf) return 0;
  readProcessorLeaf(leaf, 0, answer);
  return load32(answer + word * 4);
}

/** One register of a CPUID leaf (subleaf 0), 0 when the processor does not have the leaf. */
export function processorEax(leaf: u32): u32 {
  return leafWord(leaf, 0);
}

export function processorEbx(leaf: u32): u32 {
  return leafWord(leaf, 1);
}

export function processorEcx(leaf: u32): u32 {
  return leafWord(leaf, 2);
}

export function processorEdx(leaf: u32): u32 {
  return leafWord(leaf, 3);
}

/** Highest leaf of the hypervisor's range, 0 without a hypervisor. */
export function hypervisorLeaves(): u32 {
  if ((processorEcx(1) & FEATURE_HYPERVISOR) === 0) return 0;
  readProcessorLeaf(0x40000000, 0, answer);
  return load32(answer);
}

/** The first four characters of the hypervisor's name as a little-endian number. */
export function hypervisorName(): u32 {
  if ((processorEcx(1) & FEATURE_HYPERVISOR) === 0) return 0;
  readProcessorLeaf(0x40000000, 0, answer);
  return load32(answer + 4);
}

export const HYPERVISOR_KVM: u32 = 0x4b4d564b;
export const HYPERVISOR_TCG: u32 = 0x54474354;
export const HYPERVISOR_XEN: u32 = 0x566e6558;
export const HYPERVISOR_VMWARE: u32 = 0x61774d56;

/** SMEP, SMAP and UMIP where the processor has them: there is no user mode, so nothing may look like it. */
export function hardenProcessor(): void {
  let value: u64 = readControl4();
  const features: u32 = processorEbx(7);
  if ((features & FEATURE_SMEP) !== 0) value = value | 0x100000;
  if ((features & FEATURE_SMAP) !== 0) value = value | 0x200000;
  if ((processorEcx(7) & FEATURE_UMIP) !== 0) value = value | 0x800;
  writeControl4(value);
}
