// EventTarget, Event, CustomEvent.
const target = new EventTarget();
const log = (label: string) => (event: Event) =>
  console.log(
    label,
    event.type,
    event.target === target,
    event.currentTarget === target,
    event.eventPhase,
    event.cancelable,
    event.defaultPrevented,
  );
const a = log('a');
target.addEventListener('x', a);
target.addEventListener('x', a);
target.addEventListener('x', log('once'), { once: true });
target.addEventListener('x', { handleEvent: (event) => console.log('object', event.type) });
console.log(target.dispatchEvent(new Event('x')), target.dispatchEvent(new Event('x')));
target.removeEventListener('x', a);
target.addEventListener('x', (event) => event.preventDefault());
console.log(
  target.dispatchEvent(new Event('x', { cancelable: true })),
  target.dispatchEvent(new Event('x')),
);
target.addEventListener('p', (event) => event.preventDefault(), { passive: true });
console.log(target.dispatchEvent(new Event('p', { cancelable: true })));
target.addEventListener('s', (event) => event.stopImmediatePropagation());
target.addEventListener('s', log('never'));
target.dispatchEvent(new Event('s'));
const custom = new CustomEvent('c', { detail: { a: 1 } });
console.log(
  custom.detail,
  custom.type,
  custom instanceof Event,
  new CustomEvent('d').detail,
  Object.prototype.toString.call(custom),
  Object.prototype.toString.call(target),
);
const controller = new AbortController();
target.addEventListener('sig', log('never'), { signal: controller.signal });
controller.abort();
target.dispatchEvent(new Event('sig'));
target.addEventListener('order', () => {
  console.log('first');
  target.addEventListener('order', () => console.log('added meanwhile'), { once: true });
  target.removeEventListener('order', second);
});
const second = () => console.log('removed meanwhile');
target.addEventListener('order', second);
target.dispatchEvent(new Event('order'));
console.log('again');
target.dispatchEvent(new Event('order'));
for (const run of [
  () => new (Event as any)(),
  () => (target as any).dispatchEvent({}),
  () => (target as any).addEventListener('x'),
  () => (target as any).addEventListener('x', 5),
]) {
  try {
    run();
    console.log('fine');
  } catch (error: any) {
    console.log(error.name, error.code, error.message);
  }
}
const reused = new Event('r');
target.addEventListener('r', (event) => {
  try {
    target.dispatchEvent(event);
  } catch (error: any) {
    console.log(error.name, error.code, error.message);
  }
});
target.dispatchEvent(reused);
console.log(
  reused.target === target,
  reused.currentTarget,
  reused.eventPhase,
  reused.composedPath(),
  reused.isTrusted,
  typeof reused.timeStamp,
);
console.log(target, class Sub extends EventTarget {}, new (class Sub extends EventTarget {})());
process.on('uncaughtException', (error) => console.log('uncaught', error.message));
target.addEventListener('throws', () => {
  throw new Error('in a listener');
});
target.addEventListener('throws', () => console.log('next listener'));
target.dispatchEvent(new Event('throws'));
console.log('after dispatch', Event.AT_TARGET, Event.NONE);
