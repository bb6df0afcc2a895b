// EvalError (ECMA-262 §20.5.5, §20.5.6). Layer: ecma.

import { INTRINSIC_EVAL_ERROR_PROTOTYPE } from '../../runtime/layout.ts';
import { createErrorFrom } from './error.ts';

/** @builtin EvalError */
export class EvalErrorMembers {
  /** @length 1 */
  static $call(this: any, message?: any, options?: any): any {
    return createErrorFrom(EvalError, INTRINSIC_EVAL_ERROR_PROTOTYPE, message, options);
  }

  /** @length 1 */
  static $construct(newTarget: any, message?: any, options?: any): any {
    return createErrorFrom(newTarget, INTRINSIC_EVAL_ERROR_PROTOTYPE, message, options);
  }

  name = 'EvalError';
  message = '';
}
