// TypeScript's own syntax that leaves no trace: types, assertions, overloads, abstract, this parameters, satisfies.

import { attempt } from './support/attempt.ts';
import type { Pair } from './modules/types.ts';
import { type Pair as Same, makePair } from './modules/types.ts';

interface Named {
  name: string;
}
type Either = string | number;
declare const nowhere: number;
declare function ambient(): void;
declare module 'imaginary' {
  export const x: number;
}
declare global {
  interface Array<T> {
    imaginary?: T;
  }
}

function overloaded(x: string): string;
function overloaded(x: number): number;
function overloaded(x: Either): Either {
  return x;
}
function generic<T extends Named, K extends keyof T = keyof T>(this: void, value: T, key: K): T[K] {
  return value[key];
}
function assertNumber(x: unknown): asserts x is number {
  if (typeof x !== 'number') throw new TypeError('no number');
}
const isText = (x: unknown): x is string => typeof x === 'string';
abstract class Base<T> {
  protected abstract make(): T;
  declare phantom: T;
  readonly tags: readonly string[] = ['a'] as const;
  private optional?: string;
  get(): T {
    return this.make();
  }
}
class Derived extends Base<number> implements Named {
  public override name!: string;
  protected override make(): number {
    return 7;
  }
  [index: string]: unknown;
}

attempt('as', () => ('x' as unknown as number) as any);
attempt('angle brackets', () => <any>5 + 1);
attempt('non-null', () => [1, 2].at(0)! + [3].pop()!);
attempt('satisfies', () => ({ name: 'n', extra: 1 }) satisfies Named);
attempt('as const', () => ['a', 'b'] as const);
attempt('overloads', () => [overloaded('s'), overloaded(1)]);
attempt('generics', () => generic<{ name: string }>({ name: 'g' }, 'name'));
attempt('instantiation', () => {
  const make = Array<string>;
  const set = new Set<number>([1, 1]);
  return [make.name, set.size];
});
attempt('assertion functions', () => assertNumber('x'));
attempt('guards', () => [1, 'two', null].filter(isText));
attempt('abstract and declare', () => {
  const derived = new Derived();
  return [derived.get(), 'phantom' in derived, 'name' in derived, 'optional' in derived, derived.tags];
});
attempt('types of modules', () => {
  const pair: Pair<number> = makePair(1, 2);
  const same: Same<number> = pair;
  return same;
});
attempt('this parameter', () => {
  function f(this: { n: number }, m: number) {
    return this.n + m;
  }
  return [f.call({ n: 1 }, 2), f.length];
});
attempt('optional parameters and properties', () => {
  const f = (a?: number, ...rest: string[]) => [a, rest];
  return [f(), f.length];
});
attempt('assignment to an assertion', () => {
  const object: any = {};
  (object as any).x = 1;
  object!.y = 2;
  (<any>object).z = 3;
  (object.n as number)++;
  return object;
});
attempt('definite assignment', () => {
  let later!: number;
  const set = () => (later = 5);
  set();
  return later;
});
attempt('unique symbols and template types', () => {
  const key: unique symbol = Symbol('k');
  type Route = `/${string}`;
  const route: Route = '/x';
  return [{ [key]: route }[key]];
});
attempt('type-only names do not clash', () => {
  type Date = string;
  const date: Date = 'own';
  return [date, typeof Date];
});
void (() => [nowhere, ambient]);
