// let, const and var: scopes, hoisting, shadowing, the temporal dead zone.

import { attempt } from './support/attempt.ts';

attempt('var is hoisted', () => {
  const before = typeof hoisted;
  var hoisted = 1;
  return [before, hoisted];
});
attempt('var in a block', () => {
  {
    var inner = 2;
  }
  return inner;
});
attempt('let in a block', () => {
  let x = 1;
  {
    let x = 2;
    x++;
  }
  return x;
});
attempt('functions are hoisted', () => {
  return early();
  function early() {
    return 'early';
  }
});
attempt('function in a block', () => {
  const seen: string[] = [];
  {
    seen.push(local());
    function local() {
      return 'block';
    }
  }
  seen.push(typeof (globalThis as any).local);
  return seen;
});
attempt('let before its declaration', () => {
  const read = () => late;
  const first = read();
  let late = 1;
  return [first, late];
});
attempt('direct use', () => {
  // @ts-expect-error used before its declaration
  return later;
  const later = 1;
});
attempt('typeof in the dead zone', () => {
  const probe = () => typeof dead;
  const result = probe();
  let dead = 1;
  return [result, dead];
});
attempt('assignment in the dead zone', () => {
  const write = () => (target = 5);
  write();
  let target = 1;
  return target;
});
attempt('self initialisation', () => {
  // @ts-expect-error used before its declaration
  let self = self + 1;
  return self;
});
attempt('const', () => {
  const constant = 1;
  (() => {
    // @ts-expect-error constant
    constant = 2;
  })();
  return constant;
});
attempt('const ++', () => {
  const constant = 1;
  // @ts-expect-error constant
  constant++;
});
attempt('class in the dead zone', () => {
  const make = () => new Late();
  const made = make();
  class Late {}
  return made;
});
attempt('parameter default in the dead zone', () => {
  // @ts-expect-error used before its declaration
  const f = (a = b, b = 1) => [a, b];
  return f();
});
attempt('parameter scope', () => {
  const x = 'outer';
  const f = (get = () => x) => {
    const x = 'inner';
    return [get(), x];
  };
  return f();
});
attempt('var of a parameter', () => {
  function f(a: any) {
    var a: any;
    return a;
  }
  return f(3);
});
attempt('switch scope', () => {
  switch (1 as number) {
    case 0:
      let shared = 'never';
      return shared;
    case 1:
      shared = 'too early';
      return shared;
  }
  return '';
});
attempt('catch parameter shadows', () => {
  const error = 'outer';
  try {
    throw 'inner';
  } catch (error) {
    return error;
  }
  return error;
});
attempt('undeclared', () => (undeclared as any));
attempt('typeof undeclared', () => typeof undeclaredToo);
attempt('assign undeclared', () => {
  // @ts-expect-error not declared
  undeclaredThree = 1;
});
attempt('undefined is a name', () => {
  const f = (undefined: any) => undefined;
  return f(1);
});
declare const undeclared: unknown;
declare const undeclaredToo: unknown;
