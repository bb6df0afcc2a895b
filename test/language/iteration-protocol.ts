// Iteration: the protocol's calls and their order, generators, spread, destructuring, for-in and patched builtins.

function* count(n: number) { for (let i = 0; i < n; i++) yield i; }
console.log([...count(3)], Array.from(count(2)), Math.max(...count(5)));
const [a, , b = 9, ...rest] = count(6); console.log(a, b, rest);
function mkIter(log: string[]) { let i = 0; return { [Symbol.iterator]() { log.push('open'); return this; }, next() { log.push('next'); return { value: i++, done: i > 5 }; }, return(v: any) { log.push('return'); return {}; }, throw() { log.push('throw'); return {}; } } as any; }
let log: string[] = [];
for (const x of mkIter(log)) { if (x === 1) break; } console.log(log.join()); log = [];
try { for (const x of mkIter(log)) { throw new Error('in'); } } catch (e: any) { console.log(e.message, log.join()); } log = [];
const [p, q] = mkIter(log); console.log(p, q, log.join()); log = [];
(function () { for (const x of mkIter(log)) return x; })(); console.log(log.join()); log = [];
outer: for (const y of [1, 2]) { for (const x of mkIter(log)) { continue outer; } } console.log(log.join()); log = [];
function* deleg(): any { try { const r = yield* mkIter(log); console.log('r', r); } finally { log.push('fin'); } }
const d = deleg(); console.log(d.next(), d.next('v'), d.return(5), d.next(), log.join()); log = [];
function* inner(): any { try { const x = yield 'i1'; console.log('x', x); yield 'i2'; return 'ret'; } catch (e) { console.log('caught', e); yield 'c'; } finally { console.log('finally'); } }
function* outerG(): any { const r = yield* inner(); console.log('got', r); return 'done'; }
let o = outerG(); console.log(o.next(), o.next('X'), o.next(), o.next());
o = outerG(); console.log(o.next(), o.throw('E'), o.next(), o.next());
o = outerG(); console.log(o.next(), o.return('R'), o.next());
o = outerG(); console.log(o.return('early'), o.next()); o = outerG(); try { o.throw(new Error('first')); } catch (e: any) { console.log(e.message, o.next()); }
function* self(): any { try { it.next(); } catch (e: any) { yield e.name + ': ' + e.message; } } const it = self(); console.log(it.next());
try { (count as any).prototype.next.call({}); } catch (e: any) { console.log(e.name + ': ' + e.message); }
console.log(Object.prototype.toString.call(count(1)), String(count(1)), typeof count(1)[Symbol.iterator], count(1)[Symbol.iterator]() !== null, count.prototype.constructor, Object.getPrototypeOf(count).constructor.name);
class Tree { constructor(public l: any, public v: any, public r: any) {} *[Symbol.iterator](): any { if (this.l) yield* this.l; yield this.v; if (this.r) yield* this.r; } }
console.log([...new Tree(new Tree(null, 1, null), 2, new Tree(null, 3, new Tree(null, 4, null)))]);
for (const c of 'a😀\ud800b') console.log(c.length, c.codePointAt(0)); console.log([...'héllo😀']);
for (const [k, v] of new Map([[1, 'a'], [2, 'b']])) console.log(k, v); for (const [k, v] of Object.entries({ x: 1 })) console.log(k, v); for (const [i, v] of ['p', 'q'].entries()) console.log(i, v);
const arr: any[] = [1, 2, 3]; for (const x of arr) { if (arr.length < 6) arr.push(x * 10); } console.log(arr); const holes = [1, , 3]; console.log([...holes], holes); for (const x of holes) console.log(x);
class MyArr extends Array { *[Symbol.iterator]() { yield 'custom'; } } const ma = MyArr.from([1, 2]); console.log([...ma], ma.length, ma instanceof MyArr); class Plain extends Array {} const pl = Plain.of(1, 2); console.log([...pl], pl.map((x: any) => x) instanceof Plain, pl);
const patched = [1, 2]; (patched as any)[Symbol.iterator] = function* () { yield 'own'; }; console.log([...patched]);
for (const k in 'ab') console.log(k); for (const k in [5, 6]) console.log(typeof k, k); for (const k in null as any) console.log('never'); for (const k in 5 as any) console.log('never');
class Par { x = 1; m() {} } class Ch extends Par { y = 2; } const ch: any = new Ch(); Object.defineProperty(ch, 'hid', { value: 1, enumerable: false }); (Par.prototype as any).inh = 1; (Ch.prototype as any).y = 5; (Par.prototype as any).hid = 3; for (const k in ch) console.log(k);
const del: any = { a: 1, b: 2, c: 3 }; for (const k in del) { console.log(k); delete del.b; del.d = 4; } const ord: any = { b: 1, 2: 1, a: 1, 1: 1, [Symbol('s')]: 1 }; for (const k in ord) console.log(k);
const origNext = Object.getPrototypeOf([][Symbol.iterator]()).next; Object.getPrototypeOf([][Symbol.iterator]()).next = function () { const r = origNext.call(this); if (!r.done) r.value = 'P' + r.value; return r; }; console.log([...[1, 2]]); const [z1] = [7]; console.log(z1); Object.getPrototypeOf([][Symbol.iterator]()).next = origNext; console.log([...[1, 2]]);
const av = Array.prototype[Symbol.iterator]; (Array.prototype as any)[Symbol.iterator] = function* () { yield 'patched'; }; const sp = [...[1, 2]]; (Array.prototype as any)[Symbol.iterator] = av; console.log(sp, [...[1]]);
async function* ag() { yield 1; try { yield 2; } finally { console.log('ag fin'); } }
(async () => { for await (const x of ag()) { console.log('a', x); if (x === 2) break; } for await (const x of [Promise.resolve(7), 8]) console.log(x); try { for await (const x of 5 as any) ; } catch (e: any) { console.log(e.message); } const g = ag(); console.log(await g.next(), await g.return(4 as any), await g.next()); })();
try { for (const x of { [Symbol.iterator]() { return 5; } } as any) ; } catch (e: any) { console.log(e.message); } try { for (const x of { [Symbol.iterator]() { return { next() { return 5; } }; } } as any) ; } catch (e: any) { console.log(e.message); } try { for (const x of { [Symbol.iterator]() { return {}; } } as any) ; } catch (e: any) { console.log(e.message); }

export {};
