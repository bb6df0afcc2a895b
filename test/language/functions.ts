// Functions: parameters, arguments, this, call, apply, bind, name and length.

import { attempt } from './support/attempt.ts';

attempt('missing and extra arguments', () => {
  const f = (a?: any, b?: any) => [a, b];
  return [f(), f(1), (f as any)(1, 2, 3)];
});
attempt('arguments', () => {
  function f(this: any, a: any) {
    a = 'changed';
    return [arguments.length, arguments[0], arguments[1], a];
  }
  return (f as any)(1, 2);
});
attempt('arguments is unmapped', () => {
  function f(a: any) {
    arguments[0] = 'new';
    return a;
  }
  return f('old');
});
attempt('arguments as an array', () => {
  function f(..._: any[]) {
    return [Array.from(arguments), [...arguments], Array.prototype.slice.call(arguments, 1), Object.keys(arguments)];
  }
  return f(1, 2, 3);
});
attempt('arguments object', () => {
  function f(..._: any[]) {
    return [String(arguments), typeof arguments, 'length' in arguments, Array.isArray(arguments)];
  }
  return f(1);
});
attempt('callee', () => {
  function f() {
    return (arguments as any).callee;
  }
  return f();
});
attempt('rest', () => {
  const f = (a: any, ...rest: any[]) => [a, rest];
  return [(f as any)(), f(1), f(1, 2, 3)];
});
attempt('defaults', () => {
  const f = (a = 1, b = a + 1, c = () => a + b) => [a, b, c()];
  return [f(), f(5), f(undefined, 7), f(null as any)];
});
attempt('defaults are evaluated at each call', () => {
  let n = 0;
  const f = (x = ++n) => x;
  return [f(), f(10), f()];
});
attempt('default after destructuring', () => {
  const f = ({ a = 1, b: { c = 2 } = {} } = {} as any, [d = 3] = []) => [a, c, d];
  return [f(), f({ a: 9, b: { c: 8 } }, [7] as any)];
});
attempt('length', () => [
  (() => {}).length,
  ((_a: any, _b: any) => {}).length,
  ((_a: any, _b = 1, _c: any) => {}).length,
  ((..._a: any[]) => {}).length,
  (({ a: _a }: any, [_b]: any) => {}).length,
]);
attempt('names', () => {
  const arrow = () => {};
  const anonymous = function () {};
  const object = { method() {}, value: () => {}, ['com' + 'puted']() {}, [Symbol('sym')]() {} };
  const [fromDefault = () => {}] = [] as any[];
  let assigned: any;
  assigned = () => {};
  return [
    arrow.name, anonymous.name, object.method.name, object.value.name, (object as any).computed.name, fromDefault.name, assigned.name,
    (function named() {}).name, (() => {}).name, (class {}).name, (class Named {}).name,
  ];
});
attempt('symbol name', () => {
  const key = Symbol('described');
  const object = { [key]() {}, [Symbol()]: () => {} };
  return [object[key].name, (Object.getOwnPropertyDescriptor(object, key) as any).value.name];
});
attempt('accessor names', () => {
  const object = { get x() { return 1; }, set x(_) {} };
  const descriptor = Object.getOwnPropertyDescriptor(object, 'x')!;
  return [descriptor.get!.name, descriptor.set!.name, (function () {}).bind(null).name, (function f() {}).bind(null).name];
});
attempt('this of a plain call', () => {
  function f(this: any) {
    return this;
  }
  return f.call(undefined);
});
attempt('this is not boxed', () => {
  function f(this: any) {
    return typeof this;
  }
  return [f.call(1), f.call('s'), f.call(null), f.apply(true as any)];
});
attempt('call and apply', () => {
  function f(this: any, ...args: any[]) {
    return [this.n, ...args];
  }
  return [f.call({ n: 1 }, 2, 3), f.apply({ n: 1 }, [2, 3]), f.apply({ n: 1 }, { length: 2, 0: 'a', 1: 'b' } as any), f.apply({ n: 1 }, null as any)];
});
attempt('apply of no list', () => (() => {}).apply(null, 5 as any));
attempt('bind', () => {
  function f(this: any, ...args: any[]) {
    return [this.n, ...args];
  }
  const bound = f.bind({ n: 1 }, 'a');
  return [bound('b'), bound.call({ n: 2 }, 'c'), bound.length, bound.name, bound.bind({ n: 3 }, 'd')('e')];
});
attempt('new of a bound function', () => {
  function Point(this: any, x: number, y: number) {
    this.x = x;
    this.y = y;
  }
  const Bound: any = (Point as any).bind(null, 1);
  const point = new Bound(2);
  return [point.x, point.y, point instanceof Bound, point instanceof (Point as any)];
});
attempt('constructor functions', () => {
  function Animal(this: any, name: string) {
    this.name = name;
  }
  (Animal as any).prototype.speak = function () {
    return this.name + ' speaks';
  };
  const animal = new (Animal as any)('cat');
  return [animal.speak(), animal.constructor === Animal, Object.keys(animal)];
});
attempt('constructor that returns an object', () => {
  function F(this: any) {
    return { other: true };
  }
  function G(this: any) {
    this.own = true;
    return 5;
  }
  return [new (F as any)().other, new (G as any)().own];
});
attempt('new of an arrow', () => {
  const arrow: any = () => {};
  return new arrow();
});
attempt('new of a method', () => {
  const object: any = { m() {} };
  return new object.m();
});
attempt('prototype property', () => ['prototype' in (() => {}), 'prototype' in function () {}, 'prototype' in ({ m() {} }).m, Object.keys((function () {}).prototype)]);
attempt('new.target', () => {
  function f(): any {
    return new.target === undefined ? 'call' : 'new';
  }
  function g(this: any) {
    this.seen = new.target === g;
  }
  return [f(), new (g as any)().seen];
});
attempt('immediately called', () => (function (a: number) { return a * 2; })(21));
attempt('functions are objects', () => {
  const f: any = () => {};
  f.extra = 1;
  return [f.extra, Object.keys(f), typeof f, f instanceof Function, f instanceof Object];
});
attempt('name is not writable', () => {
  const f: any = () => {};
  try {
    f.name = 'other';
  } catch (error) {
    return [(error as Error).name, f.name];
  }
  return 'written';
});
attempt('comma and void', () => [(1, 2, 3), void 0]);
attempt('many arguments', () => {
  const count = (...list: number[]) => list.length;
  return [count(...Array.from({ length: 5000 }, (_, i) => i)), Math.max.apply(null, Array.from({ length: 3000 }, (_, i) => i))];
});
