// Generators: next, throw, return, yield*, laziness, and states in which they cannot be used.

import { attempt, text } from './support/attempt.ts';

const steps = (generator: Iterator<unknown, unknown, any>, ...sent: unknown[]): string[] => {
  const seen: string[] = [];
  for (const value of [undefined, ...sent]) {
    const { value: given, done } = generator.next(value);
    seen.push(text(given) + (done ? '.' : ''));
  }
  return seen;
};

attempt('simple', () => steps((function* () { yield 1; yield 2; return 3; })(), 0, 0, 0));
attempt('sent values', () => {
  function* talk(): Generator<string, string, string> {
    const a = yield 'name?';
    const b = yield `hello ${a}, age?`;
    return `${a} is ${b}`;
  }
  return steps(talk(), 'ann', '30');
});
attempt('lazy', () => {
  const log: string[] = [];
  function* f() {
    log.push('started');
    yield 1;
  }
  const g = f();
  const before = log.length;
  g.next();
  return [before, log];
});
attempt('parameters are evaluated at once', () => {
  const log: string[] = [];
  function* f(_a = log.push('default')) {
    log.push('body');
  }
  f();
  return log;
});
attempt('infinite', () => {
  function* naturals() {
    for (let n = 0; ; n++) yield n;
  }
  const seen: number[] = [];
  for (const n of naturals()) {
    if (n > 4) break;
    seen.push(n);
  }
  return seen;
});
attempt('return()', () => {
  const log: string[] = [];
  function* f() {
    try {
      yield 1;
      yield 2;
    } finally {
      log.push('finally');
    }
  }
  const g = f();
  return [g.next(), g.return('early' as any), g.next(), log];
});
attempt('return() before the start', () => {
  const g = (function* () {
    yield 1;
  })();
  return [g.return(5 as any), g.next()];
});
attempt('return() with a yield in finally', () => {
  function* f() {
    try {
      yield 'a';
    } finally {
      yield 'cleanup';
    }
    yield 'never';
  }
  const g = f();
  return [g.next(), g.return('r' as any), g.next(), g.next()];
});
attempt('return() with a return in finally', () => {
  function* f() {
    try {
      yield 'a';
    } finally {
      return 'replaced';
    }
  }
  const g = f();
  g.next();
  return g.return('r');
});
attempt('throw()', () => {
  function* f() {
    try {
      yield 1;
    } catch (error) {
      yield 'caught ' + error;
    }
    yield 'after';
  }
  const g = f();
  return [g.next(), g.throw('x'), g.next(), g.next()];
});
attempt('throw() before the start', () => {
  const g = (function* () {
    yield 1;
  })();
  try {
    g.throw(new Error('early'));
  } catch (error) {
    return [(error as Error).message, g.next()];
  }
});
attempt('throw() uncaught', () => {
  const g = (function* () {
    yield 1;
    yield 2;
  })();
  g.next();
  try {
    g.throw('t');
  } catch (error) {
    return [error, g.next()];
  }
});
attempt('an exception ends it', () => {
  const g = (function* () {
    yield 1;
    throw new Error('inside');
  })();
  g.next();
  try {
    g.next();
  } catch (error) {
    return [(error as Error).message, g.next()];
  }
});
attempt('running already', () => {
  const g: Generator = (function* (): Generator {
    g.next();
    yield 1;
  })();
  return g.next();
});
attempt('yield*', () => {
  function* inner(): Generator<string, string, string> {
    const got = yield 'i1';
    yield 'i2 ' + got;
    return 'result';
  }
  function* outer(): Generator<string, string, string> {
    const result = yield* inner();
    yield 'o ' + result;
    yield* ['p', 'q'];
    yield* 'rs';
    return 'done';
  }
  return steps(outer(), 'sent', 0, 0, 0, 0, 0, 0);
});
attempt('yield* passes throw and return on', () => {
  const log: string[] = [];
  function* inner() {
    try {
      yield 1;
      yield 2;
    } catch (error) {
      log.push('inner caught ' + error);
      yield 'recovered';
    } finally {
      log.push('inner finally');
    }
  }
  function* outer() {
    try {
      yield* inner();
    } finally {
      log.push('outer finally');
    }
  }
  const g = outer();
  const h = outer();
  h.next();
  return [g.next(), g.throw('e'), g.next(), h.return('r' as any), log];
});
attempt('yield* of an iterator without throw', () => {
  const log: string[] = [];
  const iterable = {
    [Symbol.iterator]: () => ({
      next: () => ({ value: 1, done: false }),
      return: () => (log.push('return'), {}),
    }),
  };
  const g = (function* () {
    yield* iterable as Iterable<number>;
  })();
  g.next();
  try {
    g.throw('x');
  } catch (error) {
    return [(error as Error).message, log];
  }
});
attempt('yield* of no iterable', () => {
  try {
    return (function* () { yield* 5 as any; })().next();
  } catch (error) {
    return (error as Error).name;
  }
});
attempt('yield is an expression', () => {
  function* f(): Generator<unknown, unknown, number> {
    return [(yield 0) + (yield 'a'), yield 1, [yield 2, ...((yield 3) as any)]];
  }
  return steps(f(), 1, 2, 3, 4, [5]);
});
attempt('yield in arguments and conditions', () => {
  function* f(): Generator<string, unknown, any> {
    if (yield 'ask') return Math.max(yield 'a', yield 'b');
    return 'no';
  }
  return [steps(f(), true, 3, 9), steps(f(), false)];
});
attempt('spread and destructuring', () => {
  function* f() {
    yield 1;
    yield 2;
    yield 3;
  }
  const [a, ...rest] = f();
  return [a, rest, [...f()], Math.max(...f())];
});
attempt('methods', () => {
  class Tree {
    constructor(
      readonly value: number,
      readonly left?: Tree,
      readonly right?: Tree,
    ) {}
    *[Symbol.iterator](): Generator<number> {
      if (this.left) yield* this.left;
      yield this.value;
      if (this.right) yield* this.right;
    }
    static *range(n: number) {
      for (let i = 0; i < n; i++) yield i;
    }
  }
  const tree = new Tree(4, new Tree(2, new Tree(1), new Tree(3)), new Tree(5));
  return [[...tree], [...Tree.range(3)], [...{ *gen() { yield 'm'; } }.gen()]];
});
attempt('this and arguments', () => {
  function* f(this: any, ..._: any[]) {
    yield this.x;
    yield arguments.length;
  }
  return [...f.call({ x: 'this' }, 1, 2)];
});
attempt('closures over loop variables', () => {
  const list: (() => number)[] = [];
  function* f() {
    for (let i = 0; i < 3; i++) {
      list.push(() => i);
      yield i;
    }
  }
  return [[...f()], list.map((g) => g())];
});
attempt('objects', () => {
  function* f() {}
  const g = f();
  return [
    String(g), typeof g.next, g[Symbol.iterator]() === g, Object.prototype.toString.call(f), 'prototype' in f,
    g instanceof f, Object.getPrototypeOf(g) === f.prototype, Object.keys(g),
  ];
});
attempt('new', () => {
  const f: any = function* () {};
  return new f();
});
attempt('next on a stranger', () => {
  const { next } = (function* () {})();
  return next.call({} as any);
});
attempt('fibonacci', () => {
  function* fibonacci() {
    let [a, b] = [0, 1];
    while (true) {
      yield a;
      [a, b] = [b, a + b];
    }
  }
  const seen: number[] = [];
  for (const n of fibonacci()) {
    if (n > 100) break;
    seen.push(n);
  }
  return seen;
});
attempt('pipelines', () => {
  function* map<A, B>(source: Iterable<A>, f: (a: A) => B) {
    for (const a of source) yield f(a);
  }
  function* take<A>(source: Iterable<A>, n: number) {
    if (n <= 0) return;
    for (const a of source) {
      yield a;
      if (--n === 0) return;
    }
  }
  function* count() {
    let n = 0;
    try {
      while (true) yield n++;
    } finally {
      closed = true;
    }
  }
  let closed = false;
  return [[...take(map(count(), (n) => n * n), 5)], closed];
});
attempt('permutations', () => {
  function* permute(list: string[]): Generator<string> {
    if (list.length === 0) yield '';
    for (const [i, first] of list.entries()) {
      for (const rest of permute([...list.slice(0, i), ...list.slice(i + 1)])) yield first + rest;
    }
  }
  return [...permute(['a', 'b', 'c'])];
});
attempt('many variables live across yields', () => {
  function* f(a: number, b: number) {
    const c = a + b;
    let d = c * 2;
    for (let i = 0; i < 3; i++) {
      const e = d + i;
      const sent: number = yield e;
      d += sent ?? 1;
    }
    return [a, b, c, d];
  }
  return steps(f(1, 2), 10, 20, 30);
});
