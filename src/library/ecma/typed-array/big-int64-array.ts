// BigInt64Array (ECMA-262 §23.2.5-7). Layer: ecma.

import { ELEMENT_I64 } from '../../runtime/layout.ts';
import { createTypedArray } from './create.ts';
import { finishTypedArrayClass } from './finish-class.ts';
import { TypedArray } from './typed-array.ts';

/** @global */
export class BigInt64Array extends TypedArray {
  constructor(source: any, byteOffset: any, length: any) {
    return createTypedArray(new.target, ELEMENT_I64, source, byteOffset, length);
  }
}

finishTypedArrayClass(BigInt64Array, ELEMENT_I64);
