// AbortController and AbortSignal.
const controller = new AbortController();
const { signal } = controller;
console.log(signal.aborted, signal.reason, controller, signal, signal === controller.signal);
signal.onabort = (event) => console.log('onabort', event.type, event.target === signal);
signal.addEventListener('abort', () => console.log('listener', signal.aborted));
controller.abort();
controller.abort('again');
console.log(
  signal.aborted,
  signal.reason.name,
  signal.reason.message,
  signal.reason.code,
  signal.reason instanceof DOMException,
  signal.reason instanceof Error,
);
try {
  signal.throwIfAborted();
} catch (error: any) {
  console.log(error === signal.reason);
}
console.log(AbortSignal.abort('why').reason, AbortSignal.abort().aborted);
const own = new AbortController();
own.abort(new RangeError('own'));
console.log(own.signal.reason.name);
const first = new AbortController();
const any = AbortSignal.any([first.signal, new AbortController().signal]);
const nested = AbortSignal.any([any]);
nested.addEventListener('abort', () => console.log('nested', nested.reason));
any.addEventListener('abort', () => console.log('any', any.reason, nested.aborted));
first.abort('first');
console.log(AbortSignal.any([AbortSignal.abort('already')]).reason, AbortSignal.any([]).aborted);
const timeout = AbortSignal.timeout(2);
await new Promise<void>((resolve) => {
  timeout.addEventListener('abort', () => resolve());
  setTimeout(() => {}, 20);
});
console.log(timeout.aborted, timeout.reason.name, timeout.reason.message, timeout.reason.code);
for (const run of [
  () => new (AbortSignal as any)(),
  () => AbortSignal.any([5 as any]),
  () => AbortSignal.timeout(-1),
]) {
  try {
    run();
  } catch (error: any) {
    console.log(error.name, error.code, error.message);
  }
}
console.log(Object.prototype.toString.call(signal), Object.prototype.toString.call(controller));
