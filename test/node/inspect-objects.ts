// util.inspect: objects, classes, prototypes, accessors, symbols, nesting and line breaks.
class Point {
  x = 1;
  y = 2;
}
class Sub extends Point {
  z = { deep: [1, 2] };
}
class Tagged {
  value = 1;
  get [Symbol.toStringTag]() {
    return 'Tag';
  }
}
console.log({}, { a: 1 }, { a: { b: { c: { d: 1 } } } }, { 'a-b': 1, 2: 3, valid_key: 4, ü: 5 });
console.log(new Point(), new Sub(), new Tagged(), new (class {})(), new (class Empty {})());
console.log(
  Object.create(null),
  Object.assign(Object.create(null), { a: 1 }),
  Object.create({}),
  Object.create(Point.prototype),
);
console.log({
  get a() {
    return 1;
  },
  set b(v: number) {},
  get c() {
    return 1;
  },
  set c(v: number) {},
});
console.log({ [Symbol('s')]: 1, [Symbol.iterator]: 2, [Symbol.toStringTag]: 'T' });
console.log({
  f() {},
  g: () => 1,
  async h() {},
  *i() {},
  j: class K {},
  l: class extends Point {},
  m: Math.max,
});
console.log(
  function named() {},
  () => {},
  async () => {},
  function* gen() {},
  async function* agen() {},
  class A {},
  class B extends Point {},
  class {},
);
console.log(
  Object.assign(() => {}, { prop: 1 }),
  Object.assign(function f() {}, { a: { b: 1 } }),
  class X {
    static y = 1;
  },
);
console.log({ a: 'x'.repeat(20), b: 'y'.repeat(20), c: 'z'.repeat(20), d: 1 });
console.log({ a: [{ b: 1 }, { c: { d: [1, 2, [3]] } }], e: { f: { g: {} } } });
console.log({ u: undefined, n: null, f: NaN, s: 'str', b: true });
console.log([new Point(), new Sub()], { p: new Point() });
const circular: any = { name: 'a' };
circular.self = circular;
circular.list = [circular, { circular }];
console.log(circular);
const one: any = {};
const two: any = { one };
one.two = two;
console.log(one, [two, one]);
console.log(
  new Number(3),
  new String('abc'),
  new Boolean(false),
  Object(Symbol('q')),
  Object.assign(new String('ab'), { z: 1 }),
  [new Number(-0)],
);
console.log(Object.defineProperty({ shown: 1 }, 'hidden', { value: 1 }));
console.log({ __proto__: { inherited: 1 }, own: 2 }, { ['__proto__']: 1 });
console.log(
  (
    function () {
      return arguments;
    } as any
  )(1, 'b'),
  (function* () {})(),
);
console.log(Math, JSON, Reflect);
console.log(Object.freeze({ a: 1 }), Object.seal([1]));
