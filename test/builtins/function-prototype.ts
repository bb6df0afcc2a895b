// Function.prototype: call, apply, bind, toString, Symbol.hasInstance; name and length.

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

for (const name of ['call', 'apply', 'bind', 'toString'])
  show(name, () => (Function.prototype as any)[name]);
show('hasInstance', () => Function.prototype[Symbol.hasInstance]);
function plain(this: any, ...args: any[]) {
  return [this === undefined ? 'none' : typeof this, ...args];
}
show('call', () => [
  plain.call(1, 2, 3),
  plain.call(undefined),
  (plain as any).call(),
  plain.call(null, 'x'),
]);
show('apply', () => [
  plain.apply(1, [2, 3]),
  plain.apply(undefined),
  plain.apply(null, null as any),
  plain.apply(1, { length: 2, 0: 'a' } as any),
]);
show('apply arguments', () =>
  (
    function () {
      return plain.apply(0, arguments as any);
    } as any
  )(1, 2),
);
show('apply holes', () => plain.apply(0, [1, , 3] as any));
show('apply bad list', () => plain.apply(1, 1 as any));
show('apply not callable', () => Function.prototype.apply.call({} as any, 1, []));
show('apply many', () =>
  Math.max.apply(
    null,
    Array.from({ length: 5000 }, (_, i) => i),
  ),
);
show('bind', () => {
  const b: any = (plain as any).bind('t', 1);
  return [b(2), b.name, b.length, 'prototype' in b];
});
show('bind length', () => {
  function three(a: any, b: any, c: any) {}
  return [
    three.bind(null).length,
    (three as any).bind(null, 1).length,
    (three as any).bind(null, 1, 2, 3, 4).length,
  ];
});
show('bind names', () => {
  const s = function () {};
  Object.defineProperty(s, 'name', { value: Symbol('q') });
  return [s.bind(null).name, (() => {}).bind(null).name, plain.bind(null).bind(null).name];
});
show('bind lengths', () =>
  [Infinity, -Infinity, 2.7, NaN, 'x', -3].map((value) => {
    const f = function () {};
    Object.defineProperty(f, 'length', { value });
    return (f as any).bind(null, 1).length;
  }),
);
show('bind no length', () => {
  const f: any = function (a: any) {};
  delete f.length;
  return f.bind().length;
});
show('bind not callable', () => Function.prototype.bind.call({} as any));
show('bind construct', () => {
  function P(this: any, a: any, b: any) {
    this.sum = a + b;
  }
  const B: any = (P as any).bind({ ignored: 1 }, 1);
  const o = new B(2);
  return [o.sum, o instanceof (P as any), o instanceof B, Object.getPrototypeOf(o) === P.prototype];
});
show('bind new.target', () => {
  function P(this: any) {
    this.is = new.target === (P as any);
  }
  return (new ((P as any).bind())() as any).is;
});
show('bind class', () => {
  class C {
    constructor(public v: any) {}
  }
  return new ((C as any).bind(null, 5))().v;
});
show('bind class call', () => {
  class C {}
  return (C as any).bind()();
});
show('bind arrow construct', () => new ((() => 1) as any).bind()());
show('instanceof bound', () => {
  const B = Array.bind(null);
  return [[] instanceof B, {} instanceof B];
});
show('hasInstance call', () => [
  Function.prototype[Symbol.hasInstance].call(Array, []),
  Function.prototype[Symbol.hasInstance].call({} as any, []),
]);
show('instanceof custom', () => [
  1 instanceof ({ [Symbol.hasInstance]: (v: any) => v === 1 } as any),
  2 instanceof ({ [Symbol.hasInstance]: () => 0 } as any),
]);
show('instanceof not object', () => ({}) instanceof (1 as any));
show('instanceof not callable', () => ({}) instanceof ({} as any));
show('instanceof no prototype', () => ({}) instanceof ((() => 1) as any));
show('instanceof bad prototype', () => {
  function F() {}
  F.prototype = 3 as any;
  return {} instanceof (F as any);
});
show('toString native', () => [
  Function.prototype.toString.call(Array.prototype.map),
  Function.prototype.toString.call(Map),
  String(function f() {}.bind(null)),
  String(Object.getOwnPropertyDescriptor(Map.prototype, 'size')!.get),
]);
show('toString wrong this', () => Function.prototype.toString.call({} as any));
show('Function.prototype', () => [
  typeof Function.prototype,
  (Function.prototype as any)(1, 2),
  Function.prototype.name,
  Function.prototype.length,
]);
show('names', () => {
  const a = () => 1;
  const o = {
    m() {},
    get g() {
      return 1;
    },
    ['c' + 1]: () => 1,
    [Symbol('s')]: () => 1,
    f: function () {},
  };
  return [
    a.name,
    o.m.name,
    Object.getOwnPropertyDescriptor(o, 'g')!.get!.name,
    (o as any).c1.name,
    (o as any)[Object.getOwnPropertySymbols(o)[0]!].name,
    o.f.name,
    class {}.name,
    (() => {}).name,
    function () {}.name,
  ];
});
show('name attributes', () => {
  const d: any = Object.getOwnPropertyDescriptor(plain, 'name');
  return [d.value, d.writable, d.enumerable, d.configurable];
});
show('length attributes', () => {
  const d: any = Object.getOwnPropertyDescriptor((a: any, b = 1, c: any) => 1, 'length');
  return [d.value, d.writable, d.enumerable, d.configurable];
});
show('lengths', () => [
  ((...a: any[]) => 1).length,
  ((a: any, ...b: any[]) => 1).length,
  (({ a }: any, [b]: any) => 1).length,
  class {
    constructor(a: any, b: any) {}
  }.length,
  class extends Array {}.length,
]);
show('assign name', () => {
  (Math.max as any).name = 'x';
});
show('prototype attributes', () => {
  const d: any = Object.getOwnPropertyDescriptor(function () {}, 'prototype');
  const c: any = Object.getOwnPropertyDescriptor(class {}, 'prototype');
  return [d.writable, d.enumerable, d.configurable, c.writable, c.enumerable, c.configurable];
});
show('prototype constructor', () => {
  function F() {}
  const d: any = Object.getOwnPropertyDescriptor(F.prototype, 'constructor');
  return [d.value === F, d.writable, d.enumerable, d.configurable];
});
show('methods no prototype', () => [
  'prototype' in { m() {} }.m,
  'prototype' in (() => 1),
  'prototype' in async function () {},
  'prototype' in function* () {},
]);
show('construct arrow', () => new ((() => 1) as any)());
show('construct method', () => {
  const o: any = { m() {} };
  new o.m();
});
show('construct builtin', () => new (Array.prototype.map as any)());
show('construct async', () => {
  const made: any = async function () {};
  return new made();
});
show('class without new', () => {
  class A {}
  (A as any)();
});
show('call undefined', () => {
  const o: any = {};
  o.missing();
});
show('call null property', () => {
  const o: any = null;
  o.missing();
});
show('strict this', () =>
  (function (this: any) {
    return this;
  })(),
);
show('arguments', () =>
  (
    function (this: any, a: any) {
      arguments[0] = 9;
      return [a, arguments.length, typeof arguments, Array.isArray(arguments)];
    } as any
  )(1, 2, 3),
);
show('default parameters', () => {
  const f = (a: any, b = a + 1, c = () => b) => [a, b, c()];
  return [f(1), f(1, 5), f(1, undefined)];
});
show('generator function', () => [
  Object.getPrototypeOf(function* () {})[Symbol.toStringTag],
  Object.getPrototypeOf(async function* () {})[Symbol.toStringTag],
  Object.getPrototypeOf(async () => {})[Symbol.toStringTag],
]);
