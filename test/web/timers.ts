// Timers: order, arguments, clearing, handles.
const order: string[] = [];
setTimeout(() => order.push('t2'), 2);
setTimeout(() => order.push('t1'), 1);
setTimeout(() => order.push('t0'), 0);
setTimeout((a: any, b: any) => order.push('args' + a + b), 3, 'x', 'y');
const cleared = setTimeout(() => order.push('never'), 1);
clearTimeout(cleared);
clearTimeout(undefined);
clearTimeout(12345);
const byNumber = setTimeout(() => order.push('never either'), 1);
clearTimeout(+byNumber);
const byText = setTimeout(() => order.push('never as well'), 1);
clearTimeout(`${byText}`);
const immediate = setImmediate(() => order.push('never immediate'));
clearImmediate(immediate);
let ticks = 0;
const interval = setInterval(() => {
  ticks++;
  if (ticks === 3) {
    clearInterval(interval);
    order.push('interval done');
  }
}, 2);
const unreferenced = setTimeout(() => console.log('unreferenced never'), 5000);
console.log(
  unreferenced.hasRef(),
  unreferenced.unref() === unreferenced,
  unreferenced.hasRef(),
  unreferenced.ref().hasRef(),
  unreferenced.unref().hasRef(),
);
console.log(
  typeof unreferenced[Symbol.toPrimitive](),
  typeof interval,
  interval.constructor.name,
  immediate.constructor.name,
  immediate.hasRef(),
);
// However slow the machine is.
while (!order.includes('interval done')) await new Promise((resolve) => setTimeout(resolve, 5));
console.log(order.join());
const sequence: string[] = [];
setImmediate(() => {
  sequence.push('immediate');
  process.nextTick(() => sequence.push('tick'));
  Promise.resolve().then(() => sequence.push('job'));
  queueMicrotask(() => sequence.push('microtask'));
});
setImmediate(() => sequence.push('immediate 2'));
await new Promise((resolve) => setTimeout(resolve, 5));
console.log(sequence.join());
for (const run of [
  () => (setTimeout as any)(),
  () => (setInterval as any)('x'),
  () => (setImmediate as any)(5),
  () => (queueMicrotask as any)(),
]) {
  try {
    run();
  } catch (error: any) {
    console.log(error.name, error.code, error.message);
  }
}
const refreshed: string[] = [];
const timer = setTimeout(() => refreshed.push('fired'), 3);
await new Promise((resolve) => setTimeout(resolve, 1));
console.log(timer.refresh() === timer);
await new Promise((resolve) => setTimeout(resolve, 20));
console.log(refreshed.length);
let nested = 0;
await new Promise<void>((resolve) => {
  const step = () => {
    if (++nested === 5) resolve();
    else setTimeout(step, 0);
  };
  step();
});
console.log(nested);
