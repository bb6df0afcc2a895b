// Uint16Array (ECMA-262 §23.2.5-7). Layer: ecma.

import { ELEMENT_U16 } from '../../runtime/layout.ts';
import { createTypedArray } from './create.ts';
import { finishTypedArrayClass } from './finish-class.ts';
import { TypedArray } from './typed-array.ts';

/** @global */
export class Uint16Array extends TypedArray {
  constructor(source: any, byteOffset: any, length: any) {
    return createTypedArray(new.target, ELEMENT_U16, source, byteOffset, length);
  }
}

finishTypedArrayClass(Uint16Array, ELEMENT_U16);
