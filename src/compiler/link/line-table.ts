// Line table: which source line each machine instruction came from, read from .debug_line. Layer: compiler/link.
// DWARF 4 §6.2 and DWARF 5 §6.2: the header's file table, then a program for a small state machine.

import { ByteReader } from './byte-reader.ts';
import { type ElfFile, zeroTerminated } from './elf.ts';

/** From `address` on up to the next row the code belongs to this position. */
export interface LineRow {
  address: number;
  file: string;
  line: number;
  column: number;
  /** The first address after a sequence of rows; belongs to nothing. */
  isEnd: boolean;
}

interface Header {
  minimumInstructionLength: number;
  lineBase: number;
  lineRange: number;
  opcodeBase: number;
  operandCounts: number[];
  files: string[];
  /** Index of the first file: 1 before DWARF 5, 0 since. */
  firstFile: number;
}

// Forms and content types of DWARF 5's file tables.
const FORM_BLOCK = 0x09;
const FORM_DATA1 = 0x0b;
const FORM_DATA2 = 0x05;
const FORM_DATA4 = 0x06;
const FORM_DATA8 = 0x07;
const FORM_DATA16 = 0x1e;
const FORM_STRING = 0x08;
const FORM_STRP = 0x0e;
const FORM_UDATA = 0x0f;
const FORM_LINE_STRP = 0x1f;
const CONTENT_PATH = 1;
const CONTENT_FOLDER = 2;

/** Tells the files whose code is asked for; other units are not read at all. */
export type FileFilter = (file: string) => boolean;

/**
 * All rows by address of the units with a file that is `wanted`; of several at one address the last counts and the others are gone. Code of no line (made by
 * the optimizer) belongs to the row before it.
 */
export function readLineTable(elf: ElfFile, wanted: FileFilter = () => true): LineRow[] {
  const bytes = elf.contents('.debug_line');
  const rows: LineRow[] = [];
  const reader = new ByteReader(bytes);
  while (reader.at + 4 < bytes.length) {
    const length = reader.u32();
    const end = reader.at + length;
    const header = readHeader(reader, elf);
    if (header.files.some(wanted)) runProgram(reader, end, header, rows);
    reader.at = end;
  }
  return inOrder(rows);
}

/** The file names of the line program at `offset`, in the order of their indices. */
export function readFileTable(elf: ElfFile, offset: number): string[] {
  return readHeader(new ByteReader(elf.contents('.debug_line'), offset + 4), elf).files;
}

function readHeader(reader: ByteReader, elf: ElfFile): Header {
  const version = reader.u16();
  if (version < 2 || version > 5)
    throw new RangeError(`Cannot read line table: version "${version}"`);
  if (version === 5) reader.at += 2; // address size, segment selector size
  const headerLength = reader.u32();
  const programStart = reader.at + headerLength;
  const minimumInstructionLength = reader.u8();
  if (version >= 4) reader.u8(); // maximum operations per instruction
  reader.u8(); // default is_stmt
  const lineBase = reader.i8();
  const lineRange = reader.u8();
  const opcodeBase = reader.u8();
  const operandCounts = [0];
  for (let i = 1; i < opcodeBase; i++) operandCounts.push(reader.u8());
  const files = version === 5 ? readTables5(reader, elf) : readTables4(reader);
  reader.at = programStart;
  const firstFile = version === 5 ? 0 : 1;
  return {
    minimumInstructionLength,
    lineBase,
    lineRange,
    opcodeBase,
    operandCounts,
    files,
    firstFile,
  };
}

function readTables4(reader: ByteReader): string[] {
  const folders = [''];
  while (reader.bytes[reader.at] !== 0) folders.push(reader.text());
  reader.u8();
  const files: string[] = [];
  while (reader.bytes[reader.at] !== 0) {
    const name = reader.text();
    files.push(joined(folders[reader.uleb()], name));
    reader.uleb(); // time
    reader.uleb(); // size
  }
  return files;
}

function readTables5(reader: ByteReader, elf: ElfFile): string[] {
  const folders = readEntries(reader, elf).map((entry) => entry.path);
  // Folder 0 is the compilation's own, as in version 4.
  return readEntries(reader, elf).map(({ path, folder }) =>
    joined(folder === 0 ? '' : folders[folder], path),
  );
}

function joined(folder: string | undefined, name: string): string {
  return folder && !name.startsWith('/') ? `${folder}/${name}` : name;
}

function readEntries(reader: ByteReader, elf: ElfFile): { path: string; folder: number }[] {
  const formats: [number, number][] = [];
  const formatCount = reader.u8();
  for (let i = 0; i < formatCount; i++) formats.push([reader.uleb(), reader.uleb()]);
  const count = reader.uleb();
  const entries: { path: string; folder: number }[] = [];
  for (let i = 0; i < count; i++) {
    const entry = { path: '', folder: 0 };
    for (const [content, form] of formats) {
      const value = readForm(reader, form, elf);
      if (content === CONTENT_PATH) entry.path = String(value);
      else if (content === CONTENT_FOLDER) entry.folder = Number(value);
    }
    entries.push(entry);
  }
  return entries;
}

function readForm(reader: ByteReader, form: number, elf: ElfFile): string | number {
  switch (form) {
    case FORM_STRING:
      return reader.text();
    case FORM_LINE_STRP:
      return zeroTerminated(elf.contents('.debug_line_str'), reader.u32());
    case FORM_STRP:
      return zeroTerminated(elf.contents('.debug_str'), reader.u32());
    case FORM_DATA1:
      return reader.u8();
    case FORM_DATA2:
      return reader.u16();
    case FORM_DATA4:
      return reader.u32();
    case FORM_DATA8:
      return reader.u64();
    case FORM_UDATA:
      return reader.uleb();
    case FORM_DATA16:
      reader.at += 16;
      return 0;
    case FORM_BLOCK:
      reader.skip(reader.uleb());
      return 0;
    default:
      throw new RangeError(`Cannot read line table: form "${form}"`);
  }
}

function runProgram(reader: ByteReader, end: number, header: Header, rows: LineRow[]): void {
  const constantAdvance = Math.floor((255 - header.opcodeBase) / header.lineRange);
  const start = { address: 0, file: 1, line: 1, column: 0 };
  let state = { ...start };
  let sequence: LineRow[] = [];
  const emit = (isEnd: boolean): void => {
    if (state.line === 0 && !isEnd && sequence.length > 0) return;
    const file = header.files[state.file - header.firstFile] ?? '';
    sequence.push({ address: state.address, file, line: state.line, column: state.column, isEnd });
  };
  const advance = (operations: number): void => {
    state.address += operations * header.minimumInstructionLength;
  };
  while (reader.at < end) {
    const opcode = reader.u8();
    if (opcode >= header.opcodeBase) {
      const adjusted = opcode - header.opcodeBase;
      advance(Math.floor(adjusted / header.lineRange));
      state.line += header.lineBase + (adjusted % header.lineRange);
      emit(false);
      continue;
    }
    switch (opcode) {
      case 0: {
        const length = reader.uleb();
        const next = reader.at + length;
        const extended = reader.u8();
        if (extended === 1) {
          emit(true);
          // The linker leaves address 0 in the rows of functions that it dropped.
          if ((sequence[0]?.address ?? 0) !== 0) rows.push(...sequence);
          sequence = [];
          state = { ...start };
        } else if (extended === 2) {
          state.address = reader.u64();
        }
        reader.at = next;
        break;
      }
      case 1:
        emit(false);
        break;
      case 2:
        advance(reader.uleb());
        break;
      case 3:
        state.line += reader.sleb();
        break;
      case 4:
        state.file = reader.uleb();
        break;
      case 5:
        state.column = reader.uleb();
        break;
      case 8:
        advance(constantAdvance);
        break;
      case 9:
        state.address += reader.u16();
        break;
      default:
        for (let i = header.operandCounts[opcode] ?? 0; i > 0; i--) reader.uleb();
    }
  }
}

function inOrder(rows: LineRow[]): LineRow[] {
  const ordered = rows
    .map((row, index) => ({ row, index }))
    // At one address the end of the sequence before comes first.
    .sort(
      (a, b) =>
        a.row.address - b.row.address ||
        Number(b.row.isEnd) - Number(a.row.isEnd) ||
        a.index - b.index,
    )
    .map(({ row }) => row);
  return ordered.filter((row, i) => ordered[i + 1]?.address !== row.address);
}
