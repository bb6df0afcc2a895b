'use machine';
// Start: brings the runtime up, in the order in which its parts need each other. Layer: runtime, called by the target's processStart.

import { ptr, symbolAddress, u32, u64 } from '../machine/intrinsics.ts';
import { initializeCollector } from './collector.ts';
import { setStackBounds } from './exceptions.ts';
import { initializeHeap } from './heap-space.ts';
import { initializeInternTable, internStaticStrings } from './intern.ts';
import { initializeIntrinsics } from './intrinsic-objects.ts';
import { initializeArrays } from './object-array.ts';
import { initializeShapes } from './shape.ts';
import { seedStringHash } from './string-hash.ts';
import { initializeCharacters } from './string-slice.ts';

/** Makes the heap of at most `heapLimit` bytes and every intrinsic prototype. The stack grows from `stackHigh` down to `stackLow`. */
export function initializeRuntime(heapLimit: u64, stackLow: ptr, stackHigh: ptr): void {
  initializeHeap(heapLimit);
  initializeCollector(stackHigh);
  setStackBounds(stackLow, stackHigh);
  seedStringHash();
  initializeInternTable();
  internImageStrings();
  initializeCharacters();
  initializeArrays();
  initializeShapes();
  initializeIntrinsics();
}

/** The addresses of the static strings that are in the image: the linker gathers them in a section of their own. */
function internImageStrings(): void {
  const start: ptr = symbolAddress('__start_drupe_strings');
  const stop: ptr = symbolAddress('__stop_drupe_strings');
  internStaticStrings(start, u32((stop - start) / 8));
}
