'use machine';
// Random word: 16 secure random bits, for identifiers on the network. Layer: driver.

import { load16, reserveBytes, u32 } from '../../machine/intrinsics.ts';
import { platformEntropy } from './console.ts';

const bits = reserveBytes(8);

export function randomWord(): u32 {
  platformEntropy(bits, 2);
  return u32(load16(bits));
}
