// Int8Array (ECMA-262 §23.2.5-7). Layer: ecma.

import { ELEMENT_I8 } from '../../runtime/layout.ts';
import { createTypedArray } from './create.ts';
import { finishTypedArrayClass } from './finish-class.ts';
import { TypedArray } from './typed-array.ts';

/** @global */
export class Int8Array extends TypedArray {
  constructor(source: any, byteOffset: any, length: any) {
    return createTypedArray(new.target, ELEMENT_I8, source, byteOffset, length);
  }
}

finishTypedArrayClass(Int8Array, ELEMENT_I8);
