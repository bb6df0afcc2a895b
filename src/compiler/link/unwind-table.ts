// Unwind table: which registers each function that exceptions leave has pushed, read from .debug_frame (DWARF 4 §6.4).
// Layer: compiler/link. The format is that of src/library/runtime/unwind.ts.

import { ByteReader } from './byte-reader.ts';
import type { ElfFile } from './elf.ts';
import { LinkError } from './link-input.ts';

const TESTS = 63;
/** DWARF's numbers of r15, r14, r13, r12, rbx: the order in which clang pushes them. */
const SAVED = [15, 14, 13, 12, 3];
const FRAME_POINTER = 6;

/** Assembly text that defines the table. */
export function unwindTableAssembly(
  elf: ElfFile | undefined,
  isUnwound: (symbol: string) => boolean,
): string {
  const entries = elf ? makeEntries(elf, isUnwound) : [];
  return [
    '.section .data.rel.ro.drupe_unwind, "aw", @progbits',
    '.p2align 2',
    '.globl drp_unwind_count',
    '.hidden drp_unwind_count',
    `drp_unwind_count: .long ${entries.length}`,
    '.globl drp_unwind_table',
    '.hidden drp_unwind_table',
    'drp_unwind_table:',
    ...entries.map((entry) => `.long ${entry}`),
    '.section .note.GNU-stack, "", @progbits',
    '',
  ].join('\n');
}

function makeEntries(elf: ElfFile, isUnwound: (symbol: string) => boolean): number[] {
  const saved = readSavedRegisters(elf);
  const spans = new Map<number, { size: number; name: string }>();
  for (const { name, address, size, isFunction } of elf.symbols()) {
    if (isFunction && size > 0 && isUnwound(name)) spans.set(address, { size, name });
  }
  const entries: number[] = [];
  let last = TESTS;
  let end = 0;
  const add = (offset: number, state: number): void => {
    if (state !== last) entries.push(offset * 64 + state);
    last = state;
  };
  for (const [address, { size, name }] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (address !== end) add(end, TESTS);
    add(address, stateOf(name, saved.get(address)));
    end = address + size;
  }
  add(end, TESTS);
  return entries;
}

/** One bit for each register of SAVED. */
function stateOf(name: string, offsets: ReadonlyMap<number, number> | undefined): number {
  if (offsets === undefined) throw new LinkError(`Cannot find the frame of "${name}"`);
  let state = 0;
  // A function that makes no frame calls nothing, or has called already what goes on in its place.
  let slot = offsets.get(FRAME_POINTER) ?? -2;
  SAVED.forEach((register, bit) => {
    const offset = offsets.get(register);
    if (offset === undefined) return;
    if (offset !== --slot)
      throw new LinkError(`Cannot unwind "${name}": its frame is not as clang's`);
    state |= 1 << bit;
  });
  return state;
}

/** By function: where each register is, in words from the address of its caller's frame. */
function readSavedRegisters(elf: ElfFile): Map<number, Map<number, number>> {
  const reader = new ByteReader(elf.contents('.debug_frame'));
  const functions = new Map<number, Map<number, number>>();
  while (reader.at + 4 < reader.bytes.length) {
    const end = reader.u32() + reader.at;
    if (reader.u32() !== 0xffffffff) {
      const address = reader.u64();
      reader.skip(8);
      functions.set(address, readOffsets(reader, end));
    }
    reader.at = end;
  }
  return functions;
}

/** The call frame instructions that clang writes; the factor of offsets is -8, that of places 1. */
function readOffsets(reader: ByteReader, end: number): Map<number, number> {
  const offsets = new Map<number, number>();
  while (reader.at < end) {
    const code = reader.u8();
    if (code >> 6 === 2) offsets.set(code & 63, -reader.uleb());
    else if (code === 0x02) reader.skip(1);
    else if (code === 0x03) reader.skip(2);
    else if (code === 0x04) reader.skip(4);
    else if (code === 0x0c) {
      reader.uleb();
      reader.uleb();
    } else if (code === 0x0d || code === 0x0e || code === 0x2e) reader.uleb();
    else if (code !== 0x00 && code !== 0x0a && code !== 0x0b && code < 0x40)
      throw new LinkError(`Cannot read call frame instruction ${code}`);
  }
  return offsets;
}
