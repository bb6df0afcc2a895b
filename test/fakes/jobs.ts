// Fake of ecma/promise/jobs.ts on Node's queues.

export const enqueueTick = process.nextTick;

export function enqueueJob(
  callback: (...args: unknown[]) => void,
  a?: unknown,
  b?: unknown,
  c?: unknown,
): void {
  queueMicrotask(() => callback(a, b, c));
}

let context: unknown;
export const currentAsyncContext = (): unknown => context;
export function setAsyncContext(value: unknown): void {
  context = value;
}
