// Object literals and properties: order of keys, shorthand, spread, __proto__, delete, in.

import { attempt } from './support/attempt.ts';

attempt('key order', () => Object.keys({ b: 1, 2: 1, a: 1, 1: 1, [Symbol('s')]: 1, '-1': 1, '01': 1, 4294967295: 1, 4294967294: 1 } as any));
attempt('shorthand', () => {
  const [a, b] = [1, 2];
  return { a, b, c() { return a + b; } }.c();
});
attempt('computed', () => {
  let n = 0;
  return { ['k' + ++n]: n, ['k' + ++n]: n };
});
attempt('duplicates', () => Object.entries({ a: 1, b: 2, ['a']: 3 } as any));
attempt('spread', () => ({ a: 1, ...{ b: 2, a: 3 }, c: 4, ...null, ...undefined, ...('hi' as any), ...[9] }));
attempt('spread copies values of getters', () => {
  const source = {
    get x() {
      return 5;
    },
  };
  return Object.getOwnPropertyDescriptor({ ...source }, 'x')!.value;
});
attempt('spread leaves inherited ones', () => ({ ...Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true }, hidden: { value: 3 } }) }));
attempt('__proto__', () => {
  const base = { inherited: 'yes' };
  const object: any = { __proto__: base, own: 1 };
  return [object.inherited, Object.keys(object), Object.getPrototypeOf(object) === base];
});
attempt('__proto__ that is no object', () => Object.getPrototypeOf({ __proto__: 5 } as any) === Object.prototype);
attempt('__proto__ computed and shorthand', () => {
  const __proto__ = 1;
  return [Object.keys({ ['__proto__']: 1 }), Object.keys({ __proto__ })];
});
attempt('__proto__ accessor', () => {
  const object: any = {};
  object.__proto__ = { x: 1 };
  return [object.x, '__proto__' in object, Object.keys(object)];
});
attempt('null prototype', () => {
  const object: any = { __proto__: null, toString: undefined };
  return ['hasOwnProperty' in object, object.valueOf];
});
attempt('super in methods', () => {
  const base = {
    greet() {
      return 'base ' + (this as any).name;
    },
  };
  const object: any = {
    __proto__: base,
    name: 'object',
    greet() {
      return (super.greet as any)() + '!';
    },
  };
  return object.greet();
});
attempt('delete', () => {
  const object: any = { a: 1, b: 2, c: 3 };
  return [delete object.b, delete object.none, Object.keys(object), 'b' in object, (object.b = 4), Object.keys(object)];
});
attempt('delete what is not configurable', () => delete (Object.freeze({ a: 1 }) as any).a);
attempt('delete an element', () => {
  const list = [1, 2, 3];
  delete list[1];
  return [list, list.length, 1 in list];
});
attempt('delete of a call', () => delete (() => ({}) as any)().x);
attempt('delete super', () => {
  const object = {
    m() {
      // @ts-expect-error not allowed
      return delete super.x;
    },
  };
  try {
    object.m();
  } catch (error) {
    return (error as Error).name;
  }
  return 'none';
});
attempt('in', () => ['a' in { a: undefined }, 'toString' in {}, 0 in [1], 1 in [1], Symbol.iterator in [], 'length' in (() => {})]);
attempt('in of no object', () => 'a' in ('abc' as any));
attempt('many properties', () => {
  const object: any = {};
  for (let i = 0; i < 200; i++) object['key' + i] = i;
  for (let i = 0; i < 200; i += 2) delete object['key' + i];
  let sum = 0;
  for (const key in object) sum += object[key];
  return [sum, Object.keys(object).length, object.key7];
});
attempt('different shapes at one place', () => {
  const read = (object: any) => object.x;
  return [{ x: 1 }, { y: 0, x: 2 }, { x: 3, y: 0 }, Object.create({ x: 4 }), [5], 'str', 7].map(read);
});
attempt('a prototype that changes', () => {
  const base: any = { x: 1 };
  const object = Object.create(base);
  const read = () => object.x;
  const seen = [read(), read()];
  base.x = 2;
  seen.push(read());
  object.x = 3;
  seen.push(read());
  delete object.x;
  delete base.x;
  seen.push(read());
  Object.setPrototypeOf(object, { x: 'other' });
  return [...seen, read()];
});
attempt('frozen', () => {
  const object = Object.freeze({ a: 1 });
  (object as any).a = 2;
});
attempt('not extensible', () => {
  (Object.preventExtensions({}) as any).a = 1;
});
attempt('read-only by inheritance', () => {
  const object: any = Object.create(Object.freeze({ a: 1 }));
  object.a = 2;
});
attempt('property of a number', () => {
  (5 as any).x = 1;
});
attempt('index keys', () => {
  const object: any = {};
  object[1.5] = 'a';
  object['01'] = 'b';
  object[-0] = 'c';
  object[1e21] = 'd';
  object[true as any] = 'e';
  object[null as any] = 'f';
  return object;
});
attempt('nested', () => {
  const object: any = { a: { b: [{ c: 1 }] } };
  object.a.b[0].c += 41;
  object.a.b.push({ c: 2 });
  return JSON.stringify(object);
});
attempt('assignment is an expression', () => {
  const object: any = {};
  const value = (object.a = object.b = 5);
  return [value, object];
});
attempt('methods of the prototype', () => [({ a: 1 }).hasOwnProperty('a'), ({}).toString(), String(Object.create({})), ({}).propertyIsEnumerable('x')]);
