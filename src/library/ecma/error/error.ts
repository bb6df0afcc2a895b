// Error: the constructor, Error.prototype.toString and V8's stack controls (ECMA-262 §20.5). Layer: ecma.
// The text of `stack` is the runtime's (runtime/error-object.ts).

import { isObject, toStringValue } from '../../machine/language.ts';
import { createFromConstructor } from '../../runtime/construct.ts';
import {
  captureStackInto,
  getStackTraceLimit,
  initializeError,
  setStackTraceLimit,
} from '../../runtime/error-object.ts';
import { INTRINSIC_ERROR_PROTOTYPE, KIND_ERROR } from '../../runtime/layout.ts';
import { defineHidden } from '../object/define-hidden.ts';
import { incompatibleReceiver } from './type-errors.ts';

/** @builtin Error */
export class ErrorMembers {
  /** @length 1 */
  static $call(this: any, message?: any, options?: any): any {
    return createErrorFrom(Error, INTRINSIC_ERROR_PROTOTYPE, message, options);
  }

  /** @length 1 */
  static $construct(newTarget: any, message?: any, options?: any): any {
    return createErrorFrom(newTarget, INTRINSIC_ERROR_PROTOTYPE, message, options);
  }

  static captureStackTrace(object: any, below?: any): void {
    if (!isObject(object)) throw new TypeError('Invalid argument');
    captureStackInto(object);
  }

  static get stackTraceLimit(): any {
    return getStackTraceLimit();
  }

  static set stackTraceLimit(limit: any) {
    if (typeof limit === 'number') setStackTraceLimit(limit);
  }

  name = 'Error';
  message = '';

  toString(): string {
    const self: any = this;
    if (!isObject(self)) throw incompatibleReceiver('Error.prototype.toString', self);
    const name = self.name;
    const nameText = name === undefined ? 'Error' : toStringValue(name);
    const message = self.message;
    const messageText = message === undefined ? '' : toStringValue(message);
    if (nameText === '') return messageText;
    return messageText === '' ? nameText : nameText + ': ' + messageText;
  }
}

/** What every Error constructor does (ECMA-262 §20.5.1.1, §20.5.8.1). */
export function createErrorFrom(
  newTarget: any,
  prototype: number,
  message: any,
  options: any,
): any {
  const error = createFromConstructor(newTarget, prototype, KIND_ERROR);
  initializeError(error, message === undefined ? undefined : toStringValue(message));
  if (isObject(options) && 'cause' in options) defineHidden(error, 'cause', options.cause);
  return error;
}
