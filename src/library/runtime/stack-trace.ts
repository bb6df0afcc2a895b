'use machine';
// Stack traces: return addresses are collected by following frame pointers, and become text only when `stack` is read.
// Layer: runtime.
//
// Positions come from read-only tables that the link step provides (all may be absent, then no frame is printed):
//   drp_text_start       the address that code offsets count from
//   drp_position_count   u32, number of entries
//   drp_position_table   entries of 16 bytes, sorted by offset; an entry holds until the next one's offset:
//                        u32 code offset, u32 line, u16 column, u16 file, u32 name
//                        file: index into drp_position_files; 0xFFFF: runtime or library code, frame is left out;
//                        0xFFFE: a library function that V8 shows, printed as "NAME (<anonymous>)"
//                        name: offset into drp_position_names of the function's printed name ("new Foo", "Foo.bar",
//                        "async main"), 0 for none: the frame prints its position alone
//                        Entries of one offset are calls that were inlined into each other, the innermost last.
//   drp_position_files   u32 per file: offset into drp_position_names
//   drp_position_names   zero-terminated UTF-8 texts (characters outside Latin-1 print as ?); the first is empty

import {
  bitsOfValue,
  framePointer,
  load16,
  load32,
  load64,
  load8,
  ptr,
  reserveBytes,
  store64,
  store8,
  symbolAddress,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { concatTexts } from './error-text.ts';
import { stackHighest, stackLowest } from './exceptions.ts';
import { allocateCell } from './heap.ts';
import { CELL_EXTRA, KIND_VALUES, STRING_DATA, VALUES_DATA } from './layout.ts';
import { newString8 } from './string-cells.ts';
import { stringValue } from './value.ts';

const ENTRY_BYTES: u64 = 16;
const MAXIMUM_FRAMES: u32 = 256;
const LIBRARY_FILE: u32 = 0xffff;
const SHOWN_LIBRARY_FILE: u32 = 0xfffe;
const NO_ENTRY: ptr = 0;
const addresses: ptr = reserveBytes(2048);
const line: ptr = reserveBytes(1024);
let lineLength: u32 = 0;

/** Error.stackTraceLimit */
export let stackTraceLimit: u32 = 10;

/** Captures the return addresses of all frames into a VALUES cell; `head` values are left free at its start. */
export function captureStack(head: u32): ptr {
  let wanted: u32 = stackTraceLimit * 4 + 16;
  if (stackTraceLimit === 0) wanted = 0;
  if (wanted > MAXIMUM_FRAMES) wanted = MAXIMUM_FRAMES;
  let count: u32 = 0;
  let frame: ptr = framePointer();
  while (
    count < wanted &&
    frame >= stackLowest &&
    frame + 16 <= stackHighest &&
    (frame & 7) === 0
  ) {
    store64(addresses + u64(count) * 8, load64(frame + 8));
    count++;
    const next: ptr = load64(frame);
    if (next <= frame) break;
    frame = next;
  }
  const total: u32 = head + count;
  const cell: ptr = allocateCell(KIND_VALUES, VALUES_DATA + u64(total) * 8, total);
  // An address is below 2^48 and so reads as a number: the collector passes over it.
  for (let i: u32 = 0; i < count; i++) {
    store64(cell + VALUES_DATA + u64(head + i) * 8, load64(addresses + u64(i) * 8));
  }
  return cell;
}

/** The position entry that covers a return address. */
function findEntry(address: ptr): ptr {
  const table: ptr = symbolAddress('drp_position_table');
  const start: ptr = symbolAddress('drp_text_start');
  if (table === 0 || start === 0 || address <= start) return NO_ENTRY;
  let high: u32 = load32(symbolAddress('drp_position_count'));
  // The return address may already belong to the next statement.
  const wanted: u64 = address - 1 - start;
  let low: u32 = 0;
  while (low < high) {
    const middle: u32 = (low + high) / 2;
    if (u64(load32(table + u64(middle) * ENTRY_BYTES)) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? NO_ENTRY : table + u64(low - 1) * ENTRY_BYTES;
}

function put(unit: u32): void {
  if (lineLength < 1000) {
    store8(line + lineLength, unit);
    lineLength++;
  }
}

function putText(text: ptr): void {
  let p: ptr = text;
  for (;;) {
    const byte: u32 = load8(p);
    if (byte === 0) return;
    p = p + 1;
    if (byte < 0x80) {
      put(byte);
    } else if (byte >= 0xc0) {
      // Two-byte sequences below U+0100 are Latin-1; others have no byte.
      put(byte < 0xc4 ? ((byte & 3) << 6) | (load8(p) & 0x3f) : 63);
    }
  }
}

function putNumber(value: u32): void {
  let divisor: u32 = 1;
  while (value / divisor >= 10) divisor = divisor * 10;
  while (divisor !== 0) {
    put(((value / divisor) % 10) + 48);
    divisor = divisor / 10;
  }
}

function putLiteral(text: Value): void {
  const cell: ptr = bitsOfValue(text) & 0x0000ffffffffffff;
  const length: u32 = load32(cell + 8);
  for (let i: u32 = 0; i < length; i++) put(load8(cell + STRING_DATA + u64(i)));
}

function putPosition(entry: ptr): void {
  const file: u32 = load16(entry + 10);
  if (file === SHOWN_LIBRARY_FILE) {
    putLiteral('<anonymous>');
    return;
  }
  const names: ptr = symbolAddress('drp_position_names');
  putText(names + u64(load32(symbolAddress('drp_position_files') + u64(file) * 4)));
  put(58);
  putNumber(load32(entry + 4));
  put(58);
  putNumber(load16(entry + 8));
}

/** Builds "\n    at NAME (FILE:LINE:COLUMN)" in `line`. */
function buildLine(entry: ptr): void {
  lineLength = 0;
  put(10);
  putLiteral('    at ');
  const name: u32 = load32(entry + 12);
  if (name === 0) {
    putPosition(entry);
    return;
  }
  putText(symbolAddress('drp_position_names') + u64(name));
  put(32);
  put(40);
  putPosition(entry);
  put(41);
}

/** The frame that the code of `entry` was inlined into; NO_ENTRY when `entry` is the outermost. */
function outerEntry(entry: ptr): ptr {
  const outer: ptr = entry - ENTRY_BYTES;
  if (entry === symbolAddress('drp_position_table') || load32(outer) !== load32(entry))
    return NO_ENTRY;
  return outer;
}

/** The shown frame of a return address, for `traceLine`; 0 when it is not shown. */
export function traceEntry(address: ptr): ptr {
  const entry: ptr = findEntry(address);
  return entry === NO_ENTRY || load16(entry + 10) === LIBRARY_FILE ? NO_ENTRY : entry;
}

/** The frame around it, 0 when there is none at this return address. */
export function traceOuterEntry(entry: ptr): ptr {
  return outerEntry(entry);
}

/** Builds the line of a frame without allocating, for crash reports: its length. */
export function traceLine(entry: ptr): u32 {
  buildLine(entry);
  return lineLength;
}

/** The Latin-1 bytes of the line that `traceLine` built. */
export function traceLineText(): ptr {
  return line;
}

/** The frame's printed name starts with "new ". */
function isConstructorFrame(entry: ptr): boolean {
  const name: ptr = symbolAddress('drp_position_names') + u64(load32(entry + 12));
  return (
    load8(name) === 110 &&
    load8(name + 1) === 101 &&
    load8(name + 2) === 119 &&
    load8(name + 3) === 32
  );
}

/**
 * Appends at most `limit` frames of a captured cell to `text`. `skipped`: constructors of the error's own class at the
 * top, which V8 leaves out.
 */
export function appendFrames(text: Value, cell: ptr, head: u32, limit: u32, skipped: u32): Value {
  let result: Value = text;
  let printed: u32 = 0;
  let skip: u32 = skipped;
  const total: u32 = load32(cell + CELL_EXTRA);
  for (let i: u32 = head; i < total && printed < limit; i++) {
    let entry: ptr = findEntry(load64(cell + VALUES_DATA + u64(i) * 8));
    if (entry === NO_ENTRY || load16(entry + 10) === LIBRARY_FILE) continue;
    for (; entry !== NO_ENTRY && printed < limit; entry = outerEntry(entry)) {
      if (skip !== 0) {
        skip--;
        if (isConstructorFrame(entry)) continue;
        skip = 0;
      }
      buildLine(entry);
      const part: ptr = newString8(lineLength);
      for (let k: u32 = 0; k < lineLength; k++)
        store8(part + STRING_DATA + u64(k), load8(line + k));
      result = concatTexts(result, stringValue(part));
      printed++;
    }
  }
  return result;
}
