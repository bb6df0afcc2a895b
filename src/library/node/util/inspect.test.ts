import '../../../../test/fakes/install.ts';
import assert from 'node:assert/strict';
import test from 'node:test';
import * as nodeUtil from 'node:util';

const { inspect } = await import('./inspect.ts');
const { format } = await import('./format.ts');
const { settled, makeProxy } = (await import('../../runtime/inspect-kinds.ts')) as any;

class Point {
  x = 1;
  y = 2;
}
class Named {
  get [Symbol.toStringTag]() {
    return 'Tag';
  }
  value = 1;
}
class MyError extends Error {
  code = 'E_CODE';
}
class MyMap extends Map {}
const circular: any = { name: 'a' };
circular.self = circular;
circular.list = [circular, { circular }];
const withExtra: any = [1, 2, 3];
withExtra.extra = true;
const sparse: any = [1, , , 4, ,];
const fixedStack = (error: any, stack?: string) => {
  error.stack =
    stack ?? `${error.name}: ${error.message}\n    at one (file.js:1:1)\n    at two (file.js:2:2)`;
  return error;
};
const fulfilled = Promise.resolve({ a: 1 });
settled.set(fulfilled, [1, { a: 1 }]);
const nullProto = Object.assign(Object.create(null), { a: 1, b: 'x' });

const values: any[] = [
  undefined,
  null,
  true,
  false,
  0,
  -0,
  1.5,
  NaN,
  Infinity,
  10n,
  'text',
  "it's",
  `it's "quoted"`,
  `'"\``,
  '\n\t\x00\x7f\ud800',
  '😀',
  Symbol('x'),
  Symbol(),
  Symbol('a\nb'),
  {},
  [],
  [[]],
  [[[[]]]],
  { a: { b: { c: { d: 1 } } } },
  [1, 2, 3],
  ['a', 'b'],
  { a: 1, 'b-c': 2, 3: 4, [Symbol('s')]: 5 },
  Array.from({ length: 200 }, (_, i) => i),
  Array.from({ length: 30 }, (_, i) => i * 1000),
  Array.from({ length: 30 }, (_, i) => 'item' + i),
  Array.from({ length: 7 }, (_, i) => ({ i })),
  Array.from({ length: 120 }, (_, i) => 'x'.repeat(i % 13)),
  Array.from({ length: 10 }, (_, i) => '日本'.repeat(i % 4)),
  new Array(5),
  sparse,
  withExtra,
  [undefined, null],
  [, 'a'],
  [-1.5, 2, 300, 4, 5, 6, 7, 8],
  new Map<any, any>([
    ['a', 1],
    [{ k: 1 }, [1, 2]],
  ]),
  new Map(),
  new Set([1, 'a', { b: 2 }]),
  new Set(),
  new MyMap([[1, 2]]),
  new WeakMap(),
  new WeakSet(),
  new Map([['deep', { a: { b: { c: {} } } }]]),
  new Point(),
  new Named(),
  new (class extends Point {})(),
  new (class {})(),
  nullProto,
  Object.create({}),
  Object.create(Object.create(null)),
  Object.create(null),
  Object.create(Point.prototype),
  function named() {},
  () => {},
  async () => {},
  function* gen() {},
  async function* agen() {},
  class A {},
  class B extends Point {},
  class {},
  Object.assign(() => {}, { prop: 1 }),
  Object.assign(function f() {}, { a: { b: 1 } }),
  Math.max,
  Point,
  Map,
  function f() {}.bind(null),
  new Date(0),
  new Date(-1e13),
  new Date(8.64e15),
  new Date(-8.64e15),
  new Date(1709210096789),
  new Date(NaN),
  Object.assign(new Date(5), { x: 1 }),
  /a/g,
  Object.assign(/b/, { x: 1 }),
  fulfilled,
  new Promise(() => {}),
  new Uint8Array([1, 2, 3]),
  new Float64Array(3),
  new Uint8Array(0),
  new BigInt64Array(2),
  new ArrayBuffer(4),
  new DataView(new ArrayBuffer(2)),
  new Uint8Array(200),
  { b: new ArrayBuffer(60) },
  new Number(3),
  new String('abc'),
  new Boolean(false),
  Object(Symbol('q')),
  Object(5n),
  Object.assign(new String('ab'), { z: 1 }),
  new Number(-0),
  circular,
  {
    get a() {
      return 1;
    },
    set b(v: any) {},
    get c() {
      return 1;
    },
    set c(v: any) {},
  },
  fixedStack(new Error('plain')),
  fixedStack(new TypeError('multi\nline')),
  fixedStack(new MyError('mine')),
  { e: fixedStack(new Error('inner')) },
  fixedStack(new Error('c', { cause: fixedStack(new Error('the cause')) })),
  fixedStack(new Error('c', { cause: { a: 1 } })),
  fixedStack(new AggregateError([fixedStack(new Error('x'))], 'agg')),
  fixedStack(new Error('no frames'), 'Error: no frames'),
  fixedStack(Object.assign(new Error('named'), { name: 'Custom' })),
  fixedStack(Object.assign(new Error('x'), { extra: { a: 1 } })),
  [fixedStack(new Error('in array'), 'Error: in array')],
  fixedStack(new Error(''), 'Error\n    at x (y:1:1)'),
  fixedStack(Object.setPrototypeOf(new Error('np'), null), 'Error: np\n    at a (b:1:1)'),
  fixedStack(new RangeError('r'), 'nothing like it'),
  Math,
  JSON,
  globalThis.Reflect,
  Atomics,
  (
    function () {
      return arguments;
    } as any
  )(1, 'b'),
  (
    function () {
      return arguments;
    } as any
  )(),
  (function* () {})(),
  { long: 'a'.repeat(100) },
  ['a'.repeat(60), 'b'.repeat(30)],
  {
    text: 'line one\nline two\nline three is a long line that goes on and on and on and on, really',
  },
  'a\nb'.repeat(30),
  ['a\nb'.repeat(30)],
  { a: 'x'.repeat(20), b: 'y'.repeat(20), c: 'z'.repeat(20), d: 1 },
  { a: [{ b: 1 }, { c: { d: [1, 2, [3]] } }], e: new Map([['k', new Set([1])]]) },
  { f() {}, g: () => 1, async h() {} },
  { __proto__: { inherited: 1 }, own: 2 },
  { ['__proto__']: 1 },
  'x'.repeat(10050),
  {
    [Symbol.for('nodejs.util.inspect.custom')](depth: any, options: any) {
      return `custom ${depth} ${options.depth} ${typeof options.stylize}`;
    },
  },
  {
    n: {
      [Symbol.for('nodejs.util.inspect.custom')]() {
        return 'multi\nline';
      },
    },
  },
  {
    [Symbol.for('nodejs.util.inspect.custom')]() {
      return { replaced: 1 };
    },
  },
  {
    [Symbol.for('nodejs.util.inspect.custom')]() {
      return 5;
    },
  },
  new Map().entries(),
  new Map().keys(),
  new Set().values(),
  [1, 2][Symbol.iterator](),
  'ab'[Symbol.iterator](),
  Object.freeze([1]),
  [[1, [2, [3, [4]]]]],
  { u: undefined, n: null, f: NaN },
  [new Point(), new Point()],
  Array.from({ length: 101 }, () => new Point()),
  Object.assign(Object.create({ constructor: 5 }), { a: 1 }),
  new (class Foo extends Array {})(3),
  class X {
    static y = 1;
  },
  Object.setPrototypeOf(() => {}, null),
  Object.setPrototypeOf(class Q {}, null),
  Object.setPrototypeOf([1], null),
  Object.setPrototypeOf(new Map([[1, 2]]), null),
  Object.setPrototypeOf(new Date(1), null),
  Object.setPrototypeOf(/x/, null),
  Object.setPrototypeOf(new Number(1), null),
  { [Symbol.toStringTag]: 'T' },
  Object.defineProperty({}, 'hidden', { value: 1 }),
  Array.from({ length: 27 }, (_, i) => (i % 2 ? 'a' : i)),
  ['é'.repeat(4), 'ab', '\u0301', '', 'x', 'y', 'z', 'w'],
  Array.from({ length: 8 }, () => null),
  [1n, 2n, 3n, 4n, 5n, 6n, 77n],
  Array.from({ length: 8 }, (_, i) => new Array(i)),
];

const optionSets: any[] = [
  {},
  { depth: 0 },
  { depth: null },
  { compact: false },
  { compact: true },
  { compact: 1 },
  { colors: true },
  { showHidden: true },
  { sorted: true },
  { breakLength: 40 },
  { breakLength: Infinity },
  { maxArrayLength: 2 },
  { maxArrayLength: 0 },
  { maxStringLength: 3 },
  { getters: true },
  { getters: 'get' },
  { customInspect: false },
  { compact: true, breakLength: 20 },
  { numericSeparator: true },
  { breakLength: 60, compact: 2, colors: true },
  { depth: 4, showHidden: true, showProxy: true },
];

test('inspect prints every kind of value as Node does', () => {
  let failures = 0;
  for (const options of optionSets) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      // Node forgets maxArrayLength for a Map without a prototype.
      if (options.maxArrayLength === 0 && Object.getPrototypeOf(Object(value)) === null) continue;
      if (
        options.showHidden &&
        (nodeUtil.types.isWeakMap(value) || nodeUtil.types.isWeakSet(value))
      )
        continue;
      const expected = nodeUtil.inspect(value, options);
      let actual: string;
      try {
        actual = inspect(value, options);
      } catch (error: any) {
        actual = 'threw ' + error.stack;
      }
      if (actual === expected) continue;
      if (failures++ < 12)
        console.error(
          JSON.stringify(options),
          i,
          '\n--- expected\n' + expected + '\n--- actual\n' + actual,
        );
    }
  }
  assert.equal(failures, 0);
});

test('inspect shows proxies by their target, or their parts on request', () => {
  const proxy = makeProxy({ a: 1 }, { get: () => 5 });
  assert.equal(inspect(proxy), '{ a: 1 }');
  assert.equal(
    inspect({ proxy }, { showProxy: true }),
    nodeUtil.inspect({ proxy }, { showProxy: true }),
  );
});

test('inspect agrees with Node on random structures', () => {
  let seed = 12345;
  const random = (n: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % n;
  };
  const make = (depth: number): any => {
    const kind = random(depth > 4 ? 6 : 11);
    if (kind === 0) return random(100000) - 50000;
    if (kind === 1)
      return 'abcdefghij klmnop\'"\n'.slice(random(10), 10 + random(11)).repeat(random(4));
    if (kind === 2) return random(1000) / 7;
    if (kind === 3) return [null, undefined, true, false][random(4)];
    if (kind === 4) return 'k' + random(1000);
    if (kind === 5) return BigInt(random(100000));
    if (kind === 6 || kind === 9) return Array.from({ length: random(20) }, () => make(depth + 1));
    if (kind === 7)
      return new Map(Array.from({ length: random(6) }, () => [make(depth + 3), make(depth + 1)]));
    if (kind === 8) return new Set(Array.from({ length: random(6) }, () => make(depth + 1)));
    const object: any = random(3) === 0 ? new Point() : {};
    for (let i = random(9); i > 0; i--)
      object[['key', 'a', 'long name', 'x_1'][random(4)]! + random(50)] = make(depth + 1);
    return object;
  };
  for (let i = 0; i < 1500; i++) {
    const value = make(0);
    const options = optionSets[random(optionSets.length)];
    assert.equal(
      inspect(value, options),
      nodeUtil.inspect(value, options),
      JSON.stringify(options),
    );
  }
});

test('format expands directives as Node does', () => {
  const list: any[][] = [
    [],
    [''],
    ['a'],
    ['a', 'b', 3],
    ['%s', 'x'],
    ['%s', -0],
    ['%s', 5n],
    ['%s', {}],
    ['%s', { a: { b: 1 } }],
    ['%s', [1, [2, [3]]]],
    ['%s', null],
    ['%s', undefined],
    ['%s', Symbol('x')],
    ['%s', new Point()],
    ['%s', { toString: () => 'own' }],
    [
      '%s',
      new (class {
        toString() {
          return 'cls';
        }
      })(),
    ],
    ['%s', new Date(0)],
    ['%s', () => 1],
    ['%s', class Q {}],
    ['%s', new (class extends Date {})(0)],
    ['%s', Object.create(null)],
    ['%d', '42'],
    ['%d', 5n],
    ['%d', Symbol('x')],
    ['%d', {}],
    ['%d', -0],
    ['%i', 42.9],
    ['%i', '12px'],
    ['%i', 5n],
    ['%f', '1.5x'],
    ['%f', Symbol('x')],
    ['%j', { a: 1 }],
    ['%j', circular],
    ['%j', undefined],
    ['%o', { a: { b: { c: { d: {} } } } }],
    ['%o', [1, 2]],
    ['%o', function f() {}],
    ['%O', { a: { b: { c: { d: {} } } } }],
    ['%c styled', 'css'],
    ['%%', 1],
    ['%%'],
    ['100%', 5],
    ['%s%s', 'a'],
    ['%s', 'a', 'b', { c: 1 }],
    ['%x', 1],
    ['a%', 1],
    ['%', 1],
    ['%s %d %i', 'a', 1.5, 2.7, 'rest'],
    [1, 2, 3],
    [{ a: 1 }, 'b'],
    ['%s:%s:%%:%d', 'x', 'y', 'z'],
    ['%%%s%%', 'hi'],
    ['%s', fixedStack(new Error('e'))],
    ['a', 1.5, -0, NaN],
    [null, undefined],
    ['%s', new String('x')],
    ['%O', 'str'],
    ['%%s', 1],
    ['%d%%', 50],
    ['%s', 'a%sb', 'c'],
  ];
  for (const args of list)
    assert.equal(format(...args), nodeUtil.format(...args), nodeUtil.inspect(args));
});
