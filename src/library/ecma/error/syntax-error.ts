// SyntaxError (ECMA-262 §20.5.5, §20.5.6). Layer: ecma.

import { INTRINSIC_SYNTAX_ERROR_PROTOTYPE } from '../../runtime/layout.ts';
import { createErrorFrom } from './error.ts';

/** @builtin SyntaxError */
export class SyntaxErrorMembers {
  /** @length 1 */
  static $call(this: any, message?: any, options?: any): any {
    return createErrorFrom(SyntaxError, INTRINSIC_SYNTAX_ERROR_PROTOTYPE, message, options);
  }

  /** @length 1 */
  static $construct(newTarget: any, message?: any, options?: any): any {
    return createErrorFrom(newTarget, INTRINSIC_SYNTAX_ERROR_PROTOTYPE, message, options);
  }

  name = 'SyntaxError';
  message = '';
}
