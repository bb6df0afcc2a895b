'use machine';
// Heap loan: unused blocks at the end of the heap, lent to the host (a balloon). Layer: runtime, beside block.ts.
// Lent blocks are those from `blockLimit` on: nothing is allocated there, and their contents do not matter. A loan that can
// be called back (`setLoanRevocable`) ends by itself, in part, before an allocation fails.

import { u64 } from '../machine/intrinsics.ts';
import type { u32 } from '../machine/types.ts';
import { platformCommitMemory } from '../interfaces/platform.ts';
import {
  BLOCK_BYTES,
  BLOCK_DIRTY,
  blockAddress,
  blockLimit,
  blockState,
  isCommittedBlock,
  setBlockLimit,
  usedBlocks,
} from './block.ts';

/** Blocks that are never lent while the program uses so few others. */
const RESERVE: u32 = 16;

let lent: u32 = 0;
let revocable: boolean = false;

export function lentBlocks(): u32 {
  return lent;
}

/** First address of what is lent. */
export function loanAddress(): u64 {
  return blockAddress(blockLimit);
}

export function setLoanRevocable(enabled: boolean): void {
  revocable = enabled;
}

/** Lends at most `count` more blocks; how many. A quarter of what is used stays free as well. */
export function lendBlocks(count: u32): u32 {
  const keep: u32 = usedBlocks + usedBlocks / 4 + RESERVE;
  let more: u32 = 0;
  while (more < count && blockLimit > keep && blockState(blockLimit - 1) <= BLOCK_DIRTY) {
    setBlockLimit(blockLimit - 1);
    more++;
  }
  lent += more;
  return more;
}

/** Takes at most `count` blocks back, the lowest first; how many. */
export function takeBackBlocks(count: u32): u32 {
  let back: u32 = 0;
  while (back < count && lent > 0) {
    // A block that was committed before the loan must read as zero.
    if (isCommittedBlock(blockLimit))
      platformCommitMemory(blockAddress(blockLimit), u64(BLOCK_BYTES));
    setBlockLimit(blockLimit + 1);
    lent--;
    back++;
  }
  return back;
}

/** Before an allocation of `count` blocks fails: whether there is more now. */
export function revokeLoan(count: u32): boolean {
  return revocable && takeBackBlocks(count < RESERVE ? RESERVE : count) > 0;
}

export function heapFreeBytes(): u64 {
  return u64(blockLimit - usedBlocks) * u64(BLOCK_BYTES);
}

export function heapTotalBytes(): u64 {
  return u64(blockLimit + lent) * u64(BLOCK_BYTES);
}
