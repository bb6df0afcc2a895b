// Int32Array (ECMA-262 §23.2.5-7). Layer: ecma.

import { ELEMENT_I32 } from '../../runtime/layout.ts';
import { createTypedArray } from './create.ts';
import { finishTypedArrayClass } from './finish-class.ts';
import { TypedArray } from './typed-array.ts';

/** @global */
export class Int32Array extends TypedArray {
  constructor(source: any, byteOffset: any, length: any) {
    return createTypedArray(new.target, ELEMENT_I32, source, byteOffset, length);
  }
}

finishTypedArrayClass(Int32Array, ELEMENT_I32);
