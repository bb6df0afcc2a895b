'use machine';
// Making objects: cells of every kind with a shape. Layer: runtime. The inline parts are in object.ts.

import { load16, load64, loadValue, ptr, store64, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { allocateCell } from './heap.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import {
  ALL_ATTRIBUTES,
  ARRAY_ELEMENTS,
  INTRINSIC_OBJECT_PROTOTYPE,
  KIND_ARGUMENTS,
  KIND_ARRAY,
  KIND_OBJECT,
  OBJECT_FIELDS,
  OBJECT_SHAPE,
} from './layout.ts';
import { emptyElements } from './object-array.ts';
import { DEFAULT_INLINE, inlineStartOf } from './object-layout.ts';
import { SHAPE_INLINE_COUNT, SHAPE_INLINE_START } from './shape-layout.ts';
import { literalRootShape, rootShape, shapeWithLiteralProperty } from './shape.ts';
import { objectValue } from './value.ts';

/** A cell of `kind` with this shape; kind-specific words and slots are zero. */
export function createCell(kind: u32, shape: ptr): ptr {
  const size: u64 =
    u64(load16(shape + SHAPE_INLINE_START)) + u64(load16(shape + SHAPE_INLINE_COUNT)) * 8;
  const cell: ptr = allocateCell(kind, size, 0);
  store64(cell + OBJECT_SHAPE, shape);
  if (kind === KIND_ARRAY || kind === KIND_ARGUMENTS) store64(cell + ARRAY_ELEMENTS, emptyElements);
  return cell;
}

/** An object of `kind` whose prototype is an object or null, with room for `inlineCount` properties in the cell. */
export function createObjectWithPrototype(prototype: Value, kind: u32, inlineCount: u32): Value {
  const count: u32 = inlineCount > 64 ? 64 : inlineCount;
  return objectValue(createCell(kind, rootShape(prototype, inlineStartOf(kind), count)));
}

/** Shape of `{}`; set with the first such object. */
export let emptyObjectShape: ptr = 0;

/** The shape of `{}`: no properties, %Object.prototype%, DEFAULT_INLINE slots. */
export function shapeOfEmptyObject(): ptr {
  if (emptyObjectShape === 0) {
    emptyObjectShape = literalRootShape(
      intrinsicObject(INTRINSIC_OBJECT_PROTOTYPE),
      OBJECT_FIELDS,
      DEFAULT_INLINE,
    );
  }
  return emptyObjectShape;
}

/** A plain object with room for `inlineSlots` properties in the cell. */
export function newObjectWithCapacity(inlineSlots: u32): Value {
  const count: u32 = inlineSlots < DEFAULT_INLINE ? DEFAULT_INLINE : inlineSlots;
  return createObjectWithPrototype(intrinsicObject(INTRINSIC_OBJECT_PROTOTYPE), KIND_OBJECT, count);
}

/** The shared shape of an object literal with `count` plain data properties (distinct keys, Values at `keys`); kept at `site`. */
export function objectLiteralShape(site: ptr, keys: ptr, count: u32): ptr {
  const known: ptr = load64(site);
  if (known !== 0) return known;
  const inlineCount: u32 = count < DEFAULT_INLINE ? DEFAULT_INLINE : count;
  let shape: ptr = literalRootShape(
    intrinsicObject(INTRINSIC_OBJECT_PROTOTYPE),
    OBJECT_FIELDS,
    inlineCount,
  );
  for (let i: u64 = 0; i < count; i++) {
    shape = shapeWithLiteralProperty(shape, loadValue(keys + i * 8), ALL_ATTRIBUTES);
  }
  store64(site, shape);
  return shape;
}
