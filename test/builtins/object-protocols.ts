// Objects, classes, proxies, promises, regular expressions and typed arrays at the edges of their protocols.

const log: string[] = [];
function text(v: any): string {
  if (typeof v === 'string') return JSON.stringify(v);
  if (Object.is(v, -0)) return '-0';
  if (Array.isArray(v)) return '[' + Array.from({ length: Math.min(v.length, 20) }, (_, i) => (i in v ? text(v[i]) : 'hole')).join(' ') + ']';
  if (ArrayBuffer.isView(v) && !(v instanceof DataView)) return v.constructor.name + '[' + Array.from(v as any).join(' ') + ']';
  if (typeof v === 'function') return 'function';
  if (typeof v === 'object' && v !== null) return '{' + Object.keys(v).map((k) => k + ':' + text(v[k])).join(' ') + '}';
  return String(v);
}
function show(label: string, action: () => any): void {
  let result: string;
  try {
    result = text(action());
  } catch (error: any) {
    result = 'threw ' + (error?.name ?? String(error));
  }
  console.log(`${label} -> ${result}${log.length ? ' | ' + log.join(' ') : ''}`);
  log.length = 0;
}
function traced(target: any, extra: any = {}): any {
  const handler: any = {};
  const names = ['get', 'set', 'has', 'deleteProperty', 'defineProperty', 'getOwnPropertyDescriptor', 'ownKeys', 'getPrototypeOf', 'setPrototypeOf', 'isExtensible', 'preventExtensions', 'apply', 'construct'];
  for (const name of names)
    handler[name] = (...list: any[]) => {
      log.push(name + (typeof list[1] === 'string' || typeof list[1] === 'symbol' ? ' ' + String(list[1]) : ''));
      return (Reflect as any)[name](...list);
    };
  return new Proxy(target, { ...handler, ...extra });
}

// What operations do to a proxy.
for (const [name, run] of Object.entries({
  spread: (p: any) => ({ ...p }),
  assign: (p: any) => Object.assign({}, p),
  'assign to': (p: any) => Object.assign(p, { a: 5 }),
  keys: (p: any) => Object.keys(p),
  entries: (p: any) => Object.entries(p),
  'for in': (p: any) => { const r = []; for (const k in p) r.push(k); return r; },
  rest: (p: any) => { const { a, ...r } = p; return r; },
  freeze: (p: any) => Object.isFrozen(Object.freeze(p)),
  seal: (p: any) => Object.isSealed(Object.seal(p)),
  'is frozen': (p: any) => Object.isFrozen(p),
  'has own': (p: any) => Object.hasOwn(p, 'a'),
  in: (p: any) => 'a' in p,
  delete: (p: any) => delete p.a,
  define: (p: any) => Object.defineProperty(p, 'c', { value: 1 }) === p,
  'define several': (p: any) => Object.defineProperties(p, { c: { value: 1 }, d: { value: 2 } }) === p,
  descriptors: (p: any) => Object.keys(Object.getOwnPropertyDescriptors(p)),
  json: (p: any) => JSON.stringify(p),
  tag: (p: any) => Object.prototype.toString.call(p),
  'instance of': (p: any) => p instanceof Object,
  'is prototype of': (p: any) => Object.prototype.isPrototypeOf.call(p, {}),
  'inherits set': (p: any) => { const o = Object.create(p); o.x = 1; return Object.keys(o); },
  'inherits get': (p: any) => Object.create(p).a,
  'compound': (p: any) => (p.a += 1),
  'increment': (p: any) => p.a++,
  'nullish': (p: any) => (p.zz ??= 1),
  'to primitive': (p: any) => `${p}`,
  groups: (p: any) => Object.fromEntries(Object.entries(p)),
  'clone': (p: any) => Object.create(Object.getPrototypeOf(p), Object.getOwnPropertyDescriptors(p)),
  'has own property': (p: any) => p.hasOwnProperty('a'),
  'lookup getter': (p: any) => p.__lookupGetter__('a'),
  'proto': (p: any) => p.__proto__ === Object.prototype,
  'proto set': (p: any) => { p.__proto__ = null; return Reflect.getPrototypeOf(p); },
}) as [string, (p: any) => any][])
  show(`proxy ${name}`, () => run(traced({ a: 1, b: 2 })));

// Invariants.
const fixed = () => Object.defineProperty({}, 'x', { value: 1 });
show('get invariant', () => (new Proxy(fixed(), { get: () => 2 }) as any).x);
show('set invariant', () => Reflect.set(new Proxy(fixed(), { set: () => true }), 'x', 2));
show('has invariant', () => 'x' in new Proxy(fixed(), { has: () => false }));
show('delete invariant', () => Reflect.deleteProperty(new Proxy(fixed(), { deleteProperty: () => true }), 'x'));
show('keys invariant', () => Object.keys(new Proxy(fixed(), { ownKeys: () => [] })));
show('keys duplicates', () => Reflect.ownKeys(new Proxy({}, { ownKeys: () => ['a', 'a'] })));
show('keys not a string', () => Reflect.ownKeys(new Proxy({}, { ownKeys: () => [1 as any] })));
show('keys of what cannot be extended', () => Reflect.ownKeys(new Proxy(Object.preventExtensions({ a: 1 }), { ownKeys: () => ['a', 'b'] })));
show('prototype invariant', () => Object.getPrototypeOf(new Proxy(Object.preventExtensions({}), { getPrototypeOf: () => null })));
show('extensible invariant', () => Object.isExtensible(new Proxy({}, { isExtensible: () => false })));
show('prevent invariant', () => Object.preventExtensions(new Proxy({}, { preventExtensions: () => true })));
show('descriptor invariant', () => Object.getOwnPropertyDescriptor(new Proxy({}, { getOwnPropertyDescriptor: () => ({ value: 1, configurable: false }) }), 'q'));
show('define invariant', () => Reflect.defineProperty(new Proxy(Object.preventExtensions({}), { defineProperty: () => true }), 'q', { value: 1 }));
show('construct invariant', () => new (new Proxy(class {}, { construct: () => 5 as any }))());
show('set trap false in strict code', () => { (new Proxy({}, { set: () => false }) as any).x = 1; });
show('delete trap false in strict code', () => delete (new Proxy({}, { deleteProperty: () => false }) as any).x);
show('revoked', () => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return [typeof proxy, Object.keys(proxy)]; });
show('revoked array', () => { const { proxy, revoke } = Proxy.revocable([], {}); revoke(); return Array.isArray(proxy); });

// Classes.
show('fields see this', () => { class A { a = 1; b = this.a + 1; ['c' + 1] = this.b; } return new A(); });
show('accessor and field', () => { class A { get x() { return 1; } } class B extends A { override x: any = 2; } return new B().x; });
show('field defines over a setter', () => { class A { set x(_: any) { log.push('setter'); } } class B extends A { override x: any = 2; } return Object.keys(new B()); });
show('frozen this in a field', () => { class A { constructor() { return Object.freeze(this); } } class B extends A { x = 1; } return new B(); });
show('super in an object', () => { const a = { m() { return 'a'; } }; const b = { __proto__: a, m() { return super.m() + 'b'; } }; return (b as any).m(); });
show('super set', () => { class A { set x(v: any) { log.push('A ' + v); } } class B extends A { m() { super.x = 5; } } new B().m(); });
show('super set creates on this', () => { class A {} class B extends A { m() { (super.constructor as any) = 7; } } const b: any = new B(); b.m(); return Object.keys(b); });
show('static inheritance', () => { class A { static s = 1; static get t() { return this.s; } } class B extends A { static override s = 2; } return [A.t, B.t, Object.keys(B)]; });
show('new.target', () => { class A { t = new.target; } return new A().t === undefined; });
show('Reflect.construct new target', () => { class A {} class B { constructor() { log.push(String(new.target === A)); } } return Reflect.construct(B, [], A) instanceof A; });
show('extends null', () => { class A extends (null as any) {} return new A(); });
show('extends null with return', () => { class A extends (null as any) { constructor() { return Object.create(A.prototype); } } return [new A() instanceof A, Object.getPrototypeOf(A.prototype)]; });
show('extends a number', () => class extends (5 as any) {});
show('extends without prototype', () => { const f: any = function () {}; f.prototype = 3; return class extends f {}; });
show('extends a bound function', () => { const f: any = function () {}.bind(null); return class extends f {}; });
show('class name', () => { const a = class {}; const b = class { static override name = 'own' as any; }; const c = { ['k' + 1]: class {} }; return [a.name, b.name, c.k1!.name, (class {}).name]; });
show('method names', () => { const s = Symbol('sym'); const o: any = { [s]() {}, get [s + '' as any]() { return 1; }, ['a' + 1]: () => 1, async *g() {} }; return [o[s].name, o.a1.name, o.g.name]; });
show('method as constructor', () => new (({ m() {} }) as any).m());
show('prototype of a method', () => 'prototype' in { m() {} }.m);
show('generator prototype', () => { function* g() {} return [Object.hasOwn(g, 'prototype'), Object.keys(g.prototype), 'constructor' in g.prototype]; });
show('arguments', () => { function f(this: any, a: any, b = 2) { a = 9; return [arguments.length, arguments[0], f.length]; } return (f as any)(1); });
show('private in proxy', () => { class A { #x = 1; get() { return this.#x; } } return new Proxy(new A(), {}).get(); });
show('private twice', () => { class B { constructor(o: any) { return o; } } class A extends B { #x = 1; } const o = {}; new A(o); new A(o); });
show('static block', () => { class A { static x = 1; static { this.x += 1; log.push(String(this.x)); } static y = this.x; } return A.y; });
show('accessor pair', () => { class A { get a() { return 1; } static set a(_: any) {} } return [Object.getOwnPropertyDescriptor(A.prototype, 'a')!.set, typeof Object.getOwnPropertyDescriptor(A, 'a')!.set]; });
show('getter redefined as a method', () => { const o = { get a() { return 1; }, a() { return 2; } } as any; return typeof o.a; });
show('__proto__ literal', () => [Object.getPrototypeOf({ __proto__: null }), Object.keys({ ['__proto__']: 1 }), Object.getPrototypeOf({ __proto__: 5 } as any) === Object.prototype]);

// Functions.
show('bind', () => { const f = function (this: any, a: any, b: any, c: any) { return [this, a, b, c]; }; const g = f.bind(1, 2); return [g.name, g.length, g(3, 4)]; });
show('bind length', () => [Object.defineProperty(function () {}, 'length', { value: Infinity }).bind(null, 1).length, Object.defineProperty(function () {}, 'length', { value: -5 }).bind(null).length, Object.defineProperty(function () {}, 'length', { value: '5' }).bind(null).length]);
show('bind new', () => { function F(this: any, a: any) { this.a = a; } const G: any = F.bind(null as any, 1); return [new G().a, new G() instanceof F, new G() instanceof G]; });
show('apply array-like', () => Math.max.apply(null, { length: 2, 0: 1, 1: 5 } as any));
show('apply a number', () => Math.max.apply(null, 5 as any));
show('call without this', () => (function (this: any) { return this; }).call(undefined));
show('Symbol.hasInstance', () => ({}) instanceof ({ [Symbol.hasInstance]: () => 'yes' } as any));
show('instanceof a proxy', () => [] instanceof new Proxy(Array, {}));
show('instanceof without prototype', () => ({}) instanceof ((() => 1) as any));
show('function prototype assigned', () => { function F() {} F.prototype = { q: 1 }; return new (F as any)().q; });

// Promises.
show('then species', () => { class P extends Promise<any> {} return [P.resolve(1).then() instanceof P, P.resolve(1).finally() instanceof P, Promise.resolve(P.resolve(1)) instanceof P, P.resolve(Promise.resolve(1)) instanceof P]; });
show('then calls species once', () => { class P extends Promise<any> { static override get [Symbol.species]() { log.push('species'); return Promise; } } return P.resolve(1).then() instanceof P; });
show('resolve reads then once', () => { const t = { get then() { log.push('then'); return undefined; } }; new Promise((r) => r(t)); });
show('resolve with throwing then', () => { new Promise((r) => r({ get then() { throw new Error(); } })).catch(() => 0); });
show('executor throws after resolve', () => { new Promise((r) => { r(1); throw new Error(); }); });
show('Promise.all reads resolve once', () => { class P extends Promise<any> { static override get resolve(): any { log.push('resolve'); return super.resolve; } } P.all([1, 2]); });
show('Promise without new', () => (Promise as any)(() => 1));
show('Promise.prototype.then of an object', () => Promise.prototype.then.call({} as any));
show('Promise.resolve on a number', () => Promise.resolve.call(5 as any, 1));
show('finally with no function', () => { const calls: any[] = []; Promise.prototype.finally.call({ constructor: Promise, then: (...l: any[]) => calls.push(...l) } as any, 5 as any); return calls; });
show('catch calls then', () => Promise.prototype.catch.call({ then: (...l: any[]) => l } as any, 7 as any));

// Regular expressions.
show('lastIndex converted', () => { const r = /a/g; (r as any).lastIndex = { valueOf() { log.push('valueOf'); return 1; } }; return [r.test('aa'), r.lastIndex]; });
show('lastIndex without g', () => { const r = /a/; (r as any).lastIndex = { valueOf() { log.push('valueOf'); return 1; } }; return [r.test('aa'), typeof r.lastIndex]; });
show('lastIndex frozen', () => Object.freeze(/a/g).test('a'));
show('exec overridden', () => { const r: any = /a/; r.exec = () => ({ index: 0, 0: 'zzz', length: 1 }); return ['abc'.replace(r, '[$&]'), r.test('q'), 'abc'.search(r)]; });
show('exec gives a number', () => { const r: any = /a/; r.exec = () => 5; return r.test(''); });
show('flags getter', () => { const r: any = /a/; Object.defineProperty(r, 'global', { value: true }); return r.flags; });
show('source of the prototype', () => [RegExp.prototype.source, RegExp.prototype.flags, String(RegExp.prototype), RegExp.prototype.global]);
show('source escaped', () => [new RegExp('/').source, new RegExp('').source, new RegExp('\n').source, new RegExp('[/]').source]);
show('split species', () => { class R extends RegExp { static override get [Symbol.species]() { log.push('species'); return RegExp; } } return 'a-b'.split(new R('-')); });
show('split captures', () => 'a1b2c'.split(/(\d)/));
show('split empty', () => ['abc'.split(/(?:)/), ''.split(/(?:)/), ''.split(/x/), 'ab'.split(/(?:)/u, 1)]);
show('replace function arguments', () => 'abc'.replace(/(?<x>b)(z)?/, (...l: any[]) => text(l)));
show('replace names', () => 'abc'.replace(/(?<x>b)/, '[$<x>$<y>$1$2$$$0$01]'));
show('replace global empty', () => ['abc'.replace(/(?:)/g, '-'), '\u{1F600}'.replace(/(?:)/gu, '-')]);
show('matchAll needs g', () => 'a'.matchAll(/a/ as any));
show('matchAll copies', () => { const r = /a/g; r.lastIndex = 1; return [...'aaa'.matchAll(r)].map((m) => m.index); });
show('match global null', () => ['x'.match(/y/g), 'aXbX'.match(/X/g), 'aX'.match(/(X)/)!.index]);
show('Symbol.match false', () => { const r: any = /a/; r[Symbol.match] = false; return '/a/'.includes(r); });
show('sticky', () => { const r = /a/y; return [r.test('ba'), r.lastIndex, r.test('ab'), r.lastIndex, r.test('ab')]; });
show('case folding', () => [/\u212a/i.test('k'), /\u212a/iu.test('k'), /[^x]/iu.test('X'), /\u017f/i.test('s'), /\u017f/iu.test('s')]);
show('lookbehind', () => ['$12 12'.match(/(?<=\$)\d+/)![0], 'abc'.match(/(?<=(\w)(\w))c/)!.slice(1)]);
show('back references', () => ['aa'.match(/(a)\1/)![0], 'a'.match(/\1(a)/)![0], /(?<n>a)\k<n>/.test('aa'), /^(?:(a)|b)*\1$/.test('ab')]);
show('indices', () => { const m: any = /(?<q>b)(z)?/d.exec('abc'); return [m.indices[0], m.indices[2], m.indices.groups.q]; });
show('groups prototype', () => Object.getPrototypeOf(/(?<a>.)/.exec('x')!.groups));
show('compile twice', () => { const r: any = /a/g; r.lastIndex = 5; r.compile('b', 'i'); return [String(r), r.lastIndex]; });
show('RegExp of a RegExp', () => { const r = /a/g; return [RegExp(r) === r, new RegExp(r) === r, String(new RegExp(r, 'i'))]; });

// Typed arrays and buffers.
const T = Uint8Array.prototype as any;
show('out of bounds write', () => { const a: any = new Uint8Array(2); a[5] = 1; a[-1] = 2; a['1.5'] = 3; a['-0'] = 4; return [a, Object.keys(a)]; });
show('define on a typed array', () => Object.defineProperty(new Uint8Array(1), 0, { value: 5, writable: false }));
show('define works', () => Object.defineProperty(new Uint8Array(1), 0, { value: 5, writable: true, enumerable: true, configurable: true }));
show('own descriptor', () => Object.getOwnPropertyDescriptor(new Uint8Array([7]), 0));
show('delete', () => [Reflect.deleteProperty(new Uint8Array(1), 0), Reflect.deleteProperty(new Uint8Array(1), 1)]);
show('conversions', () => [new Uint8Array([256, -1, 1.9, NaN, '3' as any]), new Uint8ClampedArray([300, -5, 1.5, 2.5, NaN]), new Int16Array([40000]), new Float32Array([1.1]), new Int32Array([2 ** 32 + 5, -(2 ** 31) - 1])]);
show('set overlapping', () => { const a = new Uint8Array([1, 2, 3, 4]); a.set(a.subarray(0, 3), 1); return a; });
show('set other kind overlapping', () => { const b = new ArrayBuffer(8); const a = new Uint8Array(b); a.set([1, 2, 3, 4, 5, 6, 7, 8]); new Uint16Array(b).set(a.subarray(0, 4)); return a; });
show('set out of range', () => new Uint8Array(2).set([1, 2], 1));
show('set getter throws', () => { const a = new Uint8Array(2); try { a.set({ length: 2, 0: 5, get 1() { throw new Error(); } } as any); } catch {} return a; });
show('slice species', () => { class U extends Uint8Array { static get [Symbol.species]() { log.push('species'); return Uint16Array; } } return new U([1, 2, 3]).slice(1); });
show('species too short', () => { class U extends Uint8Array { static get [Symbol.species](): any { return class extends Uint8Array { constructor() { super(1); } }; } } return new U([1, 2, 3]).map((x) => x); });
show('subarray', () => { const a = new Uint8Array([1, 2, 3, 4]).subarray(-3, -1); return [a, a.byteOffset]; });
show('sort', () => [new Float64Array([3, -0, 0, NaN, -1]).sort(), new Int8Array([5, -1]).sort((a, b) => b - a)].map(text));
show('toSorted, with', () => [new Uint8Array([3, 1]).toSorted(), new Uint8Array([1]).with(0, 300), new Uint8Array([1, 2]).toReversed()]);
show('with out of range', () => new Uint8Array(1).with(1, 0));
show('fill converts once', () => new Uint8Array(3).fill({ valueOf() { log.push('valueOf'); return 7; } } as any));
show('includes NaN', () => [new Float64Array([NaN]).includes(NaN), new Float64Array([NaN]).indexOf(NaN), new Uint8Array(1).includes(undefined as any)]);
show('join', () => new Float32Array([0.5, -0]).join());
show('from', () => Uint8Array.from({ length: 2, 0: 1, 1: 2 } as any, (x: any) => x * 2));
show('of', () => Uint8Array.of(1, 2));
show('from on no constructor', () => Uint8Array.from.call({} as any, []));
show('method on an array', () => T.fill.call([1], 2));
show('length negative', () => new Uint8Array(-1));
show('offset unaligned', () => new Uint16Array(new ArrayBuffer(4), 1));
show('offset beyond', () => new Uint8Array(new ArrayBuffer(4), 5));
show('buffer not a multiple', () => new Uint16Array(new ArrayBuffer(3)));
show('byteLength', () => [new Uint16Array(3).byteLength, Uint16Array.BYTES_PER_ELEMENT, new Uint16Array(1).BYTES_PER_ELEMENT]);
show('DataView', () => { const d = new DataView(new ArrayBuffer(8), 2); d.setInt16(0, -2); d.setFloat32(2, 1.5, true); return [d.getUint16(0), d.getInt16(0, true), d.getFloat32(2, true), d.byteOffset, d.byteLength]; });
show('DataView out of range', () => new DataView(new ArrayBuffer(2)).getInt16(1));
show('DataView negative', () => new DataView(new ArrayBuffer(2)).getInt8(-1));
show('DataView index first', () => new DataView(new ArrayBuffer(2)).setInt8({ valueOf() { log.push('index'); return 5; } } as any, { valueOf() { log.push('value'); return 1; } } as any));
show('ArrayBuffer slice', () => new ArrayBuffer(8).slice(-3, 7).byteLength);
show('ArrayBuffer species', () => { class B extends ArrayBuffer { static get [Symbol.species]() { log.push('species'); return ArrayBuffer; } } return new B(4).slice(1) instanceof B; });
show('isView', () => [ArrayBuffer.isView(new DataView(new ArrayBuffer(1))), ArrayBuffer.isView([])]);
show('iterate while writing', () => { const a = new Uint8Array([1, 2, 3]); const r: number[] = []; for (const x of a) { r.push(x); a[2] = 9; } return r; });
show('typed array prototype set', () => { const o: any = Object.create(new Uint8Array(1)); o[0] = 5; o[3] = 6; o.x = 1; return Object.keys(o); });
show('Reflect.set receiver', () => { const r: any = {}; return [Reflect.set(new Uint8Array(1), 0, 5, r), Object.keys(r)]; });

// Maps, sets, weak things.
show('Map iteration with changes', () => { const m = new Map([[1, 1], [2, 2]]); const r: any[] = []; for (const [k] of m) { r.push(k); if (k === 1) { m.delete(2); m.set(3, 3); } if (k === 3) m.set(1, 0); } return r; });
show('Map delete and add again', () => { const m = new Map([[1, 1], [2, 2]]); const r: any[] = []; m.forEach((_, k) => { r.push(k); if (r.length < 5) { m.delete(k); m.set(k, 0); } }); return r; });
show('Set clear during', () => { const s = new Set([1, 2]); const r: any[] = []; for (const v of s) { r.push(v); if (r.length === 1) { s.clear(); s.add(5); } } return r; });
show('Map species', () => (Map as any)[Symbol.species] === Map);
show('Map iterator', () => { const i = new Map([[1, 2]]).entries(); return [i.next().value, i.next().done, i.next().done, Object.prototype.toString.call(i)]; });
show('Map get on a Set', () => Map.prototype.get.call(new Set() as any, 1));
show('WeakMap keys', () => { const w = new WeakMap<any, any>(); const k = {}; w.set(k, 1); return [w.get(k), w.has(5 as any), w.delete('x' as any)]; });
show('WeakRef', () => new WeakRef(5 as any));
show('FinalizationRegistry', () => new FinalizationRegistry(() => 0).register(globalThis, globalThis));
