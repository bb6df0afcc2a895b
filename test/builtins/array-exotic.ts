// Arrays and array-likes at their edges: species, holes, inherited elements, lengths that cannot be set, proxies, -0.

const log: string[] = [];
function text(v: any): string {
  if (typeof v === 'string') return JSON.stringify(v);
  if (Object.is(v, -0)) return '-0';
  if (Array.isArray(v)) return (v.constructor === Array ? '' : v.constructor?.name ?? 'none') + '[' + Array.from({ length: Math.min(v.length, 20) }, (_, i) => (i in v ? text(v[i]) : 'hole')).join(' ') + ']';
  if (typeof v === 'function') return 'function';
  if (typeof v === 'object' && v !== null) return '{' + Object.keys(v).map((k) => k + ':' + text(v[k])).join(' ') + '}';
  return String(v);
}
function show(label: string, action: () => any): void {
  let result: string;
  try {
    result = text(action());
  } catch (error: any) {
    result = 'threw ' + error.name;
  }
  console.log(`${label} -> ${result}${log.length ? ' | ' + log.join(' ') : ''}`);
  log.length = 0;
}
function traced(target: any, names = true): any {
  return new Proxy(target, {
    get(t, k, r) { if (names) log.push('get ' + String(k)); return Reflect.get(t, k, r); },
    set(t, k, v, r) { log.push('set ' + String(k)); return Reflect.set(t, k, v, r); },
    has(t, k) { log.push('has ' + String(k)); return Reflect.has(t, k); },
    deleteProperty(t, k) { log.push('delete ' + String(k)); return Reflect.deleteProperty(t, k); },
    defineProperty(t, k, d) { log.push('define ' + String(k)); return Reflect.defineProperty(t, k, d); },
    getOwnPropertyDescriptor(t, k) { log.push('own ' + String(k)); return Reflect.getOwnPropertyDescriptor(t, k); },
    ownKeys(t) { log.push('keys'); return Reflect.ownKeys(t); },
  });
}
const A = Array.prototype as any;
class Sub extends Array {}
class ToPlain extends Array { static override get [Symbol.species](): any { return Array; } }
class ToNothing extends Array { static override get [Symbol.species](): any { return undefined; } }
class ToBad extends Array { static override get [Symbol.species](): any { return 5; } }
class ToObject extends Array { static override get [Symbol.species](): any { return function (this: any, n: any) { this.made = n; }; } }

for (const [name, C] of Object.entries({ Sub, ToPlain, ToNothing, ToBad, ToObject }) as [string, any][]) {
  const make = () => C.from([1, 2, 3]);
  show(`${name} map`, () => make().map((x: number) => x * 2));
  show(`${name} filter`, () => make().filter((x: number) => x > 1));
  show(`${name} slice`, () => make().slice(1));
  show(`${name} splice`, () => make().splice(1, 1));
  show(`${name} concat`, () => make().concat([4]));
  show(`${name} flat`, () => make().flat());
  show(`${name} flatMap`, () => make().flatMap((x: number) => [x, x]));
  show(`${name} toSorted`, () => make().toSorted());
  show(`${name} with`, () => make().with(0, 9));
  show(`${name} of`, () => C.of(1, 2));
}
show('constructor undefined', () => { const a: any = [1, 2]; a.constructor = undefined; return a.map((x: any) => x).constructor === Array; });
show('constructor null', () => { const a: any = [1, 2]; a.constructor = null; return a.map((x: any) => x); });
show('constructor a number', () => { const a: any = [1, 2]; a.constructor = 5; return a.slice(); });
show('constructor an object', () => { const a: any = [1, 2]; a.constructor = {}; return a.slice(); });
show('species null', () => { const a: any = [1, 2]; a.constructor = { [Symbol.species]: null }; return a.slice(); });
show('species of array-like', () => A.map.call({ length: 1, 0: 'x', constructor: Sub }, (x: any) => x).constructor === Array);

const holes = () => [1, , 3, , 5] as any[];
const inherited = (action: () => any): any => {
  A[1] = 'inherited';
  try { return action(); } finally { delete A[1]; }
};
for (const [name, call] of Object.entries({
  map: (a: any) => a.map((x: any) => x),
  filter: (a: any) => a.filter(() => true),
  forEach: (a: any) => { const r: any[] = []; a.forEach((x: any, i: number) => r.push(i)); return r; },
  some: (a: any) => a.some((x: any) => x === undefined),
  every: (a: any) => a.every((x: any) => x !== undefined),
  find: (a: any) => a.find((x: any) => x === undefined || x === 'inherited'),
  findIndex: (a: any) => a.findIndex((x: any) => x === undefined),
  findLastIndex: (a: any) => a.findLastIndex((x: any) => x === undefined),
  indexOf: (a: any) => [a.indexOf(undefined), a.indexOf('inherited')],
  includes: (a: any) => [a.includes(undefined), a.includes('inherited')],
  lastIndexOf: (a: any) => a.lastIndexOf(undefined),
  join: (a: any) => a.join(),
  reduce: (a: any) => a.reduce((s: any, x: any) => s + '-' + x),
  reduceRight: (a: any) => a.reduceRight((s: any, x: any) => s + '-' + x),
  reverse: (a: any) => a.reverse(),
  sort: (a: any) => a.sort(),
  toSorted: (a: any) => a.toSorted(),
  toReversed: (a: any) => a.toReversed(),
  toSpliced: (a: any) => a.toSpliced(0, 1),
  with: (a: any) => a.with(0, 0),
  slice: (a: any) => a.slice(0, 3),
  splice: (a: any) => [a.splice(1, 2), a],
  concat: (a: any) => a.concat([, 7]),
  copyWithin: (a: any) => a.copyWithin(0, 1),
  fill: (a: any) => a.fill(0, 1, 2),
  flat: (a: any) => a.flat(),
  flatMap: (a: any) => a.flatMap((x: any) => [x]),
  keys: (a: any) => [...a.keys()],
  values: (a: any) => [...a.values()],
  shift: (a: any) => [a.shift(), a],
  unshift: (a: any) => [a.unshift('new'), a],
  pop: (a: any) => [a.pop(), a],
  push: (a: any) => [a.push('new'), a],
  at: (a: any) => a.at(1),
  spread: (a: any) => [...a],
  from: (a: any) => Array.from(a),
  entries: (a: any) => Object.entries(a),
  assign: (a: any) => Object.assign([], a),
  json: (a: any) => JSON.stringify(a),
  destructure: (a: any) => { const [x, y] = a; return [x, y]; },
  apply: (a: any) => String.prototype.concat.apply('', a),
  length: (a: any) => { a.length = 2; return a; },
}) as [string, (a: any) => any][]) {
  show(`holes ${name}`, () => call(holes()));
  show(`inherited ${name}`, () => inherited(() => call(holes())));
  show(`frozen ${name}`, () => call(Object.freeze([3, 1, 2])));
  show(`traced ${name}`, () => call(traced([3, , 2])));
  show(`array-like ${name}`, () => (name in A ? name === 'join' ? 'none' : A[name].call({ length: 3, 0: 'a', 2: 'c' }, (x: any) => x) : 'none'));
}
show('length too long push', () => A.push.call({ length: 2 ** 53 - 1 }, 1));
show('length too long unshift', () => A.unshift.call({ length: 2 ** 53 - 1 }, 1));
show('length too long splice', () => A.splice.call({ length: 2 ** 53 - 1 }, 0, 0, 1));
show('length too long concat', () => A.concat.call([1], { length: 2 ** 53 - 1, [Symbol.isConcatSpreadable]: true }));
show('length of array-like after pop', () => { const o: any = { length: 2 ** 53 + 5 }; A.pop.call(o); return o.length; });
show('negative length', () => { const o: any = { length: -5 }; A.push.call(o, 'x'); return o; });
show('text length', () => A.map.call({ length: '2', 0: 1, 1: 2 }, (x: any) => x));
show('at -0', () => [1, 2].at(-0));
show('indexOf -0', () => [[-0].indexOf(0), [0].includes(-0), [NaN].includes(NaN), [NaN].indexOf(NaN)]);
show('lastIndexOf from -0', () => [[1].lastIndexOf(1, -0), [1, 1].lastIndexOf(1, undefined), [1, 1].lastIndexOf(1)]);
show('indexOf gives no -0', () => [[1].indexOf(1), Object.is([1].indexOf(1, -0), 0)]);
show('fill -0', () => new Array(2).fill(-0));
show('join cycle', () => { const a: any[] = [1]; a.push(a); return a.join(); });
show('toString without join', () => A.toString.call({ join: 5 }));
show('toString with join', () => A.toString.call({ join: () => 'joined' }));
show('toLocaleString', () => [1, null, undefined, { toLocaleString: () => 'x' }].toLocaleString());
show('length = 1.5', () => { const a = [1]; a.length = 1.5; });
show('length = "2"', () => { const a: any = [1]; a.length = '2'; return a; });
show('length valueOf twice', () => { const a: any = [1, 2]; a.length = { valueOf() { log.push('valueOf'); return 1; } }; return a; });
show('length shrinks to what cannot go', () => { const a: any = [1, 2, 3]; Object.defineProperty(a, 1, { configurable: false }); try { a.length = 0; } catch (e: any) { log.push(e.name); } return a; });
show('defineProperty length', () => { const a: any = [1, 2]; Object.defineProperty(a, 'length', { writable: false }); try { a.push(3); } catch (e: any) { log.push(e.name); } return a; });
show('defineProperty length and writable', () => { const a: any = [1, 2, 3]; Object.defineProperty(a, 'length', { value: 1, writable: false }); return [a, Object.getOwnPropertyDescriptor(a, 'length')]; });
show('index above 2^32-2', () => { const a: any = []; a[4294967295] = 1; return [a.length, Object.keys(a)]; });
show('index 2^32-2', () => { const a: any = []; a[4294967294] = 1; return a.length; });
show('push above', () => { const a: any = []; a.length = 4294967295; try { a.push(1, 2); } catch (e: any) { log.push(e.name); } return [a.length, Object.keys(a)]; });
show('keys like numbers', () => { const a: any = []; a['01'] = 1; a['1.0'] = 2; a['-1'] = 3; a['1'] = 4; return [a.length, Object.keys(a)]; });
show('new Array(-0)', () => new Array(-0).length);
show('new Array("3")', () => new Array('3' as any));
show('Array(2.5)', () => Array(2.5));
show('Array.from length', () => Array.from({ length: 3.7 }));
show('Array.from length -1', () => Array.from({ length: -1 }));
show('Array.from iterator null', () => Array.from({ [Symbol.iterator]: null, length: 1, 0: 'x' } as any));
show('Array.from this', () => Array.from.call(Object as any, [1, 2] as any));
show('Array.of this', () => Array.of.call(function (this: any, n: any) { this.made = n; } as any, 1, 2));
show('Array.isArray proxy', () => [Array.isArray(new Proxy([], {})), Array.isArray(Object.create([]))]);
show('sort undefined last', () => [3, undefined, 1, , 2].sort());
show('sort comparator', () => [3, 1, 2].sort({} as any));
show('sort comparator undefined', () => [3, 10, 2].sort(undefined));
show('sort comparator null', () => [3, 1].sort(null as any));
show('sort comparator converted', () => [3, 1, 2].sort((a, b) => ({ valueOf: () => a - b }) as any));
show('sort getter throws', () => { const a: any = [2, 1]; Object.defineProperty(a, 0, { get() { throw new RangeError(); } }); a.sort(); });
show('sort stable', () => Array.from({ length: 600 }, (_, i) => ({ k: i % 3, i })).sort((a, b) => a.k - b.k).every((x, i, all) => i === 0 || all[i - 1]!.k < x.k || all[i - 1]!.i < x.i));
show('flat depth', () => [[1, [2, [3]]]].flat(Infinity));
show('flat NaN', () => [[1, [2]]].flat(NaN));
show('flat proxy', () => [new Proxy([1, 2], {})].flat());
show('concat spreadable', () => [1].concat({ length: 2, 0: 'a', [Symbol.isConcatSpreadable]: true } as any, Object.assign([2], { [Symbol.isConcatSpreadable]: false })));
show('copyWithin', () => [1, 2, 3, 4, 5].copyWithin(-2, -3, -1));
show('splice one argument', () => { const a = [1, 2, 3]; return [(a as any).splice(1), a, (a as any).splice()]; });
show('splice undefined', () => { const a = [1, 2, 3]; return [(a as any).splice(1, undefined), a]; });
show('reduce empty', () => [].reduce((x) => x));
show('reduce of holes', () => [, ,].reduce((x) => x));
show('forEach grows', () => { const a = [1, 2]; const seen: number[] = []; a.forEach((x) => { seen.push(x); if (a.length < 6) a.push(x + 10); }); return seen; });
show('forEach deletes', () => { const a = [1, 2, 3]; const seen: number[] = []; a.forEach((x) => { seen.push(x); delete a[1]; }); return seen; });
show('for-of grows', () => { const a = [1]; for (const x of a) if (a.length < 4) a.push(x + 1); return a; });
show('iterator after the end', () => { const a = [1]; const i = a[Symbol.iterator](); i.next(); i.next(); a.push(2); return i.next().done; });
show('entries of a typed array', () => [...new Uint8Array([7]).entries()]);
show('this in a callback', () => [1].map(function (this: any) { return typeof this; }, 'x'));
show('array callback arguments', () => { let r: any; ['v'].map((...list) => (r = list.length)); return r; });
show('find calls for holes', () => { let n = 0; [, ,].find(() => { n++; return false; }); return n; });
show('toSpliced too long', () => A.toSpliced.call({ length: 2 ** 53 - 1 }, 0, 0, 1));
show('toSorted length', () => A.toSorted.call({ length: 2 ** 32 }));
show('with out of range', () => [1].with(1, 0));
show('with -0', () => [1].with(-0, 5));
show('Object.groupBy', () => typeof (Object as any).groupBy);
class Loud extends Array {
  override push(...list: any[]): number { log.push('push'); return super.push(...list); }
  override [Symbol.iterator](): any { log.push('iterator'); return super[Symbol.iterator](); }
}
show('methods do not call overridden ones', () => [new Loud(1, 2, 3).map((x) => x), Loud.of(1, 2).filter(() => true), Loud.from([1, 2]).slice(0, 1), new Loud(5).concat(new Loud(1, 2))].length);
show('builtins do not call patched methods', () => {
  const saved: any = {};
  const names = ['push', 'pop', 'shift', 'splice', 'slice', 'indexOf', 'map', 'forEach', 'join', 'concat'];
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    saved[name] = A[name];
    A[name] = () => { log[log.length] = 'patched ' + name; return 0; };
  }
  try {
    const set = new Set([1, 2]);
    const map = new Map([[1, 2]]);
    const split = 'a,b,c'['split'](',');
    const match = 'aXbX'['match'](/X/g)!;
    const replaced = 'abc'['replace'](/b/, (x) => x + x);
    const parsed = JSON.parse('[1,{"a":[2]}]');
    const made = Array.from({ length: 2 }, (_, i) => i);
    const of = Array.of(1, 2, 3);
    const keys = Object.keys({ a: 1, b: 2 });
    const entries = Object.entries({ a: 1 });
    const own = Reflect.ownKeys({ a: 1, [Symbol.iterator]: 2 });
    const text = JSON.stringify({ a: [1, 2], b: { c: 3 } });
    const spread = [...set, ...map.values()];
    const rest = ((...list: any[]) => list)(1, 2);
    const flat = [[1], [2]].flat();
    const sorted = [3, 1, 2].sort();
    const bound = (function (this: any, ...list: any[]) { return list.length; }).bind(null, 1, 2)(3);
    const typed = Uint8Array.from([1, 2, 3]);
    const applied = Math.max.apply(null, [1, 5, 2]);
    const error = new AggregateError([1, 2]).errors;
    const descriptor = Object.getOwnPropertyDescriptors({ a: 1 });
    return split.length + match.length + replaced.length + parsed.length + made.length + of.length + keys.length + entries.length + own.length + text.length + spread.length + rest.length + flat.length + sorted.length + bound + typed.length + applied + error.length + Object.keys(descriptor).length;
  } finally {
    for (let i = 0; i < names.length; i++) A[names[i]!] = saved[names[i]!];
  }
});
