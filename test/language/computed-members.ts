// Computed names of all kinds of members, and keys that are converted.

import { attempt } from './support/attempt.ts';

const symbol = Symbol('member');
let n = 0;
const next = (): string => 'k' + n++;

attempt('object', () => {
  n = 0;
  const object: any = {
    [next()]: 'value',
    [next()]() {
      return 'method';
    },
    get [next()]() {
      return 'getter';
    },
    async [next()]() {},
    *[next()]() {
      yield 'generator';
    },
    async *[next()]() {},
    [symbol]: 'symbol',
    [1 + 1]: 'number',
    [`t${1}`]: 'template',
  };
  return [Object.keys(object), object.k0, object.k1(), object.k2, [...object.k4()], object[symbol], object[2], object.t1];
});
attempt('class', () => {
  n = 10;
  class A {
    [next()] = 'field';
    static [next()] = 'static field';
    [next()]() {
      return 'method';
    }
    static [next()]() {
      return 'static method';
    }
    get [next()]() {
      return 'getter';
    }
    set [symbol](value: string) {
      (this as any).seen = value;
    }
    *[Symbol.iterator]() {
      yield 'iterated';
    }
  }
  const a: any = new A();
  a[symbol] = 'set';
  return [a.k10, (A as any).k11, a.k12(), (A as any).k13(), a.k14, a.seen, [...a]];
});
attempt('keys are converted once', () => {
  let runs = 0;
  const key: any = {
    toString() {
      runs++;
      return 'key';
    },
  };
  const object: any = { [key]: 1 };
  return [object.key, runs];
});
attempt('numbers', () => {
  const object: any = { [0.1 + 0.2]: 'a', [1e21]: 'b', [-0]: 'c', [NaN]: 'd', [Infinity]: 'e', 0x10: 'f', 1.50: 'g' };
  return Object.keys(object);
});
attempt('a key that throws', () => ({
  [(() => {
    throw new Error('key');
  })()]: 1,
}));
attempt('symbol methods have names', () => [{ [symbol]() {} }[symbol].name, class { static [symbol]() {} }[symbol].name]);
attempt('static name', () => {
  class A {
    static ['name'] = 'own name';
  }
  return A.name;
});
attempt('static prototype', () => {
  class A {
    static ['proto' + 'type']() {}
  }
  return A;
});
attempt('constructor is only the plain name', () => {
  class A {
    ['constructor']() {
      return 'method';
    }
  }
  return [(new A() as any).constructor(), typeof A];
});
attempt('reserved words', () => {
  const object = { if: 1, class: 2, new: 3, default() { return 4; }, get return() { return 5; }, async: 6, await: 7, get: 8, set: 9, static: 10, of: 11 };
  return [object.if, object.class, object.new, object.default(), object.return, Object.keys(object).length];
});
