// Position table: what stack traces read in the image, made of the linked image's line table and symbols.
// Layer: compiler/link. The format is that of src/library/runtime/stack-trace.ts; functions without an entry and files
// that are not the user's become library code, of which neighbouring entries are merged.

import type { ElfFile } from './elf.ts';
import { type InlinedCall, readInlinedCalls } from './inlined-calls.ts';
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
  const isShown = (file: string): boolean => positions.files.has(file);
  const rows = readLineTable(elf, isShown);
  const calls = new CallIndex(readInlinedCalls(elf, isShown));
  const fileIndices = new Map<string, number>();
  const entries: Entry[] = [];
  let row = 0;
  for (const span of functionSpans(elf)) {
    while (row < rows.length && rowEnd(rows, row) <= span.start) row++;
    const named = positions.functions.get(span.symbol);
    if (named?.isShownLibrary) {
      push(entries, [shownLibrary(span.start, texts.offsetOf(named.name))]);
    } else {
      if (row >= rows.length || (rows[row] as LineRow).address > span.start)
        push(entries, [library(span.start)]);
      for (let i = row; i < rows.length && (rows[i] as LineRow).address < span.end; i++) {
        push(entries, rowEntries(rows[i] as LineRow, span));
      }
    }
    push(entries, [library(span.end)]);
  }
  return entries;

  /** The positions in files of the user's, from the outermost to the innermost inlined one. */
  function rowEntries(at: LineRow, span: Span): Entry[] {
    const offset = Math.max(at.address, span.start);
    if (at.isEnd) return [library(offset)];
    const inlined = calls.around(offset, span);
    const chain: Entry[] = [];
    for (let depth = 0; depth <= inlined.length; depth++) {
      const place = inlined[depth] ?? at;
      const shown = positions.files.get(place.file);
      const named = positions.functions.get(inlined[depth - 1]?.callee ?? span.symbol);
      if (named?.isShownLibrary) {
        chain.push(shownLibrary(offset, texts.offsetOf(named.name)));
      } else if (shown !== undefined && place.line !== 0) {
        const column = Math.min(place.column, 0xffff);
        const name = texts.offsetOf(named?.name ?? '');
        chain.push({ offset, line: place.line, column, file: fileIndex(shown), name });
      }
    }
    return chain.length > 0 ? chain : [library(offset)];
  }

  function fileIndex(shown: string): number {
    let file = fileIndices.get(shown);
    if (file === undefined) {
      file = files.length;
      fileIndices.set(shown, file);
      files.push(texts.offsetOf(shown));
    }
    return file;
  }
}

/** Inlined calls by the function that they are in. Asked with rising spans only. */
class CallIndex {
  readonly #calls: InlinedCall[];
  #span: Span | undefined;
  #next = 0;
  #inSpan: InlinedCall[] = [];

  constructor(calls: InlinedCall[]) {
    this.#calls = calls;
  }

  /** The calls around an address, the outermost first. */
  around(address: number, span: Span): InlinedCall[] {
    if (span !== this.#span) this.#enter(span);
    return this.#inSpan
      .filter((call) => call.start <= address && address < call.end)
      .sort((a, b) => a.depth - b.depth);
  }

  #enter(span: Span): void {
    const calls = this.#calls;
    this.#span = span;
    this.#inSpan = [];
    while ((calls[this.#next]?.start ?? Infinity) < span.start) this.#next++;
    while ((calls[this.#next]?.start ?? Infinity) < span.end) {
      this.#inSpan.push(calls[this.#next++] as InlinedCall);
    }
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

/** Adds the entries of one offset. What says nothing new is left out, and replaces what was there for that offset. */
function push(entries: Entry[], chain: Entry[]): void {
  while (entries.length > 0 && entries.at(-1)?.offset === chain[0]?.offset) entries.pop();
  if (entries.length === 0 && chain[0]?.file === LIBRARY_FILE) return;
  let from = entries.length;
  while (from > 0 && entries[from - 1]?.offset === entries.at(-1)?.offset) from--;
  if (!isSameChain(entries.slice(from), chain)) entries.push(...chain);
}

function isSameChain(a: Entry[], b: Entry[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ line, column, file, name }, i) => {
      const other = b[i] as Entry;
      return (
        line === other.line && column === other.column && file === other.file && name === other.name
      );
    })
  );
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
