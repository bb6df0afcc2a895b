'use machine';
// Console, entropy and exit of the process target, and words for the machine code's own messages. Layer: driver.
// The console is file descriptors 1 and 2; a write that would block waits, one to a closed pipe is dropped.

import {
  asciiText,
  load8,
  reserveBytes,
  store8,
  store16,
  store32,
  systemCall,
  u32,
  u64,
  u8,
} from '../../machine/intrinsics.ts';
import type { i32, i64, ptr } from '../../machine/types.ts';
import {
  EAGAIN,
  EINTR,
  SYS_EXIT_GROUP,
  SYS_GETRANDOM,
  SYS_POLL,
  SYS_WRITE,
} from './linux-numbers.ts';

const POLLOUT: u32 = 4;
const ERRORS: i32 = 2;
const pollRecord = reserveBytes(8);
const digits = reserveBytes(32);

export function platformWrite(stream: i32, bytes: ptr, count: u64): void {
  let at: ptr = bytes;
  let left: u64 = count;
  while (left !== 0) {
    const written: i64 = systemCall(SYS_WRITE, u64(stream), at, left);
    if (written > 0) {
      at += u64(written);
      left -= u64(written);
    } else if (written === EAGAIN) {
      waitWritable(u32(stream));
    } else if (written !== EINTR) {
      return;
    }
  }
}

function waitWritable(descriptor: u32): void {
  store32(pollRecord, descriptor);
  store16(pollRecord + 4, POLLOUT);
  store16(pollRecord + 6, 0);
  systemCall(SYS_POLL, pollRecord, 1, 0xffffffffffffffff);
}

export function platformEntropy(bytes: ptr, count: u64): void {
  let at: ptr = bytes;
  let left: u64 = count;
  while (left !== 0) {
    const got: i64 = systemCall(SYS_GETRANDOM, at, left, 0);
    if (got > 0) {
      at += u64(got);
      left -= u64(got);
    } else if (got !== EINTR) {
      writeWords(asciiText('drupe: the kernel gives no random bytes\n'));
      platformExit(70);
    }
  }
}

export function platformExit(status: i32): never {
  systemCall(SYS_EXIT_GROUP, u64(status) & 255);
  for (;;) systemCall(SYS_EXIT_GROUP, 70);
}

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
