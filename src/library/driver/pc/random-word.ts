'use machine';
// Random word: 32 secure random bits, for addresses, ports and sequence numbers. Layer: driver.

import { load32, reserveBytes } from '../../machine/intrinsics.ts';
import type { u32 } from '../../machine/types.ts';
import { platformEntropy } from './entropy.ts';

const bits = reserveBytes(8);

export function randomWord32(): u32 {
  platformEntropy(bits, 4);
  return load32(bits);
}
