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
