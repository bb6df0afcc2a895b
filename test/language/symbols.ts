// Symbols: identity, registry, well-known symbols, as keys.

import { attempt } from './support/attempt.ts';

attempt('identity', () => [Symbol('a') === Symbol('a'), Symbol.for('a') === Symbol.for('a'), Symbol.keyFor(Symbol.for('a')), Symbol.keyFor(Symbol('b'))]);
attempt('text', () => [String(Symbol('x')), Symbol('y').toString(), Symbol('z').description, Symbol().description, String(Symbol()), Symbol('').description]);
attempt('typeof', () => [typeof Symbol(), typeof Object(Symbol())]);
attempt('new', () => new (Symbol as any)());
attempt('keys', () => {
  const key = Symbol('key');
  const object: any = { [key]: 1, plain: 2 };
  object[Symbol.for('other')] = 3;
  return [object[key], Object.keys(object), Object.getOwnPropertySymbols(object).map(String), key in object, delete object[key], key in object, JSON.stringify(object)];
});
attempt('object wrapper as a key', () => {
  const key = Symbol('w');
  return ({ [key]: 'found' } as any)[Object(key)];
});
attempt('Object.assign copies them', () => {
  const key = Symbol();
  return Object.assign({}, { [key]: 5 } as any)[key];
});
attempt('toStringTag', () => {
  class Thing {
    get [Symbol.toStringTag]() {
      return 'Thing!';
    }
  }
  return [String(new Thing()), Object.prototype.toString.call({ [Symbol.toStringTag]: 'T' }), Object.prototype.toString.call({ [Symbol.toStringTag]: 5 })];
});
attempt('builtin tags', () => [null, undefined, 1, '', true, [], () => {}, new Date(0), /x/, new Error(), new Map(), new Set(), Promise.resolve(), Symbol(), Math, JSON, new ArrayBuffer(1), (function () { return arguments; })(), globalThis].map((v) => Object.prototype.toString.call(v)));
attempt('hasInstance', () => {
  class Even {
    static [Symbol.hasInstance](n: any) {
      return n % 2 === 0;
    }
  }
  return [(2 as any) instanceof Even, (3 as any) instanceof Even];
});
attempt('isConcatSpreadable', () => {
  const like: any = { length: 2, 0: 'a', 1: 'b', [Symbol.isConcatSpreadable]: true };
  const list: any = [1, 2];
  list[Symbol.isConcatSpreadable] = false;
  return [[0].concat(like), [0].concat(list).length];
});
attempt('species', () => {
  class Special extends Array {
    static override get [Symbol.species]() {
      return Array;
    }
  }
  const mapped = new Special(1, 2).map((x) => x);
  return [mapped instanceof Special, mapped.length];
});
attempt('iterator names', () => [[][Symbol.iterator].name, ''[Symbol.iterator].name, new Map()[Symbol.iterator].name]);
attempt('well-known', () => [Symbol.iterator, Symbol.asyncIterator, Symbol.hasInstance, Symbol.toPrimitive, Symbol.toStringTag, Symbol.species, Symbol.unscopables].map(String));
attempt('comparison', () => {
  const symbol: any = Symbol();
  return [symbol == symbol, symbol == 1, symbol == Object(symbol), !symbol, !!symbol];
});
attempt('to number', () => Number(Symbol() as any));
attempt('in a template', () => `${Symbol('t') as any}`);
attempt('join', () => [Symbol('j')].join());
attempt('properties of a symbol', () => [(Symbol('p') as any).missing, Symbol('p').constructor === Symbol]);
attempt('write to a symbol', () => {
  (Symbol('w') as any).x = 1;
});
attempt('in maps and sets', () => {
  const [a, b] = [Symbol('m'), Symbol('m')];
  return [new Map([[a, 1], [b, 2]]).get(b), new Set([a, a, b]).size];
});
attempt('valueOf', () => {
  const symbol = Symbol('v');
  return [Object(symbol).valueOf() === symbol, symbol.valueOf() === symbol];
});
