// ELF reader: sections, symbols and segments of a 64-bit little-endian file. Layer: compiler/link.
// For files that our own linker step wrote; a malformed one throws.

export interface Section {
  name: string;
  type: number;
  flags: number;
  address: number;
  offset: number;
  size: number;
}

export interface ElfSymbol {
  name: string;
  address: number;
  size: number;
  isFunction: boolean;
}

export interface Segment {
  type: number;
  flags: number;
  address: number;
  fileSize: number;
  memorySize: number;
}

export const SECTION_NO_BITS = 8;
export const SECTION_ALLOCATED = 2;
export const SEGMENT_LOAD = 1;
export const SEGMENT_EXECUTABLE = 1;
export const SEGMENT_WRITABLE = 2;

const SYMBOL_SIZE = 24;
const SYMBOL_FUNCTION = 2;

export class ElfFile {
  readonly bytes: Buffer;
  readonly sections: Section[] = [];

  constructor(bytes: Buffer) {
    if (bytes.length < 64 || bytes.readUInt32BE(0) !== 0x7f454c46 || bytes[4] !== 2) {
      throw new TypeError('Cannot read the image: not a 64-bit ELF file');
    }
    this.bytes = bytes;
    this.#readSections();
  }

  section(name: string): Section | undefined {
    return this.sections.find((section) => section.name === name);
  }

  /** The section's bytes, empty when it is not there. */
  contents(name: string): Buffer {
    const section = this.section(name);
    if (!section || section.type === SECTION_NO_BITS) return Buffer.alloc(0);
    return this.bytes.subarray(section.offset, section.offset + section.size);
  }

  symbols(): ElfSymbol[] {
    const table = this.contents('.symtab');
    const names = this.contents('.strtab');
    const symbols: ElfSymbol[] = [];
    for (let at = 0; at + SYMBOL_SIZE <= table.length; at += SYMBOL_SIZE) {
      symbols.push({
        name: zeroTerminated(names, table.readUInt32LE(at)),
        isFunction: (table.readUInt8(at + 4) & 15) === SYMBOL_FUNCTION,
        address: readWord(table, at + 8),
        size: readWord(table, at + 16),
      });
    }
    return symbols;
  }

  segments(): Segment[] {
    const start = readWord(this.bytes, 32);
    const size = this.bytes.readUInt16LE(54);
    const count = this.bytes.readUInt16LE(56);
    return Array.from({ length: count }, (_, index) => {
      const at = start + index * size;
      return {
        type: this.bytes.readUInt32LE(at),
        flags: this.bytes.readUInt32LE(at + 4),
        address: readWord(this.bytes, at + 16),
        fileSize: readWord(this.bytes, at + 32),
        memorySize: readWord(this.bytes, at + 40),
      };
    });
  }

  #readSections(): void {
    const { bytes } = this;
    const start = readWord(bytes, 40);
    const size = bytes.readUInt16LE(58);
    const count = bytes.readUInt16LE(60);
    const nameOffsets: number[] = [];
    for (let i = 0; i < count; i++) {
      const at = start + i * size;
      nameOffsets.push(bytes.readUInt32LE(at));
      this.sections.push({
        name: '',
        type: bytes.readUInt32LE(at + 4),
        flags: readWord(bytes, at + 8),
        address: readWord(bytes, at + 16),
        offset: readWord(bytes, at + 24),
        size: readWord(bytes, at + 32),
      });
    }
    const names = this.sections[bytes.readUInt16LE(62)];
    if (!names) return;
    const text = bytes.subarray(names.offset, names.offset + names.size);
    this.sections.forEach((section, i) => {
      section.name = zeroTerminated(text, nameOffsets[i] ?? 0);
    });
  }
}

/** A 64-bit word as a number; image addresses and sizes are far below 2^53. */
export function readWord(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32;
}

export function zeroTerminated(bytes: Buffer, start: number): string {
  const end = bytes.indexOf(0, start);
  return bytes.toString('utf8', start, end < 0 ? bytes.length : end);
}
