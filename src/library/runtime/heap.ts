'use machine inline';
// The inline fast path of allocation, and the write barrier. Layer: runtime, above heap-space.ts.
// A new cell is zeroed but for its header's kind; a constant size makes the class constant too.

import { likely, load64, ptr, store64, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { LARGEST_SMALL, classSizeOf, sizeClassOf } from './heap-classes.ts';
import { allocateSlow, bumpTable } from './heap-space.ts';

/** A zeroed cell of `size` bytes (header included) with this kind and `extra`. Never fails: exhaustion ends the program. */
export function allocateCell(kind: u32, size: u64, extra: u32): ptr {
  const header: u64 = u64(kind) | (u64(extra) << 32);
  if (likely(size <= LARGEST_SMALL)) {
    const sizeClass: u32 = sizeClassOf(u32(size));
    const bump: ptr = bumpTable + u64(sizeClass) * 16;
    const cell: ptr = load64(bump);
    const next: ptr = cell + classSizeOf(sizeClass);
    if (likely(next <= load64(bump + 8))) {
      store64(bump, next);
      store64(cell, header);
      return cell;
    }
  }
  const slow: ptr = allocateSlow(size);
  store64(slow, header);
  return slow;
}

/** Belongs after every store of a Value or a cell's address into a cell. The collector of today needs nothing. */
export function writeBarrier(cell: ptr, value: Value): void {}
