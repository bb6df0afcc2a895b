// RangeError (ECMA-262 §20.5.5, §20.5.6). Layer: ecma.

import { INTRINSIC_RANGE_ERROR_PROTOTYPE } from '../../runtime/layout.ts';
import { createErrorFrom } from './error.ts';

/** @builtin RangeError */
export class RangeErrorMembers {
  /** @length 1 */
  static $call(this: any, message?: any, options?: any): any {
    return createErrorFrom(RangeError, INTRINSIC_RANGE_ERROR_PROTOTYPE, message, options);
  }

  /** @length 1 */
  static $construct(newTarget: any, message?: any, options?: any): any {
    return createErrorFrom(newTarget, INTRINSIC_RANGE_ERROR_PROTOTYPE, message, options);
  }

  name = 'RangeError';
  message = '';
}
