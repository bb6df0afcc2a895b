// concat, slice, flat, toSpliced, with, toReversed, join, at, includes, indexOf, entries; species.

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
  'concat',
  'slice',
  'flat',
  'flatMap',
  'toSpliced',
  'with',
  'toReversed',
  'join',
  'at',
  'includes',
  'indexOf',
  'lastIndexOf',
  'entries',
  'keys',
  'values',
  'toString',
  'toLocaleString',
]) {
  show(name, () => (Array.prototype as any)[name]);
  show(`${name} null`, () => (Array.prototype as any)[name].call(null));
  show(`${name} no arguments`, () => {
    const r = (Array.prototype as any)[name].call([1, , 'x']);
    return typeof r === 'object' && !Array.isArray(r) ? [...r] : r;
  });
  show(`${name} array-like`, () => {
    const r = (Array.prototype as any)[name].call({ length: 2, 0: 'a' }, 1);
    return typeof r === 'object' && !Array.isArray(r) ? [...r] : r;
  });
}
show('concat', () =>
  [1].concat(
    [2, , 3] as any,
    4 as any,
    [[5]] as any,
    'six' as any,
    { length: 1, 0: 7, [Symbol.isConcatSpreadable]: true } as any,
  ),
);
show('concat not spread', () => {
  const a: any = [1, 2];
  a[Symbol.isConcatSpreadable] = false;
  return [0].concat(a).length;
});
show('concat trailing holes', () => [1].concat([, ,] as any).length);
show('slice', () => [
  [1, 2, 3].slice(-2),
  [1, 2, 3].slice(1, -1),
  [1, 2, 3].slice(NaN, Infinity),
  [1, 2, 3].slice(2, 1),
  [1, , 3].slice(0, 2),
]);
show('flat', () => [
  [1, [2, [3, [4]]]].flat(),
  [1, [2, [3, [4]]]].flat(Infinity),
  [1, [2]].flat(0),
  [1, , [2, , 3]].flat(),
  [[], [[]]].flat(-1),
]);
show('toSpliced', () => [
  [1, 2, 3].toSpliced(1, 1, 'x' as any, 'y' as any),
  [1, , 3].toSpliced(0, 0),
  [1, 2, 3].toSpliced(1),
  ([1, 2, 3] as any).toSpliced(),
  [1, 2].toSpliced(1, undefined as any),
]);
show('with', () => [[1, 2, 3].with(1, 9), [1, 2, 3].with(-1, 9), [1, , 3].with(0, 0)]);
show('with bad', () => [1].with(1, 1));
show('with bad negative', () => [1].with(-2, 1));
show('with huge', () => [1].with(Infinity, 1));
show('toReversed', () => [[1, , 3].toReversed(), [].toReversed()]);
show('toReversed long', () => Array.prototype.toReversed.call({ length: 2 ** 32 } as any));
show('at', () => [
  [1, 2, 3].at(-1),
  [1, 2, 3].at(0),
  [1].at(1),
  [1].at(-2),
  [1, 2].at('1' as any),
  [1].at(NaN),
]);
show('includes', () => [
  [NaN].includes(NaN),
  [-0].includes(0),
  [,].includes(undefined),
  [1, 2].includes(1, 1),
  [1, 2].includes(2, -1),
  ['a'].includes('a', -99),
]);
show('indexOf', () => [
  [NaN].indexOf(NaN),
  [-0].indexOf(0),
  ([,] as any).indexOf(undefined),
  [1, 2, 1].indexOf(1, 1),
  [1, 2, 1].indexOf(1, -1),
  ['ab'].indexOf('a' + 'b'),
  [1].indexOf(1, Infinity),
]);
show('lastIndexOf', () => [
  [1, 2, 1].lastIndexOf(1),
  [1, 2, 1].lastIndexOf(1, 1),
  [1, 2, 1].lastIndexOf(1, -2),
  [1].lastIndexOf(1, -2),
  [1, 2].lastIndexOf(2, undefined),
  [].lastIndexOf(1),
]);
show('join', () => [
  [1, , null, undefined, [2, 3], 'x'].join('-'),
  [1, 2].join(undefined),
  [1, 2].join(''),
  [].join(),
  [null].join(),
  [{}].join(),
]);
show('join cycle', () => {
  const a: any = [1];
  a.push(a, [a]);
  return String(a);
});
show('join symbol', () => [Symbol('s')].join());
show('toString without join', () => Array.prototype.toString.call({ join: 1 } as any));
show('toString own join', () => Array.prototype.toString.call({ join: () => 'mine' } as any));
show('toLocaleString', () =>
  [1.5, null, undefined, 'a', { toLocaleString: () => 'L' }].toLocaleString(),
);
show('entries', () => [...['a', , 'c'].entries()]);
show('keys', () => [...(['a', , 'c'] as any).keys()]);
show('iterator identity', () => [
  Array.prototype[Symbol.iterator] === Array.prototype.values,
  [].values()[Symbol.iterator]().toString(),
  Object.prototype.toString.call([].keys()),
]);
show('iterator grows', () => {
  const a = [1];
  const seen: number[] = [];
  for (const x of a) {
    seen.push(x);
    if (a.length < 4) a.push(x + 1);
  }
  return seen;
});
show('iterator done stays', () => {
  const a: any[] = [];
  const it = a.values();
  it.next();
  a.push(1);
  return it.next();
});
show('iterator wrong this', () => [].values().next.call({} as any));
class Special extends Array {
  marker = 1;
}
const special: any = Special.from([3, 1, 2]);
show('subclass from', () => [special.constructor.name, special.length, special.marker]);
for (const name of [
  'map',
  'filter',
  'slice',
  'splice',
  'concat',
  'flat',
  'flatMap',
  'toSorted',
  'toReversed',
  'toSpliced',
  'with',
]) {
  show(`${name} species`, () => {
    const r = special[name](name === 'with' ? 0 : (x: any) => x);
    return [r instanceof Special, r.constructor.name, r.length];
  });
}
show('species undefined', () => {
  class S extends Array {
    static get [Symbol.species]() {
      return undefined as any;
    }
  }
  return (S.from([1]) as any).map((x: any) => x).constructor.name;
});
show('species bad', () => {
  const a: any = [1];
  a.constructor = { [Symbol.species]: 1 };
  return a.map((x: any) => x);
});
show('species null', () => {
  const a: any = [1];
  a.constructor = { [Symbol.species]: null };
  return a.slice();
});
show('constructor undefined', () => {
  const a: any = [1, 2];
  a.constructor = undefined;
  return a.filter(() => true);
});
show('constructor number', () => {
  const a: any = [1];
  a.constructor = 1;
  return a.map((x: any) => x);
});
show('species order', () => {
  const log: string[] = [];
  const a: any = [1];
  a.constructor = {
    get [Symbol.species]() {
      log.push('species');
      return function (this: any, n: any) {
        log.push('construct ' + n);
        this.length = 0;
      };
    },
  };
  a.slice(0, 1);
  return log;
});
