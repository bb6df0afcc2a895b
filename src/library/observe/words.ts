'use machine';
// Words: the machine code's own messages, on the console's error stream. Layer: observe.
// Allocates nothing: may be called before the heap is there and while the image dies.

import { load8, reserveBytes, store8, u8 } from '../machine/intrinsics.ts';
import type { i32, ptr, u64 } from '../machine/types.ts';
import { platformWrite } from '../interfaces/platform.ts';

const ERRORS: i32 = 2;
const digits = reserveBytes(32);

/** Writes a zero-terminated text to the error stream. */
export function writeWords(text: ptr): void {
  platformWrite(ERRORS, text, textLength(text));
}

export function writeHexadecimalWord(value: u64): void {
  let at: ptr = digits + 32;
  let rest: u64 = value;
  do {
    const digit: u64 = rest & 15;
    at--;
    store8(at, u8(digit < 10 ? 48 + digit : 87 + digit));
    rest = rest >>> 4;
  } while (rest !== 0);
  at -= 2;
  store8(at, 48);
  store8(at + 1, 120);
  platformWrite(ERRORS, at, digits + 32 - at);
}

export function writeDecimalWord(value: u64): void {
  let at: ptr = digits + 32;
  let rest: u64 = value;
  do {
    at--;
    store8(at, u8(48 + (rest % 10)));
    rest = rest / 10;
  } while (rest !== 0);
  platformWrite(ERRORS, at, digits + 32 - at);
}

export function textLength(text: ptr): u64 {
  let end: ptr = text;
  while (load8(end) !== 0) end++;
  return end - text;
}
