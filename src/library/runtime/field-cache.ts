'use machine';
// Field cache: adding a field to a new object, for class fields and literals that are built step by step. Layer: runtime.
// One direct-mapped table for the whole program: (shape, key) to the slot's offset and the shape afterwards. Only plain
// objects with shared shapes are in it, so a hit needs no other check: defining ignores prototypes.

import {
  bitsOfValue,
  load16,
  load32,
  load64,
  ptr,
  reserveBytes,
  store64,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { writeBarrier } from './heap.ts';
import { KIND_OBJECT, OBJECT_SHAPE } from './layout.ts';
import { addSlot } from './object-slots.ts';
import { SHAPE_INLINE_COUNT, SHAPE_INLINE_START, SHAPE_SLOTS } from './shape-layout.ts';
import { isSharedShape } from './shape.ts';
import { cellKind } from './value.ts';

// 256 entries: shape, key, attributes << 32 | offset, shape afterwards.
const table: ptr = reserveBytes(8192);

function entryOf(shape: ptr, key: Value): ptr {
  const mixed: u64 = (u64(shape) >>> 6) ^ (bitsOfValue(key) >>> 4);
  return table + (mixed & 255) * 32;
}

/** Adds a field if the addition is known; false when not. */
export function addKnownField(object: ptr, key: Value, value: Value, attributes: u32): boolean {
  const shape: ptr = load64(object + OBJECT_SHAPE);
  const entry: ptr = entryOf(shape, key);
  if (load64(entry) !== shape || load64(entry + 8) !== bitsOfValue(key)) return false;
  if (load32(entry + 20) !== attributes) return false;
  storeValue(object + load32(entry + 16), value);
  store64(object + OBJECT_SHAPE, load64(entry + 24));
  writeBarrier(object, value);
  return true;
}

/** Adds a field that a plain, extensible object does not have, and remembers how. */
export function addNewField(object: ptr, key: Value, value: Value, attributes: u32): void {
  const before: ptr = load64(object + OBJECT_SHAPE);
  addSlot(object, key, value, attributes);
  const after: ptr = load64(object + OBJECT_SHAPE);
  if (before === after || !isSharedShape(after) || cellKind(object) !== KIND_OBJECT) return;
  const slot: u32 = load32(before + SHAPE_SLOTS);
  if (slot >= u32(load16(before + SHAPE_INLINE_COUNT))) return;
  const entry: ptr = entryOf(before, key);
  store64(entry, before);
  store64(entry + 8, bitsOfValue(key));
  store64(
    entry + 16,
    (u64(attributes) << 32) | (u64(load16(before + SHAPE_INLINE_START)) + u64(slot) * 8),
  );
  store64(entry + 24, after);
}
