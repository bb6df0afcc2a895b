'use machine inline';
// Making plain objects, inline. Layer: runtime, above object-allocate.ts. New slots are zero: fill them before the program sees the object.

import { load16, load64, ptr, store64, u32, u64, unlikely } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { allocateCell } from './heap.ts';
import { KIND_OBJECT, OBJECT_FIELDS, OBJECT_SHAPE } from './layout.ts';
import { emptyObjectShape, objectLiteralShape, shapeOfEmptyObject } from './object-allocate.ts';
import { DEFAULT_INLINE } from './object-layout.ts';
import { SHAPE_INLINE_COUNT } from './shape-layout.ts';
import { objectValue } from './value.ts';

/** A plain object with this shape. */
export function createObject(shape: ptr): ptr {
  const cell: ptr = allocateCell(
    KIND_OBJECT,
    OBJECT_FIELDS + u64(load16(shape + SHAPE_INLINE_COUNT)) * 8,
    0,
  );
  store64(cell + OBJECT_SHAPE, shape);
  return cell;
}

/** `{}` */
export function newObject(): Value {
  let shape: ptr = emptyObjectShape;
  if (unlikely(shape === 0)) shape = shapeOfEmptyObject();
  const cell: ptr = allocateCell(KIND_OBJECT, OBJECT_FIELDS + DEFAULT_INLINE * 8, 0);
  store64(cell + OBJECT_SHAPE, shape);
  return objectValue(cell);
}

/** An object literal with `count` data properties (see objectLiteralShape): property i goes to OBJECT_FIELDS + 8 * i. */
export function newLiteral(site: ptr, keys: ptr, count: u32): Value {
  let shape: ptr = load64(site);
  if (unlikely(shape === 0)) shape = objectLiteralShape(site, keys, count);
  const slots: u32 = count < DEFAULT_INLINE ? DEFAULT_INLINE : count;
  const cell: ptr = allocateCell(KIND_OBJECT, OBJECT_FIELDS + u64(slots) * 8, 0);
  store64(cell + OBJECT_SHAPE, shape);
  return objectValue(cell);
}
