// The Array constructor, Array.from, Array.of, Array.isArray.

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

show('Array', () => Array);
show('isArray', () => Array.isArray);
show('of', () => Array.of);
show('from', () => Array.from);
show('call', () => [Array(3), Array('3'), Array(1, 2), Array(), (Array as any)(undefined)]);
show('new', () => [new Array(2), new Array('x'), new Array(1, 2, 3), new Array()]);
show('bad length', () => new Array(-1));
show('bad fraction', () => new Array(1.5));
show('too long', () => new Array(2 ** 32));
show('longest', () => new Array(2 ** 32 - 1).length);
show('large then filled', () => {
  const a = new Array(100000).fill(1);
  return [a.length, a[99999], a.reduce((x, y) => x + y)];
});
show('isArray', () => [
  Array.isArray([]),
  Array.isArray({ length: 0 }),
  Array.isArray(new Proxy([], {})),
  Array.isArray(Array.prototype),
  Array.isArray(''),
]);
show('of values', () => [Array.of(7), Array.of(), Array.of(undefined, 1)]);
show('of constructor', () => {
  function C(this: any, n: any) {
    this.given = n;
  }
  const r: any = Array.of.call(C as any, 'a', 'b');
  return [r.given, r.length, r[1], r instanceof (C as any)];
});
show('from string', () => Array.from('a\u{1F600}b').length);
show('from set', () => Array.from(new Set([1, 1, 2])));
show('from map', () => Array.from(new Map([[1, 2]])));
show('from mapped', () => Array.from([1, 2, 3], (x, i) => x * 10 + i));
show('from mapped this', () =>
  Array.from(
    [1],
    function (this: any, x: any) {
      return this.k + x;
    },
    { k: 5 },
  ),
);
show('from array-like', () => Array.from({ length: 3, 0: 'a', 2: 'c' } as any));
show('from length mapped', () => Array.from({ length: 3 }, (_, i) => i * i));
show('from null', () => Array.from(null as any));
show('from undefined', () => Array.from(undefined as any));
show('from number', () => Array.from(5 as any));
show('from bad map', () => Array.from([1], 1 as any));
show('from bad iterator', () => Array.from({ [Symbol.iterator]: 1 } as any));
show('from holes', () => Array.from([1, , 3]));
show('from generator', () =>
  Array.from(
    (function* () {
      yield 1;
      yield 2;
    })(),
  ),
);
show('from closes', () => {
  const log: string[] = [];
  const it = {
    [Symbol.iterator]() {
      return this;
    },
    next() {
      log.push('next');
      return { value: 1, done: false };
    },
    return() {
      log.push('return');
      return {};
    },
  };
  try {
    Array.from(it as any, () => {
      throw new Error('map');
    });
  } catch (e: any) {
    log.push(e.message);
  }
  return log;
});
show('from next throws', () => {
  const log: string[] = [];
  const it = {
    [Symbol.iterator]() {
      return this;
    },
    next() {
      throw new Error('next');
    },
    return() {
      log.push('return');
      return {};
    },
  };
  try {
    Array.from(it as any);
  } catch (e: any) {
    log.push(e.message);
  }
  return log;
});
show('from constructor', () => {
  class C {
    items: any[] = [];
    length = 0;
  }
  const r: any = Array.from.call(C as any, [1, 2]);
  return [r.length, r[0], r[1], r instanceof C];
});
show('from constructor argument', () => {
  const got: any[] = [];
  function C(this: any, ...a: any[]) {
    got.push(a.length);
  }
  Array.from.call(C as any, { length: 2 } as any);
  Array.from.call(C as any, []);
  return got;
});
show('species', () => Array[Symbol.species as any] === Array);
show('species getter', () => Object.getOwnPropertyDescriptor(Array, Symbol.species)!.get);
show('length property', () => {
  const d: any = Object.getOwnPropertyDescriptor([1, 2], 'length');
  return d;
});
show('method descriptor', () => {
  const d: any = Object.getOwnPropertyDescriptor(Array.prototype, 'map');
  return [d.writable, d.enumerable, d.configurable];
});
show('prototype descriptor', () => {
  const d: any = Object.getOwnPropertyDescriptor(Array, 'prototype');
  return [d.writable, d.enumerable, d.configurable];
});
show('prototype is array', () => [
  Array.isArray(Array.prototype),
  Array.prototype.length,
  Object.prototype.toString.call(Array.prototype),
]);
show('subclass', () => {
  class A extends Array {
    constructor(...x: any[]) {
      super(...x);
    }
    get first() {
      return this[0];
    }
  }
  const a: any = new A(1, 2);
  a[5] = 1;
  return [a.length, a.first, a instanceof Array, Array.isArray(a)];
});
show('new.target', () => Reflect.construct(Array, [3], class X extends Array {}).constructor.name);
show('index keys', () => {
  const a: any = [];
  a['0'] = 1;
  a['01'] = 2;
  a[4294967295] = 3;
  a[-1] = 4;
  a[1.5] = 5;
  return [a.length, Object.keys(a)];
});
show('spread holes', () => [...[1, , 2]]);
show('destructuring', () => {
  const [a, , b = 7, ...rest] = [1, 2, undefined, 4, 5] as any;
  return [a, b, rest];
});
