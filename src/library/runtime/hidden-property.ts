'use machine';
// Hidden properties: values that the library keeps on objects under private names, whatever the object is (frozen, proxy).
// Layer: runtime. Reflection and proxies never see them.

import { loadValue, store8, storeValue, u32 } from '../machine/intrinsics.ts';
import type { ptr, Value } from '../machine/types.ts';
import { CELL_FLAGS, CONFIGURABLE, FLAG_PRIVATE, WRITABLE } from './layout.ts';
import { addSlot, removeSlot } from './object-slots.ts';
import { ownSlotAddress } from './own-property.ts';
import { newSymbol } from './symbol.ts';
import { cellFlags, pointerOf, undefinedValue } from './value.ts';

const HIDDEN: u32 = WRITABLE | CONFIGURABLE;

/** A private name of the library's. */
export function newHiddenName(): Value {
  const name: Value = newSymbol(undefinedValue());
  const cell: ptr = pointerOf(name);
  store8(cell + CELL_FLAGS, cellFlags(cell) | FLAG_PRIVATE);
  return name;
}

/** The object's value under the name, or undefined. */
export function getHidden(object: Value, name: Value): Value {
  const slot: ptr = ownSlotAddress(pointerOf(object), name);
  return slot === 0 ? undefinedValue() : loadValue(slot);
}

export function hasHidden(object: Value, name: Value): boolean {
  return ownSlotAddress(pointerOf(object), name) !== 0;
}

export function setHidden(object: Value, name: Value, value: Value): void {
  const cell: ptr = pointerOf(object);
  const slot: ptr = ownSlotAddress(cell, name);
  if (slot === 0) addSlot(cell, name, value, HIDDEN);
  else storeValue(slot, value);
}

/** False when there was none. */
export function deleteHidden(object: Value, name: Value): boolean {
  const cell: ptr = pointerOf(object);
  if (ownSlotAddress(cell, name) === 0) return false;
  removeSlot(cell, name);
  return true;
}
