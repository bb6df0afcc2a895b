// The job queues of the library, as Node's own.

export function enqueueTick(callback, ...args) {
  process.nextTick(callback, ...args);
}

export function enqueueJob(callback, ...args) {
  queueMicrotask(() => callback(...args));
}
