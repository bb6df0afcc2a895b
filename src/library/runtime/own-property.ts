'use machine';
// Own properties that the runtime defines itself, without checks: keys are interned, objects ordinary. Layer: runtime.

import { load64, i64, ptr, storeValue, u32 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { OBJECT_SHAPE } from './layout.ts';
import { addSlot, setSlotAttributes, slotAddress } from './object-slots.ts';
import { findInShape } from './shape.ts';

/** Defines or redefines a data property. */
export function defineOwnValue(object: ptr, key: Value, value: Value, attributes: u32): void {
  if (findInShape(load64(object + OBJECT_SHAPE), key) < 0) {
    addSlot(object, key, value, attributes);
    return;
  }
  setSlotAttributes(object, key, attributes);
  storeValue(ownSlotAddress(object, key), value);
}

/** Address of the slot of an own property that lives in the shape; 0 when there is none. */
export function ownSlotAddress(object: ptr, key: Value): ptr {
  const shape: ptr = load64(object + OBJECT_SHAPE);
  const found: i64 = findInShape(shape, key);
  return found < 0 ? 0 : slotAddress(object, shape, u32(found >> 8));
}
