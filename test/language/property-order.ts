// Order of properties, through every way of listing them.

import { attempt } from './support/attempt.ts';

const symbol = Symbol('s');
const make = (): any => {
  const object: any = { z: 1, 10: 1, a: 1, 2: 1, [symbol]: 1 };
  object.m = 1;
  object[1] = 1;
  delete object.a;
  object.a = 2;
  Object.defineProperty(object, 'hidden', { value: 1, enumerable: false });
  return object;
};
attempt('keys', () => Object.keys(make()));
attempt('names', () => Object.getOwnPropertyNames(make()));
attempt('ownKeys', () => Reflect.ownKeys(make()).map(String));
attempt('for-in', () => {
  const keys: string[] = [];
  for (const key in make()) keys.push(key);
  return keys;
});
attempt('entries', () => Object.entries(make()));
attempt('JSON', () => JSON.stringify(make()));
attempt('spread', () => Object.keys({ ...make(), z: 5, b: 1 }));
attempt('assign', () => Object.keys(Object.assign({ b: 1, a: 0 }, make())));
attempt('rest', () => {
  const { z, ...rest } = make();
  return [z, Object.keys(rest)];
});
attempt('array', () => {
  const list: any = [1, 2];
  list.x = 1;
  list[5] = 1;
  return Reflect.ownKeys(list);
});
attempt('function', () => Reflect.ownKeys(function f(_a: unknown) {}).sort());
attempt('arrow', () => Reflect.ownKeys(() => {}).sort());
attempt('class', () => {
  class A {
    static b = 1;
    static a() {}
    x = 1;
    m() {}
  }
  return [Reflect.ownKeys(A), Reflect.ownKeys(A.prototype), Reflect.ownKeys(new A())];
});
attempt('string object', () => Reflect.ownKeys(Object('ab')));
attempt('redefined keeps its place', () => {
  const object: any = { a: 1, b: 2 };
  Object.defineProperty(object, 'a', { get: () => 5, enumerable: true, configurable: true });
  object.b = 3;
  return Object.entries(object);
});
attempt('many', () => {
  const object: any = {};
  for (let i = 30; i > 0; i--) object['p' + i] = i;
  for (let i = 5; i > 0; i--) object[i * 3] = i;
  return Object.keys(object).join();
});
attempt('groups by hand', () => {
  const counts: Record<string, number> = {};
  for (const letter of 'mississippi') counts[letter] = (counts[letter] ?? 0) + 1;
  return counts;
});
