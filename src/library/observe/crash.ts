'use machine';
// Crash: the TypeScript stack trace of a dying image, on the console's error stream. Layer: observe.
// Works from a frame pointer alone, allocates nothing and reads no heap cell. Code of the library shows as its offset in
// the image (the debug file names it).

import {
  asciiText,
  load64,
  reserveBytes,
  store8,
  symbolAddress,
  u64,
} from '../machine/intrinsics.ts';
import type { i32, ptr, u32 } from '../machine/types.ts';
import { platformWrite } from '../interfaces/platform.ts';
import { traceEntry, traceLine, traceLineText, traceOuterEntry } from '../runtime/stack-trace.ts';

const ERRORS: i32 = 2;
const MAXIMUM_LINES: u32 = 64;
const hexadecimal = reserveBytes(16);

/** `code`: address of the instruction that failed; `frame`: its frame pointer; frames lie in [low, high). */
export function printStackTrace(code: ptr, frame: ptr, low: ptr, high: ptr): void {
  // The tables are asked for return addresses, which lie behind the call.
  printFrame(code + 1);
  let at: ptr = frame;
  for (let lines: u32 = 1; lines < MAXIMUM_LINES; lines++) {
    if (at < low || at > high - 16 || (at & 7) !== 0) break;
    printFrame(load64(at + 8));
    const next: ptr = load64(at);
    if (next <= at) break;
    at = next;
  }
  platformWrite(ERRORS, asciiText('\n'), 1);
}

/** A line for each frame at the address, with its line feed in front. */
function printFrame(address: ptr): void {
  let entry: ptr = traceEntry(address);
  if (entry !== 0) {
    while (entry !== 0) {
      const length: u32 = traceLine(entry);
      platformWrite(ERRORS, traceLineText(), u64(length));
      entry = traceOuterEntry(entry);
    }
    return;
  }
  platformWrite(ERRORS, asciiText('\n    at image+0x'), 16);
  const base: ptr = symbolAddress('drp_text_start');
  printHexadecimal(address - 1 - base);
}

function printHexadecimal(value: u64): void {
  let at: ptr = hexadecimal + 16;
  let rest: u64 = value;
  do {
    const digit: u64 = rest & 15;
    at--;
    store8(at, digit < 10 ? 48 + digit : 87 + digit);
    rest = rest >>> 4;
  } while (rest !== 0);
  platformWrite(ERRORS, at, hexadecimal + 16 - at);
}
