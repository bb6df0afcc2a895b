// Program: evaluates the user's modules, serves a default export, and ends the image with the right status.
// Layer: system, the same for every target. An uncaught error or rejection ends the image with status 1, as Node.

import { runJobs, runMicrotasks, setUncaughtHandler } from '../ecma/promise/jobs.ts';
import { promiseThen } from '../ecma/promise/promise.ts';
import { watchRejections } from '../ecma/promise/rejections.ts';
import { currentHost, programHooks } from '../interfaces/host.ts';
import { isCallable, isObject } from '../machine/language.ts';
import { printFatal } from './fatal-message.ts';
import type { Loop } from './loop.ts';

export type Serve = (handler: unknown) => void;

const UNCAUGHT_STATUS = 1;
/** Node's: a top-level await that never settles. */
const UNSETTLED_STATUS = 13;

/** Does not return. */
export function runProgram(loop: Loop, evaluate: () => unknown, serve: Serve | undefined): void {
  setUncaughtHandler(reportUncaught);
  watchRejections(reportRejection, reportHandledLate);
  let settled = true;
  try {
    const result = evaluate() as any;
    if (isPromise(result)) {
      settled = false;
      promiseThen(
        result,
        (namespace: unknown) => {
          settled = true;
          startServing(namespace, serve);
        },
        (error: unknown) => {
          settled = true;
          reportUncaught(error);
        },
      );
    } else {
      startServing(result, serve);
    }
  } catch (error) {
    reportUncaught(error);
  }
  // Node evaluates a module in a job: what it queued runs before the first tick.
  runMicrotasks();
  runJobs();
  do {
    loop.run();
    beforeExit();
  } while (loop.isAlive());
  if (!settled) end(UNSETTLED_STATUS);
  end(exitStatus());
}

/** An exception that reached the event loop. */
export function reportUncaught(error: unknown): void {
  const hook = programHooks.uncaught;
  if (hook !== undefined && hook(error, 'uncaughtException')) return;
  printFatal(error, 'exception');
  end(UNCAUGHT_STATUS);
}

function reportRejection(reason: unknown, promise: unknown): void {
  const rejectionHook = programHooks.unhandledRejection;
  if (rejectionHook !== undefined && rejectionHook(reason, promise)) return;
  const uncaughtHook = programHooks.uncaught;
  if (uncaughtHook !== undefined && uncaughtHook(reason, 'unhandledRejection')) return;
  printFatal(reason, 'rejection');
  end(UNCAUGHT_STATUS);
}

function reportHandledLate(promise: unknown): void {
  const hook = programHooks.rejectionHandled;
  if (hook !== undefined) hook(promise);
}

function startServing(namespace: unknown, serve: Serve | undefined): void {
  if (serve === undefined || !isObject(namespace)) return;
  const handler = (namespace as { default?: any }).default;
  if (isObject(handler) && isCallable(handler.fetch)) serve(handler);
}

/** The namespace of a module is an object without a callable `then`, a promise of it has one. */
function isPromise(value: any): boolean {
  return isObject(value) && value instanceof Promise;
}

/** Its listeners may give the loop something to do again. */
function beforeExit(): void {
  const hook = programHooks.beforeExit;
  if (hook === undefined) return;
  try {
    hook(exitStatus());
  } catch (error) {
    reportUncaught(error);
  }
  runJobs();
}

function exitStatus(): number {
  return programHooks.exitCode ?? 0;
}

let ending = false;

function end(status: number): never {
  let result = status;
  if (!ending) {
    ending = true;
    if (programHooks.exitCode === undefined) programHooks.exitCode = status;
    const hook = programHooks.exit;
    if (hook !== undefined) {
      try {
        hook(status);
      } catch (error) {
        printFatal(error, 'exception');
        programHooks.exitCode = 7;
      }
      result = programHooks.exitCode;
    }
  }
  return currentHost().exit(result);
}
