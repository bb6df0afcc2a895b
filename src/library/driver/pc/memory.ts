'use machine';
// Memory of a machine: cuts what the hypervisor gives into table pages, stacks with guards, and the heap. Layer: driver.
// Physical addresses are virtual ones. Nothing is writable and executable; what is no memory, and the first MiB with the
// null page, is not mapped. Heap cells never move, so what lies in them can be shown to devices.

import {
  asciiText,
  fillBytes,
  load16,
  load32,
  load64,
  symbolAddress,
  u32,
  u64,
} from '../../machine/intrinsics.ts';
import type { ptr } from '../../machine/types.ts';
import {
  installPageTables,
  MAP_CODE,
  MAP_DATA,
  MAP_DEVICE,
  MAP_READ_ONLY,
  mapPages,
  PAGE_SIZE,
  startPageTables,
} from '../../machine/x86_64/page-tables.ts';
import { reportFreePages } from '../virtio/balloon-rings.ts';
import { heapLimit } from './command-line.ts';
import { endWithWords } from './power.ts';
import { memoryRangeCount, memoryRangeEnd, memoryRangeStart } from './start-info.ts';

const PT_LOAD: u32 = 1;
const PT_GNU_RELRO: u32 = 0x6474e552;
const SEGMENT_EXECUTABLE: u32 = 1;
const SEGMENT_WRITABLE: u32 = 2;

const LOWEST_POOL: u64 = 0x40000;
const HIGHEST_POOL: u64 = 0x800000;
const LOWEST_STACK: u64 = 0x40000;
const LOWEST_HEAP: u64 = 0x180000;
const HIGHEST_STACK: u64 = 0x800000;
const EMERGENCY_STACK: u64 = 0x4000;
const GUARD_SIZE: u64 = 0x1000;
const BLOCK_MASK: u64 = 0xffff;
/** What the heap's tables take besides a 32nd of it, at most (runtime/block.ts). */
const HEAP_OVERHEAD: u64 = 0x60000;

/** Pages for tables, emergency stacks and devices' rings, handed out upwards. */
let poolNext: u64 = 0;
let poolEnd: u64 = 0;
/** The image's code. */
export let codeLow: u64 = 0;
export let codeHigh: u64 = 0;
let heapLow: u64 = 0;
let heapHigh: u64 = 0;
/** The main stack; the page below is a guard. */
export let mainStackLow: u64 = 0;
export let mainStackHigh: u64 = 0;
export let emergencyLow: u64 = 0;
export let emergencyHigh: u64 = 0;

/** Under the entry's page tables; afterwards only what is mapped here can be touched. */
export function layOutMemory(): void {
  const image: u64 = symbolAddress('__ehdr_start');
  const imageEnd: u64 = (symbolAddress('_end') + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1);
  const end: u64 = endOfRangeWith(image);
  if (end < imageEnd + LOWEST_POOL + LOWEST_STACK + LOWEST_HEAP)
    endWithWords(asciiText('too little memory'));
  const size: u64 = end - imageEnd;
  poolNext = imageEnd;
  poolEnd = imageEnd + between(size / 32, LOWEST_POOL, HIGHEST_POOL);
  mainStackLow = poolEnd + GUARD_SIZE;
  mainStackHigh = mainStackLow + between(size / 16, LOWEST_STACK, HIGHEST_STACK);
  chooseHeap(mainStackHigh + GUARD_SIZE, end);
  startPageTables();
  mapImage(image);
  mapPages(imageEnd, poolEnd, MAP_DATA);
  mapPages(mainStackLow, mainStackHigh, MAP_DATA);
  mapPages(heapLow, heapHigh, MAP_DATA);
  layOutEmergencyStacks();
  installPageTables();
}

function between(size: u64, lowest: u64, highest: u64): u64 {
  const whole: u64 = size & ~(PAGE_SIZE - 1);
  if (whole < lowest) return lowest;
  return whole > highest ? highest : whole;
}

function endOfRangeWith(address: u64): u64 {
  for (let i: u32 = 0; i < memoryRangeCount; i++) {
    if (memoryRangeStart(i) <= address && memoryRangeEnd(i) > address) return memoryRangeEnd(i);
  }
  return 0;
}

/** The largest range: the rest of the image's own, or one above 4 GiB. */
function chooseHeap(low: u64, high: u64): void {
  heapLow = low;
  heapHigh = high;
  for (let i: u32 = 0; i < memoryRangeCount; i++) {
    const start: u64 = memoryRangeStart(i);
    if (start < high || memoryRangeEnd(i) - start <= heapHigh - heapLow) continue;
    heapLow = start;
    heapHigh = memoryRangeEnd(i);
  }
  heapLow = (heapLow + BLOCK_MASK) & ~BLOCK_MASK;
  heapHigh = heapHigh & ~BLOCK_MASK;
}

/** Each segment as its program header says, and read-only what only the linker writes. */
function mapImage(image: ptr): void {
  let header: ptr = image + load64(image + 32);
  const size: u64 = u64(load16(image + 54));
  const count: u32 = load16(image + 56);
  for (let i: u32 = 0; i < count; i++) {
    const type: u32 = load32(header);
    const flags: u32 = load32(header + 4);
    const start: u64 = load64(header + 16);
    const end: u64 = start + load64(header + 40);
    if (type === PT_LOAD && (flags & SEGMENT_EXECUTABLE) !== 0) {
      codeLow = start;
      codeHigh = end;
    }
    if (type === PT_LOAD) mapPages(start, end, kindOf(flags));
    // Only whole pages: the last one may hold data too.
    else if (type === PT_GNU_RELRO) mapPages(start, end & ~(PAGE_SIZE - 1), MAP_READ_ONLY);
    header += size;
  }
}

function kindOf(flags: u32): u64 {
  if ((flags & SEGMENT_EXECUTABLE) !== 0) return MAP_CODE;
  return (flags & SEGMENT_WRITABLE) !== 0 ? MAP_DATA : MAP_READ_ONLY;
}

/** Three, each with a guard page below it. */
function layOutEmergencyStacks(): void {
  emergencyLow = poolNext;
  for (let i: u32 = 0; i < 3; i++) {
    mapPages(poolNext, poolNext + GUARD_SIZE, 0);
    poolNext += GUARD_SIZE + EMERGENCY_STACK;
  }
  emergencyHigh = poolNext;
}

/** `index` 0 to 2: where an emergency stack begins (it grows downwards). */
export function emergencyStackTop(index: u32): ptr {
  return emergencyLow + u64(index + 1) * (GUARD_SIZE + EMERGENCY_STACK);
}

/** Pages, physically contiguous, zeroed, for the life of the image: for devices and tables; 0 when there are no more. */
export function takeDevicePages(count: u64): ptr {
  const size: u64 = count * PAGE_SIZE;
  if (size > poolEnd - poolNext) return 0;
  const pages: ptr = poolNext;
  poolNext += size;
  fillBytes(pages, 0, size);
  return pages;
}

/** For page-tables.ts. */
export function takeTablePage(): ptr {
  const page: ptr = takeDevicePages(1);
  if (page === 0) endWithWords(asciiText('no memory for page tables'));
  return page;
}

/** Makes a device's registers accessible, uncached, at their physical address. */
export function mapDevice(address: u64, size: u64): ptr {
  mapPages(address, address + size, MAP_DEVICE);
  return address;
}

/** Most bytes of cells that the heap can have here. */
export function availableHeap(): u64 {
  const most: u64 = (((heapHigh - heapLow - HEAP_OVERHEAD) / 32) * 31) & ~BLOCK_MASK;
  return heapLimit !== 0 && heapLimit < most ? heapLimit : most;
}

export function platformReserveMemory(count: u64): ptr {
  return count <= heapHigh - heapLow ? heapLow : 0;
}

/** Firmware or an earlier life of the machine may have left something there. */
export function platformCommitMemory(address: ptr, count: u64): boolean {
  if (address < heapLow || address > heapHigh || count > heapHigh - address) return false;
  const end: ptr = address + count;
  for (let page: ptr = address; page < end; page += PAGE_SIZE) {
    if (!isZero(page)) fillBytes(page, 0, PAGE_SIZE);
  }
  return true;
}

/** Only reading leaves untouched pages to the host. */
function isZero(page: ptr): boolean {
  for (let at: ptr = page; at < page + PAGE_SIZE; at += 64) {
    if (
      (load64(at) | load64(at + 8) | load64(at + 16) | load64(at + 24)) !== 0 ||
      (load64(at + 32) | load64(at + 40) | load64(at + 48) | load64(at + 56)) !== 0
    )
      return false;
  }
  return true;
}

/** Zeroed first: whether the host takes what is reported to it is the host's affair. */
export function platformReleaseMemory(address: ptr, count: u64): void {
  fillBytes(address, 0, count);
  reportFreePages(address, count);
}
