// Destructuring: patterns of both kinds, defaults, rest, assignment targets, order and errors.

import { attempt } from './support/attempt.ts';

attempt('array', () => {
  const [a, , b = 'default', ...rest] = [1, 2, undefined, 4, 5];
  return [a, b, rest];
});
attempt('object', () => {
  const { a, b: renamed, c = 'default', 'd-e': quoted, ...rest } = { a: 1, b: 2, 'd-e': 3, f: 4, g: 5 } as any;
  return [a, renamed, c, quoted, rest];
});
attempt('nested', () => {
  const { a: [first, { b: { c } }], d: { e = 5 } = {} as any } = { a: [1, { b: { c: 2 } }] } as any;
  return [first, c, e];
});
attempt('defaults apply to undefined only', () => {
  const { a = 1, b = 2, c = 3, d = 4 } = { a: undefined, b: null, c: 0, d: '' } as any;
  return [a, b, c, d];
});
attempt('defaults are lazy', () => {
  let runs = 0;
  const f = () => ++runs;
  const [a = f(), b = f()] = [10];
  return [a, b, runs];
});
attempt('defaults see what is before', () => {
  const { a = 1, b = a + 1, [`k${b}`]: c = b * 10 } = {} as any;
  return [a, b, c];
});
attempt('computed keys', () => {
  const key = 'x';
  const { [key]: value, [key + 'y']: other = 'none', ...rest } = { x: 1, z: 2 } as any;
  return [value, other, rest];
});
attempt('parameters', () => {
  const f = ({ a, b = 2 }: any, [c, d = 4]: any = [3]) => [a, b, c, d];
  return [f({ a: 1 }), f({ a: 9, b: 8 }, [7, 6])];
});
attempt('assignment', () => {
  let a: any, b: any;
  const object: any = {};
  [a, b] = [1, 2];
  [a, b] = [b, a];
  ({ a: object.x, b: object['y'] } = { a: 'p', b: 'q' });
  [object.z, ...object.rest] = [5, 6, 7];
  return [a, b, object];
});
attempt('value of an assignment', () => {
  let a: any;
  const source = [1, 2];
  const result = ([a] = source);
  return [result === source, a];
});
attempt('assignment with defaults', () => {
  let a: any, b: any;
  ({ a = 1, b = a } = { b: undefined } as any);
  return [a, b];
});
attempt('nested assignment', () => {
  const object: any = { list: [] };
  [object.list[0], { deep: object.list[1] = 'd' }] = ['zero', {}] as any;
  return object;
});
attempt('for-of', () => {
  const seen: unknown[] = [];
  for (const { a, b: [c] } of [{ a: 1, b: [2] }, { a: 3, b: [4] }]) seen.push([a, c]);
  let x: any, y: any;
  for ([x, y = 'none'] of [[1], [2, 3]]) seen.push([x, y]);
  for ({ x } of [{ x: 5 }]) seen.push(x);
  return seen;
});
attempt('for-in', () => {
  const seen: unknown[] = [];
  for (const [first, second] in { ab: 1, cd: 2 }) seen.push(second + first!);
  return seen;
});
attempt('catch', () => {
  try {
    throw { code: 7, inner: [1, 2] };
  } catch ({ code, inner: [, second] }: any) {
    return [code, second];
  }
});
attempt('strings and maps', () => {
  const [a, b] = 'h\u{1F600}';
  const [[key, value]] = new Map([['k', 'v']]) as any;
  const { length } = 'abc';
  return [a, b!.length, key, value, length];
});
attempt('primitives', () => {
  const { toFixed } = 5 as any;
  const { length = 'no length' } = true as any;
  return [typeof toFixed, length];
});
attempt('rest of an object leaves symbols and getters as values', () => {
  const symbol = Symbol('s');
  const { a, ...rest } = {
    a: 1,
    get b() {
      return 2;
    },
    [symbol]: 3,
  } as any;
  return [rest.b, rest[symbol], Object.getOwnPropertyDescriptor(rest, 'b')!.value, a];
});
attempt('iterators are closed', () => {
  const log: string[] = [];
  const iterable = {
    [Symbol.iterator]() {
      let n = 0;
      return {
        next: () => (log.push('next'), { value: n++, done: false }),
        return: () => (log.push('return'), {}),
      };
    },
  };
  const [a, b] = iterable as any;
  return [a, b, log];
});
attempt('exhausted iterators are not closed', () => {
  const log: string[] = [];
  const iterable = {
    [Symbol.iterator]: () => ({
      next: () => (log.push('next'), { value: undefined, done: true }),
      return: () => (log.push('return'), {}),
    }),
  };
  const [a, ...b] = iterable as any;
  return [a, b, log];
});
attempt('closed when a default throws', () => {
  const log: string[] = [];
  const iterable: any = {
    [Symbol.iterator]: () => ({
      next: () => ({ value: undefined, done: false }),
      return: () => (log.push('return'), {}),
    }),
  };
  try {
    const [_a = (() => { throw new Error('default'); })()] = iterable;
  } catch (error) {
    log.push((error as Error).message);
  }
  return log;
});
attempt('order', () => {
  const log: string[] = [];
  const note = (name: string) => (log.push(name), name);
  const source: any = {
    get a() {
      note('get a');
      return undefined;
    },
    get b() {
      note('get b');
      return 1;
    },
  };
  const target: any = {};
  const targetOf = (name: string) => (note('target ' + name), target);
  ({ [note('a')]: targetOf('1').x = note('default a'), [note('b')]: targetOf('2').y } = source);
  return [log, target];
});
attempt('undefined', () => {
  const { a } = undefined as any;
  return a;
});
attempt('null with a nested pattern', () => {
  const { a: { b } } = { a: null } as any;
  return b;
});
attempt('not iterable', () => {
  const [a] = {} as any;
  return a;
});
attempt('not iterable number', () => {
  const [a] = 5 as any;
  return a;
});
attempt('parameter of undefined', () => (({ a }: any) => a)(undefined));
attempt('empty patterns', () => {
  const {} = 5 as any;
  const [] = [] as any;
  return 'fine';
});
attempt('empty pattern of null', () => {
  const {} = null as any;
});
attempt('swap elements', () => {
  const list = [1, 2, 3];
  [list[0], list[2]] = [list[2]!, list[0]!];
  return list;
});
