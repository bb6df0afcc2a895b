// Interrupt handlers: who is called when the processor's wait is over because of a vector. Layer: driver.
// Called from the event loop, never in interrupt context.

import { currentLoop } from '../../interfaces/timer.ts';
import { allocateVector, takeVector, waitUntil } from './interrupts.ts';

/** A device that is looked at before each wait while it has work, instead of interrupting. */
export interface PolledDevice {
  /** Does some work; false when there was none. */
  poll(): boolean;
  /** Lets the device interrupt again; true: work has come meanwhile. */
  rest(): boolean;
}

const handlers: (() => void)[] = [];
let polled: PolledDevice[] = [];

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

/** From now on `device` is polled, until it is idle. */
export function pollUntilIdle(device: PolledDevice): void {
  for (let i = 0; i < polled.length; i++) if (polled[i] === device) return;
  polled.push(device);
}

/** Waits once, at most `timeoutMillis` (Infinity: for ever), and calls the handlers of what came. */
export function dispatchInterrupts(timeoutMillis: number): void {
  waitUntil(polled.length > 0 ? 0 : timeoutMillis);
  for (;;) {
    const vector = takeVector();
    if (vector === 0) break;
    const handler = handlers[vector];
    if (handler !== undefined) guarded(handler);
  }
  if (polled.length > 0) pollDevices();
}

function pollDevices(): void {
  const devices = polled;
  polled = [];
  for (let i = 0; i < devices.length; i++) {
    const device = devices[i] as PolledDevice;
    let busy = true;
    try {
      busy = device.poll() || device.rest();
    } catch (error) {
      currentLoop().uncaught(error);
    }
    if (busy) pollUntilIdle(device);
  }
}

function guarded(work: () => void): void {
  try {
    work();
  } catch (error) {
    currentLoop().uncaught(error);
  }
}

function ignore(): void {}
