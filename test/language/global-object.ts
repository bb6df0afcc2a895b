// globalThis and its properties.

import { attempt } from './support/attempt.ts';

attempt('identity', () => [globalThis === global, globalThis.globalThis === globalThis, typeof globalThis]);
attempt('own variables are not on it', () => {
  const own = 1;
  void own;
  return [(globalThis as any).own, (globalThis as any).attempt];
});
attempt('new properties are names', () => {
  (globalThis as any).added = 5;
  // @ts-expect-error not declared
  return [added, typeof added, delete (globalThis as any).added, typeof added];
});
attempt('builtins are on it', () => [globalThis.Array === Array, globalThis.parseInt === parseInt, 'Math' in globalThis, typeof globalThis.setTimeout, globalThis.undefined, globalThis.NaN]);
attempt('not enumerable', () => Object.keys(globalThis).includes('Array'));
attempt('tag', () => Object.prototype.toString.call(globalThis));
attempt('functions', () => [typeof parseInt, typeof isNaN, typeof encodeURIComponent, typeof queueMicrotask, typeof structuredClone, typeof console.log, typeof process.exit, typeof Buffer.from]);

const shown = (name: string): string => {
  const found = Object.getOwnPropertyDescriptor(globalThis, name);
  if (found === undefined) return name + ' is missing';
  return [name, found.writable, found.enumerable, found.configurable, typeof found.value].join(' ');
};
attempt('attributes', () => ['globalThis', 'global', 'NaN', 'Infinity', 'undefined', 'Object', 'Math', 'Map', 'parseInt', 'console', 'URL'].map(shown));
attempt('attributes of what comes from the web', () => ['setTimeout', 'clearTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'structuredClone'].map(shown));
attempt('constants', () => [globalThis.NaN, globalThis.Infinity, globalThis.undefined, 'undefined' in globalThis, Object.hasOwn(globalThis, 'NaN')]);
attempt('a constant is not written', () => {
  (globalThis as any).NaN = 1;
});
attempt('a constant is not deleted', () => delete (globalThis as any).undefined);
attempt('a constant is not defined again', () => Object.defineProperty(globalThis, 'Infinity', { value: 1 }));
attempt('nor changed by Reflect', () => [Reflect.set(globalThis, 'undefined', 1), Reflect.deleteProperty(globalThis, 'NaN'), Reflect.defineProperty(globalThis, 'NaN', { value: NaN })]);
attempt('chain', () => [globalThis.globalThis.globalThis === globalThis, (globalThis as any).global === globalThis, Object.keys(globalThis).includes('global'), Object.keys(globalThis).includes('globalThis')]);
attempt('computed', () => ['NaN', 'Infinity', 'globalThis', 'global'].map((name) => typeof (globalThis as any)[name]));
attempt('own variables of globalThis', () => {
  Object.defineProperty(globalThis, 'fixed', { value: 1, configurable: true });
  // @ts-expect-error not declared
  return [fixed, Reflect.set(globalThis, 'fixed', 2), delete (globalThis as any).fixed, typeof fixed];
});
attempt('an unknown name is not written', () => {
  // @ts-expect-error not declared
  neverDeclared = 1;
});
attempt('nor read', () => {
  // @ts-expect-error not declared
  return neverDeclared;
});
