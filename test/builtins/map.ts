// Map: key equality, order, iteration while it changes, subclasses, wrong receivers.

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
  'get',
  'set',
  'has',
  'delete',
  'clear',
  'entries',
  'forEach',
  'keys',
  'values',
]) {
  show(name, () => (Map.prototype as any)[name]);
  show(`${name} wrong this`, () => (Map.prototype as any)[name].call({}));
  show(`${name} Set this`, () => (Map.prototype as any)[name].call(new Set()));
  show(`${name} primitive`, () => (Map.prototype as any)[name].call(1));
}
show('Map', () => Map);
show('call', () => (Map as any)());
show('size', () => {
  const d: any = Object.getOwnPropertyDescriptor(Map.prototype, 'size');
  return [d.get, d.set, d.enumerable, d.configurable];
});
show('size wrong', () => Object.getOwnPropertyDescriptor(Map.prototype, 'size')!.get!.call({}));
show('tag', () => {
  const d: any = Object.getOwnPropertyDescriptor(Map.prototype, Symbol.toStringTag);
  return [d.value, d.writable, d.enumerable, d.configurable];
});
show('iterator alias', () => Map.prototype[Symbol.iterator] === Map.prototype.entries);
show('species', () => [
  Map[Symbol.species] === Map,
  Object.getOwnPropertyDescriptor(Map, Symbol.species)!.get,
]);
show('prototype keys', () => Reflect.ownKeys(Map.prototype).map(String).sort());
show('bad iterable', () => new Map(1 as any));
show('object iterable', () => new Map({} as any));
show('bad entry', () => new Map([1] as any));
show('string entry', () => new Map(['ab'] as any));
show('null', () => [new Map(null).size, new Map(undefined).size, new Map([]).size]);
show('object entries', () => [...new Map([{ 0: 'k', 1: 'v' }] as any)]);
const keys: any[] = [
  NaN,
  0,
  -0,
  '0',
  null,
  undefined,
  true,
  'true',
  Symbol.for('k'),
  {},
  [],
  () => 1,
  '',
  'long'.repeat(50),
  1e300,
  -1,
  0.1,
  Infinity,
  2 ** 31,
  2 ** 32,
];
show('keys', () => {
  const m = new Map(keys.map((k, i) => [k, i]));
  return [m.size, keys.map((k) => m.get(k))];
});
show('NaN kinds', () => new Map([[NaN, 1]]).get(0 / 0));
show('minus zero stored', () => Object.is([...new Map([[-0, 1]]).keys()][0], 0));
show('equal strings', () => new Map([['ab', 1]]).get(['a', 'b'].join('')));
show('wide strings', () => new Map([['\u0416x', 1]]).get('\u0416' + 'x'));
show('set returns', () => {
  const m = new Map();
  return m.set(1, 2) === m;
});
show('delete', () => {
  const m = new Map([[1, 2]]);
  return [m.delete(1), m.delete(1), m.size, m.get(1), m.has(1)];
});
show('order after delete', () => {
  const m = new Map([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ]);
  m.delete('a');
  m.set('a', 4);
  m.set('b', 5);
  return [...m];
});
show('delete while iterating', () => {
  const m = new Map([
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
  const seen: any[] = [];
  for (const [k] of m) {
    seen.push(k);
    m.delete(k);
    m.delete(2);
  }
  return [seen, m.size];
});
show('add while iterating', () => {
  const m = new Map([[1, 1]]);
  const seen: any[] = [];
  for (const [k] of m) {
    seen.push(k);
    if (k < 50) m.set(k + 1, 1);
  }
  return seen.length;
});
show('re-add while iterating', () => {
  const m = new Map([
    [1, 1],
    [2, 2],
  ]);
  const seen: any[] = [];
  for (const [k] of m) {
    seen.push(k);
    if (seen.length < 6) {
      m.delete(k);
      m.set(k, 1);
    }
  }
  return seen;
});
show('clear while iterating', () => {
  const m = new Map([
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
  const seen: any[] = [];
  for (const [k] of m) {
    seen.push(k);
    if (k === 2) {
      m.clear();
      m.set(7, 7);
      m.set(8, 8);
    }
  }
  return [seen, [...m]];
});
show('grow and shrink while iterating', () => {
  const m = new Map<number, number>();
  for (let i = 0; i < 40; i++) m.set(i, i);
  const seen: number[] = [];
  for (const k of m.keys()) {
    seen.push(k);
    if (k % 2 === 0) for (let j = 0; j < 5; j++) m.delete(k + j + 1);
    if (k === 12) for (let j = 100; j < 160; j++) m.set(j, j);
    if (k === 110) for (let j = 0; j < 150; j++) m.delete(j);
  }
  return [seen, m.size];
});
show('two iterators', () => {
  const m = new Map([
    [1, 'a'],
    [2, 'b'],
    [3, 'c'],
  ]);
  const a = m.keys();
  const b = m.values();
  a.next();
  m.delete(1);
  m.delete(2);
  m.set(4, 'd');
  return [[...a], [...b]];
});
show('forEach', () => {
  const out: any[] = [];
  const m = new Map([
    [1, 'a'],
    [2, 'b'],
  ]);
  m.forEach(
    function (this: any, v, k, self) {
      out.push(v, k, self === m, this.t);
      if (k === 1) {
        m.delete(2);
        m.set(3, 'c');
      }
    },
    { t: 9 },
  );
  return out;
});
show('forEach bad', () => new Map().forEach(1 as any));
show('iterator', () => {
  const it = new Map([[1, 2]]).entries();
  const P = Object.getPrototypeOf(it);
  return [
    Object.prototype.toString.call(it),
    it[Symbol.iterator]() === it,
    Reflect.ownKeys(P).map(String),
    Object.getPrototypeOf(P) ===
      Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())),
    it.constructor === Object,
  ];
});
show('iterator results', () => {
  const it = new Map([[1, 2]]).entries();
  return [it.next(), it.next(), it.next()];
});
show('finished stays', () => {
  const m = new Map([[1, 1]]);
  const it = m.keys();
  it.next();
  it.next();
  m.set(2, 2);
  return it.next();
});
show('iterator wrong this', () => new Map().keys().next.call({} as any));
show('iterator of set', () => new Map().keys().next.call(new Set().values() as any));
show('constructor uses set', () => {
  const log: any[] = [];
  class M extends Map {
    set(k: any, v: any) {
      log.push(k, v);
      return super.set(k, v);
    }
  }
  new M([
    [1, 2],
    [3, 4],
  ]);
  return log;
});
show('constructor bad set', () => {
  class M extends Map {}
  (M.prototype as any).set = 1;
  new M([]);
});
show('constructor without entries skips set', () => {
  class M extends Map {}
  (M.prototype as any).set = 1;
  return new M().size;
});
show('closes on bad entry', () => {
  const log: string[] = [];
  const it = {
    [Symbol.iterator]() {
      return this;
    },
    next: () => ({ value: 1, done: false }),
    return() {
      log.push('return');
      return {};
    },
  };
  try {
    new Map(it as any);
  } catch (e: any) {
    log.push(e.message);
  }
  return log;
});
show('subclass', () => {
  class M extends Map {
    own = 1;
    get first() {
      return this.get('a');
    }
  }
  const m = new M([['a', 5]]);
  return [m.first, m.own, m instanceof Map, m.size, Object.prototype.toString.call(m)];
});
show('many', () => {
  const m = new Map();
  for (let i = 0; i < 20000; i++) m.set((i * 7) % 20011, i);
  let sum = 0;
  for (const [k, v] of m) sum = (sum * 31 + k + v) % 1000003;
  for (let i = 0; i < 20011; i += 2) m.delete(i);
  return [sum, m.size, m.get(7), m.get(6)];
});
show('string keys', () => {
  const m = new Map<string, number>();
  for (let i = 0; i < 5000; i++) m.set('key' + (i % 1000), (m.get('key' + (i % 1000)) ?? 0) + 1);
  return [m.size, m.get('key999')];
});
show('queue', () => {
  const m = new Map<number, number>();
  let sum = 0;
  for (let i = 0; i < 3000; i++) {
    m.set(i, i);
    if (i >= 100) {
      const first = m.keys().next().value as number;
      m.delete(first);
      sum += first;
    }
  }
  return [sum, m.size];
});
show('groupBy', () => typeof (Map as any).groupBy);
