// Unhandled rejections: which promises were rejected with nobody to care by the time all jobs have run, as Node reports
// them. Layer: ecma. The system calls `watchRejections` once.

import { invoke } from '../../machine/language.ts';
import { setDrainHook } from './jobs.ts';
import { setRejectionTracker } from './promise.ts';

/** Rejected and not handled yet: promise, reason, promise, reason... */
let pending: any[] = [];
/** Promises that were reported as unhandled. */
let reported: any[] = [];
let onUnhandled: any = undefined;
let onHandledLate: any = undefined;

/**
 * `unhandled(reason, promise)` is called, after the jobs that might still handle it, for each promise rejected without a
 * handler; `handledLate(promise)` for one that gets a handler after that.
 */
export function watchRejections(unhandled: any, handledLate: any): void {
  onUnhandled = unhandled;
  onHandledLate = handledLate;
  setRejectionTracker(track);
  setDrainHook(reportPending);
}

function track(operation: string, promise: any, reason: any): void {
  if (operation === 'reject') {
    pending.push(promise);
    pending.push(reason);
    return;
  }
  for (let k = 0; k < pending.length; k += 2) {
    if (pending[k] === promise) {
      pending.splice(k, 2);
      return;
    }
  }
  const at = reported.indexOf(promise);
  if (at < 0) return;
  reported.splice(at, 1);
  if (onHandledLate !== undefined) invoke(onHandledLate, undefined, promise);
}

/** True when something was reported, which may have made new jobs. */
function reportPending(): boolean {
  if (pending.length === 0) return false;
  const unhandled = pending;
  pending = [];
  for (let k = 0; k < unhandled.length; k += 2) {
    reported.push(unhandled[k]);
    invoke(onUnhandled, undefined, unhandled[k + 1], unhandled[k]);
  }
  return true;
}
