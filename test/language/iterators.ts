// Iterators by hand: the protocol, classes that are iterable, entries of collections.

import { attempt } from './support/attempt.ts';

class Range implements Iterable<number> {
  constructor(
    readonly from: number,
    readonly to: number,
    readonly step = 1,
  ) {}
  [Symbol.iterator](): Iterator<number> {
    let next = this.from;
    const { to, step } = this;
    return {
      next: () => (next < to ? { value: (next += step) - step, done: false } : { value: undefined, done: true }),
    };
  }
}

attempt('class', () => [...new Range(0, 10, 3)]);
attempt('used twice', () => {
  const range = new Range(1, 4);
  return [...range, ...range];
});
attempt('nested', () => {
  const seen: number[] = [];
  for (const i of new Range(1, 4)) for (const j of new Range(1, 4)) seen.push(i * j);
  return seen;
});
attempt('array iterator', () => {
  const iterator = ['a', 'b'][Symbol.iterator]();
  return [iterator.next(), iterator.next(), iterator.next(), iterator.next(), String(iterator)];
});
attempt('shares its state', () => {
  const iterator = [1, 2, 3, 4][Symbol.iterator]();
  const [first] = [iterator.next().value];
  const rest: number[] = [];
  for (const x of iterator) {
    rest.push(x);
    if (x === 3) break;
  }
  return [first, rest, [...iterator]];
});
attempt('map iterators', () => {
  const map = new Map<string, number>([['a', 1], ['b', 2]]);
  const seen: unknown[] = [];
  for (const [key, value] of map) {
    seen.push(key + value);
    if (key === 'a') {
      map.delete('b');
      map.set('c', 3);
    }
  }
  return [seen, String(map.keys()), String(new Set().values())];
});
attempt('string iterator', () => {
  const iterator = 'a\u{1F600}'[Symbol.iterator]();
  return [iterator.next(), iterator.next().value!.length, iterator.next()];
});
attempt('keys and entries', () => [[...['x', 'y'].keys()], [...['x'].entries()], [...[, 1].keys()]]);
attempt('Object.fromEntries', () => Object.fromEntries(new Map([['k', 1], ['l', 2]])));
attempt('new Map of an iterator', () => [...new Map(new Range(0, 2)[Symbol.iterator]() as any ? [[1, 'a']] : [])]);
attempt('Array.from with a mapper', () => Array.from(new Range(0, 3), (x, i) => x * 10 + i));
attempt('iterators are iterable', () => [][Symbol.iterator]()[Symbol.iterator] !== undefined);
attempt('prototype chain', () => {
  const arrayIterator = Object.getPrototypeOf([][Symbol.iterator]());
  const generator = Object.getPrototypeOf(Object.getPrototypeOf((function* () {})()));
  return [
    Object.getPrototypeOf(arrayIterator) === Object.getPrototypeOf(Object.getPrototypeOf(generator)) || Object.getPrototypeOf(arrayIterator) === Object.getPrototypeOf(generator),
    arrayIterator[Symbol.toStringTag],
    generator[Symbol.toStringTag],
  ];
});
attempt('extra results', () => {
  const iterable = { [Symbol.iterator]: () => ({ next: () => ({ done: true, value: 'ignored' }) }) };
  return [...(iterable as any)];
});
attempt('done is converted', () => {
  let n = 0;
  const iterable = { [Symbol.iterator]: () => ({ next: () => ({ value: n, done: n++ > 1 ? 'yes' : '' }) }) };
  return [...(iterable as any)];
});
attempt('missing done and value', () => {
  let n = 0;
  const iterable = { [Symbol.iterator]: () => ({ next: () => (n++ < 2 ? {} : { done: true }) }) };
  return [...(iterable as any)];
});
attempt('zip', () => {
  function* zip<A, B>(a: Iterable<A>, b: Iterable<B>): Generator<[A, B]> {
    const left = a[Symbol.iterator]();
    const right = b[Symbol.iterator]();
    for (;;) {
      const x = left.next();
      const y = right.next();
      if (x.done || y.done) return;
      yield [x.value, y.value];
    }
  }
  return [...zip('abc', new Range(1, 9))];
});
