'use machine inline';
// Environments: the captured variables of a scope. Layer: runtime. Slots start as HOLE: uninitialised bindings.

import { ptr, store64, storeValue, u32, u64 } from '../machine/intrinsics.ts';
import { allocateCell } from './heap.ts';
import { ENVIRONMENT_PARENT, ENVIRONMENT_SLOTS, KIND_ENVIRONMENT } from './layout.ts';
import { holeValue } from './value.ts';

/** An environment with `slots` variables inside `parent` (0 for none). */
export function newEnvironment(parent: ptr, slots: u32): ptr {
  const cell: ptr = allocateCell(KIND_ENVIRONMENT, ENVIRONMENT_SLOTS + u64(slots) * 8, slots);
  store64(cell + ENVIRONMENT_PARENT, parent);
  for (let i: u64 = 0; i < slots; i++) storeValue(cell + ENVIRONMENT_SLOTS + i * 8, holeValue());
  return cell;
}
