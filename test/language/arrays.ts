// Array values: literals, holes, length, indices, spread, and arrays used as objects.

import { attempt } from './support/attempt.ts';

attempt('literals', () => [[], [1, 'two', null, undefined, [3]], [, 1, , 2, ,], [1, 2, 3,].length]);
attempt('holes', () => {
  const list = [, 1, ,];
  return [list.length, 0 in list, list[0], Object.keys(list), list.map(() => 'x'), [...list]];
});
attempt('length grows', () => {
  const list: number[] = [];
  list[4] = 5;
  return [list.length, list];
});
attempt('length shrinks', () => {
  const list = [1, 2, 3, 4];
  list.length = 2;
  list.length = 3;
  return list;
});
attempt('bad length', () => {
  [].length = -1;
});
attempt('bad length of the constructor', () => new Array(-1));
attempt('constructor', () => [new Array(3).length, new Array(3, 4), Array('5' as any), Array(2)]);
attempt('keys that are no indices', () => {
  const list: any = [1];
  list['1'] = 2;
  list['-1'] = 'm';
  list['1.5'] = 'f';
  list.name = 'n';
  list[4294967295] = 'big';
  return [list.length, Object.keys(list), JSON.stringify(list)];
});
attempt('sparse', () => {
  const list: any[] = [];
  list[1000000] = 'far';
  list[3] = 'near';
  const seen: string[] = [];
  list.forEach((value, index) => seen.push(index + value));
  return [list.length, seen, Object.keys(list), list.indexOf('far')];
});
attempt('spread', () => [...[1, 2], ...'ab', ...new Set([3, 3, 4]), ...[], ...new Map([['k', 'v']])]);
attempt('spread of a generator', () => {
  function* letters() {
    yield 'x';
    yield* ['y', 'z'];
  }
  return [0, ...letters(), 1];
});
attempt('spread in calls', () => [Math.max(...[1, 5, 3]), String.fromCharCode(...[72, 105], ...[33]), new Date(...([2020, 0, 2] as [number, number, number])).getDate()]);
attempt('spread of no iterable', () => [...(5 as any)]);
attempt('spread of an object', () => {
  const object: any = { a: 1 };
  return [...object];
});
attempt('spread of undefined in a call', () => {
  const nothing: any = undefined;
  try {
    return Math.max(...nothing);
  } catch (error) {
    return (error as Error).name;
  }
});
attempt('destructive methods', () => {
  const list = [3, 1, 2];
  return [list.push(4), list.pop(), list.shift(), list.unshift(9, 8), list, list.reverse(), list.splice(1, 2, 'x' as any), list];
});
attempt('chain', () => [1, 2, 3, 4].filter((x) => x % 2 === 0).map((x) => x * x).reduce((a, b) => a + b, 0));
attempt('out of range', () => [[1, 2][2], [1, 2][-1], [1, 2].at(-1), ([1, 2] as any)['0']]);
attempt('nested', () => {
  const grid = Array.from({ length: 3 }, (_, i) => Array.from({ length: 3 }, (_, j) => i * 3 + j));
  grid[1]![1] = -1;
  return grid;
});
attempt('numbers then others', () => {
  const list: any[] = [1, 2, 3];
  list.push(1.5);
  list[1] = 'text';
  list.push({ a: 1 }, undefined);
  return list;
});
attempt('changed while iterating', () => {
  const list = [1, 2, 3];
  const seen: number[] = [];
  for (const x of list) {
    seen.push(x);
    if (x < 3) list.push(x + 10);
    if (seen.length > 8) break;
  }
  return seen;
});
attempt('shrunk while iterating', () => {
  const list = [1, 2, 3, 4];
  const seen: number[] = [];
  list.forEach((x) => {
    seen.push(x);
    list.length = 2;
  });
  return seen;
});
attempt('array-likes', () => [Array.from({ length: 2, 0: 'a', 1: 'b' }), Array.prototype.map.call('abc', (x: any) => x + x), Array.prototype.push.call({ length: 0 } as any, 1)]);
attempt('frozen', () => {
  (Object.freeze([1]) as any).push(2);
});
attempt('frozen element', () => {
  (Object.freeze([1]) as any)[0] = 2;
});
attempt('typeof', () => [typeof [], Array.isArray([]), Array.isArray({ length: 0 }), [] instanceof Array]);
attempt('toString', () => [String([1, [2, [3]]]), [1, 2] + '', [] + '', String([null])]);
attempt('concat', () => [1].concat(2 as any, [3, 4] as any, [[5]] as any));
attempt('many', () => {
  const list: number[] = [];
  for (let i = 0; i < 10000; i++) list.push(i * 2);
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += list[i]!;
  return [sum, list.length, list[9999]];
});
attempt('sort', () => [[10, 9, 1].sort(), [3, 1, 2].sort((a, b) => b - a), ['b', undefined, 'a'].sort()]);
attempt('not callable', () => [1].map(5 as any));
attempt('reduce of nothing', () => [].reduce((a) => a));
