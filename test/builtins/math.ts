// Math: exact functions, signs of zero, NaN, conversions, constants.

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

const values: any[] = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  2.5,
  -1.5,
  -2.5,
  0.49999999999999994,
  -0.49999999999999994,
  4503599627370495.5,
  4503599627370496.5,
  9007199254740993,
  1e300,
  -1e300,
  5e-324,
  Infinity,
  -Infinity,
  NaN,
  undefined,
  null,
  true,
  '12.7',
  'x',
  '',
  [],
  [3.7],
  {},
];
for (const name of [
  'abs',
  'ceil',
  'floor',
  'round',
  'trunc',
  'sign',
  'sqrt',
  'cbrt',
  'fround',
  'clz32',
]) {
  show(name, () => (Math as any)[name]);
  show(`${name} values`, () => values.map((v) => (Math as any)[name](v)));
  show(`${name} symbol`, () => (Math as any)[name](Symbol()));
}
for (const name of ['max', 'min', 'hypot']) {
  show(name, () => (Math as any)[name]);
  show(`${name} none`, () => (Math as any)[name]());
  show(`${name} cases`, () =>
    [
      [1, 2, 3],
      [0, -0],
      [-0, 0],
      [-0, -0],
      [NaN, 1],
      [1, NaN],
      ['3', 2],
      [Infinity, NaN],
      [NaN, -Infinity],
      [3, 4],
      [1e200, 1e200],
      [undefined],
      [null, 5],
      [-5],
    ].map((a) => (Math as any)[name](...a)),
  );
  show(`${name} converts all`, () => {
    const log: number[] = [];
    (Math as any)[name](
      NaN,
      {
        valueOf() {
          log.push(1);
          return 1;
        },
      },
      {
        valueOf() {
          log.push(2);
          return 2;
        },
      },
    );
    return log;
  });
}
show('imul', () => [
  Math.imul(0xffffffff, 5),
  Math.imul(2, 4),
  Math.imul(0x7fffffff, 0x7fffffff),
  Math.imul(-5, 12),
  Math.imul(1.9, 2.9),
  (Math as any).imul(),
  (Math as any).imul(2),
  Math.imul(2 ** 32 + 3, 4),
]);
show('atan2', () => [
  Math.atan2(0, -0),
  Math.atan2(-0, 0),
  Math.atan2(0, 1),
  Math.atan2(1, 0),
  Math.atan2(-1, 0),
  Math.atan2(-0, -0),
  Math.atan2(Infinity, Infinity),
  Math.atan2(Infinity, -Infinity),
]);
show('pow', () => [
  Math.pow(2, 10),
  Math.pow(2, 0.5),
  Math.pow(NaN, 0),
  Math.pow(1, Infinity),
  Math.pow(-8, 1 / 3),
  Math.pow(0, -1),
  Math.pow(-0, -1),
  Math.pow(-0, -2),
  Math.pow(2, -1074),
  (-2) ** 3,
  10 ** 308,
  10 ** 309,
]);
for (const name of [
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'asinh',
  'acosh',
  'atanh',
  'exp',
  'expm1',
  'log',
  'log2',
  'log10',
  'log1p',
]) {
  show(name, () => (Math as any)[name]);
  show(`${name} special`, () =>
    [0, -0, Infinity, -Infinity, NaN].map((v) => (Math as any)[name](v)),
  );
  show(`${name} ordinary`, () =>
    [0.1, 0.5, 1, 2, -0.75, 10].map((v) => Number((Math as any)[name](v)).toPrecision(12)),
  );
}
show('exact powers', () => [
  Math.log2(8),
  Math.log2(1024),
  Math.log10(1000),
  Math.log10(1e15),
  Math.exp(0),
  Math.log(1),
  Math.log(Math.E),
  Math.cbrt(27),
  Math.cbrt(-8),
  Math.log2(2 ** -1074),
]);
show('constants', () =>
  ['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'].map((k) => {
    const d: any = Object.getOwnPropertyDescriptor(Math, k);
    return [d.value, d.writable, d.enumerable, d.configurable];
  }),
);
show('tag', () => {
  const d: any = Object.getOwnPropertyDescriptor(Math, Symbol.toStringTag);
  return [d.value, d.writable, d.enumerable, d.configurable];
});
show('assign constant', () => {
  (Math as any).PI = 3;
});
show('not callable', () => (Math as any)());
show('not constructor', () => new (Math as any)());
show('random', () => {
  let low = 0;
  const seen = new Set<number>();
  for (let i = 0; i < 1000; i++) {
    const r = Math.random();
    if (!(r >= 0 && r < 1)) return 'out of range';
    if (r < 0.5) low++;
    seen.add(r);
  }
  return [low > 400 && low < 600, seen.size > 990];
});
show('random length', () => Math.random);
show('max spread', () => Math.max(...Array.from({ length: 1000 }, (_, i) => i)));
show('object conversion', () => Math.max({ valueOf: () => 5 } as any, '7' as any));
