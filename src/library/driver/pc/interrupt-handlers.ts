// Interrupt handlers: who is called when the processor's wait is over because of a vector. Layer: driver.
// Called from the event loop, never in interrupt context.

import { currentLoop } from '../../interfaces/timer.ts';
import { allocateVector, takeVector, waitUntil } from './interrupts.ts';

const handlers: (() => void)[] = [];

/** The vector that calls `handler` from now on; 0 when there are no more. */
export function onInterrupt(handler: () => void): number {
  const vector = allocateVector();
  if (vector !== 0) setInterruptHandler(vector, handler);
  return vector;
}

export function setInterruptHandler(vector: number, handler: () => void): void {
  while (handlers.length <= vector) handlers.push(ignore);
  handlers[vector] = handler;
}

/** Waits once, at most `timeoutMillis` (Infinity: for ever), and calls the handlers of what came. */
export function dispatchInterrupts(timeoutMillis: number): void {
  waitUntil(timeoutMillis);
  for (;;) {
    const vector = takeVector();
    if (vector === 0) return;
    const handler = handlers[vector];
    if (handler === undefined) continue;
    try {
      handler();
    } catch (error) {
      currentLoop().uncaught(error);
    }
  }
}

function ignore(): void {}
