// Symbols of an image: every function and datum with its size and the source file that it comes from. Layer: image.
// Read from the file with symbols that the linker leaves beside the image (`IMAGE.debug`).

import { readFileSync } from 'node:fs';
import { ElfFile, SECTION_ALLOCATED, SECTION_NO_BITS, type Section } from '../compiler/link/elf.ts';
import { type LineRow, readLineTable } from '../compiler/link/line-table.ts';

export interface ImageSymbol {
  readonly name: string;
  readonly size: number;
  readonly isFunction: boolean;
  /** As the compiler named it to clang; null for data and assembly. */
  readonly file: string | null;
}

export interface ImageSymbols {
  readonly symbols: readonly ImageSymbol[];
  /** Sections of the image's file by name, with their bytes; memory that starts as zeros is in none. */
  readonly sections: ReadonlyMap<string, number>;
}

export function readImageSymbols(debugFile: string): ImageSymbols {
  const elf = new ElfFile(readFileSync(debugFile));
  const rows = readLineTable(elf);
  const loaded = elf.sections.filter(
    ({ flags, type }) => (flags & SECTION_ALLOCATED) !== 0 && type !== SECTION_NO_BITS,
  );
  const seen = new Set<number>();
  const symbols: ImageSymbol[] = [];
  for (const { name, address, size, isFunction } of elf.symbols()) {
    // Folded functions share an address; they count once.
    if (size === 0 || seen.has(address) || !loaded.some((section) => holds(section, address)))
      continue;
    seen.add(address);
    symbols.push({ name, size, isFunction, file: isFunction ? fileAt(rows, address) : null });
  }
  return { symbols, sections: new Map(loaded.map(({ name, size }) => [name, size])) };
}

function holds({ address, size }: Section, place: number): boolean {
  return address <= place && place < address + size;
}

/** The file of the last row at or before an address. Rows are sorted by address. */
function fileAt(rows: readonly LineRow[], address: number): string | null {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.address ?? 0) <= address) low = middle + 1;
    else high = middle;
  }
  const row = rows[low - 1];
  return row === undefined || row.isEnd ? null : row.file;
}
