// node:timers/promises and node:timers.
import timers from 'node:timers';
import {
  setTimeout as wait,
  setImmediate as immediate,
  setInterval as every,
  scheduler,
} from 'node:timers/promises';

console.log(timers.setTimeout === setTimeout, typeof timers.promises.setTimeout);
console.log(
  await wait(1, 'value'),
  await immediate('now'),
  await scheduler.wait(1),
  await scheduler.yield(),
);
const controller = new AbortController();
const waiting = wait(1000, 'never', { signal: controller.signal });
controller.abort(new Error('why'));
console.log(
  await waiting.catch((error) => [error.name, error.code, error.message, error.cause.message]),
);
console.log(await wait(1, 0, { signal: AbortSignal.abort() }).catch((error) => error.name));
let count = 0;
for await (const value of every(1, 'tick')) {
  console.log(value, ++count);
  if (count === 3) break;
}
