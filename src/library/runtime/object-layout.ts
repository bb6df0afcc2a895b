'use machine';
// Object layout: where the inline slots of each kind begin. Layer: runtime.

import type { u32 } from '../machine/types.ts';
import {
  ARRAY_SIZE,
  FUNCTION_SIZE,
  KIND_ARGUMENTS,
  KIND_ARRAY,
  KIND_ARRAY_BUFFER,
  KIND_BOUND_FUNCTION,
  KIND_DATA_VIEW,
  KIND_ERROR,
  KIND_FUNCTION,
  KIND_GENERATOR,
  KIND_PROXY,
  KIND_TYPED_ARRAY,
  KIND_WRAPPER,
  OBJECT_FIELDS,
} from './layout.ts';

/** Inline slots of an object that starts empty. */
export const DEFAULT_INLINE: u32 = 4;

/** Byte offset of the first inline slot of an object of this kind. */
export function inlineStartOf(kind: u32): u32 {
  switch (kind) {
    case KIND_FUNCTION:
    case KIND_ARRAY_BUFFER:
    case KIND_TYPED_ARRAY:
    case KIND_DATA_VIEW:
      return FUNCTION_SIZE;
    case KIND_ARRAY:
    case KIND_ARGUMENTS:
    case KIND_PROXY:
      return ARRAY_SIZE;
    case KIND_BOUND_FUNCTION:
      return ARRAY_SIZE + 8;
    case KIND_ERROR:
    case KIND_WRAPPER:
    case KIND_GENERATOR:
      return OBJECT_FIELDS + 8;
  }
  return OBJECT_FIELDS;
}
