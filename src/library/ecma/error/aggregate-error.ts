// AggregateError (ECMA-262 §20.5.7). Layer: ecma.

import { INTRINSIC_AGGREGATE_ERROR_PROTOTYPE } from '../../runtime/layout.ts';
import { requireIterable } from './type-errors.ts';
import { createErrorFrom } from './error.ts';
import { defineHidden } from '../object/define-hidden.ts';

/** @builtin AggregateError */
export class AggregateErrorMembers {
  /** @length 2 */
  static $call(this: any, errors: any, message?: any, options?: any): any {
    return createAggregateError(AggregateError, errors, message, options);
  }

  /** @length 2 */
  static $construct(newTarget: any, errors: any, message?: any, options?: any): any {
    return createAggregateError(newTarget, errors, message, options);
  }

  name = 'AggregateError';
  message = '';
}

function createAggregateError(newTarget: any, errors: any, message: any, options: any): any {
  const error = createErrorFrom(newTarget, INTRINSIC_AGGREGATE_ERROR_PROTOTYPE, message, options);
  requireIterable(errors);
  const list: any[] = [];
  for (const item of errors) list.push(item);
  defineHidden(error, 'errors', list);
  return error;
}
