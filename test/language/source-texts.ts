// How V8 names an expression in its messages: what was called, constructed or iterated.

import { attempt } from './support/attempt.ts';

const object: any = { a: 1 };
const number: any = 5;
const nothing: any = undefined;
const symbol: any = Symbol('s');
const returnsOne: any = () => 1;
const returnsNothing: any = () => nothing;
const holder: any = { method: returnsOne };
let count: any = 1;
class K {
  #secret: any = 5;
  callSecret(): any {
    return this.#secret();
  }
  spreadSecret(): any {
    return [...this.#secret];
  }
}

attempt('optional member', () => object?.b());
attempt('optional element', () => object?.[number]());
attempt('computed by a call', () => object[returnsOne()]());
attempt('key with a space', () => object['x y']());
attempt('symbol key', () => object[symbol]());
attempt('negative key', () => object[-1]());
attempt('template key', () => object[`x`]());
attempt('comma', () => (returnsOne, object.b)());
attempt('or', () => (number || object)());
attempt('nullish', () => (nothing ?? number)());
attempt('three ands', () => (number && object && symbol)());
attempt('and in or', () => (nothing || (number && object))());
attempt('result', () => returnsOne()());
attempt('result with arguments', () => returnsOne(1)(2));
attempt('new of an arrow', () => new returnsOne());
attempt('new of a result', () => new (returnsOne())());
attempt('new of an element', () => new object[number]());
attempt('array', () => ([1, number] as any)());
attempt('array with a spread', () => ([...[1], 2] as any).b());
attempt('object', () => ({ a: 1 } as any)());
attempt('text', () => ('abc' as any)());
attempt('number', () => (5 as any)());
attempt('hexadecimal', () => (0x10 as any)());
attempt('regular expression', () => (/x/g as any)());
attempt('template', () => (`a${number}b${object.a}` as any)());
attempt('tag', () => number`x`);
attempt('tag that is a member', () => object.b`x`);
attempt('result of a tag', () => returnsOne`x`.b());
attempt('sum', () => (number + number + object.a)());
attempt('difference', () => (number - 1 as any)());
attempt('power', () => (number ** 2 as any)());
attempt('comparison', () => ((number === 1) as any)());
attempt('typeof', () => (typeof number as any)());
attempt('void', () => (void 0 as any)());
attempt('not', () => (!number as any)());
attempt('minus', () => (-number as any).b());
attempt('negative literal', () => (-5 as any).b());
attempt('increment', () => (count++ as any)());
attempt('decrement', () => (--count as any)());
attempt('assignment', () => (count = 5)());
attempt('member assignment', () => (object.q = 5)());
attempt('conditional', () => (number ? object : returnsOne)());
attempt('in', () => (('a' in object) as any)());
attempt('instanceof', () => ((object instanceof Object) as any)());
attempt('true', () => (true as any)());
attempt('null', () => (null as any)());
attempt('method of new', () => (new Date() as any).x());
attempt('deep member of new', () => (new Date() as any).getTime.y());
attempt('method of an arrow', () => ((() => 1) as any).x());
attempt('call of a function expression', () => ((function () {})() as any)());
attempt('chain in parentheses', () => (object?.a)());
attempt('optional call', () => object.a?.());
attempt('optional both', () => object?.a?.());
attempt('private', () => new K().callSecret());
attempt('element of an element', () => object[object.a]());
attempt('array as key', () => object[[1] as any]());
attempt('null as key', () => object[null as any]());

attempt('spread of an object', () => [...object]);
attempt('spread of undefined', () => [...nothing]);
attempt('spread of null', () => [...(null as any)]);
attempt('spread of a literal', () => [...({} as any)]);
attempt('spread of a member', () => [...object.a]);
attempt('spread of a result', () => [...returnsOne()]);
attempt('spread of a method result', () => [...holder.method()]);
attempt('spread of a member of a result', () => [...returnsOne().b]);
attempt('spread of new', () => [...(new K() as any)]);
attempt('spread of a sum', () => [...(returnsOne() + 1)]);
attempt('spread of a conditional', () => [...(number ? object : object)]);
attempt('spread of a chain', () => [...object?.a]);
attempt('spread of a private member', () => new K().spreadSecret());
attempt('spread of a class', () => [...(class A {} as any)]);
attempt('spread argument', () => returnsOne(...object));
attempt('spread argument undefined', () => returnsOne(...nothing));
attempt('spread argument null', () => returnsOne(...(null as any)));
attempt('spread argument result', () => returnsOne(...returnsNothing()));
attempt('spread argument last', () => returnsOne(1, ...number));
attempt('spread argument first', () => returnsOne(...object, 1));
attempt('spread argument undefined first', () => returnsOne(...nothing, 1));
attempt('two spread arguments', () => returnsOne(...[], ...number));
attempt('new with spread', () => new (K as any)(...number));
attempt('new with spread of undefined', () => new (K as any)(...nothing));
attempt('method with spread', () => object.toString(...number));
attempt('for of', () => {
  for (const _ of returnsOne());
});
attempt('for of a literal', () => {
  for (const _ of {} as any);
});
attempt('yield*', () => [...(function* (): any {
  yield* number;
})()]);
attempt('yield* of undefined', () => [...(function* (): any {
  yield* nothing;
})()]);
attempt('iterator that is no object', () => [...({ [Symbol.iterator]: () => 5 } as any)]);
attempt('iterator that is an array', () => {
  for (const _ of { [Symbol.iterator]: () => [1, 2] } as any);
});
attempt('array that says that it is an iterator', () => {
  const list: any = [1, 2];
  list[Symbol.iterator] = [][Symbol.iterator]()[Symbol.iterator];
  for (const _ of list);
});
attempt('iterator without next', () => {
  for (const _ of { [Symbol.iterator]: () => ({}) } as any);
});
attempt('Symbol.iterator is read once', () => {
  let reads = 0;
  const iterable: any = {
    get [Symbol.iterator]() {
      reads++;
      return function* () {
        yield 1;
      };
    },
  };
  for (const _ of iterable);
  const [a] = iterable;
  return [a, ...iterable, Math.max(...iterable), reads];
});
