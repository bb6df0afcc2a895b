'use machine';
// Entropy: random bytes into typed arrays. Layer: web (machine).

import { bitsOfValue, load64 } from '../machine/intrinsics.ts';
import { platformEntropy } from '../interfaces/platform.ts';
import type { ptr, u32, Value } from '../machine/types.ts';
import { TYPED_DATA } from '../runtime/layout.ts';

/** Fills `count` bytes from the start of a typed array. */
export function fillWithEntropy(array: Value, count: u32): void {
  const cell: ptr = bitsOfValue(array) & 0x0000ffffffffffff;
  platformEntropy(load64(cell + TYPED_DATA), count);
}
