// node:async_hooks: a store follows promises, timers, ticks and microtasks.
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';

const storage = new AsyncLocalStorage<any>();
console.log(storage.getStore());
storage.run({ id: 1 }, () => {
  console.log('sync', storage.getStore());
  setTimeout(() => console.log('timer', storage.getStore()), 40);
  setImmediate(() => console.log('immediate', storage.getStore()));
  process.nextTick(() => console.log('tick', storage.getStore()));
  queueMicrotask(() => console.log('microtask', storage.getStore()));
  Promise.resolve().then(() => console.log('then', storage.getStore()));
  (async () => {
    await null;
    console.log('await', storage.getStore());
    await new Promise((resolve) => setTimeout(resolve, 80));
    console.log('await timer', storage.getStore());
  })();
  storage.run({ id: 2 }, () => console.log('nested', storage.getStore()));
  console.log('after nested', storage.getStore());
  storage.exit(() => console.log('exit', storage.getStore()));
});
console.log('outside', storage.getStore());
const other = new AsyncLocalStorage();
storage.run('a', () => other.run('b', () => console.log(storage.getStore(), other.getStore())));
const bound = storage.run('kept', () => AsyncResource.bind(() => storage.getStore()));
console.log(
  bound(),
  storage.run('x', () => new AsyncResource('T')).runInAsyncScope(() => storage.getStore()),
);
console.log(storage.run(1, (a: number, b: number) => a + b, 2, 3));
try {
  storage.run(5, () => {
    throw new Error('out');
  });
} catch (error: any) {
  console.log(error.message, storage.getStore());
}
await Promise.all(
  [1, 2, 3].map((id) =>
    storage.run(id, async () => {
      await new Promise((resolve) => setTimeout(resolve, 10 * (5 - id)));
      console.log('task', id, storage.getStore());
    }),
  ),
);
