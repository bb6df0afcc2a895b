// util.inspect: Map, Set, weak collections, iterators, Date, RegExp, Promise, Proxy.
console.log(
  new Map<any, any>([
    ['a', 1],
    [{ k: 1 }, [1, 2]],
  ]),
  new Map(),
  new Set<any>([1, 'a', { b: 2 }]),
  new Set(),
);
console.log(
  new (class MyMap extends Map {})([[1, 2]]),
  new (class MySet extends Set {})([1]),
  new WeakMap(),
  new WeakSet(),
  new WeakRef({ a: 1 }),
);
console.log(
  new Map([['deep', { a: { b: { c: {} } } }]]),
  new Map([[new Map([[1, 2]]), new Set([3])]]),
);
console.log(
  new Map([[1, 2]]).entries(),
  new Map([[1, 2]]).keys(),
  new Set([5]).values(),
  new Set([5]).entries(),
  [1][Symbol.iterator](),
  'ab'[Symbol.iterator](),
);
console.log(
  new Date(0),
  new Date(NaN),
  Object.assign(new Date(5), { x: 1 }),
  { d: new Date(1e12) },
  new Date(8.64e15),
  new Date(-1e13),
);
console.log(/a/g, Object.assign(/b/, { x: 1 }), [/c\/d/iu], new RegExp('/', 'y'), new RegExp(''));
console.log(Promise.resolve({ a: 1 }), new Promise(() => {}), { p: Promise.resolve(5) });
const rejected = Promise.reject(new RangeError('no'));
rejected.catch(() => {});
console.log(String(await rejected.catch((error) => error)));
console.log(
);
console.log(
  new Map(Array.from({ length: 105 }, (_, i) => [i, i])),
  new Set(Array.from({ length: 30 }, (_, i) => 'member' + i)),
);
console.log(
  Object.assign(new Map([[1, 2]]), { extra: 1 }),
  Object.assign(new Set([1]), { extra: 1 }),
  Object.assign(Promise.resolve(), { extra: 1 }),
);
