// Fake of machine/language.ts in plain TypeScript.

export function invoke(fn: any, thisValue: any, ...args: any[]): any {
  return Reflect.apply(fn, thisValue, args);
}

export function invokeWithList(fn: any, thisValue: any, list: any[]): any {
  return Reflect.apply(fn, thisValue, list);
}

export function construct(fn: any, newTarget: any, ...args: any[]): any {
  return Reflect.construct(fn, args, newTarget);
}

export function isObject(value: any): boolean {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

export function isCallable(value: any): boolean {
  return typeof value === 'function';
}

export const toNumber = (value: any): number => +value;
export const toStringValue = (value: any): string => `${value}`;
