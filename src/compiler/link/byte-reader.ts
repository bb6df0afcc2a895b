// Byte reader: a cursor over little-endian bytes with the variable-length numbers of DWARF. Layer: compiler/link.

import { zeroTerminated } from './elf.ts';

export class ByteReader {
  at: number;
  readonly bytes: Buffer;

  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  skip(count: number): void {
    this.at += count;
  }

  u8(): number {
    return this.bytes.readUInt8(this.at++);
  }

  i8(): number {
    return this.bytes.readInt8(this.at++);
  }

  u16(): number {
    this.at += 2;
    return this.bytes.readUInt16LE(this.at - 2);
  }

  u32(): number {
    this.at += 4;
    return this.bytes.readUInt32LE(this.at - 4);
  }

  u64(): number {
    const low = this.u32();
    return low + this.u32() * 2 ** 32;
  }

  /** Unsigned LEB128. */
  uleb(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.u8();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  /** Signed LEB128. */
  sleb(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.u8();
      value += (byte & 127) * scale;
      scale *= 128;
      if (byte < 128) return byte & 64 ? value - scale : value;
    }
  }

  text(): string {
    const text = zeroTerminated(this.bytes, this.at);
    this.at = this.bytes.indexOf(0, this.at) + 1;
    return text;
  }
}
