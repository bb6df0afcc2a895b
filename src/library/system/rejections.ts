// Rejections: promises that were rejected while nobody listened, until the microtasks are done. Layer: system.
// ECMA-262 §27.2.1.9 HostPromiseRejectionTracker; Node reports what is left after each run of the microtasks.

interface Unhandled {
  promise: unknown;
  reason: unknown;
}

const waiting: Unhandled[] = [];

/** Called for a rejection without a handler ('reject') and when such a promise gets one after all ('handle'). */
export function trackRejections(promise: unknown, operation: string, reason: unknown): void {
  if (operation === 'reject') {
    waiting.push({ promise, reason });
    return;
  }
  for (let i = 0; i < waiting.length; i++) {
    if ((waiting[i] as Unhandled).promise === promise) {
      waiting.splice(i, 1);
      return;
    }
  }
}

/** The oldest that is still unhandled, undefined when there is none. */
export function takeUnhandled(): Unhandled | undefined {
  if (waiting.length === 0) return undefined;
  return waiting.shift();
}
