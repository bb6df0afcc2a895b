// Set: membership, order, iteration while it changes, aliases, wrong receivers.

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

for (const name of ['has', 'add', 'delete', 'clear', 'entries', 'forEach', 'values', 'keys']) {
  show(name, () => (Set.prototype as any)[name]);
  show(`${name} wrong this`, () => (Set.prototype as any)[name].call(new Map()));
}
show('Set', () => Set);
show('call', () => (Set as any)());
show('aliases', () => [
  Set.prototype.keys === Set.prototype.values,
  Set.prototype[Symbol.iterator] === Set.prototype.values,
  Set.prototype.keys.name,
]);
show('size wrong', () =>
  Object.getOwnPropertyDescriptor(Set.prototype, 'size')!.get!.call(new Map()),
);
show('tag', () => [
  Object.prototype.toString.call(new Set()),
  Object.prototype.toString.call(new Set().values()),
  Set[Symbol.species] === Set,
]);
show('prototype keys', () => Reflect.ownKeys(Set.prototype).map(String).sort());
show('bad iterable', () => new Set(5 as any));
show('from string', () => [...new Set('hello')]);
show('equality', () => [...new Set([1, '1', NaN, NaN, 0, -0, null, undefined, undefined])]);
show('add returns', () => {
  const s = new Set();
  return s.add(1) === s;
});
show('delete', () => {
  const s = new Set([1, 2]);
  return [s.delete(1), s.delete(1), [...s]];
});
show('entries', () => [...new Set(['a']).entries()]);
show('forEach', () => {
  const out: any[] = [];
  const s = new Set([1, 2]);
  s.forEach(function (this: any, a, b, c) {
    out.push(a, b, c === s, this);
  }, 'T' as any);
  return out;
});
show('forEach bad', () => new Set().forEach(undefined as any));
show('change while iterating', () => {
  const s = new Set([1, 2, 3]);
  const seen: any[] = [];
  for (const x of s) {
    seen.push(x);
    s.delete(x);
    if (seen.length < 10) s.add(x + 10);
  }
  return [seen, [...s]];
});
show('clear while iterating', () => {
  const s = new Set([1, 2, 3]);
  const seen: any[] = [];
  for (const x of s) {
    seen.push(x);
    if (x === 1) {
      s.clear();
      s.add(5);
    }
  }
  return seen;
});
show('constructor uses add', () => {
  const log: any[] = [];
  class S extends Set {
    add(v: any) {
      log.push(v);
      return super.add(v);
    }
  }
  new S([1, 2]);
  return log;
});
show('constructor closes', () => {
  const log: string[] = [];
  class S extends Set {
    add(_: any): any {
      throw new Error('add');
    }
  }
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
    new S(it as any);
  } catch (e: any) {
    log.push(e.message);
  }
  return log;
});
show('difference', () => {
  const a = new Set([1, 2, 3]);
  const b = new Set([2]);
  return [...a].filter((x) => !b.has(x));
});
show('iterator prototype', () => {
  const it = new Set([1]).values();
  return [Reflect.ownKeys(Object.getPrototypeOf(it)).map(String), it.next(), it.next()];
});
show('iterator wrong this', () => new Set().values().next.call(new Map().keys() as any));
show('objects', () => {
  const o = {};
  const s = new Set([o, {}, o]);
  return [s.size, s.has(o), s.has({})];
});
show('many', () => {
  const s = new Set<number>();
  for (let i = 0; i < 30000; i++) s.add((i * 7919) % 10007);
  let sum = 0;
  for (const x of s) sum = (sum * 31 + x) % 1000003;
  return [s.size, sum];
});
show('spread', () => Math.max(...new Set([3, 9, 2])));
show('dedupe', () => [...new Set([3, 1, 3, 2, 1])]);
show('newer methods', () => typeof (Set.prototype as any).union);
