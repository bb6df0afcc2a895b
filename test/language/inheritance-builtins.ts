// Classes that extend builtins, and methods that make new ones of the same class.

import { attempt } from './support/attempt.ts';

class List<T> extends Array<T> {
  extra = 'own';
  get first() {
    return this[0];
  }
  sum(this: List<number>) {
    return this.reduce((a, b) => a + b, 0);
  }
}
class Dictionary extends Map<string, unknown> {
  override get(key: string) {
    return super.get(key) ?? 'missing';
  }
}
class Tags extends Set<string> {
  override add(tag: string) {
    return super.add(tag.toLowerCase());
  }
}
class Bytes extends Uint8Array {
  hex() {
    return Array.from(this, (b) => b.toString(16).padStart(2, '0')).join('');
  }
}
class Day extends Date {
  label() {
    return this.toISOString().slice(0, 10);
  }
}
class Finder extends RegExp {
  count(text: string) {
    return [...text.matchAll(this)].length;
  }
}
class Callable extends Function {}
class Money extends Number {
  format() {
    return '$' + this.toFixed(2);
  }
}
class Name extends String {
  initial() {
    return this[0];
  }
}

attempt('array', () => {
  const list = List.from([1, 2, 3]) as List<number>;
  const mapped = list.map((x) => x * 2) as List<number>;
  return [list.first, list.sum(), mapped.sum(), mapped instanceof List, mapped.extra, list.length, List.of(7) instanceof List, list.slice(1) instanceof List, list.filter(Boolean).constructor.name];
});
attempt('array by length', () => [new List(3).length, new List(1, 2).length]);
attempt('array length follows', () => {
  const list = new List<number>();
  list[5] = 1;
  list.length = 2;
  list.push(9);
  return [list.length, Object.keys(list)];
});
attempt('map', () => {
  const map = new Dictionary([['a', 1]]);
  return [map.get('a'), map.get('b'), map.size, map instanceof Map];
});
attempt('set uses the overridden add', () => {
  const tags = new Tags(['A', 'b', 'B']);
  return [[...tags], tags.size];
});
attempt('typed array', () => {
  const bytes = new Bytes([1, 255]);
  return [bytes.hex(), bytes.map((b) => b + 1) instanceof Bytes, bytes.subarray(1).hex(), Bytes.from([10]).hex(), bytes.length];
});
attempt('date', () => new Day(0).label());
attempt('pattern', () => [new Finder('a', 'g').count('banana'), new Finder('x') instanceof RegExp]);
attempt('wrappers', () => [new Money(5).format(), new Money(5) + 1 as any, new Name('ann').initial(), new Name('x').length, typeof new Money(1)]);
attempt('function', () => Callable.prototype instanceof Function);
attempt('promise', () => {
  class Task<T> extends Promise<T> {}
  const task = Task.resolve(1).then((x) => x + 1);
  return [task instanceof Task, Task.all([]) instanceof Task];
});
attempt('object', () => {
  class Thing extends Object {
    x = 1;
  }
  return [new Thing().x, new Thing() instanceof Object];
});
attempt('error kinds', () => {
  class Invalid extends RangeError {
    code = 'E_INVALID';
  }
  const error = new Invalid('bad');
  return [error.code, error instanceof RangeError, Object.prototype.toString.call(error), String(error)];
});
attempt('internal state is not inherited by prototype', () => Map.prototype.get.call(Object.create(new Map()), 1));
