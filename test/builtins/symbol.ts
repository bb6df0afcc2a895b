// Symbol: creation, registry, description, well-known symbols, conversions.

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

show('Symbol', () => Symbol);
show('new', () => new (Symbol as any)());
for (const name of ['for', 'keyFor']) show(name, () => (Symbol as any)[name]);
for (const name of ['toString', 'valueOf']) {
  show(name, () => (Symbol.prototype as any)[name]);
  show(`${name} wrong`, () => (Symbol.prototype as any)[name].call(1));
}
for (const name of [
  'asyncIterator',
  'hasInstance',
  'isConcatSpreadable',
  'iterator',
  'match',
  'matchAll',
  'replace',
  'search',
  'species',
  'split',
  'toPrimitive',
  'toStringTag',
  'unscopables',
]) {
  show(name, () => {
    const d: any = Object.getOwnPropertyDescriptor(Symbol, name);
    return [
      String(d.value),
      d.writable,
      d.enumerable,
      d.configurable,
      (Symbol as any)[name] === d.value,
    ];
  });
}
show('descriptions', () => [
  Symbol('a').description,
  Symbol('').description,
  Symbol().description,
  Symbol(undefined).description,
  Symbol(null as any).description,
  Symbol(1).description,
]);
show('toString', () => [
  Symbol('a').toString(),
  Symbol().toString(),
  String(Symbol('x')),
  Object(Symbol('y')).toString(),
  Symbol.iterator.toString(),
]);
show('identity', () => [
  Symbol('a') === Symbol('a'),
  Symbol.for('a') === Symbol.for('a'),
  Symbol.for('a') === Symbol('a'),
  (Symbol as any).for() === Symbol.for('undefined'),
]);
show('keyFor', () => [
  Symbol.keyFor(Symbol.for('k')),
  Symbol.keyFor(Symbol('k')),
  Symbol.keyFor(Symbol.iterator),
]);
show('keyFor bad', () => Symbol.keyFor('x' as any));
show('for symbol', () => Symbol.for(Symbol() as any));
show('description symbol', () => Symbol(Symbol() as any));
show(
  'description getter',
  () => Object.getOwnPropertyDescriptor(Symbol.prototype, 'description')!.get,
);
show('description wrong', () =>
  Object.getOwnPropertyDescriptor(Symbol.prototype, 'description')!.get!.call('x'),
);
show('add', () => (Symbol('s') as any) + '');
show('template', () => `${Symbol('s') as any}`);
show('number', () => +(Symbol('s') as any));
show('multiply', () => (Symbol('s') as any) * 1);
show('compare', () => (Symbol('s') as any) < 1);
show('truthy', () => [!!Symbol(), !Symbol(), Symbol() ? 1 : 2]);
show('equality', () => {
  const s = Symbol();
  return [s == Object(s), s === Object(s), Object(s) == s, (s as any) == 'x'];
});
show('typeof', () => [typeof Symbol(), typeof Object(Symbol())]);
show('wrapper', () => {
  const s = Symbol('w');
  return [
    Object(s).valueOf() === s,
    Object(s)[Symbol.toPrimitive]('x') === s,
    Object.prototype.toString.call(s),
  ];
});
show('toPrimitive wrong', () => (Symbol.prototype as any)[Symbol.toPrimitive].call(1));
show('keys', () => {
  const s = Symbol('k');
  const o: any = { [s]: 1, a: 2 };
  return [
    o[s],
    Object.keys(o),
    Object.getOwnPropertySymbols(o).length,
    s in o,
    JSON.stringify(o),
    delete o[s],
    s in o,
  ];
});
show('for in skips', () => {
  const out: any[] = [];
  for (const k in { [Symbol()]: 1, a: 1 } as any) out.push(k);
  return out;
});
show(
  'assign copies',
  () => Object.getOwnPropertySymbols(Object.assign({}, { [Symbol('c')]: 1 })).length,
);
show('spread copies', () => Object.getOwnPropertySymbols({ ...{ [Symbol('c')]: 1 } }).length);
show('method name', () => {
  const s = Symbol('m');
  return (
    ({ [s]() {} } as any)[s].name +
    ({
      get [s]() {
        return 1;
      },
    } && '')
  );
});
show(
  'empty description name',
  () => (({ [Symbol()]() {} }) as any)[Object.getOwnPropertySymbols({})[0] as any] === undefined,
);
show('property on symbol', () => {
  (Symbol('p') as any).x = 1;
});
show('JSON', () => [
  JSON.stringify([Symbol()]),
  JSON.stringify(Symbol()),
  JSON.stringify({ a: Symbol() }),
]);
show('isConcatSpreadable', () =>
  [].concat({ length: 2, 0: 'a', [Symbol.isConcatSpreadable]: true } as any),
);
show('class symbol member', () => {
  const s = Symbol('f');
  class C {
    [s] = 5;
    static [s] = 6;
  }
  return [(new C() as any)[s], (C as any)[s]];
});
