// Jobs: the microtask queue and process.nextTick's queue in front of it (ECMA-262 §9.5). Layer: ecma.
// A job is a function and up to three arguments in consecutive slots of a ring, so that nothing is allocated for it.
// Whoever entered the program's code (a timer, a socket, the start) calls `runJobs` when it is back.

import { invoke, invokeWithList } from '../../machine/language.ts';

const SLOTS_PER_JOB = 5;
const INITIAL_SLOTS = 64 * SLOTS_PER_JOB;

let ring: any[] = emptyRing(INITIAL_SLOTS);
let ringSize = INITIAL_SLOTS;
/** Slot of the oldest job. */
let head = 0;
/** Slot behind the newest job; equal to `head` both when the ring is empty and when it is full. */
let tail = 0;
let pendingJobs = 0;

let ticks: any[] = [];
let firstTick = 0;

let uncaughtHandler: any = undefined;
let drainHook: any = undefined;
let asyncContext: any = undefined;

/** Appends a microtask. It runs in the asynchronous context of now. */
export function enqueueJob(callback: any, a?: any, b?: any, c?: any): void {
  if (pendingJobs * SLOTS_PER_JOB === ringSize) growRing();
  const at = tail;
  ring[at] = callback;
  ring[at + 1] = a;
  ring[at + 2] = b;
  ring[at + 3] = c;
  ring[at + 4] = asyncContext;
  tail = at + SLOTS_PER_JOB === ringSize ? 0 : at + SLOTS_PER_JOB;
  pendingJobs++;
}

/** Appends a job of process.nextTick: it runs before any microtask that has not started yet. */
export function enqueueTick(callback: any, ...args: any[]): void {
  ticks.push(callback);
  ticks.push(args);
  ticks.push(asyncContext);
}

/** Runs ticks and microtasks until there are none left; what they throw goes to the uncaught handler. */
export function runJobs(): void {
  do {
    runTicks();
    runMicrotasks();
  } while (ticks.length !== 0 || (drainHook !== undefined && invoke(drainHook, undefined)));
  asyncContext = undefined;
}

/** Runs microtasks alone, as before the first tick of an ECMAScript module. */
export function runMicrotasks(): void {
  while (pendingJobs !== 0) {
    try {
      while (pendingJobs !== 0) {
        const at = head;
        const callback = ring[at];
        const a = ring[at + 1];
        const b = ring[at + 2];
        const c = ring[at + 3];
        asyncContext = ring[at + 4];
        // A finished job must not keep what it referred to alive.
        ring[at] = undefined;
        ring[at + 1] = undefined;
        ring[at + 2] = undefined;
        ring[at + 3] = undefined;
        ring[at + 4] = undefined;
        head = at + SLOTS_PER_JOB === ringSize ? 0 : at + SLOTS_PER_JOB;
        pendingJobs--;
        invoke(callback, undefined, a, b, c);
      }
    } catch (error) {
      reportUncaught(error);
    }
  }
}

/** There is something for `runJobs` to do. */
export function hasJobs(): boolean {
  return pendingJobs !== 0 || ticks.length !== 0;
}

/** An exception that nothing caught: to the handler, or back to whoever runs the jobs. */
export function reportUncaught(error: any): void {
  if (uncaughtHandler === undefined) throw error;
  invoke(uncaughtHandler, undefined, error);
}

/** `handler(error)` is called for an exception that escapes a job. */
export function setUncaughtHandler(handler: any): void {
  uncaughtHandler = handler;
}

/** `hook()` is called when both queues are empty; true when it may have filled them again. */
export function setDrainHook(hook: any): void {
  drainHook = hook;
}

/** What AsyncLocalStorage carries from a job's creation to its run. */
export function getAsyncContext(): any {
  return asyncContext;
}

export function setAsyncContext(context: any): void {
  asyncContext = context;
}

function runTicks(): void {
  while (firstTick < ticks.length) {
    const callback = ticks[firstTick];
    const args = ticks[firstTick + 1];
    asyncContext = ticks[firstTick + 2];
    firstTick += 3;
    try {
      invokeWithList(callback, undefined, args);
    } catch (error) {
      reportUncaught(error);
    }
  }
  if (firstTick !== 0) {
    ticks = [];
    firstTick = 0;
  }
}

function growRing(): void {
  const larger = emptyRing(ringSize * 2);
  for (let k = 0; k < ringSize; k++) {
    const from = head + k;
    larger[k] = ring[from >= ringSize ? from - ringSize : from];
  }
  head = 0;
  tail = ringSize;
  ring = larger;
  ringSize *= 2;
}

function emptyRing(slots: number): any[] {
  const empty: any[] = [];
  for (let k = 0; k < slots; k++) empty.push(undefined);
  return empty;
}
