'use machine';
// Console, entropy and exit of the process target. Layer: driver.
// The console is file descriptors 1 and 2; a write that would block waits, one to a closed pipe is dropped.

import {
  asciiText,
  reserveBytes,
  store16,
  store32,
  systemCall,
  u32,
  u64,
} from '../../machine/intrinsics.ts';
import type { i32, i64, ptr } from '../../machine/types.ts';
import { writeWords } from '../../observe/words.ts';
import {
  EAGAIN,
  EINTR,
  SYS_EXIT_GROUP,
  SYS_GETRANDOM,
  SYS_POLL,
  SYS_WRITE,
} from './linux-numbers.ts';

const POLLOUT: u32 = 4;
const pollRecord = reserveBytes(8);

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
