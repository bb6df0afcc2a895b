// util.deprecate and util.inherits. Layer: node.

import { emitLibraryWarning } from '../../web/warnings.ts';
import { argumentTypeError, validateString } from '../errors.ts';

const shownCodes: string[] = [];

/** `fn`, with a DeprecationWarning at its first call; one warning for all functions of a code. */
export function deprecate(fn: any, message: string, code?: any): any {
  if (code !== undefined) validateString(code, 'code');
  let warned = false;
  function deprecated(this: any, ...args: any[]): any {
    if (!warned) {
      warned = true;
      if (code === undefined) emitLibraryWarning(message, 'DeprecationWarning');
      else if (!shownCodes.includes(code)) {
        shownCodes.push(code);
        emitLibraryWarning(message, 'DeprecationWarning', code);
      }
    }
    if (new.target) return Reflect.construct(fn, args, new.target);
    return fn.apply(this, args);
  }
  Object.setPrototypeOf(deprecated, fn);
  if (fn.prototype) deprecated.prototype = fn.prototype;
  return deprecated;
}

/** The prototype link between two constructor functions, as before `class`. */
export function inherits(constructor?: any, parent?: any): void {
  if (constructor === undefined || constructor === null) {
    throw argumentTypeError('ctor', 'Function', constructor);
  }
  if (parent === undefined || parent === null) {
    throw argumentTypeError('superCtor', 'Function', parent);
  }
  if (parent.prototype === undefined) {
    throw argumentTypeError('superCtor.prototype', 'Object', parent.prototype);
  }
  Object.defineProperty(constructor, 'super_', {
    value: parent,
    writable: true,
    configurable: true,
  });
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
}
