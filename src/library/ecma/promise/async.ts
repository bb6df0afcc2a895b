// Async functions: running a compiled body to its next await, again and again (ECMA-262 §27.7.5). Layer: ecma.

import { requireStack } from '../../runtime/exceptions.ts';
import { frameIsDone, resumeFrame } from '../../runtime/generator.ts';
import { setAsyncFromSyncIterator } from '../../runtime/iteration.ts';
import { createAsyncFromSyncIterator } from './async-from-sync-iterator.ts';
import { awaitWith, newPromise, rejectPromise, resolvePromise } from './promise.ts';
import { Reaction, RESUME } from './reaction.ts';
import { STACK_TO_SETTLE } from './stack.ts';

const NEXT = 0;
const THROW = 1;

/** What a compiled async function returns: its promise, after it has run to the first await. */
export function runAsync(frame: any): any {
  requireStack(STACK_TO_SETTLE);
  const promise = newPromise();
  // The one reaction of this call: its target is the frame, its other handler slot the promise.
  advanceAsync(new Reaction(RESUME, frame, advanceAsync, promise, undefined), NEXT, undefined);
  return promise;
}

function advanceAsync(reaction: Reaction, firstMode: number, firstValue: any): void {
  const frame = reaction.target;
  let mode = firstMode;
  let value = firstValue;
  while (true) {
    let result: any;
    try {
      result = resumeFrame(frame, mode, value);
    } catch (error) {
      return rejectPromise(reaction.onRejected, error);
    }
    if (frameIsDone(frame)) return resolvePromise(reaction.onRejected, result);
    try {
      return awaitWith(reaction, result);
    } catch (error) {
      // `constructor` of the awaited promise threw: so does the await.
      mode = THROW;
      value = error;
    }
  }
}

setAsyncFromSyncIterator(createAsyncFromSyncIterator);
