// Position table: what stack traces read in the image, made of the linked image's line table and symbols.
// Layer: compiler/link. The format is that of src/library/runtime/stack-trace.ts; functions without an entry and files
// that are not the user's become library code, of which neighbouring entries are merged.

import type { ElfFile } from './elf.ts';
import { type LineRow, readLineTable } from './line-table.ts';
import type { Positions } from './link-input.ts';

const LIBRARY_FILE = 0xffff;
const SHOWN_LIBRARY_FILE = 0xfffe;

interface Entry {
  offset: number;
  line: number;
  column: number;
  file: number;
  name: number;
}

interface Span {
  start: number;
  end: number;
  symbol: string;
}

/** Assembly text that defines the tables; code offsets count from address 0 of the image. */
export function positionTableAssembly(
  elf: ElfFile | undefined,
  positions: Positions | undefined,
): string {
  const texts = new TextTable();
  const files: number[] = [];
  const entries = elf && positions ? makeEntries(elf, positions, texts, files) : [];
  return [
    // Read-only after relocation, and behind the code: its size moves no code.
    '.section .data.rel.ro.drupe_positions, "aw", @progbits',
    '.p2align 4',
    ...symbol('drp_position_table'),
    ...entries.map(entryText),
    ...symbol('drp_position_count'),
    `.long ${entries.length}`,
    ...symbol('drp_position_files'),
    ...files.map((offset) => `.long ${offset}`),
    ...symbol('drp_position_names'),
    ...texts.list.map((text) => `.byte ${[...Buffer.from(text), 0].join(',')}`),
    '.section .note.GNU-stack, "", @progbits',
    '',
  ].join('\n');
}

function symbol(name: string): string[] {
  return [`.globl ${name}`, `.hidden ${name}`, `${name}:`];
}

function entryText({ offset, line, column, file, name }: Entry): string {
  return `.long ${offset},${line}\n.short ${column},${file}\n.long ${name}`;
}

function makeEntries(
  elf: ElfFile,
  positions: Positions,
  texts: TextTable,
  files: number[],
): Entry[] {
  const spans = functionSpans(elf);
  const rows = readLineTable(elf);
  const fileIndices = new Map<string, number>();
  const entries: Entry[] = [];
  let row = 0;
  for (const span of spans) {
    while (row < rows.length && rowEnd(rows, row) <= span.start) row++;
    const named = positions.functions.get(span.symbol);
    if (named?.isShownLibrary) {
      push(entries, shownLibrary(span.start, texts.offsetOf(named.name)));
    } else {
      if (row >= rows.length || (rows[row] as LineRow).address > span.start)
        push(entries, library(span.start));
      for (let i = row; i < rows.length && (rows[i] as LineRow).address < span.end; i++) {
        push(entries, rowEntry(rows[i] as LineRow, span, named?.name ?? ''));
      }
    }
    push(entries, library(span.end));
  }
  return entries;

  function rowEntry(at: LineRow, span: Span, name: string): Entry {
    const offset = Math.max(at.address, span.start);
    const shown = at.isEnd ? undefined : positions.files.get(at.file);
    if (shown === undefined || at.line === 0) return library(offset);
    let file = fileIndices.get(shown);
    if (file === undefined) {
      file = files.length;
      fileIndices.set(shown, file);
      files.push(texts.offsetOf(shown));
    }
    return {
      offset,
      line: at.line,
      column: Math.min(at.column, 0xffff),
      file,
      name: texts.offsetOf(name),
    };
  }
}

function library(offset: number): Entry {
  return { offset, line: 0, column: 0, file: LIBRARY_FILE, name: 0 };
}

function shownLibrary(offset: number, name: number): Entry {
  return { offset, line: 0, column: 0, file: SHOWN_LIBRARY_FILE, name };
}

function rowEnd(rows: LineRow[], row: number): number {
  return rows[row + 1]?.address ?? Infinity;
}

/** One that says nothing new is left out, one at the same offset replaces the former. */
function push(entries: Entry[], entry: Entry): void {
  if (entries.at(-1)?.offset === entry.offset) entries.pop();
  const last = entries.at(-1);
  if (!last) {
    if (entry.file !== LIBRARY_FILE) entries.push(entry);
    return;
  }
  const same =
    last.line === entry.line &&
    last.column === entry.column &&
    last.file === entry.file &&
    last.name === entry.name;
  if (!same) entries.push(entry);
}

/** Functions by address; of several names at one address (folded code) the first that is known. */
function functionSpans(elf: ElfFile): Span[] {
  const spans = elf
    .symbols()
    .filter((symbol) => symbol.isFunction && symbol.size > 0 && symbol.address > 0)
    .map(({ name, address, size }) => ({ start: address, end: address + size, symbol: name }))
    .sort((a, b) => a.start - b.start);
  return spans.filter((span, i) => spans[i - 1]?.start !== span.start);
}

/** Zero-terminated texts, each once; the empty one is at 0. */
class TextTable {
  readonly list: string[] = [''];
  readonly #offsets = new Map<string, number>([['', 0]]);
  #size = 1;

  offsetOf(text: string): number {
    let offset = this.#offsets.get(text);
    if (offset === undefined) {
      offset = this.#size;
      this.#offsets.set(text, offset);
      this.list.push(text);
      this.#size += Buffer.byteLength(text) + 1;
    }
    return offset;
  }
}
