// Uint8ClampedArray (ECMA-262 §23.2.5-7). Layer: ecma.

import { ELEMENT_U8_CLAMPED } from '../../runtime/layout.ts';
import { createTypedArray } from './create.ts';
import { finishTypedArrayClass } from './finish-class.ts';
import { TypedArray } from './typed-array.ts';

/** @global */
export class Uint8ClampedArray extends TypedArray {
  constructor(source: any, byteOffset: any, length: any) {
    return createTypedArray(new.target, ELEMENT_U8_CLAMPED, source, byteOffset, length);
  }
}

finishTypedArrayClass(Uint8ClampedArray, ELEMENT_U8_CLAMPED);
