// Array.prototype.sort and toSorted: order, stability, what the comparator sees.

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

show('default', () => [10, 9, 1, 'b', 'a', undefined, null, true, , -1].sort());
show('numbers as text', () => [5, 25, 100, 1, 40].sort());
show('numeric', () => [5, 25, 100, 1, 40].sort((a, b) => a - b));
show('not a function', () => [1].sort({} as any));
show('null', () => [1].sort(null as any));
show('undefined', () => [2, 1].sort(undefined));
show('toSorted', () => {
  const a = [3, , 1];
  return [a.toSorted(), a];
});
show('toSorted bad', () => [1].toSorted(1 as any));
show('toSorted', () => Array.prototype.toSorted);
show('strings', () => ['é', 'z', 'a', 'A', 'Z', '10', '9', 'ab', ''].sort());
show('surrogates', () =>
  ['\u{1F600}', '\uFFFF', 'a'].sort().map((s) => s.codePointAt(0)!.toString(16)),
);
show('symbols', () => [Symbol('x'), 1].sort());
show('throws', () =>
  [1, 2, 3].sort(() => {
    throw new Error('cmp');
  }),
);
let seed = 12345;
const random = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff);
const records = Array.from({ length: 200 }, (_, i) => ({ key: random() % 7, i }));
console.log(
  records
    .sort((a, b) => a.key - b.key)
    .map((r) => r.key + ':' + r.i)
    .join(' '),
);
for (const [name, comparator] of [
  ['sub', (a: number, b: number) => a - b],
  ['boolean', (a: number, b: number) => a > b],
  ['reverse', (a: number, b: number) => b - a],
  ['one', () => 1],
  ['zero', () => 0],
  ['minus', () => -1],
  ['nan', () => NaN],
  ['text', (a: number, b: number) => String(a - b)],
  ['inconsistent', (a: number, b: number) => ((a * 7 + b * 13) % 5) - 2],
] as any) {
  const numbers = Array.from({ length: 100 }, () => random() % 50);
  let calls = 0;
  let digest = 0;
  numbers.sort((a, b) => {
    calls++;
    digest = (digest * 31 + a * 100 + b) % 1000003;
    return comparator(a, b);
  });
  console.log(name, calls, digest, numbers.join());
}
const partly = Array.from({ length: 300 }, (_, i) => (i % 50 === 0 ? random() % 300 : i));
let comparisons = 0;
partly.sort((a, b) => {
  comparisons++;
  return a - b;
});
console.log(comparisons, partly.join());
show('mutating comparator', () => {
  const a = [3, 2, 1];
  a.sort((x, y) => {
    a.push(9);
    return x - y;
  });
  return a;
});
show('array-like', () => Array.prototype.sort.call({ length: 4, 0: 3, 1: undefined, 3: 1 } as any));
show('getter order', () => {
  const log: string[] = [];
  const o: any = {
    length: 2,
    get 0() {
      log.push('g0');
      return 2;
    },
    set 0(v) {
      log.push('s0=' + v);
    },
    get 1() {
      log.push('g1');
      return 1;
    },
    set 1(v) {
      log.push('s1=' + v);
    },
  };
  Array.prototype.sort.call(o);
  return log;
});
show('length mutated', () => {
  const a = [3, 2, 1];
  a.sort((x, y) => {
    a.length = 0;
    return x - y;
  });
  return a;
});
show('large', () => {
  const a = Array.from({ length: 5000 }, () => random());
  const b = a.slice().sort((x, y) => x - y);
  return b.every((x, i) => i === 0 || b[i - 1]! <= x);
});
