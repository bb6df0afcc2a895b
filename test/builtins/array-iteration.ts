// Array.prototype methods with callbacks: order, holes, mutation while iterating, array-likes.

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

const holes: any = [1, , 3, undefined, ,];
for (const name of [
  'forEach',
  'map',
  'filter',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
]) {
  const method: any = (Array.prototype as any)[name];
  show(`${name} length`, () => method);
  const seen: any[] = [];
  show(`${name} holes`, () =>
    method.call(holes, (value: any, index: number, self: any) => {
      seen.push(`${index}:${value}:${self === holes}`);
      return name === 'every';
    }),
  );
  console.log(name, seen.join(' '));
  show(`${name} no callback`, () => method.call([], undefined));
  show(`${name} object callback`, () => method.call([1], {}));
  show(`${name} string callback`, () => method.call([1], 'x'));
  show(`${name} null this`, () => method.call(null, () => 1));
  show(`${name} thisArg`, () =>
    method.call(
      [1],
      function (this: any) {
        return this.ok;
      },
      { ok: true },
    ),
  );
  show(`${name} array-like`, () =>
    method.call({ length: 3, 0: 'a', 2: 'c' }, (value: any) => value === 'c'),
  );
  show(`${name} string`, () => method.call('abc', (value: any) => value > 'a'));
}
for (const name of ['reduce', 'reduceRight']) {
  const method: any = (Array.prototype as any)[name];
  show(name, () => method);
  show(`${name} sum`, () => method.call([1, 2, 3], (a: any, b: any) => a + '-' + b));
  show(`${name} initial`, () =>
    method.call([1, 2, 3], (a: any, b: any, i: any) => a + '-' + b + '@' + i, 'z'),
  );
  show(`${name} undefined initial`, () =>
    method.call([1], (a: any, b: any) => `${a}|${b}`, undefined),
  );
  show(`${name} empty`, () => method.call([], (a: any) => a));
  show(`${name} only holes`, () => method.call([, ,], (a: any) => a));
  show(`${name} single`, () => method.call([, 5, ,], () => 'called'));
  show(`${name} holes`, () => method.call(holes, (a: any, b: any, i: any) => `${a},${i}`, ''));
  show(`${name} not callable`, () => method.call([1], 3));
}
const growing = [1, 2, 3];
const visited: any[] = [];
growing.forEach((value, index) => {
  visited.push(value);
  if (index === 0) growing.push(9);
  if (index === 1) (growing.pop(), growing.pop());
});
console.log(visited.join(), growing.join());
const log: string[] = [];
const proxy = new Proxy({ length: 2, 0: 'x', 1: 'y' } as any, {
  get(target, key) {
    log.push(`get ${String(key)}`);
    return target[key];
  },
  has(target, key) {
    log.push(`has ${String(key)}`);
    return key in target;
  },
});
Array.prototype.map.call(proxy, (value: any) => value);
Array.prototype.find.call(proxy, () => false);
Array.prototype.some.call(proxy, () => false);
console.log(log.join(', '));
show('map on frozen', () => Object.freeze([1, 2]).map((x) => x * 2));
show('filter keeps order', () => [5, 1, 4].filter((x) => x > 1));
show('map returns holes', () => [1, , 3].map((x) => x));
show('flatMap', () => [1, 2].flatMap((x) => [x, [x * 2]]));
show('flatMap not callable', () => [].flatMap(1 as any));
show('nested callbacks', () =>
  [[1, 2], [3]].map((row) => row.map((x) => x + 1).reduce((a, b) => a + b)),
);
show('early exit by throw', () =>
  [1, 2, 3].forEach((x) => {
    if (x === 2) throw new RangeError('stop ' + x);
  }),
);
show('length getter', () => {
  let reads = 0;
  const like = {
    get length() {
      reads++;
      return 2;
    },
    0: 1,
    1: 2,
  };
  Array.prototype.forEach.call(like, () => {});
  return reads;
});
show('length coercion', () =>
  Array.prototype.map.call({ length: '2', 0: 1, 1: 2 } as any, (x: any) => x),
);
show('negative length', () => Array.prototype.map.call({ length: -5 } as any, (x: any) => x));
show('NaN length', () => Array.prototype.filter.call({ length: NaN } as any, () => true));
show('inherited elements', () =>
  Array.prototype.map.call(Object.create({ length: 2, 0: 'p', 1: 'q' }), (x: any) => x),
);
