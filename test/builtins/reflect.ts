// Reflect: every function, receivers, return values, errors.

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
  'apply',
  'construct',
  'defineProperty',
  'deleteProperty',
  'get',
  'getOwnPropertyDescriptor',
  'getPrototypeOf',
  'has',
  'isExtensible',
  'ownKeys',
  'preventExtensions',
  'set',
  'setPrototypeOf',
]) {
  show(name, () => (Reflect as any)[name]);
  for (const bad of [1, 'a', null, undefined])
    show(`${name} ${String(bad)}`, () => (Reflect as any)[name](bad));
  show(`${name} attributes`, () => {
    const d: any = Object.getOwnPropertyDescriptor(Reflect, name);
    return [d.writable, d.enumerable, d.configurable];
  });
}
show('tag', () => [Object.prototype.toString.call(Reflect), typeof Reflect]);
show('apply', () => [
  Reflect.apply(Math.max, null, [1, 3, 2]),
  Reflect.apply(
    function (this: any) {
      return this;
    },
    'T',
    [],
  ),
  Reflect.apply(String.fromCharCode, undefined, { length: 1, 0: 65 } as any),
]);
show('apply no list', () => (Reflect as any).apply(() => 1, null));
show('construct', () => {
  class A {
    made = new.target.name;
  }
  class B {}
  const o: any = Reflect.construct(A, [], B);
  return [o.made, o instanceof B, o instanceof A];
});
show('construct arguments', () => Reflect.construct(Array, [1, 2]));
show('construct arrow', () => Reflect.construct(Math.max as any, []));
show('construct bad target', () => Reflect.construct(Object, [], 1 as any));
show('construct undefined target', () => Reflect.construct(Object, [], undefined as any));
show('construct no list', () => (Reflect as any).construct(Object));
show('defineProperty', () => {
  const o: any = {};
  return [
    Reflect.defineProperty(o, 'a', { value: 1 }),
    o.a,
    Reflect.defineProperty(o, 'a', { value: 2 }),
    Reflect.defineProperty(Object.freeze({}), 'x', { value: 1 }),
  ];
});
show('defineProperty bad', () => Reflect.defineProperty({}, 'a', 1 as any));
show('deleteProperty', () => {
  const o: any = Object.freeze({ a: 1 });
  const p: any = { b: 1 };
  return [
    Reflect.deleteProperty(o, 'a'),
    Reflect.deleteProperty(p, 'b'),
    Reflect.deleteProperty(p, 'none'),
    Reflect.deleteProperty([1, 2], 'length'),
  ];
});
show('get', () => {
  const o = {
    get v() {
      return (this as any).w;
    },
    w: 1,
  };
  return [
    Reflect.get(o, 'v'),
    Reflect.get(o, 'v', { w: 2 }),
    Reflect.get([5], 0),
    Reflect.get(Object.create({ x: 3 }), 'x'),
    Reflect.get({}, 'none'),
  ];
});
show('get undefined receiver', () =>
  Reflect.get(
    {
      get v() {
        return this === undefined;
      },
    },
    'v',
    undefined,
  ),
);
show('set', () => {
  const o: any = { a: 1 };
  const r: any = {};
  return [
    Reflect.set(o, 'a', 2),
    o.a,
    Reflect.set(o, 'a', 3, r),
    o.a,
    r.a,
    Reflect.set(Object.freeze({ z: 1 }), 'z', 2),
    Reflect.set({}, 'new', 1),
  ];
});
show('set setter', () => {
  const log: any[] = [];
  const o = {
    set v(x: any) {
      log.push(x, this === r);
    },
  };
  const r = {};
  return [Reflect.set(o, 'v', 1, r), log];
});
show('set getter only', () =>
  Reflect.set(
    {
      get v() {
        return 1;
      },
    },
    'v',
    2,
  ),
);
show('set primitive receiver', () => Reflect.set({}, 'a', 1, 5 as any));
show('set array length', () => {
  const a: any = [1, 2, 3];
  return [Reflect.set(a, 'length', 1), a, Reflect.set(Object.freeze([1]), 'length', 0)];
});
show('set existing on receiver', () => {
  const r: any = Object.defineProperty({}, 'a', { value: 1, writable: false, configurable: true });
  return [Reflect.set({}, 'a', 2, r), r.a];
});
show('set accessor on receiver', () => {
  const r: any = {
    get a() {
      return 1;
    },
  };
  return Reflect.set({}, 'a', 2, r);
});
show('set keeps attributes', () => {
  const r: any = Object.defineProperty({}, 'a', { value: 1, writable: true });
  Reflect.set({}, 'a', 2, r);
  return Object.getOwnPropertyDescriptor(r, 'a');
});
show('has', () => [
  Reflect.has({ a: 1 }, 'a'),
  Reflect.has({}, 'toString'),
  Reflect.has([1], 0),
  Reflect.has([1], 'length'),
]);
show('ownKeys', () => [
  Reflect.ownKeys({ b: 1, 1: 1, [Symbol.for('s')]: 1, a: 1, 0: 1 }).map(String),
  Reflect.ownKeys([1, 2]),
  Reflect.ownKeys(('' as any) instanceof Object ? ('' as any) : Object('ab')),
]);
show('prototype', () => {
  const o = {};
  return [
    Reflect.getPrototypeOf([]) === Array.prototype,
    Reflect.setPrototypeOf(o, null),
    Reflect.getPrototypeOf(o),
    Reflect.setPrototypeOf(Object.freeze({}), {}),
    Reflect.setPrototypeOf(Object.prototype, {}),
    Reflect.setPrototypeOf(Object.freeze({}), Object.prototype),
  ];
});
show('setPrototypeOf bad', () => Reflect.setPrototypeOf({}, 1 as any));
show('setPrototypeOf cycle', () => {
  const a = {};
  return Reflect.setPrototypeOf(a, Object.create(a));
});
show('extensible', () => {
  const o = {};
  return [
    Reflect.isExtensible(o),
    Reflect.preventExtensions(o),
    Reflect.isExtensible(o),
    Reflect.preventExtensions(o),
  ];
});
show('descriptor', () => [
  Reflect.getOwnPropertyDescriptor({ a: 1 }, 'a'),
  Reflect.getOwnPropertyDescriptor({}, 'a'),
]);
show('key conversion', () => {
  const log: string[] = [];
  Reflect.get({}, {
    toString() {
      log.push('key');
      return 'k';
    },
  } as any);
  return log;
});
