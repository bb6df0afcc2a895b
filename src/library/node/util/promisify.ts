// util.promisify and util.callbackify. Layer: node.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { setImmediate, setTimeout } from '../../web/timers.ts';
import { validateFunction, withCode, argumentTypeError } from '../errors.ts';
import { promisifyNames } from './promisify-names.ts';
import * as timersPromises from '../timers/promises.ts';

export const promisifyCustom: unique symbol = Symbol.for('nodejs.util.promisify.custom') as any;

/** A function returning a promise from one that takes an error-first callback last. */
export function promisify(original?: any): any {
  validateFunction(original, 'original');
  if (original === setTimeout) return timersPromises.setTimeout;
  if (original === setImmediate) return timersPromises.setImmediate;
  const custom = original[promisifyCustom];
  if (custom !== undefined && custom !== null) {
    validateFunction(custom, 'util.promisify.custom');
    return Object.defineProperty(custom, promisifyCustom, {
      value: custom,
      enumerable: false,
      writable: false,
      configurable: true,
    });
  }
  const names: string[] | undefined = original[promisifyNames];
  function promisified(this: any, ...args: any[]): Promise<any> {
    return new Promise((resolve, reject) => {
      const result = original.call(this, ...args, (error: any, ...values: any[]) => {
        if (error) reject(error);
        else resolve(names !== undefined && values.length > 1 ? named(names, values) : values[0]);
      });
      void result;
    });
  }
  Object.setPrototypeOf(promisified, Object.getPrototypeOf(original));
  Object.defineProperty(promisified, promisifyCustom, {
    value: promisified,
    enumerable: false,
    writable: false,
    configurable: true,
  });
  return Object.defineProperties(promisified, Object.getOwnPropertyDescriptors(original));
}

function named(names: string[], values: any[]): any {
  const result: any = {};
  for (let i = 0; i < names.length; i++) result[names[i]!] = values[i];
  return result;
}

promisify.custom = promisifyCustom;

/** A function with an error-first callback from one that returns a promise. */
export function callbackify(original?: any): any {
  validateFunction(original, 'original');
  function callbackified(this: any, ...args: any[]): void {
    const callback = args.pop();
    if (typeof callback !== 'function') {
      throw argumentTypeError('last argument', 'Function', callback);
    }
    const receiver = this;
    original.apply(receiver, args).then(
      (value: any) => enqueueTick(() => callback.call(receiver, null, value)),
      (reason: any) => enqueueTick(() => callback.call(receiver, rejectionError(reason))),
    );
  }
  const descriptors: any = Object.getOwnPropertyDescriptors(original);
  if (typeof descriptors.length.value === 'number') descriptors.length.value++;
  if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  Object.setPrototypeOf(callbackified, Object.getPrototypeOf(original));
  return Object.defineProperties(callbackified, descriptors);
}

/** A falsy reason would read as success. */
function rejectionError(reason: any): any {
  if (reason) return reason;
  const error = withCode(
    new Error('Promise was rejected with falsy value'),
    'ERR_FALSY_VALUE_REJECTION',
  );
  error.reason = reason;
  return error;
}
