'use machine';
// ACPI tables: finds them from the root pointer and maps them read-only. Layer: driver.
// Nothing is trusted but lengths and checksums that add up. ACPI 6.5 §5.2.

import { compareBytes, load32, load64, load8, u32, u64 } from '../../machine/intrinsics.ts';
import type { ptr } from '../../machine/types.ts';
import { asciiText } from '../../machine/intrinsics.ts';
import { isMapped, MAP_READ_ONLY, mapPages } from '../../machine/x86_64/page-tables.ts';
import { acpiRoot } from './start-info.ts';

const SEARCH_START: u64 = 0xe0000;
const SEARCH_END: u64 = 0x100000;
const HEADER_SIZE: u64 = 36;
const LONGEST_TABLE: u32 = 0x400000;

let rootTable: ptr = 0;
/** Bytes of an entry of the root table: 8 in the XSDT, 4 in the RSDT. */
let entrySize: u64 = 8;
let searched: boolean = false;

/** Address of the table with the four letters `name`, 0 when there is none. */
export function findAcpiTable(name: ptr): ptr {
  if (!searched) findRootTable();
  if (rootTable === 0) return 0;
  const end: ptr = rootTable + load32(rootTable + 4);
  for (let at: ptr = rootTable + HEADER_SIZE; at + entrySize <= end; at += entrySize) {
    const table: ptr = entrySize === 8 ? load64(at) : u64(load32(at));
    if (mapTable(table) && compareBytes(table, name, 4) === 0) return table;
  }
  return 0;
}

/** Maps a whole table; false when its length or sum is wrong. */
export function mapTable(table: ptr): boolean {
  if (table === 0) return false;
  mapFirmware(table, HEADER_SIZE);
  const length: u32 = load32(table + 4);
  if (length < HEADER_SIZE || length > LONGEST_TABLE) return false;
  mapFirmware(table, u64(length));
  return sumOf(table, u64(length)) === 0;
}

/** Makes memory that firmware wrote readable. */
function mapFirmware(address: u64, length: u64): void {
  for (let at: u64 = address & ~u64(4095); at < address + length; at += 4096) {
    if (!isMapped(at)) mapPages(at, at + 4096, MAP_READ_ONLY);
  }
}

function sumOf(bytes: ptr, count: u64): u32 {
  let sum: u32 = 0;
  for (let i: u64 = 0; i < count; i++) sum += load8(bytes + i);
  return sum & 255;
}

function findRootTable(): void {
  searched = true;
  let pointer: ptr = acpiRoot;
  if (pointer === 0) pointer = searchRootPointer();
  if (pointer === 0) return;
  mapFirmware(pointer, 36);
  if (!isRootPointer(pointer)) return;
  let table: ptr = u64(load32(pointer + 16));
  entrySize = 4;
  if (load8(pointer + 15) >= 2 && load64(pointer + 24) !== 0) {
    table = load64(pointer + 24);
    entrySize = 8;
  }
  if (mapTable(table)) rootTable = table;
}

/** BIOS firmware leaves it on a 16-byte boundary below 1 MiB. */
function searchRootPointer(): ptr {
  mapFirmware(SEARCH_START, SEARCH_END - SEARCH_START);
  for (let at: ptr = SEARCH_START; at < SEARCH_END; at += 16) {
    if (isRootPointer(at)) return at;
  }
  return 0;
}

function isRootPointer(at: ptr): boolean {
  return compareBytes(at, asciiText('RSD PTR '), 8) === 0 && sumOf(at, 20) === 0;
}
