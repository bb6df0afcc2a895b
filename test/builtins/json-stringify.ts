// JSON.stringify: values, toJSON, replacers, indentation, circular structures.

const attempt = (label: string, action: () => unknown): void => {
  try {
    console.log(label + ' -> ' + String(action()));
  } catch (error) {
    console.log(label + ' -> ' + (error as Error).name + ': ' + (error as Error).message);
  }
};

const values: unknown[] = [
  undefined,
  null,
  true,
  false,
  0,
  -0,
  1.5,
  NaN,
  Infinity,
  1e21,
  1e-7,
  '',
  'a"b\\c',
  '\b\f\n\r\t\u0000\u001f\u007f',
  'é€😀',
  '\ud800',
  'a\udc00b',
  '\u2028',
  Symbol('s'),
  () => 1,
  [],
  [undefined, () => 1, Symbol()],
  [1, [2, [3]]],
  [, 1],
  {},
  { a: undefined, b: () => 1, c: Symbol() },
  { a: 1, 'b c': [null], é: 'x' },
  { 2: 'b', 1: 'a', z: 0 },
  new Number(3),
  new String('s'),
  new Boolean(false),
  Object(Symbol()),
  new Date(0),
  new Date(NaN),
  /x/g,
  new Map([[1, 2]]),
  new Set([1]),
  new Error('e'),
  Object.create({ inherited: 1 }),
  Object.create(null),
  { toJSON: () => 'custom' },
  { a: { toJSON: (key: string) => 'key ' + key } },
  [{ toJSON: (key: string) => typeof key + key }],
  { toJSON: 1 },
  { toJSON: () => undefined },
  [{ toJSON: () => undefined }],
];
for (let i = 0; i < values.length; i++) attempt(String(i), () => JSON.stringify(values[i]));

const sample = { a: [1, { b: [] }], c: {}, d: 'x', e: [undefined], f: { g: null } };
for (const space of [
  0,
  1,
  2,
  4.9,
  11,
  -1,
  '',
  '--',
  'abcdefghijklmnop',
  '\t',
  new Number(3),
  new String('>'),
  null,
  true,
  {},
  NaN,
] as any[]) {
  attempt('space ' + String(space), () => JSON.stringify(sample, null, space));
}
attempt('empty indented', () => JSON.stringify([[], {}, { a: undefined }], null, 2));

attempt('function', () =>
  JSON.stringify({ a: 1, b: [2, 3], c: 'x' }, (key, value) =>
    typeof value === 'number' ? value * 2 : value,
  ),
);
attempt('function drop', () =>
  JSON.stringify({ a: 1, b: { a: 2, c: 3 } }, (key, value) => (key === 'a' ? undefined : value), 1),
);
const seen: string[] = [];
JSON.stringify({ a: [1, { b: 2 }] }, function (this: any, key, value) {
  seen.push(
    JSON.stringify(key) + ':' + JSON.stringify(value) + ':' + JSON.stringify(Object.keys(this)),
  );
  return value;
});
console.log(seen.join(' '));
attempt('list', () =>
  JSON.stringify({ a: 1, b: 2, 1: 3, c: { a: 4, d: 5 } }, [
    'c',
    'a',
    1 as any,
    'a',
    new String('b') as any,
    {} as any,
  ]),
);
attempt('list indented', () => JSON.stringify({ a: 1, b: [{ a: 2, z: 1 }] }, ['b', 'a'], ' '));
attempt('list empty', () => JSON.stringify({ a: 1 }, []));
attempt('root', () => JSON.stringify(1, () => undefined));
attempt('replace root', () => JSON.stringify(1, (key) => (key === '' ? { x: 2 } : 'y')));
attempt('toJSON then replacer', () =>
  JSON.stringify({ a: new Date(0) }, (key, value) => key + typeof value),
);

const circular: any = { x: 1 };
circular.self = circular;
attempt('circular', () => JSON.stringify(circular));
attempt('circular replacer', () => JSON.stringify(circular, (key, value) => value));
class Node {
  children: unknown[] = [];
  deep: unknown;
}
const node = new Node();
node.children.push({ parent: { of: [node] } });
attempt('circular class', () => JSON.stringify(node));
const list: any[] = [[]];
list[0].push(list);
attempt('circular array', () => JSON.stringify({ list }));
attempt('shared', () => {
  const shared = { s: 1 };
  return JSON.stringify([shared, { shared }, shared]);
});

let order = '';
const ordered = {
  get b() {
    order += 'b';
    return 1;
  },
  get a() {
    order += 'a';
    delete (this as any).c;
    return { toJSON: () => ((order += 'j'), 2) };
  },
  c: 3,
  d: 4,
};
attempt('getters', () => JSON.stringify(ordered) + order);
attempt('throwing getter', () =>
  JSON.stringify({
    get x(): never {
      throw new TypeError('no');
    },
  }),
);
const growing: any = { toJSON: undefined };
growing.list = [1, 2, { toJSON: () => ((growing.list.length = 1), 'cut') }, 4];
attempt('shrinking', () => JSON.stringify(growing));
Object.defineProperty(growing, 'hidden', { value: 1, enumerable: false });
attempt('hidden', () => JSON.stringify(growing));
attempt('nested call', () =>
  JSON.stringify({ a: { toJSON: () => JSON.stringify({ inner: ['€'] }) }, b: 'end' }),
);
attempt('inherited toJSON', () => {
  class Money {
    amount = 5;
    toJSON() {
      return '$' + this.amount;
    }
  }
  return JSON.stringify([new Money(), { m: new Money() }]);
});
attempt('typed', () => JSON.stringify(new Uint8Array([1, 2])));
attempt('arguments', function () {
  return JSON.stringify(
    (function (..._: any[]) {
      return arguments;
    })(1, 'x'),
  );
} as any);
let deep: any = 0;
for (let i = 0; i < 500; i++) deep = i % 2 ? [deep] : { d: deep };
attempt('deep', () => JSON.stringify(deep).length);
attempt(
  'long',
  () =>
    JSON.stringify(
      Array.from({ length: 2000 }, (_, i) => ({ id: i, name: 'n' + i, v: [i / 3, null] })),
    ).length,
);
attempt(
  'wide',
  () => JSON.stringify({ long: 'x'.repeat(300) + '€'.repeat(300), ключ: ['\n'.repeat(50)] }).length,
);
console.log(
  JSON.stringify.length,
  JSON.parse.length,
  Object.prototype.toString.call(JSON),
  Object.keys(JSON).length,
);
