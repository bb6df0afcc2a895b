// Promises: order of reactions, combinators, resolution with thenables, errors.

import { problem } from './support/attempt.ts';

const log: string[] = [];
const note = (text: string) => () => void log.push(text);
const show = (title: string): void => console.log(title, log.splice(0).join(' '));

new Promise<void>((resolve) => {
  log.push('executor');
  resolve();
  log.push('after resolve');
}).then(note('then'));
log.push('sync');
await null;
show('executor');

Promise.resolve().then(note('a1')).then(note('a2')).then(note('a3'));
Promise.resolve().then(note('b1')).then(note('b2')).then(note('b3'));
await new Promise((resolve) => setTimeout(resolve, 1));
show('chains');

Promise.resolve().then(() => Promise.resolve('inner')).then((value) => log.push(value));
Promise.resolve().then(note('1')).then(note('2')).then(note('3')).then(note('4')).then(note('5'));
await new Promise((resolve) => setTimeout(resolve, 1));
show('a returned promise takes three turns');

const results: unknown[] = [];
const value = async (promise: Promise<unknown>): Promise<void> => {
  results.push(await promise.then((v) => 'ok ' + JSON.stringify(v), (error) => 'error ' + problem(error)));
};
const wait = <T>(millis: number, result: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(result), millis));
await value(Promise.all([1, Promise.resolve(2), wait(2, 3)]));
await value(Promise.all([]));
await value(Promise.all([Promise.reject(new Error('first')), Promise.reject(new Error('second'))]));
await value(Promise.allSettled([1, Promise.reject('no')]));
await value(Promise.race([wait(5, 'slow'), wait(1, 'fast')]));
await value(Promise.any([Promise.reject(1), wait(1, 'any')]));
await value(Promise.any([Promise.reject(new Error('x')), Promise.reject(new Error('y'))]));
await value(Promise.any([]));
await value(Promise.all(5 as any));
await value(Promise.resolve({ then: (resolve: any, _: any) => resolve('thenable') } as any));
await value(Promise.resolve({ then: (_: any, reject: any) => reject(new Error('thenable')) } as any));
await value(Promise.resolve({ then: 5, other: true } as any));
await value(new Promise(() => {
  throw new TypeError('executor');
}));
await value(Promise.reject(new Error('final')).finally(note('finally')));
await value(Promise.resolve(1).finally(() => 2));
await value(Promise.resolve(1).finally(() => {
  throw new Error('from finally');
}));
await value(Promise.resolve(1).finally(() => Promise.reject(new Error('rejected finally'))));
await value(Promise.resolve(5).then(null as any).then(undefined as any));
await value(Promise.reject(new Error('skipped')).then(note('never')).catch((error) => 'caught ' + error.message));
for (const result of results) console.log(result);
show('rest');

const { promise: settled, resolve, reject } = (() => {
  let resolve!: (v: unknown) => void, reject!: (e: unknown) => void;
  const promise = new Promise((a, b) => ((resolve = a), (reject = b)));
  return { promise, resolve, reject };
})();
resolve('once');
resolve('twice');
reject(new Error('ignored'));
console.log(await settled);

const self: Promise<unknown> = new Promise((r) => setTimeout(() => r(self), 1));
await self.catch((error) => console.log(problem(error)));
for (const action of [() => new (Promise as any)(), () => (Promise as any)(() => {}), () => Promise.prototype.then.call({} as any), () => Promise.resolve.call(undefined as any, 1)]) {
  try {
    action();
  } catch (error) {
    console.log(problem(error));
  }
}
console.log(Promise.resolve(settled) === settled, String(settled), settled instanceof Promise, Promise.name, Promise.length);

class Traced extends Promise<unknown> {
  static count = 0;
  constructor(executor: any) {
    super(executor);
    Traced.count++;
  }
}
const traced = Traced.resolve(1).then(() => 2);
console.log(traced instanceof Traced, await traced, Traced.count > 1, Traced.all([]) instanceof Traced);

queueMicrotask(note('m1'));
process.nextTick(note('tick'));
Promise.resolve().then(note('p1'));
setTimeout(note('timeout'), 0);
await new Promise((r) => setTimeout(r, 5));
show('jobs');

Promise.resolve().then(() => {
  queueMicrotask(note('nested microtask'));
  process.nextTick(note('nested tick'));
  Promise.resolve().then(note('nested promise'));
});
Promise.resolve().then(note('sibling'));
await new Promise((r) => setTimeout(r, 5));
show('nested');
