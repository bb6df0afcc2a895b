// What class syntax cannot say about the typed array classes: constants, and their entries in the intrinsics table. Layer: ecma.

import {
  INTRINSIC_TYPED_ARRAY_CONSTRUCTORS,
  INTRINSIC_TYPED_ARRAY_PROTOTYPES,
} from '../../runtime/layout.ts';
import { setIntrinsicObject } from '../../runtime/intrinsic-objects.ts';
import { defineData } from '../../runtime/property-reflection.ts';
import { bytesOfElement } from './element-types.ts';

export function finishTypedArrayClass(constructor: any, type: number): void {
  const size = bytesOfElement(type);
  defineData(constructor, 'BYTES_PER_ELEMENT', size, 0);
  defineData(constructor.prototype, 'BYTES_PER_ELEMENT', size, 0);
  setIntrinsicObject(INTRINSIC_TYPED_ARRAY_PROTOTYPES + type, constructor.prototype);
  setIntrinsicObject(INTRINSIC_TYPED_ARRAY_CONSTRUCTORS + type, constructor);
}
