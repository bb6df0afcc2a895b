// Numbers that are not: parameters annotated as numbers get other values.
function add(a: number, b: number): number { return a + b; }
function mul(a: number, b: number): number { return a * b; }
function index(list: ArrayLike<unknown>, i: number): unknown { return list[i]; }
function later(a: number): unknown { let x: any = a; if (a > 2) x = 'text'; return x + a; }
function assigned(a: number): unknown { a = a + 1; (a as any) = 'now ' + a; return a; }
function captured(a: number): () => number { return () => a++; }
function deep(n: number): number { return n <= 0 ? 0 : 1 + deep(n - 1); }
function thrower(n: number): number { if (n < 0) throw new RangeError('below ' + n); return Math.sqrt(n); }
const any = (v: unknown): any => v;
console.log(add(1, 2), add(any('1'), 2), add(1, any('2')), add(any(null), any(undefined)), add(any([]), any({})));
console.log(mul(2, 3), mul(any('2'), any('3')), mul(any({ valueOf: () => 4 }), 2), mul(any(true), any('x')));
console.log(index([1, 2, 3], 1), index('abc', 2), index([1], -0), index([1], 0.5), index([1], any('0')), index({ length: 1, x: 5 } as any, any('x')));
console.log(later(1), later(3), later(any('9')), assigned(1), assigned(any('1')));
const c = captured(5); console.log(c(), c(), c()); const d = captured(any('7')); console.log(d(), d());
console.log(deep(1000), deep(any('10')), Object.is(add(-0, -0), -0), Object.is(mul(-0, 1), -0), add(NaN, 1), add(Infinity, -Infinity));
for (const n of [4, -1, any('9'), any('-3')]) try { console.log(thrower(n)); } catch (e) { console.log((e as Error).message); }
try { mul(any(Symbol('s')), 1); } catch (e) { console.log((e as Error).message); }
class P { #n: number; constructor(n: number) { this.#n = n; } plus(k: number): number { return this.#n + k; } static of(n: number): P { return new P(n * 2); } get twice(): number { return this.#n * 2; } set twice(v: number) { this.#n = v / 2; } }
const p = P.of(4); console.log(p.plus(1), p.plus(any('1')), p.twice); p.twice = 10; console.log(p.plus(0)); p.twice = any('6'); console.log(p.twice);
console.log([3, 1, 2].sort((a: number, b: number) => a - b), ['b', 'a'].map((x: any, i: number) => x + i));
const order: string[] = []; mul(any({ valueOf() { order.push('a'); return 1; } }), any({ valueOf() { order.push('b'); return 1; } })); console.log(order);
