// for-in: order, inherited and shadowed keys, changes while it runs, values that are no objects.

import { attempt } from './support/attempt.ts';

const keysOf = (value: any): string[] => {
  const keys: string[] = [];
  for (const key in value) keys.push(key);
  return keys;
};

attempt('order', () => keysOf({ b: 1, 2: 1, a: 1, 1: 1, [Symbol('hidden')]: 1 }));
attempt('inherited', () => {
  const base = { x: 1, shared: 1 };
  const object = Object.create(base, { hidden: { value: 1 }, shown: { value: 1, enumerable: true } });
  object.shared = 2;
  return keysOf(object);
});
attempt('a hidden own key shadows', () => {
  const object = Object.create({ a: 1, b: 2 });
  Object.defineProperty(object, 'a', { value: 3, enumerable: false });
  return keysOf(object);
});
attempt('arrays', () => {
  const list: any = ['x', , 'z'];
  list.extra = 1;
  return keysOf(list);
});
attempt('strings', () => keysOf('abc'));
attempt('primitives', () => [keysOf(5), keysOf(true), keysOf(null), keysOf(undefined), keysOf(Symbol())]);
attempt('functions and classes', () => {
  class A {
    static s = 1;
    field = 2;
    method() {}
  }
  return [keysOf(A), keysOf(new A())];
});
attempt('deleted while it runs', () => {
  const object: any = { a: 1, b: 2, c: 3 };
  const seen: string[] = [];
  for (const key in object) {
    seen.push(key);
    delete object.b;
  }
  return seen;
});
attempt('added while it runs', () => {
  const object: any = { a: 1, b: 2 };
  let turns = 0;
  for (const key in object) {
    object[key + key] = 1;
    turns++;
  }
  return turns;
});
attempt('break and continue', () => {
  const seen: string[] = [];
  outer: for (const a in { x: 1, y: 2, z: 3 }) {
    for (const b in { p: 1, q: 2 }) {
      if (b === 'q') continue outer;
      if (a === 'z') break outer;
      seen.push(a + b);
    }
  }
  return seen;
});
attempt('existing variable and property', () => {
  let key: string = '';
  const target: any = {};
  for (key in { a: 1, b: 2 });
  for (target.last in { c: 1, d: 2 });
  for (target['x' + key] in { e: 1 });
  return [key, target];
});
attempt('var', () => {
  for (var key in { a: 1 });
  return key!;
});
attempt('keys are strings', () => {
  for (const index in [5]) return typeof index;
});
attempt('return', () => {
  for (const key in { found: 1 }) return key;
});
attempt('the object is evaluated once', () => {
  let runs = 0;
  const get = () => (runs++, { a: 1, b: 2 });
  for (const _ in get());
  return runs;
});
attempt('typed arrays and maps', () => [keysOf(new Uint8Array(2)), keysOf(new Map([[1, 2]]))]);
attempt('long prototype chain', () => {
  let object: any = {};
  for (let i = 0; i < 5; i++) {
    object = Object.create(object);
    object['k' + i] = i;
  }
  return keysOf(object);
});
