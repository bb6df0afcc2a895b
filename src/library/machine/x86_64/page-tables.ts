'use machine';
// Page tables: physical memory mapped to itself, with only what is there and only as it may be used. Layer: machine.
// Built in fresh pages while the entry's tables are in force, then installed. Pages are as large as alignment allows.
// Intel SDM volume 3, chapter 4.5.

import { fillBytes, load64, store64, u64 } from '../intrinsics.ts';
import type { ptr } from '../types.ts';
import {
  FEATURE_GIGABYTE_PAGES,
  invalidatePage,
  processorEdx,
  writeControl3,
} from './processor.ts';

/** Supplied by the target: a page for a table, anything in it; the image ends when there is none. */
export declare function takeTablePage(): ptr;

export const PAGE_SIZE: u64 = 4096;
const LARGE_SIZE: u64 = 0x200000;
const HUGE_SIZE: u64 = 0x40000000;

const PRESENT: u64 = 1;
const WRITABLE: u64 = 2;
const LARGE: u64 = 0x80;
const ADDRESS: u64 = 0x000ffffffffff000;
const LEAF_FLAGS: u64 = 0x800000000000001f;

/** Kinds of mapping; accessed and dirty are set, so that the processor has nothing to write back. */
export const MAP_CODE: u64 = 0x21;
export const MAP_READ_ONLY: u64 = 0x8000000000000021;
export const MAP_DATA: u64 = 0x8000000000000063;
/** Uncached: device registers. */
export const MAP_DEVICE: u64 = 0x800000000000007b;

let root: ptr = 0;
let installed: boolean = false;
let hugePages: boolean = false;

export function startPageTables(): void {
  hugePages = (processorEdx(0x80000001) & FEATURE_GIGABYTE_PAGES) !== 0;
  root = emptyTable();
}

export function installPageTables(): void {
  writeControl3(root);
  installed = true;
}

function emptyTable(): ptr {
  const table: ptr = takeTablePage();
  fillBytes(table, 0, PAGE_SIZE);
  return table;
}

/** Maps the pages of [start, end) to themselves; `kind` 0 removes them. */
export function mapPages(start: u64, end: u64, kind: u64): void {
  let at: u64 = start & ~(PAGE_SIZE - 1);
  const stop: u64 = (end + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1);
  while (at < stop) {
    const size: u64 = pageSizeAt(at, stop);
    store64(entryFor(at, size), kind === 0 ? 0 : at | kind | (size === PAGE_SIZE ? 0 : LARGE));
    if (installed) invalidatePage(at);
    at += size;
  }
}

/** The largest page that starts at `at`, ends before `stop` and is not mapped in smaller ones already. */
function pageSizeAt(at: u64, stop: u64): u64 {
  if (hugePages && fits(at, stop, HUGE_SIZE) && !isTable(at, HUGE_SIZE)) return HUGE_SIZE;
  if (fits(at, stop, LARGE_SIZE) && !isTable(at, LARGE_SIZE)) return LARGE_SIZE;
  return PAGE_SIZE;
}

function fits(at: u64, stop: u64, size: u64): boolean {
  return (at & (size - 1)) === 0 && stop - at >= size;
}

/** Whether the entry for a page of this size refers to a table of smaller pages. */
function isTable(at: u64, size: u64): boolean {
  const entry: u64 = load64(entryFor(at, size));
  return (entry & PRESENT) !== 0 && (entry & LARGE) === 0;
}

/** Address of the entry for a page of `size` bytes at `at`; tables above it are made where they are missing. */
function entryFor(at: u64, size: u64): ptr {
  const third: ptr = tableBelow(root + ((at >> 39) & 511) * 8, HUGE_SIZE << 9);
  const thirdEntry: ptr = third + ((at >> 30) & 511) * 8;
  if (size === HUGE_SIZE) return thirdEntry;
  const secondEntry: ptr = tableBelow(thirdEntry, HUGE_SIZE) + ((at >> 21) & 511) * 8;
  if (size === LARGE_SIZE) return secondEntry;
  return tableBelow(secondEntry, LARGE_SIZE) + ((at >> 12) & 511) * 8;
}

/** The table that the entry at `entry` refers to; a large page of `size` bytes is split. */
function tableBelow(entry: ptr, size: u64): ptr {
  const old: u64 = load64(entry);
  if ((old & PRESENT) !== 0 && (old & LARGE) === 0) return old & ADDRESS;
  const table: ptr = emptyTable();
  if ((old & PRESENT) !== 0) {
    const part: u64 = size >> 9;
    const flags: u64 = (old & (LEAF_FLAGS | 0x60)) | (part === PAGE_SIZE ? 0 : LARGE);
    const first: u64 = old & ADDRESS & ~(size - 1);
    for (let i: u64 = 0; i < 512; i++) store64(table + i * 8, (first + i * part) | flags);
  }
  store64(entry, table | PRESENT | WRITABLE);
  return table;
}

/** Whether the page at `at` is mapped; for words about a fault. */
export function isMapped(at: u64): boolean {
  let table: ptr = root;
  let shift: u64 = 39;
  for (;;) {
    const entry: u64 = load64(table + ((at >> shift) & 511) * 8);
    if ((entry & PRESENT) === 0) return false;
    if (shift === 12 || (entry & LARGE) !== 0) return true;
    table = entry & ADDRESS;
    shift -= 9;
  }
}
