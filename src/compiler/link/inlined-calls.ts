// Inlined calls: where clang put the code of one function into another, read from .debug_info. Layer: compiler/link.
// The line table names the inlined function's own line; these records lead from there to the line of the call.
// DWARF 4 §3.3.8.2 (DW_TAG_inlined_subroutine), §7.5 for the encoding.

import { ByteReader } from './byte-reader.ts';
import { type ElfFile, zeroTerminated } from './elf.ts';
import { type FileFilter, readFileTable } from './line-table.ts';

export interface InlinedCall {
  start: number;
  end: number;
  /** 1 in a function itself, 2 in what was inlined into it ... */
  depth: number;
  /** C name of the function whose code this is. */
  callee: string;
  /** The call. */
  file: string;
  line: number;
  column: number;
}

interface Abbreviation {
  tag: number;
  hasChildren: boolean;
  attributes: [attribute: number, form: number][];
}

const TAG_COMPILE_UNIT = 0x11;
const TAG_INLINED_SUBROUTINE = 0x1d;
const AT_NAME = 0x03;
const AT_STMT_LIST = 0x10;
const AT_LOW_PC = 0x11;
const AT_HIGH_PC = 0x12;
const AT_ABSTRACT_ORIGIN = 0x31;
const AT_RANGES = 0x55;
const AT_CALL_COLUMN = 0x57;
const AT_CALL_FILE = 0x58;
const AT_CALL_LINE = 0x59;
const FORM_ADDR = 0x01;
const FORM_STRP = 0x0e;
const RANGE_BASE = 2 ** 64;

type Attributes = Map<number, number | string>;

/** All inlined calls by start address, outer ones first, of the units with a file that is `wanted`. */
export function readInlinedCalls(elf: ElfFile, wanted: FileFilter = () => true): InlinedCall[] {
  const reader = new ByteReader(elf.contents('.debug_info'));
  const calls: InlinedCall[] = [];
  while (reader.at + 4 < reader.bytes.length) {
    const unit = new Unit(elf, reader, calls);
    unit.read(wanted);
    reader.at = unit.end;
  }
  return calls.sort((a, b) => a.start - b.start || a.depth - b.depth);
}

class Unit {
  readonly end: number;
  readonly #elf: ElfFile;
  readonly #reader: ByteReader;
  readonly #calls: InlinedCall[];
  readonly #start: number;
  readonly #abbreviations: Map<number, Abbreviation>;
  /** C names by position of their entry; abstract entries precede those that refer to them only mostly. */
  readonly #names = new Map<number, string>();
  readonly #unnamed: [call: InlinedCall, origin: number][] = [];
  #files: string[] = [];
  #base = 0;

  constructor(elf: ElfFile, reader: ByteReader, calls: InlinedCall[]) {
    this.#elf = elf;
    this.#reader = reader;
    this.#calls = calls;
    this.#start = reader.at;
    this.end = reader.u32() + reader.at;
    const version = reader.u16();
    if (version !== 4) throw new RangeError(`Cannot read debug information: version "${version}"`);
    this.#abbreviations = readAbbreviations(elf, reader.u32());
    reader.u8(); // address size
  }

  read(wanted: FileFilter): void {
    const reader = this.#reader;
    /** Per open entry: whether it is an inlined call. */
    const open: boolean[] = [];
    while (reader.at < this.end) {
      const position = reader.at - this.#start;
      const code = reader.uleb();
      if (code === 0) {
        open.pop();
        continue;
      }
      const abbreviation = this.#abbreviations.get(code);
      if (!abbreviation)
        throw new RangeError(`Cannot read debug information: abbreviation "${code}"`);
      const attributes = this.#readAttributes(abbreviation);
      const name = attributes.get(AT_NAME);
      if (typeof name === 'string') this.#names.set(position, name);
      if (abbreviation.tag === TAG_COMPILE_UNIT) {
        this.#enter(attributes);
        if (!this.#files.some(wanted)) return;
      }
      const isCall = abbreviation.tag === TAG_INLINED_SUBROUTINE;
      if (isCall) this.#addCall(attributes, open.filter(Boolean).length + 1);
      if (abbreviation.hasChildren) open.push(isCall);
    }
    for (const [call, origin] of this.#unnamed) call.callee = this.#names.get(origin) ?? '';
  }

  #enter(attributes: Attributes): void {
    this.#base = Number(attributes.get(AT_LOW_PC) ?? 0);
    const lines = attributes.get(AT_STMT_LIST);
    if (lines !== undefined) this.#files = readFileTable(this.#elf, Number(lines));
  }

  #addCall(attributes: Attributes, depth: number): void {
    for (const [start, end] of this.#ranges(attributes)) {
      if (start === 0) continue; // dropped by the linker
      const call = {
        start,
        end,
        depth,
        callee: '',
        file: this.#files[Number(attributes.get(AT_CALL_FILE) ?? 0) - 1] ?? '',
        line: Number(attributes.get(AT_CALL_LINE) ?? 0),
        column: Number(attributes.get(AT_CALL_COLUMN) ?? 0),
      };
      this.#calls.push(call);
      this.#unnamed.push([call, Number(attributes.get(AT_ABSTRACT_ORIGIN) ?? 0)]);
    }
  }

  #ranges(attributes: Attributes): [number, number][] {
    const list = attributes.get(AT_RANGES);
    if (list === undefined) {
      const start = Number(attributes.get(AT_LOW_PC) ?? 0);
      return [[start, start + Number(attributes.get(AT_HIGH_PC) ?? 0)]];
    }
    const reader = new ByteReader(this.#elf.contents('.debug_ranges'), Number(list));
    const ranges: [number, number][] = [];
    let base = this.#base;
    for (;;) {
      const start = reader.u64();
      const end = reader.u64();
      if (start === 0 && end === 0) return ranges;
      if (start >= RANGE_BASE - 1) base = end;
      else ranges.push([base + start, base + end]);
    }
  }

  #readAttributes(abbreviation: Abbreviation): Attributes {
    const values: Attributes = new Map();
    for (const [attribute, form] of abbreviation.attributes) {
      values.set(attribute, this.#readForm(form));
    }
    return values;
  }

  #readForm(form: number): number | string {
    const reader = this.#reader;
    switch (form) {
      case FORM_ADDR:
      case 0x07: // data8
      case 0x20: // ref_sig8
        return reader.u64();
      case 0x05: // data2
      case 0x12: // ref2
        return reader.u16();
      case 0x06: // data4
      case 0x10: // ref_addr
      case 0x13: // ref4
      case 0x17: // sec_offset
        return reader.u32();
      case 0x0b: // data1
      case 0x0c: // flag
      case 0x11: // ref1
        return reader.u8();
      case 0x0d: // sdata
        return reader.sleb();
      case 0x0f: // udata
      case 0x15: // ref_udata
        return reader.uleb();
      case 0x08: // string
        return reader.text();
      case FORM_STRP:
        return zeroTerminated(this.#elf.contents('.debug_str'), reader.u32());
      case 0x19: // flag_present
        return 1;
      case 0x09: // block
      case 0x18: // exprloc
        reader.skip(reader.uleb());
        return 0;
      case 0x0a: // block1
        reader.skip(reader.u8());
        return 0;
      default:
        throw new RangeError(`Cannot read debug information: form "${form}"`);
    }
  }
}

function readAbbreviations(elf: ElfFile, offset: number): Map<number, Abbreviation> {
  const reader = new ByteReader(elf.contents('.debug_abbrev'), offset);
  const table = new Map<number, Abbreviation>();
  for (let code = reader.uleb(); code !== 0; code = reader.uleb()) {
    const tag = reader.uleb();
    const hasChildren = reader.u8() !== 0;
    const attributes: [number, number][] = [];
    for (;;) {
      const attribute = reader.uleb();
      const form = reader.uleb();
      if (attribute === 0 && form === 0) break;
      attributes.push([attribute, form]);
    }
    table.set(code, { tag, hasChildren, attributes });
  }
  return table;
}
