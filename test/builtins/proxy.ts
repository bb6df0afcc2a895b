// Proxy: every trap in the order in which V8 calls it, forwarding without traps, invariants and their messages.
export {};
function tryIt(name: string, f: () => any) { try { console.log(name, f()); } catch (e: any) { console.log(name, 'threw', e.name + ': ' + e.message); } }
const log: string[] = [];
const target: any = { a: 1, b: 2 };
const p: any = new Proxy(target, {
  get(t, k, r) { log.push('get ' + String(k)); return Reflect.get(t, k, r); },
  set(t, k, v, r) { log.push('set ' + String(k)); return Reflect.set(t, k, v, r); },
  has(t, k) { log.push('has ' + String(k)); return k in t; },
  deleteProperty(t, k) { log.push('delete ' + String(k)); return delete (t as any)[k]; },
  ownKeys(t) { log.push('ownKeys'); return Reflect.ownKeys(t); },
  getOwnPropertyDescriptor(t, k) { log.push('gopd ' + String(k)); return Reflect.getOwnPropertyDescriptor(t, k); },
  defineProperty(t, k, d) { log.push('define ' + String(k) + ' ' + JSON.stringify(d)); return Reflect.defineProperty(t, k, d); },
  getPrototypeOf(t) { log.push('getProto'); return Reflect.getPrototypeOf(t); },
  setPrototypeOf(t, v) { log.push('setProto'); return Reflect.setPrototypeOf(t, v); },
  isExtensible(t) { log.push('isExt'); return Reflect.isExtensible(t); },
  preventExtensions(t) { log.push('prevExt'); return Reflect.preventExtensions(t); },
});
console.log(p.a, 'b' in p, (p.c = 3), delete p.a, Object.keys(p), Object.getOwnPropertyNames(p), { ...p }, JSON.stringify(p));
for (const k in p) console.log('in', k);
console.log(Object.getOwnPropertyDescriptor(p, 'b'), Object.entries(p), Object.getPrototypeOf(p) === Object.prototype, p instanceof Object);
Object.defineProperty(p, 'd', { value: 4, configurable: true }); console.log(target.d, p.hasOwnProperty('d'));
console.log(Object.isExtensible(p), Object.isFrozen(p)); Object.freeze(p); console.log(Object.isFrozen(target), Object.isFrozen(p));
tryIt('frozen set', () => { p.b = 9; });
console.log(log.join('\n'));
const arr: any = new Proxy([1, 2, 3], {}); console.log(Array.isArray(arr), arr.length, arr.map((x: number) => x * 2), [...arr], arr.concat([4]), arr.push(7), arr);
const neg: any = new Proxy([10, 20, 30], { get(t: any, k: any, r) { const n = Number(k); return typeof k === 'string' && Number.isInteger(n) && n < 0 ? t[t.length + n] : Reflect.get(t, k, r); } });
console.log(neg[-1], neg[0], neg.length);
const fn: any = new Proxy(function add(a: number, b: number) { return a + b; }, { apply(t: any, self, args: any) { return t(...args) * 10; }, construct(t, args) { return { made: args }; } });
console.log(fn(1, 2), new fn(5), typeof fn, fn.name, fn.length);
const defaults: any = new Proxy({}, { get: (t: any, k) => (k in t ? t[k] : `no ${String(k)}`) }); defaults.x = 1; console.log(defaults.x, defaults.y);
const { proxy, revoke } = Proxy.revocable<any>({ z: 1 }, {}); console.log(proxy.z); revoke(); tryIt('revoked get', () => proxy.z); tryIt('revoked set', () => { proxy.z = 1; }); tryIt('revoked keys', () => Object.keys(proxy)); tryIt('revoked isArray', () => Array.isArray(proxy));
const fixed: any = Object.freeze({ k: 1 });
tryIt('inv get', () => (new Proxy(fixed, { get: () => 2 }) as any).k);
tryIt('inv has', () => 'k' in new Proxy(fixed, { has: () => false }));
tryIt('inv keys', () => Object.keys(new Proxy(fixed, { ownKeys: () => [] })));
tryIt('inv gopd', () => Object.getOwnPropertyDescriptor(new Proxy(fixed, { getOwnPropertyDescriptor: () => undefined }), 'k'));
tryIt('inv gopd2', () => Object.getOwnPropertyDescriptor(new Proxy({}, { getOwnPropertyDescriptor: () => ({ value: 1, configurable: false }) }), 'k'));
tryIt('inv ext', () => Object.isExtensible(new Proxy({}, { isExtensible: () => false })));
tryIt('inv proto', () => Object.getPrototypeOf(new Proxy(fixed, { getPrototypeOf: () => Array.prototype })));
tryIt('inv set', () => { (new Proxy(fixed, { set: () => true }) as any).k = 5; });
tryIt('inv delete', () => delete (new Proxy(fixed, { deleteProperty: () => true }) as any).k);
tryIt('false set', () => { (new Proxy({}, { set: () => false }) as any).k = 5; });
tryIt('false delete', () => delete (new Proxy({}, { deleteProperty: () => false }) as any).k);
tryIt('false define', () => Object.defineProperty(new Proxy({}, { defineProperty: () => false }), 'k', {}));
tryIt('dup keys', () => Reflect.ownKeys(new Proxy({}, { ownKeys: () => ['a', 'a'] })));
tryIt('bad keys', () => Reflect.ownKeys(new Proxy({}, { ownKeys: () => [1 as any] })));
tryIt('bad trap', () => (new Proxy({}, { get: 5 as any }) as any).x);
tryIt('throwing', () => (new Proxy({}, { get() { throw new Error('boom'); } }) as any).x);
tryIt('throwing has', () => 'x' in new Proxy({}, { has() { throw new Error('boom has'); } }));
tryIt('throwing keys', () => Object.keys(new Proxy({}, { ownKeys() { throw new Error('boom keys'); } })));
tryIt('throwing gopd', () => Object.prototype.hasOwnProperty.call(new Proxy({}, { getOwnPropertyDescriptor() { throw new Error('boom gopd'); } }), 'x'));
tryIt('ctor', () => new (Proxy as any)(1, {}));
tryIt('no new', () => (Proxy as any)({}, {}));
const inh: any = Object.create(new Proxy({}, { get: (_t, k) => `inherited ${String(k)}`, has: (_t, k) => k === 'magic', set(_t, k, v, r) { Object.defineProperty(r, k, { value: v + '!', writable: true, enumerable: true, configurable: true }); return true; } }));
console.log(inh.foo, inh.foo, 'magic' in inh, 'other' in inh); inh.q = 'v'; inh.q2 = 'w'; for (let i = 0; i < 3; i++) { const o: any = Object.create(Object.getPrototypeOf(inh)); o.same = i; console.log(o.same); }
console.log(inh.q, inh.q2, Object.keys(inh));
class Obs { #v = 1; get v() { return this.#v; } } tryIt('private', () => (new Proxy(new Obs(), {}) as any).v);
console.log(Object.assign({}, new Proxy({ m: 1 }, {})), Object.prototype.toString.call(new Proxy([], {})), Reflect.has(new Proxy({ a: 1 }, {}), 'a'));
const state: any = {}; const reactive = (o: any): any => new Proxy(o, { get(t, k, r) { const v = Reflect.get(t, k, r); return typeof v === 'object' && v !== null ? reactive(v) : v; }, set(t, k, v) { t[k] = v; state[k] = v; return true; } });
const r = reactive({ deep: { n: 1 } }); r.deep.n++; r.deep.list = [1]; r.deep.list.push(2); console.log(r.deep.n, state);
tryIt('prim get', () => { Object.setPrototypeOf(String.prototype, Object.prototype); return ('abc' as any).nope; });
