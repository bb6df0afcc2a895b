// Function: the constructor that refuses, and Function.prototype (ECMA-262 §20.2). Layer: ecma.
// Code is compiled ahead of time: making a function from text is an error at compile time and, where the compiler
// could not see it, an EvalError with the words V8 uses under a policy that forbids it.

import {
  invokeWithList,
  isCallable,
  isObject,
  toIntegerOrInfinity,
} from '../../machine/language.ts';
import { isBoundFunctionCell } from '../../runtime/inspect-kinds.ts';
import { bindFunction, boundTarget } from '../../runtime/function-bind.ts';
import { getPrototypeOfValue, hasOwn } from '../../runtime/property-reflection.ts';
import { describeValue } from '../error/describe-value.ts';
import { applyCalledOn, wrongThis } from '../error/type-errors.ts';
import { createListFromArrayLike } from './argument-list.ts';
import { functionText } from './function-text.ts';

/** @builtin Function */
export class FunctionMethods {
  /** @length 1 */
  static $call(this: any): any {
    throw noCodeGeneration();
  }

  /** @length 1 */
  static $construct(newTarget: any): any {
    throw noCodeGeneration();
  }

  apply(thisArg: any, list: any): any {
    const self: any = this;
    if (!isCallable(self)) {
      throw applyCalledOn(self);
    }
    if (list === undefined || list === null) return invokeWithList(self, thisArg, []);
    return invokeWithList(self, thisArg, createListFromArrayLike(list));
  }

  /** @length 1 */
  bind(thisArg: any, ...bound: any[]): any {
    const target: any = this;
    if (!isCallable(target)) throw new TypeError('Bind must be called on a function');
    let length = 0;
    if (hasOwn(target, 'length')) {
      const targetLength = target.length;
      if (typeof targetLength === 'number') {
        if (targetLength === Infinity) length = Infinity;
        else if (targetLength === -Infinity) length = 0;
        else length = Math.max(toIntegerOrInfinity(targetLength) - bound.length, 0);
      }
    }
    const name = target.name;
    return bindFunction(target, thisArg, bound, length, typeof name === 'string' ? name : '');
  }

  /** @length 1 */
  call(thisArg: any, ...list: any[]): any {
    return invokeWithList(this, thisArg, list);
  }

  toString(): string {
    if (!isCallable(this)) throw wrongThis('Function.prototype.toString', 'Function');
    return functionText(this);
  }

  [Symbol.hasInstance](value: any): boolean {
    return ordinaryHasInstance(this, value);
  }
}

/** OrdinaryHasInstance (ECMA-262 §7.3.22). */
function ordinaryHasInstance(constructor: any, value: any): boolean {
  if (!isCallable(constructor)) return false;
  if (isBoundFunctionCell(constructor)) return value instanceof boundTarget(constructor);
  if (!isObject(value)) return false;
  const prototype = constructor.prototype;
  if (!isObject(prototype)) {
    throw new TypeError(
      "Function has non-object prototype '" + describeValue(prototype) + "' in instanceof check",
    );
  }
  let holder = getPrototypeOfValue(value);
  while (holder !== null) {
    if (holder === prototype) return true;
    holder = getPrototypeOfValue(holder);
  }
  return false;
}

function noCodeGeneration(): EvalError {
  return new EvalError('Code generation from strings disallowed for this context');
}
