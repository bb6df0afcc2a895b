// Types that lie: values that are not what their types say behave as under Node.

import { attempt } from './support/attempt.ts';

interface Point {
  x: number;
  y: number;
}
const wrong = JSON.parse('{"x": "1", "y": null, "list": ["2", 3], "nested": {"n": true}}');
const length = (p: Point): number => p.x * p.x + p.y * p.y;
const total = (list: number[]): number => {
  let sum = 0;
  for (const x of list) sum += x;
  return sum;
};
class Account {
  balance = 0;
  add(amount: number): number {
    this.balance += amount;
    return this.balance;
  }
}
class Other {
  balance = 'text';
  other = 1;
}

attempt('text for a number', () => length(wrong as Point));
attempt('concatenation', () => total(wrong.list as number[]));
attempt('field changes its kind', () => {
  const account = new Account();
  const seen: unknown[] = [account.add(1)];
  seen.push(account.add('2' as any));
  (account as any).balance = undefined;
  seen.push(account.add(1));
  (account as any).balance = { valueOf: () => 40 };
  seen.push(account.add(2));
  return seen;
});
attempt('method on another class', () => Account.prototype.add.call(new Other() as any, 1));
attempt('another class through a type', () => {
  const read = (account: Account): number => account.balance;
  return [read(new Account()), read(new Other() as any), read({ balance: [1] } as any), read(5 as any)];
});
attempt('missing arguments', () => {
  const add = (a: number, b: number): number => a + b;
  return [(add as any)(1), (add as any)(), (add as any)('1', 2), (add as any)({}, [])];
});
attempt('boolean that is none', () => {
  const negate = (b: boolean): boolean => !b;
  return [negate('' as any), negate('false' as any), negate(null as any)];
});
attempt('array that is none', () => {
  const first = (list: number[]): number => list[0]!;
  return [first('text' as any), first({ 0: 'zero' } as any), first(new Uint8Array([9]) as any), first(5 as any)];
});
attempt('array length', () => {
  const count = (list: unknown[]): number => list.length;
  return [count({ length: 'own' } as any), count('four' as any), count((() => 1) as any)];
});
attempt('index that is no integer', () => {
  const at = (list: number[], i: number): number | undefined => list[i];
  return [at([1, 2], 0.5), at([1, 2], '1' as any), at([1, 2], -1), at([1, 2], NaN), at([1, 2], 1e10), at([1, 2], -0)];
});
attempt('number loops with other bounds', () => {
  const count = (limit: number): number => {
    let n = 0;
    for (let i = 0; i < limit; i++) n++;
    return n;
  };
  return [count('3' as any), count(undefined as any), count(2.5), count({ valueOf: () => 4 } as any)];
});
attempt('property deleted', () => {
  const p: any = { x: 1, y: 2 };
  const read = (q: Point): number => q.y;
  const seen = [read(p)];
  delete p.y;
  seen.push(read(p));
  Object.defineProperty(p, 'y', { get: () => 'getter' });
  seen.push(read(p));
  return seen;
});
attempt('method replaced', () => {
  const account = new Account();
  const seen = [account.add(1)];
  (account as any).add = () => 'replaced';
  seen.push(account.add(1));
  (Account.prototype as any).add = () => 'patched';
  seen.push(new Account().add(1));
  return seen;
});
attempt('nullable that is null', () => {
  const f = (p: Point): number => p.x;
  return f(null as any);
});
attempt('int32 that overflows', () => {
  let n: number = 2147483647;
  n += 1;
  let m = -2147483648;
  m -= 1;
  return [n, m, (n | 0) + 1, n * n];
});
attempt('array of numbers gets others', () => {
  const list: number[] = [1, 2, 3];
  (list as any[])[1] = 'x';
  (list as any[]).push(null, undefined, {});
  return [total(list), list.map((x) => typeof x)];
});
attempt('generic code with many kinds', () => {
  const twice = <T>(x: T): T => ((x as any) + x) as T;
  return [twice(1), twice('a'), twice(true), twice(null), twice([1]), twice(1.5)];
});
attempt('switch on a wrong type', () => {
  const f = (n: number): string => {
    switch (n) {
      case 1:
        return 'one';
      default:
        return typeof n;
    }
  };
  return [f(1), f('1' as any), f(true as any)];
});
