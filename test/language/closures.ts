// Closures: captured variables, a binding for each iteration, shared and nested environments.

import { attempt } from './support/attempt.ts';

attempt('counter', () => {
  const make = () => {
    let n = 0;
    return { up: () => ++n, down: () => --n };
  };
  const [a, b] = [make(), make()];
  return [a.up(), a.up(), b.up(), a.down(), b.down()];
});
attempt('let for each iteration', () => {
  const list: (() => number)[] = [];
  for (let i = 0; i < 3; i++) list.push(() => i);
  return list.map((f) => f());
});
attempt('var shared by all iterations', () => {
  const list: (() => number)[] = [];
  for (var i = 0; i < 3; i++) list.push(() => i);
  return list.map((f) => f());
});
attempt('the copy is made before the increment', () => {
  const list: (() => number)[] = [];
  for (let i = 0; i < 3; list.push(() => i), i++);
  return list.map((f) => f());
});
attempt('closure in the initialiser', () => {
  const list: (() => number)[] = [];
  for (let i = 0, get = () => i; i < 3; i++) list.push(get);
  return list.map((f) => f());
});
attempt('closure changes its own iteration', () => {
  const seen: number[] = [];
  for (let i = 0; i < 6; i++) {
    const skip = () => (i += 2);
    seen.push(i);
    skip();
  }
  return seen;
});
attempt('closure in the condition', () => {
  const list: (() => number)[] = [];
  for (let i = 0; list.push(() => i), i < 2; i++);
  return list.map((f) => f());
});
attempt('continue keeps the binding', () => {
  const list: (() => string)[] = [];
  for (let i = 0; i < 4; i++) {
    let tag = 'n' + i;
    list.push(() => tag);
    if (i % 2) continue;
    tag += '!';
  }
  return list.map((f) => f());
});
attempt('for-of and for-in', () => {
  const list: (() => unknown)[] = [];
  for (const x of [1, 2, 3]) list.push(() => x);
  for (const key in { a: 1, b: 2 }) list.push(() => key);
  return list.map((f) => f());
});
attempt('destructured loop variables', () => {
  const list: (() => string)[] = [];
  for (const [key, { n }] of [['a', { n: 1 }], ['b', { n: 2 }]] as const) list.push(() => key + n);
  return list.map((f) => f());
});
attempt('while with a block variable', () => {
  const list: (() => number)[] = [];
  let i = 0;
  while (i < 3) {
    const squared = i * i;
    list.push(() => squared);
    i++;
  }
  return list.map((f) => f());
});
attempt('two loops deep', () => {
  const list: (() => string)[] = [];
  for (let i = 0; i < 2; i++) for (let j = 0; j < 2; j++) list.push(() => `${i}${j}`);
  return list.map((f) => f());
});
attempt('parameters are captured', () => {
  const add = (a: number) => (b: number) => (c: number) => a * 100 + b * 10 + c;
  return add(1)(2)(3);
});
attempt('changed after capture', () => {
  let x = 1;
  const get = () => x;
  x = 2;
  const inner = () => {
    x++;
    return () => x;
  };
  return [get(), inner()(), get()];
});
attempt('recursion by name', () => {
  const factorial = function self(n: number): number {
    return n < 2 ? 1 : n * self(n - 1);
  };
  const other = factorial;
  return other(10);
});
attempt('the name of a function expression is constant', () => {
  const f = function self() {
    // @ts-expect-error constant
    self = 1;
  };
  return f();
});
attempt('mutual recursion', () => {
  const even = (n: number): boolean => n === 0 || odd(n - 1);
  const odd = (n: number): boolean => n !== 0 && even(n - 1);
  return [even(10), odd(7), even(7)];
});
attempt('arguments of an outer function', () => {
  function outer(..._: number[]) {
    const inner = () => arguments.length;
    return inner();
  }
  return outer(1, 2, 3);
});
attempt('this of an outer method', () => {
  const object = {
    name: 'outer',
    run() {
      return [1, 2].map(() => this.name);
    },
  };
  return object.run();
});
attempt('catch parameter', () => {
  const list: (() => unknown)[] = [];
  for (let i = 0; i < 2; i++) {
    try {
      throw i;
    } catch (error) {
      list.push(() => error);
    }
  }
  return list.map((f) => f());
});
attempt('memory of a generator', () => {
  const make = function* () {
    for (let i = 0; i < 3; i++) yield () => i;
  };
  return [...make()].map((f) => f());
});
