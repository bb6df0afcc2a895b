// The TypeErrors that many builtins share: each function makes the error, the caller throws it. Layer: ecma.

import { isObject } from '../../machine/language.ts';
import { describeValue, describeWithType } from './describe-value.ts';

export function notCallable(value: any): TypeError {
  return new TypeError(describeValue(value) + ' is not a function');
}

export function notConstructor(value: any): TypeError {
  return new TypeError(describeValue(value) + ' is not a constructor');
}

/** A method that needs an internal slot was called on something else; `method` is e.g. `Map.prototype.get`. */
export function incompatibleReceiver(method: string, receiver: any): TypeError {
  return new TypeError(
    'Method ' + method + ' called on incompatible receiver ' + describeValue(receiver),
  );
}

export function notObject(method: string): TypeError {
  return new TypeError(method + ' called on non-object');
}

/** RequireObjectCoercible failed (ECMA-262 §7.2.1). */
export function calledOnNullish(method: string): TypeError {
  return new TypeError(method + ' called on null or undefined');
}

/** `Boolean.prototype.valueOf requires that 'this' be a Boolean` */
export function wrongThis(method: string, type: string): TypeError {
  return new TypeError(method + " requires that 'this' be a " + type);
}

/** What `apply` says when `this` cannot be called. */
export function applyCalledOn(value: any): TypeError {
  let type = typeof value === 'object' ? 'an object' : 'a ' + typeof value;
  if (value === null) type = 'null';
  return new TypeError(
    'Function.prototype.apply was called on ' +
      describeValue(value) +
      ', which is ' +
      type +
      ' and not a function',
  );
}

/** GetIterator would fail, for a reason that can be seen without running the program's code: throws what V8 throws. */
export function requireIterable(value: any): void {
  if (typeof value === 'string' || (isObject(value) && Symbol.iterator in value)) return;
  throw new TypeError(
    describeWithType(value) + ' is not iterable (cannot read property Symbol(Symbol.iterator))',
  );
}
