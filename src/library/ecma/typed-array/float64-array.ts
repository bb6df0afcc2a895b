// Float64Array (ECMA-262 §23.2.5-7). Layer: ecma.

import { ELEMENT_F64 } from '../../runtime/layout.ts';
import { createTypedArray } from './create.ts';
import { finishTypedArrayClass } from './finish-class.ts';
import { TypedArray } from './typed-array.ts';

/** @global */
export class Float64Array extends TypedArray {
  constructor(source: any, byteOffset: any, length: any) {
    return createTypedArray(new.target, ELEMENT_F64, source, byteOffset, length);
  }
}

finishTypedArrayClass(Float64Array, ELEMENT_F64);
