// WeakMap, WeakSet, WeakRef, FinalizationRegistry.

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

for (const [Kind, names] of [
  [WeakMap, ['get', 'set', 'has', 'delete']],
  [WeakSet, ['add', 'has', 'delete']],
  [WeakRef, ['deref']],
  [FinalizationRegistry, ['register', 'unregister']],
] as any) {
  show(Kind.name, () => Kind);
  show(`${Kind.name} call`, () => Kind());
  show(`${Kind.name} tag`, () => Kind.prototype[Symbol.toStringTag]);
  for (const name of names) {
    show(name, () => Kind.prototype[name]);
    show(`${name} wrong this`, () => Kind.prototype[name].call({}, {}));
  }
}
const key = {};
const frozen = Object.freeze({ a: 1 });
show('WeakMap', () => {
  const m = new WeakMap<any, any>([
    [key, 1],
    [frozen, 2],
  ]);
  return [
    m.get(key),
    m.get(frozen),
    m.get({}),
    m.has(key),
    m.delete(key),
    m.has(key),
    m.delete(key),
    m.get(1),
    m.has('x'),
  ];
});
show('WeakMap replace', () => {
  const m = new WeakMap([[key, 1]]);
  m.set(key, 2);
  return m.get(key);
});
show('WeakMap undefined value', () => {
  const m = new WeakMap([[key, undefined]]);
  return [m.get(key), m.has(key)];
});
show('WeakMap after delete', () => {
  const m = new WeakMap([[key, 1]]);
  m.delete(key);
  m.set(key, 3);
  return m.get(key);
});
for (const bad of [1, 'a', null, undefined, true, Symbol.for('registered')])
  show(`WeakMap key ${String(bad)}`, () => new WeakMap().set(bad as any, 1));
for (const bad of [1, null, Symbol.for('registered')])
  show(`WeakSet value ${String(bad)}`, () => new WeakSet().add(bad as any));
show('symbol key', () => {
  const s = Symbol('s');
  const m = new WeakMap<any, any>([
    [s, 1],
    [Symbol.iterator, 2],
  ]);
  return [m.get(s), m.get(Symbol.iterator), m.delete(s), m.has(s)];
});
show('WeakMap bad entry', () => new WeakMap([1] as any));
show('WeakMap bad key entry', () => new WeakMap([[1, 2]] as any));
show('independent maps', () => {
  const a = new WeakMap([[key, 'a']]);
  const b = new WeakMap([[key, 'b']]);
  return [a.get(key), b.get(key), Object.keys(key), Reflect.ownKeys(key)];
});
show('keys of all kinds', () => {
  const m = new WeakMap<any, any>();
  const ks = [[], () => 1, new Map(), class {}, new Date(0), /x/, new Error(), Math];
  ks.forEach((k, i) => m.set(k, i));
  return ks.map((k) => m.get(k));
});
show('proxy key', () => {
  const target = {};
  const p = new Proxy(target, {});
  const m = new WeakMap<any, any>([[p, 1]]);
  return [m.has(target), m.get(p)];
});
show('WeakSet', () => {
  const s = new WeakSet([key]);
  return [
    s.has(key),
    s.has({}),
    s.add(frozen) === s,
    s.delete(key),
    s.has(key),
    s.has(1 as any),
    s.delete(1 as any),
  ];
});
show('WeakRef', () => {
  const r = new WeakRef(key);
  return [r.deref() === key, Object.prototype.toString.call(r)];
});
show('WeakRef bad', () => new WeakRef(1 as any));
show('FinalizationRegistry bad', () => new FinalizationRegistry(1 as any));
show('register', () => {
  const r = new FinalizationRegistry(() => {});
  const token = {};
  return [r.register({}, 1, token), r.unregister(token), r.unregister(token)];
});
show('register bad', () => new FinalizationRegistry(() => {}).register(1 as any, 1));
show('register same', () => new FinalizationRegistry(() => {}).register(key, key));
show('register bad token', () => new FinalizationRegistry(() => {}).register(key, 1, 1 as any));
show('unregister bad', () => new FinalizationRegistry(() => {}).unregister(1 as any));
show('private data', () => {
  const data = new WeakMap<object, number>();
  class C {
    constructor(n: number) {
      data.set(this, n);
    }
    get n() {
      return data.get(this);
    }
  }
  return [new C(1).n, new C(2).n];
});
show('subclass', () => {
  class W extends WeakMap {
    tag = 't';
  }
  const w: any = new W([[key, 1]]);
  return [w.get(key), w.tag, w instanceof WeakMap];
});
