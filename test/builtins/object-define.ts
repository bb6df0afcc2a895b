// Object.defineProperty and kin, descriptors, integrity levels, key order.

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

const describe = (object: any, key: any) => Object.getOwnPropertyDescriptor(object, key);
for (const name of [
  'defineProperty',
  'defineProperties',
  'getOwnPropertyDescriptor',
  'getOwnPropertyDescriptors',
  'getOwnPropertyNames',
  'getOwnPropertySymbols',
  'freeze',
  'isFrozen',
  'seal',
  'isSealed',
  'preventExtensions',
  'isExtensible',
  'create',
  'assign',
  'keys',
  'values',
  'entries',
  'fromEntries',
  'is',
  'hasOwn',
  'getPrototypeOf',
  'setPrototypeOf',
]) {
  show(name, () => (Object as any)[name]);
  show(`${name} null`, () => (Object as any)[name](null));
  show(`${name} undefined`, () => (Object as any)[name](undefined));
  // What a builtin prototype lists depends on what the program reaches.
  if (name === 'getPrototypeOf') continue;
  show(`${name} number`, () => (Object as any)[name](1));
  show(`${name} string`, () => (Object as any)[name]('ab', '0'));
  show(`${name} descriptor`, () => {
    const d: any = describe(Object, name);
    return [d.writable, d.enumerable, d.configurable];
  });
}
show('define defaults', () => describe(Object.defineProperty({}, 'a', {}), 'a'));
show('define value', () =>
  describe(Object.defineProperty({}, 'a', { value: 1, enumerable: true }), 'a'),
);
show('define accessor', () =>
  describe(
    Object.defineProperty({}, 'a', {
      get: function g() {
        return 1;
      },
    }),
    'a',
  ),
);
show('redefine keeps', () =>
  describe(Object.defineProperty({ a: 1 }, 'a', { enumerable: false }), 'a'),
);
show('data to accessor', () =>
  describe(Object.defineProperty({ a: 1 }, 'a', { set: undefined }), 'a'),
);
show('accessor to data', () =>
  describe(
    Object.defineProperty(
      {
        get a() {
          return 1;
        },
      },
      'a',
      { value: 2 },
    ),
    'a',
  ),
);
show('both kinds', () => Object.defineProperty({}, 'a', { get() {}, value: 1 }));
show('getter and writable', () => Object.defineProperty({}, 'a', { get() {}, writable: true }));
show('bad getter', () => Object.defineProperty({}, 'a', { get: 1 as any }));
show('bad setter', () => Object.defineProperty({}, 'a', { set: 'x' as any }));
show('bad descriptor', () => Object.defineProperty({}, 'a', 1 as any));
show('no descriptor', () => (Object as any).defineProperty({}, 'a'));
show('frozen same value', () => Object.defineProperty(Object.freeze({ a: 1 }), 'a', { value: 1 }));
show('frozen NaN', () => Object.defineProperty(Object.freeze({ a: NaN }), 'a', { value: NaN }));
show('frozen zero', () => Object.defineProperty(Object.freeze({ a: 0 }), 'a', { value: -0 }));
show('frozen other', () => Object.defineProperty(Object.freeze({ a: 1 }), 'a', { value: 2 }));
show('frozen new', () => Object.defineProperty(Object.freeze({}), 'b', { value: 2 }));
show('frozen symbol', () => Object.defineProperty(Object.freeze({}), Symbol('s'), { value: 2 }));
show('not configurable getter', () => {
  const o = Object.defineProperty({}, 'a', { get: () => 1 });
  return Object.defineProperty(o, 'a', { get: () => 2 });
});
show('writable to read only', () => {
  const o = Object.defineProperty({}, 'a', { value: 1, writable: true });
  return describe(Object.defineProperty(o, 'a', { writable: false }), 'a');
});
show('assign to read only', () => {
  'use strict';
  const o: any = Object.defineProperty({}, 'a', { value: 1 });
  o.a = 2;
});
show('assign to getter', () => {
  const o: any = {
    get a() {
      return 1;
    },
  };
  o.a = 2;
});
show('assign to frozen', () => {
  const o: any = Object.freeze({});
  o.a = 2;
});
show('assign inherited read only', () => {
  const o: any = Object.create(Object.freeze({ a: 1 }));
  o.a = 2;
});
show('delete frozen', () => {
  const o: any = Object.freeze({ a: 1 });
  delete o.a;
});
show('defineProperties order', () => {
  const log: string[] = [];
  const source: any = {};
  for (const key of ['b', 'a'])
    Object.defineProperty(source, key, {
      enumerable: true,
      get() {
        log.push('read ' + key);
        return {
          get value() {
            log.push('value ' + key);
            return key;
          },
        };
      },
    });
  Object.defineProperties({}, source);
  return log;
});
show('defineProperties all or nothing', () => {
  const o: any = {};
  try {
    Object.defineProperties(o, { a: { value: 1 }, b: 1 as any });
  } catch {}
  return Object.keys(o).length + ('a' in o ? 1 : 0);
});
show('field order', () => {
  const log: string[] = [];
  const d = new Proxy(
    {},
    {
      has(_, k) {
        log.push('has ' + String(k));
        return true;
      },
      get(_, k) {
        log.push('get ' + String(k));
        return undefined;
      },
    },
  );
  try {
    Object.defineProperty({}, 'x', d);
  } catch (e: any) {
    log.push(e.message.slice(0, 40));
  }
  return log;
});
show('key order', () => {
  const s1 = Symbol('1');
  const o: any = { b: 1, 2: 1, a: 1, [s1]: 1, 1: 1, '-1': 1, '01': 1 };
  o[0] = 1;
  delete o.b;
  o.b = 2;
  return Reflect.ownKeys(o).map(String);
});
show('create', () => {
  const o = Object.create({ p: 1 }, { q: { value: 2, enumerable: true }, r: { value: 3 } });
  return [o.p, Object.keys(o), o.r];
});
show('create null', () => [
  Object.getPrototypeOf(Object.create(null)),
  'toString' in Object.create(null),
]);
show('create bad', () => Object.create(1 as any));
show('create bad properties', () => Object.create({}, null as any));
show('assign', () =>
  Object.assign({ a: 1 }, null, { b: 2, [Symbol.for('s')]: 3 }, 'xy', 5, undefined, [9]),
);
show('assign getter order', () => {
  const log: string[] = [];
  const t: any = {
    set a(v: any) {
      log.push('set ' + v);
    },
  };
  Object.assign(
    t,
    {
      get a() {
        log.push('get');
        return 1;
      },
    },
    { a: 2 },
  );
  return log;
});
show('assign throws', () => Object.assign(Object.freeze({ a: 1 }), { a: 2 }));
show('assign not enumerable', () =>
  Object.assign({}, Object.defineProperty({ x: 1 }, 'h', { value: 1 })),
);
show('entries', () => [
  Object.entries({ b: 1, a: 2 }),
  Object.entries('xy'),
  Object.values([1, , 3]),
  Object.keys([1, , 3]),
]);
show('entries with deleting getter', () => {
  const o: any = {
    get a() {
      delete o.b;
      return 1;
    },
    b: 2,
  };
  return Object.entries(o);
});
show('fromEntries', () => [
  Object.fromEntries([
    ['a', 1],
    ['b', 2],
    ['a', 3],
  ]),
  Object.fromEntries(new Map([[1, 2]])),
]);
show('fromEntries bad', () => Object.fromEntries([1] as any));
show('fromEntries not iterable', () => Object.fromEntries(1 as any));
show('fromEntries symbol', () => Object.fromEntries([[Symbol.for('k'), 1]] as any));
show('is', () => [
  Object.is(NaN, NaN),
  Object.is(0, -0),
  Object.is('a', 'a'),
  Object.is({}, {}),
  (Object as any).is(),
]);
show('freeze array', () => {
  const a = Object.freeze([1, 2]);
  return [Object.isFrozen(a), describe(a, '0'), describe(a, 'length')];
});
show('freeze accessor', () => {
  const o = Object.freeze({
    get a() {
      return 1;
    },
  });
  return [describe(o, 'a')!.configurable, Object.isFrozen(o)];
});
show('seal', () => {
  const o: any = Object.seal({ a: 1 });
  o.a = 2;
  return [o.a, Object.isSealed(o), Object.isFrozen(o), Object.isExtensible(o)];
});
show('empty not extensible', () => [
  Object.isFrozen(Object.preventExtensions({})),
  Object.isSealed(Object.preventExtensions({})),
]);
show('primitives', () => [
  Object.isFrozen(1),
  Object.isSealed('a'),
  Object.isExtensible(1),
  Object.freeze(1),
  Object.seal('a'),
]);
show('freeze typed array', () => Object.freeze(new Uint8Array(1)));
show('freeze empty typed array', () => Object.isFrozen(Object.freeze(new Uint8Array(0))));
show('descriptors', () =>
  Object.getOwnPropertyDescriptors({
    a: 1,
    get b() {
      return 1;
    },
    [Symbol.for('s')]: 2,
  }),
);
show('string keys', () => [
  Object.getOwnPropertyNames('ab'),
  describe('ab', 'length'),
  describe('ab', 0),
]);
show('function keys', () => [
  Object.getOwnPropertyNames(function f(a: any) {}),
  Object.getOwnPropertyNames(() => 1),
  Object.getOwnPropertyNames(
    class {
      static s() {}
    },
  ),
  Object.getOwnPropertyNames(async () => {}),
]);
show('class prototype keys', () =>
  Object.getOwnPropertyNames(
    class {
      a() {}
      get b() {
        return 1;
      }
      static c() {}
      ['d' + 1]() {}
    }.prototype,
  ),
);
show('setPrototypeOf', () => [
  Object.getPrototypeOf(Object.setPrototypeOf({}, Array.prototype)) === Array.prototype,
  Object.setPrototypeOf(1, null),
]);
show('setPrototypeOf bad', () => Object.setPrototypeOf({}, undefined as any));
show('setPrototypeOf frozen', () => Object.setPrototypeOf(Object.freeze({}), {}));
show('setPrototypeOf frozen same', () =>
  Object.setPrototypeOf(Object.freeze({}), Object.prototype),
);
show('setPrototypeOf cycle', () => {
  const a = {};
  const b = Object.create(a);
  Object.setPrototypeOf(a, b);
});
show('setPrototypeOf Object.prototype', () => Object.setPrototypeOf(Object.prototype, {}));
show('Object()', () => [
  typeof Object(1),
  Object(null),
  new Object(undefined),
  new Object('a') instanceof String,
  Object([1]),
]);
show('subclass of Object', () => {
  class O extends Object {
    constructor() {
      super({ ignored: 1 } as any);
    }
  }
  return [new O(), new O() instanceof O];
});
