'use machine';
// Unwinding: an exception leaves compact library functions, which do not test for it. Layer: runtime.
// The link step provides a table of the code, sorted by address:
//   drp_unwind_count   u32, number of entries
//   drp_unwind_table   u32 per entry: code offset (counted from drp_text_start) * 64 + what holds from there on:
//                      63: code that tests for exceptions; else which registers its function has pushed below the frame
//                      pointer, from the first: 1 r15, 2 r14, 4 r13, 8 r12, 16 rbx

import { load32, load64, ptr, store64, symbolAddress, u32, u64 } from '../machine/intrinsics.ts';

const TESTS: u32 = 63;
const SAVED_REGISTERS: u32 = 5;

/**
 * `words`: r15, r14, r13, r12, rbx, rbp of a function and where it stands. Leaves it and its callers up to the first
 * that tests: the words are that one's then, and the result its stack pointer.
 */
export function unwindFrames(words: ptr): ptr {
  let frame: ptr = load64(words + 40);
  let address: ptr = load64(words + 48);
  let top: ptr = frame;
  for (let saved: u32 = savedAt(address); saved !== TESTS; saved = savedAt(address)) {
    let slot: ptr = frame;
    for (let i: u32 = 0; i < SAVED_REGISTERS; i++) {
      if (((saved >>> i) & 1) === 0) continue;
      slot = slot - 8;
      store64(words + u64(i) * 8, load64(slot));
    }
    address = load64(frame + 8);
    top = frame + 16;
    frame = load64(frame);
  }
  store64(words + 40, frame);
  store64(words + 48, address);
  return top;
}

/** What holds where the call before a return address stands. */
function savedAt(address: ptr): u32 {
  const table: ptr = symbolAddress('drp_unwind_table');
  const wanted: u64 = address - 1 - symbolAddress('drp_text_start');
  let low: u32 = 0;
  let high: u32 = load32(symbolAddress('drp_unwind_count'));
  while (low < high) {
    const middle: u32 = (low + high) / 2;
    if (u64(load32(table + u64(middle) * 4)) >>> 6 <= wanted) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? TESTS : load32(table + u64(low - 1) * 4) & 63;
}
