// Async functions: results, errors, await of all kinds, and the order against promises.

import { problem } from './support/attempt.ts';

const log = (...parts: unknown[]): void => console.log(parts.join(' '));
const later = <T>(value: T, turns = 1): Promise<T> => (turns === 0 ? Promise.resolve(value) : Promise.resolve().then(() => later(value, turns - 1)));

async function order(): Promise<void> {
  log('1 start');
  const work = (async () => {
    log('2 sync part');
    await null;
    log('5 after await');
    return 'result';
  })();
  Promise.resolve().then(() => log('6 then'));
  queueMicrotask(() => log('7 microtask'));
  log('3 after call');
  await Promise.resolve();
  log('8 awaited a promise');
  log(await work);
}
log('0');
const ordered = order();
log('4 synchronous end');
await ordered;

// How many turns each kind of await takes.
const turns: string[] = [];
const tick = (name: string, n: number): Promise<void> => {
  turns.push(name + n);
  return n === 0 ? Promise.resolve() : Promise.resolve().then(() => tick(name, n - 1));
};
const thenable = { then: (resolve: (value: string) => void) => resolve('thenable') };
await Promise.all([
  tick('t', 8),
  (async () => {
    await 1;
    turns.push('value');
  })(),
  (async () => {
    await Promise.resolve();
    turns.push('promise');
  })(),
  (async () => {
    await thenable;
    turns.push('thenable');
  })(),
  (async () => Promise.resolve())().then(() => turns.push('returned promise')),
  (async () => thenable)().then(() => turns.push('returned thenable')),
  (async () => await Promise.resolve())().then(() => turns.push('return await')),
  (async () => {})().then(() => turns.push('nothing')),
]);
log(turns.join(' '));

// Errors.
const failing = async (message: string): Promise<never> => {
  throw new Error(message);
};
try {
  await failing('a');
} catch (error) {
  log('caught', problem(error));
}
log(await failing('b').catch((error) => 'handled ' + problem(error)));
try {
  await Promise.reject('plain value');
} catch (error) {
  log('caught', error);
}
const defaults = (async (_a = (() => { throw new TypeError('default'); })()) => {})();
await defaults.catch((error) => log('parameters reject', problem(error)));
const broken: any = (async ({ a }: any) => a)(undefined);
await broken.catch((error: unknown) => log(problem(error)));

// finally.
async function cleanup(how: string): Promise<string> {
  try {
    await null;
    if (how === 'throw') throw new Error(how);
    if (how === 'return') return how;
  } catch (error) {
    await null;
    return 'caught ' + (error as Error).message;
  } finally {
    await null;
    log('finally', how);
    if (how === 'override') return 'overridden';
  }
  return 'end';
}
for (const how of ['throw', 'return', 'override', 'none']) log(await cleanup(how));

// await in every kind of expression and statement.
const list = [await later(1), await later(2, 3), ...(await later([3, 4]))];
log(list, { key: await later('value') }.key, `${await later('t')}`, (await later(5)) + (await later(6)), -(await later(7)));
log((await later(true)) ? await later('yes') : 'no', (await later(0)) || (await later('or')), (await later(null)) ?? 'nullish');
log(Math.max(await later(1), await later(9), 4), [1, 2].indexOf(await later(2)), (await later({ x: { y: 1 } })).x.y);
for (let i = await later(0); i < (await later(3)); i += await later(1)) log('for', i);
let count = 0;
while ((await later(count)) < 2) count += await later(1);
do count--;
while (await later(count > 0));
switch (await later('b')) {
  case await later('a'):
    log('a');
    break;
  case await later('b'):
    log('switch b');
}
const { a = await later('default'), ...rest } = await later({ b: 1 } as any);
log(a, JSON.stringify(rest));
const target: any = {};
target[await later('k')] = await later('v');
target.n = 1;
target.n += await later(5);
log(JSON.stringify(target));
const before = { x: 1 };
const sum = before.x + (await later(0).then(() => (before.x = 100)));
log('left operand first', sum);

// Methods, arrows, this, arguments.
class Service {
  #n = 10;
  async get(n: number) {
    await null;
    return this.#n + n;
  }
  static async make() {
    return new this();
  }
  async outer(..._: number[]) {
    const inner = async () => (await later(this.#n)) + arguments.length;
    return inner();
  }
}
class Special extends Service {
  override async get(n: number) {
    return (await super.get(n)) * 2;
  }
}
log(await (await Service.make()).get(1), await new Service().outer(1, 2, 3), await new Special().get(5));
const object = {
  name: 'object',
  async method() {
    await null;
    return this.name;
  },
};
log(await object.method(), object.method instanceof Function, Object.prototype.toString.call(object.method));
log(typeof order.constructor, order.constructor.name, 'prototype' in order);

// Many at once.
const results = await Promise.all(Array.from({ length: 50 }, async (_, i) => {
  let total = 0;
  for (let j = 0; j <= i % 5; j++) total += await later(j, j);
  return total;
}));
log(results.reduce((x, y) => x + y));
async function deep(n: number): Promise<number> {
  return n === 0 ? 0 : 1 + (await deep(n - 1));
}
log(await deep(500));

// Timers run after microtasks.
const timeline: string[] = [];
await new Promise<void>((resolve) => {
  setTimeout(() => (timeline.push('timeout'), resolve()), 1);
  setImmediate(() => timeline.push('immediate'));
  process.nextTick(() => timeline.push('tick'));
  Promise.resolve().then(() => timeline.push('microtask'));
  timeline.push('sync');
});
log(timeline.filter((name) => name !== 'immediate').join(' '));

// A promise with a bad then.
const bad = {
  get then() {
    throw new RangeError('then');
  },
};
await (async () => {
  try {
    await bad;
  } catch (error) {
    log('caught', problem(error));
  }
})();
log('end');
