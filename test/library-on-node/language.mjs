// The language intrinsics, by their definitions.

export const invoke = (fn, thisValue, ...args) => Reflect.apply(fn, thisValue, args);
export const construct = (fn, newTarget, ...args) => Reflect.construct(fn, args, newTarget);
export const invokeWithList = (fn, thisValue, list) => Reflect.apply(fn, thisValue, list);
export const constructWithList = (fn, newTarget, list) => Reflect.construct(fn, list, newTarget);
export const isObject = (v) => (typeof v === 'object' && v !== null) || typeof v === 'function';
export const isCallable = (v) => typeof v === 'function';
export const toObject = (v) => Object(v);
export const toNumber = (v) => +v;
export const toStringValue = (v) => `${v}`;
export const toIntegerOrInfinity = (v) => Math.trunc(+v) || 0;
export const toLength = (v) => Math.min(Math.max(Math.trunc(+v) || 0, 0), 2 ** 53 - 1);
