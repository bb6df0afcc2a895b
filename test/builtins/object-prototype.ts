// Object.prototype: toString tags, own property tests, __proto__, legacy accessors.

function show(label: string, make: () => any): void {
  let text: string;
  try {
    text = render(make());
  } catch (error: any) {
    text = `threw ${error.name}: ${error.message}`;
  }
  console.log(`${label} -> ${text}`);
}

function render(value: any): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'function') return `function ${value.name}/${value.length}`;
  if (Array.isArray(value)) {
    let text = '';
    for (let i = 0; i < value.length; i++) {
      text += (i > 0 ? ', ' : '') + (i in value ? render(value[i]) : 'hole');
    }
    return `[${text}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const parts = Reflect.ownKeys(value).map((key) => `${String(key)}: ${render(value[key])}`);
    return `{${parts.join(', ')}}`;
  }
  return String(value);
}

for (const name of [
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  'toString',
  'valueOf',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
]) {
  show(name, () => (Object.prototype as any)[name]);
  show(`${name} null`, () => (Object.prototype as any)[name].call(null, 'x', () => 1));
  show(`${name} undefined`, () => (Object.prototype as any)[name].call(undefined, {}, () => 1));
}
const tag = (value: any) => Object.prototype.toString.call(value);
show('tags', () =>
  [
    undefined,
    null,
    1,
    'a',
    true,
    Symbol(),
    {},
    [],
    () => 1,
    new Error('e'),
    /x/,
    new Date(0),
    (function () {
      return arguments;
    })(),
    new Map(),
    new Set(),
    new WeakMap(),
    new WeakSet(),
    Promise.resolve(),
    new ArrayBuffer(1),
    new DataView(new ArrayBuffer(1)),
    new Uint8Array(1),
    Math,
    JSON,
    Reflect,
    (function* () {})(),
    (async function* () {})(),
    async () => {},
    function* () {},
    async function* () {},
    new Proxy([], {}),
    new Proxy(() => 1, {}),
    new Proxy({}, {}),
    [][Symbol.iterator](),
    ''[Symbol.iterator](),
    new Map().keys(),
    new Set().values(),
    Object(1),
    Object('s'),
    Object(false),
    Object(Symbol()),
    class {},
    new (class Foo {})(),
    new AggregateError([]),
  ].map(tag),
);
show('own tag', () => [
  tag({ [Symbol.toStringTag]: 'Mine' }),
  tag({ [Symbol.toStringTag]: 1 }),
  tag(
    new (class {
      get [Symbol.toStringTag]() {
        return 'Got';
      }
    })(),
  ),
  tag(Object.assign([], { [Symbol.toStringTag]: 'Arr' })),
]);
show('subclass tags', () => [
  tag(new (class extends Date {})()),
  tag(new (class extends RegExp {})('x')),
  tag(new (class extends Error {})()),
  tag(new (class extends Map {})()),
]);
show('toLocaleString', () => [
  { toString: () => 'me' }.toLocaleString(),
  Object.prototype.toLocaleString.call(1),
]);
show('valueOf', () => {
  const o = {};
  return [o.valueOf() === o, typeof Object.prototype.valueOf.call(1)];
});
show('hasOwnProperty', () => [
  { a: 1 }.hasOwnProperty('a'),
  {}.hasOwnProperty('toString'),
  [1].hasOwnProperty(0),
  'abc'.hasOwnProperty(1),
  'abc'.hasOwnProperty('length'),
  [].hasOwnProperty('length'),
]);
show('hasOwnProperty key first', () => {
  const log: string[] = [];
  try {
    Object.prototype.hasOwnProperty.call(null, {
      toString() {
        log.push('key');
        return 'x';
      },
    } as any);
  } catch (e: any) {
    log.push(e.name);
  }
  return log;
});
show('propertyIsEnumerable', () => [
  [1].propertyIsEnumerable(0),
  [1].propertyIsEnumerable('length'),
  { a: 1 }.propertyIsEnumerable('a'),
  {}.propertyIsEnumerable('toString'),
]);
show('isPrototypeOf', () => [
  Object.prototype.isPrototypeOf([]),
  Array.prototype.isPrototypeOf([]),
  Array.prototype.isPrototypeOf({}),
  Object.prototype.isPrototypeOf(1 as any),
  Object.prototype.isPrototypeOf(Object.create(null)),
]);
show('__proto__', () => {
  const p = { q: 1 };
  const o: any = {};
  o.__proto__ = p;
  return [o.q, Object.getPrototypeOf(o) === p, o.hasOwnProperty('__proto__')];
});
show('__proto__ literal', () => {
  const p = { q: 1 };
  const o: any = { __proto__: p };
  return [o.q, Object.keys(o), Object.keys({ ['__proto__']: 1 })];
});
show('__proto__ primitive', () => {
  const o: any = {};
  o.__proto__ = 1;
  return Object.getPrototypeOf(o) === Object.prototype;
});
show('__proto__ of number', () => (1 as any).__proto__ === Number.prototype);
show('__proto__ cycle', () => {
  const a: any = {};
  const b: any = { __proto__: a };
  a.__proto__ = b;
});
show('__proto__ accessor', () => {
  const d: any = Object.getOwnPropertyDescriptor(Object.prototype, '__proto__');
  return [d.get, d.set, d.enumerable, d.configurable];
});
show('__proto__ null this', () =>
  Object.getOwnPropertyDescriptor(Object.prototype, '__proto__')!.get!.call(undefined),
);
show('defineGetter', () => {
  const o: any = {};
  o.__defineGetter__('a', () => 5);
  return [
    o.a,
    Object.getOwnPropertyDescriptor(o, 'a'),
    typeof o.__lookupGetter__('a'),
    o.__lookupSetter__('a'),
  ];
});
show('defineSetter adds', () => {
  const o: any = {};
  o.__defineGetter__('a', () => 5);
  o.__defineSetter__('a', () => {});
  return typeof o.__lookupGetter__('a') + typeof o.__lookupSetter__('a');
});
show('defineGetter bad', () => (({}) as any).__defineGetter__('a', 1));
show(
  'lookup inherited',
  () =>
    typeof (
      Object.create({
        get a() {
          return 1;
        },
      }) as any
    ).__lookupGetter__('a'),
);
show('lookup data', () => (({ a: 1 }) as any).__lookupGetter__('a'));
show('toString of primitives', () => [String({}), String([]), String(() => 1).length > 0, `${{}}`]);
show('conversion order', () => {
  const log: string[] = [];
  const o = {
    valueOf() {
      log.push('valueOf');
      return {};
    },
    toString() {
      log.push('toString');
      return 'x';
    },
  };
  return [o + '', `${o}`, +(o as any), log];
});
show('no conversion', () => String({ toString: null, valueOf: null }));
show('toPrimitive', () => {
  const o: any = {
    [Symbol.toPrimitive](hint: string) {
      return hint;
    },
  };
  return [o + '', `${o}`, +o, o * 1, o == 'default'];
});
show('toPrimitive object', () => String({ [Symbol.toPrimitive]: () => ({}) }));
show('toPrimitive not callable', () => String({ [Symbol.toPrimitive]: 1 }));
