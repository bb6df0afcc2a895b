// Async iteration: async generators, for await, queues of requests, early exit.

import { problem } from './support/attempt.ts';

const log = (...parts: unknown[]): void => console.log(parts.map((part) => (typeof part === 'object' ? JSON.stringify(part) : String(part))).join(' '));
const later = <T>(value: T): Promise<T> => Promise.resolve().then(() => value);

async function* count(limit: number, notes?: string[]) {
  try {
    for (let i = 0; i < limit; i++) yield later(i);
  } finally {
    notes?.push('closed');
  }
}

for await (const n of count(3)) log('n', n);
for await (const x of [1, later(2), 3]) log('of sync', x);
for await (const x of new Set(['a', later('b')])) log('of set', x);

// Exits.
const notes: string[] = [];
for await (const n of count(5, notes)) if (n === 1) break;
outer: for (const i of [1, 2]) for await (const n of count(5, notes)) if (n === i) continue outer;
const found = await (async () => {
  for await (const n of count(5, notes)) if (n === 2) return 'found';
  return 'none';
})();
try {
  for await (const _ of count(5, notes)) throw new Error('body');
} catch (error) {
  notes.push(problem(error));
}
log(found, notes);

// Requests are queued.
const generator = count(3);
log(await Promise.all([generator.next(), generator.next(), generator.next(), generator.next()]));
const early = count(3);
log(await Promise.all([early.next(), early.return('r' as any), early.next()]));
const thrown = count(3);
log(await thrown.next(), await thrown.throw(new Error('t')).catch(problem), await thrown.next());
const unstarted = count(3);
log(await unstarted.return(later('value') as any), await unstarted.next());

// yield awaits, return awaits, throw into a try.
async function* mixed(): AsyncGenerator<unknown, unknown, unknown> {
  const sent = yield later('first');
  log('sent', sent);
  try {
    yield Promise.reject(new Error('rejected yield'));
  } catch (error) {
    log('inside', problem(error));
  }
  try {
    yield 'waiting';
  } catch (error) {
    yield 'recovered ' + error;
  }
  return later('returned');
}
const m = mixed();
log(await m.next(), await m.next('hello'), await m.throw('x'), await m.next(), await m.next());

// yield* over sync and async sources.
async function* delegate(): AsyncGenerator<unknown, unknown, unknown> {
  const result = yield* (async function* () {
    yield 'inner';
    return 'inner result';
  })();
  yield result;
  yield* [later('from array'), 'plain'];
  yield* 'st';
}
const all: unknown[] = [];
for await (const x of delegate()) all.push(x);
log(all);

// Hand-written async iterators.
const steps: string[] = [];
const custom = {
  [Symbol.asyncIterator]() {
    let n = 0;
    return {
      next: async () => (steps.push('next'), { value: n++, done: n > 3 }),
      return: async () => (steps.push('return'), {}),
    };
  },
};
for await (const n of custom as any) {
  steps.push('body' + n);
  if (n === 1) break;
}
for await (const n of custom as any) steps.push('again' + n);
log(steps);
try {
  for await (const _ of { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('next')) }) } as any);
} catch (error) {
  log(problem(error));
}
try {
  for await (const _ of { [Symbol.asyncIterator]: () => ({ next: () => 5 }) } as any);
} catch (error) {
  log(problem(error));
}
const nothing: any = {};
try {
  for await (const _ of nothing);
} catch (error) {
  log(problem(error));
}
try {
  for await (const _ of { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: false }), return: async () => 5 }) } as any) break;
} catch (error) {
  log((error as Error).name);
}

// Order against other work.
const turns: string[] = [];
const tick = (n: number): Promise<void> => (turns.push('t' + n), n === 0 ? Promise.resolve() : Promise.resolve().then(() => tick(n - 1)));
await Promise.all([
  tick(10),
  (async () => {
    for await (const x of (async function* () {
      yield 'a';
      yield 'b';
    })())
      turns.push(x);
    turns.push('end of generator');
  })(),
  (async () => {
    for await (const x of ['x', 'y']) turns.push(x);
    turns.push('end of array');
  })(),
]);
log(turns.join(' '));

// Classes and objects.
class Feed {
  #items = ['one', 'two'];
  async *[Symbol.asyncIterator]() {
    for (const item of this.#items) yield item.toUpperCase();
  }
  static async *of(...items: string[]) {
    yield* items;
  }
}
for await (const item of new Feed()) log(item);
for await (const item of Feed.of('s')) log(item);
log(String(count(0)), Object.prototype.toString.call(count), count.constructor.name);
const destructured: number[] = [];
for await (const { v = 5, w: [first] } of [{ w: [1] }, { v: 2, w: [3] }] as any) destructured.push(v, first);
log(destructured);

// A pipeline with cleanup.
async function* map<A, B>(source: AsyncIterable<A>, f: (a: A) => B) {
  for await (const a of source) yield f(a);
}
async function* take<A>(source: AsyncIterable<A>, n: number) {
  for await (const a of source) {
    yield a;
    if (--n <= 0) return;
  }
}
const pipeline: string[] = [];
const taken: number[] = [];
for await (const n of take(map(count(100, pipeline), (x) => x * 2), 3)) taken.push(n);
log(taken, pipeline);

const iterated: Record<string, any> = { number: 5, nothing: undefined, object: {}, list: { f: () => ({}) } };
const attempts: Record<string, () => Promise<void>> = {
  async name() {
    const { number } = iterated;
    for await (const _ of number);
  },
  async nothing() {
    for await (const _ of iterated['nothing']);
  },
  async member() {
    for await (const _ of iterated['object'] as any);
  },
  async result() {
    for await (const _ of iterated['list'].f());
  },
  async literal() {
    for await (const _ of {} as any);
  },
  async 'bad method'() {
    for await (const _ of { [Symbol.asyncIterator]: 5 } as any);
  },
  async 'bad sync method'() {
    for await (const _ of { [Symbol.iterator]: 5 } as any);
  },
  async 'yield* of undefined'() {
    const generate = async function* (): any {
      yield* iterated['nothing'];
    };
    for await (const _ of generate());
  },
};
for (const [name, run] of Object.entries(attempts)) {
  try {
    await run();
    console.log(name, 'ended');
  } catch (error) {
    console.log(name, (error as Error).message);
  }
}
