'use machine';
// Start: brings the runtime up, in the order in which its parts need each other. Layer: runtime, called by the target's processStart.

import { ptr, u64 } from '../machine/intrinsics.ts';
import { initializeCollector } from './collector.ts';
import { setStackBounds } from './exceptions.ts';
import { initializeHeap } from './heap-space.ts';
import { initializeInternTable } from './intern.ts';
import { initializeIntrinsics } from './intrinsic-objects.ts';
import { initializeArrays } from './object-array.ts';
import { initializeShapes } from './shape.ts';
import { makeStaticStrings } from './static-strings.ts';
import { seedStringHash } from './string-hash.ts';
import { initializeCharacters } from './string-slice.ts';

/** Makes the heap of at most `heapLimit` bytes and every intrinsic prototype. The stack grows from `stackHigh` down to `stackLow`. */
export function initializeRuntime(heapLimit: u64, stackLow: ptr, stackHigh: ptr): void {
  initializeHeap(heapLimit);
  initializeCollector(stackHigh);
  setStackBounds(stackLow, stackHigh);
  seedStringHash();
  initializeInternTable();
  makeStaticStrings();
  initializeCharacters();
  initializeArrays();
  initializeShapes();
  initializeIntrinsics();
}
